from __future__ import annotations

from decimal import Decimal

import pytest

from archive.pipeline.metrics.ratios import find_ratios


@pytest.mark.parametrize(
    ("text", "percent"),
    [("占六成", "60"), ("九成以上的村", "90"), ("三分之二", "66.67"), ("百分之九十", "90"),
     ("千分之五", "0.5"), ("近一半", "50"), ("半数以上", "50"), ("占一成半", "15"), ("提到九成七", "97"),
     ("超半数", "50"), ("近七成", "70"), ("占1/3", "33.33"), ("百分之85.5", "85.5"), ("下降四成", "40"),
     ("下降了一半多", "50"), ("占百分之七十八点七", "78.7")],
)  # fmt: skip
def test_a_share_in_words_is_a_percentage(text: str, percent: str) -> None:
    assert [(ratio.value, ratio.unit) for ratio in find_ratios(text)] == [
        (Decimal(percent), "percent")
    ]


@pytest.mark.parametrize(
    "text", ["完成任务", "三成立", "一半是海水", "八成熟", "1/3页", "几成", "九成新年货"]
)
def test_words_that_only_look_like_shares_are_left(text: str) -> None:
    assert list(find_ratios(text)) == []


@pytest.mark.parametrize(
    ("text", "times"), [("翻了一番", 1), ("翻两番", 2), ("翻1.5番", Decimal("1.5"))]
)
def test_a_doubling_is_kept_in_its_printed_unit(text: str, times: Decimal) -> None:
    assert [(ratio.value, ratio.unit) for ratio in find_ratios(text)] == [(times, "番")]
