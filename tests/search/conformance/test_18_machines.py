"""Point 18: JSON, feed, tables and references hold what the page holds, with a receipt and no silent cap."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from tests.search.conformance.asking import Asking, ids_of, published

STATE = {"q": "党 -鸭", "script": "hans", "sort": "oldest"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def table(asking: Asking, **parameters: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The receipt and the rows of the CSV."""
    lines = list(csv.reader(io.StringIO(asking.file("csv", **parameters).decode("utf-8-sig"))))
    parting = lines.index([])
    columns = lines[parting + 1]
    rows = [dict(zip(columns, line, strict=True)) for line in lines[parting + 2 :]]
    return {line[0]: line[1] for line in lines[:parting]}, rows


def test_the_json_has_the_promised_keys(asking: Asking) -> None:
    answer = asking.json(**STATE)

    assert set(answer) >= {"query", "count", "took_ms", "results", "facets", "suggestions", "index"}
    assert set(answer["index"]) == {"build", "documents"}
    assert answer["index"]["documents"] == len(published())
    for result in answer["results"]:
        assert set(result) >= {
            *("id", "url", "title", "published", "source", "index"),
            *("towns", "programs", "snippets", "score"),
        }
        whole = asking.client.get(f"/articles/{result['id']}.json").json()
        assert (whole["id"], whole["url"], whole["state"]) == (
            result["id"],
            result["url"],
            "published",
        )


def test_the_table_holds_every_hit_in_order_with_a_receipt(asking: Asking) -> None:
    answer = asking.json(**STATE)

    receipt, rows = table(asking, **STATE, size="1", page="2")

    assert [row["网址"] for row in rows] == [one["url"] for one in answer["results"]] != []
    assert receipt["检索式"] == STATE["q"]
    assert receipt["含义"] == answer["query"]["said"]
    assert receipt["命中"] == str(answer["count"])
    assert receipt["索引"] == answer["index"]["build"]
    assert receipt["检索时间"]
    again = asking.client.get(receipt["网址"])
    assert again.status_code == 200
    assert f"<strong>{answer['count']}</strong>" in again.content.decode()


def test_the_workbook_holds_every_hit_and_the_receipt(asking: Asking) -> None:
    answer = asking.json(**STATE)

    with zipfile.ZipFile(io.BytesIO(asking.file("xlsx", **STATE))) as book:
        rows = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own file
        names = book.read("xl/workbook.xml").decode()

    space = {"s": rows.tag[1 : rows.tag.index("}")]}
    assert len(rows.findall("s:sheetData/s:row", space)) == answer["count"] + 1
    assert "检索回执" in names


@pytest.mark.parametrize(
    ("form", "mark"), [("bib", "@article{"), ("ris", "ER  - "), ("txt", "[N/OL]")]
)
def test_references_hold_every_hit(form: str, mark: str, asking: Asking) -> None:
    printed = asking.file(form, **STATE).decode()

    assert printed.count(mark) == asking.json(**STATE)["count"]
    assert all(one["url"] in printed for one in asking.json(**STATE)["results"])


def test_the_feed_holds_the_newest(asking: Asking) -> None:
    feed = ET.fromstring(asking.file("atom", q=STATE["q"]))  # noqa: S314  # our own page

    links = [one.attrib["href"] for one in feed.findall("a:entry/a:link", ATOM)]
    newest = asking.json(q=STATE["q"], sort="newest")
    assert links == [one["url"] for one in newest["results"]] != []


def test_the_site_is_a_search_engine_for_browsers(asking: Asking) -> None:
    response = asking.client.get("/opensearch.xml")
    [template] = [
        one.attrib["template"]
        for one in ET.fromstring(response.content).iter()  # noqa: S314  # our own page
        if one.attrib.get("type") == "text/html"
    ]

    address = template.removeprefix("http://testserver").replace("{searchTerms}", "%E9%B8%AD")
    assert asking.client.get(address).context["found"].answer.count == len(
        ids_of(asking.json(q="鸭"))
    )
