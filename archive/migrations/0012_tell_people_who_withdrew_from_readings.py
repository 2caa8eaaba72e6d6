"""Articles withdrawn until now: those with the sentence only a reading wrote were withdrawn by one."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VANISHED = "重新识读来源文件后，这一篇不再单独成篇。"


def tell_who(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write who withdrew each withdrawn article."""
    articles: Any = apps.get_model("archive", "Article").objects
    withdrawn = articles.filter(state="withdrawn")
    withdrawn.filter(withdrawn_reason=VANISHED).update(withdrawn_by="reading")
    withdrawn.exclude(withdrawn_reason=VANISHED).update(withdrawn_by="person")


class Migration(migrations.Migration):
    dependencies = [("archive", "0011_keep_who_withdrew_an_article")]

    operations = [migrations.RunPython(tell_who, migrations.RunPython.noop)]
