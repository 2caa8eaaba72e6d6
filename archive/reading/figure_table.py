"""
A table of figures as HTML. In: figures, and what the table shows of them. Out: the table, which scrolls where it is too wide.

A page prints dozens of rows, too many for templates. Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from archive.models import Indicator
from archive.reading.figure_html import print_guessed, print_more, print_seal, print_why
from archive.reading.figures import FigureRow
from archive.reading.labels import date_words
from archive.reading.tongue import Tongue, present_tongue


@dataclass(frozen=True, slots=True)
class Layout:
    """What the table shows: the number in a chart, the place, links to indicators; whether rows stand by indicator."""

    numbered: bool = False
    place: bool = True
    indicator: bool = True
    grouped: bool = False


def print_table(figures: Iterable[FigureRow], layout: Layout) -> SafeString:
    """The figures in the given order."""
    tongue = present_tongue()
    _ = tongue.say
    label = _("数据表，可左右滚动")
    return SafeString(
        f'<section class="scroll" tabindex="0" aria-label="{label}"><table class="stk figs" role="table">'
        f'<thead role="rowgroup"><tr role="row">{_head(layout, tongue)}</tr></thead>\n'
        f"{_body(figures, layout, tongue)}</tbody></table></section>\n"
    )


def _head(layout: Layout, tongue: Tongue) -> str:
    _ = tongue.say
    columns = [(_("图号"), "drawn")] if layout.numbered else []
    columns.append((_("指标"), ""))
    if layout.place:
        columns.append((_("地方"), ""))
    columns += [(_("报上写法"), "num"), (_("换算值"), "num"), (_("时间"), ""), (_("原句"), "")]
    columns.append((_("核校与依据"), ""))
    return "".join(
        f'<th role="columnheader" scope="col"{_shape(shape)}>{title}</th>'
        for title, shape in columns
    )


def _shape(shape: str) -> str:
    return f' class="{shape}"' if shape else ""


def _body(figures: Iterable[FigureRow], layout: Layout, tongue: Tongue) -> str:
    if not layout.grouped:
        rows = "".join(f"{_row(figure, layout, tongue)}\n" for figure in figures)
        return f'<tbody role="rowgroup">\n{rows}'
    groups = groupby(figures, key=lambda figure: figure.metric.indicator_id)
    bodies = (_group(list(rows), layout, tongue) for _indicator, rows in groups)
    return "\n" + "</tbody>".join(bodies)


def _group(figures: list[FigureRow], layout: Layout, tongue: Tongue) -> str:
    """The rows of one indicator under its name."""
    _, indicator = tongue.say, figures[0].metric.indicator
    name = _("未归入指标") if indicator is None else _link(indicator, indicator.name, tongue)
    head = f'<th role="rowheader" colspan="6" scope="rowgroup">{name}</th>'
    rows = "".join(f"{_row(figure, layout, tongue)}\n" for figure in figures)
    return f'<tbody role="rowgroup" class="grp"><tr role="row">{head}</tr>{rows}'


def _link(indicator: Indicator, words: str, tongue: Tongue) -> str:
    url = escape(indicator.get_absolute_url())
    return f'<a href="{url}"{tongue.of(words)}>{escape(words)}</a>'


def _row(figure: FigureRow, layout: Layout, tongue: Tongue) -> str:
    cells = "".join(_cells(figure, layout, tongue))
    return f'<tr role="row" id="m{figure.metric.pk}">{cells}</tr>'


def _cells(figure: FigureRow, layout: Layout, tongue: Tongue) -> Iterator[str]:
    _ = tongue.say
    if layout.numbered:
        undrawn = _("未画")
        number = figure.number or f'<span class="hint">{undrawn}</span>'
        yield _cell(_("图号"), "drawn", str(number))
    yield f'<th role="rowheader" scope="row">{_phrase(figure, layout, tongue)}</th>'
    if layout.place:
        yield _cell(_("地方"), "where", _place(figure, tongue))
    printed = f"<b{tongue.of(figure.printed)}>{escape(figure.printed)}</b>"
    if figure.amount_corrected:
        as_printed = _("（报上）")
        printed += f'<span class="hint">{as_printed}</span>'
    yield _cell(_("报上写法"), "num", printed)
    yield _cell(_("换算值"), "num", _value(figure, tongue))
    yield _cell(_("时间"), "when", _time(figure, tongue))
    url, lang = escape(figure.url), tongue.of(figure.quote)
    quote = f'<a class="quiet" href="{url}"{lang}>{escape(figure.quote)}</a>'
    yield _cell(_("原句"), "wide kai", quote)
    more = print_more(figure, tongue) + print_why(figure, tongue)
    trust = f"{print_seal(figure.seal, tongue)} {escape(figure.trust)}{more}"
    yield _cell(_("核校与依据"), "trust", trust)


def _cell(title: str, shape: str, inside: str) -> str:
    return f'<td role="cell" data-th="{title}"{_shape(shape)}>{inside}</td>'


def _phrase(figure: FigureRow, layout: Layout, tongue: Tongue) -> str:
    """What is counted, with its threshold."""
    metric = figure.metric
    phrase, qualifier = metric.phrase, metric.qualifier
    if metric.indicator and layout.indicator:
        said = _link(metric.indicator, phrase or metric.indicator.name, tongue)
    else:
        said = f"<span{tongue.of(phrase)}>{escape(phrase)}</span>"
    if qualifier and qualifier not in phrase:
        said += f'<span class="hint"{tongue.of(qualifier)}>（{escape(qualifier)}）</span>'
    return said


def _place(figure: FigureRow, tongue: Tongue) -> str:
    metric, place = figure.metric, figure.metric.place
    guessed = f" {print_guessed(tongue)}" if figure.place_guessed else ""
    if place is None:
        name = metric.place_name
        return f"<span{tongue.of(name)}>{escape(name or '—')}</span>{guessed}"
    name = metric.place_name or place.name
    link = f'<a href="{escape(place.get_absolute_url())}"{tongue.of(name)}>{escape(name)}</a>'
    county = place.county
    if county and county != place.name:
        link += f' <span class="hint nb"{tongue.of(county)}>{escape(county)}</span>'
    return link + guessed


def _value(figure: FigureRow, tongue: Tongue) -> str:
    """The value in its unit; whether it is an aim, a plan or a rule."""
    _, normalised = tongue.say, figure.normalised
    said = f"<span{tongue.of(normalised)}>{escape(normalised)}</span>"
    if figure.amount_corrected:
        corrected = _("更正")
        said += f' <span class="hint">{corrected}</span>'
    if figure.metric.status != "achieved":
        status = _("（%(what)s）") % {"what": escape(figure.status)}
        said += f'<span class="hint">{status}</span>'
    return said


def _time(figure: FigureRow, tongue: Tongue) -> str:
    """The time as printed; the day the article was."""
    _, period, article = tongue.say, figure.metric.period, figure.metric.article
    guessed = f" {print_guessed(tongue)}" if figure.period_guessed else ""
    line = "<br>" if period else ""
    printed = ""
    if article.published:
        printed = _("刊于 %(date)s") % {"date": escape(date_words(article))}
    elif not period:
        printed = _("时间未详")
    return f'<span{tongue.of(period)}>{escape(period)}</span>{guessed}{line}<span class="hint">{printed}</span>'
