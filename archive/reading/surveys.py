"""
The figures of one indicator, narrowed. In: the indicator and the terms an address states. Out: which
figures stand together, which stand elsewhere, and what else could be asked.

Figures stand together only in one measure: one unit, one “per” and one threshold (10万元以上).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import FloatField, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from archive.models import Indicator, Metric, Place, Review
from archive.models.place import Level
from archive.models.questions import NO_TEXT, Question, Union
from archive.reading.labels import PER, STATUSES, UNITS
from archive.reading.ledger import CODE_LENGTHS

FACTS = ("achieved", "descriptive")  # what is, apart from what is wanted, planned or prescribed
_BETWEEN = "|"


class UnknownTerm(ValueError):
    """The address asks for something this indicator has not; the message says what."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an address asks for; empty fields narrow nothing."""

    measure: str = ""
    place: str = ""
    first: int | None = None
    last: int | None = None
    status: str = ""
    unreviewed: bool = False

    def address(self, **changes: str | int | bool | None) -> str:
        """The query that asks for these terms with some of them changed."""
        # mypy cannot know which keyword has which type; every caller names a field.
        changed = replace(self, **changes)  # type: ignore[arg-type]
        pairs = {
            "measure": changed.measure,
            "place": changed.place,
            "from": changed.first,
            "to": changed.last,
            "status": changed.status,
            "unreviewed": "1" if changed.unreviewed else "",
        }
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


class Told(NamedTuple):  # an indicator has thousands: made in a third of the time of a dataclass
    """
    One figure, as far as narrowing and the chart of all need it.

    `year` is its period's, else its article's; `printed_on` an ISO date.
    """

    pk: int
    article: int
    place: str
    measure: str
    status: str
    review: str
    year: int | None
    printed_on: str
    value: float
    high: float | None  # of a range
    comparator: str


def in_order(told: Iterable[Told]) -> list[Told]:
    """Those a person confirmed first, then the newest article, undated ones last."""
    ordered = sorted(told)  # by number
    ordered.sort(key=attrgetter("printed_on", "article"), reverse=True)
    ordered.sort(key=lambda each: each.review != Review.CONFIRMED)
    return ordered


@dataclass(frozen=True, slots=True)
class Option:
    """Something an address may ask for, in words, with the number of figures it would leave."""

    value: str
    words: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """The figures that stand together (`kept`), and the choices beside them."""

    terms: Terms
    total: int
    kept: tuple[Told, ...]
    measures: tuple[Option, ...]
    places: tuple[Option, ...]
    statuses: tuple[Option, ...]
    years: tuple[int, ...]

    @property
    def elsewhere(self) -> int:
        """Figures that answer the other terms in another unit or with another threshold."""
        return sum(option.count for option in self.measures if not option.chosen)


Test = Callable[[Told], bool]


def read_terms(given: Mapping[str, str]) -> Terms:
    """The terms of an address. Raises UnknownTerm if a year is none."""
    return Terms(
        measure=given.get("measure", ""),
        place=given.get("place", ""),
        first=_year(given.get("from", "")),
        last=_year(given.get("to", "")),
        status=given.get("status", ""),
        unreviewed=given.get("unreviewed") == "1",
    )


def survey(indicator: Indicator, terms: Terms) -> Survey:
    """
    The public figures of the indicator that answer the terms, in two queries.

    Without a measure the fullest is taken. Raises UnknownTerm for a place, status or measure
    no figure of the indicator has.
    """
    told = read_told(indicator)
    _check(terms, told)
    tests = _tests(terms)
    narrowed = _kept(told, *tests.values())
    counts = Counter(each.measure for each in narrowed)
    for each in {row.measure for row in told}:
        counts.setdefault(each, 0)
    ordered = sorted(counts, key=lambda measure: (-counts[measure], measure))
    chosen = terms.measure or next(iter(ordered), "")
    here = [each for each in told if each.measure == chosen]
    return Survey(
        terms=replace(terms, measure=chosen),
        total=len(told),
        kept=tuple(in_order(each for each in narrowed if each.measure == chosen)),
        measures=tuple(
            Option(key, measure_words(key), counts[key], key == chosen) for key in ordered
        ),
        places=_places(terms, _kept(here, tests["years"], tests["status"])),
        statuses=_statuses(terms, _kept(here, tests["years"], tests["place"])),
        years=tuple(sorted({e.year for e in told if e.year is not None})),
    )


