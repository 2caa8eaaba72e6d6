"""One article put together."""

from __future__ import annotations

from archive.pipeline.imprint.dates import InferredYear
from archive.pipeline.page.classify import classify
from archive.pipeline.page.drafts import Built, build_article
from archive.pipeline.page.lines import read_lines
from archive.pipeline.values import Container, Decoded, Script, Span

PROSE = (
    "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。"
)


def build(text: str, year: InferredYear | None = None) -> Built:
    blocks = classify(read_lines(Decoded(text, "utf-8", Container.TEXT, 1.0)).lines)
    return build_article(3, blocks, year)


def titles(built: Built) -> list[str | None]:
    draft = built.draft
    return [p.text if p else None for p in (draft.kicker, draft.title, draft.subtitle)]


def test_the_headline_may_stand_below_a_signed_lede() -> None:
    text = (
        f"{PROSE}本报记者 王小明\n\n夯实基层基础\n\n大美雁鸣湖走新路\n\n\n\n围绕乡村振兴\n\n{PROSE}"
    )

    built = build(text)

    assert titles(built) == ["夯实基层基础", "大美雁鸣湖走新路", None]
    assert [h.passage.text for h in built.draft.headings] == ["围绕乡村振兴"]
    assert [p.text for p in built.draft.paragraphs] == [PROSE, PROSE]


def test_a_single_line_below_an_unsigned_opening_heads_a_section() -> None:
    built = build(f"{PROSE}\n围绕乡村振兴\n{PROSE}")

    assert titles(built) == [None, None, None]
    assert [h.passage.text for h in built.draft.headings] == ["围绕乡村振兴"]


def test_headlines_below_the_byline_head_the_first_section() -> None:
    built = build(f"岳村镇党建引领促振兴\n本报记者 王小明\n围绕乡村振兴\n{PROSE}")

    assert titles(built) == [None, "岳村镇党建引领促振兴", None]
    assert [h.passage.text for h in built.draft.headings] == ["围绕乡村振兴"]


def test_a_single_line_at_the_end_is_kept_and_several_are_noise() -> None:
    one = build(f"题目一行\n{PROSE}\n未完待续")
    two = build(f"题目一行\n{PROSE}\n我市经济平稳运行\n安徽油菜丰收")

    assert [h.passage.text for h in one.draft.headings] == ["未完待续"]
    assert [passage.text for passage in two.noise] == ["我市经济平稳运行", "安徽油菜丰收"]


def test_the_year_of_the_page_is_the_articles_where_it_prints_no_other() -> None:
    year = InferredYear(2021, (Span(0, 2),))

    assert build(f"题目一行\n{PROSE}", year).draft.published.value == "2021"
    assert build(f"题目一行\n2022-01-02\n{PROSE}", year).draft.published.value == "2022-01-02"


def test_the_draft_keeps_its_index_and_tells_its_script() -> None:
    draft = build("題目一行\n古店鎮黨委堅持黨建引領，壓實黨建責任。").draft

    assert draft.index == 3
    assert draft.script is Script.HANT
