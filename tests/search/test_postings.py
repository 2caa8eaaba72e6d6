"""Postings come out of their groups as Whoosh's own pool would give them, however little memory they may take."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index

from search.index import ranker
from search.index.builds import index_root, new_build
from search.index.documents import Field, IndexedDocument
from search.index.errors import IndexDiskFull
from search.index.idsets import IdSet
from search.index.postings import PostingGroups
from search.index.ranker import RankIndex, RankWriter, cut_document
from search.index.writer import write_documents

WORDS = [word.encode() for word in ("支部", "积分", "村", "五星", "a", "zz", "𠮷", "网格员")]
COUNTS = st.dictionaries(st.sampled_from(WORDS), st.integers(1, 1 << 24))
DOCUMENTS = st.lists(st.dictionaries(st.sampled_from(["body", "title"]), COUNTS), max_size=12)


@given(documents=DOCUMENTS, limit=st.sampled_from([0, 600, 1 << 30]))
def test_postings_come_by_field_word_and_document_whatever_the_memory(
    documents: list[dict[str, dict[bytes, int]]],
    limit: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    groups = PostingGroups(tmp_path_factory.mktemp("runs"), limit)
    for number, fields in enumerate(documents):
        for field, counts in fields.items():
            groups.add_words(field, number, counts)

    expected = [
        (field, word, number, count, b"")
        for number, fields in enumerate(documents)
        for field, counts in fields.items()
        for word, count in counts.items()
    ]
    assert list(groups.iter_postings()) == sorted(expected)


def test_runs_are_on_disk_until_cleaned_up(tmp_path: Path) -> None:
    groups = PostingGroups(tmp_path, limit=1000)
    for number in range(100):
        groups.add_words("body", number, {b"%d" % (number % 7): 1})

    assert len(list(tmp_path.glob("*.run"))) > 1
    assert len(list(groups.iter_postings())) == 100
    groups.cleanup()
    assert not list(tmp_path.glob("*.run"))


def test_a_run_cut_short_is_an_error_and_no_shorter_list(tmp_path: Path) -> None:
    groups = PostingGroups(tmp_path, limit=0)
    groups.add_words("body", 1, dict.fromkeys(WORDS, 1))
    (run,) = tmp_path.glob("*.run")
    run.write_bytes(run.read_bytes()[:-3])

    with pytest.raises(ranker.UNREADABLE):
        list(groups.iter_postings())


def _documents(dice: random.Random) -> Iterator[IndexedDocument]:
    words = [word.decode() for word in WORDS]
    for number in range(1, 60):
        texts = {
            Field.TITLE: " ".join(dice.choices(words, k=3)),
            Field.BODY: " ".join(dice.choices(words, k=dice.randint(1, 300))),
            Field.CAPTIONS: " ".join(dice.choices(words, k=dice.randint(0, 2))),
        }
        yield IndexedDocument(number, dice.randint(1, 9), texts, None, ())


@pytest.mark.django_db
@pytest.mark.parametrize("memory", [0, 1 << 30], ids=["runs", "memory"])
def test_whoosh_holds_what_its_own_way_of_adding_would_give_it(
    memory: int, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranker, "MEMORY", memory)
    documents = list(_documents(random.Random(5)))  # noqa: S311  # repeatable, not secret
    build = new_build(index_root())
    write_documents(build, documents, create=True)

    folder = data_dir / "whoosh"
    folder.mkdir()
    writer = whoosh_index.create_in(str(folder), ranker._schema()).writer(compound=False)
    for document in documents:
        writer.add_document(
            key=str(document.article_id),
            article=document.article_id,
            version=document.version,
            **{zone: _again(counts) for zone, counts in cut_document(document).zones.items()},
        )
    writer.commit()

    ours, theirs = RankIndex(build.words), RankIndex(folder)
    assert ours.versions() == theirs.versions() == {d.article_id: d.version for d in documents}
    ids = IdSet(ours.versions())
    held = [_held(index) for index in (ours, theirs)]
    assert held[0] == held[1]
    assert len(held[0]) > len(WORDS)
    for word in (word.decode() for word in WORDS):
        # Whoosh's own way forgets how often, for the fields keep no values.
        assert set(ours.score([word], ids)) == set(theirs.score([word], ids)), word
    for index in (ours, theirs):
        index.close()


def _again(counts: dict[bytes, int]) -> list[str]:
    return [word.decode() for word, count in counts.items() for _ in range(count)]


def _held(index: RankIndex) -> dict[tuple[str, bytes], list[int]]:
    reader = index._searcher.reader()
    return {term: list(reader.postings(*term).all_ids()) for term in reader.all_terms()}


@pytest.mark.django_db
def test_how_often_a_word_stands_there_outlives_a_merge(data_dir: Path) -> None:
    once, merged = new_build(index_root()), new_build(index_root())
    documents = list(_documents(random.Random(7)))  # noqa: S311  # repeatable, not secret
    write_documents(once, documents, create=True)
    write_documents(merged, [], create=True)
    for start in range(0, len(documents), 7):
        write_documents(merged, documents[start : start + 7])
    write_documents(merged, documents[20:30])

    weights = []
    for build in (once, merged):
        index = RankIndex(build.words)
        weights.append(_weights(index))
        index.close()
    assert weights[0] == weights[1]


def _weights(index: RankIndex) -> dict[tuple[str, bytes], dict[int, float]]:
    reader = index._searcher.reader()
    weights: dict[tuple[str, bytes], dict[int, float]] = {}
    for term in reader.all_terms():
        matcher = reader.postings(*term)
        while matcher.is_active():
            article = index._articles.get(matcher.id())
            if article is not None:
                weights.setdefault(term, {})[article] = matcher.weight()
            matcher.next()
    return weights


@pytest.mark.django_db
def test_a_full_disk_while_postings_go_to_it_is_said(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranker, "MEMORY", 0)
    build = new_build(index_root())
    writer = RankWriter(build.words, create=True)
    document = cut_document(IndexedDocument(1, 1, {Field.BODY: "支部"}, None, ()))

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        with pytest.raises(IndexDiskFull):
            writer.put(document)
    writer.cancel()

    assert not list(build.words.rglob("*.run"))
