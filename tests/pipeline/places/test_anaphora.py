from __future__ import annotations

import pytest

from tests.pipeline.named_texts import one_page, places_in


def inferred_in(*paragraphs: str, byline: str | None = None) -> dict[str, list[str]]:
    """What each place is called without being named, as printed."""
    _, _, text = one_page(*paragraphs, byline=byline)
    return {
        name: [text[span.start : span.end] for span in place.inferred]
        for name, place in places_in(*paragraphs, byline=byline).items()
        if place.inferred
    }


@pytest.mark.parametrize("words", ["我镇", "该镇", "全镇", "本镇"])
def test_a_word_for_a_town_means_the_town_of_the_article(words: str) -> None:
    assert inferred_in("中牟县刘集镇抓党建。", f"{words}培训党员。") == {"刘集镇": [words]}


def test_our_town_is_the_one_of_the_byline_and_that_town_the_last_one_named() -> None:
    paragraphs = ("雁鸣湖镇来学习。", "该镇派人,我镇接待。", "镇里安排午饭。", "全镇动员。")

    found = inferred_in(*paragraphs, byline="中牟县刘集镇党委书记 张三")

    assert found == {"雁鸣湖镇": ["该镇"], "刘集镇": ["我镇", "镇", "全镇"]}


def test_the_whole_town_is_the_one_its_paragraph_names() -> None:
    found = inferred_in("雁鸣湖镇抓党建,全镇动员。", byline="中牟县刘集镇党委书记 张三")

    assert found == {"雁鸣湖镇": ["全镇"]}


def test_a_village_is_meant_by_the_words_for_it() -> None:
    found = inferred_in("中牟县雁鸣湖镇朱固村成立合作社,该村分红,村里热闹。全村入股。")

    assert found == {"朱固村": ["该村", "村", "全村"]}


def test_a_county_is_meant_by_its_own_organs() -> None:
    assert inferred_in("中牟县抓党建。", "县财政每年安排,县委部署。") == {"中牟县": ["县", "县"]}


def test_our_city_is_the_one_that_holds_most_of_the_places() -> None:
    found = inferred_in("禹州市韩城街道、襄城县湛北乡都在许昌市。禹州市先行,我市跟进。")

    assert found == {"许昌市": ["我市"]}


@pytest.mark.parametrize(
    "text", ["全区域推进", "全市场监管", "该县城改造", "全乡村覆盖", "农村里的人", "乡镇党委"]
)
def test_other_words_mean_no_place(text: str) -> None:
    assert inferred_in("中牟县刘集镇、郑州市、金水区、官渡镇。", text) == {}


def test_a_word_for_a_level_no_place_has_means_nothing() -> None:
    assert inferred_in("中牟县刘集镇抓党建。", "全乡动员,该街道行动。") == {}


def test_words_with_up_in_town_mean_the_town() -> None:
    found = inferred_in("中牟县雁鸣湖镇抓党建。", "镇上修路,大事由镇上办,镇上级领导来了。")

    assert found == {"雁鸣湖镇": ["镇", "镇"]}


def test_the_whole_city_is_the_one_its_sentence_names_before() -> None:
    found = inferred_in("河北省保定市涞水县、涿州市抓党建。", "目前,北京市派人,全市排查点位。")

    assert found == {"北京市": ["全市"]}


def test_the_whole_town_is_not_the_last_of_a_list() -> None:
    found = inferred_in("中牟县刘集镇抓党建,与雁鸣湖镇、姚家镇结对,全镇动员。")

    assert found == {"刘集镇": ["全镇"]}


def test_the_whole_towns_village_economy_is_the_towns() -> None:
    assert inferred_in("中牟县刘集镇抓党建。", "全镇村集体经济增收,全镇村民欢喜。") == {
        "刘集镇": ["全镇"]
    }


def test_words_for_a_village_mean_none_before_one_is_named() -> None:
    found = inferred_in(
        "中牟县抓党建,村里热闹,村党支部牵头。", "雁鸣湖镇朱固村成立合作社,村集体增收。"
    )

    assert found == {"朱固村": ["村"]}


def test_words_for_a_village_mean_none_that_a_larger_place_has_followed() -> None:
    assert inferred_in("雁鸣湖镇朱固村分红。", "中牟县抓党建。", "村党支部书记轮训。") == {}


def test_a_post_behind_a_quotation_means_the_place() -> None:
    found = inferred_in("中牟县刘集镇抓党建。", "“路好走了。”镇党委书记张明远说。")

    assert found == {"刘集镇": ["镇"]}
