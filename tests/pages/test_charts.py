"""Bars: heights in proportion, labels that do not collide."""

from __future__ import annotations

from archive.reading.charts import FLOOR, LABELS_AT_MOST, TOP, Datum, draw_bars


def test_the_highest_bar_reaches_the_top_and_others_are_in_proportion() -> None:
    chart = draw_bars([Datum("2015", 4), Datum("2016", 0), Datum("2017", 2)])

    assert [bar.height for bar in chart.bars] == [FLOOR - TOP, 0, (FLOOR - TOP) // 2]
    assert all(bar.y + bar.height == FLOOR for bar in chart.bars)


def test_one_among_thousands_can_still_be_seen() -> None:
    chart = draw_bars([Datum("2015", 9000), Datum("2016", 1)])

    assert chart.bars[1].height > 0


def test_many_years_get_only_as_many_labels_as_fit() -> None:
    chart = draw_bars([Datum(str(year), 1) for year in range(1949, 2027)])

    assert sum(bar.labelled for bar in chart.bars) <= LABELS_AT_MOST


def test_nothing_to_draw_is_no_bar() -> None:
    assert draw_bars([]).bars == ()
