from __future__ import annotations

import pytest

from tests.pipeline.metric_texts import metrics_of


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("召开党委专题会议15次、月工作例会7次", ["党委专题会议", "月工作例会"]),
        ("累计分红50.32万元", ["分红"]),
        ("脱贫户人均收入达到17609元,增幅9.9%", ["脱贫户人均收入", "脱贫户人均收入增幅"]),
        ("打造了1.3万平方米的新社区", ["新社区面积"]),
        ("投资500万元的合作社", ["合作社投资"]),
        ("新落成的占地9.9亩的党群服务中心", ["党群服务中心占地"]),
        ("投入50万元开展评选表彰活动", ["投入开展评选表彰活动"]),
        ("购进1.5万只鸭苗", ["鸭苗"]),
        ("办理“先锋贷”59笔1164万元", ["办理“先锋贷”", "办理“先锋贷”"]),
        ("加强全镇1所10站硬件设施", ["所", "站"]),
        ("辖3个自然村2216人", ["自然村", "人口"]),
        ("解决了周边160余人的就业问题", ["就业问题"]),
        ("带来200多万元收益", ["带来收益"]),
        ("以每股400元的“众筹”模式", ["“众筹”模式每股金额"]),
        ("有集体收入的村庄达到78.7%", ["有集体收入的村庄"]),
        ("为12个村购置设备", ["村"]),
        ("绿化面积达5000平方米", ["绿化面积"]),
        ("流转面积300亩", ["流转面积"]),
        ("新增造林面积226亩", ["新增造林面积"]),
        ("流转土地面积300亩", ["流转土地面积"]),
    ],
)
def test_what_a_figure_counts_is_said_in_the_words_of_its_clause(
    text: str, indicators: list[str]
) -> None:
    assert [metric.indicator for metric in metrics_of(text)] == indicators


@pytest.mark.parametrize(
    "noun",
    [
        "居民小区",
        "党员责任区",
        "种植示范区",
        "爱心超市",
        "通航城市",
        "产业园区",
        "绿色园区",
        "示范县",
    ],
)
def test_a_noun_that_ends_as_a_place_does_is_what_is_counted(noun: str) -> None:
    metrics = metrics_of(f"全镇建成村级服务站12个,{noun}20个。")

    assert metrics[1].indicator == noun


def test_a_place_no_gazetteer_knows_is_not_what_is_counted() -> None:
    metrics = metrics_of("全市帮扶困难群众3000户,其中白石县1200户。")

    assert metrics[1].indicator == "帮扶困难群众"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("①建成合作社5家②带动农户300多户③年分红突破80万元。", ["建成合作社", "带动农户", "年分红"]),
        ("1.发展党员15名。2.慰问困难群众40户。", ["发展党员", "慰问困难群众"]),
        ("（一）清运垃圾1200方；（二）改造危房65户。", ["清运垃圾", "改造危房"]),
    ],
)
def test_what_numbers_the_members_of_a_list_is_in_no_phrase(
    text: str, indicators: list[str]
) -> None:
    assert [metric.indicator for metric in metrics_of(text)] == indicators


@pytest.mark.parametrize(
    ("text", "indicator", "key"),
    [
        ("投入资金3000万元", "投入资金", "investment"),
        ("累计投入资金约1.2亿元", "投入资金", "investment"),
        ("筹措资金50万元", "筹措资金", "funds-raised"),
        ("整合资金20万元", "整合资金", "funds-raised"),
        ("投入专项资金50万元", "投入专项资金", "investment"),
    ],
)
def test_a_verb_and_the_money_it_moves_stay_together(text: str, indicator: str, key: str) -> None:
    [metric] = metrics_of(text)

    assert (metric.indicator, metric.indicator_key) == (indicator, key)


@pytest.mark.parametrize(
    "time", ["如果", "两年来", "春节前后", "国庆节期间", "2020年前后", "过去", "过去三年", "今年来"]
)
def test_the_time_of_a_deed_is_no_part_of_what_it_counts(time: str) -> None:
    [metric] = metrics_of(f"{time}慰问困难党员50名")

    assert metric.indicator == "慰问困难党员"


def test_what_is_left_of_a_place_behind_its_mention_is_no_word_of_the_phrase() -> None:
    [metric] = metrics_of("岳村镇里投入300万元。", towns=("岳村镇",))

    assert metric.indicator == "投入"
