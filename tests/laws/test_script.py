"""Law 1: a report converted to Traditional characters says the same."""

from __future__ import annotations

import opencc
import pytest

from archive.pipeline.text.script import simplify
from tests.laws.facts import Facts, all_facts, facts_of, read_text, reading_of, share_kept, spans_of
from tests.laws.sources import REPORTS

LEAST_KEPT = 0.99
TO_TRADITIONAL = opencc.OpenCC("s2t")


def traditional(text: str) -> str:
    converted: str = TO_TRADITIONAL.convert(text)
    return converted


def test_reports_converted_to_traditional_give_the_same_facts() -> None:
    clean: list[Facts] = []
    converted: list[Facts] = []
    for name, text in REPORTS.items():
        clean += facts_of(reading_of(name))
        converted += facts_of(read_text(traditional(text)))

    assert share_kept(clean, converted) >= LEAST_KEPT


@pytest.mark.parametrize("name", REPORTS)
def test_spans_of_a_converted_report_map_back_exactly(name: str) -> None:
    text = REPORTS[name]
    converted = traditional(text)
    assert len(converted) == len(text)

    reading = read_text(converted)

    there = spans_of(reading_of(name))
    here = spans_of(reading)
    assert [simplify(converted[s.start : s.end]) for s in here & there] == [
        simplify(text[s.start : s.end]) for s in here & there
    ]


def test_canonical_names_of_a_converted_report_are_simplified() -> None:
    for text in REPORTS.values():
        names = {
            fact.said[0]
            for fact in all_facts(read_text(traditional(text)))
            if fact.kind != "metric"
        }

        assert names == {simplify(name or "") for name in names}
