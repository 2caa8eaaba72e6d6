"""An article reached by a search: lit where the search found it, with the way on and back."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from django.test import Client

from archive.corrections import correct_article, withdraw
from archive.ingest import read_source, receive_file
from archive.models import Article
from search.index.builds import current_build, index_root
from search.index.open_index import close_index
from search.text.folding import fold
from search.travel.along import MOST_LIT
from search.upkeep.worker import IndexWorker
from tests.conftest import SEEDS
from tests.links import hrefs


class Lit(HTMLParser):
    """What a browser would read of a page: its text, the lit pieces by hit, links and where they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: dict[int, str] = {}
        self.ids: list[str] = []
        self.links: dict[str, str] = {}
        self.deepest_link = 0
        self.blocks: dict[str, str] = {}
        self._open: list[tuple[str, int | None, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"meta", "link", "input", "br", "hr", "rect", "line"}:
            return
        given = {name: value or "" for name, value in attrs}
        hit = None
        if tag == "mark":
            hit = int(given.get("data-h") or given["id"][1:])
        if "id" in given:
            self.ids.append(given["id"])
        # The text itself stands in the paragraph of the block, beside its number and its notes.
        outside = given.get("class") == "pn" or tag == "details"
        block = "-" if outside else given.get("id", "") if tag in {"div", "h2"} else ""
        self._open.append((tag, hit, block, given.get("href", "")))
        self.deepest_link = max(self.deepest_link, sum(one[0] == "a" for one in self._open))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, hit, _block, href in self._open:
            if hit is not None:
                self.pieces[hit] = self.pieces.get(hit, "") + data
            if tag == "a":
                self.links[data.strip()] = href
        blocks = [block for _tag, _hit, block, _href in self._open if block]
        if blocks and "-" not in blocks:
            self.blocks[blocks[-1]] = self.blocks.get(blocks[-1], "") + data


def open_page(client: Client, address: str) -> tuple[str, Lit]:
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    return html, Lit(html)


def results(client: Client, **parameters: str | int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get("/search.json", parameters).json()["results"]
    return found


def result_links(client: Client, **parameters: str | int) -> list[str]:
    html = client.get("/search/", parameters).content.decode()
    return hrefs("".join(re.findall(r"<h2[^>]*><a [^>]+>", html)), "/search/")


def article_of(source: str, position: int = 0) -> Article:
    return Article.objects.get(source__name__startswith=source, position=position)


def sayings(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>|\s+", "", html))


QUERIES = [
    "五星支部",
    "党",
    "黨員",
    "党建+ 支部",
    "“集体经济” OR 积分",
    "标题:支部",
    "作者:记者 村",
    "2",
]


def test_results_and_articles_tell_the_same_story(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    for query in QUERIES:
        links = result_links(client, q=query)
        assert links, query
        for link, result in zip(links, results(client, q=query), strict=True):
            html, lit = open_page(client, link)
            assert len(lit.pieces) == result["hits"]
            assert sorted(lit.pieces) == list(range(1, len(lit.pieces) + 1))
            assert len(lit.ids) == len(set(lit.ids))
            assert lit.deepest_link == 1
            assert f"第1/{result['hits']}处" in sayings(html)


def test_the_lit_text_is_the_articles_and_the_pieces_are_what_was_asked(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    plain = {
        article.get_absolute_url(): open_page(client, article.get_absolute_url())[1].blocks
        for article in Article.objects.published()
    }

    assert all(len(blocks) > 2 for blocks in plain.values())
    for query in QUERIES:
        words = [fold(word) for word in re.split(r"OR|标题:|作者:|\s+", query) if fold(word)]
        for link in result_links(client, q=query):
            _html, lit = open_page(client, link)
            assert lit.blocks == plain[link.partition("?")[0]]
            for piece in lit.pieces.values():
                assert any(word in fold(piece) for word in words)
                assert len(fold(piece)) >= min(map(len, words))


def test_a_snippet_opens_the_article_at_its_hit(client: Client, indexed_seeds: IndexWorker) -> None:
    html = unescape(client.get("/search/", {"q": "支部"}).content.decode())
    snippets = re.findall(r'<li><a href="(/articles/[^"]+)">[^<]+</a><p>(.*?)</p>', html)
    assert snippets

    for link, snippet in snippets:
        number = int(link.rpartition("#h")[2])
        page, lit = open_page(client, link)
        shown = re.search(r"<mark>(.*?)</mark>", snippet)
        assert shown
        assert lit.pieces[number] == shown[1]
        assert f"第{number}/{len(lit.pieces)}处" in sayings(page)


def test_a_simplified_query_lights_a_traditional_article(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    article = article_of("002")

    __html, lit = open_page(client, f"{article.get_absolute_url()}?q=党员")

    assert set(lit.pieces.values()) == {"黨員"}


def test_hits_lead_on_in_a_ring_and_the_bar_knows_where_one_stands(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    [link, *_rest] = result_links(client, q="五星支部")
    _html, lit = open_page(client, link)
    last = len(lit.pieces)
    assert last > 2

    assert lit.links["下一处"] == "?q=%E4%BA%94%E6%98%9F%E6%94%AF%E9%83%A8&rank=1&at=2#h2"
    second, again = open_page(client, link.partition("?")[0] + again_without_fragment(lit))
    assert f"第2/{last}处" in sayings(second)
    assert again.links["上一处"].endswith("#h1")
    assert lit.links["上一处"].endswith(f"&at={last}#h{last}")
    assert 'class="now"' in second


def again_without_fragment(lit: Lit) -> str:
    return lit.links["下一处"].partition("#")[0]


def test_previous_and_next_walk_all_results_in_their_order_across_pages(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    for sort in ("relevance", "newest", "oldest", "town"):
        order = [one["id"] for one in results(client, q="党", sort=sort)]
        [link, *_rest] = result_links(client, q="党", sort=sort, size=3)
        walked = []
        while link:
            html, lit = open_page(client, link.partition("#")[0])
            walked.append(int(link.split("/")[2]))
            page = (len(walked) - 1) // 3 + 1
            assert f"返回结果，第{page}页" in sayings(html)
            assert f"第{len(walked)}/{len(order)}条" in sayings(html)
            link = lit.links.get("下一篇", "")

        assert walked == order
        assert "下一篇" not in sayings(html)


def test_the_way_back_leads_to_the_result_on_its_page(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    link = result_links(client, q="党", size=3, page=2, sort="newest")[0]
    pk = link.split("/")[2]
    _html, lit = open_page(client, link)

    [back] = [href for text, href in lit.links.items() if text.startswith("返回结果")]

    assert f'id="r{pk}"' in client.get(back.partition("#")[0]).content.decode()
    assert back.endswith(f"#r{pk}")


def test_a_rank_that_no_longer_holds_is_found_again(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    order = [one["id"] for one in results(client, q="党")]

    html, _lit = open_page(client, f"/articles/{order[5]}/?q=党&rank=2")

    assert f"第6/{len(order)}条" in sayings(html)


def test_an_article_that_is_not_among_the_results_opens_and_says_so(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    article = article_of("000")

    html, lit = open_page(client, f"{article.get_absolute_url()}?q=鸭")

    assert "不在这次检索的结果里" in html
    assert "这篇报道里没有“鸭”" in html
    assert lit.pieces == {}
    assert "hitbar" not in html


def test_another_word_is_looked_for_in_this_article_only(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    [link, *_rest] = result_links(client, q="五星支部")
    address = link.partition("#")[0]

    html, lit = open_page(client, f"{address}&in=先锋贷")
    nothing, _lit = open_page(client, f"{address}&in=鲸鱼")

    assert {fold(piece) for piece in lit.pieces.values()} == {"先锋贷"}
    assert 'name="in" value="先锋贷"' in html
    assert '<input type="hidden" name="q" value="五星支部">' in html
    assert "第1/2条" in sayings(html)
    assert lit.links["回到检索词"].startswith(address)
    assert "这篇报道里没有“鲸鱼”" in nothing


def test_what_a_cut_run_came_to_is_lit_word_by_word(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    [link, *_rest] = result_links(client, q="积分先锋贷")

    _html, lit = open_page(client, link)

    assert {"积分", "先锋"} & {fold(piece) for piece in lit.pieces.values()}


def test_a_corrected_title_is_lit_and_so_is_what_was_printed(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    article = article_of("000")
    printed = article.title
    correct_article(article, {"title": "鲸鱼上岸"}, by=None)
    assert indexed_seeds.drain()

    _html, by_new = open_page(client, f"{article.get_absolute_url()}?q=鲸鱼")
    html, by_old = open_page(client, f"{article.get_absolute_url()}?q=“{printed}”")

    assert by_new.pieces == {1: "鲸鱼"}
    assert fold(printed) in [fold(piece) for piece in by_old.pieces.values()]
    assert "原印标题：" in html


def test_the_raw_source_is_lit_at_the_same_hits(client: Client, indexed_seeds: IndexWorker) -> None:
    for query in ("党", "五星支部"):
        for link in result_links(client, q=query):
            address = link.partition("#")[0]
            _html, clean = open_page(client, address)
            raw_html, raw = open_page(client, f"{address}&v=raw")
            assert set(raw.pieces) <= set(clean.pieces)
            for number, piece in raw.pieces.items():
                assert fold(piece) == fold(clean.pieces[number])
            assert len(clean.pieces) - len(raw.pieces) <= 1  # the publication may be unprinted
            assert len(raw.ids) == len(set(raw.ids))
            assert "v=raw" in raw_html


def test_a_plain_address_is_the_archives_own_page(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    article = article_of("000")

    html = client.get(article.get_absolute_url()).content.decode()

    assert "<mark" not in html
    assert "noindex" not in html
    assert "hitbar" not in html


def test_a_lit_page_is_kept_out_of_search_engines_and_names_the_plain_one(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    [link, *_rest] = result_links(client, q="五星支部")

    html = client.get(link).content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver{link.partition("?")[0]}">' in html


def test_a_kept_copy_is_asked_about_and_stale_when_the_results_change(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    links = result_links(client, q="党")
    first = client.get(links[0])
    etag = {"if-none-match": first["ETag"]}

    assert client.get(links[0], headers=etag).status_code == 304
    other = links[0].replace("%E5%85%9A", "%E6%9D%91")
    assert client.get(other, headers=etag).status_code == 200
    withdraw(Article.objects.get(pk=int(links[1].split("/")[2])), "测试", by=None)
    assert client.get(links[0], headers=etag).status_code == 200
    withdraw(Article.objects.get(pk=int(links[0].split("/")[2])), "测试", by=None)
    assert client.get(links[0]).status_code == 410


def test_without_an_index_the_article_opens_lit_and_says_what_is_missing(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    article = article_of("003")
    close_index()
    (current_build(index_root()).path / "version").write_text("layout 0")

    html, lit = open_page(client, f"{article.get_absolute_url()}?q=鸭&rank=1")

    assert "检索暂时不能用" in html
    assert set(lit.pieces.values()) == {"鸭"}
    assert "下一篇" not in lit.links


REFUSED = [
    ({"q": "党" * 101}, "最多 100 个"),
    ({"q": "党", "size": "5000"}, "不能超过 1000"),
    ({"in": "党" * 101}, "最多 100 个"),
    ({"q": "年:2021"}, "没有要在文中标出的字词"),
]


def test_a_query_that_cannot_be_lit_leaves_the_article_readable(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    article = article_of("000")

    for parameters, said in REFUSED:
        response = client.get(article.get_absolute_url(), parameters)
        html = response.content.decode()
        assert response.status_code == 200
        assert said in html
        assert 'id="p1"' in html
        assert "<mark" not in html


def test_another_version_of_a_result_keeps_the_search_and_its_place(
    client: Client, worker: IndexWorker, seed_places: None
) -> None:
    for name, mark in (("a.txt", ""), ("b.txt", "本报讯 ")):
        text = (SEEDS / "001_a8e5c3ad946ad7f3.txt").read_text(encoding="utf-8-sig")
        receipt = receive_file(name, [(text + f"\n{mark}完").encode()])
        read_source(receipt.source.pk)
    assert worker.drain()
    html = unescape(client.get("/search/", {"q": "五星支部"}).content.decode())
    assert "另有 1 个版本" in html

    [address] = re.findall(r'<a class="title" href="(/articles/[^"]+)"', html)
    page, lit = open_page(client, address)

    assert "第1/1条" in sayings(page)
    assert lit.pieces


def test_of_very_many_hits_a_page_lights_some_and_leads_to_all_others(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    lines = [f"第{n}组的组长说，组里的事组里办。" for n in range(250)]
    received = receive_file("many.txt", ["\n".join(["一个很长的题目", "", *lines]).encode()])
    read_source(received.source.pk)
    indexed_seeds.drain()
    [article] = Article.objects.filter(source=received.source)
    address = f"{article.get_absolute_url()}?q=组"
    seen: dict[int, str] = {}
    at = 1

    while at and len(seen) < 1001:
        html, lit = open_page(client, f"{address}&at={at}")
        assert len(lit.pieces) <= MOST_LIT
        assert at in lit.pieces
        assert lines[0] in sayings(html)
        assert lines[-1] in sayings(html)
        seen |= lit.pieces
        later = re.search(r"at=(\d+)", lit.links["标出后一批"])
        at = int(later[1]) if later else 0

    assert sorted(seen) == list(range(1, 1001))
    assert set(seen.values()) == {"组"}
    assert "这篇有1,000处，本页标出第301至600处" in sayings(
        client.get(f"{address}&at=600").content.decode()
    )
    assert "at=601#h601" in open_page(client, f"{address}&at=600")[1].links["下一处"]
    assert "at=600#h600" in open_page(client, f"{address}&at=601")[1].links["上一处"]
