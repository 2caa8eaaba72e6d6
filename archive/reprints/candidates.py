"""
Which articles are worth comparing. Ids of articles with sketches come in, pairs of ids go out.

One question for many articles: a sketch joined with all others by its values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

SHARED_RUNS = 2  # of the sampled; a single one is a turn of phrase
SHARED_PART = 0.25  # of the smaller sketch: far below what a reprint has
MOST = 60  # compared with one article, the likeliest first

_SHARING = """
SELECT mine.article_id, other.article_id, COUNT(*), own.sampled, their.sampled
FROM archive_reprintshingle mine
JOIN archive_reprintshingle other ON other.value = mine.value AND other.article_id <> mine.article_id
JOIN archive_reprinttext own ON own.article_id = mine.article_id
JOIN archive_reprinttext their ON their.article_id = other.article_id
WHERE mine.article_id IN ({ids})
GROUP BY mine.article_id, other.article_id, own.sampled, their.sampled
HAVING COUNT(*) >= {runs}
"""
_SAME_TEXT = """
SELECT mine.article_id, other.article_id FROM archive_reprinttext mine
JOIN archive_reprinttext other ON other.digest = mine.digest AND other.article_id <> mine.article_id
WHERE mine.article_id IN ({ids})
ORDER BY other.article_id
"""


def find_candidates(ids: Sequence[int]) -> set[tuple[int, int]]:
    """
    Pairs of one of `ids` and another article that may print the same report.

    Those with the very same text, and those that share a good part of the sketch; at most MOST an article.
    """
    likely: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other in _rows(_SAME_TEXT, ids):
        likely[one].append((-2.0, other))
    for one, other, shared, own, their in _rows(_SHARING, ids):
        part = shared / min(own, their)
        if part >= SHARED_PART:
            likely[one].append((-part, other))
    return {(one, other) for one, found in likely.items() for _rank, other in sorted(found)[:MOST]}


def _rows(question: str, ids: Sequence[int]) -> list[tuple[int, ...]]:
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(question.format(ids=marks, runs=SHARED_RUNS), list(ids))
        return list(cursor.fetchall())
