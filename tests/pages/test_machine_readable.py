"""What programs read: embedded metadata, lists of references, feeds, sitemaps, robots.txt."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from archive.corrections import withdraw
from archive.models import Article
from tests.pages.conftest import TOWN, VILLAGE, Shelf

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}
STATED: dict[str, Any] = {
    "published": "2021-06-27",
    "published_precision": "day",
    "published_basis": "stated",
    "published_on": dt.date(2021, 6, 27),
    "publication": "濮阳日报",
    "publication_basis": "stated",
    "authors": [{"name": "王某", "role": "记者"}, {"name": "李某", "role": ""}],
}


class Head(HTMLParser):
    """The meta elements and data blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name"):
            self.metas.append((str(given["name"]), str(given["content"])))
        self._inside = tag == "script" and given.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks.append(data)


def head_of(client: Client, article: Article) -> Head:
    head = Head()
    head.feed(client.get(article.get_absolute_url()).content.decode())
    return head


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    content = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
    return b"".join(content).decode()


def test_a_reference_manager_reads_the_article_off_its_page(client: Client, shelf: Shelf) -> None:
    article = shelf.full(**STATED)

    metas = head_of(client, article).metas

    assert ("citation_title", "振兴之路") in metas
    assert [v for n, v in metas if n == "citation_author"] == ["王某", "李某"]
    assert ("citation_date", "2021/06/27") in metas
    assert ("DC.source", "濮阳日报") in metas
    assert "citation_journal_title" not in {name for name, _content in metas}
    assert ("DC.date", "2021-06-27") in metas
    assert ("z:itemType", "newspaperArticle") in metas
    assert ("citation_public_url", f"http://testserver/articles/{article.pk}/") in metas


def test_a_search_engine_reads_the_article_as_news_with_its_town(
    client: Client, shelf: Shelf
) -> None:
    article = shelf.full(**STATED)

    [block] = head_of(client, article).blocks
    told = json.loads(block)

    assert told["@type"] == "NewsArticle"
    assert told["headline"] == "振兴之路"
    assert told["datePublished"] == "2021-06-27"
    assert [author["name"] for author in told["author"]] == ["王某", "李某"]
    assert told["contentLocation"][0]["identifier"] == TOWN


def test_what_was_inferred_is_not_told_to_programs(client: Client, shelf: Shelf) -> None:
    article = shelf.full(
        **{**STATED, "published_basis": "inferred", "publication_basis": "inferred"}
    )

    head = head_of(client, article)

    assert not {"citation_date", "DC.date", "DC.source"} & {n for n, _ in head.metas}
    assert not {"datePublished", "isPartOf"} & json.loads(head.blocks[0]).keys()


