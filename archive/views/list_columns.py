"""Columns that several lists have, in their files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from archive.reading.list_files import ListColumn

# Of rows that know their coverage (archive.reading.coverage).
YEARS_COVERED = (
    ListColumn(
        "first_year",
        gettext_lazy("最早见报"),
        gettext_lazy("这些报道里最早的一年；空白为都未署日期"),
        lambda row: row.coverage.first_year,
    ),
    ListColumn(
        "last_year",
        gettext_lazy("最近见报"),
        gettext_lazy("这些报道里最近的一年；空白为都未署日期"),
        lambda row: row.coverage.last_year,
    ),
)
ARTICLES = ListColumn(
    "articles",
    gettext_lazy("篇数"),
    gettext_lazy("公开报道的篇数"),
    lambda row: row.coverage.articles,
)
# Of rows that have a page of their own.
PAGE_ADDRESS = ListColumn(
    "url",
    gettext_lazy("网址"),
    gettext_lazy("它在本库的页面"),
    lambda row: row.url,
    is_address=True,
)
