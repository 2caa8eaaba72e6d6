"""Figures in words: the printed form with its unit, the value in its unit, the whole sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive.models import Metric
from archive.reading.body import read_body
from archive.reading.figures import normalised_words, printed_form, sentence_of


def located(text: str, words: str):  # type: ignore[no-untyped-def]  # Located, never None here
    start = text.index(words)
    body = read_body({"paragraphs": [{"text": text, "pieces": [[0, 0, len(text)]]}]})
    return body.locate(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "number", "printed"),
    [
        ("开展走访40余次,掌握", "40余", "40余次"),
        ("动员党员602人。", "602", "602人"),
        ("资金90万元。", "90万", "90万元"),
        ("新社区1.3万平方米的", "1.3", "1.3万平方米"),
        ("覆盖率达80%,在", "80", "80%"),
        ("村5個。", "5", "5個"),
        ("办理先锋贷59笔1164万元", "59", "59笔"),
        ("保护范围约84平方公里。", "约84", "约84平方公里"),
        ("厚度仅0.07毫米,", "0.07", "0.07毫米"),
        ("有7种新型钢材", "7", "7种"),
        ("有 31 名党员。", "31", "31 名"),
        ("共 31 。", "31", "31"),
        ("增长一半以上", "一半", "一半"),
        ("一共七", "七", "七"),
    ],
)
def test_the_printed_form_keeps_hedge_and_unit(text: str, number: str, printed: str) -> None:
    assert printed_form(located(text, number)) == printed


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": Decimal("13000.000000"), "unit": "m2"}, "13,000 平方米"),
        ({"value": Decimal("77"), "unit": "percent"}, "77%"),
        ({"value": Decimal("5.2"), "unit": "permille"}, "5.2‰"),
        ({"value": Decimal("84"), "unit": "km2", "comparator": "approx"}, "约 84 平方公里"),
        ({"value": Decimal("9.9"), "unit": "亩", "comparator": "gt"}, "超过 9.9 亩"),
        ({"value": Decimal("1E+2"), "unit": "个", "per": "year"}, "每年 100 个"),
        (
            {"value": Decimal(100000), "value_max": Decimal(200000), "unit": "元"},
            "100,000—200,000 元",
        ),
    ],
)
def test_the_value_is_said_in_its_unit(fields: dict[str, object], words: str) -> None:
    assert normalised_words(Metric(**fields)) == words


def test_the_sentence_is_the_one_around_the_words() -> None:
    text = "第一句。第二句有602人,很好;第三句!"

    assert sentence_of(located(text, "602")) == "第二句有602人,很好;"
    assert sentence_of(located(text, "第一句")) == "第一句。"
    assert sentence_of(located(text, "第三句")) == "第三句!"


def test_a_text_without_full_stop_is_one_sentence() -> None:
    assert sentence_of(located("没有句号的说明", "句号")) == "没有句号的说明"
