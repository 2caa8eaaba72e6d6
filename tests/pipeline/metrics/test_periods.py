from __future__ import annotations

from archive.pipeline.metrics.periods import find_periods, period_of
from archive.pipeline.text.clauses import lay_out
from tests.pipeline.metric_texts import RULES


def period(text: str, number: str) -> str | None:
    found = period_of(text.index(number), find_periods(text, RULES.periods), lay_out(text))
    return text[found.span.start : found.span.end] if found else None


def test_the_nearest_phrase_of_the_sentence_is_given_as_printed() -> None:
    assert period("据了解,今年3月以来,全镇开展活动60余场", "60") == "今年3月以来"


def test_a_longer_phrase_is_not_cut_into_two() -> None:
    assert period("从2020年至2022年,每年评选10个", "10") == "从2020年至2022年"


def test_the_founding_year_of_a_place_is_no_period() -> None:
    assert period("社区成立于2003年,建成3个广场", "3个") is None


def test_the_year_that_opens_a_paragraph_governs_its_later_sentences() -> None:
    assert period("今年,全市新建社区。选拔41名干部", "41") == "今年"


def test_a_moment_does_not_carry_over_to_the_next_sentence() -> None:
    assert period("目前,全市新建社区。选拔41名干部", "41") is None


def test_a_phrase_behind_the_figure_is_not_its_period() -> None:
    assert period("建成3个广场,今年投用", "3") is None
