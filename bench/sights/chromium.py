"""The browser that looks. Nothing comes in; its program and how it is started go out."""

from __future__ import annotations

import os
import shutil

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class NoChromium(Exception):
    """There is no browser; the message says how to get one."""


def find_chromium() -> str:
    """The program. Raises NoChromium."""
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        raise NoChromium("No Chromium here. Install it: apt-get install chromium fonts-noto-cjk")
    return found
