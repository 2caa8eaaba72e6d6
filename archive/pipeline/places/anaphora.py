"""
Places meant without their full name: 大美雁鸣湖, 我镇, 全市. Fields and known places in, spans out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import ahocorasick_rs

from archive.pipeline.places.division_names import TOWN_SUFFIXES, county_stem, town_stem
from archive.pipeline.places.fields import MOST_NAMES, Field, Part
from archive.pipeline.places.matching import name_begins
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.values import PlaceLevel

# 全区域, 全市场, 该县城, 全乡村 are other words.
_ANAPHOR = re.compile(
    "[我该本全](?P<said>镇|乡|街道|社区|县|区|市|省|州|旗|村)(?![域场城间民土级别庄镇]|村(?!集体|级|均))"
    # 镇里, 乡党委, 县财政, 村“两委”: a place's own organs, where a clause begins or 由, 在, 向 lead to them.
    "|(?:^|(?<=[,;:。!?、“”由在向经被给到从为]))(?P<bare>镇|乡|街道|社区|县|市|区|村)"
    "(?=里(?![程面])|上(?![下级面述报访学半任岗门市演了])|党委|政府|财政|党支部|党总支|党群|纪委|人大|“?两委|委(?![托员会])|(?<=村)集体(?!经济))"
)
_UPPER_WORDS = frozenset("县区市省州旗")
_TOWN_WORDS = ("镇", "乡", "街道")
_VILLAGE_WORDS = ("村", "社区")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """
    A place found by name: `key` tells it from others, `at` are field and offset of its mentions, in order.

    `headed` says that headline or byline name it: the article speaks for it when it says 我镇.
    """

    key: str
    name: str
    level: PlaceLevel
    at: tuple[tuple[int, int], ...]
    holds: int  # how many other places of the article lie in it
    headed: bool

    @property
    def is_upper(self) -> bool:
        """Whether it is a province, city or county."""
        return self.level not in (PlaceLevel.TOWN, PlaceLevel.VILLAGE)


@dataclass(frozen=True, slots=True)
class Reference:
    """
    Characters of a field that mean the place `key`.

    `stands` is False where they only begin the name of something else: the stem in 刘集小学.
    """

    key: str
    field: int
    start: int
    end: int
    stands: bool = True


def find_bare_names(
    fields: Iterable[Field],
    known: Sequence[KnownPlace],
    taken: Mapping[int, Sequence[tuple[int, int]]],
    rules: PlaceRules,
) -> Iterator[Reference]:
    """Yield where a place of `known` is named by its stem alone; `taken` are the names found before."""
    stems = {
        stem: place.key
        for place in known
        if (stem := _stem(place)) is not None
        and len(stem) > 1
        and stem not in rules.bare_common
        and stem not in rules.common_stems
        and not (place.is_upper and stem in rules.ambiguous_shorts)
    }
    uppers = {place.key for place in known if place.is_upper}
    if not stems:
        return
    names = list(stems)
    automaton = ahocorasick_rs.AhoCorasick(
        names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    for field in fields:
        spans = taken.get(field.index, ())
        starts = [start for start, _ in spans]
        for index, start, end in automaton.find_matches_as_indexes(field.text)[:MOST_NAMES]:
            before = bisect_right(starts, start)
            inside = before > 0 and spans[before - 1][1] > start
            if not inside:
                key = stems[names[index]]
                stands = _stands_bare(field.text, end, rules)
                if key in uppers:
                    stands = stands and _stands_as_upper(field.text, start, end, rules)
                yield Reference(key, field.index, start, end, stands)


def _stands_bare(text: str, end: int, rules: PlaceRules) -> bool:
    following = text[end : end + 8]
    if following.startswith(TOWN_SUFFIXES):
        return False
    return not rules.not_bare.match(following)


def _stem(place: KnownPlace) -> str | None:
    """The name without the word for its level; None for a county that is called by its whole name."""
    if not place.is_upper:
        return town_stem(place.name)
    stem = county_stem(place.name)
    return stem if stem != place.name else None


def _stands_as_upper(text: str, start: int, end: int, rules: PlaceRules) -> bool:
    """Whether a county's stem stands for it, not for an organisation or a village named after it."""
    after = text[end : end + 12]
    taken = rules.organisation.match(after) or rules.other_name.match(after)
    return not taken and name_begins(text, start, rules)


