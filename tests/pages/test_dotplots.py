"""Marks: where values stand, on which scale, and what cannot be drawn is counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from archive.reading.dotplots import (
    FLOOR,
    NOTHING,
    TOP,
    Point,
    make_scale,
    plot_places,
    plot_years,
)

POINT = Point(
    number=1,
    place="雁鸣湖镇",
    when="2021",
    words="50 人",
    value=Decimal(50),
    high=None,
    comparator="eq",
    review="confirmed",
    year=2021,
    year_printed=True,
)
VALUES = st.integers(min_value=0, max_value=10**15).map(lambda n: Decimal(n) / 100)


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_a_greater_value_never_stands_lower_and_none_leaves_the_chart(
    values: list[Decimal],
) -> None:
    scale = make_scale(values)

    shares = [scale.share(value) for value in sorted(values)]

    assert shares == sorted(shares)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in shares)


def test_a_straight_scale_begins_at_nothing_and_ends_on_a_round_number() -> None:
    scale = make_scale([Decimal(40), Decimal(602)])

    assert scale.ticks() == [0, 200, 400, 600, 800]


def test_values_a_thousand_times_apart_stand_on_a_logarithmic_scale() -> None:
    scale = make_scale([Decimal(20), Decimal(3_000_000)])

    assert scale.logarithmic
    assert scale.ticks() == [10, 1000, 100_000, 10_000_000]


def test_nothing_has_a_floor_of_its_own_below_the_powers_of_ten() -> None:
    scale = make_scale([Decimal(0), Decimal(20), Decimal(3_000_000)])

    assert scale.logarithmic
    assert scale.ticks() == [0, 10, 1000, 100_000, 10_000_000]
    assert [scale.share(0), scale.share(10), scale.share(10_000_000)] == [0, NOTHING, 1]
    assert scale.share(20) > NOTHING


def test_one_value_of_nothing_does_not_press_the_others_to_the_floor() -> None:
    values = [Decimal(0), *(Decimal(10) ** n for n in range(1, 15))]
    chart = plot_years([replace(POINT, number=n, value=value) for n, value in enumerate(values)])

    heights = [mark.y for mark in chart.marks]

    assert heights[0] == FLOOR
    assert len(set(heights)) == len(values)
    assert [tick.words for tick in chart.ticks] == ["0", "10", "10万", "10亿", "10万亿"]


def test_what_is_below_nothing_stands_on_a_straight_scale() -> None:
    scale = make_scale([Decimal(-5), Decimal(0), Decimal(3_000_000)])

    assert not scale.logarithmic


def test_one_value_of_nothing_can_be_drawn() -> None:
    [mark] = plot_places([replace(POINT, value=Decimal(0))]).marks

    assert mark.x == "2.00%"


def test_a_range_reaches_from_its_lower_to_its_upper_end() -> None:
    ranged = replace(POINT, value=Decimal(50), high=Decimal(100), comparator="range")

    [across] = plot_places([ranged]).marks
    [upward] = plot_years([ranged]).marks

    assert (across.x, across.x2) == ("50.00%", "98.00%")
    assert (upward.y, upward.y2) == ((TOP + FLOOR) // 2, TOP)
    assert upward.rise == TOP - upward.y


def test_a_point_without_year_is_counted_and_not_drawn_by_time() -> None:
    chart = plot_years([POINT, replace(POINT, number=2, year=None)])

    assert [mark.point.number for mark in chart.marks] == [1]
    assert chart.missing == 1


def test_points_of_one_year_stand_side_by_side_within_it() -> None:
    years = [2019, 2019, 2021]
    chart = plot_years([replace(POINT, number=n, year=year) for n, year in enumerate(years)])

    at = [float(mark.x.rstrip("%")) for mark in chart.marks]
    labels = {tick.words: float(tick.x.rstrip("%")) for tick in chart.years}
    assert at[0] < labels["2019"] < at[1] < at[2] == labels["2021"]


def test_points_of_one_year_stand_in_the_order_of_their_days() -> None:
    days = [dt.date(2021, 12, 1), None, dt.date(2021, 3, 1)]  # the newest first, as tables are
    chart = plot_years([replace(POINT, number=n, day=day) for n, day in enumerate(days)])

    across = {mark.point.number: float(mark.x.rstrip("%")) for mark in chart.marks}
    assert across[2] < across[0] < across[1]
    assert chart.unordered
    assert not plot_years([replace(POINT, day=days[0]), replace(POINT, day=days[2])]).unordered
    assert not plot_years([POINT, replace(POINT, year=2022)]).unordered


def test_a_year_of_several_points_is_drawn_from_its_beginning_to_its_end() -> None:
    years = [2019, 2020, 2020, 2021, 2021, 2023]
    chart = plot_years([replace(POINT, number=n, year=year) for n, year in enumerate(years)])

    at = [float(mark.x.rstrip("%")) for mark in chart.marks]
    begin, between, end = (float(bound.rstrip("%")) for bound in chart.bounds)
    assert at[0] < begin < at[1] < at[2] < between < at[3] < at[4] < end < at[5]


def test_ticks_of_money_are_said_in_ten_thousands() -> None:
    chart = plot_places([replace(POINT, value=Decimal(1_000_000))])

    assert [tick.words for tick in chart.ticks] == ["0", "25万", "50万", "75万", "100万"]


def test_nothing_to_draw_is_no_mark() -> None:
    assert plot_places([]).marks == ()
    assert plot_years([]).marks == ()


def test_numbers_that_would_cover_each_other_are_left_out_and_said() -> None:
    crowd = [replace(POINT, number=n) for n in range(20)]

    chart = plot_years(crowd)
    apart = plot_years([replace(POINT, number=n, year=2015 + n) for n in range(3)])

    assert chart.crowded
    assert chart.marks[0].numbered
    assert sum(mark.numbered for mark in chart.marks) < len(crowd)
    assert not apart.crowded


def test_the_scale_says_large_sums_as_one_says_them() -> None:
    chart = plot_places([replace(POINT, value=Decimal(4 * 10**12))])

    assert "4万亿" in {tick.words for tick in chart.ticks}
