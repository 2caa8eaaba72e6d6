"""Point 15: whole clauses around the hits in the original script, hits marked on escaped text."""

from __future__ import annotations

import re

import pytest
from django.utils.html import escape

from search.index.documents import Field
from search.text.folding import fold
from tests.search.conformance.asking import Asking, article_of, printed

MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


@pytest.mark.parametrize(
    "typed", ["党建", "黨建", "网格", "１２", "五星支部", "党建+", "服務", "鸭", "A"]
)
def test_what_is_marked_is_what_was_asked_in_the_script_of_the_text(
    typed: str, asking: Asking
) -> None:
    results = asking.json(q=typed)["results"]
    assert results

    for result in results:
        article = article_of(result["source"], result["index"])
        for snippet in result["snippets"]:
            assert snippet["text"] in printed(article, Field(snippet["field"]))
            assert re.sub(r"</?mark>", "", snippet["html"]).strip("…").strip() == escape(
                snippet["text"]
            )
            marked = MARKED.findall(snippet["html"])
            assert marked, snippet
            assert all(fold(typed) in fold(one) for one in marked), snippet


def test_markup_printed_in_an_article_is_escaped_before_it_is_marked(asking: Asking) -> None:
    html = asking.client.get("/search/", {"q": '"<b>党</b>" OR 党 OR "<script>"'}).content.decode()

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<mark>党</mark>" in html


def test_every_literal_asked_for_is_shown_somewhere(asking: Asking) -> None:
    results = asking.json(q="党建 村 产业")["results"]
    assert results

    for result in results:
        shown = fold("".join(one["text"] for one in result["snippets"]) + result["title"])
        assert all(word in shown for word in ("党建", "村", "产业")), result["title"]
