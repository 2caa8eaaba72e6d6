"""Programs: named methods, campaigns, institutions, brands and policies, and where articles name them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.addresses import row_address
from archive.models.article import Article, ArticleQuerySet
from archive.models.facts import COUNTED, Fact, published_ids


class ProgramQuerySet(models.QuerySet["Program"]):
    """Questions about programs."""

    def in_print(self) -> ProgramQuerySet:
        """Programs that published articles name, with `article_count`, most widely named first."""
        named = self.filter(mentions__article__in=published_ids(), mentions__review__in=COUNTED)
        counted = named.annotate(article_count=models.Count("mentions__article", distinct=True))
        return counted.order_by("-article_count", "name", "pk")

    def named_in(self, articles: ArticleQuerySet) -> ProgramQuerySet:
        """Programs those articles name, with `article_count` among them, the most named first."""
        named = self.filter(mentions__article__in=articles, mentions__review__in=COUNTED)
        counted = named.annotate(article_count=models.Count("mentions__article", distinct=True))
        return counted.order_by("-article_count", "name", "pk")

    def seen(self) -> ProgramQuerySet:
        """Those counted by `in_print` or `named_in`, with `first_on` and `last_on` of the articles counted."""
        return self.annotate(
            first_on=models.Min("mentions__article__published_on"),
            last_on=models.Max("mentions__article__published_on"),
        )


class Program(models.Model):
    """A named method, campaign, institution, brand or policy; `folded` is its identity."""

    name = models.CharField(_("名称"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("类别"), max_length=16)
    slug = models.SlugField(max_length=160, unique=True, allow_unicode=True)
    sort_key = models.CharField(max_length=1000, blank=True, editable=False)  # archive.pinyin
    standing = models.BooleanField(_("全国通行"), default=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )
    # A person said what it is part of, or that it is part of nothing: no reading changes it.
    parent_settled = models.BooleanField(default=False, editable=False)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("做法")
        verbose_name_plural = _("做法")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["folded", "kind"], name="program_once_per_kind")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_address("program", self.slug)


class ProgramAlias(models.Model):
    """Another form an article prints of a program's name."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="program_aliases")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("又称"), max_length=120, db_index=True)

    class Meta:
        verbose_name = _("做法又称")
        verbose_name_plural = _("做法又称")
        ordering = ["article_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "program", "name"], name="program_alias_once_per_article"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProgramComponent(models.Model):
    """
    One part of a program as an article names it: 第一 of the four of a “1234”工作法.

    `start`..`end` is the part's name in the source text, `explained_start`..`explained_end` the
    sentence that says what it means, both empty where there is none.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="program_components"
    )
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="components")
    name = models.TextField(_("组成"))
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    explained_start = models.PositiveIntegerField(null=True, blank=True)
    explained_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("做法的组成")
        verbose_name_plural = _("做法的组成")
        ordering = ["article_id", "start", "end"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "program", "start", "end"],
                name="program_component_once_per_span",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="program_component_span"
            ),
            models.CheckConstraint(
                condition=models.Q(explained_start__isnull=True, explained_end__isnull=True)
                | models.Q(explained_end__gt=models.F("explained_start")),
                name="program_component_explained_span",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgramMention(Fact):
    """A program an article names."""

    article = models.ForeignKey(
        Article, verbose_name=_("报道"), on_delete=models.CASCADE, related_name="program_mentions"
    )
    program = models.ForeignKey(
        Program, verbose_name=_("做法"), on_delete=models.PROTECT, related_name="mentions"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("做法提及")
        verbose_name_plural = _("做法提及")
        ordering = ["article_id", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "start", "end", "program"], name="program_mention_once_per_span"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="program_mention_span"
            ),
        ]
        indexes = [
            models.Index(fields=["program", "article", "review"], name="program_mention_articles")
        ]

    def __str__(self) -> str:
        return str(self.program)
