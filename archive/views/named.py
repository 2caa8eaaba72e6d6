"""The row an address names. In: a question that takes the key. Out: the row, or 404."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from archive.models.questions import Question

RowT = TypeVar("RowT", bound=Model)


def row_or_404(question: Question[RowT], key: str) -> RowT:
    """The row with that key. Raises Http404 if there is none."""
    row = next(iter(question.rows(key)), None)
    if row is None:
        raise Http404
    return row
