"""
Frequencies and lines as JSON. A page's content comes in; plain values, and the pieces of a long file, go out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from search.concordance.concordance import Concordance
from search.concordance.frequencies import Frequencies, NamedStratum, name_strata
from search.concordance.lines import ConcordanceLine, read_lines
from search.concordance.parameters import Inquiry
from search.concordance.selecting import Narrowed
from search.concordance.tables import additions, method
from search.concordance.terms import Term
from search.index.documents import Field


def print_frequencies(found: Frequencies) -> dict[str, Any]:
    """All that was counted; a stratum whose `value` is null holds the articles without a value."""
    whole, *strata = name_strata(found)
    tables: dict[str, list[dict[str, Any]]] = {one.facet.value: [] for one in found.breakdowns}
    for one in strata:
        if one.facet:
            tables[one.facet.value].append(_stratum(one, found.terms.terms))
    return {
        "query": _query(found.inquiry, found.narrowed, found.terms.terms),
        "counting": {"method": method(), "adding": additions()},
        "whole": _stratum(whole, found.terms.terms),
        "tables": tables,
        "index": _index(found.narrowed),
    }


def print_lines(
    found: Concordance, ids: Sequence[int], absolute: Callable[[str], str]
) -> Iterator[str]:
    """The pieces of one JSON object with every line of those articles, read as they are written."""
    head = {
        "query": {
            **_query(found.inquiry, found.narrowed, found.shown),
            "sort": found.inquiry.order.value,
            "context": found.inquiry.context,
        },
        "count": found.count,
        "articles": found.articles,
        "index": _index(found.narrowed),
    }
    yield _text(head)[:-1] + ', "lines": ['
    parting = "\n"
    for line in read_lines(ids, found.shown, found.inquiry.context):
        yield parting + _text(_line(line, absolute))
        parting = ",\n"
    yield "\n]}\n"


def _query(inquiry: Inquiry, narrowed: Narrowed, terms: Sequence[Term]) -> dict[str, Any]:
    return {
        "terms": [{"text": term.text, "folded": term.folded} for term in terms],
        "text": inquiry.text,
        "said": narrowed.said,
        "narrowed": [{"facet": one.facet.value, "value": one.value} for one in inquiry.chosen],
    }


def _index(narrowed: Narrowed) -> dict[str, Any]:
    return {"build": narrowed.build, "documents": narrowed.documents}


def _stratum(named: NamedStratum, terms: Sequence[Term]) -> dict[str, Any]:
    stratum = named.stratum
    counted = zip(terms, stratum.frequencies, strict=True)
    return {
        "value": named.value or None,
        "name": named.name,
        "articles": stratum.articles,
        "characters": stratum.characters,
        "terms": [
            {
                "term": term.text,
                "occurrences": frequency.occurrences,
                "articles": frequency.articles,
                "per_10000": _number(stratum.rate(frequency)),
            }
            for term, frequency in counted
        ],
    }


def _number(rate: Decimal | None) -> float | None:
    return None if rate is None else float(rate)


def _line(line: ConcordanceLine, absolute: Callable[[str], str]) -> dict[str, Any]:
    article, context = line.article, line.context
    return {
        "term": context.term.text,
        "left": context.left,
        "node": context.node,
        "right": context.right,
        "field": context.field.value,
        "paragraph": context.number if context.field is Field.BODY else None,
        "article": article.pk,
        "url": absolute(line.url),
        "title": article.display_title,
        "published": article.published or None,
        "publication": article.publication or None,
        "towns": [{"code": town.code, "name": town.name} for town in line.towns],
        "source": line.source,
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
