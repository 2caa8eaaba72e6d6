from __future__ import annotations

from decimal import Decimal

import pytest

from archive.pipeline.metrics.ratios import find_ratios


@pytest.mark.parametrize(
    ("text", "percent"),
    [("占六成", "60"), ("九成以上的村", "90"), ("三分之二", "66.67"), ("百分之九十", "90"),
     ("千分之五", "0.5"), ("近一半", "50"), ("半数以上", "50")],
)  # fmt: skip
def test_a_share_in_words_is_a_percentage(text: str, percent: str) -> None:
    assert [(ratio.value, ratio.unit) for ratio in find_ratios(text)] == [
        (Decimal(percent), "percent")
    ]


@pytest.mark.parametrize("text", ["完成任务", "三成立", "一半是海水", "八成熟"])
def test_words_that_only_look_like_shares_are_left(text: str) -> None:
    assert list(find_ratios(text)) == []
