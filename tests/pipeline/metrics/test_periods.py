from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.metrics.periods.calendar import Anchor, anchor_of, days_of
from archive.pipeline.metrics.periods.phrases import find_periods
from archive.pipeline.metrics.periods.scope import (
    find_sections,
    find_speeches,
    period_of,
    place_periods,
    under_heading,
)
from archive.pipeline.text.clauses import lay_out
from archive.pipeline.values import Basis, Period, Precision, Published, ScopeBasis
from tests.pipeline.metric_texts import RULES, passage

NOT_TOLD = Published()
STATED_DAY = Published("2021-08-15", Precision.DAY, Basis.STATED)
INFERRED_YEAR = Published("2021", Precision.YEAR, Basis.INFERRED)
AUGUST = Anchor(2021, 8, date(2021, 8, 15))


def found(text: str, number: str, published: Published = NOT_TOLD) -> Period | None:
    periods = place_periods(passage(text, 7), text, lay_out(text), RULES.periods, published)
    mention = period_of(text.index(number), periods)
    return mention.period if mention else None


def period(text: str, number: str) -> str | None:
    given_period = found(text, number)
    return given_period.phrase if given_period else None


def days(phrase: str, anchor: Anchor | None = None) -> tuple[str | None, str | None]:
    told = days_of(phrase, anchor)
    return (
        told.first.isoformat() if told.first else None,
        told.last.isoformat() if told.last else None,
    )


def test_the_nearest_phrase_of_the_sentence_is_given_as_printed() -> None:
    assert period("据了解,今年3月以来,全镇开展活动60余场", "60") == "今年3月以来"


def test_a_longer_phrase_is_not_cut_into_two() -> None:
    assert period("从2020年至2022年,每年评选10个", "10") == "从2020年至2022年"


def test_each_figure_of_a_change_takes_its_own_year() -> None:
    text = "党员由2019年的5名增加到2021年的20名"

    assert (period(text, "5名"), period(text, "20名")) == ("2019年", "2021年")


@pytest.mark.parametrize(
    "text",
    [
        "2023年村集体收入35万元,是2015年的3.5倍",
        "2023年村集体收入35万元,相当于2015年的3.5倍",
        "2023年村集体收入35万元,为上年同期的3.5倍",
        "2023年接待游客35万人次,恢复到2019年的3.5成",
        "2023年贫困发生率由2014年的23%下降到3.5%",
        "2023年贫困发生率从2014年的23%,下降到3.5%",
        "2023年产值35万元,比2015年的10万元增加3.5倍",
    ],
)
def test_the_year_of_what_is_compared_is_none_of_the_figure(text: str) -> None:
    assert period(text, "3.5") == "2023年"
    assert period(text.removeprefix("2023年"), "3.5") is None


def test_what_is_compared_and_what_a_change_started_from_keep_their_own_year() -> None:
    text = "2023年产值9万元,相比2012年的2万元增加3.5倍"

    assert (period(text, "9"), period(text, "2万")) == ("2023年", "2012年")
    assert period("由2014年的23%下降到0.8%", "23") == "2014年"
    assert period("由2014年的23%达到2020年的98%", "98") == "2020年"


@pytest.mark.parametrize("phrase", ["2020年前后", "2020年6月前后", "春节前后", "国庆节前后"])
def test_around_a_time_has_no_days(phrase: str) -> None:
    assert period(f"{phrase}流转土地300亩", "300") == phrase
    assert days(phrase) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "社区成立于2003年,建成3个广场",
        "合作社始建于2003年,建成3个广场",
        "2003年成立合作社,建成3个广场",
    ],
)
def test_the_founding_year_of_a_thing_is_no_period_of_other_figures(text: str) -> None:
    assert period(text, "3个") is None


def test_what_a_change_started_from_is_not_of_now() -> None:
    text = "目前,做法已从8个村推广到86个村"

    assert (period(text, "8个"), period(text, "86")) == (None, "目前")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("2021年实施乡村振兴战略以来,建成3个广场", "2021年实施乡村振兴战略以来"),
        ("自“暖心”活动开展以来,建成3个广场", "自“暖心”活动开展以来"),
        ("王某自参加工作以来,建成3个广场", "自参加工作以来"),
        ("经过十年努力,建成3个广场", None),
        ("截至今天,建成3个广场", "截至今天"),
        ("计划到2024年末建成3个广场", "到2024年末"),
        ("半年来,建成3个广场", "半年来"),
        ("四年多来,建成3个广场", "四年多来"),
        ("今春,建成3个广场", "今春"),
        ("开年以来,建成3个广场", "开年以来"),
        ("支部每半年来一次,建成3个广场", None),
    ],
)
def test_a_phrase_is_taken_as_far_as_it_goes(text: str, phrase: str | None) -> None:
    assert period(text, "3个") == phrase


def test_a_founding_year_is_the_period_of_what_was_founded() -> None:
    assert period("2019年成立3个合作社", "3个") == "2019年"


