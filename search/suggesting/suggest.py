"""
Names offered while typing. What stands in the box so far comes in, the best names go out, with what they lead to.

Characters are compared folded; letters as syllables or their first letters. Only names of
articles anyone may read now are offered, whatever the index still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from search.index.name_index import NameIndex, StoredName, open_names
from search.index.named import NameKind
from search.index.names import AT_START, LETTERS
from search.suggesting.spelled import Way, count_unlikely, ways_to_read
from search.suggesting.visible import Unseen, unseen_ids
from search.text.folding import fold, fold_with_places
from search.text.words import holds_word

MOST = 10
MOST_OF_A_KIND = 4  # while other kinds have something to offer
LOOKED_AT = 60  # of each way to match; the best of them are shown
FEW_LETTERS = 3
LONGEST = 30  # folded characters; whoever typed more is past choosing
WHOLE, START, SPELLED, INSIDE, SPELLED_INSIDE = range(5)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name: what matched of it, what it is, and how many articles it leads to."""

    kind: NameKind
    key: str
    label: str
    form: str  # as printed; not the label where another form of the name matched
    start: int  # what matched, in `form`, end excluded
    end: int
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class Match:
    """A form that what was typed may mean; the smallest `order` is the likeliest."""

    name: StoredName
    tier: int
    start: int  # in the folded form
    end: int
    unlikely: int = 0  # characters read in an unlikely way

    @property
    def order(self) -> tuple[int, ...]:
        """Closer first, then names before titles, what more articles name, and what is shorter."""
        name = self.name
        title = name.kind is NameKind.TITLE
        return (self.tier, self.unlikely, title, not name.main, -name.articles, len(name.folded))


def suggest(typed: str, root: Path) -> list[Suggestion]:
    """
    At most MOST names for `typed`, kinds together, the best kind first.

    Raises SearchUnavailable if there is no index to ask.
    """
    names = open_names(root)
    folded = fold(typed)
    if not holds_word(folded) or len(folded) > LONGEST:
        return []
    with names.snapshot():
        matches = sorted(_distinct(_matches(names, typed, folded)), key=lambda match: match.order)
        return _chosen(names, matches)


def _matches(names: NameIndex, typed: str, folded: str) -> Iterator[Match]:
    by_characters = list(_by_characters(names, folded))
    yield from by_characters
    if not any(match.tier <= START for match in by_characters):
        yield from _by_letters(names, ways_to_read(typed))


def _by_characters(names: NameIndex, folded: str) -> Iterator[Match]:
    starting = names.starting(folded, LOOKED_AT)
    for name in starting:
        yield Match(name, WHOLE if name.folded == folded else START, 0, len(folded))
    if len(starting) >= MOST:
        return
    inside = names.holding(folded, LOOKED_AT)
    if len(folded) > 1:  # a single character stands in half of all titles
        inside += names.titles_holding(folded, MOST)
    for name in inside:
        at = name.folded.index(folded)
        if at:
            yield Match(name, INSIDE, at, at + len(folded))


def _by_letters(names: NameIndex, ways: list[Way]) -> Iterator[Match]:
    mixed = [way for way in ways if any(not piece.text.isascii() for piece in way)]
    if mixed:
        yield from _mixed(names, mixed)
        return
    found: set[int] = set()
    for way in ways:
        for letters, holding in _keys(way):
            for start in names.lettered(letters, LOOKED_AT, holding):
                for match in _spelled(start.name, start.at, [way]):
                    found.add(match.name.id)
                    yield match
        if len(found) >= MOST:  # what fewer syllables gave is likelier meant
            return


def _keys(way: Way) -> list[tuple[str, str]]:
    """The letters under which `way` is kept, and what else must be in a form's readings."""
    letters = "".join(piece.text[0] for piece in way)[:LETTERS]
    first = way[0].text
    longest = max((piece.text for piece in way), key=len)
    holding = re.sub("[uv]", "_", longest) if len(longest) > 1 else ""
    if len(way) == 1 and len(first) > 1:
        return [(first, "")]
    if len(letters) < FEW_LETTERS and not holding:  # inside, so few would be found in everything
        return [(AT_START + letters, "")]
    if way[0].whole:
        return [(f"{first} {letters[1:]}", ""), (letters, holding)]
    return [(letters, holding)]


def _mixed(names: NameIndex, ways: list[Way]) -> Iterator[Match]:
    """Characters and letters together: the characters find the forms, the letters choose."""
    characters = [piece.text for piece in ways[0] if not piece.text.isascii()]
    for name in names.holding_any([characters], LOOKED_AT):
        for at, character in enumerate(name.folded):
            if character == ways[0][0].text or ways[0][0].text.isascii():
                yield from _spelled(name, at, ways)


def _spelled(name: StoredName, at: int, ways: Iterable[Way]) -> Iterator[Match]:
    readings = name.readings
    for way in ways:
        unlikely = count_unlikely(way, name.folded, readings, at)
        if unlikely is not None:
            yield Match(name, SPELLED_INSIDE if at else SPELLED, at, at + len(way), unlikely)
            return


def _distinct(matches: Iterable[Match]) -> Iterable[Match]:
    """The likeliest match of each form, and of each thing the likeliest form."""
    best: dict[tuple[NameKind, str], Match] = {}
    for match in matches:
        key = (match.name.kind, match.name.key)
        if key not in best or match.order < best[key].order:
            best[key] = match
    return best.values()


def _chosen(names: NameIndex, matches: list[Match]) -> list[Suggestion]:
    """The first that anyone may be shown; of one kind no more than a few while others wait."""
    unseen = unseen_ids(names)
    chosen: list[Suggestion] = []
    held_back: list[Suggestion] = []
    for match in matches:
        suggestion = _shown(names, match, unseen)
        if suggestion is None:
            continue
        of_kind = sum(one.kind is suggestion.kind for one in chosen)
        (held_back if of_kind >= MOST_OF_A_KIND else chosen).append(suggestion)
        if len(chosen) >= MOST or len(held_back) >= MOST:
            break
    return _grouped([*chosen, *held_back][:MOST])


def _grouped(suggestions: list[Suggestion]) -> list[Suggestion]:
    kinds = list(dict.fromkeys(one.kind for one in suggestions))
    return sorted(suggestions, key=lambda one: kinds.index(one.kind))


def _shown(names: NameIndex, match: Match, unseen: Unseen) -> Suggestion | None:
    """The match as readers see it; None if no article they may read certainly names it still."""
    name = match.name
    main = name if name.main else names.main_form(name)
    if main is None or not unseen.stands(names.ids(name)):
        return None
    places = fold_with_places(name.form)
    start, end = places.original(match.start, match.end)
    return Suggestion(
        kind=name.kind,
        key=name.key,
        label=main.label,
        form=name.form,
        start=start,
        end=end,
        detail=main.detail,
        count=len(names.ids(main) - unseen.hidden),
    )
