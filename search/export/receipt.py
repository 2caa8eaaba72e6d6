"""
The receipt (检索回执): how a result was found, so that it can be found again and cited.

In: a search's state, its answer and the moment. Out: labelled lines for the head of an export.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from search.pages.results import Results


def write_receipt(found: Results, address: str, now: dt.datetime) -> list[tuple[str, str]]:
    """Pairs of label and value. `address` leads back to the search, `now` is when it was made."""
    answer = found.answer
    return [
        (_("检索式"), found.asked.text),
        (_("含义"), found.said),
        (_("排序"), found.asked.sort.value),
        (_("命中"), str(answer.count)),
        (_("转载"), _("各版本逐篇列出；同一报道的各版本有同一个转载组号")),
        *stamp_receipt(answer.build, answer.documents, address, now),
    ]


def stamp_receipt(
    build: str, documents: int, address: str, now: dt.datetime
) -> list[tuple[str, str]]:
    """The lines every receipt ends with: which state of the archive was asked, when, and the way back."""
    return [
        (_("索引"), build),
        (_("库内报道"), str(documents)),
        (_("检索时间"), now.isoformat(timespec="seconds")),
        (_("网址"), address),
    ]
