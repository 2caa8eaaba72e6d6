"""
The figures of an indicator, or all, to take away. In: which, in what order. Out: CSV or JSON, piece by piece.

Rows are read in portions, so that an export of everything holds no more than a portion in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from archive.models import Metric
from archive.models.questions import Question
from archive.reading.article_rows import load_articles
from archive.reading.csv_files import write_lines
from archive.reading.dossiers import print_figures
from archive.reading.figure_columns import COLUMNS, Column, cells_of
from archive.reading.figures import read_figures

PORTION = 200
JSON = dict[str, Any]
Absolute = Callable[[str], str]


def write_csv(
    numbers: Sequence[int], absolute: Absolute, columns: Sequence[Column] = COLUMNS
) -> Iterator[str]:
    """Yield the lines: the titles of the columns, then a figure a line."""
    head = [tuple(str(column.title) for column in columns)]
    rows = (
        cells_of(row, columns, absolute)
        for portion in _portions(numbers)
        for row in read_figures(portion)
    )
    return write_lines(chain(head, rows))


def write_json(head: JSON, numbers: Sequence[int], absolute: Absolute) -> Iterator[str]:
    """Yield one object: the head's keys, then `metrics`, a figure a line."""
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "metrics": ['
    between = "\n"
    for portion in _portions(numbers):
        for printed in print_figures(portion, absolute):
            yield between + json.dumps(printed, ensure_ascii=False)
            between = ",\n"
    yield "\n ]\n}\n"


def read_numbered(numbers: Iterable[int]) -> list[Metric]:
    """The public figures with those numbers, in their order, with article, place and indicator."""
    wanted = list(numbers)
    loaded = {metric.pk: metric for metric in _FIGURES.rows(wanted)}
    load_articles(loaded.values())
    return [loaded[number] for number in wanted if number in loaded]


def _compose_figures(numbers: Sequence[int]) -> QuerySet[Metric]:
    rows = Metric.objects.public().filter(pk__in=numbers).order_by()
    return rows.select_related("indicator", "place")


_FIGURES = Question(_compose_figures)


def _portions(numbers: Sequence[int]) -> Iterator[list[Metric]]:
    for start in range(0, len(numbers), PORTION):
        yield read_numbered(numbers[start : start + PORTION])
