"""
The decoded source as it is, with what reading it left out made visible. In: an article and its
lights. Out: runs.

The runs joined are the source text from the article's first character to its last, unchanged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from django.utils.safestring import SafeString

from archive.models import Article
from archive.models.article import ArticleQuerySet, ArticleState
from archive.passages import to_passage
from archive.pipeline.values import Passage
from archive.reading.body import read_body
from archive.reading.headline import PARTS, printed_anchor
from archive.reading.labels import REPAIRS
from archive.reading.marking import Light, Lights, mark_text


@dataclass(frozen=True, slots=True)
class Run:
    """
    Unbroken source characters of one sort.

    `sort` is text (printed in the clean version), repaired (left out, with the reason in `why`),
    other (of no passage of this article: another article, a banner, noise) or blank.
    """

    text: str
    sort: str
    why: str = ""
    lights: tuple[Light, ...] = ()
    number: int = 0  # of a repair, where repairs are counted

    @property
    def is_break(self) -> bool:
        """Whether only white space was left out: the page shows a sign, or nobody sees it."""
        return not self.text.strip()

    @property
    def html(self) -> SafeString:
        """The characters with their lights."""
        return mark_text(self.text, (), self.lights)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Source characters of one sort, as `Run` has them before the text is cut."""

    start: int
    end: int
    sort: str
    why: str = ""
    number: int = 0


def raw_runs(article: Article, lights: Sequence[Light] = ()) -> list[Run]:
    """
    The stretch of the source that holds the article, run by run; `lights` as `source_lights` gives them.

    What belongs to an article of the source that is not public is left out.
    """
    pieces = sorted(_pieces(article.content))
    if not pieces:
        return []
    text, at, end = article.source.text, pieces[0][0], max(piece[1] for piece in pieces)
    stretches = [Stretch(start, stop, "text") for start, stop in pieces]
    stretches += [
        Stretch(repair["start"], repair["end"], "repaired", str(REPAIRS.get(repair["kind"], "")))
        for repair in article.source.repairs
        if at <= repair["start"] and repair["end"] <= end
    ]
    return list(lay_runs(text, (at, end), stretches, hidden_pieces(article), lights))


def lay_runs(
    text: str,
    bounds: tuple[int, int],
    stretches: Iterable[Stretch],
    hidden: list[tuple[int, int]],
    lights: Sequence[Light],
) -> Iterator[Run]:
    """`text` from bound to bound as runs: the stretches, and between them what is not hidden."""
    at, end = bounds
    for one in sorted(stretches):
        if one.end <= at:
            continue
        if one.start > at:
            yield from _between(text, at, one.start, hidden)
        start = max(one.start, at)
        inside = _inside(lights, start, one.end)
        yield Run(text[start : one.end], one.sort, one.why, inside, one.number)
        at = one.end
    yield from _between(text, at, end, hidden)


def source_lights(article: Article, lights: Lights) -> list[Light]:
    """
    `lights` where they stand in the source, left to right, one for each unbroken stretch.

    What a person wrote or knew of the article, a corrected title say, is not in the source.
    """
    placed = [
        replace(light, start=start, end=stop)
        for anchor, begin, passage in passages_of(article)
        for light in lights.get(anchor, ())
        for start, stop in _places(passage, light.start - begin, light.end - begin)
    ]
    placed.sort(key=lambda light: (light.start, light.end))
    seen: set[int] = set()
    firsts = []
    for light in placed:
        firsts.append(replace(light, first=light.number not in seen))
        seen.add(light.number)
    return firsts


def passages_of(article: Article) -> Iterator[tuple[str, int, Passage]]:
    """Each passage, under what anchor its lights come, and where it begins in the text they count in."""
    content = article.content
    for block in read_body(content).blocks:
        yield block.anchor, 0, block.passage
    for part in PARTS:
        stored = content.get(part)
        if stored:
            corrected = stored["text"] != getattr(article, part)
            yield printed_anchor(part) if corrected else part, 0, to_passage(stored)
    begin = 0
    for stored in content.get("bylines") or []:
        yield "byline", begin, to_passage(stored)
        begin += len(stored["text"]) + 1


def _places(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the characters `start`..`end` of a passage stand in the source, stretch by stretch."""
    begin = max(bisect_right(passage.pieces, start, key=lambda piece: piece.at) - 1, 0)
    for piece in passage.pieces[begin:]:
        if piece.at >= end:
            break
        first, last = max(start, piece.at), min(end, piece.at + len(piece.span))
        if first < last:
            shift = piece.span.start - piece.at
            yield first + shift, last + shift


def _inside(lights: Sequence[Light], start: int, stop: int) -> tuple[Light, ...]:
    """The lights within `start`..`stop`, counted from `start`."""
    return tuple(
        replace(
            light,
            start=max(light.start, start) - start,
            end=min(light.end, stop) - start,
            first=light.first and light.start >= start,
        )
        for light in takewhile(
            lambda light: light.start < stop,
            lights[bisect_right(lights, start, key=lambda light: light.end) :],
        )
    )


def _between(text: str, start: int, end: int, hidden: list[tuple[int, int]]) -> Iterator[Run]:
    """What stands between two pieces of the article, without what is hidden."""
    at = start
    for left, right in [*hidden, (end, end)]:
        left, right = max(left, at), min(right, end)
        if at < left <= end:
            yield _left_out(text[at:left])
        at = max(at, right)


def _left_out(text: str) -> Run:
    return Run(text, "other" if text.strip() else "blank")


def hidden_pieces(article: Article) -> list[tuple[int, int]]:
    """Where in the source stands what belongs to articles that are not public."""
    others = _siblings(article).exclude(state=ArticleState.PUBLISHED)
    return _pieces_in(others)


def pieces_of_others(article: Article) -> list[tuple[int, int]]:
    """Where in the source stands what belongs to its other articles, public or not."""
    return _pieces_in(_siblings(article))


def _siblings(article: Article) -> ArticleQuerySet:
    return Article.objects.of_source(article.source_id).exclude(pk=article.pk)


def _pieces_in(articles: ArticleQuerySet) -> list[tuple[int, int]]:
    contents = articles.values_list("content", flat=True)
    return sorted(piece for content in contents for piece in _pieces(content))


def _pieces(content: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for stored in content.values():
        passages = stored if isinstance(stored, list) else [stored] if stored else []
        for passage in passages:
            for _at, start, end in passage.get("passage", passage)["pieces"]:
                yield start, end
