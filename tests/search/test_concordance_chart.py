"""The chart's numbers: lines for terms, gaps where nothing is, a scale that every value fits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance.chart import FLOOR, SKIPPED, TOP, Series, draw_lines


def series(**values: int) -> Series:
    """A term with a value for each year given as y2021."""
    return Series("词", {int(year[1:]): Decimal(value) for year, value in values.items()})


def test_lines_run_through_consecutive_years_only() -> None:
    [line] = draw_lines([series(y2019=1, y2020=2, y2022=3)]).lines

    assert len(line.points) == 3
    assert [(one.start.said, one.end.said) for one in line.segments] == [("2019：1", "2020：2")]


def test_a_long_stretch_without_articles_is_one_mark() -> None:
    chart = draw_lines([series(y1999=1, y2022=2, y2023=3)])

    assert [tick.label for tick in chart.years] == ["1999", SKIPPED, "2022", "2023"]
    assert len(chart.skips) == 1
    assert len(chart.lines[0].segments) == 1


def test_one_year_stands_in_the_middle() -> None:
    chart = draw_lines([series(y2021=5)])

    assert [point.x for point in chart.lines[0].points] == [chart.years[0].at]
    assert chart.lines[0].segments == ()


def test_each_term_has_a_style_of_its_own() -> None:
    chart = draw_lines([series(y2021=n) for n in range(5)])

    assert [line.style for line in chart.lines] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("highest", "top"), [(0, "1"), (1, "1"), (3, "5"), (17, "20"), (1200, "2,000")]
)
def test_the_scale_ends_at_a_round_number(highest: int, top: str) -> None:
    assert draw_lines([series(y2021=highest)]).grid[-1].label == top


@given(st.dictionaries(st.integers(1900, 2100), st.integers(0, 10**10), min_size=1, max_size=40))
def test_every_value_is_drawn_inside_the_chart(values: dict[int, int]) -> None:
    scaled = {year: Decimal(value).scaleb(-4) for year, value in values.items()}

    [line] = draw_lines([Series("词", scaled)]).lines

    assert len(line.points) == len(values)
    for point in line.points:
        assert TOP <= float(point.y) <= FLOOR
        assert 0 <= float(point.x.rstrip("%")) <= 100
