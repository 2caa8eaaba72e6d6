"""
Results by year. An answer with its counts of years comes in; bars, and the rows of their table, go out.

Every year from the first to the last has its place, also those without a result; what has no year is
counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.reading.charts import Bar, BarChart, Datum, Fit, draw_bars
from search.finding.answers import Answer
from search.index.documents import UNDATED, Facet
from search.pages.parameters import Asked
from search.query.terms import Valued

MOST_YEARS = 120  # a misread year must not draw a thousand bars


@dataclass(frozen=True, slots=True)
class YearRow:
    """
    A year, how many results are of it, and the parameters of the state that keeps only those, readable.

    `dated` of them carry that date themselves; the others' is inferred.
    """

    year: str
    count: int
    dated: int
    url: str

    @property
    def hollow(self) -> bool:
        """Whether the year is inferred for every result of it."""
        return bool(self.count) and not self.dated


@dataclass(frozen=True, slots=True)
class YearChart:
    """The bars, their table without empty years, and the results of no known year."""

    bars: BarChart
    rows: tuple[YearRow, ...]
    undated: YearRow | None

    @property
    def bar_items(self) -> SafeString:
        """The bars as parts of the drawing, each leading to its year."""
        said = (_("%(year)s 年 %(n)s 篇"), _("%(year)s 年 %(n)s 篇，年份全为推断"))
        path = reverse("search")
        bars = self.bars.bars
        return SafeString(
            "".join(_print_bar(bar, self.bars, said[bar.datum.hollow], path) for bar in bars)
        )

    @property
    def row_items(self) -> SafeString:
        """The rows of the table."""
        path = reverse("search")
        return SafeString(
            "".join(
                f'<tr><th scope="row"><a href="{escape(path + row.url)}" rel="nofollow">{row.year}</a></th>'
                f'<td class="num">{row.count:,}</td><td class="num">{row.dated:,}</td></tr>'
                for row in self.rows
            )
        )


def draw_years(answer: Answer, asked: Asked) -> YearChart | None:
    """The chart of a result; None where all of it is of one year."""
    counts = answer.facets.get(Facet.YEAR)
    found = {one.value: one.count for one in counts.values} if counts else {}
    years = sorted(int(value) for value in found if value.isdigit())
    if len(years) < 2:  # noqa: PLR2004
        return None
    first = max(years[0], years[-1] - MOST_YEARS + 1)
    dated = answer.dated_years
    rows = _rows(found, dated, map(str, years), asked)
    known = {row.year: row for row in rows}
    drawn = [
        known.get(str(year), YearRow(str(year), 0, 0, "")) for year in range(first, years[-1] + 1)
    ]
    bars = draw_bars([Datum(row.year, row.count, row.hollow, row.url) for row in drawn])
    undated = _rows(found, dated, [UNDATED] if found.get(UNDATED) else [], asked)
    return YearChart(bars, rows, undated[0] if undated else None)


def _rows(
    found: Mapping[str, int], dated: Mapping[str, int], years: Iterable[str], asked: Asked
) -> tuple[YearRow, ...]:
    values = [Valued(Facet.YEAR, year) for year in years]
    urls = asked.readable_query_strings(values)
    return tuple(
        YearRow(one.value, found[one.value], dated.get(one.value, 0), url)
        for one, url in zip(values, urls, strict=True)
    )


def _print_bar(bar: Bar, chart: BarChart, said: str, path: str) -> str:
    """A template takes ten times as long over a hundred years. A year without results has no bar."""
    label, count = bar.datum.label, bar.datum.count
    parts = []
    if bar.datum.url:
        words = escape(said % {"year": label, "n": f"{count:,}"})
        kind = "bar hollow" if bar.datum.hollow else "bar"
        parts.append(
            f'<a href="{escape(path + bar.datum.url)}" rel="nofollow" aria-label="{words}"><title>{words}</title>'
            f'<rect class="slot" x="{bar.slot}" width="{bar.room}" y="0" height="{chart.floor}"/>'
            f'<rect class="{kind}" x="{bar.x}" width="{bar.width}" y="{bar.y}" height="{bar.height}"/>'
        )
        place = f'x="{bar.over}" y="{bar.head}" text-anchor="{bar.anchor}"'
        parts.append(_print_text("strong", bar.counted, place, f"{count:,}"))
        parts.append("</a>")
    place = f'x="{bar.middle}" y="{chart.tick}" text-anchor="middle"'
    parts.append(_print_text("tick", bar.labelled, place, label))
    return "".join(parts)


def _print_text(kind: str, fit: Fit, place: str, text: str) -> str:
    if fit is Fit.NEVER:
        return ""
    kind = f"{kind} {fit}".strip()
    return f'<text class="{kind}" {place}>{escape(text)}</text>'
