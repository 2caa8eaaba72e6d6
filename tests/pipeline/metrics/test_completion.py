from __future__ import annotations

import pytest

from tests.pipeline.metric_texts import metrics_of


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("全村有13个自然湾,558户,2059人", ["自然湾", "户数", "人口"]),
        ("解决了4个村民组1060人的出行难题", ["村民组", "人数"]),
        ("带动农户248户1327人", ["带动农户", "带动农户"]),
        ("收集诉求1738件,办结1690件", ["收集诉求", "办结"]),
        ("召开党委会15次、7次", ["党委会", "党委会"]),
        ("经过奋战,全村200多人。", ["人数"]),
        ("辖区收入10—20万元的村5个,20—50万元的村2个", ["收入10—20万元的村", "收入20—50万元的村"]),
    ],
)
def test_a_figure_without_words_of_its_own_takes_those_of_its_neighbour(
    text: str, indicators: list[str]
) -> None:
    assert [metric.indicator for metric in metrics_of(text)] == indicators


def test_a_change_in_percent_takes_the_subject_of_the_figure_before() -> None:
    metrics = metrics_of("脱贫户人均收入17609元,同比增长9.9%")

    assert metrics[1].indicator == "脱贫户人均收入同比增长"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "村集体收入9万元,比2020年增长30%,比2018年增长80%",
            ["村集体收入", "村集体收入比2020年增长", "村集体收入比2018年增长"],
        ),
        ("村集体收入9万元,同比增加2万元,增长25%", ["村集体收入", "村集体收入同比增加", "村集体收入增长"]),
        ("接待游客9万人次,较2019年增长30%", ["接待游客", "接待游客较2019年增长"]),
        ("村集体收入9万元,相比2012年的3万元增长2倍", ["村集体收入", "村集体收入", "村集体收入增长"]),
        ("村集体收入9万元,相当于2012年的3倍", ["村集体收入", "村集体收入"]),
        ("种植面积由2019年底的300亩扩大到900亩", ["种植面积", "种植面积"]),
        ("接待游客3万人次,同比增加2万元", ["接待游客", "同比增加"]),
    ],
)  # fmt: skip
def test_a_change_is_one_of_what_the_figure_before_counts(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in metrics_of(text)] == indicators


def test_words_of_the_next_figure_are_lent_only_to_one_counted_with_it() -> None:
    [alone, _] = metrics_of("2022年突破10万元,最高的村达到50万元")
    [listed, _] = metrics_of("80户、180名村民")

    assert (alone.indicator, listed.indicator) == ("元", "村民")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("贷款累计发放3000万元", "贷款发放"),
        ("村集体累计增收30万元", "村集体增收"),
        ("消防队伍先后转移群众30人", "消防队伍转移群众"),
        ("公共计算机30台", "公共计算机"),
        ("落实综合计划30项", "落实综合计划"),
    ],
)
def test_that_a_figure_is_a_total_is_no_part_of_its_words(text: str, indicator: str) -> None:
    [metric] = metrics_of(text)

    assert metric.indicator == indicator
