from __future__ import annotations

import pytest

from archive.pipeline.values import MetricStatus
from tests.pipeline.metric_texts import metrics_of


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("先后召开会议15次", "achieved"),
        ("今年将投入100万元", "planned"),
        ("计划分四期", "planned"),
        ("5000平方米的服务楼建设,8月底前将投用", "planned"),
        ("下一步,全镇再上台阶,新建广场3个", "planned"),
        ("实现3年内448个村全面清零", "target"),
        ("力争培训党员300人", "target"),
        ("给予5万至20万元的资金扶持", "policy_standard"),
        ("支部书记半年进行1次述职", "policy_standard"),
        ("重点扶持收入在5万元以下的“薄弱村”", "policy_standard"),
        ("下辖3个自然村", "descriptive"),
        ("加强全镇10个网格", "descriptive"),
        ("全镇19个行政村全部实现清零", "achieved"),
        ("把10名党员编入网格", "achieved"),
        ("全镇312名党员结对帮扶", "achieved"),
        ("村集体账面上只有3000元", "descriptive"),
        ("全乡幅员面积25191平方公里", "descriptive"),
        ("随礼不超过200元", "policy_standard"),
        ("每名党员至少联系3户农户", "policy_standard"),
        ("近五年内人均增收3000多元", "achieved"),
        ("100名以上群众被转移", "achieved"),
        ("到2025年,全镇建成广场3个", "target"),
        ("超额完成目标任务10个百分点", "achieved"),
        ("超时间进度5.6个百分点", "achieved"),
        ("力争超额完成目标任务10个百分点", "target"),
        ("确保全年超额完成任务10个百分点", "target"),
        ("总产值在1.5至2亿元之间", "achieved"),
        ("村集体收入在5万元至10万元之间", "achieved"),
        ("每户奖励500元至1000元不等", "policy_standard"),
        ("2020年前后流转土地300亩", "achieved"),
        ("累计投入资金200万元", "achieved"),
        ("计划累计投入资金200万元", "planned"),
        ("将先后举办培训10场", "planned"),
        ("预计累计培训党员300人", "planned"),
        ("力争年内累计流转土地500亩", "target"),
        ("争取三年内累计引进人才50名", "target"),
        ("尚需投入资金100万元", "planned"),
        ("按需投入资金100万元", "achieved"),
        ("项目建成后可安置300人", "planned"),
        ("如果每户增收3000元", "planned"),
        ("若每户增收3000元", "planned"),
        ("如果没有支部,村里流转的300亩地", "achieved"),
        ("假如投入50万元", "planned"),
        ("若干村投入50万元", "achieved"),
        ("需资金50万元", "planned"),
        ("资金缺口达50万元", "descriptive"),
        ("还差20万元", "descriptive"),
        ("填补资金缺口的捐款20万元", "achieved"),
        ("预算投资200万元", "planned"),
        ("要发展党员10名以上", "target"),
        ("需要发展党员10名", "achieved"),
        ("年度任务12项", "target"),
        ("完成年度任务12项", "achieved"),
        ("项目建成后,年产值可达500万元", "planned"),
        ("项目建成后,产业可持续发展,已带动200户", "achieved"),
        ("项目建成后,产业可持续发展,带动农户200户", "achieved"),
        ("过去种玉米收入3000元", "descriptive"),
        ("比过去种玉米高出3倍", "achieved"),
        ("较十年前增加18.7%", "achieved"),
        ("相比2012年的2亿元", "descriptive"),
        ("比2012年增加2亿元", "achieved"),
    ],
)
def test_verbs_tell_a_result_from_an_aim_and_a_rule(text: str, status: str) -> None:
    assert metrics_of(text)[0].status is MetricStatus(status)


def test_the_value_before_is_told_from_the_value_after() -> None:
    before, after = metrics_of("社区面积由平均400平方米扩大到700平方米以上")

    assert before.status is MetricStatus.DESCRIPTIVE
    assert after.status is MetricStatus.ACHIEVED


def test_an_aim_carries_on_through_its_sentence_until_a_result_is_told() -> None:
    metrics = metrics_of("力争培训党员300人,新建广场3个,目前已修路5公里。")

    assert [metric.status.value for metric in metrics] == ["target", "target", "achieved"]


def test_the_households_and_people_of_a_place_are_descriptive() -> None:
    assert {metric.status for metric in metrics_of("全村有13个自然湾,558户,2059人")} == {
        MetricStatus.DESCRIPTIVE
    }


def test_the_value_after_a_change_is_counted_by_what_the_one_before_is() -> None:
    assert [metric.per for metric in metrics_of("人均收入从6800元提高到2.4万元")] == [
        "capita",
        "capita",
    ]


def test_the_second_half_of_one_statement_has_the_status_of_the_first() -> None:
    assert [metric.status for metric in metrics_of("加强全镇1所10站硬件设施")] == [
        MetricStatus.DESCRIPTIVE,
        MetricStatus.DESCRIPTIVE,
    ]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("人均收入达到17609元", "capita"),
        ("以每股400元众筹", "share"),
        ("日产鸭蛋3000多枚", "day"),
        ("补助每月增加到60元", "month"),
        ("年利润60万元以上", "year"),
        ("年均投入经费100万元", "year"),
        ("半年进行1次述职", "half_year"),
        ("今年收入60万元", None),
        ("租金800元/亩", "mu"),
        ("年集体收入10万元以上的村达到77%", None),
    ],
)
def test_what_a_figure_is_counted_by_is_read_beside_it(text: str, per: str | None) -> None:
    assert metrics_of(text)[-1].per == per


def test_a_yearly_plan_governs_the_whole_list() -> None:
    assert [metric.per for metric in metrics_of("每年计划评选出10个乡镇、100个左右社区")] == [
        "year",
        "year",
    ]


def test_what_was_spent_and_saved_is_no_longer_the_plan() -> None:
    metrics = metrics_of("原计划投入500万元,实际投入320万元,节约资金180万元。")

    assert [metric.status.value for metric in metrics] == ["planned", "achieved", "achieved"]


def test_a_plan_made_to_fit_what_is_there_stays_a_plan() -> None:
    metrics = metrics_of("力争投入500万元,结合实际建成广场3个,最终带动200户。")

    assert [metric.status.value for metric in metrics] == ["target", "target", "target"]


def test_what_is_to_become_of_a_thing_is_planned() -> None:
    metrics = metrics_of("服务队将由40支增加到60支。")

    assert [metric.status.value for metric in metrics] == ["descriptive", "planned"]


def test_a_share_reached_of_a_plan_is_no_plan() -> None:
    metrics = metrics_of("完成投资2亿元,占计划投资3亿元的69%。")

    assert [metric.status.value for metric in metrics] == ["achieved", "planned", "achieved"]
