from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.programs.find import (
    ProgramReading,
    find_programs,
    fold_name,
    load_lexicon,
    read_programs,
)
from archive.pipeline.programs.rules import Example
from archive.pipeline.text.rule_tables import BadRuleTable
from archive.pipeline.values import (
    ArticleDraft,
    Passage,
    Piece,
    ProgramFinding,
    ProgramKind,
    Span,
)
from archive.resources import RULES
from tests.gold.score_extraction import Tally, score_programs
from tests.pipeline.named_texts import LEXICON, gold_articles, one_page, programs_in


def reading_of(*paragraphs: str, headline: bool = False) -> ProgramReading:
    """What is read of a small article; its first line is the title where `headline` is set."""
    _, draft, text = one_page(*paragraphs)
    if headline:
        draft = replace(draft, title=draft.paragraphs[0], paragraphs=draft.paragraphs[1:])
    return read_programs(draft, text, LEXICON)


def measure() -> Tally:
    """The scorer's count over the seed reports."""
    tally = Tally()
    for article in gold_articles():
        found = find_programs(article.draft, article.text, LEXICON)
        output = {
            "programs": [
                {
                    "name": finding.name,
                    "kind": finding.kind.value,
                    "mentions": [(span.start, span.end) for span in finding.mentions],
                }
                for finding in found
            ]
        }
        score_programs(article.gold, output, article.text, tally, article.id)
    return tally


def test_the_programs_of_the_seeds_are_found_and_little_else() -> None:
    figures = measure().figures()

    assert figures["program.recall"] >= 0.95
    assert figures["program.precision"] >= 0.95
    assert figures["program_kind.accuracy"] >= 0.95


def rules_of(findings: Iterable[ProgramFinding]) -> set[str]:
    return {each.rule for finding in findings for each in finding.evidence}


IN_HEADLINES = {"in-headline", "label-of-article", "plain-headline-formula"}


@pytest.mark.parametrize(
    "example",
    [e for e in LEXICON.examples if e.table not in ("aside", "plain")],
    ids=lambda example: example.id,
)
def test_each_row_finds_its_example_and_not_its_counterexample(example: Example) -> None:
    found = reading_of(example.positive, headline=example.id in IN_HEADLINES).findings
    if example.table == "signal":
        assert example.id in rules_of(found)
    elif example.finds is None:
        assert found
    else:
        assert fold_name(example.finds) in {fold_name(finding.name) for finding in found}

    wrong = reading_of(example.negative).findings
    if example.table == "generic":
        assert not wrong
    else:
        assert example.id not in rules_of(wrong)


@pytest.mark.parametrize(
    "example", [e for e in LEXICON.examples if e.table == "aside"], ids=lambda example: example.id
)
def test_each_row_sets_its_example_aside_and_not_its_counterexample(example: Example) -> None:
    reading = reading_of(example.positive)

    assert (example.finds, example.id) in {(each.text, each.rule) for each in reading.set_aside}
    assert fold_name(example.finds or "") not in {fold_name(f.name) for f in reading.findings}
    assert example.id not in {each.rule for each in reading_of(example.negative).set_aside}


@pytest.mark.parametrize(
    "example", [e for e in LEXICON.examples if e.table == "plain"], ids=lambda example: example.id
)
def test_each_row_weighs_its_example_and_not_its_counterexample(example: Example) -> None:
    reading = reading_of(example.positive, headline=example.id in IN_HEADLINES)
    other = reading_of(example.negative, headline=example.id in IN_HEADLINES)

    assert example.id in weighed_by(reading)
    if example.finds is not None:
        assert fold_name(example.finds) in {fold_name(each.name) for each in reading.findings}
    assert example.id not in weighed_by(other)


def weighed_by(reading: ProgramReading) -> set[str]:
    """The rows that spoke for the programs of a reading, and those that names were set aside by."""
    return rules_of(reading.findings) | {each.rule for each in reading.set_aside}


def test_quotation_marks_script_case_and_width_make_no_second_program() -> None:
    assert (
        fold_name("“五星支部”创建") == fold_name("‘五星’支部创建") == fold_name("「五星」支部創建")
    )
    assert fold_name("《古店周刊》") == fold_name("古店週刊")
    assert fold_name("“１＋Ｎ” 先锋行动") == fold_name("1+n先锋行动")


def test_near_misses_stay_apart() -> None:
    assert fold_name("一约五会") != fold_name("一约四会")
    assert fold_name("“补源”成长工程") != fold_name("“补源固基”工程")
    assert fold_name("党建+") != fold_name("党建")


@given(st.text(alphabet=st.characters(codec="gbk"), max_size=60))
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    text = "突出“一、三产业融合发展,助推提质增效。全面推广专业合作社绑定农户的“双绑”利益联结机制,推进多元化发展"

    found = programs_in(text)

    [finding] = found.values()
    assert finding.name == "“双绑”利益联结机制"
    assert [text[s.start : s.end] for s in finding.mentions] == ["“双绑”利益联结机制"]


