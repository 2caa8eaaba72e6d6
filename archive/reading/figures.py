"""
Figures as tables print them. In: metrics. Out: each with its printed form, its sentence, its
paragraph and its normalised value in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.humanize.templatetags.humanize import intcomma

from archive.models import Metric, Review
from archive.reading.body import Body, Located, read_body
from archive.reading.labels import COMPARATORS, PER, SEALS, STATUSES, UNITS, Seal, date_words
from archive.reading.sentences import sentence_around

# A figure's span ends at the number; readers want the unit as printed behind it.
_UNIT_BEHIND = re.compile(
    r"[余餘多来來]?[万亿萬億]?"
    r"(?:%|％|个百分点|個百分點|平方米|㎡|公里|千米|人次|场次|場次|批次|美元|元|"
    r"[人名位个個支家户戶次场場期件条條套块塊株只隻枚座笔筆岁歲处處所站项項辆輛张張间間"
    r"层層轮輪批起台亩畝吨噸斤本份篇根棵头頭口村组組级級])?"
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with its evidence; `printed` and `quote` are the page's own characters."""

    metric: Metric
    printed: str
    quote: str
    paragraph: int | None  # None outside numbered paragraphs
    url: str
    seal: Seal

    @property
    def normalised(self) -> str:
        """The value in its unit, with what the page says about its exactness."""
        return normalised_words(self.metric)

    @property
    def period(self) -> str:
        """The time as printed; without one, the article's date."""
        return self.metric.period or date_words(self.metric.article)

    @property
    def status(self) -> str:
        """Result, aim, plan, rule or existing size."""
        return str(STATUSES.get(self.metric.status, ""))


def read_figures(metrics: Iterable[Metric]) -> list[FigureRow]:
    """The metrics in the given order with what the page prints for each; needs `article` loaded."""
    bodies: dict[int, Body] = {}
    rows = []
    for metric in metrics:
        article = metric.article
        if article.pk not in bodies:
            bodies[article.pk] = read_body(article.content)
        rows.append(figure_row(metric, bodies[article.pk]))
    return rows


def figure_row(metric: Metric, body: Body) -> FigureRow:
    """One metric as its article's body prints it."""
    number = body.locate(metric.number_start, metric.number_end)
    quote = body.locate(metric.quote_start, metric.quote_end)
    numbered = quote is not None and quote.block.anchor.startswith("p")
    return FigureRow(
        metric=metric,
        printed=printed_form(number) if number else normalised_words(metric),
        quote=sentence_of(quote) if quote else metric.phrase,
        paragraph=quote.block.number if quote and numbered else None,
        url=f"{metric.article.get_absolute_url()}#{figure_anchor(metric)}",
        seal=SEALS[Review(metric.review)],
    )


def figure_anchor(metric: Metric) -> str:
    """The id of the figure's mark on its article's page."""
    return f"m{metric.pk}"


def printed_form(number: Located) -> str:
    """The number with the hedge and the unit printed right behind it: 40余次."""
    text = number.block.passage.text
    behind = _UNIT_BEHIND.match(text, number.end)
    return text[number.start : behind.end() if behind else number.end]


def sentence_of(quote: Located) -> str:
    """The whole sentence the quote stands in."""
    return sentence_around(quote.block.passage.text, quote.start, quote.end)


def normalised_words(metric: Metric) -> str:
    """13,000 平方米；不少于 200,000 元；每年 10 个."""
    low = _number(metric.value)
    amount = f"{low}—{_number(metric.value_max)}" if metric.value_max is not None else low
    unit = UNITS.get(metric.unit, metric.unit)
    measured = f"{amount}%" if unit == "%" else f"{amount} {unit}"
    words = [
        str(PER[metric.per]) if metric.per in PER else metric.per,
        str(COMPARATORS.get(metric.comparator, "")),
        measured,
    ]
    return " ".join(word for word in words if word)


def _number(value: Decimal) -> str:
    return intcomma(f"{value.normalize():f}", use_l10n=False)
