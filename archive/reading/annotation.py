"""
An article with the archive's notes in its margin. In: the article and its facts. Out: blocks with
marked text and the notes that stand beside each.

In the text a place and a program are marked once, at the first mention; every figure is marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Article, Metric, PlaceMention, ProgramMention, Review
from archive.models.addresses import page_address
from archive.reading.article_facts import Facts
from archive.reading.body import Block, BlockKind, Body, Located, read_body
from archive.reading.figures import FigureRow, figure_anchor, figure_row, lay_beside
from archive.reading.forms import mark_glyphs
from archive.reading.labels import REPAIRS, SEALS, Seal
from archive.reading.marking import Lights, Mark
from archive.reading.reasons import Reason, reasons_of, trust_words

# Line breaks are mended in every second line; only repairs that leave out printed words are noted.
NOTED_REPAIRS = ("dropped_repeat",)


@dataclass(frozen=True, slots=True)
class LinkNote:
    """A place or program named in the block: where it leads, and what a reader must know of it."""

    label: str
    url: str
    hint: str
    mention: ProgramMention | PlaceMention

    @property
    def seal(self) -> Seal:
        """How far it has been checked."""
        return SEALS[Review(self.mention.review)]

    @property
    def trust(self) -> str:
        """How far it may be believed; a person's verdict wins."""
        return trust_words(self.mention)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that found it."""
        return reasons_of(self.mention)


@dataclass(slots=True)
class BlockNotes:
    """What stands in the margin of one block."""

    figures: list[FigureRow] = field(default_factory=list)
    programs: list[LinkNote] = field(default_factory=list)
    places: list[LinkNote] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def names(self) -> list[LinkNote]:
        """Programs and places together."""
        return [*self.programs, *self.places]

    @property
    def count(self) -> int:
        """How many notes there are."""
        return len(self.figures) + len(self.programs) + len(self.places) + len(self.repairs)


@dataclass(frozen=True, slots=True)
class AnnotatedBlock:
    """A block, its text with marks as safe HTML, and its notes."""

    block: Block
    html: SafeString
    notes: BlockNotes


def annotate(
    article: Article,
    facts: Facts,
    lights: Lights,
    *,
    every_place: bool = False,
    simplified: bool = False,
) -> list[AnnotatedBlock]:
    """The blocks of the article in print order with marks, lights and notes; as printed, or `simplified`."""
    body = read_body(article.content)
    notes: dict[str, BlockNotes] = defaultdict(BlockNotes)
    _note_figures(body, facts.metrics, notes)
    _note_programs(body, facts.programs, notes)
    _note_places(body, facts.places, notes, every=every_place)
    _note_repairs(body, article.source.repairs, notes)
    return [
        AnnotatedBlock(
            block,
            mark_glyphs(
                block.passage.text,
                notes[block.anchor].marks,
                lights.get(block.anchor, ()),
                simplified=simplified,
            ),
            notes[block.anchor],
        )
        for block in body.blocks
    ]


def _note_figures(body: Body, metrics: Sequence[Metric], notes: dict[str, BlockNotes]) -> None:
    crowded, beside = _sharing_quotes(metrics), lay_beside(metrics)
    for metric in metrics:
        # The quote is marked where it stands alone; quotes that overlap are marked at their numbers.
        found = (
            body.locate(metric.number_start, metric.number_end)
            if metric.pk in crowded
            else body.locate(metric.quote_start, metric.quote_end)
        )
        if found is None:
            continue
        anchor = figure_anchor(metric)
        shape = "fig doubt" if metric.review == Review.DOUBTFUL else "fig"
        block = notes[found.block.anchor]
        block.marks.append(Mark(found.start, found.end, shape, f"#n-{anchor}", anchor))
        block.figures.append(figure_row(metric, body, beside))


def _sharing_quotes(metrics: Iterable[Metric]) -> set[int]:
    """Ids of metrics whose quotes overlap another's."""
    sharing: set[int] = set()
    widest: Metric | None = None
    for metric in sorted(metrics, key=lambda metric: (metric.quote_start, -metric.quote_end)):
        if widest is not None and metric.quote_start < widest.quote_end:
            sharing |= {widest.pk, metric.pk}
        if widest is None or metric.quote_end > widest.quote_end:
            widest = metric
    return sharing


def _note_programs(
    body: Body, mentions: Iterable[ProgramMention], notes: dict[str, BlockNotes]
) -> None:
    seen: set[int] = set()
    for mention in mentions:
        found = body.locate(mention.start, mention.end)
        if found is None or mention.program_id in seen:
            continue
        seen.add(mention.program_id)
        url = mention.program.get_absolute_url()
        block = notes[found.block.anchor]
        block.marks.append(Mark(found.start, found.end, "prog", url))
        block.programs.append(LinkNote(mention.program.name, url, "", mention))


def _note_places(
    body: Body,
    mentions: Iterable[PlaceMention],
    notes: dict[str, BlockNotes],
    *,
    every: bool = False,
) -> None:
    for mention, found in _first_namings(body, mentions, every=every):
        url = place_url(mention)
        block = notes[found.block.anchor]
        block.marks.append(Mark(found.start, found.end, "plc", url))
        block.places.append(LinkNote(mention.name, url, _place_hint(mention), mention))


def _first_namings(
    body: Body, mentions: Iterable[PlaceMention], *, every: bool
) -> Iterator[tuple[PlaceMention, Located]]:
    """The first mention of each place by name; a pronoun (全镇) only where the name never stands."""
    by_place: dict[str, list[tuple[PlaceMention, Located]]] = defaultdict(list)
    for mention in mentions:
        found = body.locate(mention.start, mention.end)
        if found is not None:
            by_place[mention.place_id or mention.name].append((mention, found))
    for group in by_place.values():
        if every:
            yield from group
        else:
            yield next((each for each in group if not each[0].inferred), group[0])


def place_url(mention: PlaceMention) -> str:
    """The place's page; a place we cannot tell apart, or a village, leads to a search of its name."""
    if mention.place is not None:
        return mention.place.get_absolute_url()
    return f"{page_address('search')}?q=" + quote(f"“{mention.name}”")


def _place_hint(mention: PlaceMention) -> str:
    if mention.inferred:
        return _("由上下文推断")
    if mention.place is None and mention.candidates:
        return _("同名 {n} 处，原文未定").format(n=len(mention.candidates))
    return ""


def _note_repairs(
    body: Body, repairs: Iterable[dict[str, Any]], notes: dict[str, BlockNotes]
) -> None:
    paragraphs = [block for block in body.blocks if block.kind == BlockKind.PARAGRAPH]
    for repair in repairs:
        if repair["kind"] not in NOTED_REPAIRS:
            continue
        for block in paragraphs:
            if block.passage.span.start <= repair["start"] < block.passage.span.end:
                notes[block.anchor].repairs.append(str(REPAIRS[repair["kind"]]))
