"""
The environment of an archive that runs on this machine alone (`make run`, `make account`).

In: the person's own environment. Out: the same with what production asks for filled in: a secret
made once and kept in DATA_DIR, loopback host names, plain HTTP. `python -m config.local COMMAND`
runs one manage.py command in it.
"""

import os
import secrets
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_BYTES = 50


class LocalSetupError(Exception):
    """This machine cannot run the archive as it stands; the message says what to do."""


def data_dir(given: Mapping[str, str]) -> Path:
    """Where this installation keeps its data: DATA_DIR, or data/ in the project."""
    return Path(given.get("DATA_DIR") or BASE_DIR / "data").resolve()


def read_or_make_secret(folder: Path) -> str:
    """
    The secret of this installation, readable by its owner only.

    Raises LocalSetupError if the folder cannot be written or the kept secret is damaged.
    """
    kept = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make_once(kept)
        secret = kept.read_text("ascii").strip()
    except OSError as error:
        raise LocalSetupError(
            f"无法在 {folder} 写入数据（{error.strerror}）。请换一个可写的目录：DATA_DIR=目录 make run。"
        ) from error
    if len(secret) < SECRET_BYTES:
        raise LocalSetupError(
            f"密钥文件 {kept} 不完整。请删除它再启动；已登录的人需重新登录，数据不受影响。"
        )
    return secret


def _make_once(kept: Path) -> None:
    """Write a new secret unless one is there: two starts at once must agree on one."""
    descriptor, name = tempfile.mkstemp(prefix="secret_key.", dir=kept.parent)  # owner only
    made = Path(name)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
    try:
        kept.hardlink_to(made)  # all or nothing, and never over an older one
    except FileExistsError:
        pass
    finally:
        made.unlink()


def local_environment(given: Mapping[str, str]) -> dict[str, str]:
    """`given` with what it leaves open set for this machine. What the person set stays."""
    folder = data_dir(given)
    environment = {
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "HTTPS": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **given,
        "DATA_DIR": str(folder),
    }
    if not environment.get("SECRET_KEY"):
        environment["SECRET_KEY"] = read_or_make_secret(folder)
    return environment


def run_manage(arguments: list[str]) -> NoReturn:
    """Become one manage.py command in the local environment. Exits 1 with a sentence if it cannot be set."""
    try:
        environment = local_environment(os.environ)
    except LocalSetupError as error:
        sys.exit(str(error))
    command = [sys.executable, str(BASE_DIR / "manage.py"), *arguments]
    os.execve(sys.executable, command, environment)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    run_manage(sys.argv[1:])
