"""Townships by name. In: a township, or words. Out: those of the same name, those the words may mean."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Concat

from archive.models import Place, PlaceMention
from archive.models.place import Level
from archive.models.questions import Question

MOST = 100  # the commonest name of a township, 城关镇, has fewer


def read_namesakes(place: Place) -> list[Place]:
    """Other divisions of that level and name, those in print (`named`) first; in one query."""
    return _NAMESAKES.rows(place.level, place.name, place.code)


def find_townships(words: str) -> list[Place]:
    """Townships called so: 刘集镇, 中牟县刘集镇, or a code of nine digits; those in print first."""
    asked = "".join(words.split())
    towns = Place.objects.filter(level=Level.TOWN)
    called = towns.annotate(
        in_county=Concat("county", "name"),
        in_city=Concat("city", "county", "name"),
    )
    exact = Q(pk=asked) | Q(name=asked) | Q(in_county=asked) | Q(in_city=asked)
    return list(_in_print_first(called.filter(exact))[:MOST])


def _in_print_first(places: QuerySet[Place]) -> QuerySet[Place]:
    mentions = PlaceMention.objects.public().filter(place=OuterRef("pk"))
    return places.annotate(named=Exists(mentions)).order_by("-named", "code")


def _compose_namesakes(level: str, name: str, code: str) -> QuerySet[Place]:
    same = Place.objects.filter(level=level, name=name).exclude(pk=code)
    return _in_print_first(same)[:MOST]


_NAMESAKES = Question(_compose_namesakes)
