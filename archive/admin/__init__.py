"""Staff pages: uploading, progress, corrections, verdicts, rules. Each door makes one call below."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from archive.admin.articles import ArticleAdmin
from archive.admin.facts import MetricAdmin, PlaceMentionAdmin, ProgramMentionAdmin
from archive.admin.names import PlaceAdmin, ProgramAdmin
from archive.admin.rules import (
    IndicatorAdmin,
    LexiconEntryAdmin,
    PlaceNameAdmin,
    RuleChangeAdmin,
)
from archive.admin.sources import SourceAdmin

# The queue is plumbing: what an editor needs of it stands on the progress page.
admin.site.unregister(DBTaskResult)
admin.site.site_header = _("基层党建报道档案 · 馆员工作台")
admin.site.site_title = _("馆员工作台")
admin.site.index_title = _("收录、更正、核校")

__all__ = [
    "ArticleAdmin",
    "IndicatorAdmin",
    "LexiconEntryAdmin",
    "MetricAdmin",
    "PlaceAdmin",
    "PlaceMentionAdmin",
    "PlaceNameAdmin",
    "ProgramAdmin",
    "ProgramMentionAdmin",
    "RuleChangeAdmin",
    "SourceAdmin",
]