def read_told(indicator: Indicator) -> list[Told]:
    """Every public figure of the indicator, each fact once."""
    join = _BETWEEN.join
    return [
        Told(
            pk,
            article,
            place or "",
            join((unit, per, qualifier)),
            status,
            review,
            int(day[:4]) if (day := last or first or printed) else None,
            printed or "",
            *drawn,
        )
        for pk, article, place, unit, per, qualifier, status, review, first, last, printed, *drawn in (
            _TOLD.rows(indicator.pk)
        )
    ]


def _compose_told(indicator: int) -> tuple[QuerySet[Any, Any]]:
    """Dates as text: thousands are read, of which all but the year is looked at for a page at most."""
    rows = Metric.objects.public().once().filter(indicator=indicator).order_by()
    fields = ("pk", "article_id", "place_id", "unit", "per", "qualifier", "status", "review")
    dates = [
        Cast(date, TextField()) for date in ("period_first", "period_last", "article__published_on")
    ]
    values = [Cast(value, FloatField()) for value in ("value", "value_max")]
    return (rows.values_list(*fields, *dates, *values, "comparator"),)


_TOLD = Union(_compose_told)


def measure_of(metric: Metric) -> str:
    """What a figure can stand together with: its unit, “per” and threshold."""
    return _BETWEEN.join((metric.unit, metric.per, metric.qualifier))


def unit_of(measure: str) -> str:
    """The unit of a measure, as codes write it."""
    return measure.partition(_BETWEEN)[0]


def measure_words(measure: str) -> str:
    """每年 · 元 · 10万元以上."""
    unit, per, qualifier = measure.split(_BETWEEN, 2)
    words = (str(PER.get(per, per)), UNITS.get(unit, unit) or _("无单位"), qualifier)
    return " · ".join(word for word in words if word)


def _year(written: str) -> int | None:
    if not written:
        return None
    if not (written.isdecimal() and dt.MINYEAR <= int(written) <= dt.MAXYEAR):
        raise UnknownTerm(_("“{given}”不是年份，请写成 2021 这样的四位数。").format(given=written))
    return int(written)


def _check(terms: Terms, told: Sequence[Told]) -> None:
    if terms.measure and terms.measure not in {each.measure for each in told}:
        raise UnknownTerm(
            _("这个指标没有单位或门槛是“{given}”的数据。").format(given=terms.measure)
        )
    if terms.status and terms.status not in STATUSES:
        raise UnknownTerm(_("没有“{given}”这种性质。").format(given=terms.status))
    if terms.place and not any(each.place.startswith(terms.place) for each in told):
        raise UnknownTerm(_("这个指标没有代码为 {given} 的地方的数据。").format(given=terms.place))


def _tests(terms: Terms) -> dict[str, Test | None]:
    """By term; None where the address asks for nothing."""

    def in_years(each: Told) -> bool:
        year = each.year
        return year is not None and (terms.first or year) <= year <= (terms.last or year)

    any_year = terms.first is None and terms.last is None
    return {
        "place": (lambda each: each.place.startswith(terms.place)) if terms.place else None,
        "years": None if any_year else in_years,
        "status": (lambda each: each.status == terms.status) if terms.status else None,
    }


def _kept(told: Sequence[Told], *tests: Test | None) -> Sequence[Told]:
    for test in tests:
        if test is not None:
            told = [each for each in told if test(each)]
    return told


def _places(terms: Terms, told: Iterable[Told]) -> tuple[Option, ...]:
    """The divisions over the chosen place, itself, and those just below it that have figures."""
    counts: Counter[str] = Counter()
    for place, figures in Counter(each.place for each in told).items():
        for length in CODE_LENGTHS.values():
            if len(place) >= length:
                counts[place[:length]] += figures
    below = next((n for n in CODE_LENGTHS.values() if n > len(terms.place)), 0)
    over = {terms.place[:n] for n in CODE_LENGTHS.values() if n <= len(terms.place)}
    shown = {c for c in counts if c in over or (len(c) == below and c.startswith(terms.place))}
    names = {place.code: place for place in _PLACES.rows(sorted(shown | over) or [NO_TEXT])}
    return tuple(
        Option(code, _place_words(names[code]), counts[code], code == terms.place)
        for code in sorted(names)
    )


_PLACES: Question[Place] = Question(lambda codes: Place.objects.filter(code__in=codes).order_by())


def _place_words(place: Place) -> str:
    depth = list(CODE_LENGTHS).index(Level(place.level))
    return "　" * depth + place.name


def _statuses(terms: Terms, told: Iterable[Told]) -> tuple[Option, ...]:
    counts = Counter(each.status for each in told)
    return tuple(
        Option(code, str(words), counts[code], code == terms.status)
        for code, words in STATUSES.items()
        if counts[code] or code == terms.status
    )
