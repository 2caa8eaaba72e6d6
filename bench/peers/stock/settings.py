"""Settings of the stock site: one model, Haystack's own Whoosh backend. STOCK_FOLDER says where its files lie."""

import os
from pathlib import Path

FOLDER = Path(os.environ["STOCK_FOLDER"])
SECRET_KEY = "only-for-measurements-on-this-machine"  # noqa: S105  # it signs nothing
INSTALLED_APPS = ["django.contrib.contenttypes", "haystack", "bench.peers.stock"]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "stock.sqlite3")}
}
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(FOLDER / "whoosh"),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
