"""
Two townships side by side. In: two townships. Out: what is in print of each, the same indicators in one row.

Nothing is subtracted, ranked or added up: figures stand in one row only in the same unit and with the
same threshold, each as it is printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import Indicator, Metric, Place, PlaceMention, Program
from archive.reading.course import Course, read_course
from archive.reading.dossiers import JSON, Absolute, print_figures, print_programs
from archive.reading.figures import FigureRow, read_figures
from archive.reading.surveys import measure_of, measure_words

SHOWN_FIGURES = 200  # of each township, the newest
SHOWN_PROGRAMS = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One township: its articles, its programs, its figures that have an indicator."""

    place: Place
    course: Course
    programs: tuple[Program, ...]
    figures: tuple[FigureRow, ...]
    figure_count: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator in one measure, and what either township prints of it, the oldest first."""

    indicator: Indicator
    measure: str  # in words
    left: tuple[FigureRow, ...]
    right: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """Articles of one year on either side."""

    year: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both townships; `shared` and `lone` are rows with figures of both and of one."""

    left: Side
    right: Side
    years: tuple[YearRow, ...]
    both_programs: tuple[Program, ...]
    left_programs: tuple[Program, ...]
    right_programs: tuple[Program, ...]
    shared: tuple[IndicatorRow, ...]
    lone: tuple[IndicatorRow, ...]

    @property
    def left_lone(self) -> tuple[IndicatorRow, ...]:
        """Rows with figures of the left alone."""
        return tuple(row for row in self.lone if row.left)

    @property
    def right_lone(self) -> tuple[IndicatorRow, ...]:
        """Rows with figures of the right alone."""
        return tuple(row for row in self.lone if row.right)


def lay_side_by_side(left: Place, right: Place) -> SideBySide:
    """Both as they are in print, in seven queries each."""
    one, other = read_side(left), read_side(right)
    rows = _indicator_rows(one.figures, other.figures)
    of_one, of_other = set(one.programs), set(other.programs)
    return SideBySide(
        left=one,
        right=other,
        years=_year_rows(one.course, other.course),
        both_programs=tuple(each for each in one.programs if each in of_other),
        left_programs=tuple(each for each in one.programs if each not in of_other),
        right_programs=tuple(each for each in other.programs if each not in of_one),
        shared=tuple(row for row in rows if row.left and row.right),
        lone=tuple(row for row in rows if not (row.left and row.right)),
    )


def print_pair(pair: SideBySide, url: str, absolute: Absolute) -> JSON:
    """Both as data, figures as everywhere with where they stand, in two queries more."""
    rows = (*pair.shared, *pair.lone)
    told = [figure.metric for row in rows for figure in (*row.left, *row.right)]
    figures = dict(zip((each.pk for each in told), print_figures(told, absolute), strict=True))
    return {
        "url": url,
        "left": _print_side(pair.left, absolute),
        "right": _print_side(pair.right, absolute),
        "years": [{"year": row.year, "left": row.left, "right": row.right} for row in pair.years],
        "undated": {"left": pair.left.course.undated, "right": pair.right.course.undated},
        "programs": {
            "both": print_programs(pair.both_programs, absolute),
            "left": print_programs(pair.left_programs, absolute),
            "right": print_programs(pair.right_programs, absolute),
        },
        "indicators": [
            {
                "slug": row.indicator.slug,
                "name": row.indicator.name,
                "measure": row.measure,
                "url": absolute(row.indicator.get_absolute_url()),
                "left": [figures[figure.metric.pk] for figure in row.left],
                "right": [figures[figure.metric.pk] for figure in row.right],
            }
            for row in rows
        ],
    }


def _print_side(side: Side, absolute: Absolute) -> JSON:
    place, course = side.place, side.course
    return {
        "code": place.code,
        "name": place.name,
        "county": place.county,
        "city": place.city,
        "province": place.province,
        "url": absolute(place.get_absolute_url()),
        "articles": course.articles,
        "first": course.first.published if course.first else None,
        "last": course.last.published if course.last else None,
        "figures": side.figure_count,
        "programs": len(side.programs),
    }


def read_side(place: Place) -> Side:
    """What is in print of one township."""
    articles = PlaceMention.objects.public().about(place.code).articles()
    figures = Metric.objects.public().about(place.code).once()
    named = figures.exclude(indicator=None).newest_first().select_related("indicator")
    return Side(
        place=place,
        course=read_course(articles),
        programs=tuple(Program.objects.named_in(articles)[:SHOWN_PROGRAMS]),
        figures=tuple(read_figures(named.prefetch_related("article")[:SHOWN_FIGURES])),
        figure_count=figures.count(),
    )


def _indicator_rows(left: Sequence[FigureRow], right: Sequence[FigureRow]) -> list[IndicatorRow]:
    indicators: dict[int, Indicator] = {}
    cells: dict[tuple[int, str], tuple[list[FigureRow], list[FigureRow]]]
    cells = defaultdict(lambda: ([], []))
    for side, figures in enumerate((left, right)):
        for figure in sorted(figures, key=when):
            metric = figure.metric
            if metric.indicator is not None:
                indicators[metric.indicator.pk] = metric.indicator
                cells[metric.indicator.pk, measure_of(metric)][side].append(figure)
    rows = [
        IndicatorRow(indicators[pk], measure_words(measure), tuple(one), tuple(other))
        for (pk, measure), (one, other) in cells.items()
    ]
    return sorted(rows, key=lambda row: (row.indicator.family, row.indicator.name, row.measure))


def when(figure: FigureRow) -> tuple[int, int]:
    """The day a figure speaks of, else that of its article; unknown days last."""
    metric = figure.metric
    day = metric.period_last or metric.period_first or metric.article.published_on
    return (day.toordinal() if day else 10**7, metric.pk)


def _year_rows(left: Course, right: Course) -> tuple[YearRow, ...]:
    one = {year.year: year.articles for year in left.years}
    other = {year.year: year.articles for year in right.years}
    return tuple(
        YearRow(year, one.get(year, 0), other.get(year, 0)) for year in sorted({*one, *other})
    )
