from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.metrics.amounts import Amount, find_amounts
from archive.pipeline.metrics.rules import ComparatorRule, UnitRule
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Comparator
from tests.pipeline.metric_texts import RULES


def read(text: str) -> list[Amount]:
    return list(find_amounts(fold_text(text), RULES))


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("1.3万平方米", "13000", "m2", "eq"),
        ("2,241.1亿元", "224110000000", "元", "eq"),
        ("１．２万亩", "12000", "亩", "eq"),
        ("三百余户", "300", "户", "ge_approx"),
        ("分四期", "4", "期", "eq"),
        ("十几支", "10", "支", "ge_approx"),
        ("20多萬元", "200000", "元", "ge_approx"),
        ("3万余只", "30000", "只", "ge_approx"),
        ("超百万元", "1000000", "元", "gt"),
        ("近百名", "100", "人", "lt_approx"),
        ("100个左右", "100", "个", "approx"),
        ("700平方米以上", "700", "m2", "ge"),
        ("不超过24米", "24", "米", "le"),
        ("不低于500平方米", "500", "m2", "ge"),
        ("3千米水渠", "3", "km", "eq"),
        ("12.3个百分点", "12.3", "百分点", "eq"),
        ("占六成", "60", "percent", "eq"),
        ("三分之一的村", "33.33", "percent", "eq"),
        ("百分之七十八点七", "78.7", "percent", "eq"),
        ("占获奖案例的一半", "50", "percent", "eq"),
        ("一半以上", "50", "percent", "ge"),
        ("3000余人次", "3000", "人次", "ge_approx"),
        ("千亩菊花", "1000", "亩", "approx"),
        ("增长3倍", "3", "倍", "eq"),
        ("增长一倍", "1", "倍", "eq"),
        ("自然增长率5.2‰", "5.2", "permille", "eq"),
        ("装机20兆瓦", "20000", "千瓦", "eq"),
        ("销售额就有6000万。", "60000000", "元", "eq"),
        ("惠及1.1万群众", "11000", "人", "eq"),
        ("帮扶12个困难老人", "12", "人", "eq"),
        ("两千六百多口人", "2600", "人", "ge_approx"),
        ("至少联系3户", "3", "户", "ge"),
        ("占三成多，", "30", "percent", "ge_approx"),
        ("迈过百万元大关", "1000000", "元", "gt"),
        ("上万名群众", "10000", "人", "ge_approx"),
    ],
)
def test_number_multiplier_hedge_and_unit_make_one_amount(
    text: str, value: str, unit: str, comparator: str
) -> None:
    [amount] = read(text)

    assert (amount.value, amount.unit) == (Decimal(value), unit)
    assert amount.comparator is Comparator(comparator)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10—20萬元", 100000, 200000),
        ("5万至20万元", 50000, 200000),
        ("5万元至20万元", 50000, 200000),
        ("2000—3000元", 2000, 3000),
        ("800至1万元", 800, 10000),
        ("1万元以上3万元以下", 10000, 30000),
    ],
)
def test_a_range_has_two_ends_and_a_last_multiplier_governs_both(
    text: str, low: int, high: int
) -> None:
    [amount] = read(text)

    assert (amount.value, amount.value_max) == (Decimal(low), Decimal(high))
    assert amount.comparator is Comparator.RANGE


def test_a_count_and_a_sum_side_by_side_are_two_amounts() -> None:
    assert [(int(a.value), a.unit) for a in read("59笔1164万元")] == [(59, "笔"), (11640000, "元")]


@pytest.mark.parametrize(
    "text",
    ["一个", "一批", "第三期", "沁园合作社二期", "数千只", "几十人", "三四个人", "五女店镇",
     "2022年", "12月24日", "3个月", "三位一体", "三轮车", "50米/秒", "20万吨级码头", "八人制", "两名网格员", "三个“亮点”", "15分钟", "工作10个小时"],
)  # fmt: skip
def test_articles_ordinals_vague_numbers_and_dates_are_no_amounts(text: str) -> None:
    assert read(text) == []


def test_the_spans_are_those_of_the_printed_text() -> None:
    text = "志願者近２００人參加"

    [amount] = read(text)

    assert text[amount.number.start : amount.number.end] == "近２００"
    assert text[amount.span.start : amount.span.end] == "近２００人"


@pytest.mark.parametrize("rule", [*RULES.units, *RULES.comparators], ids=lambda rule: rule.id)
def test_each_row_reads_its_example_and_leaves_its_counterexample(
    rule: UnitRule | ComparatorRule,
) -> None:
    assert any(rule.id in amount.rules for amount in read(rule.positive))
    assert not any(rule.id in amount.rules for amount in read(rule.negative))


@given(st.text(alphabet="0123456789.,一二十百千万亿余多几近超元亩个人户—至% 的第", max_size=40))
def test_amounts_are_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for amount in read(text):
        assert end <= amount.span.start <= amount.number.start
        assert amount.number.end <= amount.span.end <= len(text)
        assert len(amount.number) > 0
        assert amount.value_max is None or amount.value < amount.value_max
        end = amount.span.end


@pytest.mark.timeout(100)  # well under a second; a pattern that backtracks would take hours
@pytest.mark.parametrize("piece", ["1", "1,", "百", "1至", "近", "1.1", "—3", "一"])
def test_a_long_run_without_a_unit_is_read_in_one_pass(piece: str) -> None:
    text = piece * (200_000 // len(piece))

    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "rate"), [("租金800元/亩", "亩"), ("补贴500元每户。", "户"), ("投入50万元", None)]
)
def test_the_denominator_of_a_unit_is_kept_with_the_amount(text: str, rate: str | None) -> None:
    [amount] = read(text)

    assert amount.rate == rate
    assert amount.span.end == len(text.rstrip("。"))
