"""The shapes of what the archive holds, as its JSON answers give it: articles, places, programs, figures and their lists."""

from __future__ import annotations

from archive.models import Review, Scope
from archive.models.article import ArticleState
from archive.models.mentions import GIVEN
from archive.models.place import Level
from archive.pipeline.values import (
    Band,
    Basis,
    Comparator,
    LinkKind,
    MetricStatus,
    PlaceBasis,
    Precision,
    ProgramKind,
    Script,
)
from search.guide.shapes import (
    COUNT,
    FREE,
    NUMBER,
    SPAN,
    TEXT,
    URL,
    YES_NO,
    Schema,
    also,
    keys,
    one_of,
    or_null,
    several,
)

TRUST = keys(
    confidence=NUMBER,
    band=one_of(Band),
    evidence=several(TEXT),
    points=several({"type": "integer"}),
    why=several(TEXT),
    review=one_of(list(Review.values)),
    missed=YES_NO,
    ruleset=TEXT,
)
PASSAGE = keys(text=TEXT, start=COUNT, end=COUNT)
PLACED = also(PASSAGE, after={"type": "integer"})
COMPONENT = keys(name=TEXT, span=SPAN, explained=or_null(SPAN))
METRIC = also(
    TRUST,
    value={"type": "string", "description": "A decimal number, exact."},
    value_max=or_null(TEXT),
    unit=TEXT,
    comparator=one_of(Comparator),
    status=one_of(MetricStatus),
    indicator={"type": "string", "description": "The phrase as printed."},
    indicator_key=or_null(TEXT),
    qualifier=or_null(TEXT),
    per=or_null(TEXT),
    place=or_null(keys(name=TEXT, code=or_null(TEXT))),
    place_basis=one_of(list(Scope.values)),
    period=or_null(TEXT),
    period_scope=or_null(
        keys(
            span=or_null(SPAN),
            basis=one_of(list(Scope.values)),
            first=or_null(TEXT),
            last=or_null(TEXT),
        )
    ),
    number=SPAN,
    quote=SPAN,
    corrected={
        "type": "object",
        "additionalProperties": TEXT,
        "description": "What a person changed: the key, and the day it was changed last.",
    },
    links=several(keys(kind=one_of(LinkKind), number=SPAN)),
    flags=several(keys(check=TEXT, numbers=several(SPAN), sentence=TEXT)),
)
LISTED_ARTICLE = keys(
    id=COUNT,
    title=TEXT,
    published=or_null(TEXT),
    published_basis=one_of(Basis),
    url=URL,
    reprint_group=or_null(COUNT),
)
FIGURE = also(
    METRIC,
    article=COUNT,
    url=URL,
    told_again=several(keys(number=SPAN, url=URL)),
)
NAMED_TOWN = keys(code=TEXT, name=TEXT)
LINKED_TOWN = also(NAMED_TOWN, url=URL)

