"""Indicators: what is counted, under one name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.addresses import row_address
from archive.models.facts import COUNTED, published_ids


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
        return row_address("indicator", self.slug)
