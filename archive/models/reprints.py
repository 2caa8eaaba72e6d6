"""
Which articles are printings of one report: what is kept to find them, what was found, what people said.

Texts, shingles and pairs are derived and can be made again; verdicts are a person's and last.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article


class ReprintText(models.Model):
    """The text of a published article as it is compared: the digest of its folded form and its measures."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="reprint_text"
    )
    digest = models.CharField(max_length=32, db_index=True)
    characters = models.PositiveIntegerField()  # of the folded text
    sampled = models.PositiveIntegerField()  # rows in ReprintShingle

    def __str__(self) -> str:
        return f"article {self.article_id}"


class ReprintShingle(models.Model):
    """One sampled run of characters an article holds, as a number."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    value = models.BigIntegerField()

    class Meta:
        # Which articles hold these values: the index alone answers.
        indexes = [models.Index(fields=["value", "article"], name="reprint_shingle_holders")]

    def __str__(self) -> str:
        return f"{self.value:x} in article {self.article_id}"


class PairKind(models.TextChoices):
    """What two articles with much text in common are to each other."""

    REPRINT = "reprint", _("同一报道")
    ALIKE = "alike", _("相近文本")


class ArticlePair(models.Model):
    """Common to what is said of two articles; `low` is the one with the smaller number."""

    low = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low__lt=models.F("high")), name="%(class)s_ordered"
            )
        ]


class ReprintPair(ArticlePair):
    """Two published articles that have much text in common."""

    kind = models.CharField(max_length=8, choices=PairKind)
    shared = models.FloatField()  # of the shorter text's runs of characters, 0 to 1

    class Meta(ArticlePair.Meta):
        constraints = [
            *ArticlePair.Meta.constraints,
            models.UniqueConstraint(fields=["low", "high"], name="reprint_pair_once"),
            models.CheckConstraint(
                condition=models.Q(shared__gte=0, shared__lte=1), name="reprint_pair_share"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=PairKind.values), name="reprint_pair_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} {self.kind} {self.high_id}"


class ReprintVerdict(ArticlePair):
    """What a person said of two articles; the last word on a pair counts, what it overruled is history."""

    same = models.BooleanField(_("同一报道"))
    reason = models.TextField(_("理由"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("判定人"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("判定时间"), auto_now_add=True)

    class Meta(ArticlePair.Meta):
        verbose_name = _("转载判定")
        verbose_name_plural = _("转载判定")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.low_id} {'=' if self.same else '≠'} {self.high_id}"
