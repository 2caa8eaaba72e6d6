"""
Which sources a changed rule may reach. In: the rule before and after. Out: ids of sources.

What is found is more than what changes, never less: words are looked for in the source text and in the
paragraphs made of it, folded, without marks and spaces, so that script, width and line breaks do not matter.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.models import (
    IndicatorEdit,
    LexiconEntry,
    Metric,
    PlaceName,
    ProgramMention,
    Source,
)
from archive.overlay import StaffRow, entry_of
from archive.pipeline.metrics.indicators import Indicator
from archive.pipeline.programs.find import fold_name
from archive.pipeline.text.folding import fold_marks, fold_text
from archive.resources import resources

BATCH = 100
_MARKS = re.compile("[\\s\"'“”‘’「」『』《》〈〉]+")


@dataclass(frozen=True, slots=True)
class Reach:
    """
    How the sources of a rule are known: `words` without marks, `patterns` for folded text.

    `tied` are sources with facts that show the rule, whatever their text.
    """

    words: frozenset[str] = frozenset()
    patterns: tuple[re.Pattern[str], ...] = ()
    tied: frozenset[int] = frozenset()

    @property
    def looks(self) -> bool:
        """Whether a text has to be looked at."""
        return bool(self.words or self.patterns)

    def touches(self, text: str) -> bool:
        """Whether the text holds a word or matches a pattern."""
        bare = bare_text(text)
        if any(word in bare for word in self.words):
            return True
        folded = fold_text(text) if self.patterns else ""
        return any(pattern.search(folded) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Reached:
    """Sources a rule may reach, newest first; `whole` is False if time ran out before all were looked at."""

    sources: tuple[int, ...]
    whole: bool


def bare_text(text: str) -> str:
    """`text` folded, without marks and spaces, in lower case: what words are looked for in."""
    return _MARKS.sub("", fold_marks(text)).casefold()


def reach_of(before: StaffRow | None, after: StaffRow) -> Reach:
    """How the sources are known that a change from `before` to `after` may reach."""
    if (entry_of(before) if before else None) == entry_of(after):
        return Reach()
    rows = [row for row in (before, after) if row is not None and row.active]
    match after:
        case LexiconEntry():
            return _program_reach([row for row in rows if isinstance(row, LexiconEntry)])
        case PlaceName():
            return Reach(frozenset(bare_text(row.name) for row in rows))
        case IndicatorEdit():
            return _indicator_reach(before if isinstance(before, IndicatorEdit) else None, after)


def reached_sources(reach: Reach, *, until: float | None = None) -> Reached:
    """The sources `reach` finds; with `until` (time.monotonic) it stops there, between two batches."""
    found = set(reach.tied)
    if not reach.looks:
        return Reached(_newest(found), whole=True)
    for sources in _batches():
        if until is not None and time.monotonic() > until:
            return Reached(_newest(found), whole=False)
        found |= {s.pk for s in sources if s.pk not in found and _is_reached(s, reach)}
    return Reached(_newest(found), whole=True)


def _newest(found: set[int]) -> tuple[int, ...]:
    return tuple(sorted(found, reverse=True))


def _batches() -> Iterator[list[Source]]:
    read = Source.objects.exclude(text="").order_by("-pk").only("text", "repairs")
    last = None
    while batch := list((read if last is None else read.filter(pk__lt=last))[:BATCH]):
        yield batch
        last = batch[-1].pk


def _is_reached(source: Source, reach: Reach) -> bool:
    if reach.touches(source.text):
        return True
    # Only where cleaning mended something may a paragraph hold what the text does not.
    contents = source.articles.values_list("content", flat=True) if source.repairs else ()
    return any(reach.touches("\n".join(_texts(content))) for content in contents)


def _texts(content: Any) -> Iterator[str]:
    """Every printed text inside `Article.content`."""
    if isinstance(content, dict):
        if isinstance(content.get("text"), str):
            yield content["text"]
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _texts(each)


def _program_reach(rows: list[LexiconEntry]) -> Reach:
    names = {name for row in rows for name in (row.name, *row.aliases)}
    by_form = resources().lexicon.known.by_form
    known = [
        by_form[form] for name in names if (form := _MARKS.sub("", fold_marks(name))) in by_form
    ]
    names |= {form for standing in known for form in standing.forms}
    named = ProgramMention.objects.filter(program__folded__in=[fold_name(name) for name in names])
    return Reach(
        frozenset(bare_text(name) for name in names),
        tied=frozenset(named.values_list("article__source_id", flat=True)),
    )


def _indicator_reach(before: IndicatorEdit | None, after: IndicatorEdit) -> Reach:
    base = {row.slug: row for row in resources().metric_rules.indicators}.get(after.indicator.slug)
    old_units, old_phrases = _units_and_phrases(before, base)
    new_units, new_phrases = _units_and_phrases(after, base)
    if old_units == new_units:
        return Reach(old_phrases ^ new_phrases)
    counted = Metric.objects.filter(indicator__slug=after.indicator.slug)
    return Reach(
        old_phrases | new_phrases,
        (base.synonyms,) if base else (),
        frozenset(counted.values_list("article__source_id", flat=True)),
    )


def _units_and_phrases(
    row: IndicatorEdit | None, base: Indicator | None
) -> tuple[tuple[str, ...], frozenset[str]]:
    """What decides which figures get the indicator, the table's patterns left out."""
    if row is None or not row.active:
        return base.units if base else (), frozenset()
    return tuple(row.units), frozenset(map(bare_text, (row.name, *row.synonyms)))
