"""Production starts with a real secret and real hosts, and not without: in real processes."""

from __future__ import annotations

import subprocess

import pytest

Manage = tuple[str, str]


def check_deploy(manage: Manage, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` with that environment."""
    return subprocess.run(
        [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_production_environment_passes_the_deployment_check(
    manage: Manage, production: dict[str, str]
) -> None:
    done = check_deploy(manage, production)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("SECRET_KEY", None, id="no secret"),
        pytest.param("SECRET_KEY", "", id="an empty secret"),
        pytest.param("SECRET_KEY", "short", id="a short secret"),
        pytest.param("SECRET_KEY", "django-insecure-" + "x" * 60, id="Django's own example"),
        pytest.param("ALLOWED_HOSTS", None, id="no hosts"),
        pytest.param("ALLOWED_HOSTS", "*", id="any host"),
        pytest.param("ALLOWED_HOSTS", "archive.example,*", id="any host beside a real one"),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(
    manage: Manage, production: dict[str, str], name: str, value: str | None
) -> None:
    environment = dict(production)
    if value is None:
        del environment[name]
    else:
        environment[name] = value

    done = check_deploy(manage, environment)

    assert done.returncode != 0
    assert name in done.stderr


def test_debug_does_not_switch_itself_on(manage: Manage, production: dict[str, str]) -> None:
    shown = subprocess.run(
        [
            *manage,
            "shell",
            "-v",
            "0",
            "-c",
            "from django.conf import settings; print(settings.DEBUG)",
        ],
        env=production,
        capture_output=True,
        text=True,
        check=True,
    )

    assert shown.stdout.strip() == "False"
