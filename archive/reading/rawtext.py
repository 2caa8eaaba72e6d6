"""
The decoded source as it is, with what reading it left out made visible. In: an article. Out: runs.

The runs joined are the source text from the article's first character to its last, unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.models import Article
from archive.models.article import ArticleState
from archive.reading.labels import REPAIRS


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

    @property
    def is_break(self) -> bool:
        """Whether only white space was left out: the page shows a sign, or nobody sees it."""
        return not self.text.strip()


def raw_runs(article: Article) -> list[Run]:
    """
    The stretch of the source that holds the article, run by run.

    What belongs to an article of the source that is not public is left out.
    """
    pieces = sorted(_pieces(article.content))
    if not pieces:
        return []
    text, at, end = article.source.text, pieces[0][0], max(piece[1] for piece in pieces)
    repairs = sorted(
        (repair["start"], repair["end"], str(REPAIRS.get(repair["kind"], "")))
        for repair in article.source.repairs
        if at <= repair["start"] and repair["end"] <= end
    )
    hidden = _hidden_pieces(article)
    runs: list[Run] = []
    for start, stop, sort, why in sorted(
        [(*piece, "text", "") for piece in pieces]
        + [(start, stop, "repaired", why) for start, stop, why in repairs]
    ):
        if stop <= at:
            continue
        if start > at:
            runs.extend(_between(text, at, start, hidden))
        runs.append(Run(text[max(start, at) : stop], sort, why))
        at = stop
    return runs


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


def _hidden_pieces(article: Article) -> list[tuple[int, int]]:
    siblings = Article.objects.of_source(article.source_id).exclude(pk=article.pk)
    others = siblings.exclude(state=ArticleState.PUBLISHED)
    return sorted(
        piece for content in others.values_list("content", flat=True) for piece in _pieces(content)
    )


def _pieces(content: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for stored in content.values():
        passages = stored if isinstance(stored, list) else [stored] if stored else []
        for passage in passages:
            for _at, start, end in passage.get("passage", passage)["pieces"]:
                yield start, end
