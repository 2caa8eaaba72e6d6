from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from archive.pipeline.metrics.find import find_metrics
from archive.pipeline.values import (
    MetricFinding,
    MetricPlace,
    Placed,
    PlaceFinding,
    PlaceLevel,
    ScopeBasis,
)
from tests.pipeline.metric_texts import RULES, draft_of, metrics_of, place


@pytest.mark.parametrize(
    ("paragraph", "name", "rule"),
    [
        ("岳村镇开展培训9次。", "岳村镇", "place.clause"),
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


def of(paragraphs: tuple[str, ...], *known: tuple[str, PlaceLevel]) -> list[MetricFinding]:
    """The figures of `paragraphs` where `known` places are named."""
    draft, text = draft_of(*paragraphs)
    places = tuple(place(name, text, level) for name, level in known)
    return list(find_metrics(draft, text, places, RULES))


def names(metrics: Iterable[MetricFinding]) -> list[str | None]:
    return [metric.place.name if metric.place else None for metric in metrics]


TOWN = ("岳村镇", PlaceLevel.TOWN)


def test_what_a_figure_measures_may_be_owned_by_the_place_behind_it() -> None:
    village = ("瓦岗村", PlaceLevel.VILLAGE)

    [metric] = of(("岳村镇争取资金,投资500万元的瓦岗村合作社。",), TOWN, village)

    assert metric.place == MetricPlace("瓦岗村", "code of 瓦岗村")
    assert metric.place_basis is ScopeBasis.STATED


@pytest.mark.parametrize(
    ("paragraph", "basis"),
    [
        ("岳村镇开展培训9次。", ScopeBasis.STATED),
        ("岳村镇整合力量,聚力攻坚,开展培训9次。", ScopeBasis.INHERITED),
        ("岳村镇整合力量。随后开展培训9次。", ScopeBasis.INHERITED),
    ],
)
def test_a_place_is_stated_in_the_figures_own_clause_and_inherited_from_further(
    paragraph: str, basis: ScopeBasis
) -> None:
    [metric] = of((paragraph,), TOWN)

    assert metric.place_basis is basis


def test_a_place_is_inferred_where_a_word_stands_for_it_or_the_article_is_about_it() -> None:
    draft, text = draft_of("刘集镇创新党建。", "全镇培训党员300人。", "开展培训9次。")
    town = place("刘集镇", text, PlaceLevel.TOWN, said="全镇")

    said, about = find_metrics(draft, text, (town,), RULES)

    assert said.place_basis is about.place_basis is ScopeBasis.INFERRED


def test_a_figure_without_place_says_so() -> None:
    [metric] = of(("开展培训9次。",))

    assert metric.place_basis is ScopeBasis.NONE


def test_the_goal_of_a_study_tour_is_no_place_of_a_figure() -> None:
    draft, text = draft_of("岳村镇抓党建。", "组织党员赴安吉县学习9次。")
    goal = place("安吉县", text, PlaceLevel.COUNTY)
    places = (place("岳村镇", text, PlaceLevel.TOWN), replace(goal, away=goal.mentions))

    assert names(find_metrics(draft, text, places, RULES)) == ["岳村镇"]


def test_an_example_town_in_a_report_on_a_county_ends_with_its_sentence_and_the_next() -> None:
    first = "叶城县抓党建,叶城县见实效。"
    then = "岳村镇开展主题活动。效果很好。各地开展培训9次。"

    assert names(of((first + then,), ("叶城县", PlaceLevel.COUNTY), TOWN)) == ["叶城县"]


def test_a_town_that_opens_a_paragraph_of_such_a_report_keeps_it() -> None:
    first = "叶城县抓党建,叶城县见实效。"
    then = "岳村镇开展主题活动。效果很好。各地开展培训9次。"

    assert names(of((first, then), ("叶城县", PlaceLevel.COUNTY), TOWN)) == ["岳村镇"]


def test_a_sentence_that_begins_with_this_base_is_about_the_place_named_last() -> None:
    paragraph = "叶城县林业局介绍,在瓦岗村发展林下经济。目前,该基地种植黄精1700亩。"
    known = (("叶城县", PlaceLevel.COUNTY), ("瓦岗村", PlaceLevel.VILLAGE))

    [metric] = of((paragraph,), *known)

    assert names([metric]) == ["瓦岗村"]
    assert "place.thing" in {each.rule for each in metric.evidence}


def test_a_heading_names_the_place_of_its_section() -> None:
    draft, text = draft_of("刘集镇抓党建,刘集镇见实效。", "岳村镇:激活细胞", "开展培训9次。")
    heading = Placed(draft.paragraphs[1], 1)
    draft = replace(
        draft, paragraphs=(draft.paragraphs[0], draft.paragraphs[2]), headings=(heading,)
    )
    places = tuple(place(name, text, PlaceLevel.TOWN) for name in ("刘集镇", "岳村镇"))

    [metric] = find_metrics(draft, text, places, RULES)

    assert names([metric]) == ["岳村镇"]
    assert metric.place_basis is ScopeBasis.INHERITED


def test_a_village_named_in_one_clause_does_not_take_the_figures_behind_a_semicolon() -> None:
    villages = [(name, PlaceLevel.VILLAGE) for name in ("瓦岗村", "高庄村")]
    metrics = of(
        ("岳村镇发展产业。推广合作社,瓦岗村投产,高庄村运营;15个项目分红。",), TOWN, *villages
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


def test_who_only_helps_has_no_figure() -> None:
    village = ("瓦岗村", PlaceLevel.VILLAGE)

    [metric] = of(("瓦岗村在岳村镇党委的支持下,建成大棚60座。",), TOWN, village)

    assert names([metric]) == ["瓦岗村"]


def test_the_city_in_a_districts_address_is_not_what_the_article_is_about() -> None:
    city, district = ("徐州市", PlaceLevel.CITY), ("鼓楼区", PlaceLevel.COUNTY)

    metrics = of(("徐州市鼓楼区抓党建。", "徐州市鼓楼区再发力。", "开展培训9次。"), city, district)

    assert names(metrics) == ["鼓楼区"]


def test_a_province_may_be_what_an_article_is_about() -> None:
    metrics = of(("山东省抓党建。", "开展培训9次。"), ("山东省", PlaceLevel.PROVINCE))

    assert names(metrics) == ["山东省"]


def test_an_article_with_a_village_alone_is_about_it() -> None:
    metrics = of(("瓦岗村抓党建。", "开展培训9次。"), ("瓦岗村", PlaceLevel.VILLAGE))

    assert names(metrics) == ["瓦岗村"]


def test_an_article_about_nothing_for_sure_leaves_a_figure_to_its_paragraph() -> None:
    counties = [(name, PlaceLevel.COUNTY) for name in ("叶城县", "安吉县", "中牟县", "襄城县")]
    first = "叶城县、安吉县、中牟县、襄城县都有办法。叶城县先行。"

    metrics = of((first, "记者昨日到襄城县采访。效果很好。又开展培训9次。"), *counties)

    assert names(metrics) == ["襄城县"]


def test_an_example_is_carried_on_by_a_word_for_it() -> None:
    first = "叶城县抓党建,叶城县见实效。"
    then = "岳村镇开展主题活动。当地成立专班。随后开展培训9次。"

    assert names(of((first + then,), ("叶城县", PlaceLevel.COUNTY), TOWN)) == ["岳村镇"]


def test_the_meeting_leads_back_from_a_village_to_what_the_article_is_about() -> None:
    village = ("瓦岗村", PlaceLevel.VILLAGE)
    text = "岳村镇抓党建,岳村镇见实效,岳村镇再发力。"

    metrics = of((text, "瓦岗村建大棚,瓦岗村变了样。会议要求,再建中心40个。"), TOWN, village)

    assert names(metrics) == ["岳村镇"]


def test_of_two_quotations_only_that_of_the_speaker_is_spoken_there() -> None:
    text = "近日,“说清风”比赛落幕,评出奖项9个。“我们获益很多。”岳村镇干部张三说。"

    [metric] = of((text,), ("叶城县", PlaceLevel.COUNTY), TOWN)

    assert "place.speaker" not in {each.rule for each in metric.evidence}


def test_the_county_whose_towns_an_article_names_in_turn_is_what_it_is_about() -> None:
    draft, text = draft_of(
        "中牟县抓党建。", "刘集镇修路,姚家镇栽树,韩寺镇办夜校。", "开展培训9次。"
    )
    county = replace(place("中牟县", text, PlaceLevel.COUNTY), code="410122")
    towns = [
        replace(place(name, text, PlaceLevel.TOWN), code=f"41012210{number}")
        for number, name in enumerate(("刘集镇", "姚家镇", "韩寺镇"))
    ]

    assert names(find_metrics(draft, text, (county, *towns), RULES)) == ["中牟县"]


def test_in_an_article_about_no_place_for_sure_a_place_is_carried_into_the_next_paragraph() -> None:
    counties = [(name, PlaceLevel.COUNTY) for name in ("叶城县", "安吉县", "中牟县", "襄城县")]
    first = "叶城县、安吉县、中牟县都有办法。"

    kept = of((first, "襄城县先行。", "又开展培训9次。"), *counties)
    whole = of((first, "襄城县先行。", "会议要求,开展培训9次。"), *counties)

    assert names(kept) == ["襄城县"]
    assert names(whole) == ["叶城县"]


def coded(name: str, text: str, level: PlaceLevel, code: str) -> PlaceFinding:
    return replace(place(name, text, level), code=code)


def of_county(*paragraphs: str) -> list[str | None]:
    """Where the figures are of a report on 中牟县 that names 刘集镇 and three of its villages."""
    draft, text = draft_of("中牟县抓党建,中牟县见实效。", *paragraphs)
    known = (
        ("中牟县", PlaceLevel.COUNTY, "410122"),
        ("刘集镇", PlaceLevel.TOWN, "410122108"),
        ("瓦岗村", PlaceLevel.VILLAGE, "410122108201"),
        ("高庄村", PlaceLevel.VILLAGE, "410122108202"),
        ("杏街村", PlaceLevel.VILLAGE, "410122108203"),
    )
    places = tuple(coded(name, text, level, code) for name, level, code in known if name in text)
    return names(find_metrics(draft, text, places, RULES))


@pytest.mark.parametrize(
    "sentence",
    [
        "村均收入达到86万元。",
        "收入突破90万元的村达到65个。",
        "已扶持行政村118个。",
        "全县建成合作社65个。",
        "县财政安排资金300万元。",
        "各村建成广场40个。",
    ],
)
def test_what_is_said_of_all_villages_is_not_the_last_ones(sentence: str) -> None:
    assert of_county("瓦岗村流转土地,瓦岗村变了样。" + sentence)[-1] == "中牟县"


@pytest.mark.parametrize("number", ["3", "13"])
def test_a_village_may_count_the_villages_it_helps(number: str) -> None:
    assert of_county(f"瓦岗村成立公司,辐射带动{number}个村。") == ["瓦岗村"]


def test_a_whole_no_page_names_is_no_place_rather_than_the_village() -> None:
    metrics = of(
        ("瓦岗村抓党建,瓦岗村变了样。", "县财政投入资金300万元。"),
        ("瓦岗村", PlaceLevel.VILLAGE),
    )

    assert names(metrics) == [None]


def test_a_list_of_villages_closed_by_a_count_is_the_town_that_holds_them() -> None:
    text = "刘集镇有办法。瓦岗村、高庄村等5个村成立公司,投资600万元。公司占地80亩。"

    assert of_county(text)[1:] == ["刘集镇", "刘集镇"]


def test_a_list_of_towns_closed_by_a_count_is_the_county_that_holds_them() -> None:
    draft, text = draft_of("中牟县先行。", "以刘集镇、姚家镇2个镇为试点,培训党员300人。")
    places = (
        coded("中牟县", text, PlaceLevel.COUNTY, "410122"),
        coded("刘集镇", text, PlaceLevel.TOWN, "410122108"),
        coded("姚家镇", text, PlaceLevel.TOWN, "410122109"),
    )

    assert names(find_metrics(draft, text, places, RULES))[-1] == "中牟县"


def test_a_list_whose_unit_no_page_names_gives_no_place() -> None:
    metrics = of(
        ("瓦岗村、高庄村等5个村成立公司,投资600万元。",),
        ("瓦岗村", PlaceLevel.VILLAGE),
        ("高庄村", PlaceLevel.VILLAGE),
    )

    assert names(metrics)[-1] is None


def test_what_a_place_is_likened_to_has_no_figure() -> None:
    assert of_county("中牟县已建成类似刘集镇的示范点41个。") == ["中牟县"]


def test_a_neighbouring_village_opens_its_sentence() -> None:
    assert of_county("在瓦岗村,花开了。相邻的高庄村修了路,52名党员出工。") == ["高庄村"]


STORY = "岳村镇抓党建,岳村镇见实效。"


def story_of(*paragraphs: str) -> list[str | None]:
    draft, text = draft_of(*paragraphs)
    heads = (draft.paragraphs[0],)
    draft = replace(draft, subtitle=heads[0], paragraphs=draft.paragraphs[1:])
    village = ("瓦岗村", PlaceLevel.VILLAGE)
    known = tuple(place(name, text, level) for name, level in (TOWN, village))
    return names(find_metrics(draft, text, known, RULES))


def test_a_village_that_opens_the_body_keeps_its_story_over_the_paragraphs() -> None:
    then = ("新班子修路9公里。", "党员化解矛盾43起。")

    assert story_of(STORY, "瓦岗村曾是穷村。", *then) == ["瓦岗村", "瓦岗村"]


def test_the_story_ends_where_something_larger_is_named() -> None:
    then = ("岳村镇来帮忙。", "随后修路9公里。")

    assert story_of(STORY, "瓦岗村曾是穷村。", *then) == ["岳村镇"]


def test_a_village_named_later_opens_no_story() -> None:
    then = ("瓦岗村曾是穷村。", "修路9公里。")

    assert story_of(
        STORY, "春天的风吹绿了山野,吹绿了田地,也吹进了每一户人家的心里头,处处是歌声。", *then
    ) == ["岳村镇"]


@pytest.mark.parametrize(
    "words", ["高于全县平均水平2.3个百分点", "低于全县1.1个百分点", "比全县高2个百分点"]
)
def test_what_a_figure_is_compared_with_is_not_its_place(words: str) -> None:
    draft, text = draft_of(f"官渡镇投资增长15%,{words}。")
    known = (
        place("官渡镇", text, PlaceLevel.TOWN),
        place("中牟县", text, PlaceLevel.COUNTY, said="全县"),
    )

    assert names(find_metrics(draft, text, known, RULES)) == ["官渡镇", "官渡镇"]


def test_what_a_town_has_more_of_than_another_is_its_own() -> None:
    towns = (("岳村镇", PlaceLevel.TOWN), ("官渡镇", PlaceLevel.TOWN))

    assert names(of(("岳村镇比官渡镇多发展党员5名。",), *towns)) == ["岳村镇"]
    assert names(of(("岳村镇抓队伍,比官渡镇多发展党员5名。",), *towns)) == ["岳村镇"]
    assert names(of(("岳村镇抓队伍,与官渡镇相比,多投入30万元。",), *towns)) == ["岳村镇"]


def test_a_place_that_is_compared_with_is_no_part_of_what_is_counted() -> None:
    towns = (("岳村镇", PlaceLevel.TOWN), ("官渡镇", PlaceLevel.TOWN))

    [metric] = of(("岳村镇抓队伍,比官渡镇多发展党员5名。",), *towns)

    assert metric.indicator == "多发展党员"


def test_the_whole_county_is_still_meant_where_it_is_not_compared_with() -> None:
    draft, text = draft_of("官渡镇先行,全县发展党员300名。")
    known = (
        place("官渡镇", text, PlaceLevel.TOWN),
        place("中牟县", text, PlaceLevel.COUNTY, said="全县"),
    )

    assert names(find_metrics(draft, text, known, RULES)) == ["中牟县"]


@pytest.mark.parametrize(
    "sentence",
    [
        "全国累计培训3000人。",
        "目前全国累计培训3000人。",
        "我国累计培训3000人。",
        "全世界有3000人缺水。",
        "中央财政安排资金3000万元。",
        "国家林业部门培训3000人。",
    ],
)
def test_what_is_told_of_the_nation_is_no_villages(sentence: str) -> None:
    assert of_county(f"瓦岗村流转土地,瓦岗村变了样。{sentence}")[-1] is None


@pytest.mark.parametrize(
    "sentence",
    ["获评全国文明村3次。", "全国文明家庭有3户。", "国家补贴3万元。", "全国人大代表3名。"],
)
def test_an_honour_of_the_nation_is_still_the_villages(sentence: str) -> None:
    assert of_county(f"瓦岗村流转土地,瓦岗村变了样。{sentence}")[-1] == "瓦岗村"


def test_who_speaks_of_the_county_or_of_both_levels_leads_up_from_the_village() -> None:
    start = "刘集镇流转土地。瓦岗村修路,瓦岗村变了样。"

    assert of_county(f"{start}据县委组织部介绍,选派干部300名。")[-1] == "中牟县"
    assert of_county(f"{start}镇村两级投入300万元。")[-1] == "刘集镇"


def test_villages_counted_in_a_sentence_leave_its_later_figures_to_the_unit_above() -> None:
    text = "瓦岗村流转土地,瓦岗村变了样。23个村建立超市,覆盖群众3.2万人。"

    assert of_county(text)[-2:] == ["中牟县", "中牟县"]


def test_a_village_of_the_second_sentence_opens_no_story() -> None:
    assert story_of(STORY, "党建强。瓦岗村曾是穷村。", "修路9公里。", "投入80万元。") == [
        "岳村镇",
        "岳村镇",
    ]
