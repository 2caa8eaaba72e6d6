"""
One fact told more than once in an article. In: the article's figures with their links. Out: `same_as`.

Of the tellings nobody rejected the first that knows most (indicator, place) stands for the fact; the
others lead to it, so that counts and charts take it once. One that knows what it does not stays beside it:
no list of a place or an indicator loses its figure to one that is not in it.
"""

from __future__ import annotations

from collections import defaultdict

from archive.models import Article, Metric, Review
from archive.pipeline.values import LinkKind

Number = tuple[int, int]


def settle_tellings(article: Article) -> bool:
    """Make `same_as` of the article's figures what links and verdicts say; True if one changed."""
    metrics = list(Metric.objects.filter(article=article).order_by("number_start", "pk"))
    by_number = {(m.number_start, m.number_end): m for m in metrics}
    groups: dict[int, list[Metric]] = defaultdict(list)
    for metric in metrics:
        groups[_first_telling(metric, by_number).pk].append(metric)
    heads = {pk: head for group in groups.values() for pk, head in _heads(group).items()}
    stale = [m for m in metrics if m.same_as_id != heads.get(m.pk)]
    for metric in stale:
        metric.same_as_id = heads.get(metric.pk)
    Metric.objects.bulk_update(stale, ["same_as"], batch_size=500)
    return bool(stale)


def same_fact_number(metric: Metric) -> Number | None:
    """The number the figure's link leads to, where it tells a fact again."""
    for link in metric.links:
        if link["kind"] == LinkKind.SAME_FACT:
            start, end = link["number"]
            return start, end
    return None


def _first_telling(metric: Metric, by_number: dict[Number, Metric]) -> Metric:
    """Links are followed to earlier numbers only, so that they cannot run in a circle."""
    number = same_fact_number(metric)
    while number in by_number and number < _place(metric):
        metric = by_number[number]
        number = same_fact_number(metric)
    return metric


def _place(metric: Metric) -> Number:
    return metric.number_start, metric.number_end


def _heads(group: list[Metric]) -> dict[int, int]:
    """For the other tellings of one fact the number of the row that stands for it."""
    told = [metric for metric in group if metric.review != Review.REJECTED]
    head = min(told, key=_unknowns, default=None)
    if head is None:
        return {}
    return {m.pk: head.pk for m in told if m is not head and not _parted(head, m)}


def _unknowns(metric: Metric) -> tuple[bool, bool]:
    return metric.indicator_id is None, metric.place_id is None


def _parted(head: Metric, again: Metric) -> bool:
    """Whether `again` is listed where `head` is not, or a person's word makes them different facts."""
    if again.indicator_id not in {None, head.indicator_id}:
        return True
    if again.place_id not in {None, head.place_id}:
        return True
    judged = Review.CONFIRMED in {head.review, again.review}
    return judged and _amount(head) != _amount(again)


def _amount(metric: Metric) -> tuple[object, ...]:
    return metric.value, metric.value_max, metric.unit
