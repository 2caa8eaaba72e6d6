"""What the index holds beside the characters: lines, sizes and sets of articles, after writing and rewriting."""

from __future__ import annotations

import sqlite3

from archive.models import Article
from search.index import columns
from search.index.builds import index_root
from search.index.characters import LINE_END, PART_END
from search.index.documents import Facet, Field, lines_of, load_articles, make_document
from search.index.idsets import IdSet
from search.index.open_index import open_index
from search.index.writer import write_documents
from search.text.folding import fold
from search.upkeep.worker import IndexWorker
from tests.search.conftest import field_texts


def test_lines_are_kept_apart_and_parts_too(indexed_seeds: IndexWorker) -> None:
    articles = {article.pk: article for article in Article.objects.all()}

    kept = dict(open_index(index_root()).characters.read_lines(list(articles)))

    assert set(kept) == set(articles)
    for pk, article in articles.items():
        parts = kept[pk].split(PART_END)
        assert parts.pop() == ""
        for field, part in zip(Field, parts, strict=True):
            expected = "\n".join(line.text for line in lines_of(article, field)).split("\n")
            folded = "".join(fold(line) + LINE_END for line in expected) if expected != [""] else ""
            assert part == folded


def test_sizes_are_those_of_the_printed_text(indexed_seeds: IndexWorker) -> None:
    sizes = {
        article.pk: sum(not one.isspace() for text in field_texts(article).values() for one in text)
        for article in Article.objects.all()
    }

    with open_index(index_root()).characters.snapshot() as columns:
        held = {pk: columns.characters(IdSet([pk])) for pk in sizes}
        whole = columns.characters(IdSet(sizes) | IdSet([9999]))

    assert held == sizes
    assert whole == sum(sizes.values())


def test_every_article_stands_under_exactly_one_year_and_one_publication(
    indexed_seeds: IndexWorker,
) -> None:
    some = IdSet(Article.objects.values_list("pk", flat=True)[:5])

    with open_index(index_root()).characters.snapshot() as columns:
        split = {facet: columns.split(facet, some) for facet in (Facet.YEAR, Facet.SOURCE)}

    for sets in split.values():
        assert all(one.ids for one in sets)
        assert sum(len(one.ids) for one in sets) == len(some)
        assert IdSet.union(*(one.ids for one in sets)) == some


def test_counts_are_those_of_each_value_counted_by_itself() -> None:
    written = sqlite3.connect(":memory:")
    written.executescript(columns.SCHEMA)
    names = {facet: [f"{n:03}" for n in range(40)] for facet in (Facet.TOWN, Facet.PROGRAM)}
    held = {
        (facet, value): [
            one for one in range(1, 200) if (one * 7 + int(value)) % (int(value) + 2) == 0
        ]
        for facet, values in names.items()
        for value in values
    }
    held[Facet.TOWN, "040"] = [199]
    for (facet, value), ids in held.items():
        row = (facet, value, value, value, IdSet(ids).serialize())
        written.execute("INSERT INTO facet_values VALUES (?, ?, ?, ?, ?)", row)
    read = columns.Columns(written)

    for some in (IdSet([1]), IdSet(range(1, 30)), IdSet(range(1, 200)), IdSet()):
        for limit in (None, 1, 10, 39):
            counted = read.counts([Facet.TOWN], some, limit)[Facet.TOWN]
            sizes = {v: len(IdSet(ids) & some) for (f, v), ids in held.items() if f is Facet.TOWN}
            expected = sorted((-size, value) for value, size in sizes.items() if size)
            assert counted.distinct == len(expected)
            assert [(-one.count, one.value) for one in counted.values] == expected[:limit]


def test_a_written_article_keeps_one_size_and_one_set_of_lines(indexed_seeds: IndexWorker) -> None:
    [article] = load_articles([Article.objects.first().pk])  # type: ignore[union-attr]
    build = open_index(index_root()).build

    write_documents(build, [make_document(article)])
    write_documents(build, [make_document(article)])

    characters = open_index(index_root()).characters
    assert len(list(characters.read_lines([article.pk]))) == 1
    with characters.snapshot() as columns:
        assert columns.characters(IdSet([article.pk])) == make_document(article).characters
    assert article.pk in characters.find(fold(article.title))


def test_articles_of_a_literal_kept_for_a_state_follow_what_is_written(
    indexed_seeds: IndexWorker,
) -> None:
    [article] = load_articles([Article.objects.first().pk])  # type: ignore[union-attr]
    index = open_index(index_root())
    title = fold(article.title)
    with index.characters.snapshot():
        before = [index.characters.find(title) for _asked in range(2)]

    write_documents(index.build, [], [article.pk])
    with index.characters.snapshot():
        after = index.characters.find(title)

    assert before[0] == before[1]
    assert article.pk in before[0]
    assert after == before[0] - IdSet([article.pk])
