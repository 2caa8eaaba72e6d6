from __future__ import annotations

import pytest

from archive.pipeline.metrics.indicators import Indicator, find_indicator, load_indicators
from archive.pipeline.values import IndicatorEntry
from tests.pipeline.metric_texts import RULES_FOLDER

TAXONOMY = load_indicators(RULES_FOLDER)


def slug_of(phrase: str, unit: str) -> str | None:
    found = find_indicator(phrase, unit, TAXONOMY)
    return found.slug if found else None


@pytest.mark.parametrize("indicator", TAXONOMY, ids=lambda indicator: indicator.slug)
def test_each_indicator_takes_its_example_and_leaves_its_counterexample(
    indicator: Indicator,
) -> None:
    def takes(phrase: str) -> bool:
        return any(find_indicator(phrase, unit, TAXONOMY) is indicator for unit in indicator.units)

    assert [phrase for phrase in indicator.positive if not takes(phrase)] == []
    assert [phrase for phrase in indicator.negative if takes(phrase)] == []


def test_names_and_slugs_are_not_used_twice() -> None:
    assert len({indicator.slug for indicator in TAXONOMY}) == len(TAXONOMY)
    assert len({indicator.name for indicator in TAXONOMY}) == len(TAXONOMY)


def test_a_unit_that_does_not_fit_keeps_a_phrase_from_its_indicator() -> None:
    assert slug_of("村集体年收入", "元") == "collective-income"
    assert slug_of("村集体年收入", "个") is None


def test_the_head_at_the_end_of_the_phrase_decides() -> None:
    assert slug_of("扶贫产业项目累计分红", "元") == "dividends"


@pytest.mark.parametrize(
    ("phrase", "unit", "slug"),
    [
        ("村集体收入增加", "元", None),
        ("村集体收入同比增长了", "元", None),
        ("人均纯收入比全县平均水平高", "元", None),
        ("党员人数比去年多", "人", None),
        ("村集体收入增长", "percent", "growth-rate"),
        ("村集体增收", "元", "collective-income"),
        ("户均增收", "元", "income-per-head"),
    ],
)
def test_what_was_added_to_a_thing_is_not_the_thing(
    phrase: str, unit: str, slug: str | None
) -> None:
    assert slug_of(phrase, unit) == slug


def test_a_traditional_phrase_meets_the_same_indicator() -> None:
    assert slug_of("組建志愿服務隊", "支") == "volunteer-teams"


def test_a_phrase_that_fits_nothing_gets_no_indicator() -> None:
    assert slug_of("鸭棚", "座") is None


def test_what_staff_add_to_a_row_joins_its_patterns_and_overrides_its_name() -> None:
    row = next(each for each in TAXONOMY if each.slug == "collective-income")
    entry = IndicatorEntry(
        slug=row.slug,
        name="集体收益总额",
        family=row.family,
        dimension=row.dimension,
        units=row.units,
        synonyms=("腰包进帐",),
    )

    taxonomy = load_indicators(RULES_FOLDER, (entry,))

    for phrase in (*row.positive, "村里腰包进帐", "集体收益总额"):
        found = find_indicator(phrase, row.unit, taxonomy)
        assert found is not None, phrase
        assert (found.slug, found.name) == (row.slug, "集体收益总额")
    assert find_indicator("村里腰包进帐", row.unit, TAXONOMY) is None
    assert len(taxonomy) == len(TAXONOMY)


def test_the_taxonomy_holds_the_families_of_the_field_with_examples_for_each_row() -> None:
    assert len(TAXONOMY) >= 80
    assert {"集体经济", "党员与党组织", "为民服务", "生态环境", "平安治理", "基础设施", "产业", "文化",
            "教育培训", "帮扶救助", "资金"} <= {indicator.family for indicator in TAXONOMY}  # fmt: skip
    assert all(len(i.positive) >= 2 and i.negative and i.definition for i in TAXONOMY)


def test_a_share_is_an_indicator_of_its_own_and_never_the_count_it_is_a_share_of() -> None:
    assert slug_of("党员占比", "percent") == "share"
    assert slug_of("星级文明户覆盖率", "percent") == "coverage-rate"
    assert slug_of("党员", "percent") is None
