"""
Marks in a text. In: plain text and marks on it. Out: safe HTML.

The one place that makes HTML of printed text: every character is escaped first, marked after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A stretch of the text (code points, end excluded) that leads somewhere.

    `shape` is its CSS class; `anchor` its id, kept by the first part where the mark must be split.
    """

    start: int
    end: int
    shape: str
    href: str
    anchor: str = ""


@dataclass(slots=True)
class _Node:
    """A mark and those inside it."""

    mark: Mark
    inner: list[_Node]


def mark_text(text: str, marks: Iterable[Mark]) -> SafeString:
    """
    `text` as HTML with each mark an element of its own.

    A mark inside another stays inside; one that crosses another's end is split there. Links do
    not nest in HTML: an outer mark becomes a span whose own characters carry its link.
    """
    return _join(_print(text, _nest(marks), 0, len(text), ""))


def _nest(marks: Iterable[Mark]) -> list[_Node]:
    """The marks as a forest, built from the left, the widest first."""
    roots: list[_Node] = []
    above: list[_Node] = []
    waiting = [(mark.start, -mark.end, order, mark) for order, mark in enumerate(marks)]
    heapify(waiting)
    while waiting:
        _, _, order, mark = heappop(waiting)
        while above and above[-1].mark.end <= mark.start:
            above.pop()
        if above and above[-1].mark.end < mark.end:
            cut = above[-1].mark.end
            heappush(waiting, (cut, -mark.end, order, replace(mark, start=cut, anchor="")))
            mark = replace(mark, end=cut)
        node = _Node(mark, [])
        (above[-1].inner if above else roots).append(node)
        above.append(node)
    return roots


def _print(
    text: str, nodes: Sequence[_Node], start: int, end: int, href: str
) -> Iterator[SafeString]:
    """`text[start:end]` with its nodes; characters of no node link to `href`."""
    at = start
    for node in nodes:
        if at < node.mark.start:
            yield _plain(text[at : node.mark.start], href)
        # Two marked strings with nothing between them need a gap to be told apart.
        touching = at == node.mark.start > start
        yield _element(text, node, adjoining=touching)
        at = node.mark.end
    if at < end:
        yield _plain(text[at:end], href)


def _element(text: str, node: _Node, *, adjoining: bool) -> SafeString:
    mark = node.mark
    shape = f"{mark.shape} adj" if adjoining else mark.shape
    anchor = format_html(' id="{}"', mark.anchor) if mark.anchor else ""
    if not node.inner:
        return format_html(
            '<a class="{}"{} href="{}">{}</a>',
            shape,
            anchor,
            mark.href,
            text[mark.start : mark.end],
        )
    inside = _join(_print(text, node.inner, mark.start, mark.end, mark.href))
    return format_html('<span class="{}"{}>{}</span>', shape, anchor, inside)


def _plain(text: str, href: str) -> SafeString:
    if href:
        return format_html('<a class="part" href="{}">{}</a>', href, text)
    return format_html("{}", text)


def _join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
