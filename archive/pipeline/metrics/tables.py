"""
The rows of tables: what the figure of a cell counts is told by the cell over it. Passages come in, rows go out.

A row is a passage whose cells are parted by | (a table of a web page) or by tabs. Only a row below a
row of words has heads; a cell that holds nothing but a figure and has no head says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.pipeline.metrics.figures import Figure
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Passage, Span

_LEAST_CELLS, _MOST_CELLS = 2, 100
_BETWEEN = re.compile(r"[\s|:\-]*")  # rows of one table, the line under its head left out
_FIGURE = re.compile("[0-9]")
_PART = re.compile(r"[|\t]")
_UNIT = re.compile(r"\s*[(（][^()（）]*[)）]$")
_SAYS_NOTHING = re.compile("|序号|名称|备注|单位|时间|日期|内容|情况|数量|合计|小计|总计")
_PLACE = re.compile("(?:村|社区|镇|乡|街道|办事处|县|区|市)$")
_SHORTEST, _LONGEST = 2, 16
_MOST = 40  # characters of a head with its unit


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, spans into its passage, and what stands over each; no heads: it is the head itself."""

    cells: tuple[Span, ...]
    heads: tuple[str, ...]


def find_rows(passages: Iterable[Passage], source: str) -> Mapping[int, Row]:
    """Give the rows among `passages` by the source offset they start at."""
    rows: dict[int, Row] = {}
    heads: tuple[str, ...] = ()
    end = None
    for passage in sorted(passages, key=lambda each: each.span.start):
        cells = cells_of(passage.text)
        if len(cells) < _LEAST_CELLS:
            end = None
            continue
        span = passage.span
        words = [passage.text[cell.start : cell.end] for cell in cells]
        goes_on = end is not None and _BETWEEN.fullmatch(source, end, span.start) is not None
        if goes_on:
            rows[span.start] = Row(cells, heads if len(heads) == len(cells) else ("",) * len(cells))
        else:
            heads = tuple(_head(word) for word in words) if _is_head(words) else ()
            rows[span.start] = Row(cells, () if heads else ("",) * len(cells))
        end = span.end
    return rows


def cells_of(text: str) -> tuple[Span, ...]:
    """The cells of a row, without the spaces around them; none where `text` is no row."""
    bars = text.count("|") if text.startswith("|") else 0
    if not 0 < bars + text.count("\t") <= _MOST_CELLS:
        return ()
    start = 1 if text.startswith("|") else 0
    marks = [*(mark.start() for mark in _PART.finditer(text, start)), len(text)]
    last = len(text.rstrip())
    cells = []
    for mark in marks:
        printed = text[start:mark]
        left = start + len(printed) - len(printed.lstrip())
        if printed.strip() or mark < last:
            cells.append(Span(left, left + len(printed.strip())))
        start = mark + 1
    return tuple(cells)


def read_row(figures: Sequence[Figure], row: Row) -> tuple[tuple[Figure, ...], dict[int, str]]:
    """Give the figures of `row` that say what they count, each bound to its cell, and the heads by their place."""
    kept: list[Figure] = []
    heads: dict[int, str] = {}
    for figure in figures if row.heads else ():
        span = figure.amount.span
        at = bisect_right(row.cells, span.start, key=lambda cell: cell.start) - 1
        if at < 0 or span.end > row.cells[at].end:
            continue
        cell, head = row.cells[at], row.heads[at]
        alone = cell == span
        if alone and not head:
            continue
        if alone:
            heads[len(kept)] = head
        kept.append(_within(figure, cell))
    return tuple(kept), heads


def names_a_place(row: Row, folded: str) -> bool:
    """Whether the first cell of `row`, folded as `folded`, names the place its figures are of."""
    first = row.cells[0]
    return _PLACE.search(folded[first.start : first.end]) is not None


def _is_head(words: Sequence[str]) -> bool:
    """Whether the cells of a first row are words for what stands below."""
    if any(len(word) > _MOST for word in words):
        return False
    said = [_UNIT.sub("", fold_text(word)) for word in words]
    return not any(map(_FIGURE.search, said)) and any(map(_head, words))


def _head(word: str) -> str:
    """What a cell says of those below it, without the unit in brackets; nothing for 序号 and 备注."""
    said = _UNIT.sub("", word.strip())
    fits = _SHORTEST <= len(said) <= _LONGEST
    return said if fits and not _SAYS_NOTHING.fullmatch(fold_text(said)) else ""


def _within(figure: Figure, cell: Span) -> Figure:
    start, end = figure.amount.span.start, figure.amount.span.end
    return replace(
        figure,
        left=Span(min(start, max(figure.left.start, cell.start)), start),
        right=Span(end, max(end, min(figure.right.end, cell.end))),
        clause=Span(max(figure.clause.start, cell.start), min(figure.clause.end, cell.end)),
    )
