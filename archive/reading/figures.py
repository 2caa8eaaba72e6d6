"""
Figures as tables print them. In: metrics. Out: each with its printed form, its sentence, its
paragraph, its normalised value in words, and how far and why it is believed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet

from archive.models import Metric, Review, Scope
from archive.models.addresses import number_address
from archive.models.questions import Question
from archive.pipeline.values import LinkKind
from archive.reading.body import Body, Located, read_body
from archive.reading.labels import (
    COMPARATORS,
    LINKS,
    PER,
    SEALS,
    SIGNS,
    STATUSES,
    UNITS,
    Seal,
    date_words,
    day_words,
)
from archive.reading.reasons import Reason, flag_words, reasons_of, trust_words
from archive.reading.sentences import sentence_around

# A figure's span ends at the number; readers want the unit as printed behind it.
_UNIT_BEHIND = re.compile(
    r"[余餘多来來]?[万亿萬億]?"
    r"(?:[ \u00a0]?(?:%|％|‰|个百分点|個百分點|百分点|百分點"
    r"|平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|公顷|公頃|㎡|米"
    r"|千瓦时|千瓦時|千瓦|兆瓦|公斤|千克|毫升|升|个工作日|個工作日|工作日|[个個]?小[时時]|分[钟鐘]|天"
    r"|人次|场次|場次|批次|[车車班架辆輛户戶]次|[美港欧歐日]元|英[镑鎊]|元|周?[岁歲]|倍"
    r"|[人名位个個支家户戶次场場期件条條套块塊株只隻枚座笔筆处處所站项項辆輛张張间間栋棟种種类類"
    r"层層轮輪批起台亩畝吨噸斤本份篇册冊根棵头頭口村组組级級对對名盏盞节節课課]))?"
)


# The fields of a figure that make its amount.
AMOUNT = frozenset({"value", "value_max", "unit", "comparator", "per"})


@dataclass(frozen=True, slots=True)
class Tie:
    """Another figure of the article that belongs to one: in words how, as printed, and where."""

    words: str
    printed: str
    paragraph: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a check found: its sentence, and the figures concerned."""

    sentence: str
    figures: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """
    One figure with its evidence; `printed` and `quote` are the page's own characters.

    `number` is what a chart beside the table calls it; None where no chart draws it.
    """

    metric: Metric
    printed: str
    quote: str
    paragraph: int | None  # None outside numbered paragraphs
    url: str
    seal: Seal
    ties: tuple[Tie, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    number: int | None = None

    @property
    def normalised(self) -> str:
        """The value in its unit, with what the page says about its exactness."""
        return normalised_words(self.metric)

    @property
    def amount_corrected(self) -> bool:
        """Whether a person changed the amount, so that it is not the one printed."""
        return not AMOUNT.isdisjoint(self.metric.corrected)

    @property
    def period(self) -> str:
        """The time as printed; without one, the article's date."""
        return self.metric.period or date_words(self.metric.article)

    @property
    def days(self) -> str:
        """The days the period covers, as far as they can be told."""
        return day_words(self.metric.period_first, self.metric.period_last)

    @property
    def status(self) -> str:
        """Result, aim, plan, rule or existing size."""
        return str(STATUSES.get(self.metric.status, ""))

    @property
    def trust(self) -> str:
        """How far it may be believed; a person's verdict wins."""
        return trust_words(self.metric)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that made it."""
        return reasons_of(self.metric)

    @property
    def place_guessed(self) -> bool:
        """Whether the place is inferred and not said."""
        return bool(self.metric.place_basis == Scope.INFERRED)

    @property
    def period_guessed(self) -> bool:
        """Whether the time is inferred and not said."""
        return bool(self.metric.period_basis == Scope.INFERRED)


def read_figures(metrics: Iterable[Metric]) -> list[FigureRow]:
    """
    The metrics in the given order with what the page prints for each, in one query.

    Needs `article` loaded. Further tellings of each stand among its ties.
    """
    chosen = list(metrics)
    beside = _tied_to(chosen)
    bodies: dict[int, Body] = {}
    rows = []
    for metric in chosen:
        article = metric.article
        if article.pk not in bodies:
            bodies[article.pk] = read_body(article.content)
        rows.append(figure_row(metric, bodies[article.pk], beside))
    return rows


def group_figures(rows: Iterable[FigureRow]) -> list[FigureRow]:
    """The rows by indicator, unit and threshold, in each the oldest first; those without indicator last."""

    def order(row: FigureRow) -> tuple[bool, str, str, str, int, int]:
        metric = row.metric
        name = metric.indicator.name if metric.indicator else ""
        day = metric.period_last or metric.period_first or metric.article.published_on
        at = day.toordinal() if day else 0
        return (not name, name, f"{metric.per} {metric.unit}", metric.qualifier, at, metric.pk)

    return sorted(rows, key=order)


Number = tuple[int, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Beside:
    """Figures others may be tied to: by their number, and by the figure they tell again."""

    by_number: Mapping[Number, Metric]
    tellings: Mapping[int | None, Sequence[Metric]]


def lay_beside(metrics: Iterable[Metric]) -> Beside:
    """The metrics as others may be tied to them, each list in the given order."""
    numbers: dict[Number, Metric] = {}
    tellings: dict[int | None, list[Metric]] = defaultdict(list)
    for metric in metrics:
        numbers[metric.article_id, metric.number_start, metric.number_end] = metric
        tellings[metric.same_as_id].append(metric)
    return Beside(numbers, tellings)


def figure_row(metric: Metric, body: Body, beside: Beside) -> FigureRow:
    """One metric as its article's body prints it; `beside` are those it may be tied to."""
    number = body.locate(metric.number_start, metric.number_end)
    quote = body.locate(metric.quote_start, metric.quote_end)
    return FigureRow(
        metric=metric,
        printed=printed_form(number) if number else normalised_words(metric),
        quote=sentence_of(quote) if quote else metric.phrase,
        paragraph=_paragraph(quote),
        url=_address(metric),
        seal=SEALS[Review(metric.review)],
        ties=tuple(_ties(metric, body, beside)),
        doubts=tuple(
            Doubt(flag_words(flag["check"]), _concerned(metric, flag["numbers"], body, beside))
            for flag in metric.flags
        ),
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
    measured = f"{amount}{unit}" if unit in SIGNS else f"{amount} {unit}".strip()
    words = [
        str(PER[metric.per]) if metric.per in PER else metric.per,
        str(COMPARATORS.get(metric.comparator, "")),
        measured,
    ]
    return " ".join(word for word in words if word)


def _number(value: Decimal) -> str:
    return intcomma(f"{value.normalize():f}", use_l10n=False)


def _tied_to(chosen: Sequence[Metric]) -> Beside:
    """The figures that those chosen lead to or that tell them again; of the article, nobody rejected."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for metric in chosen:
        numbers = [link["number"] for link in metric.links]
        numbers += [number for flag in metric.flags for number in flag["numbers"]]
        wanted[metric.article_id] |= {start for start, _end in numbers}
    starts = sorted({start for each in wanted.values() for start in each})
    articles = [article for article, each in wanted.items() if each]
    tied = _TIED.rows(articles, starts, [metric.pk for metric in chosen])
    return lay_beside(sorted(tied, key=attrgetter("number_start")))


def _compose_tied(
    articles: Sequence[int], starts: Sequence[int], chosen: Sequence[int]
) -> QuerySet[Metric]:
    tied = Metric.objects.public().filter(article__in=articles, number_start__in=starts)
    return (tied | Metric.objects.public().filter(same_as__in=chosen)).order_by()


_TIED = Question(_compose_tied)


def _ties(metric: Metric, body: Body, beside: Beside) -> Iterable[Tie]:
    """Where its links lead, and where it is told again."""
    for link in metric.links:
        start, end = link["number"]
        other = beside.by_number.get((metric.article_id, start, end))
        if other is not None:
            yield _tie(str(LINKS[LinkKind(link["kind"])]), other, body)
    for other in beside.tellings.get(metric.pk, ()):
        yield _tie(str(LINKS["told_again"]), other, body)


def _concerned(
    metric: Metric, numbers: Iterable[Sequence[int]], body: Body, beside: Beside
) -> tuple[Tie, ...]:
    found = (beside.by_number.get((metric.article_id, start, end)) for start, end in numbers)
    return tuple(_tie("", other, body) for other in found if other is not None)


def _tie(words: str, other: Metric, body: Body) -> Tie:
    number = body.locate(other.number_start, other.number_end)
    printed = printed_form(number) if number else normalised_words(other)
    return Tie(words, printed, _paragraph(number), _address(other))


def _paragraph(found: Located | None) -> int | None:
    if found is None or not found.block.anchor.startswith("p"):
        return None
    return found.block.number


def _address(metric: Metric) -> str:
    return f"{number_address('article', metric.article_id)}#{figure_anchor(metric)}"
