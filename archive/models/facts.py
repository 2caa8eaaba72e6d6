"""What articles say: programs, figures, places, each with its span in the source text."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article, ArticleQuerySet
from archive.models.place import Place
from archive.pipeline.values import Band, band_of


class Review(models.TextChoices):
    """Who has looked at a fact."""

    MACHINE = "machine", _("机器")
    CONFIRMED = "confirmed", _("已核")
    DOUBTFUL = "doubtful", _("存疑")
    REJECTED = "rejected", _("不取")


class Scope(models.TextChoices):
    """How the place or period of a figure is known."""

    STATED = "stated", _("原句写明")
    INHERITED = "inherited", _("承上文")
    INFERRED = "inferred", _("推断")
    NONE = "none", _("未说")


def published_ids() -> models.QuerySet[Article, int]:
    """The numbers of published articles, for use inside other questions."""
    return Article.objects.published().values_list("pk", flat=True)


FactT = TypeVar("FactT", bound=models.Model)


class FactQuerySet(models.QuerySet[FactT]):
    """Questions about facts."""

    def public(self) -> Self:
        """Facts of published articles that nobody rejected."""
        # By number, not by joining: SQLite reads an article's whole text to get at its state.
        return self.filter(article__in=published_ids()).exclude(review=Review.REJECTED)

    def about(self, code: str) -> Self:
        """Facts of the division with that code and of everything below it."""
        # A range of codes, not LIKE: only the range uses the index on SQLite.
        after = str(int(code) + 1).zfill(len(code))
        return self.filter(place_id__gte=code, place_id__lt=after)

    def unresolved(self) -> Self:
        """Facts whose place the page does not decide."""
        return self.filter(place=None)

    def newest_first(self) -> Self:
        """By the date of their article, undated last, then as they stand in it."""
        return self.order_by(
            models.F("article__published_on").desc(nulls_last=True), "-article_id", "pk"
        )

    def articles(self) -> ArticleQuerySet:
        """The published articles these facts stand in."""
        return Article.objects.published().filter(pk__in=self.values("article_id"))


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


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Questions about indicators."""

    def in_print(self) -> IndicatorQuerySet:
        """Indicators with public figures, with `figure_count`, fullest first."""
        stated = self.filter(
            metrics__article__in=published_ids(),
            metrics__review__in=COUNTED,
            metrics__same_as=None,
        )
        counted = stated.annotate(figure_count=models.Count("metrics"))
        return counted.order_by("-figure_count", "name", "pk")


class Program(models.Model):
    """A named method, campaign, institution, brand or policy; `folded` is its identity."""

    name = models.CharField(_("名称"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("类别"), max_length=16)
    slug = models.SlugField(max_length=160, unique=True, allow_unicode=True)
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
        return reverse("program", args=[self.slug])


class Indicator(models.Model):
    """A canonical measurable, from the taxonomy kept as data."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    family = models.CharField(_("门类"), max_length=40, blank=True)
    dimension = models.CharField(_("量纲"), max_length=20, blank=True)
    unit = models.CharField(_("单位"), max_length=16, blank=True)
    description = models.TextField(_("说明"), blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("指标")
        verbose_name_plural = _("指标")
        ordering = ["family", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicator", args=[self.slug])


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


class MetricQuerySet(FactQuerySet["Metric"]):
    """Questions about figures."""

    def once(self) -> Self:
        """Each fact once, however often its article tells it: what counts, sums and charts take."""
        return self.filter(same_as=None)


class Metric(Fact):
    """One figure an article prints: `value` in `unit`; the printed form is the source at number_start..number_end."""

    article = models.ForeignKey(
        Article, verbose_name=_("报道"), on_delete=models.CASCADE, related_name="metrics"
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("指标"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="metrics",
    )
    phrase = models.TextField(_("指标原文"), blank=True)
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6)
    value_max = models.DecimalField(
        _("上限"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    unit = models.CharField(_("单位"), max_length=16)
    comparator = models.CharField(_("约数"), max_length=12, default="eq")
    status = models.CharField(_("性质"), max_length=16, default="achieved")
    qualifier = models.TextField(_("限定"), blank=True)
    per = models.CharField(_("每"), max_length=16, blank=True)
    place = models.ForeignKey(
        Place,
        verbose_name=_("地方"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="metrics",
    )
    place_name = models.CharField(_("地方（原文）"), max_length=60, blank=True)
    place_basis = models.CharField(
        _("地方依据"), max_length=10, choices=Scope, default=Scope.NONE, editable=False
    )
    period = models.CharField(_("时期（原文）"), max_length=60, blank=True)
    period_basis = models.CharField(
        _("时期依据"), max_length=10, choices=Scope, default=Scope.NONE, editable=False
    )
    # The days the period covers, both included, as far as they can be told.
    period_first = models.DateField(null=True, blank=True, editable=False)
    period_last = models.DateField(null=True, blank=True, editable=False)
    period_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    period_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The telling that stands for the fact, where the article tells it more than once (archive.tellings).
    same_as = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="tellings",
    )
    # [{kind, number: [start, end]}]: kinds are those of archive.pipeline.values.LinkKind.
    links = models.JSONField(default=list, blank=True, editable=False)
    # [{check, numbers: [[start, end]]}]: `check` is a row of rules/checks.toml.
    flags = models.JSONField(default=list, blank=True, editable=False)
    number_start = models.PositiveIntegerField()
    number_end = models.PositiveIntegerField()
    quote_start = models.PositiveIntegerField()
    quote_end = models.PositiveIntegerField()

    objects = MetricQuerySet.as_manager()  # type: ignore[misc]  # asks more than any fact is asked

    class Meta:
        verbose_name = _("数据")
        verbose_name_plural = _("数据")
        ordering = ["article_id", "number_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number_start", "number_end"], name="metric_once_per_number"
            ),
            models.CheckConstraint(
                condition=models.Q(number_end__gt=models.F("number_start"))
                & models.Q(quote_start__lte=models.F("number_start"))
                & models.Q(quote_end__gte=models.F("number_end")),
                name="metric_number_inside_quote",
            ),
            models.CheckConstraint(
                condition=models.Q(value_max__isnull=True)
                | models.Q(value_max__gte=models.F("value")),
                name="metric_range_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(place_basis__in=Scope.values)
                & models.Q(period_basis__in=Scope.values),
                name="metric_bases_known",
            ),
            models.CheckConstraint(
                condition=models.Q(period_first__isnull=True)
                | models.Q(period_last__isnull=True)
                | models.Q(period_last__gte=models.F("period_first")),
                name="metric_period_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(period_start__isnull=True, period_end__isnull=True)
                | models.Q(period_end__gt=models.F("period_start")),
                name="metric_period_span",
            ),
            models.CheckConstraint(
                condition=~models.Q(same_as=models.F("pk")), name="metric_not_its_own_telling"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phrase} {self.value.normalize():f}{self.unit}"
