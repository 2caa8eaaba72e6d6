"""
What a search brings along to an article. An article and a trip come in; the lit text's lights, the bar
above it and what a reader must be told go out.

The article always opens: a refused query, an index that does not answer or a query that does not hit it
is a sentence above the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.models import Article
from archive.reading.forms import TextForm
from archive.reading.marking import Light
from archive.reading.rawtext import source_lights
from search.finding.hits import PartHits, count_hits, read_hits
from search.finding.reading import resolve, say
from search.index.documents import Field
from search.index.errors import SearchUnavailable
from search.pages.trip import Trip
from search.query.parse import QueryRefused, parse_query
from search.query.terms import Literal, Node, sought_literals
from search.travel.lights import leading_on, place_lights
from search.travel.place import Place, find_place

MOST_LIT = (
    300  # hits of one page: the text is there whole, but fourteen thousand marks would be 2 MB
)


@dataclass(frozen=True, slots=True)
class Steps:
    """Where among the hits the reader stands; the addresses lead round, from the last to the first."""

    at: int  # from 1 among `count`
    count: int
    previous: str
    following: str
    lit: tuple[int, ...]  # the numbers of the hits this page lights, in order
    first: int = 1  # which of `count` the first of them is
    earlier: str = ""  # the last hit before those lit, where not all are; leads round too
    later: str = ""  # the first after them

    @property
    def last(self) -> int:
        """Which of `count` the last of those lit is."""
        return self.first + len(self.lit) - 1


@dataclass(frozen=True, slots=True)
class Along:
    """All that the page of an article on a trip shows besides the article."""

    trip: Trip
    sought: str  # what is lit, in words
    notes: tuple[str, ...]
    steps: Steps | None
    place: Place | None
    clean_lights: Mapping[str, Sequence[Light]]
    raw_lights: Sequence[Light]


def look_along(article: Article, trip: Trip) -> Along:
    """What `trip` brings to `article`."""
    notes: list[str] = []
    place = _place(article, trip, notes) if trip.searching else None
    node = _node(article, trip, place, notes)
    literals = tuple(dict.fromkeys(sought_literals(node))) if node else ()
    parts = read_hits(article, literals)
    lights = place_lights(article, parts)
    of_source = trip.form in (TextForm.RAW, TextForm.BOTH)
    placed = source_lights(article, lights) if of_source else []
    numbers = _numbers(parts, placed, of_source=of_source)
    notes.extend(_missing(literals, trip, count_hits(parts), len(numbers)))
    at = trip.at if trip.at in numbers else min(numbers, default=0)
    steps = _steps(trip, numbers, at)

    lit = steps.lit if steps else ()
    following = dict(zip(lit, [*lit[1:], _after(numbers, lit)], strict=True)) if steps else {}
    clean = {} if trip.form == TextForm.RAW else lights

    def lead(some: Sequence[Light]) -> list[Light]:
        shown = [light for light in some if light.number in following]
        return leading_on(shown, following, at, trip.to_hit)

    return Along(
        trip=replace(trip, at=at, rank=place.rank if place else trip.rank),
        sought=say(node) if node and literals else "",
        notes=tuple(notes),
        steps=steps,
        place=place,
        clean_lights={anchor: lead(some) for anchor, some in clean.items()},
        raw_lights=lead(placed),
    )


def _place(article: Article, trip: Trip, notes: list[str]) -> Place | None:
    try:
        place = find_place(article, trip)
    except QueryRefused as refusal:
        notes.append(str(refusal))
        return None
    except SearchUnavailable:
        notes.append(_("检索暂时不能用，所以没有上一篇和下一篇；这篇报道照常可读。"))
        return None
    if not place.rank:
        notes.append(_("这篇报道不在这次检索的结果里，或排在一千篇以后。"))
    return place


def _node(article: Article, trip: Trip, place: Place | None, notes: list[str]) -> Node | None:
    """What is to be lit: what is looked for here, else what the search came to, as far as it is known."""
    if place and not trip.within:
        return place.node
    text = trip.within or trip.asked.text
    if not text:
        return None
    try:
        return resolve(parse_query(text).node, _occurs_in(article))
    except QueryRefused as refusal:
        if str(refusal) not in notes:
            notes.append(str(refusal))
        return None


def _occurs_in(article: Article) -> Callable[[Literal], bool]:
    return lambda literal: count_hits(read_hits(article, [literal])) > 0


def _numbers(
    parts: Mapping[Field, PartHits], placed: Sequence[Light], *, of_source: bool
) -> tuple[int, ...]:
    """The numbers of the hits that are shown; in the source some are not."""
    if of_source:
        return tuple(sorted({light.number for light in placed}))
    return tuple(range(1, count_hits(parts) + 1))


def _after(numbers: Sequence[int], lit: Sequence[int]) -> int:
    """The hit after the last of those lit; the first after the last."""
    return numbers[(numbers.index(lit[-1]) + 1) % len(numbers)]


def _missing(literals: Sequence[Literal], trip: Trip, hits: int, shown: int) -> list[str]:
    """What to say where there is nothing, or not everything, to light."""
    if not literals:
        return [] if trip.within else [_("这次检索没有要在文中标出的字词。")]
    if not hits:
        sought = "”“".join(literal.text for literal in literals)
        return [_("这篇报道里没有“%(words)s”。") % {"words": sought}]
    if shown < hits:
        return [
            _("另有 %(count)d 处不在来源文件里（如更正过的标题），见清洗稿。")
            % {"count": hits - shown}
        ]
    return []


def _steps(trip: Trip, numbers: Sequence[int], at: int) -> Steps | None:
    if not numbers:
        return None
    nth = numbers.index(at)
    start = nth - nth % MOST_LIT
    lit = tuple(numbers[start : start + MOST_LIT])
    partly = len(lit) < len(numbers)
    return Steps(
        at=nth + 1,
        count=len(numbers),
        previous=trip.to_hit(numbers[nth - 1]),
        following=trip.to_hit(numbers[(nth + 1) % len(numbers)]),
        lit=lit,
        first=start + 1,
        earlier=trip.to_hit(numbers[start - 1]) if partly else "",
        later=trip.to_hit(_after(numbers, lit)) if partly else "",
    )
