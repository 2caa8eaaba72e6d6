"""词频与语境 through Django's own request path: pages, files, refusals, and the ways in and out."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from archive.corrections import withdraw
from archive.models import Article
from search.concordance.terms import MAX_TERMS
from search.index.builds import POINTER, index_root
from search.index.open_index import close_index
from search.upkeep.worker import IndexWorker
from tests.links import hrefs

PAGES = ("/frequencies/", "/concordance/")
FILES = tuple(
    f"/{stem}.{form}" for stem in ("frequencies", "concordance") for form in ("csv", "xlsx", "json")
)


def page(client: Client, path: str, **parameters: str) -> str:
    """The page, unescaped."""
    response = client.get(path, parameters)
    assert response.status_code == 200, response.content
    return unescape(response.content.decode())


def body(client: Client, path: str, **parameters: str) -> bytes:
    """The file."""
    response = client.get(path, parameters)
    assert response.status_code == 200, response.content
    return b"".join(response)


def table(
    client: Client, path: str, **parameters: str
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The receipt and the rows of a CSV."""
    lines = list(csv.reader(io.StringIO(body(client, path, **parameters).decode("utf-8-sig"))))
    parting = lines.index([])
    columns = lines[parting + 1]
    return (
        {line[0]: line[1] for line in lines[:parting]},
        [dict(zip(columns, line, strict=True)) for line in lines[parting + 2 :]],
    )


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_page_says_what_it_does(
    path: str, client: Client, indexed_seeds: IndexWorker
) -> None:
    printed = page(client, path)

    assert "逐字去数" in printed
    assert 'name="terms"' in printed