ARTICLE = keys(
    id=COUNT,
    url=URL,
    state=one_of(list(ArticleState.values)),
    source=TEXT,
    sha256=TEXT,
    container=TEXT,
    encoding=TEXT,
    index=COUNT,
    reprint_group=or_null(COUNT),
    kicker=or_null(TEXT),
    title=or_null(TEXT),
    subtitle=or_null(TEXT),
    authors=several(keys(name=TEXT, role=or_null(TEXT))),
    publication=or_null(keys(name=TEXT, basis=one_of(Basis))),
    published=keys(
        value=or_null(TEXT),
        precision=one_of(Precision),
        basis=one_of(Basis),
        evidence=or_null(several(SPAN)),
        dateline=or_null(TEXT),
        conflict=YES_NO,
    ),
    script=one_of(Script),
    paragraphs=several(PASSAGE),
    summary=or_null(TEXT),
    headings=several(PLACED),
    captions=several(PLACED),
    places=several(
        also(
            TRUST,
            name=TEXT,
            level=one_of(list(Level.values)),
            code=or_null(TEXT),
            county=or_null(TEXT),
            city=or_null(TEXT),
            province=or_null(TEXT),
            basis=one_of([*PlaceBasis, GIVEN]),
            mentions=several(SPAN),
            inferred=several(SPAN),
            candidates=several(TEXT),
        )
    ),
    programs=several(
        also(
            TRUST,
            name=TEXT,
            kind=one_of(ProgramKind),
            parent=or_null(TEXT),
            mentions=several(SPAN),
            aliases=several(TEXT),
            components=several(COMPONENT),
            standing=YES_NO,
        )
    ),
    metrics=several(METRIC),
    set_aside=several(FREE),
)
PLACE = keys(
    code=TEXT,
    name=TEXT,
    level=one_of(list(Level.values)),
    parent=or_null(TEXT),
    county=TEXT,
    city=TEXT,
    province=TEXT,
    url=URL,
    articles=several(LISTED_ARTICLE),
    programs=several(keys(name=TEXT, kind=one_of(ProgramKind), url=URL)),
    villages=several(LINKED_TOWN),
    metrics=several(FIGURE),
)
PROGRAM = keys(
    name=TEXT,
    kind=one_of(ProgramKind),
    parent=or_null(TEXT),
    standing=YES_NO,
    aliases=several(TEXT),
    components=several(keys(name=TEXT, explained=or_null(TEXT), article=COUNT, url=URL)),
    url=URL,
    articles=several(LISTED_ARTICLE),
    towns=several(LINKED_TOWN),
)
INDICATOR = keys(
    slug=TEXT,
    name=TEXT,
    family=TEXT,
    unit=TEXT,
    description=TEXT,
    url=URL,
    fields={"type": "object", "additionalProperties": TEXT},
    metrics=several(FIGURE),
)
FIGURES = keys(
    list=TEXT,
    count=COUNT,
    url=URL,
    fields={"type": "object", "additionalProperties": TEXT},
    metrics=several(FIGURE),
)
COLUMNS: Schema = {
    "type": "object",
    "description": "CSV on the Web: metadata of a table (W3C).",
    "required": ["@context", "url", "dialect", "tableSchema"],
}


def listed(**row: Schema) -> Schema:
    """A list of the site, with rows of those keys."""
    fields = {"type": "object", "additionalProperties": TEXT}
    return keys(list=TEXT, count=COUNT, url=URL, fields=fields, rows=several(keys(**row)))


COVERED = {"articles": COUNT, "first_year": or_null(COUNT), "last_year": or_null(COUNT), "url": URL}
PLACES = listed(code=TEXT, name=TEXT, level=one_of(list(Level.values)), lies_in=TEXT, **COVERED)
PROGRAMS = listed(name=TEXT, kind=TEXT, letter=TEXT, **COVERED)
INDICATORS = listed(name=TEXT, family=TEXT, unit=TEXT, figures=COUNT, description=TEXT, url=URL)
PUBLICATIONS = listed(name=TEXT, **COVERED)
AUTHORS = listed(name=TEXT, publications=COUNT, **COVERED)
SIDES = keys(left=COUNT, right=COUNT)
SIDE = keys(
    code=TEXT,
    name=TEXT,
    county=TEXT,
    city=TEXT,
    province=TEXT,
    url=URL,
    articles=COUNT,
    first=or_null(TEXT),
    last=or_null(TEXT),
    figures=COUNT,
    programs=COUNT,
)
NAMED_PROGRAMS = several(keys(name=TEXT, kind=one_of(ProgramKind), url=URL))
PAIR = keys(
    url=URL,
    left=SIDE,
    right=SIDE,
    years=several(also(SIDES, year=COUNT)),
    undated=SIDES,
    programs=keys(both=NAMED_PROGRAMS, left=NAMED_PROGRAMS, right=NAMED_PROGRAMS),
    indicators=several(
        keys(
            slug=TEXT,
            name=TEXT,
            measure=TEXT,
            url=URL,
            left=several(FIGURE),
            right=several(FIGURE),
        )
    ),
)
YEAR = keys(year=or_null(COUNT), month=or_null(TEXT), url=URL, articles=several(LISTED_ARTICLE))
