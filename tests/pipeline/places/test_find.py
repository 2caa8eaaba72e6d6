from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.places.find import find_places
from archive.pipeline.places.gazetteer_files import load_gazetteer
from archive.pipeline.places.rules import PlaceRule, load_place_rules
from archive.pipeline.text.folding import fold_marks
from archive.pipeline.values import Page, PlaceAlias, PlaceBasis, PlaceLevel
from archive.resources import DATA
from tests.pipeline.named_texts import (
    GAZETTEER,
    GoldArticle,
    gold_articles,
    one_page,
    places_in,
    towns_in,
)

GOLD = list(gold_articles())
RULES = load_place_rules().rows
LEVELS = {"township": "town", "county": "county", "city": "city", "province": "province"}
# Not told from other words: 太平庄 (北太平庄村 in the table) and one 石佛店 without its 村.
_UNTOLD = {"太平庄", "石佛店村"}


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article.id)
def test_every_town_of_the_seeds_is_found_in_its_county_and_no_other(article: GoldArticle) -> None:
    found = find_places(article.page, article.draft, article.text, GAZETTEER)

    towns = {(place.name, place.county) for place in found if place.level is PlaceLevel.TOWN}
    assert towns == {
        (place["name"], place["parents"][0])
        for place in article.gold["places"]
        if place["level"] == "township"
    }
    assert all(place.code is not None for place in found)


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article.id)
def test_every_mention_in_the_seeds_is_where_the_gold_has_it(article: GoldArticle) -> None:
    found = find_places(article.page, article.draft, article.text, GAZETTEER)

    printed = {
        (place.name, place.level.value): Counter(
            article.text[span.start : span.end] for span in place.mentions
        )
        for place in found
        if place.level is not PlaceLevel.VILLAGE
    }
    assert printed == {
        (place["name"], LEVELS[place["level"]]): Counter(place["surface_counts"])
        for place in article.gold["places"]
        if place["level"] in LEVELS
    }


@pytest.mark.parametrize("article", GOLD, ids=lambda article: article.id)
def test_the_villages_of_the_seeds_are_found_as_often_as_they_are_printed(
    article: GoldArticle,
) -> None:
    found = find_places(article.page, article.draft, article.text, GAZETTEER)

    villages = {p.name: p for p in found if p.level is PlaceLevel.VILLAGE}
    wanted = [place for place in article.gold["places"] if place["level"] == "village"]
    told = {
        (place["name"] if place["name"] in villages else place["name"] + "村"): sum(
            place["surface_counts"].values()
        )
        for place in wanted
        if place["name"] not in _UNTOLD
    }
    assert {name: len(p.mentions) for name, p in villages.items() if name not in _UNTOLD} == told
    assert all(p.code for p in villages.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_row_finds_its_example_and_not_its_counterexample(rule: PlaceRule) -> None:
    assert rule.place in places_in(rule.positive)

    found = places_in(rule.negative)
    printed = {
        rule.negative[span.start : span.end] for place in found.values() for span in place.mentions
    }
    assert (rule.surface not in printed) if rule.surface else (rule.place not in found)


def test_the_county_printed_before_a_town_decides() -> None:
    assert towns_in("襄城县城关镇便民服务中心") == {"城关镇": "411025001"}
    assert towns_in("新郑市新村镇的干部") == {"新村镇": "410184101"}


def test_a_chain_of_short_names_leads_to_the_town() -> None:
    found = places_in("近年來,山西大同新榮區古店鎮黨委堅持黨建統領")

    assert [(p.name, p.code) for p in found.values()] == [
        ("山西省", "14"),
        ("大同市", "1402"),
        ("新荣区", "140212"),
        ("古店镇", "140212101"),
    ]
    assert found["古店镇"].basis is PlaceBasis.STATED


def test_a_county_without_its_word_counts_right_before_its_town() -> None:
    assert towns_in("走进河南中牟刘集镇") == {"刘集镇": "410122112"}


def test_a_town_whose_county_contradicts_every_candidate_stays_open() -> None:
    found = places_in("中牟县古店镇党委抓党建。古店镇的干部说")

    assert found["古店镇"].code is None
    assert found["古店镇"].county == "中牟县"
    assert "140212101" in found["古店镇"].candidates
    assert len(found["古店镇"].mentions) == 2


def test_a_renamed_town_keeps_the_name_on_the_page_and_takes_the_code_of_today() -> None:
    assert towns_in("行走在禹州市褚河镇吴湾社区") == {"褚河镇": "411081005"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("武汉市江汉区汉兴街道", "420103013"), ("上海市徐汇区斜土街道", "310104007")],
)
def test_a_subdistrict_drops_the_street_it_is_named_for(text: str, code: str) -> None:
    assert list(towns_in(f"{text}党工委").values()) == [code]