def test_a_label_inside_a_quoted_speech_is_still_found() -> None:
    text = "“我们抢抓发展机遇,开展乡村振兴“五朵金花”评选活动等措施,吸引人才返乡。”书记说"

    assert list(programs_in(text)) == ["“五朵金花”评选活动"]


def test_labels_of_one_list_share_its_head_noun() -> None:
    found = programs_in("持续健全完善“五联”“六抓”“七评”等基层组织制度")

    assert {name: finding.kind for name, finding in found.items()} == {
        "“五联”": ProgramKind.INSTITUTION,
        "“六抓”": ProgramKind.INSTITUTION,
        "“七评”": ProgramKind.INSTITUTION,
    }


def test_what_stands_under_an_umbrella_names_it_as_parent() -> None:
    found = programs_in("做好“黨建+”融合文章,構建“黨建+集體經濟”模式、“黨建+有效治理”模式")

    assert {name: finding.parent for name, finding in found.items()} == {
        "党建+": None,
        "“党建+集体经济”模式": "党建+",
        "“党建+有效治理”模式": "党建+",
    }


def test_two_ways_of_writing_one_name_are_one_program_with_all_its_mentions() -> None:
    text = "以“五星支部”创建为抓手,既要抓“五星支部”建设又要抓经济,“五星支部”很好"

    [finding] = programs_in(text).values()

    assert finding.kind is ProgramKind.CAMPAIGN
    assert len(finding.mentions) == 3


def test_a_rhythm_closed_by_a_mechanism_is_a_method_of_its_own() -> None:
    found = programs_in("建立月调度、季督导、年考评的工作推进机制,通过讲座动员")

    assert list(found) == ["月调度、季督导、年考评工作推进机制"]


def test_a_document_keeps_its_whole_title() -> None:
    found = programs_in(
        "下发了《襄城县财政资金支持发展壮大村集体经济（试行）办法》,《规则》另行印发"
    )

    assert list(found) == ["《襄城县财政资金支持发展壮大村集体经济（试行）办法》"]


@pytest.mark.parametrize(
    "text",
    [
        "不断增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        "成为村级推优评先的“敲门砖”,使“盆景”变成“风景”",
        "“没事了就到社区打打球,锻炼身体,累了还能学学书法,生活充实了许多。”",
        "推进乡村振兴、脱贫攻坚和疫情防控工作",
        "建立健全科学规范的长效管理机制,落实各项规章制度",
        "作为“头号工程”,开展“三大行动”",
        "加强村“两委”班子建设",
        "运用+“+统战”理念,《管理办法》另行印发",
        "他说:“期待明年的暑期课堂”",
    ],
)
def test_a_slogan_topic_or_figure_of_speech_is_no_program(text: str) -> None:
    assert programs_in(text) == {}


def test_mentions_hold_the_line_break_that_was_dropped() -> None:
    source = "印发《全市“创五好、\n强双基”行动方案》后"
    joined = Passage(
        source.replace("\n", ""), (Piece(0, Span(0, 10)), Piece(10, Span(11, len(source))))
    )
    draft = ArticleDraft(index=0, paragraphs=(joined,))

    titles = [f for f in find_programs(draft, source, LEXICON) if f.kind is ProgramKind.POLICY]

    assert [f.name for f in titles] == ["《全市“创五好、强双基”行动方案》"]
    [span] = titles[0].mentions
    assert source[span.start : span.end] == "《全市“创五好、\n强双基”行动方案》"


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="“”‘’《》党建+三会一课模式机制制度、,的等创“五星”支部工作法建立", max_size=80)
)
def test_no_text_breaks_it_and_every_span_lies_inside(text: str) -> None:
    _, draft, source = one_page(text or "空")

    for finding in find_programs(draft, source, LEXICON):
        assert finding.name
        assert 0 < finding.confidence < 1
        assert all(span.end <= len(source) for span in finding.mentions)


@pytest.mark.timeout(100)  # a second; a pattern that backtracks would take hours
def test_a_line_of_200_000_characters_is_read_to_its_end() -> None:
    sentence = "建立“三会一课”制度,运用“五查”工作法和三级书记实地调研研判机制,“没有收口、月考核、"
    _, draft, source = one_page(sentence * (200_000 // len(sentence)))

    findings = find_programs(draft, source, LEXICON)

    assert max(span.end for f in findings for span in f.mentions) > len(source) - len(sentence)


def test_a_missing_table_says_which_file(tmp_path: Path) -> None:
    with pytest.raises(BadRuleTable, match=r"programs\.toml"):
        load_lexicon(tmp_path)


def test_a_wrong_kind_says_which_row(tmp_path: Path) -> None:
    for path in RULES.glob("programs*.toml"):
        wrong = path.read_text("utf-8").replace(
            'id = "head-method"\nkind = "method"', 'id = "head-method"\nkind = "metod"'
        )
        (tmp_path / path.name).write_text(wrong, "utf-8")

    with pytest.raises(BadRuleTable, match="head-method"):
        load_lexicon(tmp_path)
