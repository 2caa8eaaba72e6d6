"""The country's divisions, as the gazetteer has them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from archive.models.addresses import row_address


class Level(models.TextChoices):
    """Level of a division."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWN = "town", _("乡级")
    VILLAGE = "village", _("村级")


def place_address(level: str, code: str) -> str:
    """The page of a division: townships and villages have dossiers of their own."""
    name = level if level in {Level.TOWN, Level.VILLAGE} else "place"
    return row_address(name, code)


class Place(models.Model):
    """
    A division: province 2 digits, city 4, county 6, town 9, village 12.

    Villages stand here only once an article has named them: the country has 620,573.
    """

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=60, db_index=True)
    sort_key = models.CharField(max_length=500, blank=True, editable=False)  # archive.pinyin
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    county = models.CharField(_("县区"), max_length=60, blank=True)
    city = models.CharField(_("市"), max_length=60, blank=True)
    province = models.CharField(_("省"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("地方")
        verbose_name_plural = _("地方")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="place_level_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(level=Level.VILLAGE)
                | (models.Q(Exact(Length("code"), 12)) & models.Q(parent__isnull=False)),
                name="place_village_in_town",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return place_address(self.level, self.code)


class TownManager(models.Manager["Town"]):
    """Only townships."""

    def get_queryset(self) -> models.QuerySet[Town]:
        return super().get_queryset().filter(level=Level.TOWN)


class Town(Place):
    """A township: 镇, 乡 or 街道."""

    objects = TownManager()  # type: ignore[misc]  # a proxy may narrow its rows

    class Meta:
        proxy = True
        verbose_name = _("乡镇")
        verbose_name_plural = _("乡镇")


class VillageManager(models.Manager["Village"]):
    """Only villages."""

    def get_queryset(self) -> models.QuerySet[Village]:
        return super().get_queryset().filter(level=Level.VILLAGE)


class Village(Place):
    """A village or neighbourhood (村, 社区) of a township."""

    objects = VillageManager()  # type: ignore[misc]  # a proxy may narrow its rows

    class Meta:
        proxy = True
        verbose_name = _("村、社区")
        verbose_name_plural = _("村、社区")
