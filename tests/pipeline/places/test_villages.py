from __future__ import annotations

from itertools import pairwise

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.places.find import find_places
from archive.pipeline.places.village_rules import VillageRule, load_village_rules
from archive.pipeline.values import PlaceBasis, PlaceFinding, PlaceLevel
from tests.pipeline.named_texts import GAZETTEER, one_page, places_in

LAKE = "中牟县雁鸣湖镇党委抓党建。"


def villages_in(*paragraphs: str) -> dict[str, PlaceFinding]:
    """The villages found in a small article, by name."""
    found = places_in(*paragraphs)
    return {name: place for name, place in found.items() if place.level is PlaceLevel.VILLAGE}


def codes_in(*paragraphs: str) -> dict[str, str | None]:
    return {name: place.code for name, place in villages_in(*paragraphs).items()}


@pytest.mark.parametrize("rule", load_village_rules().rows, ids=lambda rule: rule.id)
def test_each_row_matches_its_example_and_not_its_counterexample(rule: VillageRule) -> None:
    assert rule.pattern.search(rule.positive)
    assert not rule.pattern.search(rule.negative)


def test_a_village_behind_its_town_has_the_code_of_the_table() -> None:
    village = villages_in("中牟县雁鸣湖镇朱固村成立合作社")["朱固村"]

    assert village.code == "410122114201"
    assert village.basis is PlaceBasis.STATED
    assert (village.county, village.city, village.province) == ("中牟县", "郑州市", "河南省")


def test_a_village_of_the_articles_town_needs_no_town_before_it() -> None:
    village = villages_in(LAKE, "去年,朱固村成立合作社")["朱固村"]

    assert village.code == "410122114201"
    assert village.basis is PlaceBasis.IMPLIED


@pytest.mark.parametrize("printed", ["朱固村", "朱固社区", "朱固村委会"])
def test_a_village_may_be_printed_with_another_word(printed: str) -> None:
    assert list(codes_in(LAKE, f"走进{printed},处处是景").values()) == ["410122114201"]


def test_a_list_prints_villages_without_their_word() -> None:
    found = villages_in(LAKE, "形成了以小店、朱固为代表的采摘园")

    assert {name: place.code for name, place in found.items()} == {
        "小店村": "410122114217",
        "朱固村": "410122114201",
    }


def test_a_stem_alone_is_no_village() -> None:
    assert codes_in(LAKE, "群众到小店买菜,到朱固亲戚家") == {}


def test_only_the_county_that_has_one_such_village_gives_its_code() -> None:
    assert codes_in("兰考县召开会议。", "到张庄村调研。张庄村很美。")["张庄村"] is None
    assert codes_in("中牟县召开会议。", "到张庄村调研。张庄村很美。") == {"张庄村": "410122114208"}


def test_the_same_name_in_two_towns_is_two_villages() -> None:
    page, draft, text = one_page("兰考县堌阳镇张庄村与东坝头镇张庄村结对。")

    found = find_places(page, draft, text, GAZETTEER)

    villages = [p for p in found if p.level is PlaceLevel.VILLAGE]
    assert len({village.code for village in villages}) == 2


def test_a_name_no_table_has_looks_like_a_village_by_place_and_form() -> None:
    village = villages_in("中牟县雁鸣湖镇瓦岗寨村成立合作社")["瓦岗寨村"]

    assert village.code is None
    assert village.basis is PlaceBasis.LOOKS
    assert village.county == "中牟县"


def test_behind_its_town_a_name_no_table_has_needs_no_usual_ending() -> None:
    assert codes_in("中牟县雁鸣湖镇通达村的公开栏前") == {"通达村": None}
    assert codes_in("中牟县雁鸣湖镇动员村、社区,雁鸣湖镇培训村党支部书记") == {}


def test_an_unusual_name_without_a_known_place_counts_once_it_is_printed_twice() -> None:
    assert codes_in("大猛村投产。") == {}
    assert codes_in("大猛村投产。大猛村分红。") == {"大猛村": None}


@pytest.mark.parametrize(
    "text",
    ["全镇19个行政村", "轮训村两委干部", "扶持村集体经济", "法治治村,聚力", "结合镇村实际",
     "10万元以上的村", "去年村党支部", "各村开展", "建设宜居宜业和美乡村", "打造和美乡村",
     "联合社区开展活动", "推进智慧社区建设", "中央农村工作会议", "选派驻村干部", "发展乡村旅游",
     "把示范村、先进村连成片", "岳村镇投入"],
)  # fmt: skip
def test_a_run_of_words_that_ends_in_village_is_none(text: str) -> None:
    assert codes_in(text) == {}
    assert codes_in(LAKE + text + "。" + text) == {}


def test_the_word_for_a_kind_of_village_is_none_behind_a_town_either() -> None:
    assert codes_in("中牟县雁鸣湖镇示范村、雁鸣湖镇各村、雁鸣湖镇中心村") == {}


def test_a_village_told_by_its_town_is_surer_than_one_that_only_looks_like_one() -> None:
    found = villages_in("中牟县雁鸣湖镇朱固村、瓦岗寨村成立合作社")

    assert found["朱固村"].confidence > found["瓦岗寨村"].confidence
    assert {each.rule for each in found["朱固村"].evidence} >= {
        "village.table",
        "village.behind_town",
    }


@settings(max_examples=60)
@given(st.text(alphabet="雁鸣湖镇朱固村小店杏街丁、和,。社区中牟县九堡", max_size=60))
def test_a_village_stands_where_its_mentions_say_and_crosses_no_other_place(text: str) -> None:
    page, draft, source = one_page(LAKE, text)

    found = find_places(page, draft, source, GAZETTEER)

    spans = sorted(span for place in found for span in place.mentions)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    for place in found:
        if place.level is PlaceLevel.VILLAGE and place.code:
            assert place.code.startswith("410122")


def test_traditional_text_names_the_same_villages() -> None:
    simplified = "中牟县雁鸣湖镇党委抓党建。朱固村、闫砦村的群众到韩寨、岳庄参观。"

    assert codes_in(opencc.OpenCC("s2t").convert(simplified)) == codes_in(simplified)
    assert len(codes_in(simplified)) == 4


def test_a_village_may_stand_behind_what_describes_it() -> None:
    found = villages_in("中牟县雁鸣湖镇修路,邻近的黑沟村也修路")

    assert found["黑沟村"].code is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("去年,十里回族村成立合作社。", "十里回族村"),
        ("去年,三洞村成立合作社。", "三洞村"),
        ("去年,芦苇村党支部书记张明远说,收成好。", "芦苇村"),
        ("去年,农兴岗村成立合作社。", "农兴岗村"),
    ],
)
def test_a_village_no_table_has_is_told_by_its_name_or_its_secretary(text: str, name: str) -> None:
    assert name in villages_in(LAKE, text)


@pytest.mark.parametrize(
    "text",
    [
        "去年,配强村党支部书记队伍。",
        "去年,现任村党支部书记张明远说,收成好。",
        "去年,责任人是村党支部书记张明远。",
        "去年,三个村成立合作社。",
        "去年,农民村务公开。",
    ],
)
def test_words_before_a_secretary_are_no_village(text: str) -> None:
    assert villages_in(LAKE, text) == {}


@pytest.mark.parametrize("before", ["像", "漫步"])
def test_a_verb_before_a_village_is_no_part_of_its_name(before: str) -> None:
    found = villages_in("中牟县抓党建", f"{before}瓦岗村,处处是景。瓦岗村变了样")

    assert set(found) == {"瓦岗村"}
