"""The country's divisions, as the gazetteer has them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Level of a division."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWN = "town", _("乡级")


class PlaceQuerySet(models.QuerySet["Place"]):
    """Questions about places."""

    def within(self, code: str) -> PlaceQuerySet:
        """The division with that code and everything below it: codes extend their parent's."""
        return self.filter(code__startswith=code)


class Place(models.Model):
    """A division: province 2 digits, city 4, county 6, town 9."""

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=60, db_index=True)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    county = models.CharField(_("县区"), max_length=60, blank=True)
    city = models.CharField(_("市"), max_length=60, blank=True)
    province = models.CharField(_("省"), max_length=60, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("地方")
        verbose_name_plural = _("地方")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="place_level_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        name = "town" if self.level == Level.TOWN else "place"
        return reverse(name, args=[self.code])


class TownManager(models.Manager["Town"]):
    """Only townships."""

    def get_queryset(self) -> models.QuerySet[Town]:
        return super().get_queryset().filter(level=Level.TOWN)


class Town(Place):
    """A township: 镇, 乡 or 街道."""

    objects = TownManager()  # type: ignore[assignment,misc]  # a proxy may narrow its rows

    class Meta:
        proxy = True
        verbose_name = _("乡镇")
        verbose_name_plural = _("乡镇")