def test_the_page_prints_figures_with_their_denominators(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = client.get("/frequencies.json", {"terms": "支部 鸭"}).json()
    printed = page(client, "/frequencies/", terms="支部 鸭")

    whole = answer["whole"]
    assert f"分母：{whole['articles']} 篇，{whole['characters']:,} 字" in printed
    for term in whole["terms"]:
        assert f">{term['occurrences']}</a>" in printed
    assert "各行不能相加" in printed
    assert '<svg class="chart lines"' in printed
    assert 'role="img" aria-labelledby="cc-chart-name"' in printed
    assert "各年每万字处数，数目见下表" in printed
    assert "style=" not in printed


def test_the_chart_can_draw_each_measure(client: Client, indexed_seeds: IndexWorker) -> None:
    titles = {"rate": "各年每万字处数", "occurrences": "各年处数", "articles": "各年篇数"}

    for measure, title in titles.items():
        assert title in page(client, "/frequencies/", terms="支部", measure=measure)


def test_the_table_has_every_term_in_every_group(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = client.get("/frequencies.json", {"terms": "支部 鸭"}).json()

    receipt, rows = table(client, "/frequencies.csv", terms="支部 鸭")

    strata = [answer["whole"], *(one for rows in answer["tables"].values() for one in rows)]
    assert len(rows) == 2 * len(strata)
    assert [row["处数"] for row in rows] == [
        str(term["occurrences"]) for one in strata for term in one["terms"]
    ]
    assert {row["分组"] for row in rows} == {"全部", "年份", "镇", "县", "刊发媒体"}
    assert receipt["词"] == "支部，鸭"
    assert receipt["范围内字数"] == str(answer["whole"]["characters"])
    assert receipt["索引"] == answer["index"]["build"]
    assert client.get(receipt["网址"]).status_code == 200


def test_lines_lead_to_their_paragraph(client: Client, indexed_seeds: IndexWorker) -> None:
    lines = client.get("/concordance.json", {"terms": "积分"})
    answer = json.loads(b"".join(lines))
    links = hrefs(page(client, "/concordance/", terms="积分"), "/concordance/")

    assert answer["count"] == len(answer["lines"]) > 0
    for line in answer["lines"]:
        path, _, paragraph = line["url"].removeprefix("http://testserver").partition("#")
        anchor = f"#{paragraph}" if paragraph else ""
        lit = f"{path}?in=%22%E7%A7%AF%E5%88%86%22{anchor}"
        assert lit in links
        if line["field"] == "body":
            article = Article.objects.get(pk=line["article"])
            text = article.content["paragraphs"][line["paragraph"] - 1]["text"]
            assert line["left"] + line["node"] + line["right"] in text
            shown = client.get(lit).content.decode()
            assert f'id="p{line["paragraph"]}"' in shown


def test_the_table_of_lines_holds_every_line(client: Client, indexed_seeds: IndexWorker) -> None:
    answer = json.loads(body(client, "/concordance.json", terms="村", sort="oldest"))

    receipt, rows = table(client, "/concordance.csv", terms="村", sort="oldest", page="2")

    assert len(rows) == answer["count"] > 50
    assert [row["词"] for row in rows] == [line["node"] for line in answer["lines"]]
    assert [row["网址"] for row in rows] == [line["url"] for line in answer["lines"]]
    assert receipt["处数"] == str(answer["count"])
    assert receipt["排序"] == "由旧到新"


def test_no_cell_of_a_table_is_a_formula(client: Client, indexed_seeds: IndexWorker) -> None:
    article = Article.objects.get(source__name__startswith="003")
    article.content["paragraphs"][0]["text"] = "=HYPERLINK(1)鸭+1"
    article.save()

    _receipt, rows = table(client, "/concordance.csv", terms="鸭")

    left = [row["前文"] for row in rows if "HYPERLINK" in row["前文"]]
    right = [row["后文"] for row in rows if row["后文"].endswith("+1")]
    assert left == ["'=HYPERLINK(1)"]
    assert right == ["'+1"]


@pytest.mark.parametrize("path", ["/frequencies.xlsx", "/concordance.xlsx"])
def test_the_workbook_holds_rows_and_receipt(
    path: str, client: Client, indexed_seeds: IndexWorker
) -> None:
    with zipfile.ZipFile(io.BytesIO(body(client, path, terms="雁鸣湖镇"))) as book:
        printed = book.read("xl/worksheets/sheet1.xml").decode()
        told = book.read("xl/worksheets/sheet2.xml").decode()

    assert "雁鸣湖镇" in printed
    assert "雁鸣湖镇" in told
    assert "检索时间" in told


BAD_INPUT = (
    ({"terms": "一 二 三 四 五 六"}, f"最多数 {MAX_TERMS} 个"),
    ({"terms": "支部 。"}, "没有汉字、字母或数字"),
    ({"terms": "“，。”"}, "没有汉字、字母或数字"),
    ({"terms": "字" * 400}, "最多 300 个"),
    ({"terms": "字", "q": "字" * 101}, "100"),
    ({"terms": "字", "page": "101"}, "导出"),
    ({"terms": "字", "year": "二〇二一", "sort": "?", "context": "-1", "page": "零"}, ""),
)


def test_bad_input_gets_a_sentence(client: Client, indexed_seeds: IndexWorker) -> None:
    wrong = []

    for parameters, said in BAD_INPUT:
        for path in (*PAGES, *FILES):
            response = client.get(path, parameters)
            printed = b"".join(response) if response.streaming else response.content
            expected = 400 if said else 200
            if response.status_code != expected or (said and said not in printed.decode()):
                wrong.append((path, parameters, response.status_code))

    assert wrong == []


def test_a_file_without_terms_is_refused(client: Client, indexed_seeds: IndexWorker) -> None:
    for path in FILES:
        response = client.get(path)
        assert response.status_code == 400
        assert "还没有填要数的词" in response.content.decode()


def test_an_index_that_is_missing_is_said_and_is_not_zero(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    close_index()
    (index_root() / POINTER).unlink()

    for path in (*PAGES, *FILES):
        response = client.get(path, {"terms": "支部"})
        assert response.status_code == 503
        assert response["Retry-After"]
        assert "索引" in response.content.decode()


def test_what_was_withdrawn_is_in_no_page_and_no_file(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    gone = Article.objects.get(source__name__startswith="003")
    withdraw(gone, reason="试", by=None)

    for path in ("/concordance/", "/concordance.csv", "/concordance.json"):
        text = body(client, path, terms="村").decode()
        assert f"/articles/{gone.pk}/" not in text
        assert "/articles/" in text


def test_what_articles_print_is_escaped(client: Client, indexed_seeds: IndexWorker) -> None:
    article = Article.objects.get(source__name__startswith="003")
    article.content["paragraphs"][0]["text"] = "<script>鸭</script>"
    article.save()

    printed = client.get("/concordance/", {"terms": "鸭 <b>粗</b>"}).content.decode()

    assert "&lt;script&gt;" in printed
    assert "<script>" not in printed
    assert "<b>粗" not in printed


def test_search_leads_here_and_back(client: Client, indexed_seeds: IndexWorker) -> None:
    searched = page(client, "/search/", q="支部 村 -没有这个词", town="410902101")
    start = searched.index('href="/frequencies/?') + len('href="')
    address = searched[start : searched.index('"', start)]

    counted = client.get(address).content.decode()
    answer = client.get(address.replace("/frequencies/", "/frequencies.json")).json()

    assert [term["text"] for term in answer["query"]["terms"]] == ["支部", "村"]
    assert answer["query"]["text"] == '-"没有这个词"'
    assert answer["query"]["narrowed"] == [{"facet": "town", "value": "410902101"}]
    assert "/search/?q=" in counted


def test_the_main_navigation_leads_here(client: Client, indexed_seeds: IndexWorker) -> None:
    assert 'href="/frequencies/"' in page(client, "/search/")


def test_nothing_a_reader_types_makes_an_error_page(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    hostile = Path(__file__).parent.joinpath("test_query.py").read_text(encoding="utf-8")
    for start in range(0, 4000, 40):
        typed = hostile[start : start + 40]
        for path in PAGES:
            assert client.get(path, {"terms": typed, "q": typed[::-1]}).status_code in (200, 400)
