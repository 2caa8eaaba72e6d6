"""Point 2: every hit of a quoted query holds the literal, after folding; point 1 compares whole sets."""

from __future__ import annotations

import pytest

from tests.search.conformance.asking import Asking, holding, published


@pytest.mark.parametrize("literal", ["支部积", "镇雁鸣湖", "引线秀", "2021年3月9日", "党建-"])
def test_characters_that_stand_apart_are_no_literal(literal: str, asking: Asking) -> None:
    assert asking.ids(f"“{literal}”") == holding(literal) == set()


def test_a_literal_is_never_found_across_two_parts(asking: Asking) -> None:
    article = next(one for one in published() if one.title and one.subtitle)
    across = article.title[-3:] + article.subtitle[:3]

    assert article.pk not in asking.ids(f"“{across}”")