@pytest.mark.parametrize(
    "text",
    [
        "6月21日,建成3个广场",
        "2021年6月21日,建成3个广场",
        "每月开展3个活动",
        "比去年增加3个广场",
        "较2019年增加3个广场",
        "印发《2019年工作方案》,建成3个广场",
        "打造“2021最美”品牌,建成3个广场",
        "今年69岁的老人带来3个孩子",
    ],
)
def test_events_rates_comparisons_titles_and_ages_are_no_periods(text: str) -> None:
    assert period(text, "3个") is None


def test_the_year_that_opens_a_paragraph_governs_its_later_sentences() -> None:
    inherited = found("今年,全市新建社区。选拔41名干部", "41")

    assert inherited is not None
    assert (inherited.phrase, inherited.basis) == ("今年", ScopeBasis.INHERITED)


def test_what_opened_a_paragraph_ends_where_a_sentence_opens_with_another_year() -> None:
    assert period("2019年,新建社区。2020年,选派干部。选拔41名干部", "41") is None


def test_a_description_takes_no_period_from_the_opening() -> None:
    text = "去年,全村脱贫。辖3个自然村"
    periods = place_periods(passage(text), text, lay_out(text), RULES.periods, NOT_TOLD)

    assert period_of(text.index("3"), periods, carried=False) is None


@pytest.mark.parametrize("opening", ["目前", "累计", "8月底前", "春节期间", "近年来"])
def test_a_moment_a_deadline_and_an_event_do_not_carry_over(opening: str) -> None:
    assert period(f"{opening},全市新建社区。选拔41名干部", "41") is None


def test_a_phrase_behind_the_figure_is_not_its_period() -> None:
    assert period("建成3个广场,今年投用", "3") is None


def test_a_phrase_inside_one_item_of_a_list_does_not_reach_the_next() -> None:
    assert period("投入使用广场,去年栽树5棵;建成3个广场", "3个") is None


def test_a_year_says_more_than_a_running_total() -> None:
    assert period("今年以来,全镇累计投入5万元", "5万") == "今年以来"


def test_a_running_total_does_not_reach_a_level_told_beside_it() -> None:
    assert period("累计分红50万元,人均收入达到17609元", "17609") is None


def test_a_period_never_enters_what_somebody_says_nor_leaves_it() -> None:
    text = "去年,书记说:“我们建成3个广场。”村里栽树5棵"
    said = "他说:“去年很好,”村里栽树5棵"

    assert period(text, "3个") is None
    assert period(said, "5棵") is None
    assert period("他说:“去年我们建成3个广场。”", "3个") == "去年"


def test_a_label_is_no_speech() -> None:
    assert find_speeches("开展“先锋贷”,办理5笔") == ()
    assert len(find_speeches("他说:“用好“先锋贷”,办好事。”")) == 1


def test_the_span_of_a_period_is_counted_in_the_source() -> None:
    given_period = found("到了今年3月以来,建成3个广场", "3个")

    assert given_period is not None
    assert (given_period.span.start, given_period.span.end) == (9, 15)


def test_days_that_rest_on_an_inferred_year_are_inferred() -> None:
    text = "今年3月以来建成3个广场"
    inferred, stated = found(text, "3个", INFERRED_YEAR), found(text, "3个", STATED_DAY)

    assert inferred is not None
    assert (inferred.basis, inferred.first, inferred.last) == (
        ScopeBasis.INFERRED,
        "2021-03-01",
        None,
    )
    assert stated is not None
    assert (stated.basis, stated.last) == (ScopeBasis.STATED, "2021-08-15")


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("2021年", "2021-01-01", "2021-12-31"),
        ("2021年度", "2021-01-01", "2021-12-31"),
        ("2021年2月", "2021-02-01", "2021-02-28"),
        ("2020年2月下旬", "2020-02-21", "2020-02-29"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2021年前三季度", "2021-01-01", "2021-09-30"),
        ("2021年第二季度", "2021-04-01", "2021-06-30"),
        ("2021年底", "2021-01-01", "2021-12-31"),
        ("2021年底前", None, "2021-12-31"),
        ("截至2021年3月底", None, "2021-03-31"),
        ("截至2021年3月8日", None, "2021-03-08"),
        ("从2020年至2022年", "2020-01-01", "2022-12-31"),
        ("2016-2020年", "2016-01-01", "2020-12-31"),
        ("2021年1至6月", "2021-01-01", "2021-06-30"),
        ("2021年11月至2022年2月", "2021-11-01", "2022-02-28"),
        ("2018年以来", "2018-01-01", None),
        ("自2018年成立以来", "2018-01-01", None),
        ("自2018年3月", "2018-03-01", None),
        ("自2018年至2020年", "2018-01-01", "2020-12-31"),
        ("“十三五”期间", "2016-01-01", "2020-12-31"),
        ("“十四五”末", None, "2025-12-31"),
        ("党的十九大以来", "2017-10-18", None),
        ("今年", None, None),
        ("去年", None, None),
        ("上半年", None, None),
        ("8月底前", None, None),
        ("截至目前", None, None),
        ("三年来", None, None),
        ("近年来", None, None),
        ("四年多来", None, None),
        ("今春", None, None),
        ("同年9月", None, None),
        ("春节期间", None, None),
        ("3年内", None, None),
        ("2021年13月", None, None),
    ],
)
def test_absolute_phrases_have_days_and_relative_ones_none_without_a_year(
    phrase: str, first: str | None, last: str | None
) -> None:
    assert days(phrase) == (first, last)


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("今年", "2021-01-01", "2021-12-31"),
        ("去年", "2020-01-01", "2020-12-31"),
        ("今年3月以来", "2021-03-01", "2021-08-15"),
        ("今年以来", "2021-01-01", "2021-08-15"),
        ("上半年", "2021-01-01", "2021-06-30"),
        ("去年下半年", "2020-07-01", "2020-12-31"),
        ("前三季度", "2021-01-01", "2021-09-30"),
        ("8月底前", None, "2021-08-31"),
        ("年底前", None, "2021-12-31"),
        ("截至目前", None, "2021-08-15"),
        ("三年来", "2018-01-01", "2021-08-15"),
        ("开年以来", "2021-01-01", "2021-08-15"),
        ("今春", None, None),
        ("半年来", None, None),
        ("2018年以来", "2018-01-01", "2021-08-15"),
        ("今年1至6月", "2021-01-01", "2021-06-30"),
        ("12月份", None, None),  # the December before, or the one to come
        ("近年来", None, None),
        ("2022年以来", "2022-01-01", None),
    ],
)
def test_relative_phrases_are_counted_from_the_day_of_publication(
    phrase: str, first: str | None, last: str | None
) -> None:
    assert days(phrase, AUGUST) == (first, last)


