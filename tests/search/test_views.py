"""The search page and its JSON, through Django's own request path."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.corrections import correct_article, withdraw
from archive.models import Article
from search.index.builds import current_build, index_root
from search.index.open_index import close_index
from search.pages import facets
from search.pages.parameters import PAGE_SIZE
from search.upkeep.worker import IndexWorker
from tests.links import hrefs


def ask(client: Client, **parameters: str | int) -> dict[str, Any]:
    """The JSON answer."""
    response = client.get("/search.json", parameters)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def page(client: Client, **parameters: str | int) -> str:
    """The page, unescaped."""
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_json_has_the_promised_keys(client: Client, indexed_seeds: IndexWorker) -> None:
    answer = ask(client, q="五星支部")

    assert set(answer) == {
        "query",
        "count",
        "entries",
        "took_ms",
        "results",
        "nearest",
        "facets",
        "dated_years",
        "suggestions",
        "index",
    }
    assert set(answer["results"][0]) >= {
        "id",
        "url",
        "title",
        "published",
        "source",
        "index",
        "towns",
        "programs",
        "snippets",
        "score",
    }
    assert answer["count"] == 2
    assert answer["index"] == {"build": current_build(index_root()).name, "documents": 8}
    first = answer["results"][0]
    assert (first["source"], first["index"]) == ("001_a8e5c3ad946ad7f3.txt", 0)
    assert {"code": "410902101", "name": "岳村镇"} in first["towns"]
    assert first["score"] > answer["results"][1]["score"] > 0
    assert set(answer["facets"]) >= {"year", "town", "program"}


def test_page_and_json_name_the_same_articles_in_the_same_order(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    titles = [result["title"] for result in ask(client, q="村")["results"]]

    html = page(client, q="村").replace("<mark>", "").replace("</mark>", "")

    places = [html.index(f">{title}</a></h2>") for title in titles]
    assert len(places) == 8
    assert places == sorted(places)


def test_a_snippet_links_to_its_hit_and_in_json_to_its_paragraph(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    [result] = ask(client, q="鸭")["results"]
    [snippet, *_rest] = result["snippets"]

    assert "<mark>鸭</mark>" in snippet["html"]
    assert snippet["url"] == f"{result['url']}#p{snippet['paragraph']}"
    links = hrefs(page(client, q="鸭"), "/search/")
    assert f"/articles/{result['id']}/?q=%E9%B8%AD&rank=1#h1" in links
    article = Article.objects.get(pk=result["id"])
    assert "鸭" in article.content["paragraphs"][snippet["paragraph"] - 1]["text"]


def test_the_page_reads_the_query_back_with_its_filters(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    html = page(client, q="支部 书记", year="2022", town="140212101")

    assert "同时含“支部”和“书记”，2022 年，新荣区 › 古店镇。" in html
    assert 'aria-label="去掉条件：2022 年"' in html
    without = "/search/?q=%E6%94%AF%E9%83%A8+%E4%B9%A6%E8%AE%B0&town=140212101"
    assert without in hrefs(html, "/search/")


def test_a_run_found_nowhere_is_cut_and_the_page_says_so(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = ask(client, q="积分先锋贷")

    assert answer["query"]["cut"] == ["积分先锋贷"]
    assert [result["source"][:3] for result in answer["results"]] == ["001"]
    assert "没有一篇连着写“积分先锋贷”，所以拆成词来查。" in page(client, q="积分先锋贷")
    assert "拆成词" not in page(client, q="先锋贷")


def test_zero_hits_say_which_word_occurs_how_often_and_what_dropping_it_gives(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    html = page(client, q="岳村鎭 三严三实 党建")

    assert "<strong>0</strong>" in html
    assert "哪个词找不到" in html
    suggestions = ask(client, q="岳村鎭 三严三实 党建")["suggestions"]
    assert {"text": "岳村鎭 党建", "count": 1} in [
        {"text": one["text"].replace('"', ""), "count": one["count"]} for one in suggestions
    ]


def test_every_facet_count_is_what_its_link_gives(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = ask(client, q="党建")

    for facet, values in answer["facets"].items():
        for value in values[:5]:
            narrowed = ask(client, q="党建", **{facet: value["value"]})
            assert narrowed["count"] == value["count"], (facet, value)


def test_what_a_facet_leaves_unlisted_is_counted_with_what_it_folds_away(
    client: Client, indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "LISTED", 10)
    html = page(client, q="村")

    folded = [int(n) for n in re.findall(r"<summary>其余 (\d+) 项", html)]
    unlisted = [int(n) for n in re.findall(r"还有 (\d+) 项没有列出", html)]
    assert len(unlisted) > 1
    assert {n + 10 - facets.FIRST_LINKS for n in unlisted} <= set(folded)


def test_what_a_word_finds_alone_is_counted_without_the_values_chosen(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    html = page(client, q="雁鸣湖 飞船", town="140212101")

    alone = ask(client, q="雁鸣湖")["count"]
    assert alone
    assert f'href="/search/?q=%22雁鸣湖%22">{alone} 篇</a>' in html


def test_a_year_no_result_says_itself_is_hollow_and_the_table_counts_those_that_do(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    html = page(client, q="村")

    bars = re.findall(
        r'aria-label="(\d{4}) 年 (\d+) 篇(，年份全为推断)?">.*?<rect class="(bar[^"]*)"', html
    )
    assert bars == [
        ("2019", "1", "，年份全为推断", "bar hollow"),
        ("2021", "1", "，年份全为推断", "bar hollow"),
        ("2022", "1", "", "bar"),
    ]
    rows = re.findall(
        r'>(\d{4})</a></th><td class="num">(\d+)</td><td class="num">(\d+)</td>', html
    )
    assert rows == [("2019", "1", "0"), ("2021", "1", "0"), ("2022", "1", "1")]
    assert ask(client, q="村")["dated_years"] == {"2022": 1}


def test_a_date_that_a_person_gave_fills_its_year(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    correct_article(Article.objects.get(published="2019"), {"published": "2019-05-06"}, by=None)
    assert indexed_seeds.drain()

    assert ask(client, q="村")["dated_years"] == {"2019": 1, "2022": 1}


def test_pages_together_hold_each_result_once(client: Client, indexed_seeds: IndexWorker) -> None:
    for sort in ("relevance", "newest", "oldest", "town"):
        pages = [ask(client, q="党", size=3, page=n, sort=sort)["results"] for n in (1, 2, 3, 4)]

        assert [len(one) for one in pages] == [3, 3, 2, 0]
        assert len({result["id"] for one in pages for result in one}) == 8
    assert 'rel="next"' in page(client, q="党", size=3)


def test_search_within_adds_a_condition_to_the_address(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    parameters = {"q": "积分", "was": "一约四会 OR 一约五会", "within": "1", "year": "undated"}

    response = client.get("/search/", parameters, follow=True)

    assert response.redirect_chain
    asked = QueryDict(response.request["QUERY_STRING"])
    assert asked.dict() == {"q": "(一约四会 OR 一约五会) 积分", "year": "undated"}
    assert "（含“一约四会”，或含“一约五会”）" in response.content.decode()


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"q": "党" * 101}, "最多 100 个"),
        ({"q": " ".join("一二三四五六七八九十百千万")}, "最多 12 项"),
        ({"q": "((((党))))"}, "最多 3 层"),
        ({"q": "党", "page": "51"}, "不能超过 1000"),
        ({"q": "党", "size": "5000"}, "不能超过 1000"),
        (
            {"q": "党", "town": [str(code) for code in range(500)]},
            "最多选 20 个筛选条件，这里有 500 个",
        ),
    ],
)
def test_past_a_limit_page_and_json_say_which(
    parameters: dict[str, str | list[str]], said: str, client: Client, worker: IndexWorker
) -> None:
    on_page = client.get("/search/", parameters)
    in_json = client.get("/search.json", parameters)

    assert on_page.status_code == in_json.status_code == 400
    assert said in on_page.content.decode()
    assert said in in_json.json()["error"]["message"]


def test_a_withdrawn_article_is_gone_at_once(client: Client, indexed_seeds: IndexWorker) -> None:
    [result] = ask(client, q="鸭")["results"]

    withdraw(Article.objects.get(pk=result["id"]), "测试", by=None)

    answer = ask(client, q="鸭")
    assert (answer["count"], answer["results"]) == (0, [])
    assert answer["index"]["documents"] == 7
    assert result["title"] not in page(client, q="党建")


def test_no_index_is_a_503_that_says_so_and_never_no_results(client: Client, db: None) -> None:
    on_page = client.get("/search/", {"q": "党"})
    in_json = client.get("/search.json", {"q": "党"})

    assert on_page.status_code == in_json.status_code == 503
    assert on_page["Retry-After"] == in_json["Retry-After"]
    assert "检索暂时不能用" in on_page.content.decode()
    assert "count" not in in_json.json()


TORN = ["characters.sqlite3", "whoosh"]


# Whoosh leaves a file it cannot read to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("part", TORN)
@pytest.mark.parametrize("how", ["cut", "garbled", "emptied", "gone"])
def test_a_torn_index_is_a_503(
    part: str, how: str, client: Client, indexed_seeds: IndexWorker
) -> None:
    close_index()
    target = current_build(index_root()).path / part
    files = [target] if target.is_file() else [p for p in target.iterdir() if p.stat().st_size]
    for file in files:
        tear(file, how)

    for address in ("/search/", "/search.json"):
        response = client.get(address, {"q": "党建"})
        assert response.status_code == 503
        assert response["Retry-After"]
    assert client.get("/healthz").status_code == 503


def tear(file: Path, how: str) -> None:
    """Damage a file as a disk or a power cut does."""
    data = file.read_bytes()
    if how == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif how == "garbled":
        file.write_bytes(bytes(byte ^ 0x5A for byte in data))
    elif how == "emptied":
        file.write_bytes(b"")
    else:
        file.unlink()


def test_an_index_of_another_version_is_a_503(client: Client, indexed_seeds: IndexWorker) -> None:
    (current_build(index_root()).path / "version").write_text("layout 0")

    response = client.get("/search.json", {"q": "党"})

    assert response.status_code == 503
    assert "rebuild_search" in response.json()["error"]["message"]


def test_health_is_200_with_lag_and_drift(client: Client, indexed_seeds: IndexWorker) -> None:
    withdraw(Article.objects.all()[0], "测试", by=None)

    response = client.get("/healthz")

    health = response.json()
    assert response.status_code == 200
    assert health["lag"]["jobs"] == 1
    assert health["drift"] == {"published": 7, "indexed": 8, "difference": -1}
    assert health["index"]["build"] == current_build(index_root()).name


def test_the_site_registers_as_a_search_engine(client: Client, worker: IndexWorker) -> None:
    response = client.get("/opensearch.xml")

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/search/?q={searchTerms}"' in response.content.decode()


def test_the_page_works_under_the_strict_policy_without_inline_code(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    response = client.get("/search/", {"q": '<script>alert(1)</script> "><img src=x onerror=a>'})
    html = response.content.decode()

    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert "<script>alert" not in html
    assert "<img" not in html
    assert " style=" not in html


PARAMETERS = st.fixed_dictionaries(
    {
        "q": st.text(
            st.one_of(
                st.sampled_from('党建村AND OR NOT|-()“”":年镇..*?~^\\'),
                st.characters(codec="utf-8"),
            ),
            max_size=110,
        )
    },
    optional={
        "page": st.one_of(st.text(max_size=6), st.integers().map(str)),
        "size": st.one_of(st.text(max_size=6), st.integers().map(str)),
        "sort": st.text(max_size=8),
        "year": st.text(max_size=6),
        "town": st.text(max_size=10),
        "program": st.text(max_size=10),
        "within": st.just("1"),
        "was": st.text(max_size=20),
    },
)


def test_no_request_is_an_error_page(client: Client, indexed_seeds: IndexWorker) -> None:
    @settings(
        max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(PARAMETERS)
    def answered(parameters: dict[str, str]) -> None:
        for address in ("/search/", "/search.json"):
            assert client.get(address, parameters).status_code in {200, 302, 400}

    answered()


@pytest.mark.parametrize(
    "typed",
    [
        "😀",
        "\x00\x01\x02",
        "党\x00建",
        "(" * 50,
        '"' * 99,
        "NOT " * 20,
        "*?*",
        "w~2",
        "党*",
        "a" * 5000,
    ],
)
def test_hostile_text_gets_an_answer_or_a_plain_message(
    typed: str, client: Client, indexed_seeds: IndexWorker
) -> None:
    assert client.get("/search/", {"q": typed}).status_code in {200, 400}
    assert json.loads(client.get("/search.json", {"q": typed}).content)


def test_a_refused_text_is_given_back_shortened(client: Client, indexed_seeds: IndexWorker) -> None:
    answer = client.get("/search/", {"q": "党" * 5000})

    assert answer.status_code == 400
    assert "党" * 100 + "…" in answer.content.decode()
    assert "党" * 101 not in answer.content.decode()


def test_a_size_of_nothing_is_the_usual_size(client: Client, indexed_seeds: IndexWorker) -> None:
    assert ask(client, q="党", size=0)["query"]["size"] == PAGE_SIZE
