from __future__ import annotations

import pytest

from archive.pipeline.values import AsideReason, Band, ProgramKind, band_of
from tests.pipeline.named_texts import programs_in
from tests.pipeline.programs.test_find import reading_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("村党支部组织“锄头队”代耕代种，党员带头。", ProgramKind.INSTITUTION),
        ("镇里组织党员干部开展“板凳夜话”一百场次，党员带头。", ProgramKind.CAMPAIGN),
        ("村党支部设立“道德银行”，党员带头存分。", ProgramKind.BRAND),
        ("镇党委的办法叫“红色网格+扶贫专员”：每格一名党员。", ProgramKind.METHOD),
        ("镇党委的做法是“两委当家、党员跑腿”。村民都说好。", ProgramKind.METHOD),
        ("县委持续推进“三抓三强”，党员带头。", ProgramKind.METHOD),
        ("党支部开会有个名堂，叫“村民七步议事法”：提议、讨论、决议。", ProgramKind.METHOD),
    ],
)
def test_a_label_without_a_head_noun_is_a_program_where_much_speaks_for_it(
    text: str, kind: ProgramKind
) -> None:
    [found] = programs_in(text).values()

    assert found.kind is kind
    assert band_of(found.confidence) is not Band.DOUBTFUL


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("村党支部让“土坷垃”变成了“金疙瘩”，党员带头。", "金疙瘩", AsideReason.SAYING),
        ("党员王大爷感叹：“锄头换票子”，村民都笑了。", "锄头换票子", AsideReason.SAYING),
        ("村党支部荣获全省“红旗队”，党员带头。", "红旗队", AsideReason.HONOUR),
        ("党支部围绕“产业怎么兴”讨论，党员带头。", "产业怎么兴", AsideReason.TOPIC),
        ("红雁农业公司（以下简称“红雁合作社”）与村党支部结对。", "红雁合作社", AsideReason.NAME),
    ],
)
def test_a_label_that_stays_unlikely_is_set_aside_with_its_reason(
    text: str, label: str, reason: AsideReason
) -> None:
    reading = reading_of(text)

    assert label not in {finding.name.strip("“”") for finding in reading.findings}
    assert reason in {each.reason for each in reading.set_aside if each.text == label}


def test_a_verb_before_a_list_introduces_each_of_its_labels() -> None:
    found = programs_in("镇党委推行“板凳连心”“田头问计”“灯下算账”，党员带头。")

    assert set(found) == {"“板凳连心”", "“田头问计”", "“灯下算账”"}


def test_a_colon_in_a_headline_announces_no_speech() -> None:
    reading = reading_of("某某镇党委：“三个聚焦”助力强村", "全镇党员种茶三百亩。", headline=True)

    assert [finding.name for finding in reading.findings] == ["“三个聚焦”"]


def test_a_label_told_again_with_its_head_noun_is_one_program_under_that_name() -> None:
    [found] = programs_in(
        "镇党委推行“板凳连心”。村民说好。", "“板凳连心”工作法已有三年，党员带头。"
    ).values()

    assert found.name == "“板凳连心”工作法"
    assert len(found.mentions) == 2


def test_the_last_label_of_a_list_of_parts_is_no_program_of_its_own() -> None:
    found = programs_in("形成居民“点单”、社区“派单”、党员“送单”的服务模式，村民都说好。")

    assert list(found) == ["居民“点单”、社区“派单”、党员“送单”服务模式"]


def test_steps_and_lists_of_one_campaign_need_no_quotation_marks() -> None:
    found = programs_in(
        "镇党委用看、听、问、切四步工作法评估。",
        "全镇开展安康街巷、安康院落、安康楼栋创建活动，党员带头。",
    )

    assert {name: each.kind for name, each in found.items()} == {
        "四步工作法": ProgramKind.METHOD,
        "安康街巷、安康院落、安康楼栋创建活动": ProgramKind.CAMPAIGN,
    }


def test_a_document_may_end_in_its_years_and_holds_no_plan_of_its_own() -> None:
    found = programs_in("镇党委制定《村级集体经济“红雁”三年规划（2016—2018年）》，党员带头。")

    assert list(found) == ["《村级集体经济“红雁”三年规划（2016—2018年）》"]


def test_branches_that_villages_set_up_together_are_named_without_marks() -> None:
    found = programs_in("联合五个村组建红雁小镇联村党委，党员带头。")

    assert found["红雁小镇联村党委"].kind is ProgramKind.INSTITUTION


def test_a_label_an_article_keeps_coming_back_to_is_a_program() -> None:
    once = reading_of("“柳岸同心”让山村变了样，党员带头，村民跟上。")
    often = reading_of(
        "某某村的“柳岸同心”",
        "“柳岸同心”让山村变了样，党员带头。村民都夸“柳岸同心”办得好，“柳岸同心”还要办下去。",
        headline=True,
    )

    assert once.findings == ()
    assert [finding.name for finding in often.findings] == ["“柳岸同心”"]


def test_parts_told_beside_a_formula_make_it_a_program() -> None:
    found = programs_in("村民常说“三帮”，即帮耕地、帮收粮、帮看病，党员带头。")

    assert list(found) == ["“三帮”"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("镇党委建立“大山乡”工作格局，党员带头", "“大山乡”工作格局"),
        ("村里实行“一长四员+N”措施，党员带头", "“一长四员+N”措施"),
        ("村里定下“五三二”的规矩，党员都认", "“五三二”规矩"),
        ("县里组织“板凳问政”恳谈会，党员都来", "“板凳问政”恳谈会"),
        ("街道成立“红雁”功能型党支部，党员报到", "“红雁”功能型党支部"),
        ("村里二十名党员的“领头羊”小分队上门修灯", "“领头羊”小分队"),
        ("镇里设立“柳岸助学”基金，党员捐款", "“柳岸助学”基金"),
        ("全县推行“灶头算账”积分管理，党员带头", "“灶头算账”积分管理"),
        ("村里建立“五项清单”，党员照单办事", "“五项清单”"),
    ],
)
def test_head_nouns_of_ways_bodies_and_lists_make_a_label_a_program(text: str, name: str) -> None:
    assert list(programs_in(text)) == [name]


def test_a_demonstration_village_is_another_program_than_the_brand_it_shows() -> None:
    found = programs_in("镇党委擦亮“红雁”品牌，党员带头。", "再建“红雁”示范村十个，党员带头。")

    assert set(found) == {"“红雁”品牌", "“红雁”示范村"}


def test_a_document_may_end_in_quoted_articles_and_an_edition() -> None:
    found = programs_in("县委印发《红雁县引才“十条”》和《网格员操作手册（2.0版）》，党员照办。")

    assert {"《红雁县引才“十条”》", "《网格员操作手册（2.0版）》"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "全镇持续推进农村人居环境整治，党员带头。",
        "村里扎实推进“美丽乡村”建设，党员带头。",
        "镇里建立长效管护机制，党员带头。",
    ],
)
def test_a_general_drive_is_a_topic_and_no_program(text: str) -> None:
    assert programs_in(text) == {}


def test_tiers_that_are_named_and_counted_make_a_system() -> None:
    found = programs_in("构建乡党委—片区党总支—屋场党小组三级组织网络，组建屋场党小组四十个。")

    assert list(found) == ["乡党委—片区党总支—屋场党小组三级组织网络", "屋场党小组"]
