"""
Frequencies and lines to take away. A page's content comes in; a table and its receipt (检索回执) go out.

Frequencies are one long table, a line for each term in each year, town, county and publication: rows
that must not be added are told apart by their first column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from archive.reading.csv_files import Cell
from archive.reading.labels import date_words
from search.concordance.concordance import Concordance
from search.concordance.contexts import field_name
from search.concordance.frequencies import Frequencies, NamedStratum, name_strata
from search.concordance.lines import ConcordanceLine, read_lines
from search.concordance.ordering import BY_CONTEXT
from search.concordance.parameters import LineOrder
from search.concordance.terms import Terms
from search.export.receipt import stamp_receipt
from search.export.tables import Table
from search.index.documents import Field

Receipt = list[tuple[str, str]]


def frequency_table(found: Frequencies) -> Table:
    """Every row of every table, those without any occurrence too."""
    columns = (
        _("分组"),
        _("代码"),
        _("名称"),
        _("词"),
        _("处数"),
        _("篇数"),
        _("每万字处数"),
        _("该组报道篇数"),
        _("该组字数"),
    )
    return Table(_("词频"), columns, _frequency_rows(found))


def frequency_receipt(found: Frequencies, address: str, now: dt.datetime) -> Receipt:
    """How the frequencies were counted, and the way back."""
    return [
        (_("词"), _words(found.terms)),
        (_("范围"), found.narrowed.said),
        (_("范围内报道"), str(found.whole.articles)),
        (_("范围内字数"), str(found.whole.characters)),
        (_("计数"), method()),
        (_("相加"), additions()),
        *stamp_receipt(found.narrowed.build, found.narrowed.documents, address, now),
    ]


def line_table(found: Concordance, ids: Sequence[int], absolute: Callable[[str], str]) -> Table:
    """Every line of those articles; they are read as the table is written."""
    columns = (
        _("序号"),
        _("前文"),
        _("词"),
        _("后文"),
        _("位置"),
        _("段"),
        _("标题"),
        _("日期"),
        _("日期（写明与推断）"),
        _("乡镇"),
        _("县区"),
        _("刊发媒体"),
        _("来源文件"),
        _("网址"),
    )
    lines = read_lines(ids, found.shown, found.inquiry.context)
    rows = (_line_row(number, line, absolute) for number, line in enumerate(lines, start=1))
    return Table(_("语境"), columns, rows)


def line_receipt(found: Concordance, address: str, now: dt.datetime) -> Receipt:
    """How the lines were found and ordered, and the way back."""
    return [
        (_("词"), "，".join(term.text for term in found.shown)),
        (_("范围"), found.narrowed.said),
        (_("处数"), str(found.count)),
        (_("篇数"), str(found.articles)),
        (_("排序"), _order_name(found.inquiry.order)),
        (_("计数"), method()),
        *stamp_receipt(found.narrowed.build, found.narrowed.documents, address, now),
    ]


def method() -> str:
    """How occurrences and sizes are counted."""
    return _(
        "处数：在肩题、标题、副题、提要、小标题、正文、署名、图片说明、刊发媒体里各自从左到右数，不重叠；"
        "简繁、全半角、大小写、引号、空格不计。字数：同样这些文字印出的字符，不算空白。"
    )


def additions() -> str:
    """What may be added and what may not."""
    return _(
        "每篇报道只有一个年份、一家刊发媒体，可以相加；写到几个乡镇的报道在每个乡镇都数一次，"
        "县区也是，所以这些行不能相加。"
    )


def _words(terms: Terms) -> str:
    return "，".join(term.text for term in terms.terms)


def _frequency_rows(found: Frequencies) -> Iterator[Sequence[Cell]]:
    for named in name_strata(found):
        yield from _cells(named, found.terms)


def _cells(named: NamedStratum, terms: Terms) -> Iterator[Sequence[Cell]]:
    stratum = named.stratum
    for term, frequency in zip(terms.terms, stratum.frequencies, strict=True):
        rate = stratum.rate(frequency)
        yield (
            named.group,
            named.value,
            named.name,
            term.text,
            frequency.occurrences,
            frequency.articles,
            "" if rate is None else rate,
            stratum.articles,
            stratum.characters,
        )


def _line_row(number: int, line: ConcordanceLine, absolute: Callable[[str], str]) -> Sequence[Cell]:
    article, context = line.article, line.context
    return (
        number,
        context.left,
        context.node,
        context.right,
        field_name(context.field),
        context.number if context.field is Field.BODY else "",
        article.display_title,
        article.published,
        date_words(article),
        "；".join(town.name for town in line.towns),
        "；".join(dict.fromkeys(town.county for town in line.towns if town.county)),
        article.publication,
        line.source,
        absolute(line.url),
    )


def _order_name(order: LineOrder) -> str:
    if order in BY_CONTEXT:
        return _("由新到旧（前文、后文的次序请在表格里排）")
    return {
        LineOrder.NEWEST: _("由新到旧"),
        LineOrder.OLDEST: _("由旧到新"),
        LineOrder.TOWN: _("乡镇"),
        LineOrder.SOURCE: _("刊发媒体"),
    }[order]
