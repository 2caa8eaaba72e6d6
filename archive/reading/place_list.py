"""
The divisions that articles name, as a list and as a tree. In: nothing, or how they are narrowed. Out: rows, nodes.

An article counts once in each division it names or names a part of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.models import Place, PlaceMention
from archive.models.place import Level, place_address
from archive.pipeline.places.division_names import PSEUDO_NAMES
from archive.pipeline.programs.names import fold_name
from archive.reading.coverage import Coverage, cover, read_dates
from archive.reading.kept import kept
from archive.reading.ledger import CODE_LENGTHS, PlaceNode
from archive.reading.name_filter import name_filter

PORTION = 900  # rows asked for by number at once, below what SQLite takes


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One division of the list; `above` names the divisions it lies in, from the province on."""

    code: str
    name: str
    folded: str
    level: str
    above: tuple[str, ...]
    sort_key: str
    coverage: Coverage

    @property
    def url(self) -> str:
        """The division's page."""
        return place_address(self.level, self.code)

    @property
    def lies_in(self) -> str:
        """Where it lies, in one line."""
        return " ".join(self.above)


@kept
def list_places() -> tuple[PlaceRow, ...]:
    """
    Every division that published articles name, or name a part of, the most named first; without those that
    exist in the statistical codes only (北京市 市辖区).
    """
    named = PlaceMention.objects.not_rejected().exclude(place=None).order_by()
    pairs = named.values_list("place_id", "article_id").distinct()
    covered = cover(_with_those_above(pairs), read_dates())
    places = [row for row in _read_places(sorted(covered)) if row[1] not in PSEUDO_NAMES]
    names = {code: name for code, name, _level, _key in places}
    rows = [
        PlaceRow(code, name, fold_name(name), level, _above(code, names), key, covered[code])
        for code, name, level, key in places
    ]
    return tuple(sorted(rows, key=by_articles))


def narrow(
    rows: Iterable[PlaceRow], *, level: str = "", within: str = "", words: str = ""
) -> list[PlaceRow]:
    """Those of the level, inside the division `within`, whose name holds the words or is so read."""
    holds = name_filter(words)
    return [
        row
        for row in rows
        if (not level or row.level == level)
        and (not within or (row.code.startswith(within) and row.code != within))
        and (not words or holds(row.folded, row.sort_key))
    ]


def count_levels(rows: Iterable[PlaceRow]) -> Counter[str]:
    """How many rows there are of each level."""
    return Counter(row.level for row in rows)


def by_articles(row: PlaceRow) -> tuple[int, str]:
    """The most named first, then by code."""
    return -row.coverage.articles, row.code


def by_name(row: PlaceRow) -> tuple[bool, str, str]:
    """From A to Z; what cannot be read last."""
    return not row.sort_key, row.sort_key, row.code


def by_latest(row: PlaceRow) -> tuple[int, int, str]:
    """The last written of first, those of unknown date last."""
    last = row.coverage.last
    return -(last.toordinal() if last else 0), *by_articles(row)


def place_tree(
    rows: Iterable[PlaceRow], within: str = "", *, down_to: Level = Level.TOWN
) -> tuple[PlaceNode, ...]:
    """
    Those divisions as a tree, from provinces (or from those just below `within`) down to a level; the
    districts of 北京市 stand beside cities.
    """
    inside = [row for row in rows if row.code.startswith(within) and row.code != within]
    cities = {row.code for row in inside if row.level == Level.CITY}
    shown = [
        row
        for row in inside
        if len(row.code) <= CODE_LENGTHS[down_to]
        or (down_to is Level.CITY and row.level == Level.COUNTY and row.code[:4] not in cities)
    ]
    known = {row.code for row in shown}
    below: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in shown:
        # A county that answers to its province directly stands under the nearest one we have.
        below[_nearest(row.code, known, within)].append(row)
    return _nodes(below[within], below)


def _with_those_above(pairs: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    lengths = CODE_LENGTHS.values()
    for code, article in pairs:
        for length in lengths:
            if length <= len(code):
                yield code[:length], article


def _read_places(codes: Sequence[str]) -> list[tuple[str, str, str, str]]:
    columns = ("code", "name", "level", "sort_key")
    return [
        row
        for at in range(0, len(codes), PORTION)
        for row in Place.objects.filter(pk__in=codes[at : at + PORTION]).values_list(*columns)
    ]


def _above(code: str, names: Mapping[str, str]) -> tuple[str, ...]:
    prefixes = (code[:length] for length in CODE_LENGTHS.values() if length < len(code))
    return tuple(names[prefix] for prefix in prefixes if prefix in names)


def _nearest(code: str, known: set[str], within: str) -> str:
    for length in sorted(CODE_LENGTHS.values(), reverse=True):
        if len(within) < length < len(code) and code[:length] in known:
            return code[:length]
    return within


def _nodes(
    rows: Sequence[PlaceRow], below: Mapping[str, Sequence[PlaceRow]]
) -> tuple[PlaceNode, ...]:
    return tuple(
        PlaceNode(
            code=row.code,
            name=row.name,
            level=row.level,
            articles=row.coverage.articles,
            children=_nodes(below.get(row.code, ()), below),
        )
        for row in rows
    )