def test_a_title_cannot_leave_the_data_block(client: Client, shelf: Shelf) -> None:
    article = shelf.full(title='</script><script>alert(1)</script>"&')

    page = client.get(article.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert json.loads(head_of(client, article).blocks[0])["headline"] == article.title


@pytest.mark.parametrize("address", [f"/towns/{TOWN}", f"/villages/{VILLAGE}", "/years/2021"])
def test_the_articles_of_a_list_are_taken_away_as_references(
    client: Client, shelf: Shelf, address: str
) -> None:
    first = shelf.full(**STATED)
    second = shelf.full("再看", **{**STATED, "published_on": dt.date(2021, 7, 1)})
    hidden = shelf.full("撤下的", **STATED)
    withdraw(hidden, "重复", by=None)

    bibtex = body(client, f"{address}.bib")
    ris = body(client, f"{address}.ris")
    lines = body(client, f"{address}.txt")

    assert re.findall(r"@article\{archive(\d+)", bibtex) == [str(first.pk), str(second.pk)]
    assert ris.startswith("TY  - NEWS\r\n")
    assert ris.count("ER  - ") == 2
    assert lines.count("[N/OL]") == 2
    assert "% 篇数: 2" in bibtex
    assert "篇数：2" in lines
    assert "撤下的" not in bibtex + ris + lines


def test_a_program_has_references_and_a_feed(client: Client, shelf: Shelf) -> None:
    article = shelf.full(**STATED)
    address = shelf.program.get_absolute_url().rstrip("/")

    assert f"archive{article.pk}" in body(client, f"{address}.bib")
    feed = ElementTree.fromstring(body(client, f"{address}.atom"))  # noqa: S314
    assert [one.text for one in feed.findall("a:entry/a:title", NAMES)] == ["振兴之路"]


def test_a_town_has_a_feed_of_its_newest_articles(client: Client, shelf: Shelf) -> None:
    shelf.full()
    shelf.full("再看")

    feed = ElementTree.fromstring(body(client, f"/towns/{TOWN}.atom"))  # noqa: S314

    assert [one.text for one in feed.findall("a:entry/a:title", NAMES)] == ["再看", "振兴之路"]


def test_a_year_is_told_as_data(client: Client, shelf: Shelf) -> None:
    article = shelf.full(**STATED)
    shelf.full("不知哪年")

    dated = json.loads(body(client, "/years/2021.json"))
    undated = json.loads(body(client, "/years/undated.json"))

    assert [one["id"] for one in dated["articles"]] == [article.pk]
    assert [one["title"] for one in undated["articles"]] == ["不知哪年"]
    assert "[N/OL]" in body(client, "/years/undated.txt")


def test_a_list_of_nothing_is_a_sentence_and_no_empty_file(client: Client, shelf: Shelf) -> None:
    for address in ("/years/1999.ris", f"/towns/{TOWN}.bib"):
        answer = client.get(address)

        assert answer.status_code == 404
        assert "没有公开的报道" in answer.content.decode()
        assert "Content-Disposition" not in answer
    assert client.get("/years/2021.docx").status_code == 404


def test_one_article_is_cited_in_a_file(client: Client, shelf: Shelf) -> None:
    article = shelf.full(**STATED)
    Article.objects.filter(pk=article.pk).update(reprint_group=article.pk)

    assert "振兴之路[N/OL]. 濮阳日报, 2021-06-27" in body(client, f"/articles/{article.pk}.txt")
    assert f"KW  - 转载组 {article.pk}" in body(client, f"/articles/{article.pk}.ris")
    assert f"keywords = {{转载组 {article.pk}}}" in body(client, f"/articles/{article.pk}.bib")


def test_the_sitemap_lists_public_pages_only(client: Client, shelf: Shelf) -> None:
    article = shelf.full(**STATED)
    hidden = shelf.full("撤下的", **STATED)
    withdraw(hidden, "重复", by=None)

    index = ElementTree.fromstring(body(client, "/sitemap.xml"))  # noqa: S314
    sections = [str(one.text) for one in index.findall("s:sitemap/s:loc", NAMES)]
    listed = [
        str(one.text)
        for address in sections
        for one in ElementTree.fromstring(body(client, address)).findall("s:url/s:loc", NAMES)  # noqa: S314
    ]

    assert f"http://testserver{article.get_absolute_url()}" in listed
    assert f"http://testserver{hidden.get_absolute_url()}" not in listed
    assert f"http://testserver/towns/{TOWN}/" in listed
    assert "http://testserver/years/2021/" in listed
    assert {client.get(address).status_code for address in listed} == {200}


def test_a_sitemap_that_did_not_change_is_not_sent_again(client: Client, shelf: Shelf) -> None:
    shelf.full(**STATED)
    for address in ("/sitemap.xml", "/sitemap-articles.xml"):
        told = client.get(address)

        again = client.get(address, headers={"If-None-Match": told["ETag"]})
        since = client.get(address, headers={"If-Modified-Since": told["Last-Modified"]})

        assert (again.status_code, since.status_code) == (304, 304)


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave_alone(client: Client) -> None:
    text = body(client, "/robots.txt")

    assert "Sitemap: http://testserver/sitemap.xml\n" in text
    assert "Disallow: /staff/\n" in text
    # A page that is closed cannot tell a crawler that it does not want to be listed.
    assert "Disallow: /search/" not in text


def test_a_reference_manager_takes_the_articles_of_a_list(client: Client, shelf: Shelf) -> None:
    """unAPI: the page names its articles and where to ask; the formats are listed; one gives the reference."""
    article = shelf.full(**STATED)
    page = client.get("/years/2021/").content.decode()
    [server] = re.findall(r'<link rel="unapi-server"[^>]* href="([^"]+)"', page)
    assert re.findall(r'<abbr class="unapi-id" title="([^"]+)"', page) == [str(article.pk)]

    formats = ElementTree.fromstring(body(client, server))  # noqa: S314 -- our own
    names = [each.attrib["name"] for each in formats]
    assert names == ["bibtex", "ris"]
    identity = str(article.pk)
    of_it = client.get(server, {"id": identity})
    assert of_it.status_code == 300
    assert ElementTree.fromstring(of_it.content).attrib["id"] == identity  # noqa: S314
    for name in names:
        reference = client.get(server, {"id": identity, "format": name})
        assert reference.status_code == 200
        assert "振兴之路" in reference.content.decode()


def test_an_article_page_offers_itself_alone_to_a_reference_manager(
    client: Client, shelf: Shelf
) -> None:
    page = client.get(shelf.full(**STATED).get_absolute_url()).content.decode()

    assert "unapi-server" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("identity", ["9999999", "9" * 40, "３", "1 OR 1", "-1"])
def test_unapi_says_what_it_has_not_got(client: Client, identity: str) -> None:
    assert client.get("/unapi", {"id": identity}).status_code == 404
    assert client.get("/unapi", {"id": identity, "format": "ris"}).status_code == 404


def test_unapi_knows_its_formats_and_what_was_withdrawn(client: Client, shelf: Shelf) -> None:
    article = shelf.full(**STATED)

    assert client.get("/unapi", {"id": str(article.pk), "format": "marc"}).status_code == 406
    withdraw(article, "重复", by=None)
    assert client.get("/unapi", {"id": str(article.pk), "format": "ris"}).status_code == 410
