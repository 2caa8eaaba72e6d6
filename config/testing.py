"""Settings for tests: a throwaway folder for data, debug on, a database file as in real life."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DEBUG", "1")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="archive-tests-")

from config.settings import *  # noqa: F403  # after the environment is set
from config.settings import DATA_DIR, DATABASES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: locking and threads behave as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

(DATA_DIR / "static").mkdir()  # whitenoise warns of a missing folder, and warnings are errors


def _clean_up(owner: int) -> None:
    if os.getpid() == owner:  # a fork that ends in order must not take its parent's folder
        shutil.rmtree(DATA_DIR, ignore_errors=True)


atexit.register(_clean_up, os.getpid())
