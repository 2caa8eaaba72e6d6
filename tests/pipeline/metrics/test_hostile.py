from __future__ import annotations

import pytest

from archive.pipeline.metrics.figures import is_column
from archive.pipeline.metrics.find import find_metrics
from tests.pipeline.metric_texts import RULES, draft_of

MEGABYTE = 1_000_000


@pytest.mark.timeout(100)  # a second or two each; a pattern that backtracks would take hours
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "万",
        "、",
        "1元",
        "一",
        "百",
        "成",
        "的",
        "“",
        '"',
        "《",
        "（",
        "其中",
        "1,111,",
        "1/2",
        "1:1",
    ],
)
def test_a_megabyte_of_one_thing_gives_no_figures(piece: str) -> None:
    assert find_metrics(*draft_of(piece * (MEGABYTE // len(piece))), (), RULES) == ()


@pytest.mark.timeout(100)
def test_a_long_sentence_of_parts_is_read_in_one_pass() -> None:
    sentence = "共有党员200名,其中" + "女党员在各村当网格员5名、" * 3000

    found = find_metrics(*draft_of(sentence), (), RULES)

    assert len(found) == 3001


def test_a_column_of_figures_is_no_prose_and_a_dense_report_is() -> None:
    assert is_column("116元" * 1000)
    assert not is_column("1164元" * 10)
    assert not is_column("栽种树木9000余株,硬化道路2.4万平方米。" * 200)
