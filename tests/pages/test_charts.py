"""Bars: heights in proportion, labels that do not collide."""

from __future__ import annotations

from itertools import pairwise

import pytest

from archive.reading.charts import FLOOR, LABEL, TOP, WIDTHS, Datum, Fit, draw_bars


def test_the_highest_bar_reaches_the_top_and_others_are_in_proportion() -> None:
    chart = draw_bars([Datum("2015", 4), Datum("2016", 0), Datum("2017", 2)])

    assert [bar.height for bar in chart.bars] == [FLOOR - TOP, 0, (FLOOR - TOP) // 2]
    assert all(bar.y + bar.height == FLOOR for bar in chart.bars)


def test_one_among_thousands_can_still_be_seen() -> None:
    chart = draw_bars([Datum("2015", 9000), Datum("2016", 1)])

    assert chart.bars[1].height > 0


@pytest.mark.parametrize("years", [1, 2, 9, 12, 13, 30, 78, 120])
def test_labels_that_are_shown_together_have_room_in_large_type_on_a_phone_and_at_a_desk(
    years: int,
) -> None:
    labels = [bar.labelled for bar in draw_bars([Datum(str(n), 1) for n in range(years)]).bars]

    shown: set[Fit] = set()
    for fit, width in WIDTHS:
        shown.add(fit)
        standing = [at for at, label in enumerate(labels) if label in shown]
        apart = min((after - at for at, after in pairwise(standing)), default=years)
        assert standing[0] == 0
        assert apart * width / years >= min(LABEL, width)


def test_a_count_that_does_not_fit_on_a_phone_is_kept_for_wider_pages() -> None:
    counts = [1, 0, 0, 0, 0, 0, 0, 325, 12368, 1182, 1150, 696]
    bars = draw_bars([Datum(str(2015 + n), count) for n, count in enumerate(counts)]).bars

    fits = {bar.datum.count: bar.counted for bar in bars if bar.datum.count}
    assert fits == {
        1: Fit.ALWAYS,
        325: Fit.PHONE,
        12368: Fit.ALWAYS,
        1182: Fit.ROOMY,
        1150: Fit.ROOMY,
        696: Fit.PHONE,
    }


def test_beside_the_highest_bar_no_number_of_one_as_high_runs_into_its_number() -> None:
    bars = draw_bars([Datum(str(2010 + n), 999 + (n == 5)) for n in range(12)]).bars

    assert [bar.counted for bar in bars[3:8]] == [
        Fit.PHONE,
        Fit.ROOMY,
        Fit.ALWAYS,
        Fit.ROOMY,
        Fit.PHONE,
    ]


def test_the_highest_number_stays_within_the_chart_at_both_its_edges() -> None:
    stands = []
    for highest in (0, 12, 23):
        bars = draw_bars([Datum(str(n), 12_368 if n == highest else 1) for n in range(24)]).bars
        stands.append((bars[highest].anchor, bars[highest].over))

    assert stands == [("start", "0.00%"), ("middle", "52.08%"), ("end", "100.00%")]


def test_nothing_to_draw_is_no_bar() -> None:
    assert draw_bars([]).bars == ()
