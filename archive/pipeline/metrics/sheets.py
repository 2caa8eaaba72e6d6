"""
The passages of an article that print figures, laid open. Draft, places and rules in, sheets out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.pipeline.metrics.figures import Figure, find_figures
from archive.pipeline.metrics.passage_places import PassagePlaces, gather_places, place_passage
from archive.pipeline.metrics.periods.scope import (
    PassagePeriods,
    find_sections,
    place_periods,
    under_heading,
)
from archive.pipeline.metrics.rules import MetricRules, PossibleRules, possible_rules
from archive.pipeline.metrics.tables import find_rows, names_a_place, read_row
from archive.pipeline.text.clauses import Layout, lay_out
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import ArticleDraft, Passage, PlaceFinding


@dataclass(frozen=True, slots=True)
class Sheet:
    """A passage as printed and as folded, its clauses, its figures, places and periods, and the rows it can match."""

    source: str
    passage: Passage
    folded: str
    layout: Layout
    figures: tuple[Figure, ...]
    places: PassagePlaces
    periods: PassagePeriods
    possible: PossibleRules
    heads: Mapping[int, str] = field(default_factory=dict)  # of the cells of a table, by the figure
    is_placed: bool = False  # whether it is a row that names its own place, known or not

    @property
    def texts(self) -> tuple[str, str]:
        """The passage as folded and as printed."""
        return self.folded, self.passage.text


def lay_open(
    draft: ArticleDraft, source: str, places: Sequence[PlaceFinding], rules: MetricRules
) -> Iterator[Sheet]:
    """Yield the passages of `draft` (placed in `source`) that print figures: summary, paragraphs, captions."""
    captions = (placed.passage for placed in draft.captions)
    passages = [
        (passage, folded, lay_out(folded))
        for passage in (*draft.summary, *draft.paragraphs, *captions)
        for folded in (fold_text(passage.text),)
    ]
    known = gather_places(draft, places)
    headings = [placed.passage for placed in draft.headings]
    sections = find_sections(headings, rules.periods, draft.published)
    rows = find_rows([*(passage for passage, *_ in passages), *headings], source)
    for passage, folded, layout in passages:
        figures = find_figures(folded, layout, rules)
        row = rows.get(passage.span.start) if figures else None
        figures, heads = (figures, {}) if row is None else read_row(figures, row)
        if figures:
            possible = possible_rules(folded, rules)
            yield Sheet(
                source=source,
                passage=passage,
                folded=folded,
                layout=layout,
                figures=figures,
                places=place_passage(passage, folded, layout, known, rules),
                periods=under_heading(
                    place_periods(passage, folded, layout, possible.periods, draft.published),
                    sections,
                ),
                possible=possible,
                heads=heads,
                is_placed=row is not None and names_a_place(row, folded),
            )
