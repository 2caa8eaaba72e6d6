"""Words order what characters decided: every zone counts, the title most, and both ways of scoring agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from archive.models import Article
from search.index import ranker
from search.index.builds import index_root, new_build
from search.index.documents import Field, IndexedDocument
from search.index.idsets import IdSet
from search.index.open_index import open_index
from search.index.ranker import WEIGHTS, RankIndex, RankWriter, cut_document
from search.index.writer import write_documents
from search.upkeep.worker import IndexWorker

# A build carries the mark of the database it belongs to.
pytestmark = pytest.mark.django_db


def document(article_id: int, **texts: str) -> IndexedDocument:
    """A document with those parts."""
    return IndexedDocument(article_id, 1, {Field(n): t for n, t in texts.items()}, None, ())


def test_both_ways_of_scoring_give_the_same_scores(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = open_index(index_root()).words
    ids = IdSet(Article.objects.values_list("pk", flat=True))
    asked = ["支部", "党建", "工作", "雁鸣湖", "没有这个词"]

    few = words.score(asked, ids)
    monkeypatch.setattr(ranker, "SKIP_COST", 0)
    words._kept.clear()
    best = words.score(asked, ids)

    assert len(few) == 8
    assert few == pytest.approx(best)


def test_scores_hardly_differ_whether_written_at_once_or_bit_by_bit(data_dir: object) -> None:
    documents = [
        document(n, title=f"第{n}期", body="积分 " * n + "支部 " * 20) for n in range(1, 9)
    ]
    at_once, bit_by_bit = new_build(index_root()), new_build(index_root())
    write_documents(at_once, documents, create=True)
    write_documents(bit_by_bit, [], create=True)
    for one in documents:
        write_documents(bit_by_bit, [one])

    indexes = [RankIndex(build.words) for build in (at_once, bit_by_bit)]
    scores = [index.score(["积分"], IdSet(range(1, 9))) for index in indexes]
    for index in indexes:
        index.close()

    assert len(scores[0]) == 8
    # Whoosh takes the mean length of a text segment by segment.
    assert scores[0] == pytest.approx(scores[1], rel=0.01)


def test_of_many_words_the_rarest_are_taken_until_their_postings_are_enough(
    data_dir: object,
) -> None:
    build = new_build(index_root())
    documents = [document(n, title="党建", body="积分" + "罕见" * (n == 1)) for n in range(1, 9)]
    write_documents(build, documents, create=True)
    index = RankIndex(build.words)
    asked = ["党建", "积分", "罕见", "积分", "没有"]

    assert index.rarest(asked, 100) == ["没有", "罕见", "党建", "积分"]
    assert index.rarest(asked, 16) == ["没有", "罕见", "党建"]
    assert index.rarest(["积分"], 1) == ["积分"]
    assert index.rarest([], 1) == []
    index.close()


def test_writing_an_article_again_leaves_it_once(data_dir: object) -> None:
    build = new_build(index_root())
    documents = [document(n, body="积分") for n in range(1, 9)]
    write_documents(build, documents, create=True)

    for _ in range(3):
        write_documents(build, documents[:3])

    index = RankIndex(build.words)
    assert index.versions() == dict.fromkeys(range(1, 9), 1)
    assert set(index.score(["积分"], IdSet(range(1, 9)))) == set(range(1, 9))
    index.close()


def test_a_word_weighs_more_the_closer_it_stands_to_the_title(data_dir: object) -> None:
    build = new_build(index_root())
    parts = ["title", "subtitle", "captions", "body"]
    filler = "岳村镇 工作 推进"
    documents = [
        document(n, **dict.fromkeys(parts, filler) | {part: f"{filler} 积分"})
        for n, part in enumerate(parts)
    ]
    write_documents(build, documents, create=True)

    index = RankIndex(build.words)
    scores = index.score(["积分"], IdSet(range(4)))
    index.close()

    assert sorted(scores, key=scores.__getitem__, reverse=True) == [0, 1, 2, 3]
    assert list(WEIGHTS.values()) == sorted(WEIGHTS.values(), reverse=True)


def test_ids_whoosh_has_not_heard_of_have_no_score_and_are_no_error(data_dir: object) -> None:
    build = new_build(index_root())
    write_documents(build, [document(1, body="积分")], create=True)

    index = RankIndex(build.words)
    scores = index.score(["积分"], IdSet([1, 99]))
    index.close()

    assert set(scores) == {1}


def test_a_cancelled_writer_leaves_the_index_as_it_was_and_frees_the_lock(
    data_dir: object,
) -> None:
    build = new_build(index_root())
    write_documents(build, [document(1, body="积分")], create=True)

    writer = RankWriter(build.words)
    writer.put(cut_document(document(2, body="积分")))
    writer.cancel()

    write_documents(build, [document(3, body="积分")])
    index = RankIndex(build.words)
    assert set(index.versions()) == {1, 3}
    index.close()


def test_a_very_long_run_of_letters_does_not_break_the_writer(data_dir: object) -> None:
    build = new_build(index_root())

    write_documents(build, [document(1, body="a" * 1_000_000 + " 积分")], create=True)

    index = RankIndex(build.words)
    assert set(index.score(["积分"], IdSet([1]))) == {1}
    index.close()


def test_scores_of_whole_blocks_are_those_of_single_postings(data_dir: object) -> None:
    build = new_build(index_root())
    first = [
        document(n, title=f"第{n}期", body="积分 " * (n % 7 + 1) + "支部 " * n)
        for n in range(1, 301)
    ]
    write_documents(build, first, create=True)
    write_documents(
        build, [document(301, body="积分 罕见")], [7, 150]
    )  # a segment more, gaps in the first

    index = RankIndex(build.words)
    single = {
        (zone, word): [
            (index._articles[matcher.id() + offset], matcher.score())
            for _leaf, offset, matcher in index._matchers(zone, word)
            for _posting in _walk(matcher)
        ]
        for zone in WEIGHTS
        for word in ("积分", "支部", "罕见", "期")
    }
    blocks = {key: list(zip(*index._postings(*key), strict=True)) for key in single}
    index.close()

    assert len(blocks["body", "积分"]) == 299
    for key, postings in single.items():
        assert [one for one, _score in blocks[key]] == [one for one, _score in postings]
        assert [score for _one, score in blocks[key]] == pytest.approx(
            [score for _one, score in postings], rel=1e-6
        )


def _walk(matcher: Any) -> Iterator[None]:
    while matcher.is_active():
        yield
        matcher.next()
