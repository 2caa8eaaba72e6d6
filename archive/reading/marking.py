"""
Marks in a text. In: plain text, marks and lights on it. Out: safe HTML.

The one place that makes HTML of printed text: every character is escaped first, marked after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from html import escape

from django.utils.safestring import SafeString

from archive.reading.hrefs import print_href


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

    def rest(self, cut: int) -> Mark:
        """What follows when the mark is split at `cut`."""
        return replace(self, start=cut, anchor="")


@dataclass(frozen=True, slots=True)
class Light:
    """
    A stretch a reader looked for, or the part of it that stands in one passage.

    `number` counts what was found from 1; its `first` part carries the anchor h<number>. `href` leads
    on to the next, `now` tells that the reader stands here.
    """

    start: int
    end: int
    number: int
    first: bool = True
    href: str = ""
    now: bool = False

    def rest(self, cut: int) -> Light:
        """What follows when the light is split at `cut`."""
        return replace(self, start=cut, first=False)


# The lights of an article by the anchor of the passage they stand in: p5, title.
Lights = Mapping[str, Sequence[Light]]


@dataclass(slots=True)
class _Node:
    """A mark or light and those inside it."""

    mark: Mark | Light
    inner: list[_Node]

    @property
    def holds_link(self) -> bool:
        return any(isinstance(one.mark, Mark) or one.holds_link for one in self.inner)


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds some characters: the link they still need, or a link they stand in."""

    href: str = ""
    linked: bool = False


def mark_text(text: str, marks: Sequence[Mark], lights: Sequence[Light] = ()) -> SafeString:
    """
    `text` as HTML with each mark and light an element of its own.

    A mark inside another stays inside; one that crosses another's end is split there. Links do
    not nest in HTML: an outer mark becomes a span whose own characters carry its link. Where a light
    crosses the end of a mark the light is split, so that marks are the same lit or not.
    """
    if not (marks or lights):
        return SafeString(escape(text))
    nodes = _nest(marks)
    links = list(_flat(nodes))
    apart = [part for light in lights for part in _cut_at_links(light, links)]
    if apart:
        nodes = _nest([*links, *apart])
    return SafeString("".join(_print(text, nodes, 0, len(text), _Around())))


def _nest(marks: Iterable[Mark | Light]) -> list[_Node]:
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
            heappush(waiting, (cut, -mark.end, order, mark.rest(cut)))
            mark = replace(mark, end=cut)
        node = _Node(mark, [])
        (above[-1].inner if above else roots).append(node)
        above.append(node)
    return roots


def _flat(nodes: Iterable[_Node]) -> Iterator[Mark]:
    """The marks of a forest without lights, by their start, the outer before the inner."""
    for node in nodes:
        if isinstance(node.mark, Mark):
            yield node.mark
        yield from _flat(node.inner)


def _cut_at_links(light: Light, links: Sequence[Mark]) -> Iterator[Light]:
    """`light` split wherever a link begins in it that ends outside; `links` as `_flat` gives them."""
    at = bisect_right(links, light.start, key=lambda link: link.start)
    while at < len(links) and links[at].start < light.end:
        link = links[at]
        if link.end > light.end:
            yield replace(light, end=link.start)
            light = light.rest(link.start)
        at += 1
    yield light


def _print(
    text: str, nodes: Sequence[_Node], start: int, end: int, around: _Around
) -> Iterator[str]:
    """`text[start:end]` with its nodes as HTML; characters of no node link to where `around` does."""
    at = start
    after_link = False
    for node in nodes:
        if at < node.mark.start:
            yield _plain(text[at : node.mark.start], around)
        if isinstance(node.mark, Light):
            yield _light(text, node, node.mark, around)
        else:
            # Two marked strings with nothing between them need a gap to be told apart.
            yield _link(text, node, node.mark, adjoining=after_link and at == node.mark.start)
        after_link = isinstance(node.mark, Mark)
        at = node.mark.end
    if at < end:
        yield _plain(text[at:end], around)


def _link(text: str, node: _Node, mark: Mark, *, adjoining: bool) -> str:
    shape = escape(f"{mark.shape} adj" if adjoining else mark.shape)
    anchor = f' id="{escape(mark.anchor)}"' if mark.anchor else ""
    href = print_href(mark.href)
    if not node.holds_link:
        inside = "".join(_print(text, node.inner, mark.start, mark.end, _Around(linked=True)))
        return f'<a class="{shape}"{anchor} href="{href}">{inside}</a>'
    inside = "".join(_print(text, node.inner, mark.start, mark.end, _Around(mark.href)))
    return f'<span class="{shape}"{anchor}>{inside}</span>'


def _light(text: str, node: _Node, light: Light, around: _Around) -> str:
    """A light in a link is no link itself; elsewhere its own characters lead on."""
    inner = around if around.linked or around.href else _Around(light.href)
    inside = "".join(_print(text, node.inner, light.start, light.end, inner))
    name = f'id="h{light.number}"' if light.first else f'data-h="{light.number}"'
    now = ' class="now"' if light.now else ""
    return f"<mark {name}{now}>{inside}</mark>"


def _plain(text: str, around: _Around) -> str:
    if around.href:
        return f'<a class="part" href="{print_href(around.href)}">{escape(text)}</a>'
    return escape(text)
