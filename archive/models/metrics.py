"""Figures articles print, each with its spans, its place and period and how they are known."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article
from archive.models.facts import Fact, FactQuerySet
from archive.models.indicators import Indicator
from archive.models.place import Place


class Scope(models.TextChoices):
    """How the place or period of a figure is known."""

    STATED = "stated", _("原句写明")
    INHERITED = "inherited", _("承上文")
    INFERRED = "inferred", _("推断")
    GIVEN = "given", _("人工更正")
    NONE = "none", _("未说")


class MetricQuerySet(FactQuerySet["Metric"]):
    """Questions about figures."""

    def once(self) -> Self:
        """Each fact once, however often its article tells it: what counts, sums and charts take."""
        # So written, SQLite takes the index of the place or the indicator: of nearly all figures same_as is null.
        return self.exclude(same_as__isnull=False)


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
    # {field: ISO day} of what a person changed and when last; the rows are in Correction.
    corrected = models.JSONField(default=dict, blank=True, editable=False)
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
