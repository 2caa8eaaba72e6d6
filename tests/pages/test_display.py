"""Display settings: kept in a cookie of known words, back to the page they came from."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.views.display import CHOICES

pytestmark = pytest.mark.django_db

CHOSEN = {"size": "large", "theme": "dark", "face": "hei", "lines": "off"}


def test_the_settings_are_kept_and_shown(client: Client) -> None:
    answer = client.post("/display/", {**CHOSEN, "next": "/years/"})
    page = client.get("/years/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/years/")
    assert (
        '<html lang="zh-Hans" data-theme="dark" data-size="large" data-face="hei" class="no-lines">'
        in page
    )
    assert 'name="size" value="large" checked' in page


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"]
)
def test_the_way_back_never_leaves_the_site(client: Client, target: str) -> None:
    assert client.post("/display/", {**CHOSEN, "next": target})["Location"] == "/"


@pytest.mark.parametrize("cookie", ['"><script>', "large", "....", "x" * 4000])
def test_a_cookie_nobody_set_is_ignored(client: Client, cookie: str) -> None:
    client.cookies["display"] = cookie

    page = client.get("/years/").content.decode()

    assert "<script>" not in page
    assert page.count(" checked") == len(CHOICES)


def test_settings_are_saved_by_posting_only(client: Client) -> None:
    assert client.get("/display/").status_code == 405


def test_no_token_is_asked_for_and_none_is_given() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/display/", {**CHOSEN, "next": "/years/"})

    assert answer.status_code == 302
    assert set(answer.cookies) == {"display"}
