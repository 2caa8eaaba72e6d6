"""Places articles name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article
from archive.models.facts import Fact
from archive.models.place import Place

GIVEN = (
    "given"  # the basis of a mention whose place a person chose; the others are those of PlaceBasis
)


class PlaceMention(Fact):
    """A place an article names. `place` is empty where the page does not decide between candidates."""

    article = models.ForeignKey(
        Article, verbose_name=_("报道"), on_delete=models.CASCADE, related_name="place_mentions"
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("地方"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mentions",
    )
    name = models.CharField(_("写作"), max_length=60)  # canonical form of the printed name
    level = models.CharField(_("级别"), max_length=10)
    basis = models.CharField(_("依据"), max_length=16)
    candidates = models.JSONField(default=list, blank=True)
    inferred = models.BooleanField(_("代称"), default=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("地名提及")
        verbose_name_plural = _("地名提及")
        ordering = ["article_id", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "start", "end"], name="place_mention_once_per_span"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="place_mention_span"
            ),
        ]
        # Lists of a place's or program's articles read these and nothing else.
        indexes = [
            models.Index(fields=["place", "article", "review"], name="place_mention_articles")
        ]

    def __str__(self) -> str:
        return self.name
