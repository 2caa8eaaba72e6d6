"""Reviewing one fact after the other, and what the start page says awaits a person."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from archive.corrections import review_fact
from archive.models import Article, Metric, PlaceMention, ProgramMention, Review, Source
from archive.models.source import SourceState

pytestmark = pytest.mark.usefixtures("archived_seeds")

Fact = Metric | PlaceMention | ProgramMention


def page_of(fact: Fact, filters: str = "") -> str:
    """The address of a fact's page, as a list with those filters links to it."""
    address = reverse(f"admin:archive_{fact._meta.model_name}_change", args=[fact.pk])
    return f"{address}?{urlencode({'_changelist_filters': filters})}" if filters else address


def press(client: Client, address: str, button: str, value: str, **typed: str) -> Any:
    """Send the form of the page as it stands, but for what was typed, by one of its buttons."""
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    filled = {name: "" if value is None else value for name, value in sent.items()}
    return client.post(address, {**filled, **typed, button: value})


@pytest.mark.parametrize("model", [Metric, PlaceMention, ProgramMention])
@pytest.mark.parametrize("verdict", [Review.CONFIRMED, Review.DOUBTFUL, Review.REJECTED])
def test_a_verdict_by_button_leads_to_the_next_fact_nobody_judged(
    admin_client: Client, model: Any, verdict: Review
) -> None:
    first, judged, after = model._default_manager.all()[:3]
    review_fact(judged, Review.CONFIRMED, by=None)

    answer = press(admin_client, page_of(first), "_verdict", verdict)

    first.refresh_from_db()
    assert first.review == verdict
    assert answer["Location"] == page_of(after)


def test_what_was_typed_is_kept_with_the_verdict(admin_client: Client) -> None:
    first = Metric.objects.all()[0]

    press(admin_client, page_of(first), "_verdict", Review.DOUBTFUL, phrase="夜校场数")

    first.refresh_from_db()
    assert (first.phrase, first.review) == ("夜校场数", Review.DOUBTFUL)


def test_a_form_that_cannot_be_saved_leads_nowhere(admin_client: Client) -> None:
    first = Metric.objects.all()[0]

    answer = press(admin_client, page_of(first), "_verdict", Review.CONFIRMED, phrase="")

    first.refresh_from_db()
    assert (answer.status_code, first.review) == (200, Review.MACHINE)


def test_a_fact_that_was_skipped_stays_as_it_was(admin_client: Client) -> None:
    first, second = Metric.objects.all()[:2]

    answer = press(admin_client, page_of(first), "_skip", "1", review=Review.REJECTED)

    first.refresh_from_db()
    assert first.review == Review.MACHINE
    assert answer["Location"] == page_of(second)


def test_the_walk_keeps_to_the_list_it_began_in(admin_client: Client) -> None:
    last_article = Article.objects.filter(metrics__isnull=False).order_by("pk").last()
    first, *_, last = Metric.objects.filter(article=last_article)
    filters = f"q={first.phrase}&p=7"
    alike = Metric.objects.filter(phrase__icontains=first.phrase)

    answer = press(admin_client, page_of(last, filters), "_verdict", Review.CONFIRMED)

    at = re.search(r"/metric/(\d+)/", answer["Location"])
    assert at is not None
    assert alike.filter(pk=at[1]).exists()
    assert answer["Location"].endswith(urlencode({"_changelist_filters": filters}))


def test_a_list_of_doubtful_figures_is_walked_through_too(admin_client: Client) -> None:
    first, _passed, third = Metric.objects.all()[:3]
    for figure in (first, third):
        review_fact(figure, Review.DOUBTFUL, by=None)
    filters = "review__exact=doubtful"

    answer = press(admin_client, page_of(first, filters), "_verdict", Review.CONFIRMED)

    assert answer["Location"] == page_of(third, filters)


def test_behind_the_last_fact_comes_the_list(admin_client: Client) -> None:
    figure = Metric.objects.all()[0]
    Metric.objects.exclude(pk=figure.pk).update(review=Review.CONFIRMED)

    answer = press(admin_client, page_of(figure), "_verdict", Review.CONFIRMED)
    page = admin_client.get(answer["Location"]).content.decode()

    assert answer["Location"] == reverse("admin:archive_metric_changelist")
    assert "这一组已全部看完。" in page


@pytest.mark.parametrize(
    "filters",
    ["article__id=x", "p=x", "q=%00", "band=x", "period_first__year=-1", "missed__exact=x"],
)
def test_a_list_that_cannot_be_asked_stops_nobody(admin_client: Client, filters: str) -> None:
    first = Metric.objects.all()[0]

    answer = press(admin_client, page_of(first, filters), "_verdict", Review.CONFIRMED)

    assert answer["Location"].startswith(reverse("admin:archive_metric_changelist"))


@pytest.mark.parametrize("band", ["sure", "likely", "doubtful"])
def test_figures_are_listed_by_band(admin_client: Client, band: str) -> None:
    page = admin_client.get(reverse("admin:archive_metric_changelist"), {"band": band})

    shown = {figure.pk for figure in page.context["cl"].queryset}
    assert shown == {figure.pk for figure in Metric.objects.all() if figure.band == band}


def test_the_start_page_counts_what_the_lists_it_leads_to_show(admin_client: Client) -> None:
    review_fact(Metric.objects.all()[0], Review.DOUBTFUL, by=None)
    Metric.objects.filter(pk=Metric.objects.all()[1].pk).update(missed=True, confidence=0.3)
    Source.objects.filter(pk=Source.objects.all()[0].pk).update(state=SourceState.FAILED)

    page = admin_client.get(reverse("admin:index"))

    awaiting = page.context["awaiting"]
    listed = [admin_client.get(each.address).context["cl"].result_count for each in awaiting]
    assert [each.number for each in awaiting] == listed
    assert len(awaiting) == len(["unsure", "doubtful", "missed", "nowhere", "failed"])
    assert all(
        f"{each.words} <strong>{each.number}</strong>" in page.content.decode() for each in awaiting
    )


def test_the_start_page_counts_only_what_its_reader_may_see(client: Client) -> None:
    person = User.objects.create_user("馆员", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="change_placemention"))
    client.force_login(person)

    awaiting = client.get(reverse("admin:index")).context["awaiting"]

    assert [each.words for each in awaiting] == ["未能确定是哪里的地名"]


def test_who_may_only_look_has_no_buttons_and_changes_nothing(client: Client) -> None:
    first = Metric.objects.all()[0]
    person = User.objects.create_user("读者", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_metric"))
    client.force_login(person)

    page = client.get(page_of(first)).content.decode()
    client.post(page_of(first), {"_verdict": "rejected", "review": "rejected"})

    first.refresh_from_db()
    assert 'name="_verdict"' not in page
    assert first.review == Review.MACHINE