def test_a_citys_short_name_gives_way_to_a_town_that_begins_with_it() -> None:
    found = places_in(
        "石渠县长沙贡玛乡党委抓党建。", "走进长沙贡玛,为长沙贡玛授旗,长沙贡玛小学也来了。"
    )

    assert "长沙市" not in found
    assert len(found["长沙贡玛乡"].mentions) == 3


def test_a_name_that_ends_a_word_begun_before_it_is_none() -> None:
    assert towns_in("枫泾展示江南古镇魅力") == {}
    assert towns_in("走进南古镇。南古镇党委开会。") == {"南古镇": "620722104"}


def test_a_name_that_folding_changes_is_found_and_kept_as_the_table_writes_it() -> None:
    assert towns_in("惠水县濛江街道同心社区") == {"濛江街道": "522731002"}


def test_a_way_to_run_a_county_is_no_town_of_it() -> None:
    assert towns_in("成都市统筹城乡和农业委员会") == {}


def test_a_district_of_the_capital_is_a_town_in_its_own_reports() -> None:
    assert towns_in("北京市海淀区上庄镇某村") == {"上庄镇": "110108030"}


def test_a_county_under_its_former_rank_still_holds_its_towns() -> None:
    found = places_in("龙南县龙南镇党委书记")

    assert (found["龙南县"].code, found["龙南镇"].code) == ("360783", "360783100")


def test_a_renaming_is_never_assumed_without_the_county() -> None:
    assert towns_in("行走在褚河镇吴湾社区") == {}


def test_the_clause_then_the_byline_then_the_page_decide_for_a_shared_name() -> None:
    assert towns_in("在中牟县,干部来到刘集镇调研") == {"刘集镇": "410122112"}
    assert towns_in("刘集镇狠抓党建。", byline="中牟县委组织部 张三") == {"刘集镇": "410122112"}
    assert towns_in("刘集镇狠抓党建。", "这一做法在中牟县推广。") == {"刘集镇": "410122112"}


def test_a_shared_name_with_nothing_to_decide_keeps_its_candidates() -> None:
    found = places_in("刘集镇狠抓党建。")["刘集镇"]

    assert found.code is None
    assert len(found.candidates) > 2


def test_the_only_town_of_that_name_needs_no_county_unless_the_page_is_about_another_city() -> None:
    assert towns_in("狼城岗镇党建工作稳步推进") == {"狼城岗镇": "410122103"}
    assert towns_in("襄城县召开会议。狼城岗镇党建工作稳步推进") == {"狼城岗镇": None}


def test_two_towns_of_one_name_in_one_article_stay_apart() -> None:
    page, draft, text = one_page("襄城县城关镇的干部到阜康市城关镇学习。")

    found = find_places(page, draft, text, GAZETTEER)

    assert [p.code for p in found if p.name == "城关镇"] == ["411025001", "652302101"]


def test_a_shared_district_is_told_by_the_town_in_it() -> None:
    assert places_in("普陀区长征镇举行会议")["普陀区"].code == "310107"


def test_the_office_of_a_subdistrict_is_the_subdistrict() -> None:
    found = places_in("魏都区西关街道办事处许烟社区")["西关街道"]

    assert found.code == "411002003"
    assert len("西关街道办事处") == found.mentions[0].end - found.mentions[0].start


@pytest.mark.parametrize(
    "text",
    [
        "确定为省级示范镇、乡村振兴示范镇",
        "建设宜居乡村,发展乡村旅游",
        "五是镇党委着力抓落实",
        "对于家乡的热爱",
        "齐河:生态赋能长寿乡",
        "北京房山暴雨,周口店镇政府和公路部门已到场",
    ],
)
def test_a_false_friend_is_no_town(text: str) -> None:
    assert towns_in(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "驻区单位许昌卷烟厂",
        "中牟时报 梁姗",
        "中新網山西 2022-09-28",
        "还创办《古店周刊》",
        "扩大同城效应",
    ],
)
def test_a_name_inside_an_organisation_is_no_mention(text: str) -> None:
    assert places_in(text) == {}


