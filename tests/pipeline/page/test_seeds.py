"""Step 2: the articles of the seed reports, against the gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.pipeline.values import Basis, Page, RepairKind, Script
from tests.pipeline.page.printed_pages import (
    ROOT,
    assert_each_character_has_one_place,
    assert_joins_can_be_undone,
    split,
    text_of,
)

GOLD = sorted((ROOT / "tests" / "gold").glob("0*.json"))


def seed(stem: str) -> Page:
    return split((ROOT / "seeds" / f"{stem}.txt").read_text("utf-8"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_the_articles_of_a_seed_are_those_of_the_gold(path: Path) -> None:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    assert len(page.articles) == len(gold["articles"])
    for want, got in zip(gold["articles"], page.articles, strict=True):
        assert text_of(got.title) == want["title"]
        assert text_of(got.kicker) == want["kicker"]
        assert text_of(got.subtitle) == want["subtitle"]
        assert [author.name for author in got.authors] == [a["name"] for a in want["authors"]]
        assert got.script == want["script"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_the_paragraphs_of_a_seed_begin_and_end_as_in_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    for want, got in zip(gold["articles"], page.articles, strict=True):
        ends = [(p["first10"], p["last10"]) for p in want["paragraph_map"]]
        assert [(p.text[:10], p.text[-10:]) for p in got.paragraphs] == ends


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_headings_captions_and_summary_of_a_seed_are_those_of_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    for want, got in zip(gold["articles"], page.articles, strict=True):
        assert [h.passage.text for h in got.headings] == want["headings"]
        assert [c.passage.text for c in got.captions] == [c["text"] for c in want["captions"]]
        assert [s.text[:15] for s in got.summary] == [s["first15"] for s in want["summary"]]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_date_and_publication_of_a_seed_are_among_those_the_gold_accepts(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    for want, got in zip(gold["articles"], page.articles, strict=True):
        accepted = [want["published"]["value"], *want["published"]["acceptable"]]
        assert got.published.value in accepted
        publication = got.publication.name if got.publication else None
        assert publication in want["source"]["acceptable"]


def test_trailing_headlines_of_others_are_noise() -> None:
    gold = json.loads((ROOT / "tests/gold/002_818aa2e4a76427a5.json").read_text("utf-8"))
    text = (ROOT / "seeds/002_818aa2e4a76427a5.txt").read_text("utf-8")

    page = split(text)

    assert [text[s.start : s.end] for s in page.noise] == [n["text"] for n in gold["noise"]]


def test_a_stamp_against_a_dateline_is_recorded_as_a_conflict() -> None:
    [article] = seed("002_818aa2e4a76427a5").articles

    assert article.published.value == "2022-09-28"
    assert article.published.dateline == "4月20日"
    assert article.published.conflict
    assert article.script is Script.HANT


def test_the_year_of_an_anniversary_page_quotes_its_banner() -> None:
    text = (ROOT / "seeds/000_bb3767e145ef9600.txt").read_text("utf-8")

    [article] = split(text).articles

    assert article.published.basis is Basis.INFERRED
    assert [text[s.start : s.end] for s in article.published.evidence] == ["中国共产党成立100周年"]


def test_a_repeated_fragment_at_a_column_break_is_dropped_and_recorded() -> None:
    text = (ROOT / "seeds/001_a8e5c3ad946ad7f3.txt").read_text("utf-8")

    page = split(text)

    [repeat] = [r for r in page.repairs if r.kind is RepairKind.DROPPED_REPEAT]
    assert text[repeat.span.start : repeat.span.end] == "情。"
    assert any("创建热情。为调动" in p.text for p in page.articles[0].paragraphs)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_each_character_of_a_seed_has_one_place_and_joins_can_be_undone(path: Path) -> None:
    text = (ROOT / "seeds" / f"{path.stem}.txt").read_text("utf-8")

    page = split(text)

    assert_each_character_has_one_place(text, page)
    assert_joins_can_be_undone(text, page)
