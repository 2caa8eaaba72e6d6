"""What the tables held before rules had points is shown after the update."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.corrections import correct_metric, withdraw
from archive.models import Article, Correction, Metric, Scope
from archive.pipeline.values import Reading
from archive.reading.reasons import Reason, reasons_of
from archive.store import store_reading
from tests.archive.test_facts import MakeSource

migration = import_module("archive.migrations.0004_evidence_with_points")
corrected = import_module("archive.migrations.0010_mark_figures_corrected_before")
withdrawals = import_module("archive.migrations.0012_tell_people_who_withdrew_from_readings")

BEFORE_PEOPLE = "0008_read_names_and_mark_the_edition"


def migrate_to(name: str | None) -> None:
    """Bring the archive's tables to that migration, or to the last."""
    executor = MigrationExecutor(connection)
    last = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "archive"]
    executor.migrate([("archive", name)] if name else last)


@pytest.fixture
def newest_tables(transactional_db: None) -> Iterator[None]:
    """Whatever a test does to the tables, the next one finds them as they should be."""
    yield
    migrate_to(None)


@pytest.mark.django_db
def test_evidence_without_points_is_given_none(make_source: MakeSource, reading: Reading) -> None:
    store_reading(make_source(), reading)
    first, *others = Metric.objects.order_by("pk")
    Metric.objects.filter(pk=first.pk).update(evidence=["number.figures", "unit.count"])
    before = [(row.pk, row.evidence) for row in others]

    migration.give_points(apps, connection.schema_editor())

    first.refresh_from_db()
    assert first.evidence == [["number.figures", 0], ["unit.count", 0]]
    assert [type(reason) for reason in reasons_of(first)] == [Reason, Reason]
    after = Metric.objects.exclude(pk=first.pk).order_by("pk")
    assert [(row.pk, row.evidence) for row in after] == before


@pytest.mark.django_db
def test_articles_withdrawn_before_say_who_withdrew_them(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    first, second = store_reading(source, reading)
    store_reading(source, replace(reading, articles=reading.articles[:1]))
    withdraw(first, "当事人申请", by=None)
    Article.objects.update(withdrawn_by="")

    withdrawals.tell_who(apps, connection.schema_editor())

    said = dict(Article.objects.values_list("pk", "withdrawn_by"))
    assert said == {first.pk: "person", second.pk: "reading"}


@pytest.mark.django_db
def test_figures_corrected_before_say_so_and_their_period_has_its_days(
    make_source: MakeSource, reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)
    correct_metric(article.metrics.get(), {"value": 620, "period": "1999年"}, by=None)
    stale: dict[str, Any] = {"corrected": {}, "period_first": "2021-03-01", "period_last": None}
    article.metrics.update(**stale, period_basis="inferred")

    corrected.mark_corrected(apps, connection.schema_editor())

    now = article.metrics.get()
    assert now.corrected.keys() == {"value", "period"}
    assert (str(now.period_first), str(now.period_last)) == ("1999-01-01", "1999-12-31")


@pytest.mark.django_db
def test_a_correction_late_in_the_evening_belongs_to_that_day(
    make_source: MakeSource, reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)
    correct_metric(article.metrics.get(), {"value": 620}, by=None)
    after_midnight = dt.datetime(2024, 4, 30, 17, 30, tzinfo=dt.UTC)  # in China it is 1 May
    Correction.objects.update(made_at=after_midnight)
    article.metrics.update(corrected={})

    corrected.mark_corrected(apps, connection.schema_editor())

    assert article.metrics.get().corrected == {"value": "2024-05-01"}


@pytest.mark.usefixtures("newest_tables")
def test_what_people_changed_outlives_the_way_back_and_forth(
    make_source: MakeSource, reading: Reading
) -> None:
    article, gone = store_reading(make_source(), reading)
    correct_metric(article.metrics.get(), {"period": "1999年"}, by=None)
    withdraw(gone, "当事人申请", by=None)

    migrate_to(BEFORE_PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT period_basis FROM archive_metric ORDER BY id")
        before = [basis for (basis,) in cursor.fetchall()]
    migrate_to(None)

    now, gone = article.metrics.get(), Article.objects.get(pk=gone.pk)
    assert before == ["inferred", "none"]
    assert (now.period_basis, now.corrected.keys()) == (Scope.GIVEN, {"period"})
    assert gone.withdrawn_by == "person"
