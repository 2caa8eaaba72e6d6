"""What the tests of running the archive share: free ports, the environment of a production process."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def free_port() -> int:
    """A port of this machine nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def bare(home: Path) -> dict[str, str]:
    """What a fresh shell has: no setting of ours, and none of the tests', but this DATA_DIR."""
    ours = {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "DATABASE_URL", "PORT", "SEEDS_DIR"}
    ours |= {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "DATA_DIR": str(home)}


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """A production environment that is complete."""
    return {
        **bare(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "archive.example",
    }


@pytest.fixture
def manage() -> tuple[str, str]:
    """The start of a manage.py command."""
    return (sys.executable, str(PROJECT / "manage.py"))
