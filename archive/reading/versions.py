"""Other printings of an article, and texts written after one pattern. In: an article. Out: what its page lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from archive.models import Article, ReprintPair, ReprintText
from archive.models.article import ArticleQuerySet
from archive.models.reprints import PairKind
from archive.reprints.likeness import share
from archive.reprints.texts import read_bodies

SHOWN = 40
PAIRED = "paired"  # where a row keeps whether there is anything to list


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


def mark_paired(articles: ArticleQuerySet) -> ArticleQuerySet:
    """The same rows, asked along whether they have anything in common with others: most have not."""
    pairs = ReprintPair.objects.filter(Q(low=OuterRef("pk")) | Q(high=OuterRef("pk")))
    return articles.annotate(**{PAIRED: Exists(pairs)})


def read_versions(article: Article) -> tuple[Version, ...]:
    """The other printings of the same report, the oldest first."""
    if article.reprint_group is None:
        return ()
    others = Article.objects.versions_of(article).values_list("pk", "published_on")
    oldest = sorted(others, key=lambda other: (other[1] or dt.date.max, other[0]))[:SHOWN]
    rows = Article.objects.in_bulk([pk for pk, _day in oldest])
    return _versions(article, [rows[pk] for pk, _day in oldest])


def read_alike(article: Article) -> tuple[Version, ...]:
    """Articles that have most of the text in common and are no printings of it, the likeliest first."""
    if not vars(article).get(PAIRED, True):
        return ()
    pairs = ReprintPair.objects.filter(Q(low=article) | Q(high=article), kind=PairKind.ALIKE)
    ids = [
        high if low == article.pk else low
        for low, high in pairs.order_by("-shared", "pk").values_list("low_id", "high_id")[:SHOWN]
    ]
    rows = Article.objects.published().in_bulk(ids)
    return _versions(
        article, [rows[one] for one in ids if one in rows and not _together(rows[one], article)]
    )


def _together(one: Article, other: Article) -> bool:
    return one.reprint_group is not None and one.reprint_group == other.reprint_group


def _versions(article: Article, others: Iterable[Article]) -> tuple[Version, ...]:
    rows = list(others)
    if not rows:
        return ()
    shares = _shares(article, rows)
    texts = ReprintText.objects.in_bulk([article.pk, *(row.pk for row in rows)])
    own = texts.get(article.pk)
    return tuple(
        Version(
            article=row,
            percent=int(shares[row.pk] * 100),
            more=their.characters - own.characters if own and (their := texts.get(row.pk)) else 0,
            same=bool(own and (their := texts.get(row.pk)) and their.digest == own.digest),
            url=reverse("article_compare", args=[article.pk, row.pk]),
        )
        for row in rows
    )


def _shares(article: Article, rows: Sequence[Article]) -> dict[int, float]:
    """As found when the two were compared; of members of a group that others tie together it is measured now."""
    pairs = ReprintPair.objects.filter(Q(low=article) | Q(high=article))
    known = {
        high if low == article.pk else low: shared
        for low, high, shared in pairs.values_list("low_id", "high_id", "shared")
    }
    missing = [row for row in rows if row.pk not in known]
    if missing:
        bodies = read_bodies([article, *missing])
        own = bodies[article.pk].text
        for row in missing:
            shorter, longer = sorted((own, bodies[row.pk].text), key=len)
            known[row.pk] = share(shorter, longer)
    return known
