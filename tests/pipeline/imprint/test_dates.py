"""When it was printed."""

from __future__ import annotations

import pytest

from archive.pipeline.imprint.dates import (
    find_day,
    holds_date,
    infer_year,
    precision_of,
    without_dates,
    year_titles,
)
from archive.pipeline.text.passages import cut
from archive.pipeline.values import Passage, Precision, Span


def passage(text: str) -> Passage:
    return cut(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("中新網山西 2022-09-28 08:17", "2022-09-28"),
        ("2022年9月28日", "2022-09-28"),
        ("2021/6/3", "2021-06-03"),
        ("2019.12.25", "2019-12-25"),
        ("二〇二一年六月三十日", "2021-06-30"),
        ("二○二一年十二月二十五日", "2021-12-25"),
    ],
)
def test_a_full_date_is_read(text: str, value: str) -> None:
    day = find_day(text)

    assert day is not None
    assert day.value == value
    assert text[slice(*day.at)].strip() == text[slice(*day.at)]


@pytest.mark.parametrize(
    "text", ["6月27日", "2022年9月", "2022-13-01", "2022-02-30", "12022-01-01", "1-2-3"]
)
def test_less_than_a_day_of_the_calendar_is_no_date(text: str) -> None:
    assert find_day(text) is None


def test_dates_times_and_weekdays_can_be_taken_out() -> None:
    assert without_dates("2021年06月27日 08:17 星期日 要闻").split() == ["要闻"]


def test_an_anniversary_in_a_banner_gives_the_year() -> None:
    banner = "庆祝中国共产党成立100周年特刊"

    found = infer_year([passage(banner)], [])

    assert found is not None
    assert found.year == 2021
    assert [banner[s.start : s.end] for s in found.evidence] == ["中国共产党成立100周年"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019,党旗辉映谱华章;2020,继往开来新征程。", 2019),
        ("告别2019年的硕果，我们满怀信心迎接2020年。", 2019),
        ("今年是中国共产党成立一百周年。", 2021),
        ("今年（2022年）以来，全镇新建场所3个。", 2022),
        ("今年恰逢新中国成立70周年，全市上下喜气洋洋。", 2019),
    ],
)
def test_the_text_may_say_its_year(text: str, year: int) -> None:
    found = infer_year([], [passage(text)])

    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    "text",
    [
        "2022年,该镇先后有600余名党员亮身份。",
        "建党100周年以来，全镇面貌一新。",
        "从2020年至2022年，每年评选10个。",
        "《2019年基层党建实事工作方案》印发。",
        "2019,党旗辉映;2022,继往开来。",
        "2019年，荣获勋章；2020年，当选代表。",
    ],
)
def test_a_year_the_text_only_mentions_is_not_its_own(text: str) -> None:
    assert infer_year([], [passage(text)]) is None


def test_two_years_that_disagree_give_none() -> None:
    lines = [passage("庆祝中国共产党成立100周年"), passage("庆祝新中国成立70周年")]

    assert infer_year(lines, []) is None


def test_documents_of_the_year_bear_it_out() -> None:
    text = "印发了《2019年基层党建实事工作方案》和《2018年要点》。"

    [span] = year_titles([passage(text)], 2019)

    assert text[span.start : span.end] == "《2019年基层党建实事工作方案》"


def test_precision_follows_the_length() -> None:
    assert [precision_of(v) for v in ("2021", "2021-06", "2021-06-27")] == [
        Precision.YEAR,
        Precision.MONTH,
        Precision.DAY,
    ]


@pytest.mark.parametrize(
    "text", ["1920年12月31日", "2101-01-01", "3021年6月27日", "三〇二一年六月二十七日"]
)
def test_a_year_beyond_reason_is_no_date_but_is_printed_as_one(text: str) -> None:
    assert find_day(text) is None
    assert holds_date(text)
    assert without_dates(text).strip() == ""


@pytest.mark.parametrize(
    ("text", "value"), [("1921年7月1日", "1921-07-01"), ("2100.12.31", "2100-12-31")]
)
def test_the_first_and_last_year_are_dates(text: str, value: str) -> None:
    day = find_day(text)

    assert day is not None
    assert day.value == value


def test_an_anniversary_beyond_reason_gives_no_year() -> None:
    assert infer_year([passage("庆祝中国共产党成立900周年")], []) is None