def find_anaphora(fields: Iterable[Field], places: Sequence[KnownPlace]) -> Iterator[Reference]:
    """Yield where 我镇, 该县, 全市 and the like mean one of `places`."""
    by_word: dict[str, list[KnownPlace]] = {}
    larger = sorted(
        at for place in places if place.level is not PlaceLevel.VILLAGE for at in place.at
    )
    for place in places:
        for word in _words(place):
            by_word.setdefault(word, []).append(place)
    for field in fields:
        if field.part is Part.BYLINE:
            continue
        for match in islice(_ANAPHOR.finditer(field.text), MOST_NAMES):
            word = match["said"] or match["bare"]
            meant = _village_meant if word in _VILLAGE_WORDS else _meant
            known = by_word.get(word, [])
            if meant is _village_meant and match["bare"] and known:
                known = _not_left(known, larger, (field.index, match.start()))
            key = meant(match.group(), match.start(), field, known)
            if key is not None:
                yield Reference(key, field.index, match.start(), match.end())


def _words(place: KnownPlace) -> Iterator[str]:
    """The level words that may stand for a place: 镇 for 古店镇; a renamed town keeps the word on the page."""
    match place.level:
        case PlaceLevel.TOWN:
            yield from (word for word in _TOWN_WORDS if place.name.endswith(word))
        case PlaceLevel.VILLAGE:
            yield from (word for word in _VILLAGE_WORDS if place.name.endswith(word))
        case _:
            if place.name[-1] in _UPPER_WORDS:
                yield place.name[-1]


def _village_meant(
    words: str, start: int, field: Field, places: Sequence[KnownPlace]
) -> str | None:
    """Which village the words mean: none before one is named."""
    at = (field.index, start)
    return _meant(words, start, field, [place for place in places if _last(place, at) is not None])


def _not_left(
    villages: Iterable[KnownPlace], larger: Sequence[tuple[int, int]], at: tuple[int, int]
) -> list[KnownPlace]:
    """The villages named in a paragraph that no larger place follows: 村里 means none the article has left."""
    before = bisect_right(larger, at)
    last = larger[before - 1] if before else (-1, 0)
    kept = []
    for village in villages:
        named = _last(village, at)
        if named is not None and (named > last or named[0] == last[0]):
            kept.append(village)
    return kept


def _meant(words: str, start: int, field: Field, places: Sequence[KnownPlace]) -> str | None:
    """
    Which of `places` the words at `start` mean.

    我镇, 本镇, 镇里 are the article's own subject; 该镇 is the last one named before; 全镇 too, where its
    paragraph names one. 我市, 全市 and 市委 are said of the paper's own city: of several, the one their
    sentence names before them, or that holds most of the places named.
    """
    if len(places) <= 1:
        return places[0].key if places else None
    at = (field.index, start)
    before = [(mention, place.key) for place in places if (mention := _last(place, at)) is not None]
    alone = [each for each in before if not _is_listed(each[0], field)]
    last = max(alone or before, default=None)
    if words[-1] in "市省" and words[0] != "该":
        if last is not None and words[0] == "全" and _shares_sentence(last[0], start, field):
            return last[1]
        return max(places, key=lambda place: (place.holds, len(place.at))).key
    headed = [place for place in places if place.headed]
    own = words[0] not in "该全" or (words[0] == "全" and (last is None or last[0][0] < at[0]))
    if own and headed:
        return max(headed, key=lambda place: (len(place.at), place.holds)).key
    if last is not None:
        return last[1]
    return min(((place.at or (at,))[0], place.key) for place in places)[1]


def _is_listed(mention: tuple[int, int], field: Field) -> bool:
    """Whether a mention in `field` is one of a list, and not its first: 乙镇 of 甲镇、乙镇."""
    number, start = mention
    return number == field.index and start > 0 and field.text[start - 1] in "、和与及"


def _shares_sentence(mention: tuple[int, int], start: int, field: Field) -> bool:
    number, before = mention
    return number == field.index and field.sentence_at(before) == field.sentence_at(start)


def _last(place: KnownPlace, at: tuple[int, int]) -> tuple[int, int] | None:
    number = bisect_right(place.at, at)
    return place.at[number - 1] if number else None
