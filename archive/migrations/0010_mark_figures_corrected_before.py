"""Figures people corrected until now say so, and the days of a corrected period follow it."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from archive.figure_fields import set_days


def mark_corrected(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write which fields were corrected and on which day last."""
    corrections: Any = apps.get_model("archive", "Correction").objects
    metrics: Any = apps.get_model("archive", "Metric").objects
    for correction in corrections.filter(kind="metric").exclude(field="").order_by("pk").iterator():
        span = {"number_start": correction.start, "number_end": correction.end}
        metric = metrics.filter(article_id=correction.article_id, **span).first()
        if metric is None:
            continue
        day = correction.made_at.date().isoformat()
        metric.corrected = {**metric.corrected, correction.field: day}
        if correction.field == "period":
            set_days(metric, metric.article)
        metric.save()


class Migration(migrations.Migration):
    dependencies = [("archive", "0009_say_what_a_person_changed_in_a_figure")]

    operations = [migrations.RunPython(mark_corrected, migrations.RunPython.noop)]
