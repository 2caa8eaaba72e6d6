# Everything is run from here. Needs Python 3.11 or newer, make and git; the rest is installed into .venv.
#   make run      the archive on http://127.0.0.1:8000/   (PORT=8001, DATA_DIR=/elsewhere)
#   make account  the first account
#   make test     all checks and all tests                 (PYTEST_ARGS="tests/search -x")
#   make messages the catalogues of the interface's languages (locale/)
#   make gallery  pictures of the pages (docs/gallery)
#   make lighthouse  what Lighthouse says of five pages
#   make bench    how fast, lean and complete it is        (CORPORA=folder SIZES="1000 20000 all")

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
CHECKED := archive search config tests bench manage.py

.PHONY: run account test lint types bench gallery lighthouse browser lock messages clean help
.DEFAULT_GOAL := help

help:
	@sed -n '2,8s/^# *//p' Makefile

run: .venv/base.done
	@exec $(BIN)/python -m config.serve

account: .venv/base.done
	@exec $(BIN)/python -m config.local createsuperuser

test: .venv/dev.done .venv/node.done browser lint types
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST_ARGS)

lint: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DEBUG=1 $(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	@folder=$$(mktemp -d); trap 'rm -rf $$folder' EXIT; \
	  DEBUG=1 DATA_DIR=$$folder $(BIN)/python manage.py makemigrations --check --dry-run
	@# As production would run: a real secret, real hosts, HTTPS.
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  ALLOWED_HOSTS=archive.example $(BIN)/python manage.py check --deploy --fail-level WARNING

types: .venv/dev.done
	DEBUG=1 $(BIN)/mypy $(CHECKED)

# Search beside its peers needs a folder of corpora; reading is measured on the seeds too.
SIZES ?= 1000 20000
bench: .venv/bench.done
	$(BIN)/python -m bench.extraction $(CORPUS)
	@if [ -z "$(CORPORA)" ]; then \
	  echo 'Search was not measured: name the folder of the corpora, make bench CORPORA=FOLDER SIZES="1000 20000 all".'; \
	else \
	  exec $(BIN)/python -m bench.search "$(CORPORA)" --sizes $(SIZES) \
	    $(if $(REUSE),--reuse $(REUSE)) $(if $(ONLY),--only $(ONLY)); \
	fi

# The pages over the seeds, at a desk and on a phone, light and dark.
gallery: .venv/dev.done browser
	$(BIN)/python -m bench.sights.gallery $(ONLY)

# Scores and timings of five pages on a slow phone, as Lighthouse reckons them; nothing but loopback is asked.
lighthouse: .venv/dev.done .venv/node.done browser
	$(BIN)/python -m bench.sights.lighthouse

# A real browser and Chinese fonts for the tests that look at pages.
browser:
	@.ci/browser

# Bring locale/ up to the sentences in code and templates; lists what has no English yet.
messages: .venv/dev.done
	$(BIN)/python .ci/messages.py

# Lock requirements/*.in again, with hashes for every platform's wheels.
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet uv
	for name in base dev bench; do \
	  .venv/lock/bin/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
	    --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done
	rm -rf .venv/lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Not the interpreter itself: one that was cut short while being set up has that too.
.venv/made.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making the environment … 正在建立运行环境"
	@$(PYTHON) -m venv .venv || \
	  { echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; rm -rf .venv; exit 1; }
	@touch $@

.venv/base.done: requirements/base.txt | .venv/made.done
	@echo "Installing packages … 正在安装依赖"
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/dev.done: requirements/dev.txt | .venv/made.done
	@echo "Installing packages for tests … 正在安装测试依赖"
	@$(PIP) -r requirements/dev.txt
	@touch $@ .venv/base.done

.venv/bench.done: requirements/bench.txt .venv/base.done
	@echo "Installing engines to compare with … 正在安装对比用的检索引擎"
	@$(PIP) -r requirements/bench.txt
	@touch $@

# Checkers of pages: node comes with the packages for tests, the rest by the lock's hashes.
.venv/node.done: .venv/dev.done tests/site/node/package-lock.json
	@echo "Installing page checkers … 正在安装网页检查工具"
	@$(BIN)/python .ci/page_checkers.py .venv/node
	@touch $@
