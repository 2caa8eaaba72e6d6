"""The environment of an archive on one machine."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.local import LocalSetupError, local_environment, read_or_make_secret
from tests.deploy.conftest import PROJECT, bare


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    first, second = read_or_make_secret(folder), read_or_make_secret(folder)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    assert read_or_make_secret(tmp_path / "a") != read_or_make_secret(tmp_path / "b")


def test_starts_at_the_same_moment_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(read_or_make_secret, [tmp_path] * 8))

    assert len(secrets) == 1


def test_a_damaged_secret_is_named_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("short")

    with pytest.raises(LocalSetupError, match="secret_key"):
        read_or_make_secret(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    with pytest.raises(LocalSetupError, match="DATA_DIR"):
        read_or_make_secret(in_the_way / "data")


def test_what_the_person_set_stays(tmp_path: Path) -> None:
    given = {
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "s" * 60,
        "ALLOWED_HOSTS": "archive.example",
        "HTTPS": "1",
    }

    environment = local_environment(given)

    assert {name: environment[name] for name in given} == given
    assert not (tmp_path / "secret_key").exists()


def test_what_is_left_open_is_safe_on_this_machine_and_debug_stays_off(tmp_path: Path) -> None:
    environment = local_environment({"DATA_DIR": str(tmp_path)})

    assert environment["ALLOWED_HOSTS"] == "127.0.0.1,localhost,[::1]"
    assert environment["HTTPS"] == "0"
    assert "DEBUG" not in environment


def test_the_first_account_is_made_as_make_account_makes_it(tmp_path: Path) -> None:
    environment = {
        **bare(tmp_path / "home"),
        "DJANGO_SUPERUSER_USERNAME": "keeper",
        "DJANGO_SUPERUSER_EMAIL": "keeper@archive.example",
        "DJANGO_SUPERUSER_PASSWORD": "a long enough password",
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "config.local", *command],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )

    run("migrate", "--verbosity", "0")
    made = run("createsuperuser", "--no-input")

    assert "created" in made.stdout or "成功" in made.stdout
