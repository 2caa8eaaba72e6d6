"""
The search page's content. A state of the page comes in; results, facets and sentences go out.

Both the page and the JSON print what stands here, so they cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.models import Article
from search.finding.answers import Answer, Found
from search.finding.haystack import Questions
from search.finding.highlight import Highlights, highlight
from search.finding.names import facet_name, read_names
from search.finding.reading import cut_runs, say
from search.index.documents import Facet
from search.pages.facets import FacetBox, facet_boxes
from search.pages.naming import Named, ProgramName, TownName
from search.pages.narrowing import Chip, typed_chips
from search.pages.parameters import Asked, Sort
from search.pages.years import YearChart, draw_years
from search.pages.zero import WaysOn, ways_on
from search.query.parse import Query, parse_query
from search.query.terms import Literal, Node, Valued, sought_literals

NEAREST = 10


@dataclass(frozen=True, slots=True)
class Result:
    """One article of the page."""

    article: Article
    score: float
    rank: int  # in the whole result, from 1; 0 where it is not among it
    highlights: Highlights
    named: Named  # by the articles of the page
    versions: tuple[Article, ...] = ()  # other printings of it among the hits, the oldest first

    @property
    def source(self) -> str:
        """The name of the file it came in."""
        return self.named.files[self.article.pk]

    @property
    def towns(self) -> Sequence[TownName]:
        """The towns it names, by first mention."""
        return self.named.towns[self.article.pk]

    @property
    def programs(self) -> Sequence[ProgramName]:
        """The programs it names, by first mention."""
        return self.named.programs[self.article.pk]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results."""

    asked: Asked
    query: Query
    answer: Answer
    said: str
    results: tuple[Result, ...]
    nearest: tuple[Result, ...]  # only some of the words, where few or none hold all
    facets: tuple[FacetBox, ...]
    chips: tuple[Chip, ...]
    years: YearChart | None
    ways_on: WaysOn
    names: Mapping[Valued, str]

    @property
    def pages(self) -> int:
        """How many pages the result has."""
        return -(-self.entries // self.asked.size)

    @property
    def entries(self) -> int:
        """How many entries the pages list: printings of one report are one."""
        return self.answer.entries

    @property
    def literals(self) -> tuple[Literal, ...]:
        """What is marked in the results."""
        return tuple(dict.fromkeys(sought_literals(self.answer.node)))

    @property
    def cut(self) -> tuple[str, ...]:
        """The runs that occur nowhere and were cut into words, as typed."""
        return tuple(words.run.text for words in cut_runs(self.answer.node))


def find_results(asked: Asked) -> Results:
    """The page for `asked`. Raises QueryRefused or SearchUnavailable."""
    query = parse_query(asked.text)
    return _told(asked, query, _ask(query.node, asked))


def find_all(asked: Asked) -> Results:
    """
    Every hit for `asked` in its order (`answer.page`), each on its own, without facets and without the rows
    of a page.
    """
    query = parse_query(asked.text)
    answer = _questions(query.node, asked).answer()
    return _told(asked, query, answer, shown=False)


def _lit(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Those that can show why they are here: one whose every match is but part of a word asked for cannot."""
    return tuple(result for result in results if result.highlights.hits)


def find_stretch(asked: Asked, start: int, size: int) -> Answer:
    """Some results of `asked` in its order, whatever its page. Raises QueryRefused or SearchUnavailable."""
    question = _questions(parse_query(asked.text).node, asked)
    return question.answer(start, size, together=not asked.each)


def count_results(asked: Asked) -> int:
    """How many articles `asked` finds. Raises QueryRefused or SearchUnavailable."""
    return _count(parse_query(asked.text).node, asked)


def _told(asked: Asked, query: Query, answer: Answer, *, shown: bool = True) -> Results:
    names = read_names(asked.chosen, answer.facets)
    return Results(
        asked=asked,
        query=query,
        answer=answer,
        said=_("，").join([say(answer.node), *(names[one] for one in asked.chosen)]),
        results=_results(answer.node, answer.page, asked) if shown else (),
        nearest=_lit(_results(answer.node, answer.nearest[:NEAREST], asked, among=False))
        if shown and asked.page == 1
        else (),
        facets=facet_boxes(answer, asked, names),
        chips=(
            *typed_chips(query, asked),
            *(Chip(facet_name(one.facet), names[one], asked.dropping(one)) for one in asked.chosen),
        ),
        years=draw_years(answer, asked),
        ways_on=ways_on(answer.node, asked, answer.count, names, _count) if shown else WaysOn(),
        names=names,
    )


def _ask(node: Node, asked: Asked, facets: Iterable[Facet] = Facet) -> Answer:
    """The engine's answer to the page, by way of Haystack."""
    questions = _questions(node, asked).counting(facets)
    return questions.answer(asked.start, asked.size, together=not asked.each)


def _questions(node: Node, asked: Asked) -> Questions:
    questions: Questions = Questions().filter(content=node).order_by(*asked.sort.order_by)
    for one in asked.chosen:
        questions = questions.narrow(one)
    return questions


def _count(node: Node, asked: Asked) -> int:
    """How many articles answer `node` with the facet values of `asked` chosen."""
    counting = replace(asked, page=1, size=0, sort=Sort.NEWEST)  # nothing is ranked
    return _ask(node, counting, facets=()).count


def _results(
    node: Node, hits: Sequence[Found], asked: Asked, *, among: bool = True
) -> tuple[Result, ...]:
    """The rows of those hits, `among` the results or only near them; one withdrawn since is left out."""
    if not hits:
        return ()
    literals = tuple(dict.fromkeys(sought_literals(node)))
    ids = [found.article_id for found in hits]
    others = [one for found in hits for one in found.versions]
    rows = {row.pk: row for row in Article.objects.published_among([*ids, *others])}
    named = Named([rows[one] for one in ids if one in rows])
    return tuple(
        Result(
            article=rows[found.article_id],
            score=found.score,
            rank=rank if among else 0,
            highlights=highlight(rows[found.article_id], literals),
            named=named,
            versions=tuple(rows[one] for one in found.versions if one in rows),
        )
        for rank, found in enumerate(hits, start=asked.start + 1)
        if found.article_id in rows
    )
