"""
The search page as JSON. Results come in; plain values with the keys of the public format go out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from search.finding.highlight import Snippet
from search.index.documents import Field
from search.pages.parameters import EACH, TOGETHER, Asked
from search.pages.results import Result, Results
from search.pages.zero import WaysOn
from search.query.terms import Valued


def print_results(found: Results, took_ms: float, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The page of `found`; `absolute` makes an address of a path."""
    asked = found.asked
    return {
        "query": {
            "text": asked.text,
            "said": found.said,
            "plain": found.query.plain,
            "cut": list(found.cut),
            "narrowed": [{"facet": one.facet.value, "value": one.value} for one in asked.chosen],
            "sort": asked.sort.value,
            "versions": EACH if asked.each else TOGETHER,
            "page": asked.page,
            "size": asked.size,
        },
        "count": found.answer.count,
        "entries": found.entries,
        "took_ms": round(took_ms, 1),
        "results": [_print_result(result, absolute) for result in found.results],
        "nearest": [_print_result(result, absolute) for result in found.nearest],
        "facets": {
            facet.value: [
                {
                    "value": count.value,
                    "name": found.names[Valued(facet, count.value)],
                    "count": count.count,
                }
                for count in counts.values
            ]
            for facet, counts in found.answer.facets.items()
        },
        "dated_years": dict(sorted(found.answer.dated_years.items())),
        "suggestions": _print_ways(found.ways_on, absolute),
        "index": {"build": found.answer.build, "documents": found.answer.documents},
    }


def print_failure(code: str, sentence: str) -> dict[str, Any]:
    """Why there is no answer."""
    return {"error": {"code": code, "message": sentence}}


def _print_ways(ways: WaysOn, absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    near = [
        {"kind": "near", "typed": one.typed, "meant": one.text, "why": one.why.name.lower()}
        | _print_way(one.asked, one.count, absolute)
        for one in ways.near
    ]
    drops = [
        {"kind": "drop", "dropped": one.text} | _print_way(one.without_asked, one.without, absolute)
        for one in ways.dropped
        if one.without_asked and one.without
    ]
    return near + drops


def _print_way(asked: Asked, count: int, absolute: Callable[[str], str]) -> dict[str, Any]:
    url = absolute(reverse("search") + asked.query_string())
    return {"text": asked.text, "count": count, "url": url}


def _print_result(result: Result, absolute: Callable[[str], str]) -> dict[str, Any]:
    article = result.article
    url = absolute(article.get_absolute_url())
    return {
        "id": article.pk,
        "url": url,
        "title": article.display_title,
        "published": article.published or None,
        "source": result.source,
        "index": article.position,
        "towns": [{"code": town.code, "name": town.name} for town in result.towns],
        "programs": [{"slug": program.slug, "name": program.name} for program in result.programs],
        "hits": result.highlights.hits,
        "snippets": [_print_snippet(one, url) for one in result.highlights.snippets],
        "score": round(result.score, 4),
        "reprint_group": article.reprint_group,
        "versions": [
            {"id": one.pk, "url": absolute(one.get_absolute_url()), "title": one.display_title}
            for one in result.versions
        ],
    }


def _print_snippet(snippet: Snippet, url: str) -> dict[str, Any]:
    return {
        "field": snippet.field.value,
        "paragraph": snippet.number if snippet.field is Field.BODY else None,
        "url": url + snippet.anchor,
        "text": snippet.text,
        "html": snippet.html,
    }
