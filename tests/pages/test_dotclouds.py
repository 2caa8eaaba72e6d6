"""The chart of all figures of an indicator: every one of known year has its dot, in the column of its year."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.reading.dotclouds import GRAIN, WIDE, WORDS, Cloud, CloudPlot, Dot, plot_all
from archive.reading.dotplots import FLOOR, TOP

DOT = Dot(2021, 50.0, None, "confirmed", "eq")
VALUES = st.integers(0, 10**15).map(lambda n: n / 100)
DOTS = st.builds(
    Dot,
    st.none() | st.integers(1949, 2030),
    VALUES,
    st.none() | VALUES,
    st.sampled_from(("confirmed", "machine", "doubtful")),
    st.sampled_from(("eq", "approx", "ge", "lt", "range")),
)
MARK = re.compile(r"M(\d+) (\d+)(h0|v-?8|V\d+)")


def _marks(plot: CloudPlot) -> list[tuple[int, int, str]]:
    return [mark for cloud in plot.clouds for mark in _of(cloud)]


def _of(cloud: Cloud) -> list[tuple[int, int, str]]:
    assert MARK.sub("", cloud.path) == ""
    return [(int(across), int(down), drawn) for across, down, drawn in MARK.findall(cloud.path)]


@given(st.lists(DOTS, max_size=60))
def test_every_figure_of_known_year_is_drawn_inside_the_chart_or_counted(dots: list[Dot]) -> None:
    plot = plot_all(dots)

    assert plot.drawn + plot.missing == len(dots)
    assert sum(one.figures for one in plot.told) == plot.drawn
    assert len(_marks(plot)) <= plot.drawn  # what falls on one grain is one
    assert bool(_marks(plot)) == bool(plot.drawn)
    for across, down, drawn in _marks(plot):
        around = 4 if drawn == "v8" else 0  # about so much: from a little above to a little below
        assert WORDS <= across <= WIDE
        assert TOP - around <= down <= FLOOR
        assert not drawn.startswith("V") or TOP <= int(drawn[1:]) <= FLOOR


def test_a_stroke_goes_where_its_hedge_points_and_a_range_from_end_to_end() -> None:
    least = DOT._replace(value=0.0, comparator="ge")
    most = DOT._replace(value=100.0, comparator="lt")
    about = DOT._replace(comparator="approx")
    between = DOT._replace(value=0.0, high=100.0, comparator="range")
    about_between = between._replace(value=50.0, comparator="approx")

    marks = _marks(plot_all([least, most, about, between, about_between]))

    middle = (TOP + FLOOR) // 2
    assert [mark[1:] for mark in marks] == [
        (FLOOR, "v-8"),
        (TOP, "v8"),
        (middle - 4, "v8"),
        (FLOOR, f"V{TOP}"),
        (middle, f"V{TOP}"),
    ]


def test_what_a_person_confirmed_is_told_apart_from_what_nobody_did_or_doubts() -> None:
    dots = [
        DOT._replace(review=review, year=2020 + n)
        for n, review in enumerate(("confirmed", "machine", "doubtful"))
    ]

    kinds = {(one.sure, one.stroke): len(_of(one)) for one in plot_all(dots).clouds}

    assert kinds == {(True, False): 1, (False, False): 2}


def test_years_without_figures_take_no_room_and_a_line_stands_where_they_are_left_out() -> None:
    plot = plot_all([DOT._replace(year=year) for year in (1952, 2021, 2022)])

    assert [tick.words for tick in plot.years] == ["1952", "2021", "2022"]
    room = (WIDE - WORDS) / 3
    assert [across for across, _down, _drawn in _marks(plot)] == [
        round((WORDS + room * (n + 0.5)) / GRAIN) * GRAIN for n in range(3)
    ]
    assert plot.breaks == (f"{(WORDS + room) * 100 / WIDE:.2f}%",)


def test_a_later_figure_of_a_year_stands_right_of_an_earlier_one_and_a_greater_one_higher() -> None:
    plot = plot_all([DOT, DOT._replace(value=100.0)])

    [(first, low, _), (second, high, _)] = _marks(plot)
    assert first < second
    assert high < low
