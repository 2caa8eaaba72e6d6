"""
What the index holds of an article. An Article row comes in, an IndexedDocument goes out.

Only what the page prints as part of the article is indexed: banners, stray headlines of other
articles and page numbers are noise of the source and stay out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from archive.models import (
    Article,
    Metric,
    Place,
    PlaceMention,
    Program,
    ProgramAlias,
    ProgramMention,
    Review,
)
from archive.models.article import DATED
from archive.models.facts import FactQuerySet
from archive.models.place import Level
from search.index.named import Forms, Name, OtherForm, names_of


class Field(StrEnum):
    """A part of an article. A literal is found inside one part, never across two."""

    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    SUMMARY = "summary"
    HEADINGS = "headings"
    BODY = "body"
    BYLINE = "byline"
    CAPTIONS = "captions"
    PUBLICATION = "publication"  # as known or corrected, printed or not

    __hash__ = str.__hash__  # an Enum's own is Python, and a page asks for thousands


class Facet(StrEnum):
    """What results can be narrowed by."""

    YEAR = "year"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    PROGRAM = "program"
    SOURCE = "source"
    SCRIPT = "script"
    METRICS = "metrics"

    __hash__ = str.__hash__


UNDATED = "undated"
UNSIGNED = "unsigned"  # no publication is known
WITH_METRICS = "yes"
WITHOUT_METRICS = "no"

# Digits of a division's code: GB/T 2260, then the statistical bureau's township codes.
CODE_LENGTHS = {Facet.PROVINCE: 2, Facet.CITY: 4, Facet.COUNTY: 6}
STATED, FORMS = "stated", "forms"  # where a loaded row keeps its Stated and its Forms


class DocumentInvalid(Exception):
    """The row's content is not what the pipeline writes; the message names the article."""


@dataclass(frozen=True, slots=True, order=True)
class FacetValue:
    """One value of a facet: `value` as addresses carry it, `name` as people call it."""

    facet: Facet
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One passage of a part: a paragraph, a caption; `number` counts from 1 within its part."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Stated:
    """Distinct divisions and programs an article names, by first mention, and whether it has figures."""

    places: tuple[Place, ...]
    programs: tuple[Program, ...]
    metrics: bool


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """An article as search sees it. Lines of one part follow each other: a literal may cross them."""

    article_id: int
    version: int
    texts: Mapping[Field, str]  # as printed, lines joined by a line break
    published_on: date | None
    facets: tuple[FacetValue, ...]
    reprint_group: int | None = None  # what printings of one report share
    names: tuple[Name, ...] = ()
    dated: bool = False  # the date is printed in the source or was given, not inferred

    @property
    def characters(self) -> int:
        """The size of the printed text: its characters without white space."""
        return sum(len("".join(text.split())) for text in self.texts.values())


def make_document(article: Article) -> IndexedDocument:
    """
    The indexed form of `article`, best loaded by `load_for_index`.

    Raises DocumentInvalid if its content does not have the shape described at Article.
    """
    texts = {field: "\n".join(line.text for line in lines_of(article, field)) for field in Field}
    stated = stated_in(article)
    return IndexedDocument(
        article_id=article.pk,
        version=article.version,
        texts={field: text for field, text in texts.items() if text},
        published_on=article.published_on,
        facets=tuple(sorted(set(_facets(article)))),
        reprint_group=article.reprint_group,
        names=names_of(article, stated.places, stated.programs, _forms_in(article)),
        dated=article.published_basis in DATED,
    )


def lines_of(article: Article, field: Field) -> tuple[Line, ...]:
    """
    The passages of one part of `article`, in page order.

    Where a person corrected a title or byline, both what they wrote and what was printed count.
    Raises DocumentInvalid if the content does not have the shape described at Article.
    """
    content = article.content
    if not isinstance(content, dict):
        raise DocumentInvalid(_bad(article, "content"))
    if field is Field.BODY:
        texts = _passages(article, "paragraphs")
    elif field is Field.BYLINE:
        texts = _once([article.byline, *_passages(article, "bylines")])
    elif field in (Field.KICKER, Field.TITLE, Field.SUBTITLE):
        texts = _once([getattr(article, field.value), *_passages(article, field.value)])
    elif field is Field.PUBLICATION:
        texts = [article.publication]
    elif field is Field.SUMMARY:
        texts = _passages(article, "summary")
    else:
        texts = _passages(article, field.value, placed=True)
    return tuple(Line(number, text) for number, text in enumerate(texts, start=1) if text)


def load_articles(ids: Iterable[int]) -> list[Article]:
    """The rows with those ids, with all that a list of them shows, in six queries."""
    articles = list(Article.objects.filter(pk__in=list(ids)))
    stated = read_stated([article.pk for article in articles])
    for article in articles:
        vars(article)[STATED] = stated[article.pk]
    return articles


def load_for_index(ids: Iterable[int]) -> list[Article]:
    """The rows with those ids, with all that `make_document` reads, in eight queries."""
    articles = load_articles(ids)
    forms = read_forms([article.pk for article in articles])
    for article in articles:
        vars(article)[FORMS] = forms[article.pk]
    return articles


