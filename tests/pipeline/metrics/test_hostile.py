from __future__ import annotations

import pytest

from archive.pipeline.metrics.figures import is_table
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
        "|",
        "| ",
        "（\t",
    ],
)
def test_a_megabyte_of_one_thing_gives_no_figures(piece: str) -> None:
    assert find_metrics(*draft_of(piece * (MEGABYTE // len(piece))), (), RULES) == ()


@pytest.mark.timeout(100)
def test_long_sentences_of_parts_are_read_in_one_pass() -> None:
    sentence = "共有党员200名,其中" + "女党员在各村当网格员5名、" * 250 + "。"

    found = find_metrics(*draft_of(sentence * 12), (), RULES)

    assert len(found) == 12 * 251


@pytest.mark.timeout(100)
@pytest.mark.parametrize("piece", ["10万元以上的村5个,", "百分之", "占5%、", "2021年村5个、"])
def test_a_megabyte_of_figures_in_one_sentence_is_a_table_and_no_prose(piece: str) -> None:
    text = "建成广场5个。" + piece * (MEGABYTE // len(piece)) + "。建成广场6个。"

    found = find_metrics(*draft_of(text), (), RULES)

    assert [metric.value for metric in found] == [5, 6]


def test_a_chain_of_shares_does_not_grow_its_phrase() -> None:
    found = find_metrics(*draft_of("满意率5%," + "占5%、" * 200), (), RULES)

    assert max(len(metric.indicator) for metric in found) < 50


def test_a_column_of_figures_is_no_prose_and_a_dense_report_is() -> None:
    assert is_table("116元" * 1000)
    assert not is_table("1164元" * 10)
    assert not is_table("栽种树木9000余株,硬化道路2.4万平方米、" * 100)
