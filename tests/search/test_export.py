"""Results taken away: every hit is there, nothing runs in a spreadsheet, the receipt leads back."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from archive.corrections import withdraw
from archive.models import Article
from archive.reading.csv_files import safe_cell
from search.export import rows, tables
from search.export.rows import Row
from search.export.tables import Table, write_xlsx
from search.index.builds import POINTER, index_root
from search.index.open_index import close_index
from search.upkeep.worker import IndexWorker
from tests.links import hrefs

FORMS = ("csv", "xlsx", "bib", "ris", "txt")


def body(client: Client, form: str, **parameters: str) -> bytes:
    """The file."""
    response = client.get(f"/search.{form}", parameters)
    assert response.status_code == 200, response.content
    return b"".join(response)


def table(client: Client, **parameters: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The receipt and the rows of the CSV."""
    lines = list(csv.reader(io.StringIO(body(client, "csv", **parameters).decode("utf-8-sig"))))
    parting = lines.index([])
    columns = lines[parting + 1]
    return (
        {line[0]: line[1] for line in lines[:parting]},
        [dict(zip(columns, line, strict=True)) for line in lines[parting + 2 :]],
    )


def test_the_table_holds_every_hit_in_the_order_of_the_page(
    client: Client, indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PORTION", 3)
    shown = client.get("/search.json", {"q": "支部", "sort": "newest"}).json()

    receipt, lines = table(client, q="支部", sort="newest")

    assert [line["网址"] for line in lines] == [one["url"] for one in shown["results"]]
    assert receipt["检索式"] == "支部"
    assert receipt["命中"] == str(shown["count"]) == str(len(lines))
    assert receipt["索引"] == shown["index"]["build"]
    assert client.get(receipt["网址"]).status_code == 200


def test_a_page_number_does_not_cut_an_export(client: Client, indexed_seeds: IndexWorker) -> None:
    assert len(table(client, q="村", page="2", size="3")[1]) == 8


def test_what_was_withdrawn_is_in_no_export(client: Client, indexed_seeds: IndexWorker) -> None:
    gone = Article.objects.get(source__name__startswith="003")
    withdraw(gone, reason="试", by=None)

    for form in ("csv", "bib", "ris", "txt"):
        text = body(client, form, q="村").decode()
        assert f"/articles/{gone.pk}/" not in text
        assert "/articles/" in text


def test_no_cell_is_a_formula() -> None:
    texts = ["=1+1", "+86", "-1", "@某", "\t=1", "＝1", "党建+", *[""] * 8]
    row = Row(1, *texts)

    cells = tuple(map(safe_cell, row.cells()))

    assert cells[1:7] == ("'=1+1", "'+86", "'-1", "'@某", "'\t=1", "'＝1")
    assert cells[7] == "党建+"
    assert cells[0] == 1


def test_cells_of_a_workbook_are_text_as_it_stands_and_no_formulas() -> None:
    cells = ("=1+1", "-5度", "+86")

    with write_xlsx([], Table("表", ["列"], [cells])) as file, zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert all(f"<t>{cell}</t>" in sheet for cell in cells)


def test_the_workbook_holds_rows_and_receipt(client: Client, indexed_seeds: IndexWorker) -> None:
    with zipfile.ZipFile(io.BytesIO(body(client, "xlsx", q="雁鸣湖镇"))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        printed = book.read("xl/worksheets/sheet1.xml").decode()
        told = book.read("xl/worksheets/sheet2.xml").decode()

    assert len(sheets) == 2
    assert "雁鸣湖镇" in printed
    assert "雁鸣湖镇" in told


def test_rows_past_the_end_of_a_sheet_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 4)

    table = Table("表", ["列"], [(n,) for n in range(7)])

    with write_xlsx([], table) as file, zipfile.ZipFile(file) as book:
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3, 4)]

    assert [sheet.count("<row ") for sheet in sheets] == [4, 4, 2, 0]
    assert [sheet.count(f"<v>{n}</v>") for n, sheet in ((2, sheets[0]), (3, sheets[1]))] == [1, 1]


def test_references_name_every_hit_once(client: Client, indexed_seeds: IndexWorker) -> None:
    count = client.get("/search.json", {"q": "支部"}).json()["count"]

    assert body(client, "bib", q="支部").decode().count("@article{") == count
    assert body(client, "ris", q="支部").decode().count("\r\nER  - ") == count
    assert body(client, "txt", q="支部").decode().count("[N/OL]") == count


def test_the_feed_holds_the_newest_hits(client: Client, indexed_seeds: IndexWorker) -> None:
    response = client.get("/search.atom", {"q": "支部"})

    feed = ET.fromstring(response.content)  # noqa: S314  # our own page
    space = {"a": "http://www.w3.org/2005/Atom"}
    shown = client.get("/search.json", {"q": "支部", "sort": "newest"}).json()["results"]
    links = [one.attrib["href"] for one in feed.findall("a:entry/a:link", space)]
    assert links == [one["url"] for one in shown]
    summaries = [one.text or "" for one in feed.findall("a:entry/a:summary", space)]
    for summary, result in zip(summaries, shown, strict=True):
        assert all(f"<p>{one['html']}</p>" in summary for one in result["snippets"])
    assert any("<mark>支部</mark>" in summary for summary in summaries)


def test_what_a_feed_says_of_an_article_is_html_once_escaped(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    Article.objects.update(publication="<b>日报 & 晚报")
    town = "/towns/410902101.atom"
    for address in ("/search.atom?q=支部", "/feed.atom", town):
        feed = ET.fromstring(client.get(address).content)  # noqa: S314  # our own page
        space = {"a": "http://www.w3.org/2005/Atom"}
        summary = feed.find("a:entry/a:summary", space)

        assert summary is not None
        assert "&lt;b&gt;日报 &amp; 晚报" in str(summary.text)


@pytest.mark.parametrize("form", [*FORMS, "atom"])
def test_an_export_that_cannot_be_made_says_so(
    form: str, client: Client, indexed_seeds: IndexWorker
) -> None:
    refused = client.get(f"/search.{form}", {"q": "字" * 101})
    close_index()
    (index_root() / POINTER).unlink()
    missing = client.get(f"/search.{form}", {"q": "支部"})

    assert refused.status_code == 400
    assert "100" in refused.content.decode()
    assert missing.status_code == 503
    assert missing["Retry-After"]


def test_the_results_page_links_to_each(client: Client, indexed_seeds: IndexWorker) -> None:
    printed = client.get("/search/", {"q": "支部"}).content.decode()

    for form in (*FORMS, "atom"):
        assert f"/search.{form}?q=%E6%94%AF%E9%83%A8" in hrefs(printed, "/search/")
