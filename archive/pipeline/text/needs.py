"""
What a pattern cannot match without. A pattern in, literals out of which every match holds at least one.

Read off the parsed pattern, so that no table has to say it: 今年(?:以来)? needs 今年, 去年|前年 one of the two.
What stands in a look-ahead or look-behind is not counted: it may lie outside the text that is searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import _constants, _parser  # type: ignore[attr-defined] # Python's own reading of a pattern
from typing import Any

Literals = frozenset[str]

_MOST = 64  # literals that are followed at a time: beyond, a part of a pattern counts as anything
_NOTHING: Literals = frozenset([""])


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a pattern: all it can match (None: too much to list), and the literals its matches need."""

    whole: Literals | None = None
    needed: Literals | None = None


_ANYTHING, _EMPTY = _Part(), _Part(_NOTHING)


def needed_literals(pattern: re.Pattern[str]) -> Literals | None:
    """
    Give literals of which every match of `pattern` holds at least one; None where it may hold any text.

    The set that says most is taken: the longest literals, then the fewest.
    """
    if pattern.flags & re.IGNORECASE:
        return None
    needed = _sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)).needed
    return needed and _shortest(needed)


def _sequence(parsed: Iterable[Any]) -> _Part:
    """One part behind another: literals side by side make longer ones."""
    run = _NOTHING  # every way to write what was read since the last part that can be anything
    found: list[Literals | None] = []
    is_listed = True
    for kind, value in parsed:
        part = _READERS[kind](value) if kind in _READERS else _ANYTHING
        found.append(part.needed)
        if part.whole is not None and len(run) * len(part.whole) <= _MOST:
            run = frozenset(before + after for before in run for after in part.whole)
        else:
            found.append(run)
            is_listed = False
            run = part.whole or _NOTHING
    return _Part(run if is_listed else None, _telling([*found, run]))


def _branch(value: Any) -> _Part:
    parts = [_sequence(branch) for branch in value[1]]
    wholes, needs = [part.whole for part in parts], [part.needed for part in parts]
    return _Part(_union(wholes), _union(needs))


def _group(value: Any) -> _Part:
    _, flags, _, inside = value
    return _ANYTHING if flags else _sequence(inside)


def _repeated(value: Any) -> _Part:
    least, most, inside = value
    part = _sequence(inside)
    if (least, most) == (0, 1) and part.whole is not None:
        return _Part(part.whole | _NOTHING)
    return _Part(None, part.needed if least else None)


def _characters(members: Any) -> _Part:
    """A class of characters; one that is negated, large or holds a category is anything."""
    characters: set[str] = set()
    for kind, value in members:
        if kind is _constants.LITERAL:
            characters.add(chr(value))
        elif kind is _constants.RANGE and value[1] - value[0] < _MOST:
            characters.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return _ANYTHING
    return _Part(frozenset(characters), frozenset(characters))


_READERS: dict[Any, Callable[[Any], _Part]] = {
    _constants.LITERAL: lambda value: _Part(frozenset([chr(value)])),
    _constants.IN: _characters,
    _constants.BRANCH: _branch,
    _constants.SUBPATTERN: _group,
    _constants.ATOMIC_GROUP: _sequence,
    _constants.MAX_REPEAT: _repeated,
    _constants.MIN_REPEAT: _repeated,
    _constants.POSSESSIVE_REPEAT: _repeated,
    _constants.AT: lambda _: _EMPTY,
    _constants.ASSERT: lambda _: _EMPTY,
    _constants.ASSERT_NOT: lambda _: _EMPTY,
}


def _union(sets: Iterable[Literals | None]) -> Literals | None:
    """All literals of `sets`; None where one of them is."""
    union: Literals = frozenset()
    for each in sets:
        if each is None:
            return None
        union |= each
    return union


def _shortest(literals: Literals) -> Literals:
    """The literals without those that hold another."""
    kept: list[str] = []
    for literal in sorted(literals, key=len):
        if not any(shorter in literal for shorter in kept):
            kept.append(literal)
    return frozenset(kept)


def _telling(found: Iterable[Literals | None]) -> Literals | None:
    """Of sets that are all needed the one that says most."""
    candidates = [each for each in found if each and "" not in each]
    return max(candidates, key=lambda each: (min(map(len, each)), -len(each)), default=None)
