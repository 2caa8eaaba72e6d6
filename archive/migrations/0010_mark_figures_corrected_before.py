"""Figures people corrected until now say so, and the days of a corrected period follow it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from archive.figure_fields import set_days

BATCH = 500
PERIOD = ("period_basis", "period_first", "period_last", "period_start", "period_end")
DATE = ("published", "published_precision", "published_basis")


def mark_corrected(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write which fields were corrected and on which day last."""
    metrics: Any = apps.get_model("archive", "Metric").objects
    said = _read_corrections(apps)
    ids = sorted({article for article, _start, _end in said})
    for first in range(0, len(ids), BATCH):
        rows = metrics.filter(article__in=ids[first : first + BATCH]).select_related("article")
        shown = ("number_start", "number_end", "period", *(f"article__{name}" for name in DATE))
        marked, redated = [], []
        for metric in rows.only(*shown):
            metric.corrected = said.get((metric.article_id, metric.number_start, metric.number_end))
            if not metric.corrected:
                continue
            marked.append(metric)
            if "period" in metric.corrected:
                set_days(metric, metric.article)
                redated.append(metric)
        metrics.bulk_update(marked, ["corrected"], batch_size=BATCH)
        metrics.bulk_update(redated, PERIOD, batch_size=BATCH)


def _read_corrections(apps: Apps) -> dict[tuple[int, int, int], dict[str, str]]:
    """For each figure that was corrected its fields, each with the day of the last correction."""
    corrections: Any = apps.get_model("archive", "Correction").objects
    said: dict[tuple[int, int, int], dict[str, str]] = defaultdict(dict)
    rows = corrections.filter(kind="metric").exclude(field="").order_by("pk")
    for article, start, end, field, made_at in rows.values_list(
        "article_id", "start", "end", "field", "made_at"
    ):
        said[article, start, end][field] = timezone.localdate(made_at).isoformat()
    return said


def forget_who_said_it(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Before there was a word for it, what a person said counted as inferred."""
    metrics: Any = apps.get_model("archive", "Metric").objects
    metrics.filter(period_basis="given").update(period_basis="inferred")
    metrics.filter(place_basis="given").update(place_basis="inferred")


class Migration(migrations.Migration):
    dependencies = [("archive", "0009_say_what_a_person_changed_in_a_figure")]

    operations = [migrations.RunPython(mark_corrected, forget_who_said_it)]
