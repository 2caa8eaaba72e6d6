from __future__ import annotations

from archive.pipeline.metrics.find import find_metrics
from archive.pipeline.values import MetricFinding, PlaceLevel
from tests.pipeline.metric_texts import RULES, draft_of, metrics_of, place

TOWNS = ("雁鸣湖镇", "刁家乡", "官渡镇")


def places(*metrics: MetricFinding) -> list[str | None]:
    return [metric.place.name if metric.place else None for metric in metrics]


def periods(*metrics: MetricFinding) -> list[str | None]:
    return [metric.period.phrase if metric.period else None for metric in metrics]


def is_unpaired(metric: MetricFinding) -> bool:
    return "warning.unpaired" in {each.rule for each in metric.evidence}


def test_each_town_of_a_list_has_its_own_figure() -> None:
    metrics = metrics_of(
        "雁鸣湖镇、刁家乡、官渡镇村集体收入分别为320万元、210万元、95万元。", towns=TOWNS
    )

    assert places(*metrics) == ["雁鸣湖镇", "刁家乡", "官渡镇"]
    assert {metric.indicator for metric in metrics} == {"村集体收入"}


def test_two_towns_joined_by_and_have_a_figure_each() -> None:
    metrics = metrics_of("雁鸣湖镇和刁家乡分别发展党员12名和9名。", towns=TOWNS)

    assert places(*metrics) == ["雁鸣湖镇", "刁家乡"]
    assert not any(map(is_unpaired, metrics))


def test_an_address_is_one_member_of_the_list() -> None:
    draft, text = draft_of("中牟县雁鸣湖镇和刁家乡分别发展党员12名和9名。")
    known = [("中牟县", PlaceLevel.COUNTY), *((town, PlaceLevel.TOWN) for town in TOWNS[:2])]

    metrics = find_metrics(
        draft, text, tuple(place(name, text, level) for name, level in known), RULES
    )

    assert places(*metrics) == ["雁鸣湖镇", "刁家乡"]


def test_each_year_of_a_list_has_its_own_figure() -> None:
    metrics = metrics_of("2019年、2020年和2021年,全镇集体收入分别达120万元、150万元和210万元。")

    assert periods(*metrics) == ["2019年", "2020年", "2021年"]


def test_last_year_and_this_year_are_a_list_too() -> None:
    metrics = metrics_of("去年、今年雁鸣湖镇分别投入党建经费50万元、80万元。", towns=("雁鸣湖镇",))

    assert periods(*metrics) == ["去年", "今年"]
    assert places(*metrics) == ["雁鸣湖镇", "雁鸣湖镇"]


def test_the_figures_before_have_each_their_own_change() -> None:
    metrics = metrics_of("全年接待游客23.5万人次,旅游综合收入1.2亿元,同比分别增长12%、15.6%。")

    assert [metric.indicator for metric in metrics[2:]] == [
        "接待游客同比增长",
        "旅游综合收入同比增长",
    ]


def test_each_subject_of_a_list_has_its_own_figure() -> None:
    metrics = metrics_of("村集体收入、农民人均收入分别增长20%和8%。")

    assert [metric.indicator for metric in metrics] == ["村集体收入增长", "农民人均收入增长"]


def test_what_only_the_last_subject_prints_belongs_to_each() -> None:
    metrics = metrics_of("党员、群众满意率分别为98%和96%。")

    assert [metric.indicator for metric in metrics] == ["党员满意率", "群众满意率"]


def test_lists_of_different_length_are_not_paired() -> None:
    metrics = metrics_of("雁鸣湖镇、刁家乡、官渡镇分别发展党员12名和9名。", towns=TOWNS)

    assert places(*metrics) == [None, None]
    assert all(map(is_unpaired, metrics))


def test_one_figure_for_several_towns_is_given_to_none() -> None:
    [metric] = metrics_of("雁鸣湖镇和刁家乡分别投入党建经费50万元。", towns=TOWNS)

    assert metric.place is None
    assert is_unpaired(metric)


def test_a_name_nobody_knows_keeps_its_rank_in_the_list() -> None:
    metrics = metrics_of("雁鸣湖镇、青溪镇、官渡镇分别发展党员12名、9名、7名。", towns=TOWNS)

    assert places(*metrics) == ["雁鸣湖镇", None, "官渡镇"]
    assert [is_unpaired(metric) for metric in metrics] == [False, True, False]


def test_towns_and_years_of_one_length_leave_open_whose_a_figure_is() -> None:
    metrics = metrics_of("雁鸣湖镇、刁家乡2020年、2021年分别发展党员12名和9名。", towns=TOWNS)

    assert places(*metrics) == [None, None]
    assert periods(*metrics) == [None, None]


def test_villages_that_cannot_be_paired_stay_one_place() -> None:
    draft, text = draft_of("瓦岗村和高庄村分别建成大棚30座。")
    known = tuple(place(name, text, PlaceLevel.VILLAGE) for name in ("瓦岗村", "高庄村"))

    [metric] = find_metrics(draft, text, known, RULES)

    assert places(metric) == ["瓦岗村和高庄村"]
    assert is_unpaired(metric)


def test_without_a_list_before_it_the_word_changes_nothing() -> None:
    metrics = metrics_of("雁鸣湖镇分别举办培训3期、座谈会5次。", towns=TOWNS)

    assert places(*metrics) == ["雁鸣湖镇", "雁鸣湖镇"]
    assert not any(map(is_unpaired, metrics))


def test_a_verb_before_the_list_is_no_part_of_its_first_subject() -> None:
    metrics = metrics_of("实现治安、刑事案件同比分别下降20%、8%。")

    assert [metric.indicator for metric in metrics] == ["治安案件同比下降", "刑事案件同比下降"]


def test_where_it_is_open_what_the_subjects_have_in_common_they_stay_together() -> None:
    metrics = metrics_of("失业、城乡居民工伤人员参保人数分别为300人、500人。")

    assert {metric.indicator for metric in metrics} == {"失业、城乡居民工伤人员参保人数"}


def test_an_ordinal_is_no_subject_of_its_own() -> None:
    metrics = metrics_of("第一、第二产业增加值分别增长5%、8%。")

    assert {metric.indicator for metric in metrics} == {"第一、第二产业增加值分别增长"}
