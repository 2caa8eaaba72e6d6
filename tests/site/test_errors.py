"""Pages of failures: each with a way on, the same as JSON for programs, and an incident that is in the log."""

from __future__ import annotations

import logging
import re
import subprocess
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.test_markup import NODE, RULES, VALIDATOR

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.broken_urls")]
INCIDENT = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")
PAGES = {
    "/fail/bad": (400, "看不懂这个请求"),
    "/fail/closed": (403, "只对工作人员开放"),
    "/nothing/": (404, "没有这一页"),
    "/no%00thing/": (404, "没有这一页"),
    "/fail/defect": (500, "这一页没能显示"),
    "/fail/away": (503, "档案库暂时不能用"),
    "/fail/full": (507, "磁盘空间不足"),
}


@pytest.fixture
def visitor() -> Client:
    """A client that gets the page instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("path", "said"), PAGES.items())
def test_a_failure_is_a_page_with_a_way_on_and_valid_html(
    path: str, said: tuple[int, str], visitor: Client, tmp_path: Path
) -> None:
    answer = visitor.get(path)
    (tmp_path / "page.html").write_bytes(answer.content)
    checked = subprocess.run(
        [str(NODE), str(VALIDATOR), "--config", str(RULES), str(tmp_path / "page.html")],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    page = answer.content.decode()
    assert (answer.status_code, said[1] in page) == (said[0], True)
    main = page[page.index("<main") : page.index("</main>")]
    assert 'href="/"' in main
    assert not answer.cookies
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/fail/bad.json", 400, "bad_request"),
        ("/fail/closed.json", 403, "forbidden"),
        ("/nothing.json", 404, "not_found"),
        ("/fail/defect.json", 500, "broken"),
        ("/fail/away.json", 503, "unavailable"),
    ],
)
def test_an_address_for_programs_fails_in_json(
    path: str, status: int, code: str, visitor: Client
) -> None:
    answer = visitor.get(path)

    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/fail/defect", "/fail/defect.json", "/fail/away"])
def test_the_incident_on_the_page_is_in_the_log_with_the_address(
    path: str, visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    first, second = (INCIDENT.search(visitor.get(path).content.decode()) for _ in "12")

    assert first
    assert second
    assert first.group() != second.group()
    assert any(first.group() in line and path in line for line in caplog.messages)


def test_the_log_cannot_be_forged_through_the_address(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.get("/fail/defect?a=1%0Aincident")

    [line] = [one for one in caplog.messages if one.startswith("incident")]
    assert "\n" not in line


def test_a_failure_is_told_without_asking_the_database(visitor: Client) -> None:
    visitor.cookies["sessionid"] = "somebody"
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.get("/fail/defect")

    assert answer.status_code == 500
    assert len(asked) == 0


def test_a_failure_says_when_to_come_back_and_is_never_kept(visitor: Client) -> None:
    answer = visitor.get("/fail/away")

    assert answer["Retry-After"] == "30"
    assert answer["Cache-Control"] == "no-store"


def test_the_reason_of_a_view_is_shown_and_djangos_own_is_not(visitor: Client) -> None:
    ours = visitor.get("/articles/99999999/").content.decode()
    djangos = visitor.get("/towns/000000000/").content.decode()

    assert "没有编号为 99999999 的公开报道" in ours
    assert "matches the given query" not in djangos
