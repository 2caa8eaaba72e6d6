"""The numbers on public pages against the database, counted again by SQL that makes no page."""

from __future__ import annotations

from django.db import transaction

from archive.models import Article, Metric, PlaceMention, ProgramMention, Review
from archive.outbox import announce
from bench.numbers import compare, draw
from search.upkeep.worker import IndexWorker
from tests.site.conftest import Site

PAGES = 300


def test_no_page_shows_a_number_the_database_does_not_say(
    site: Site, indexed_seeds: IndexWorker
) -> None:
    for facts in (Metric, PlaceMention, ProgramMention):  # a person rejects every seventh
        numbers = list(facts.objects.order_by("pk").values_list("pk", flat=True))
        facts.objects.filter(pk__in=numbers[::7]).update(review=Review.REJECTED)
    with transaction.atomic():
        announce(Article.objects.values_list("pk", flat=True))
    indexed_seeds.drain()

    outcome = compare(draw(PAGES, seed=1))

    assert outcome.differences == ()
    seen = {"home", "places", "towns", "programs", "indicators", "metrics", "years", "search"}
    assert seen <= set(outcome.numbers)
    assert outcome.numbers.total() > 1000
