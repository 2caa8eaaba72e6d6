"""What the tables held before rules had points is shown after the update."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from archive.models import Metric
from archive.pipeline.values import Reading
from archive.reading.reasons import Reason, reasons_of
from archive.store import store_reading
from tests.archive.test_facts import MakeSource

migration = import_module("archive.migrations.0004_evidence_with_points")


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
