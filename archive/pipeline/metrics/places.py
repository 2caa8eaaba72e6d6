"""
Where a figure belongs. The places of its passage come in; the smallest named place goes out.

Scope decides: the clause, then the run of clauses, the speaker, the sentence, the paragraph, the section and
at last the place the article is about. Offsets are code points into the passage's text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from archive.pipeline.metrics.passage_places import PassagePlaces
from archive.pipeline.metrics.place_mentions import VILLAGE, PlaceMention
from archive.pipeline.metrics.units_above import unit_above
from archive.pipeline.values import MetricPlace, ScopeBasis, Span

_BACK = 20  # mentions that are looked back at in one run of clauses
_FROM_AFAR = {"place.paragraph", "place.section", "place.article"}
_BEFORE, _BEHIND = 10, 4  # characters around a figure that tell whether it counts villages


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a figure, the id of the scope that gave it, and how the place is known from there."""

    place: MetricPlace
    rule: str
    basis: ScopeBasis
    rank: int  # grows from province to village


def locate(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    """Give the smallest named place the figure at `number` is about."""
    located = _nearest(number, unit_end, places)
    if located is None:
        return None
    highest = _highest(number, unit_end, located, places)
    return located if located.rank <= highest else _above(number, located, highest, places)


def _nearest(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    return (
        _in_clause(number, places)
        or _behind(number, unit_end, places)
        or _speaker(number, places)
        or _thing(number, places)
        or _in_group(number, places)
        or _opened(number, places)
        or _in_story(number, places)
        or _near(number, places)
        or _about_section(places)
        or _about_article(places)
    )


def _highest(number: Span, unit_end: int, located: Located, places: PassagePlaces) -> int:
    """The rank no place of the figure is smaller than: 全县, 村均 and 65个村 are no village's."""
    at = bisect_left(places.wholes, (number.start, 0)) - 1
    if at >= 0 and places.wholes[at][0] >= places.layout.group_start(number.start):
        start, rank = places.wholes[at]
        named = bisect_left(places.here, start, key=lambda found: found.start)
        if named == len(places.here) or places.here[named].start >= number.start:
            return rank
    if located.rule == "place.clause" or located.basis is ScopeBasis.STATED:
        return VILLAGE
    before = number.start - _BEFORE
    if located.rule in _FROM_AFAR:  # 23个村建立超市,覆盖群众3.2万人
        before = min(before, places.layout.group_start(number.start))
    around = places.text[max(0, before) : unit_end + _BEHIND]
    return VILLAGE - 1 if places.counted.search(around) else VILLAGE


def _above(number: Span, located: Located, highest: int, places: PassagePlaces) -> Located | None:
    """The named unit of `highest` or a greater one that the figure is about instead of `located`."""
    at = bisect_left(places.openers, number.start, key=lambda found: found.start)
    for opener in reversed(places.openers[max(0, at - _BACK) : at]):
        if opener.rank <= highest and _carries_on(opener, number, places):
            return _located(opener, "place.paragraph", ScopeBasis.INHERITED)
    if places.section is not None and places.section.rank <= highest:
        return _about_section(places)
    if places.about is not None and places.about.rank <= highest:
        return _about_article(places)
    unit = unit_above(located.place.code, highest, places.units)
    return None if unit is None else _located(unit, "place.article", ScopeBasis.INFERRED)


def _in_clause(number: Span, places: PassagePlaces) -> Located | None:
    clause = places.layout.clause_start(number.start)
    at = bisect_left(places.acting, number.start, key=lambda found: found.start) - 1
    if at < 0 or places.acting[at].start < clause:
        return None
    return _located(places.acting[at], "place.clause", ScopeBasis.STATED)


def located_in(mention: PlaceMention) -> Located:
    """The place of a figure that a list gives it: 甲镇、乙镇分别发展党员12名和9名."""
    return _located(mention, "place.clause", ScopeBasis.STATED)


def _located(mention: PlaceMention, rule: str, basis: ScopeBasis) -> Located:
    return Located(
        mention.place, rule, basis if mention.is_named else ScopeBasis.INFERRED, mention.rank
    )


def _behind(number: Span, unit_end: int, places: PassagePlaces) -> Located | None:
    """The place that owns what the figure measures: 投资500万元的瓦岗村合作社."""
    at = bisect_left(places.here, number.end, key=lambda found: found.start)
    if at == len(places.here):
        return None
    mention = places.here[at]
    if not mention.is_named or places.text[unit_end : mention.start] not in {"的", "的新"}:
        return None
    return _located(mention, "place.behind", ScopeBasis.STATED)


def _speaker(number: Span, places: PassagePlaces) -> Located | None:
    at = bisect_right(places.speeches, number.start, key=lambda found: found[0].start) - 1
    if at < 0 or number.end > places.speeches[at][0].end:
        return None
    return _located(places.speeches[at][1], "place.speaker", ScopeBasis.INHERITED)


def _thing(number: Span, places: PassagePlaces) -> Located | None:
    """The place named last before 该基地, 该项目, where the sentence begins so."""
    sentence = places.layout.sentence_start(number.start)
    if not places.thing.match(places.text[sentence : number.start]):
        return None
    at = bisect_left(places.here, sentence, key=lambda found: found.start) - 1
    if at < 0 or any(sentence <= found.start < number.start for found in places.here):
        return None
    return _located(places.here[at], "place.thing", ScopeBasis.INHERITED)


def _in_group(number: Span, places: PassagePlaces) -> Located | None:
    """The last place before the figure that opens a clause since the last semicolon."""
    group = places.layout.group_start(number.start)
    at = bisect_left(places.acting, number.start, key=lambda found: found.start) - 1
    furthest = at - _BACK
    while at > max(-1, furthest) and places.acting[at].start >= group:
        mention = places.acting[at]
        clause = places.layout.clause_start(mention.start)
        if places.lead.search(places.text[clause : mention.start][-24:]):
            return _located(mention, "place.group", ScopeBasis.INHERITED)
        at -= 1
    return None


def _opened(number: Span, places: PassagePlaces) -> Located | None:
    """The place that opened the sentence, or an earlier one of the paragraph, where it is still meant."""
    sentence = places.layout.sentence_start(number.start)
    at = bisect_left(places.openers, number.start, key=lambda found: found.start)
    passed = None  # the smallest example passed by: what is meant now is larger
    for opener in reversed(places.openers[max(0, at - _BACK) : at]):
        if opener.start >= sentence:
            return _located(opener, "place.sentence", ScopeBasis.INHERITED)
        if passed is not None and opener.rank >= passed:
            continue
        if _carries_on(opener, number, places):
            return _located(opener, "place.paragraph", ScopeBasis.INHERITED)
        passed = opener.rank
    return None


def _carries_on(opener: PlaceMention, number: Span, places: PassagePlaces) -> bool:
    """
    Whether a place that opened an earlier sentence is still meant.

    One named in passing in a report on a larger place is an example of its own sentence and the next.
    """
    about = places.about
    if about is None or opener.rank <= about.rank:
        return True
    if places.whole.search(places.text, opener.start, number.start):
        return False
    if opener.name in places.repeated or opener.start < places.layout.sentence_at(0).end:
        return True
    if not about.is_sure and opener.rank < VILLAGE:
        return True
    after = places.layout.sentence_at(opener.start).end
    goes_on = places.same.search(places.text, after, number.start) is not None
    return goes_on or after == places.layout.sentence_start(number.start)


def _in_story(number: Span, places: PassagePlaces) -> Located | None:
    """The village that opened the body, in a paragraph that goes on with its story."""
    if places.story is None or places.whole_from <= number.start:
        return None
    return _located(places.story, "place.article", ScopeBasis.INFERRED)


def _near(number: Span, places: PassagePlaces) -> Located | None:
    """The last place of the paragraph or of the one before, in an article that is about no place for sure."""
    if places.about is not None and places.about.is_sure:
        return None
    at = bisect_left(places.here, number.start, key=lambda found: found.start) - 1
    near = places.here[at] if at >= 0 else places.carried
    if near is None or (places.about is not None and near.rank < places.about.rank):
        return None
    if at < 0 and places.whole_from <= number.start:
        return None
    return _located(near, "place.paragraph", ScopeBasis.INFERRED)


def _about_section(places: PassagePlaces) -> Located | None:
    if places.section is None:
        return None
    return Located(places.section.place, "place.section", ScopeBasis.INHERITED, places.section.rank)


def _about_article(places: PassagePlaces) -> Located | None:
    if places.about is None:
        return None
    return Located(places.about.place, "place.article", ScopeBasis.INFERRED, places.about.rank)
