"""The chart of all figures of an indicator: every one of known year has its dot, in the column of its year."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.reading.dotclouds import GRAIN, LEFT, WIDE, Cloud, CloudPlot, Dot, plot_all
from archive.reading.dotplots import FLOOR, TOP

DOT = Dot(2021, 50.0, "confirmed", "eq")
DOTS = st.builds(
    Dot,
    st.none() | st.integers(1949, 2030),
    st.integers(0, 10**15).map(lambda n: n / 100),
    st.sampled_from(("confirmed", "machine", "doubtful")),
    st.sampled_from(("eq", "approx", "ge", "lt", "range")),
)


def _places(plot: CloudPlot) -> list[tuple[int, int]]:
    return [place for cloud in plot.clouds for place in _of(cloud)]


def _of(cloud: Cloud) -> list[tuple[int, int]]:
    found = re.findall(r"M(\d+) (\d+)(?:h0|v-8)", cloud.path)
    assert re.sub(r"M\d+ \d+(?:h0|v-8)", "", cloud.path) == ""
    return [(int(across), int(down)) for across, down in found]


@given(st.lists(DOTS, max_size=60))
def test_every_figure_of_known_year_is_drawn_inside_the_chart_or_counted(dots: list[Dot]) -> None:
    plot = plot_all(dots)

    assert plot.drawn + plot.missing == len(dots)
    assert len(_places(plot)) <= plot.drawn  # what falls on one grain is one
    assert bool(_places(plot)) == bool(plot.drawn)
    assert all(LEFT <= across <= WIDE and TOP <= down <= FLOOR for across, down in _places(plot))


def test_hedged_figures_are_strokes_and_what_nobody_confirmed_is_hollow_or_thin() -> None:
    plot = plot_all(
        [
            DOT,
            DOT._replace(comparator="ge"),
            DOT._replace(review="machine"),
            DOT._replace(review="machine", comparator="approx"),
            DOT._replace(review="doubtful"),
        ]
    )

    kinds = {(one.filling, one.stroke): one.hollow for one in plot.clouds}
    assert kinds == {
        ("sure", False): False,
        ("sure", True): False,
        ("open", False): True,
        ("open", True): False,
        ("doubt", False): True,
    }


def test_years_without_figures_take_no_room_and_a_line_stands_where_they_are_left_out() -> None:
    plot = plot_all([DOT._replace(year=year) for year in (1952, 2021, 2022)])

    assert [tick.words for tick in plot.years] == ["1952", "2021", "2022"]
    room = (WIDE - LEFT) / 3
    assert [across for across, _down in _places(plot)] == [
        round((LEFT + room * (n + 0.5)) / GRAIN) * GRAIN for n in range(3)
    ]
    assert plot.breaks == (f"{(LEFT + room) * 100 / WIDE:.2f}%",)


def test_a_later_figure_of_a_year_stands_right_of_an_earlier_one_and_a_greater_one_higher() -> None:
    plot = plot_all([DOT, DOT._replace(value=100.0)])

    [(first, low), (second, high)] = _places(plot)
    assert first < second
    assert high < low
