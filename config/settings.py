"""
Settings. In: environment variables (README, "Settings"). Out: Django's settings.

Production is the default: without DEBUG=1 a real SECRET_KEY and ALLOWED_HOSTS must be given.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

CONNECTION_SECONDS = 600  # a connection to the database is used again for so long
SECRET_LENGTH = 50  # what `check --deploy` asks for

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()


def secret_key() -> str:
    """The secret of this installation. Raises ImproperlyConfigured if production has no real one."""
    key: str = env.str("SECRET_KEY", default="")
    if DEBUG:
        return key or "only-for-development-" + "x" * 40
    if len(key) < SECRET_LENGTH or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY must be at least 50 random characters (python manage.py is not started without it). "
            'Make one: python -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    return key


def allowed_hosts() -> list[str]:
    """Host names this site answers to. Raises ImproperlyConfigured if production names none."""
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=[])
    if hosts and "*" not in hosts:
        return hosts
    if DEBUG:
        return ["127.0.0.1", "localhost", "[::1]", "testserver"]
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name the site's hosts, comma separated, without *."
    )


SECRET_KEY = secret_key()
ALLOWED_HOSTS = allowed_hosts()
# Over plain HTTP (one office machine, no certificate) secure cookies would lock everyone out.
HTTPS = env.bool("HTTPS", default=not DEBUG)

INSTALLED_APPS = [
    "config.staff.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "haystack",
    "archive",
    "search",
    "config",
]

MIDDLEWARE = [
    "archive.views.errors.refuse_nul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policy.say_policy",
    "config.packing.pack_pages",
    "django.middleware.http.ConditionalGetMiddleware",
    "config.kept_pages.keep_pages",
    "archive.views.caching.say_what_may_be_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.speak_as_chosen",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "config.translating"},
            "builtins": ["config.linking"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.views.display.display_settings",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'archive.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a read that turns into a write never loses its snapshot to another writer.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-8000"
        ),
    }
# Opening one costs as much as all queries of a small page; a web worker serves one request at a time.
DATABASES["default"]["CONN_MAX_AGE"] = 0 if DEBUG else CONNECTION_SECONDS
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Original bytes, content-addressed; never served by the static handler.
ORIGINALS_DIR = DATA_DIR / "originals"
INDEX_DIR = DATA_DIR / "index"
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FILES = 100
# Whom readers may write to about errors and withdrawals: an e-mail address, a page, or words.
CONTACT = env.str("CONTACT", default="").strip()
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "search.finding.engine.EmbeddedEngine",
        "PATH": str(INDEX_DIR),
        # An engine that fails must say so: 503 is never "no results".
        "SILENTLY_FAIL": False,
    }
}
HAYSTACK_LIMIT_TO_REGISTERED_MODELS = False
SEARCH_CONNECTION = "default"  # the one that pages ask

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
# With the session, which only staff have: a store in cookies makes its keys anew for every reader.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# For the whole domain and for browsers' built-in lists only if the person who owns it says so.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_WHOLE_DOMAIN", default=False)
SILENCED_SYSTEM_CHECKS = [
    "templates.W003",  # i18n means config.translating on purpose
    *([] if SECURE_HSTS_PRELOAD else ["security.W005", "security.W021"]),
]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
