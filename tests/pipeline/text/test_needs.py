from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.metrics.rules import MarkRule
from archive.pipeline.text.needs import needed_literals
from tests.pipeline.metric_texts import RULES

ROWS = [*RULES.exclusions, *RULES.statuses, *RULES.pers, *RULES.periods]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("今年(?:以来)?", {"今年"}),
        ("去年|前年", {"去年", "前年"}),
        ("[去前]年", {"去年", "前年"}),
        ("(?:近年)?来的人", {"来的人"}),
        ("[0-9]{4}年底", {"年底"}),
        ("[^,]{2,8}(?:率|比例)$", {"率", "比例"}),
        ("(?<!不)满意(?=度)", {"满意"}),
        ("(?:第[0-9]+届)+", {"第"}),
        (r"(?P<a>党)\d(?P=a)员", {"党"}),
        ("(?>已|曾)有", {"已有", "曾有"}),
    ],
)
def test_a_pattern_needs_the_longest_words_that_all_its_matches_hold(
    pattern: str, needed: set[str]
) -> None:
    assert needed_literals(re.compile(pattern)) == frozenset(needed)


@pytest.mark.parametrize(
    "pattern", ["", "^$", "x*", "a|b?", "[^a]", r"\d+", "(?:年)?", "(?i)abc", "."]
)
def test_a_pattern_that_may_match_any_text_needs_nothing(pattern: str) -> None:
    assert needed_literals(re.compile(pattern)) is None


PARTS = st.recursive(
    st.sampled_from(
        ["年", "月", "初", "[年月]", "[^年]", ".", "^", "$", "(?=年)", "(?<!月)", "\\d"]
    ),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})")
        | st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,3}", "{1,2}?", "?+"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        )
    ),
    max_leaves=10,
)


@given(PARTS, st.text(alphabet="年月初1", max_size=12))
def test_whatever_a_pattern_matches_holds_one_of_the_literals_it_needs(
    pattern: str, text: str
) -> None:
    needed = needed_literals(re.compile(pattern))

    for match in re.finditer(pattern, text):
        assert needed is None or any(literal in match[0] for literal in needed)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_what_a_row_of_the_tables_matches_holds_one_of_the_literals_it_needs(row: MarkRule) -> None:
    needed = needed_literals(row.pattern)

    for match in row.pattern.finditer(row.positive):
        assert needed is None or any(literal in match[0] for literal in needed)
