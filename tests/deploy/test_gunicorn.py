"""The web server's settings, as gunicorn itself reads them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.deploy.conftest import PROJECT

SHOW = """
import json, sys
from gunicorn.app.wsgiapp import WSGIApplication
sys.argv = ["gunicorn", "-c", "config/gunicorn.py"]
cfg = WSGIApplication().cfg
names = ["bind", "workers", "worker_class_str", "preload_app", "control_socket_disable", "timeout"]
print(json.dumps({name: getattr(cfg, name) for name in names}))
"""


def read_settings(environment: dict[str, str]) -> dict[str, object]:
    """What gunicorn would run with."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    shown: dict[str, object] = json.loads(done.stdout)
    return shown


def test_it_listens_on_loopback_and_loads_the_code_once(production: dict[str, str]) -> None:
    shown = read_settings(production)

    assert shown["bind"] == ["127.0.0.1:8000"]
    assert shown["worker_class_str"] == "sync"
    assert shown["preload_app"] is True
    assert shown["control_socket_disable"] is True
    assert shown["workers"] >= 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("given", "bind"),
    [
        ({"PORT": "8123"}, "127.0.0.1:8123"),
        ({"PORT": ""}, "127.0.0.1:8000"),
        ({"BIND": "0.0.0.0:8000"}, "0.0.0.0:8000"),
    ],
)
def test_the_address_comes_from_the_environment(
    production: dict[str, str], given: dict[str, str], bind: str
) -> None:
    assert read_settings({**production, **given})["bind"] == [bind]
