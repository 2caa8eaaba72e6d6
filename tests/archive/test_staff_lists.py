"""Lists of the staff pages: a long page asks the database no more than a short one."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.ingest import receive_file
from archive.models import Article, LexiconEntry, Place, PlaceName, ReprintVerdict, Source
from archive.models.overlay import EntryKind
from archive.rule_changes import save_rule
from archive.tasks import ask_for_rereading

ROWS = 5  # of each sort there are at least so many: each with a person of its own where one stands beside it
LISTS = sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.fixture
def many_rows(archived_seeds: None) -> list[User]:
    """Rows of every sort staff look at, each changed by another person."""
    people = [User.objects.create(username=f"馆员{n}", is_staff=True) for n in range(ROWS)]
    places = list(Place.objects.order_by("-pk")[:ROWS])
    for n, person in enumerate(people):
        Group.objects.create(name=f"组{n}")
        receive_file(f"{n}.txt", [f"第{n}份".encode()], by=person)
        entry = LexiconEntry(name=f"红旗小屋{n}号", kind=EntryKind.BRAND)
        save_rule(entry, by=person)
        ask_for_rereading(save_rule(PlaceName(name=f"旧名{n}乡", place=places[n]), by=person))
    return people


def queries_of(client: Client, address: str) -> int:
    """How many questions a page asks, once all that is kept between pages is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert page.status_code == 200
    return len(asked)


@pytest.mark.usefixtures("many_rows")
@pytest.mark.parametrize("label", LISTS)
def test_a_long_list_asks_no_more_than_a_short_one(
    admin_client: Client, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    [shown] = [
        each for model, each in admin.site._registry.items() if model._meta.label_lower == label
    ]
    assert shown.model._default_manager.count() >= ROWS

    monkeypatch.setattr(shown, "list_per_page", 1)
    short = queries_of(admin_client, address)
    monkeypatch.setattr(shown, "list_per_page", 100)
    long = queries_of(admin_client, address)

    assert long <= short


def said_of(article: Article, others: list[Article], people: list[User]) -> None:
    """Say of each of the others that it prints another report."""
    for other, person in zip(others, people, strict=False):
        low, high = sorted((article.pk, other.pk))
        ReprintVerdict.objects.create(low_id=low, high_id=high, same=False, made_by=person)


def test_pages_of_one_row_ask_no_more_where_much_stands_on_them(
    admin_client: Client, many_rows: list[User]
) -> None:
    first, *others = Article.objects.order_by("pk")
    reprints = reverse("admin:article_reprints", args=[first.pk])
    progress = reverse("admin:source_progress")
    ids = [str(pk) for pk in Source.objects.order_by("pk").values_list("pk", flat=True)]
    said_of(first, others[:1], many_rows)
    one_verdict = queries_of(admin_client, reprints)
    one_source = queries_of(admin_client, f"{progress}?ids={ids[0]}")

    said_of(first, others[1:], many_rows)

    assert queries_of(admin_client, reprints) <= one_verdict
    assert queries_of(admin_client, f"{progress}?ids={','.join(ids)}") <= one_source
