"""Filters of staff lists whose rows hold codes. Codes come in; staff read what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.contrib.admin import AllValuesFieldListFilter, ModelAdmin, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from archive.models import PlaceMention
from archive.models.place import Level
from archive.pipeline.values.evidence import LIKELY_FROM, SURE_FROM, Band
from archive.reading.labels import DATE_BASES, PLACE_BASES, SCRIPTS, UNITS
from archive.reading.reasons import BANDS


class WordsFilter(AllValuesFieldListFilter):
    """Every code there is, in words; a code nobody listed as it stands."""

    words: ClassVar[Mapping[str, Any]] = {}

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The codes to choose from."""
        for choice in super().choices(changelist):
            said = str(choice["display"])
            yield {**choice, "display": self.words.get(said, said)}


class UnitFilter(WordsFilter):
    """Units as pages print them."""

    words = UNITS


class DateBasisFilter(WordsFilter):
    """How the day of publication is known."""

    words = DATE_BASES


class ScriptFilter(WordsFilter):
    """Which characters a report is printed in."""

    words = SCRIPTS


class LevelFilter(WordsFilter):
    """Levels of divisions."""

    words = dict(Level.choices)


class PlaceBasisFilter(WordsFilter):
    """How it is known which place is meant."""

    words = PLACE_BASES


class BandFilter(SimpleListFilter):
    """What facts may be taken for before a person has looked at them."""

    title = gettext_lazy("可信度")
    parameter_name = "band"
    ranges: ClassVar[Mapping[str, Q]] = {
        Band.SURE: Q(confidence__gte=SURE_FROM),
        Band.LIKELY: Q(confidence__gte=LIKELY_FROM, confidence__lt=SURE_FROM),
        Band.DOUBTFUL: Q(confidence__lt=LIKELY_FROM),
    }

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        """The bands, from the surest down."""
        return [(band.value, BANDS[band]) for band in Band]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The facts of the chosen band."""
        return queryset.filter(self.ranges.get(self.value() or "", Q()))


class UnresolvedFilter(SimpleListFilter):
    """Names of which nobody knows yet which place they mean."""

    title = gettext_lazy("是哪个地方")
    parameter_name = "place__isnull"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, Any]]:
        """Undecided or decided."""
        return [("True", gettext_lazy("未能确定")), ("False", gettext_lazy("已确定"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[PlaceMention]
    ) -> QuerySet[PlaceMention]:
        """The mentions of the chosen kind."""
        value = self.value()
        return queryset if value is None else queryset.filter(place__isnull=value == "True")
