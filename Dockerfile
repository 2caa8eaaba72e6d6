# One image for web, worker, index worker and one-off commands (docker-compose.yml).
# Pinned by version tag. For a pin nothing can move, add the digest your registry shows:
#   docker buildx imagetools inspect python:3.11.14-slim-bookworm
FROM python:3.11.14-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    DATA_DIR=/data \
    STATIC_ROOT=/app/collected-static \
    BIND=0.0.0.0:8000 \
    PORT=8000

# pg_dump and pg_restore for manage.py backup and restore: the same major version as the database image.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client-15 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin archive \
 && install -d -o archive -g archive /data

WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

COPY manage.py pyproject.toml NOTICE LICENSE ./
COPY config config
COPY archive archive
COPY search search
COPY templates templates
COPY static static
COPY locale locale
COPY seeds seeds

# The secret of this one command is thrown away with it; the running site needs its own.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=build.invalid DATA_DIR=/tmp/build \
    python manage.py collectstatic --no-input --verbosity 0

USER archive
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s CMD ["python", "-m", "config.health"]
CMD ["python", "-m", "gunicorn", "-c", "config/gunicorn.py"]
