"""The public facts of one article. In: an article. Out: its places, programs and figures, with what its notes print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from archive.models import Article, Metric, PlaceMention, ProgramMention, Review
from archive.models.article import ArticleState
from archive.models.questions import Question

FactT = TypeVar("FactT", Metric, PlaceMention, ProgramMention)


@dataclass(frozen=True, slots=True)
class Facts:
    """The public facts of one article, each in the order of the text."""

    places: Sequence[PlaceMention]
    programs: Sequence[ProgramMention]
    metrics: Sequence[Metric]
    most: int | None = None

    @property
    def cut(self) -> bool:
        """Whether there may be more than were read."""
        kinds = (self.places, self.programs, self.metrics)
        return self.most is not None and any(len(kind) >= self.most for kind in kinds)

    @property
    def told_once(self) -> int:
        """How many figures there are, each fact counted once."""
        return sum(metric.same_as_id is None for metric in self.metrics)

    @property
    def told_again(self) -> int:
        """How many figures tell a fact again."""
        return len(self.metrics) - self.told_once

    @property
    def confirmed(self) -> int:
        """How many figures a person has checked."""
        return sum(metric.review == Review.CONFIRMED for metric in self.metrics)

    @property
    def doubtful(self) -> int:
        """How many figures a person found doubtful."""
        return sum(metric.review == Review.DOUBTFUL for metric in self.metrics)


def read_facts(article: Article, most: int | None = None) -> Facts:
    """
    The article's facts with what their notes print, in three queries; of each kind the first `most`.

    A report has some dozens; a text made to be a burden has tens of thousands.
    """
    if article.state != ArticleState.PUBLISHED:
        return Facts((), (), (), most)
    places, programs, metrics = _questions(most)
    facts = Facts(
        places.first(article.pk), programs.first(article.pk), metrics.first(article.pk), most
    )
    for metric in facts.metrics:
        metric.article = article  # known; joined, its text would come once a figure
    return facts


class _First(Generic[FactT]):
    """The first `most` facts of an article, in the order of its text."""

    def __init__(self, rows: QuerySet[FactT], place: str, most: int | None) -> None:
        self._rows: QuerySet[FactT] = rows
        self._most = most
        self._place = attrgetter(place)
        self._question: Question[FactT] = Question(self._compose)

    def first(self, article: int) -> list[FactT]:
        # Put in order here: having SQL do it takes longer, and hardly ever are there too many.
        found = self._question.rows(article)
        if self._most and len(found) > self._most:
            return list(self._rows.filter(article=article)[: self._most])
        return sorted(found, key=self._place)

    def _compose(self, article: int) -> QuerySet[FactT]:
        rows: QuerySet[FactT] = self._rows.filter(article=article).order_by()
        return rows[: self._most + 1] if self._most else rows


@lru_cache(2)  # as pages show them, and all
def _questions(most: int | None) -> tuple[Any, Any, Any]:
    metrics = Metric.objects.not_rejected().select_related("indicator", "place")
    programs = ProgramMention.objects.not_rejected().select_related("program__parent")
    places = PlaceMention.objects.not_rejected().select_related("place")
    return (
        _First(places, "start", most),
        _First(programs, "start", most),
        _First(metrics, "number_start", most),
    )
