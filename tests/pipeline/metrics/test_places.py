from __future__ import annotations

import pytest

from archive.pipeline.metrics.find import find_metrics
from archive.pipeline.values import PlaceLevel
from tests.pipeline.metric_texts import RULES, draft_of, metrics_of, place


@pytest.mark.parametrize(
    ("paragraph", "name", "rule"),
    [
        ("岳村镇开展培训9次。", "岳村镇", "place.clause"),
        ("岳村镇争取资金,投资500万元的瓦岗村合作社。走进瓦岗村。", "瓦岗村", "place.behind"),
        ("岳村镇整合力量,聚力攻坚,开展培训9次。", "岳村镇", "place.group"),
        ("岳村镇整合力量;聚力攻坚,开展培训9次。", "岳村镇", "place.sentence"),
        ("岳村镇整合力量。随后开展培训9次。", "岳村镇", "place.paragraph"),
        ("“我们吸引人才180人。”岳村镇党委书记张三说。", "岳村镇", "place.speaker"),
    ],
)
def test_the_narrowest_scope_that_names_a_place_decides(
    paragraph: str, name: str, rule: str
) -> None:
    [metric] = metrics_of(paragraph, towns=("岳村镇",))

    assert metric.place is not None
    assert metric.place.name == name
    assert rule in {each.rule for each in metric.evidence}


def test_a_village_named_in_one_clause_does_not_take_the_figures_behind_a_semicolon() -> None:
    metrics = metrics_of(
        "岳村镇发展产业。推广合作社,瓦岗村投产,高庄村运营;15个项目分红。", towns=("岳村镇",)
    )

    assert [metric.place.name for metric in metrics if metric.place] == ["岳村镇"]


def test_a_word_that_stands_for_a_place_gives_that_place() -> None:
    draft, text = draft_of("刘集镇创新党建。", "全镇培训党员300人。")
    town = place("刘集镇", text, PlaceLevel.TOWN, said="全镇")

    [metric] = find_metrics(draft, text, (town,), RULES)

    assert metric.place is not None
    assert (metric.place.name, metric.place.code) == ("刘集镇", "code of 刘集镇")


def test_a_figure_without_any_scope_belongs_to_the_place_the_article_is_about() -> None:
    [metric] = metrics_of("刘集镇创新党建,刘集镇再发力。", "开展培训9次。", towns=("刘集镇",))

    assert metric.place is not None
    assert metric.place.name == "刘集镇"
    assert "place.article" in {each.rule for each in metric.evidence}


def test_an_article_without_places_gives_none() -> None:
    [metric] = metrics_of("开展培训9次。")

    assert metric.place is None
