"""The shapes of what searches answer: results, suggestions, word counts and contexts."""

from __future__ import annotations

from search.guide.archive_schemas import NAMED_TOWN
from search.guide.shapes import (
    COUNT,
    NUMBER,
    TEXT,
    URL,
    YES_NO,
    also,
    keys,
    one_of,
    or_null,
    several,
)
from search.index.documents import Facet, Field
from search.index.named import NameKind
from search.pages.parameters import EACH, TOGETHER, Sort

INDEX = keys(build=TEXT, documents=COUNT)
CHOSEN = several(keys(facet=one_of(Facet), value=TEXT))
RESULT = keys(
    id=COUNT,
    url=URL,
    title=TEXT,
    published=or_null(TEXT),
    source=TEXT,
    index=COUNT,
    towns=several(NAMED_TOWN),
    programs=several(keys(slug=TEXT, name=TEXT)),
    hits=COUNT,
    snippets=several(
        keys(field=one_of(Field), paragraph=or_null(COUNT), url=URL, text=TEXT, html=TEXT)
    ),
    score=NUMBER,
    reprint_group=or_null(COUNT),
    versions=several(keys(id=COUNT, url=URL, title=TEXT)),
)
WAY_ON = keys(kind=one_of(["near", "drop"]), text=TEXT, count=COUNT, url=URL)
WAY_ON["properties"] |= {"typed": TEXT, "meant": TEXT, "why": TEXT, "dropped": TEXT}
RESULTS = keys(
    query=keys(
        text=TEXT,
        said=TEXT,
        plain=YES_NO,
        cut=several(TEXT),
        narrowed=CHOSEN,
        sort=one_of(Sort),
        versions=one_of([EACH, TOGETHER]),
        page=COUNT,
        size=COUNT,
    ),
    count=COUNT,
    entries=COUNT,
    took_ms=NUMBER,
    results=several(RESULT),
    nearest=several(RESULT),
    facets={
        "type": "object",
        "propertyNames": one_of(Facet),
        "additionalProperties": several(keys(value=TEXT, name=TEXT, count=COUNT)),
    },
    dated_years={
        "type": "object",
        "additionalProperties": COUNT,
        "description": "Of each year, how many results carry that date themselves; the others' is inferred.",
    },
    suggestions=several(WAY_ON),
    index=INDEX,
)
NAME_KIND = one_of(NameKind)
SUGGESTIONS = keys(
    query=TEXT,
    said=TEXT,
    groups=several(
        keys(
            kind=NAME_KIND,
            name=TEXT,
            items=several(
                keys(
                    kind=NAME_KIND,
                    label=TEXT,
                    form=TEXT,
                    start=COUNT,
                    end=COUNT,
                    detail=TEXT,
                    count=COUNT,
                    counted=TEXT,
                    url=TEXT,
                    search=TEXT,
                )
            ),
        )
    ),
)
TERMS = several(keys(text=TEXT, folded=TEXT))
COUNTED = keys(terms=TERMS, text=TEXT, said=TEXT, narrowed=CHOSEN)
STRATUM = keys(
    value=or_null(TEXT),
    name=TEXT,
    articles=COUNT,
    characters=COUNT,
    terms=several(keys(term=TEXT, occurrences=COUNT, articles=COUNT, per_10000=or_null(NUMBER))),
)
FREQUENCIES = keys(
    query=COUNTED,
    counting=keys(method=TEXT, adding=TEXT),
    whole=STRATUM,
    tables={"type": "object", "additionalProperties": several(STRATUM)},
    index=INDEX,
)
LINES = keys(
    query=also(COUNTED, sort=TEXT, context=COUNT),
    count=COUNT,
    articles=COUNT,
    index=INDEX,
    lines=several(
        keys(
            term=TEXT,
            left=TEXT,
            node=TEXT,
            right=TEXT,
            field=one_of(Field),
            paragraph=or_null(COUNT),
            article=COUNT,
            url=URL,
            title=TEXT,
            published=or_null(TEXT),
            publication=or_null(TEXT),
            towns=several(NAMED_TOWN),
            source=TEXT,
        )
    ),
)
