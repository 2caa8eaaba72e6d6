"""Words are counted exactly: the laws of frequencies and lines, on the seeds through the real index."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from django.http import QueryDict
from django.test import Client
from haystack.query import SearchQuerySet

from archive.corrections import withdraw
from archive.models import Article
from archive.outbox import announce
from search.concordance.concordance import find_concordance, find_holding
from search.concordance.contexts import BREAK, _fold_article, read_contexts
from search.concordance.frequencies import find_frequencies
from search.concordance.frequency_page import make_page
from search.concordance.lines import ConcordanceLine, read_lines
from search.concordance.parameters import LINES_A_PAGE, Inquiry, LineOrder, read_inquiry
from search.concordance.terms import Term, read_terms
from search.index.builds import index_root
from search.index.documents import UNDATED, Facet, Field, lines_of
from search.index.open_index import open_index
from search.query.parse import QueryRefused
from search.query.terms import Valued
from search.text.folding import fold
from search.text.words import holds_word
from search.upkeep.worker import IndexWorker
from tests.search.conftest import field_texts

SUBSTRINGS = 300
LONGEST = 8


def inquire(typed: str, **parameters: str) -> Inquiry:
    """The state of the page with those parameters."""
    asked = QueryDict(mutable=True)
    asked.update({"terms": typed, **parameters})
    return read_inquiry(asked)


def all_lines(typed: str, **parameters: str) -> list[ConcordanceLine]:
    """Every line, as an export has them."""
    found, ids = find_holding(inquire(typed, **parameters))
    return list(read_lines(ids, found.shown, found.inquiry.context))


def drawn_substrings() -> list[str]:
    """Substrings of the seeds that hold a word and that the box takes as one term between quotes."""
    dice = random.Random(20261122)  # noqa: S311  # repeatable, not secret
    texts = [text for article in Article.objects.all() for text in field_texts(article).values()]
    drawn: list[str] = []
    while len(drawn) < SUBSTRINGS:
        text = dice.choice(texts)
        length = dice.randint(1, min(LONGEST, len(text)))
        start = dice.randint(0, len(text) - length)
        substring = "".join(one for one in text[start : start + length] if fold(one))
        if holds_word(substring):
            drawn.append(substring)
    return drawn


def test_articles_are_those_a_literal_search_finds(indexed_seeds: IndexWorker) -> None:
    parts = {
        article.pk: [fold(text) for text in field_texts(article).values()]
        for article in Article.objects.all()
    }
    wrong = []

    for substring in drawn_substrings():
        [frequency] = find_frequencies(inquire(f"“{substring}”")).whole.frequencies
        searched = SearchQuerySet().filter(content=f'"{substring}"').count()
        counted = Counter(
            {pk: sum(text.count(fold(substring)) for text in of) for pk, of in parts.items()}
        )
        expected = (counted.total(), len(+counted), searched)
        found = (frequency.occurrences, frequency.articles, frequency.articles)
        if found != expected:
            wrong.append((substring, found, expected))

    assert wrong == []


def test_every_occurrence_has_a_line_with_its_own_characters(indexed_seeds: IndexWorker) -> None:
    for substring in drawn_substrings()[:60]:
        found, ids = find_holding(inquire(f"“{substring}”"))
        printed = list(read_lines(ids, found.shown, 20))

        assert len(printed) == found.count
        for line in printed:
            assert fold(line.context.node.replace(BREAK, "")) == fold(substring)
            texts = [one.text for one in lines_of(line.article, line.context.field)]
            if BREAK not in line.context.node:
                whole = line.context.left + line.context.node + line.context.right
                assert any(whole in text for text in texts)
                assert len(line.context.left) <= 20
                assert len(line.context.right) <= 20


def test_the_lines_an_article_gives_are_folded_as_the_index_has_them(
    indexed_seeds: IndexWorker,
) -> None:
    kept = dict(
        open_index(index_root()).characters.read_lines(Article.objects.values_list("pk", flat=True))
    )

    assert {article.pk: _fold_article(article)[1] for article in Article.objects.all()} == kept


def test_both_scripts_count_the_same(indexed_seeds: IndexWorker) -> None:
    simplified = find_frequencies(inquire("党建 村务"))
    traditional = find_frequencies(inquire("黨建 村務"))

    assert simplified.whole == traditional.whole
    assert simplified.whole.occurrences > 0


def test_occurrences_do_not_overlap(indexed_seeds: IndexWorker) -> None:
    article = Article.objects.first()
    assert article is not None
    article.content["paragraphs"][0]["text"] = "哈哈哈哈哈"

    contexts = read_contexts(article, read_terms("哈哈").terms, 2)

    assert [(one.left, one.node, one.right) for one in contexts] == [
        ("", "哈哈", "哈哈"),
        ("哈哈", "哈哈", "哈"),
    ]


def test_a_term_over_the_end_of_a_paragraph_is_one_line_and_context_stays_inside(
    indexed_seeds: IndexWorker,
) -> None:
    article = Article.objects.filter(paragraph_count__gt=1).first()
    assert article is not None
    first, second = (one["text"] for one in article.content["paragraphs"][:2])
    term = f"{first[-2:]}{second[:2]}"

    [context] = [
        one for one in read_contexts(article, [Term(term, fold(term))], 20) if BREAK in one.node
    ]

    assert context.node == f"{first[-2:]}{BREAK}{second[:2]}"
    assert context.left == first[-22:-2]
    assert context.right == second[2:22]
    assert (context.field, context.number, context.anchor) == (Field.BODY, 1, "#p1")


def test_years_and_publications_add_up_and_towns_need_not(indexed_seeds: IndexWorker) -> None:
    found = find_frequencies(inquire("支部 村"))

    for facet in (Facet.YEAR, Facet.SOURCE):
        strata = found.by(facet).strata.values()
        assert found.by(facet).rest.articles == 0
        assert sum(one.articles for one in strata) == found.whole.articles == 8
        assert sum(one.characters for one in strata) == found.whole.characters
        for number, frequency in enumerate(found.whole.frequencies):
            parts = [one.frequencies[number] for one in strata]
            assert sum(one.occurrences for one in parts) == frequency.occurrences
            assert sum(one.articles for one in parts) == frequency.articles
    overlapping = {table.facet for table in make_page(found).tables if table.overlaps}
    assert overlapping == {Facet.TOWN, Facet.COUNTY}
    for facet in overlapping:
        named = sum(one.articles for one in found.by(facet).strata.values())
        assert named + found.by(facet).rest.articles > 8


def test_a_row_has_the_figures_of_the_page_narrowed_to_it(indexed_seeds: IndexWorker) -> None:
    page = make_page(find_frequencies(inquire("支部 村")))
    compared = 0

    for table in page.tables:
        for row in table.listed:
            assert row.narrower is not None
            assert find_frequencies(row.narrower).whole == row.stratum
            compared += 1

    assert compared > 8


def test_figures_lead_to_their_lines_and_their_articles(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    page = make_page(find_frequencies(inquire("“五星”支部 鸭、村", q="-没有这个词")))
    compared = 0

    for row in (page.whole, *(row for table in page.tables for row in table.listed)):
        for cell in row.cells:
            if not cell.frequency.articles:
                assert cell.lines is None
                continue
            assert cell.lines is not None
            assert cell.search is not None
            lines = find_concordance(cell.lines)
            answer = client.get("/search.json" + cell.search.query_string()).json()
            assert (lines.count, lines.articles) == (
                cell.frequency.occurrences,
                cell.frequency.articles,
            )
            assert answer["count"] == cell.frequency.articles
            compared += 1

    assert compared > 20


def test_a_rate_is_occurrences_in_ten_thousand_characters(indexed_seeds: IndexWorker) -> None:
    whole = find_frequencies(inquire("村")).whole
    [frequency] = whole.frequencies
    printed = "".join(
        text for article in Article.objects.all() for text in field_texts(article).values()
    )
    rate = whole.rate(frequency)

    assert whole.characters == sum(not one.isspace() for one in printed)
    assert rate is not None
    assert abs(rate * whole.characters - frequency.occurrences * 10_000) * 10_000 < whole.characters


def test_undated_articles_are_counted_apart(indexed_seeds: IndexWorker) -> None:
    undated = Article.objects.filter(source__name__startswith="003")
    undated.update(published_on=None)
    announce(undated.values_list("pk", flat=True))
    assert indexed_seeds.drain()

    found = find_frequencies(inquire("村"))
    page = make_page(found)

    assert found.undated is not None
    assert found.undated.articles == Article.objects.filter(published_on=None).count() > 0
    assert page.chart is not None
    assert UNDATED not in {tick.label for tick in page.chart.years}
    assert "日期未署" in {row.name for row in page.tables[0].listed}


def test_a_narrowing_narrows_counts_and_denominators_alike(indexed_seeds: IndexWorker) -> None:
    by_query = find_frequencies(inquire("村", q="镇:岳村镇"))
    by_facet = find_frequencies(inquire("村", town="410902101"))

    assert by_query.whole == by_facet.whole
    assert 0 < by_query.whole.articles < 8


def test_what_was_withdrawn_is_out_of_numbers_and_lines_at_once(
    indexed_seeds: IndexWorker,
) -> None:
    before = find_frequencies(inquire("鸭"))
    gone = Article.objects.get(source__name__startswith="003")

    withdraw(gone, reason="试", by=None)

    after = find_frequencies(inquire("鸭"))
    assert before.whole.occurrences > 0
    assert after.whole.occurrences == 0
    assert after.whole.articles == before.whole.articles - 1
    assert all_lines("鸭") == []
    assert find_concordance(inquire("鸭")).lines == ()


def test_what_is_withdrawn_between_count_and_lines_is_left_out(
    indexed_seeds: IndexWorker,
) -> None:
    found, ids = find_holding(inquire("鸭"))

    withdraw(Article.objects.get(source__name__startswith="003"), reason="试", by=None)

    assert found.count > 0
    assert list(read_lines(ids, found.shown, 20)) == []


@pytest.mark.parametrize("order", list(LineOrder))
def test_pages_together_are_every_line_once_in_order(
    order: LineOrder, indexed_seeds: IndexWorker
) -> None:
    whole = find_concordance(inquire("村 支部", sort=order.value))
    turned = [
        line
        for page in range(1, whole.pages + 1)
        for line in find_concordance(
            inquire("村 支部", sort=order.value, page=str(page), context="30")
        ).lines
    ]
    exported = all_lines("村 支部", sort=order.value, context="30")

    assert whole.count > LINES_A_PAGE
    assert len(turned) == whole.count == len(exported)
    places = Counter((line.url, line.context) for line in turned)
    assert places == Counter((line.url, line.context) for line in exported)
    if order is LineOrder.LEFT:
        keys = [fold(line.context.left)[::-1][:20] for line in turned]
        assert keys == sorted(keys)
    elif order is LineOrder.RIGHT:
        keys = [fold(line.context.right)[:20] for line in turned]
        assert keys == sorted(keys)
    elif order in (LineOrder.NEWEST, LineOrder.OLDEST):
        days = [line.article.published_on for line in turned]
        dated = [day for day in days if day]
        assert days == sorted(dated, reverse=order is LineOrder.NEWEST) + [None] * (
            len(days) - len(dated)
        )
    elif order is LineOrder.SOURCE:
        names = [line.article.publication for line in turned]
        assert names == sorted(names, key=lambda name: (not name, name))


def test_lines_of_one_term_alone(indexed_seeds: IndexWorker) -> None:
    both = find_concordance(inquire("村 支部"))
    one = find_concordance(inquire("村 支部", only="支部"))

    assert {line.context.term.text for line in one.lines} == {"支部"}
    assert one.count == both.shares[1].frequency.occurrences
    assert [share.frequency for share in one.shares] == [share.frequency for share in both.shares]


def test_pages_past_the_depth_are_refused_with_a_way_out(indexed_seeds: IndexWorker) -> None:
    with pytest.raises(QueryRefused, match="导出"):
        inquire("村", page="101")


def test_an_address_comes_back_as_it_went_out() -> None:
    inquiry = Inquiry(
        typed="村 支部",
        text="年:2021..2023",
        chosen=(Valued(Facet.YEAR, "2021"), Valued(Facet.TOWN, "410902101")),
        only="支部",
        order=LineOrder.LEFT,
        context=30,
        page=3,
    )

    assert read_inquiry(QueryDict(inquiry.query_string[1:])) == inquiry


def test_lines_of_many_articles_are_read_in_portions(
    indexed_seeds: IndexWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = all_lines("村")
    monkeypatch.setattr("search.export.rows.PORTION", 3)

    assert [line.url for line in all_lines("村")] == [line.url for line in whole]