def read_stated(ids: Collection[int]) -> dict[int, Stated]:
    """
    What each article states, in five queries.

    A report can name one town ten thousand times: the database makes the names distinct.
    """
    places = _named(PlaceMention.objects.exclude(place=None), "place", ids)
    programs = _named(ProgramMention.objects.all(), "program", ids)
    place_rows = Place.objects.select_related("parent").in_bulk(
        {one for named in places.values() for one in named}
    )
    program_rows = Program.objects.in_bulk({one for named in programs.values() for one in named})
    metrics = Metric.objects.filter(article__in=ids).exclude(review=Review.REJECTED)
    measured = set(metrics.order_by().values_list("article_id", flat=True).distinct())
    return {
        article: Stated(
            places=tuple(place_rows[one] for one in places.get(article, ())),
            programs=tuple(program_rows[one] for one in programs.get(article, ())),
            metrics=article in measured,
        )
        for article in ids
    }


def _named(mentions: FactQuerySet[Any], what: str, ids: Collection[int]) -> dict[int, list[Any]]:
    """The keys of what each article names, in the order of first mention."""
    counted = mentions.filter(article__in=ids).exclude(review=Review.REJECTED)
    pairs = counted.order_by().values_list("article_id", f"{what}_id").annotate(at=Min("start"))
    named: dict[int, list[Any]] = {}
    for article, key, _at in pairs.order_by("article_id", "at", f"{what}_id"):
        named.setdefault(article, []).append(key)
    return named


def read_forms(ids: Collection[int]) -> dict[int, Forms]:
    """The further forms in which each article names programs and indicators, in two queries."""
    also = ProgramAlias.objects.filter(article__in=ids)
    aliases = _grouped(also.values_list("article_id", "program__slug", "program__name", "name"))
    counted = Metric.objects.filter(article__in=ids, indicator__isnull=False)
    phrases = _grouped(
        counted.exclude(review=Review.REJECTED).values_list(
            "article_id", "indicator__slug", "indicator__name", "phrase"
        )
    )
    return {one: Forms(tuple(aliases.get(one, ())), tuple(phrases.get(one, ()))) for one in ids}


def _grouped(rows: QuerySet[Any, tuple[int, str, str, str]]) -> dict[int, list[OtherForm]]:
    """The distinct forms of (article, slug, name, form) by article; an empty form is the name."""
    forms: dict[int, list[OtherForm]] = {}
    for article, slug, name, form in rows.order_by().distinct():
        forms.setdefault(article, []).append(OtherForm(slug, name, form or name))
    return forms


def _forms_in(article: Article) -> Forms:
    kept = vars(article).get(FORMS)
    return kept if isinstance(kept, Forms) else read_forms([article.pk])[article.pk]


def stated_in(article: Article) -> Stated:
    """What `load_articles` put beside the row; of rows that came another way it is read."""
    kept = vars(article).get(STATED)
    return kept if isinstance(kept, Stated) else read_stated([article.pk])[article.pk]


def _passages(article: Article, key: str, *, placed: bool = False) -> list[str]:
    """The texts under `key`: one passage, a list of passages, or a list of placed passages."""
    value = article.content.get(key)
    if value is None:
        return []
    passages = value if isinstance(value, list) else [value]
    return [_text(article, key, passage, placed=placed) for passage in passages]


def _text(article: Article, key: str, passage: object, *, placed: bool) -> str:
    if placed and isinstance(passage, dict):
        passage = passage.get("passage", passage)
    text: Any = passage.get("text") if isinstance(passage, dict) else None
    if not isinstance(text, str):
        raise DocumentInvalid(_bad(article, key))
    return text


def _bad(article: Article, key: str) -> str:
    return _(
        "报道 %(id)s 的“%(key)s”不是识读程序写入的样子，不能编入索引。请重新识读它的来源文件。"
    ) % {
        "id": article.pk,
        "key": key,
    }


def _once(texts: Iterable[str]) -> list[str]:
    """`texts` without those an earlier one holds: the byline as a whole, then each of its lines."""
    kept: list[str] = []
    for text in texts:
        if text and not any(text in other for other in kept):
            kept.append(text)
    return kept


def _facets(article: Article) -> Iterator[FacetValue]:
    year = article.year
    yield FacetValue(Facet.YEAR, str(year) if year else UNDATED, str(year) if year else "")
    yield FacetValue(Facet.SCRIPT, article.script, article.script)
    yield FacetValue(Facet.SOURCE, article.publication or UNSIGNED, article.publication)
    stated = stated_in(article)
    for place in stated.places:
        yield from _place_facets(place)
    for program in stated.programs:
        yield FacetValue(Facet.PROGRAM, program.slug, program.name)
    yield FacetValue(Facet.METRICS, WITH_METRICS if stated.metrics else WITHOUT_METRICS, "")


def _place_facets(place: Place) -> Iterator[FacetValue]:
    if place.level == Level.TOWN:
        yield FacetValue(Facet.TOWN, place.code, place.name)
    if place.level == Level.VILLAGE and place.parent:
        yield FacetValue(Facet.TOWN, place.parent.code, place.parent.name)
    above = {Facet.PROVINCE: place.province, Facet.CITY: place.city, Facet.COUNTY: place.county}
    for facet, length in CODE_LENGTHS.items():
        if len(place.code) == length:
            yield FacetValue(facet, place.code, place.name)
        elif len(place.code) > length and above[facet]:
            yield FacetValue(facet, place.code[:length], above[facet])