def test_destinations_of_a_study_trip_are_cities_not_towns() -> None:
    found = places_in("组织党员群众赴郑州、新乡等教育基地学习")

    assert {name: place.level for name, place in found.items()} == {
        "郑州市": PlaceLevel.CITY,
        "新乡市": PlaceLevel.CITY,
    }


def test_a_town_named_once_is_known_by_its_stem() -> None:
    text = "中牟县雁鸣湖镇建设大美雁鸣湖,雁鸣湖党委下乡调研,雁鸣湖小学放假"

    assert [text[s.start : s.end] for s in places_in(text)["雁鸣湖镇"].mentions] == [
        "雁鸣湖镇",
        "雁鸣湖",
        "雁鸣湖",
    ]


def test_words_for_the_town_are_kept_apart_from_its_name() -> None:
    text = "中牟县刘集镇开会。我镇今年投入大,全镇党员到场,全市也一样"

    found = places_in(text)

    assert [text[s.start : s.end] for s in found["刘集镇"].inferred] == ["我镇", "全镇"]
    assert [text[s.start : s.end] for s in found["刘集镇"].mentions] == ["刘集镇"]


def test_a_word_for_the_town_means_the_one_named_last() -> None:
    text = "中牟县刘集镇开会。该镇有经验。中牟县狼城岗镇也开会。该镇有党员"

    found = places_in(text)

    assert len(found["刘集镇"].inferred) == len(found["狼城岗镇"].inferred) == 1


def test_whole_city_means_the_city_that_holds_the_places_named() -> None:
    found = places_in("许昌市襄城县、魏都区,以及禹州市都有做法。全市推广")

    assert len(found["许昌市"].inferred) == 1
    assert found["禹州市"].inferred == ()


def test_mentions_count_in_the_source_where_a_line_break_was_dropped() -> None:
    page, draft, text = one_page("中牟县雁鸣湖镇党委")

    [county, town] = find_places(page, draft, text, GAZETTEER)

    assert [text[s.start : s.end] for s in (*county.mentions, *town.mentions)] == [
        "中牟县",
        "雁鸣湖镇",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="中牟县雁鸣湖镇襄城关许昌市我全的,。刘集鎮縣“”", max_size=60))
def test_every_span_prints_its_place(text: str) -> None:
    page, draft, source = one_page(text or "空")

    for place in find_places(page, draft, source, GAZETTEER):
        assert place.mentions
        for span in place.mentions:
            printed = fold_marks(source[span.start : span.end])
            assert printed[:1] == place.name[:1]


def test_a_name_staff_added_stands_though_it_has_no_word_for_a_town() -> None:
    article = one_page("柳屯公社的党员修好了水渠。来到中牟县柳屯公社，水渠通了。")
    gazetteer = load_gazetteer(DATA, (PlaceAlias("柳屯公社", "410122103"),))

    [place] = [p for p in find_places(*article, gazetteer) if p.level is PlaceLevel.TOWN]

    assert (place.code, len(place.mentions)) == ("410122103", 2)
    assert not any(p.level is PlaceLevel.TOWN for p in find_places(*article, GAZETTEER))


def test_a_district_whose_name_begins_inside_a_word_is_none() -> None:
    assert list(places_in("中牟县有村227个,其中山区村93个。")) == ["中牟县"]


def test_a_town_of_a_page_is_in_the_county_of_the_pages_other_towns() -> None:
    lines = ["雁鸣湖乡抓党建。", "姚家镇、刁家乡、雁鸣湖镇、狼城岗镇见实效。"]
    pages = [one_page(line) for line in lines]
    drafts = tuple(draft for _, draft, _ in pages)
    page = Page(drafts)

    alone = find_places(pages[0][0], drafts[0], lines[0], GAZETTEER)
    found = find_places(page, drafts[0], "\n".join(lines), GAZETTEER)

    assert [place.county for place in alone] != ["中牟县"]
    assert [place.county for place in found] == ["中牟县"]
