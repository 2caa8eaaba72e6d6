"""Point 11: 100 characters, 12 terms, depth 3, page × size up to 1,000; past one the page says which."""

from __future__ import annotations

import pytest

from tests.search.conformance.asking import Asking

TERMS = list("一二三四五六七八九十百千万")


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "党" * 100},
        {"q": " ".join(TERMS[:12])},
        {"q": "(((党)))"},
        {"q": "-(-党)"},
        {"q": "党", "page": "50", "size": "20"},
        {"q": "党", "page": "1000", "size": "1"},
    ],
)
def test_up_to_each_limit_there_is_an_answer(parameters: dict[str, str], asking: Asking) -> None:
    assert asking.client.get("/search/", parameters).status_code == 200
    assert asking.client.get("/search.json", parameters).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"q": "党" * 101}, "检索词有 101 个字，最多 100 个"),
        ({"q": " ".join(TERMS)}, "检索词分成了 13 项，最多 12 项"),
        ({"q": "((((党))))"}, "套了 4 层，最多 3 层"),
        ({"q": "-(-(-(-党)))"}, "最多 3 层"),
        ({"q": "党", "page": "51"}, "不能超过 1000"),
        ({"q": "党", "page": "2", "size": "501"}, "不能超过 1000"),
        ({"q": "党", "page": "9" * 40}, "不能超过 1000"),
    ],
)
def test_past_each_limit_page_and_json_say_which(
    parameters: dict[str, str], said: str, asking: Asking
) -> None:
    page = asking.client.get("/search/", parameters)
    answer = asking.client.get("/search.json", parameters)

    assert page.status_code == answer.status_code == 400
    assert said in page.content.decode()
    assert said in answer.json()["error"]["message"]
