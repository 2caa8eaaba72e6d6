from __future__ import annotations

import pytest

from archive.pipeline.programs.find import find_programs
from archive.pipeline.values import Band, ProgramKind, band_of
from tests.pipeline.named_texts import LEXICON, one_page, programs_in


def kinds_in(text: str) -> dict[str, ProgramKind]:
    return {name: finding.kind for name, finding in programs_in(text).items()}


def test_the_longest_head_noun_on_the_right_ends_a_name() -> None:
    assert list(programs_in("党员组建“花农帮”志愿服务队，村民都说好")) == ["“花农帮”志愿服务队"]
    assert list(programs_in("深化“红雁”党建引领基层治理品牌建设，党员带头")) == []
    assert list(programs_in("推行“一网三员”网格治理工作机制，党员带头")) == [
        "“一网三员”网格治理工作机制"
    ]


@pytest.mark.parametrize("marks", ["“”", "‘’", "「」", "『』", '""'])
def test_any_quotation_marks_hold_a_label(marks: str) -> None:
    text = f"村党支部推行{marks[0]}板凳{marks[1]}工作法，党员带头"

    assert list(programs_in(text)) == ["“板凳”工作法"]


def test_marks_printed_the_wrong_way_round_hold_a_label_before_its_head_noun() -> None:
    found = programs_in("村党支部推行“板凳“工作法，又说“屋场“是好地方，党员带头")

    assert list(found) == ["“板凳”工作法"]


def test_the_mark_that_closes_a_speech_opens_no_label() -> None:
    text = '"日子好不好，看支部。"书记说，镇里推行"支部+农户"模式。'

    assert list(programs_in(text)) == ["“支部+农户”模式"]


def test_one_quoted_character_belongs_to_the_word_it_stands_in() -> None:
    found = programs_in("街道党委开展暖“新”行动，成立红帆“新”联盟志愿服务队。以“新”提“质”")

    assert list(found) == ["暖“新”行动", "红帆“新”联盟志愿服务队"]


def test_two_labels_share_one_head_noun_across_words() -> None:
    found = programs_in("通过干部“夜校”、村干部“早课”等形式培训党员")

    assert list(found) == ["干部“夜校”", "村干部“早课”"]


def test_a_head_noun_may_stand_before_the_label() -> None:
    assert kinds_in("党建品牌“红雁汇盟”越来越响，村民都知道") == {"“红雁汇盟”": ProgramKind.BRAND}


def test_a_verb_tells_the_kind_where_the_head_noun_is_weak() -> None:
    assert kinds_in("镇党委成立“红雁”项目，党员带头") == {"“红雁”项目": ProgramKind.INSTITUTION}
    assert kinds_in("镇党委推行“红雁”项目，党员带头") == {"“红雁”项目": ProgramKind.METHOD}
    assert kinds_in("镇党委的“红雁”项目，党员带头") == {"“红雁”项目": ProgramKind.CAMPAIGN}


def test_a_numeral_that_counts_nothing_makes_no_formula() -> None:
    assert programs_in("按照“统一”标准，党员带头") == {}
    assert list(programs_in("按照“五个统一”服务标准，党员带头")) == ["“五个统一”服务标准"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("形成群众点单、支部派单、党员接单的服务模式", "群众点单、支部派单、党员接单服务模式"),
        ("推出支部联建、产业联营、难题联办等机制", "支部联建、产业联营、难题联办"),
        ("实行党支部+合作社+农户的发展模式", "党支部+合作社+农户发展模式"),
        ("建立周提示、月例会、季督查的工作机制", "周提示、月例会、季督查工作机制"),
    ],
)
def test_parts_listed_before_a_head_noun_are_a_name(text: str, name: str) -> None:
    assert name in programs_in(f"镇党委{text}，党员带头")


def test_a_title_stands_under_the_program_it_names() -> None:
    found = programs_in("推进“红雁领航”工程，印发《“红雁领航”工程实施办法》和《村级档案管理办法》")

    assert {name: finding.parent for name, finding in found.items()} == {
        "“红雁领航”工程": None,
        "《“红雁领航”工程实施办法》": "“红雁领航”工程",
        "《村级档案管理办法》": None,
    }


def test_other_forms_of_a_name_are_its_aliases() -> None:
    text = "推进“红雁”先锋工程，党员都是红雁。“红雁先锋”工程好，“红雁”真好。"
    _, draft, source = one_page(text)

    findings = find_programs(draft, source, LEXICON)

    assert findings[0].name == "“红雁”先锋工程"
    assert findings[0].aliases == ("“红雁先锋”工程", "“红雁”")


def test_the_names_of_commerce_and_of_the_nation_are_doubtful() -> None:
    for text in (
        "这家上市企业推出“绿色出行”计划，股价上涨",
        "财政部启动“绿色通道”计划，各国关注",
        "球队公布“青苗”项目",
    ):
        for finding in programs_in(text).values():
            assert band_of(finding.confidence) is Band.DOUBTFUL
    [local] = programs_in("镇党委启动“绿色出行”计划，党员带头").values()
    assert band_of(local.confidence) is Band.SURE


def test_the_theme_of_one_event_is_less_sure_than_a_campaign() -> None:
    [event] = programs_in("村党支部开展“童心向党 欢乐一夏”主题活动，党员带头").values()
    [campaign] = programs_in("村党支部开展“三亮三比”活动，党员带头").values()

    assert band_of(event.confidence) is Band.LIKELY
    assert band_of(campaign.confidence) is Band.SURE


def test_points_of_the_evidence_add_up_to_the_confidence() -> None:
    [finding] = programs_in("镇党委推行“红雁”项目，党员带头").values()

    assert [each.rule for each in finding.evidence] == ["head-project", "verb-uses"]
    assert finding.confidence == sum(each.points for each in finding.evidence) / 100


@pytest.mark.parametrize(
    "text",
    [
        "党员践行“奉献、友爱”的志愿服务精神",
        "乡亲从“等人修”到“自己修、大家修”的行动转变，党员带头",
        "党支部遵循“为民、惠民”的创建宗旨",
        "网格员成了村里的“大管家”，党员都说好",
    ],
)
def test_a_head_noun_that_runs_on_into_another_word_is_none(text: str) -> None:
    assert programs_in(text) == {}
