from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.pipeline.programs.find import ProgramReading, load_lexicon, read_programs
from archive.pipeline.programs.standing import Standing, load_standing, trie_pattern
from archive.pipeline.text.rule_tables import BadRuleTable
from archive.pipeline.values import AsideReason, ProgramEntry, ProgramKind
from archive.resources import RULES
from tests.pipeline.named_texts import LEXICON, one_page, programs_in

ENTRIES = list({known.name: known for known in LEXICON.known.by_form.values()}.values())


def read_with(text: str, *entries: ProgramEntry) -> ProgramReading:
    _, draft, source = one_page(text)
    return read_programs(draft, source, load_lexicon(RULES, entries))


def test_the_lexicon_knows_the_national_programs() -> None:
    assert len(ENTRIES) >= 150
    assert sum(bool(known.source) for known in ENTRIES) >= 80
    assert all(known.national for known in ENTRIES)


def is_found(form: str, known: Standing) -> bool:
    name = f"“{form}”" if form in known.quoted else form
    found = programs_in(f"党支部认真抓{name}，党员都说好")
    finding = found.get(known.name)
    return (
        finding is not None
        and finding.standing
        and finding.kind is known.kind
        and known.rule in {each.rule for each in finding.evidence}
    )


def test_each_form_is_its_program_in_a_sentence() -> None:
    forms = LEXICON.known.by_form.items()

    assert [form for form, known in forms if not is_found(form, known)] == []


def is_well_formed(known: Standing) -> bool:
    years = known.years
    return (
        set(known.quoted) <= set(known.forms)
        and (years is None or 1921 <= years[0] <= years[1])
        and (not known.source or bool(re.fullmatch("《[^《》]+》(?:（[0-9]{4}）)?", known.source)))
    )


def test_each_entry_is_well_formed() -> None:
    assert [known.name for known in ENTRIES if not is_well_formed(known)] == []


def test_an_ordinary_phrase_counts_only_between_marks() -> None:
    assert programs_in("驻村第一书记说，投资千万工程款") == {}
    assert list(programs_in("学习“千万工程”经验")) == ["千村示范、万村整治"]


def test_marks_inside_a_name_do_not_hide_it() -> None:
    text = "开展“两学一做”学习教育和“不忘初心、牢记使命”主题教育"

    found = programs_in(text)

    assert {name: [text[s.start : s.end] for s in f.mentions] for name, f in found.items()} == {
        "两学一做": ["“两学一做”学习教育"],
        "不忘初心、牢记使命主题教育": ["“不忘初心、牢记使命”主题教育"],
    }


def test_what_staff_name_is_found_under_all_its_forms() -> None:
    entry = ProgramEntry("红雁行动", ProgramKind.CAMPAIGN, parent="党建+", aliases=("雁阵计划",))

    reading = read_with("村里启动雁阵计划。“红雁行动”好。“红雁”行动真好。", entry)

    [finding] = reading.findings
    assert (finding.name, finding.kind, finding.parent) == ("红雁行动", entry.kind, "党建+")
    assert len(finding.mentions) == 3
    assert not finding.standing
    assert [each.rule for each in finding.evidence] == ["staff-lexicon"]


def test_what_staff_set_aside_is_no_program_and_says_so() -> None:
    text = "村党支部落实三会一课，推行“板凳”工作法，党员带头"

    reading = read_with(text, ProgramEntry("三会一课", None), ProgramEntry("“板凳”工作法", None))

    assert reading.findings == ()
    assert [(each.text, each.reason) for each in reading.set_aside] == [
        ("“板凳”工作法", AsideReason.STAFF)
    ]


def test_staff_change_the_kind_of_a_national_program_with_its_aliases() -> None:
    entry = ProgramEntry("网格化管理", ProgramKind.INSTITUTION)

    [finding] = read_with("推进网格化服务管理", entry).findings

    assert (finding.name, finding.kind) == ("网格化管理", ProgramKind.INSTITUTION)


def test_a_form_written_twice_or_an_unknown_field_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "programs_standing.toml"
    row = '{ name = "甲乙", kind = "method" }'
    table.write_text(f"standing = [{row}, {row}]", "utf-8")
    with pytest.raises(BadRuleTable, match="甲乙"):
        load_standing(tmp_path, ())

    table.write_text('standing = [{ name = "甲乙", kind = "method", sorce = "" }]', "utf-8")
    with pytest.raises(BadRuleTable, match="sorce"):
        load_standing(tmp_path, ())

    table.write_text('standing = [{ name = "甲乙", kind = "metod" }]', "utf-8")
    with pytest.raises(BadRuleTable, match="甲乙"):
        load_standing(tmp_path, ())


def test_a_trie_prefers_the_longest_word_and_matches_nothing_for_none() -> None:
    pattern = re.compile(trie_pattern(["党建", "党建联席会议", "党务", "一+"]))

    assert [m.group() for m in pattern.finditer("党建联席会、党建联席会议、党务、一+")] == [
        "党建",
        "党建联席会议",
        "党务",
        "一+",
    ]
    assert re.search(trie_pattern([]), "党建") is None
