"""Pages go out packed to who takes them so, and are the same pages."""

from __future__ import annotations

import gzip

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config.kept_pages import pages
from search.upkeep.worker import IndexWorker

pytestmark = pytest.mark.django_db(transaction=True)
PACKED = {"accept-encoding": "gzip, deflate, br"}


def test_a_page_is_sent_packed_and_says_the_same(indexed_seeds: IndexWorker) -> None:
    client = Client(headers=PACKED)

    for _asked in ("rendered", "kept"):
        packed = client.get("/search/", {"q": "党建"})
        plain = Client().get("/search/", {"q": "党建"})

        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) * 3 < len(plain.content)
        assert {"Accept-Encoding", "Cookie"} <= set(packed["Vary"].split(", "))
        assert not plain.has_header("Content-Encoding")


def test_a_page_is_packed_once_whoever_asks_first(indexed_seeds: IndexWorker) -> None:
    for first, second in (({}, PACKED), (PACKED, {})):
        pages.forget()
        answers = [Client(headers=asking).get("/years/") for asking in (first, second, PACKED)]

        texts = {
            gzip.decompress(one.content) if one.has_header("Content-Encoding") else one.content
            for one in answers
        }
        assert len(texts) == 1
        for one in answers:
            assert int(one["Content-Length"]) == len(one.content)
            assert one["ETag"].startswith("W/") == one.has_header("Content-Encoding")
        assert len({one.content for one in answers if one.has_header("Content-Encoding")}) == 1


def test_who_has_the_packed_page_is_told_it_still_stands(indexed_seeds: IndexWorker) -> None:
    client = Client(headers=PACKED)
    tag = client.get("/years/")["ETag"]

    again = client.get("/years/", headers={"if-none-match": tag})

    assert again.status_code == 304
    assert not again.has_header("Content-Encoding")


def test_pages_with_tokens_and_files_are_not_packed(
    indexed_seeds: IndexWorker, admin_user: User
) -> None:
    client = Client(headers=PACKED)
    assert not client.get(reverse("admin:login")).has_header("Content-Encoding")
    assert not client.get("/search.json", {"q": "党建"}).has_header("Content-Encoding")

    client.force_login(admin_user)

    assert not client.get("/years/").has_header("Content-Encoding")
