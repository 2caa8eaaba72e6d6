"""
Other printings of an article, and texts written after one pattern. In: an article, rows and what is kept of pairs of them.
Out: what its page lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.models import Article, ReprintText
from archive.models.addresses import pair_address
from archive.reprints.likeness import share
from archive.reprints.texts import read_bodies

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Version:
    """Another printing: how much of the shorter text both have, in whole percent, and how much longer it is."""

    article: Article
    percent: int
    more: int  # characters the other has more than this one; below 0 fewer
    same: bool  # one text, marks and script left out
    url: str  # where the two are compared

    @property
    def fewer(self) -> int:
        """How many characters the other lacks."""
        return -self.more


def compare_versions(
    article: Article,
    others: Iterable[Article],
    own: ReprintText | None,
    shares: Mapping[int, float],
) -> tuple[Version, ...]:
    """
    Each of `others` beside `article`, whose text as compared is `own`; needs `reprint_text` loaded.

    `shares` are those found when two were compared; of members of a group that others tie together it is measured now.
    """
    rows = list(others)
    measured = _measure(article, [row for row in rows if row.pk not in shares])
    return tuple(_version(article, row, own, {**shares, **measured}) for row in rows)


def together(one: Article, other: Article) -> bool:
    """Whether both are printings of one report."""
    return one.reprint_group is not None and one.reprint_group == other.reprint_group


def text_of(article: Article) -> ReprintText | None:
    """The article's text as compared; None of one that never was."""
    return getattr(article, "reprint_text", None)


def _version(
    article: Article, other: Article, own: ReprintText | None, shares: Mapping[int, float]
) -> Version:
    their = text_of(other)
    return Version(
        article=other,
        percent=int(shares[other.pk] * 100),
        more=their.characters - own.characters if own and their else 0,
        same=bool(own and their and their.digest == own.digest),
        url=pair_address("article_compare", article.pk, other.pk),
    )


def _measure(article: Article, others: Sequence[Article]) -> dict[int, float]:
    if not others:
        return {}
    texts = Article.objects.filter(pk__in=[other.pk for other in others]).order_by()
    bodies = read_bodies([article, *texts])
    own = bodies[article.pk].text
    shared = {}
    for other in others:
        shorter, longer = sorted((own, bodies[other.pk].text), key=len)
        shared[other.pk] = share(shorter, longer)
    return shared
