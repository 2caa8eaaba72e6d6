from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FACTS = ("PlaceMention", "ProgramMention", "Metric")


def give_points(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make ["rule"] [["rule", 0]]: facts read before rules had points are shown until they are read again."""
    for name in FACTS:
        model = apps.get_model("archive", name)
        stale = []
        for fact in model.objects.only("evidence").order_by("pk").iterator(chunk_size=1000):
            if any(isinstance(each, str) for each in fact.evidence):
                fact.evidence = [[each, 0] if isinstance(each, str) else each for each in fact.evidence]
                stale.append(fact)
            if len(stale) >= 1000:
                model.objects.bulk_update(stale, ["evidence"], batch_size=200)
                stale = []
        model.objects.bulk_update(stale, ["evidence"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_keep_what_staff_add_to_the_rules")]

    operations = [migrations.RunPython(give_points, migrations.RunPython.noop, elidable=True)]
