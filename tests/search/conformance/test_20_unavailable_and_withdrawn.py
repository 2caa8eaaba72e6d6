"""Point 20: an engine that cannot answer is a 503 that says so; what is withdrawn is gone at once."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.corrections import withdraw
from archive.models import Article, ProgramMention
from tests.search.conformance.asking import Asking, article_of, ids_of, published
from tests.search.conformance.connections import Connection

EXPORTS = ("csv", "xlsx", "bib", "ris", "txt", "atom")


def test_an_engine_that_cannot_answer_is_a_503_in_words(client: Client, engine: Connection) -> None:
    engine.take_down()

    page = client.get("/search/", {"q": "党"})
    answer = client.get("/search.json", {"q": "党"})

    assert page.status_code == answer.status_code == 503
    assert page["Retry-After"] == answer["Retry-After"]
    assert "检索暂时不能用" in page.content.decode()
    assert answer.json()["error"]["code"] == "unavailable"
    assert answer.json()["error"]["message"]
    assert "count" not in answer.json()
    for form in EXPORTS:
        assert client.get(f"/search.{form}", {"q": "党"}).status_code == 503


def test_the_rest_of_the_archive_goes_on(client: Client, engine: Connection) -> None:
    engine.take_down()

    for address in ("/", "/places/", "/programs/", "/years/", article_of("003").get_absolute_url()):
        assert client.get(address, follow=True).status_code == 200, address


@pytest.mark.parametrize("number", ["003", "wide"])
def test_a_withdrawn_article_is_gone_at_once_from_every_answer(number: str, asking: Asking) -> None:
    gone = article_of(number)
    before = asking.json()
    words = gone.title[:6]
    assert gone.pk in asking.ids(words)

    withdraw(gone, "试撤下", by=None)

    after = asking.json()
    assert after["count"] == before["count"] - 1 == after["index"]["documents"]
    assert gone.pk not in ids_of(after)
    assert gone.pk not in asking.ids(words)
    for form in ("csv", "bib", "ris", "txt", "atom"):
        assert f"/articles/{gone.pk}/" not in asking.file(form).decode(), form
    for sort in ("newest", "oldest", "town"):
        assert gone.pk not in ids_of(asking.json(sort=sort))
    for counts in (after["facets"]["year"], after["facets"]["script"], after["facets"]["metrics"]):
        assert sum(one["count"] for one in counts) == len(published())


def test_a_withdrawn_article_is_gone_from_the_pages_that_list_articles(asking: Asking) -> None:
    gone = Article.objects.get(pk=article_of("003").pk)
    lists = [
        "/",
        "/towns/",
        "/programs/",
        "/years/2019/",
        "/metrics/",
        "/feed.atom",
        "/sitemap.xml",
    ]
    address = gone.get_absolute_url()
    programs = ProgramMention.objects.filter(article=gone).values_list("program__slug", flat=True)
    lists += [f"/programs/{slug}/" for slug in sorted(set(programs))[:3]]
    held = [one for one in lists if address in _content(asking, one)]
    assert "/years/2019/" in held

    withdraw(gone, "试撤下", by=None)

    assert [one for one in lists if address in _content(asking, one)] == []
    assert asking.client.get(address).status_code == 410
    assert asking.client.get(f"/articles/{gone.pk}.json").status_code == 410


def _content(asking: Asking, address: str) -> str:
    return asking.client.get(address, follow=True).content.decode()
