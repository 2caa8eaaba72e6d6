"""
The shapes of the JSON answers, as JSON Schema 2020-12. The archive's own types come in, named schemas go out.

Every key named is always there: what is not known is null, never missing. Answers may gain keys later.
"""

from __future__ import annotations

from archive.models.article import ArticleState
from search.guide.archive_schemas import (
    ARTICLE,
    AUTHORS,
    COLUMNS,
    FIGURES,
    INDICATOR,
    INDICATORS,
    PAIR,
    PLACE,
    PLACES,
    PROGRAM,
    PROGRAMS,
    PUBLICATIONS,
    YEAR,
)
from search.guide.search_schemas import FREQUENCIES, LINES, RESULTS, SUGGESTIONS
from search.guide.shapes import COUNT, NUMBER, TEXT, URL, YES_NO, Schema, keys, one_of, or_null

HEALTH = keys(
    status=one_of(["ok", "unavailable"]),
    database=keys(ok=YES_NO, reason=or_null(TEXT)),
    index=keys(ok=YES_NO, reason=or_null(TEXT), build=or_null(TEXT)),
    lag=keys(jobs=COUNT, seconds=NUMBER, failing=COUNT),
    drift=keys(published=COUNT, indexed=COUNT, difference={"type": "integer"}),
)
WITHDRAWN = keys(id=COUNT, url=URL, state=one_of([ArticleState.WITHDRAWN.value]), reason=TEXT)
TROUBLE = keys(error=keys(code=TEXT, message=TEXT))
TROUBLE["properties"]["error"]["properties"]["incident"] = TEXT  # with 500 and 503

SCHEMAS: dict[str, Schema] = {
    "Article": ARTICLE,
    "Withdrawn": WITHDRAWN,
    "Place": PLACE,
    "Program": PROGRAM,
    "Indicator": INDICATOR,
    "Figures": FIGURES,
    "Columns": COLUMNS,
    "Places": PLACES,
    "Programs": PROGRAMS,
    "Indicators": INDICATORS,
    "Publications": PUBLICATIONS,
    "Authors": AUTHORS,
    "Pair": PAIR,
    "Year": YEAR,
    "Results": RESULTS,
    "Suggestions": SUGGESTIONS,
    "Frequencies": FREQUENCIES,
    "Lines": LINES,
    "Health": HEALTH,
    "Trouble": TROUBLE,
}