@pytest.mark.parametrize(
    ("published", "anchor"),
    [
        (NOT_TOLD, None),
        (Published("2021", Precision.YEAR, Basis.NONE), None),
        (INFERRED_YEAR, Anchor(2021)),
        (Published("2021-08", Precision.MONTH, Basis.GIVEN), Anchor(2021, 8)),
        (STATED_DAY, AUGUST),
    ],
)
def test_a_date_is_an_anchor_as_far_as_it_is_told(
    published: Published, anchor: Anchor | None
) -> None:
    assert anchor_of(published) == anchor


@given(
    st.text(
        alphabet="今去年月以来至到截前底上下半季度第一二三十五0129“”党大目度累计期间-初旬日,。",
        max_size=40,
    )
)
def test_no_text_gives_a_period_that_ends_before_it_starts(text: str) -> None:
    for mention in find_periods(text, RULES.periods):
        told = days_of(text[mention.span.start : mention.span.end], AUGUST)

        assert told.first is None or told.last is None or told.first <= told.last


@pytest.mark.parametrize(
    "unit", ["年", "今年", "“", ":“", "自", "以来", "2021", "，“a", "至", "1月至"]
)
@pytest.mark.timeout(60)  # a second or two; a pattern that backtracks would take hours
def test_a_long_hostile_line_is_read_in_one_go(unit: str) -> None:
    text = unit * (200_000 // len(unit))

    mentions = find_periods(text, RULES.periods)

    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert len(find_speeches(text)) <= text.count("“")


def under_headings(text: str, number: str, *headings: str) -> Period | None:
    """The period of `number` in `text`, which stands behind `headings`."""
    passages, at = [], 0
    for heading in headings:
        passages.append(passage(heading, at))
        at += len(heading) + 1
    sections = find_sections(passages, RULES.periods, STATED_DAY)
    periods = place_periods(passage(text, at), text, lay_out(text), RULES.periods, STATED_DAY)
    mention = period_of(text.index(number), under_heading(periods, sections))
    return mention.period if mention else None


def test_a_heading_lends_its_period_to_its_section() -> None:
    given_period = under_headings("新增就业60人。", "60", "一、2020年主要工作")

    assert given_period is not None
    assert (given_period.phrase, given_period.basis) == ("2020年", ScopeBasis.INHERITED)
    assert (given_period.span.start, given_period.first) == (2, "2020-01-01")


def test_the_last_heading_before_a_paragraph_counts() -> None:
    text = "新增就业60人。"

    behind_two = under_headings(text, "60", "2019年工作", "2020年工作")
    behind_undated = under_headings(text, "60", "2019年工作", "存在的问题")

    assert behind_two is not None
    assert behind_two.phrase == "2020年"
    assert behind_undated is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("2018年，新增就业60人。", "2018年"),
        ("2018年他回到村里。新增就业60人。", "2018年"),
        ("村民说：“新增就业60人。”", None),
        ("他在2018年回村。后来新增就业60人。", None),
    ],
)
def test_a_heading_lends_nothing_where_the_text_dates_itself(text: str, phrase: str | None) -> None:
    given_period = under_headings(text, "60", "2020年主要工作")

    assert (given_period.phrase if given_period else None) == phrase


def test_a_heading_of_two_times_lends_none() -> None:
    assert under_headings("新增就业60人。", "60", "2020年总结，2021年打算") is None
