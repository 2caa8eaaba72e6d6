"""Point 5: one folding on both sides, for finding only: what is shown, cited and exported is as printed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from opencc import OpenCC

from search.index.documents import Field
from search.text.folding import fold
from tests.search.conformance.asking import Asking, holding, printed, published

TO_TRADITIONAL = OpenCC("s2t")
TO_SIMPLIFIED = OpenCC("t2s")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "\"'()|-"}


def one_by_one(converter: OpenCC) -> Callable[[str], str]:
    """Character by character: phrase tables would write other words, not the same ones otherwise."""
    return lambda text: "".join(
        one if len(other := converter.convert(one)) != 1 else other for one in text
    )


RENDERINGS: dict[str, Callable[[str], str]] = {
    "traditional": one_by_one(TO_TRADITIONAL),
    "simplified": one_by_one(TO_SIMPLIFIED),
    "full width": lambda text: text.translate(WIDE),
    "upper case": str.upper,
    "spaced": lambda text: "\u3000".join(text),
    "title marks": lambda text: f"《{text[:1]}》{text[1:]}",
    "middle dot": "·".join,
}


@pytest.mark.parametrize(
    "group",
    [
        ("五星支部", "“五星”支部", "「五星」支部", "'五星支部'", "《五星》支部", "五星・支部"),
        ("“五星 支部”", "“五星　支部”", "“五 星\u200b支 部”", '"五星支部"'),
        ("ABC分类", "abc分类", "ＡＢＣ分类", "Ａbc分類"),
        ("党建+网格", "党建＋网格", "黨建+網格", "黨建＋網格"),
        ("著力推进", "着力推进", "着力推進"),
        ("12个网格", "１２个网格", "12個網格"),
    ],
)
def test_all_writings_find_the_same(group: tuple[str, ...], asking: Asking) -> None:
    found = {typed: asking.ids(typed) for typed in group}

    assert len({frozenset(ids) for ids in found.values()}) == 1, found
    assert found[group[0]]


@pytest.mark.parametrize("name", RENDERINGS)
def test_any_passage_is_found_however_it_is_rendered(name: str, asking: Asking) -> None:
    dice = random.Random(5)  # noqa: S311  # repeatable, not secret
    wrong = []

    for article in published():
        text = printed(article, Field.BODY)
        for _ in range(3):
            start = dice.randrange(len(text) - 8)
            passage = text[start : start + dice.randint(2, 8)]
            typed = RENDERINGS[name](passage)
            if any(one.isalnum() for one in passage) and asking.ids(f'"{typed}"') != holding(
                passage
            ):
                wrong.append((passage, typed))

    assert not wrong


def test_what_is_shown_and_exported_is_as_printed(asking: Asking) -> None:
    article = next(one for one in published() if one.script == "hant" and one.title)
    answer = asking.json(q="党建+网格")
    [result] = [one for one in answer["results"] if one["id"] == article.pk]

    assert result["title"] == article.title
    assert fold(article.title) != article.title
    for snippet in result["snippets"]:
        assert snippet["text"] in printed(article, Field(snippet["field"]))
    assert article.title in asking.page(q="党建+网格").replace("<mark>", "").replace("</mark>", "")
    assert article.title in asking.file("csv", q="党建+网格").decode()
