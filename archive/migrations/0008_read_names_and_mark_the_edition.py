"""Names already stored get their place in lists from A to Z, what is public its first mark."""

from __future__ import annotations

import uuid
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from archive.pinyin import sort_key

BATCH = 500


def read_names(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write the sort key of every program and place."""
    for name in ("Program", "Place"):
        model: Any = apps.get_model("archive", name)
        batch = []
        for row in model.objects.only("pk", "name").iterator(BATCH):
            row.sort_key = sort_key(row.name)
            batch.append(row)
            if len(batch) == BATCH:
                model.objects.bulk_update(batch, ["sort_key"])
                batch = []
        model.objects.bulk_update(batch, ["sort_key"])


def mark_edition(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the archive its first mark; an empty one is marked by its first change."""
    if apps.get_model("archive", "Article").objects.exists():
        apps.get_model("archive", "Edition").objects.create(pk=1, mark=uuid.uuid4().hex)


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_sort_names_by_pinyin_and_mark_editions")]

    operations = [
        migrations.RunPython(read_names, migrations.RunPython.noop),
        migrations.RunPython(mark_edition, migrations.RunPython.noop),
    ]
