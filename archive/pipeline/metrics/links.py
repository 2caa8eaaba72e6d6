"""
How the figures of a passage belong together. Figures and their phrases come in, pairs of places go out.

A place is a figure's index in the passage. 由400平方米扩大到700平方米 is a change, 59笔1164万元 one fact in
two measures, 村10个,其中20万元以上的村5个 a part of a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from archive.pipeline.metrics.changes import STARTS_WITH_SUBJECT, TURNS_WITH_SUBJECT
from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.phrases import Phrase
from archive.pipeline.metrics.rules import UnitKind
from archive.pipeline.text.clauses import Layout
from archive.pipeline.values import LinkKind

Links = Mapping[int, Sequence[tuple[LinkKind, int]]]

_BORROWED = {"phrase.previous", "phrase.stem"}
_COMMA = re.compile("[,，、]")
_JOINT = re.compile(
    r"[、,，]?(?:共计?|总计|合计|计|总额|金额|总金额|资金|涉及金额|涉及资金|价值|总价值)?(?:达|约|为)?"
)
_AMONG_REACH, _AMONG_FIGURES = 120, 12
_BEFORE_REACH, _BETWEEN_REACH, _JOINT_REACH = 24, 28, 10


def find_changes(figures: Sequence[Figure], text: str, layout: Layout) -> dict[int, int]:
    """Give, for each figure that is the value after a change, the place of the value before it."""
    return {
        at + 1: at
        for at, (before, after) in enumerate(pairwise(figures))
        if _is_change(before, after, text, layout)
    }


def link_figures(
    figures: Sequence[Figure],
    phrases: Sequence[Phrase],
    changes: Mapping[int, int],
    text: str,
    layout: Layout,
) -> Links:
    """Give, for each figure that belongs to another, how and to which."""
    links: dict[int, list[tuple[LinkKind, int]]] = defaultdict(list)
    for after, before in changes.items():
        links[after].append((LinkKind.BEFORE, before))
    for second, first in _compounds(figures, phrases, changes, text):
        links[second].append((LinkKind.COMPOUND, first))
    for part, whole in {**_named_parts(figures, text, layout), **_bands(figures, layout)}.items():
        links[part].append((LinkKind.PART_OF, whole))
    return links


def _is_change(before: Figure, after: Figure, text: str, layout: Layout) -> bool:
    start, end = before.amount.number.start, after.amount.number.start
    between = text[before.amount.span.end : end]
    if not _is_one_measure(before, after) or len(between) > _BETWEEN_REACH:
        return False
    if len(_COMMA.findall(between)) > 1 or not TURNS_WITH_SUBJECT.search(between):
        return False
    opening = STARTS_WITH_SUBJECT.search(text, max(0, start - _BEFORE_REACH), start)
    return opening is not None and layout.sentence_start(start) == layout.sentence_start(end)


def _is_one_measure(before: Figure, after: Figure) -> bool:
    """Whether one can become the other: the same unit, or two of time (由两天缩短到四小时)."""
    kinds = {before.amount.kind, after.amount.kind}
    return before.amount.unit == after.amount.unit or kinds == {UnitKind.TIME}


def _compounds(
    figures: Sequence[Figure], phrases: Sequence[Phrase], changes: Mapping[int, int], text: str
) -> Iterator[tuple[int, int]]:
    """Each second measure of a fact, and the first: 59笔1164万元, 59笔,共计1164万元."""
    for at, (first, second) in enumerate(pairwise(figures)):
        between = text[first.amount.span.end : second.amount.span.start]
        if at + 1 in changes or first.amount.unit == second.amount.unit:
            continue
        if phrases[at + 1].rule not in _BORROWED or second.amount.kind is UnitKind.RATIO:
            continue
        if not between or (len(between) <= _JOINT_REACH and _JOINT.fullmatch(between)):
            yield at + 1, at


def _named_parts(figures: Sequence[Figure], text: str, layout: Layout) -> dict[int, int]:
    """What is counted behind 其中, and the figure before 其中 it is a part of."""
    parts: dict[int, int] = {}
    for at, figure in enumerate(figures):
        sentence = layout.sentence_start(figure.amount.span.start)
        start = figure.amount.span.start
        opened = text.rfind("其中", max(sentence, start - _AMONG_REACH), start)
        if opened < 0:
            continue
        for whole in range(at - 1, max(-1, at - 1 - _AMONG_FIGURES), -1):
            total = figures[whole].amount
            if total.span.start < sentence:
                break
            if total.span.start < opened and total.unit == figure.amount.unit:
                if total.value >= figure.amount.value:
                    parts[at] = whole
                break
    return parts


def _bands(figures: Sequence[Figure], layout: Layout) -> dict[int, int]:
    """The counts of a distribution, and the total printed before it in the sentence."""
    parts: dict[int, int] = {}
    for first, last in _runs_of_bands(figures, layout):
        amount = figures[first].amount
        whole = figures[first - 1].amount if first else None
        sentence = layout.sentence_start(amount.span.start)
        if whole is None or whole.unit != amount.unit or whole.span.start < sentence:
            continue
        counted = sum(figures[at].amount.value for at in range(first, last))
        if counted <= whole.value:
            parts |= dict.fromkeys(range(first, last), first - 1)
    return parts


def _runs_of_bands(figures: Sequence[Figure], layout: Layout) -> Iterator[tuple[int, int]]:
    """Start and end of each run of two or more figures with bands of one unit in one sentence."""
    first = 0
    while first < len(figures):
        last = first + 1
        while last < len(figures) and _same_scale(figures[last - 1], figures[last], layout):
            last += 1
        if last - first > 1:
            yield first, last
        first = last


def _same_scale(before: Figure, figure: Figure, layout: Layout) -> bool:
    if before.qualifier is None or figure.qualifier is None:
        return False
    return (
        before.qualifier.unit == figure.qualifier.unit
        and before.amount.unit == figure.amount.unit
        and layout.sentence_start(before.amount.span.start)
        == layout.sentence_start(figure.amount.span.start)
    )
