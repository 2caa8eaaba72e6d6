from __future__ import annotations

from archive.pipeline.programs.find import find_programs
from archive.pipeline.values import Component, ProgramFinding
from tests.pipeline.named_texts import LEXICON, one_page, programs_in


def parts_of(*paragraphs: str) -> dict[str, str | None]:
    """The parts of the one program with parts, by name, each with the sentence that explains it."""
    _, draft, text = one_page(*paragraphs)
    [finding] = [f for f in find_programs(draft, text, LEXICON) if f.components]
    return {_printed(text, finding, part): _sentence(text, part) for part in finding.components}


def _printed(text: str, finding: ProgramFinding, part: Component) -> str:
    assert text[part.span.start : part.span.end] == part.name, finding.name
    return part.name


def _sentence(text: str, part: Component) -> str | None:
    return None if part.explained is None else text[part.explained.start : part.explained.end]


def test_a_list_after_a_formula_names_its_parts_and_later_sentences_explain_them() -> None:
    parts = parts_of(
        "镇党委推行“三联”工作法，即联产业、联治理、联服务，党员带头。联产业就是建大棚。其他的以后再说。",
        "联服务是上门办事。",
    )

    assert parts == {"联产业": "联产业就是建大棚。", "联治理": None, "联服务": "联服务是上门办事。"}


def test_a_digit_counts_one_part() -> None:
    parts = parts_of(
        "村里运用“1234”工作法，即“一个核心、两个平台、三支队伍、四项机制”，党员都说好。"
    )

    assert list(parts) == ["一个核心", "两个平台", "三支队伍", "四项机制"]


def test_parts_stand_in_brackets_after_a_name() -> None:
    parts = parts_of("以“三星”支部（过硬星、兴旺星、幸福星）创建为抓手，运用“三星”工作法。")

    assert list(parts) == ["过硬星", "兴旺星", "幸福星"]


def test_a_list_before_a_formula_holds_the_word_it_counts() -> None:
    parts = parts_of("全村形成为民办事、为民解忧、为民守夜的“三为”模式，党员带头。")

    assert list(parts) == ["为民办事", "为民解忧", "为民守夜"]


def test_numbered_sentences_explain_as_many_parts_as_the_label_counts() -> None:
    parts = parts_of(
        "镇党委推行“三强”工作法。一是强组织，把支部建在网格上。二是强产业，种茶三百亩。三是强服务。"
    )

    assert parts == {
        "强组织": "一是强组织，把支部建在网格上。",
        "强产业": "二是强产业，种茶三百亩。",
        "强服务": "三是强服务。",
    }


def test_sentences_that_open_with_the_counted_word_are_the_parts() -> None:
    parts = parts_of(
        "推行“两个聚焦”工作法，党员带头。聚焦教育引导，办好夜校。聚焦宣传倡导，走进农家。"
    )

    assert parts == {
        "聚焦教育引导": "聚焦教育引导，办好夜校。",
        "聚焦宣传倡导": "聚焦宣传倡导，走进农家。",
    }


def test_a_label_that_lists_has_its_own_parts() -> None:
    assert list(parts_of("推行“支部+合作社+农户”模式，党员带头")) == ["支部", "合作社", "农户"]


def test_a_list_of_another_length_gives_no_parts() -> None:
    [finding] = programs_in("推行“三联”工作法，即联产业、联治理，党员带头。").values()

    assert finding.components == ()


def test_parts_that_are_programs_stand_under_the_whole() -> None:
    found = programs_in("镇党委推行“两联”工作法，即“联产业”“联治理”。实施“联产业”行动，党员带头。")

    assert found["“联产业”行动"].parent == "“两联”工作法"
    assert found["“两联”工作法"].parent is None
