"""Questions composed once: the same rows as the query set gives, whatever the values."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from archive.models import Place
from archive.models.place import Level
from archive.models.questions import NO_TEXT, Question, Union

pytestmark = pytest.mark.django_db

CODES = ["41", "4101", "410122", "410122101", "410122102", "410122103"]


@pytest.fixture
def places() -> list[Place]:
    """A province with what is below it."""
    levels = [Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWN, Level.TOWN, Level.TOWN]
    return [
        Place.objects.create(
            code=code, name=f"地{code}", level=level, parent_id=CODES[min(n, 3) - 1] if n else None
        )
        for n, (code, level) in enumerate(zip(CODES, levels, strict=True))
    ]


def test_lists_of_any_length_find_what_they_name(places: list[Place]) -> None:
    question: Question[Place] = Question(
        lambda codes: Place.objects.filter(code__in=codes).order_by("code")
    )

    for n in range(1, len(CODES) + 1):
        assert question.rows(CODES[:n]) == places[:n]
        assert question.rows(CODES[-n:]) == places[-n:]
    assert question.rows([NO_TEXT]) == []


def test_related_rows_and_annotations_come_along(places: list[Place]) -> None:
    question: Question[Place] = Question(
        lambda level: (
            Place.objects.filter(level=level)
            .select_related("parent")
            .annotate(below=Count("children"))
            .order_by("code")
        )
    )

    [county] = question.rows(Level.COUNTY.value)
    with CaptureQueriesContext(connection) as asked:
        assert county.parent == places[1]
        assert county.below == 3  # type: ignore[attr-defined]  # annotated
    assert len(asked) == 0
    assert [town.below for town in question.rows(Level.TOWN.value)] == [0, 0, 0]  # type: ignore[attr-defined]


def test_questions_asked_together_keep_their_limits(places: list[Place]) -> None:
    union = Union(
        lambda code, level: (
            Place.objects.filter(parent_id=code).order_by("-code").values_list("code", "name")[:2],
            Place.objects.filter(level=level).values_list("code", "name"),
        )
    )

    found = union.rows("410122", Level.CITY.value)

    assert sorted(code for code, _name in found) == ["4101", *CODES[-2:]]
    assert union.rows("4101", Level.VILLAGE.value) == [("410122", "地410122")]


def test_what_looks_like_sql_is_a_value(places: list[Place]) -> None:
    question: Question[Place] = Question(lambda name: Place.objects.filter(name=name).order_by())

    assert question.rows("' OR 1=1 --") == []
    assert question.rows("%s") == []


def test_rows_are_what_the_query_set_gives_to_the_last_value(places: list[Place]) -> None:
    def compose(codes: list[str]) -> QuerySet[Place]:
        chosen = Place.objects.filter(code__in=codes).select_related("parent__parent")
        return chosen.defer("sort_key").annotate(below=Count("children")).order_by("code")

    for asked, given in zip(Question(compose).rows(CODES), compose(CODES), strict=True):
        assert _told(asked) == _told(given)
        assert asked.get_deferred_fields() == {"sort_key"}
        assert asked.sort_key == given.sort_key
        asked.refresh_from_db()
        asked.save()


def _told(one: Place | None) -> object:
    """Everything a row holds, and the rows beside it."""
    if one is None:
        return None
    held = dict(vars(one))
    state = held.pop("_state")
    beside = {name: _told(other) for name, other in state.fields_cache.items()}
    return held, state.adding, state.db, beside
