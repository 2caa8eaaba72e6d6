"""Point 6: + counts when typed."""

from __future__ import annotations

import pytest

from tests.search.conformance.asking import Asking, article_of, expected, whole


@pytest.mark.parametrize("typed", ["党建+", "党建＋", "“党建+”", "黨建＋"])
def test_a_typed_plus_finds_only_texts_with_the_sign(typed: str, asking: Asking) -> None:
    with_sign = expected(
        lambda one: any(sign in whole(one) for sign in ("党建+", "党建＋", "黨建＋", "黨建+"))
    )

    assert asking.ids(typed) == with_sign
    assert {article_of("002").pk, article_of("003").pk} <= with_sign


def test_without_the_sign_all_are_found(asking: Asking) -> None:
    assert asking.ids("党建") == expected(lambda one: "党建" in whole(one) or "黨建" in whole(one))
    assert asking.ids("党建+") < asking.ids("党建")
