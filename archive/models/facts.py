"""What every fact has: who judged it, why it is believed, and whether readers may see it."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article, ArticleQuerySet, ArticleState
from archive.pipeline.values import Band, band_of


class Review(models.TextChoices):
    """Who has looked at a fact."""

    MACHINE = "machine", _("机器")
    CONFIRMED = "confirmed", _("已核")
    DOUBTFUL = "doubtful", _("存疑")
    REJECTED = "rejected", _("不取")


def published_ids() -> models.QuerySet[Article, int]:
    """The numbers of published articles, for use inside other questions."""
    return Article.objects.published().values_list("pk", flat=True)


def hidden_ids() -> models.QuerySet[Article, int]:
    """
    The numbers of articles that are not published.

    They are few, and so leaving them out is quick; SQLite lists all the published ones anew for each question.
    """
    hidden = [state for state in ArticleState if state != ArticleState.PUBLISHED]
    return Article.objects.filter(state__in=hidden).values_list("pk", flat=True)


def codes_below(code: str) -> tuple[str, str]:
    """The division's code, and the first behind all that begin with it."""
    # A range of codes, not LIKE: only the range uses the index on SQLite.
    return code, str(int(code) + 1).zfill(len(code))


FactT = TypeVar("FactT", bound=models.Model)


class FactQuerySet(models.QuerySet[FactT]):
    """Questions about facts."""

    def public(self) -> Self:
        """Facts of published articles that nobody rejected."""
        # By number, not by joining: SQLite reads an article's whole text to get at its state.
        return self.exclude(article__in=hidden_ids()).exclude(review=Review.REJECTED)

    def not_rejected(self) -> Self:
        """The same whatever the state of the article: where that is known, or asked afterwards."""
        return self.exclude(review=Review.REJECTED)

    def about(self, code: str) -> Self:
        """Facts of the division with that code and of everything below it."""
        return self.between(*codes_below(code))

    def between(self, first: str, after: str) -> Self:
        """Facts of the divisions whose codes stand between those two, `after` left out."""
        return self.filter(place_id__gte=first, place_id__lt=after)

    def newest_first(self) -> Self:
        """By the date of their article, undated last, then as they stand in it."""
        return self.order_by(
            models.F("article__published_on").desc(nulls_last=True), "-article_id", "pk"
        )

    def articles(self) -> ArticleQuerySet:
        """The published articles these facts stand in."""
        shown = Article.objects.exclude(pk__in=hidden_ids())
        return shown.filter(pk__in=self.values("article_id"))


class Fact(models.Model):
    """Common to what is read out of an article. Spans are code points of the source text, end excluded."""

    confidence = models.FloatField(_("可信度"), default=0.0)
    evidence = models.JSONField(
        default=list, blank=True
    )  # [rule id, points] of each rule that fired
    ruleset = models.CharField(max_length=32, blank=True)
    review = models.CharField(_("核校"), max_length=10, choices=Review, default=Review.MACHINE)
    # A person judged or changed it, and the last reading no longer finds it.
    missed = models.BooleanField(_("新规则未读出"), default=False, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def band(self) -> Band:
        """What a reader may take it for before a person has looked at it."""
        return band_of(self.confidence)


# For facts joined to a row: the positive list, since a negated join would drop whole articles.
COUNTED = [Review.MACHINE, Review.CONFIRMED, Review.DOUBTFUL]
