from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.text.sieve import Sieve

PATTERNS = ["今年|去年", "[0-9]+个", "^", "村民?", "党员[^,]{1,4}户", "户$", "(?!村)[村户]"]
SIEVE = Sieve((pattern, re.compile(pattern)) for pattern in PATTERNS)


@given(st.text(alphabet="今去年个村民党员户,12", max_size=30))
def test_no_row_that_matches_is_left_out(text: str) -> None:
    possible = SIEVE.possible(text)

    assert {pattern for pattern in PATTERNS if re.search(pattern, text)} <= set(possible)


def test_rows_without_their_letters_are_left_out_and_the_others_keep_their_order() -> None:
    assert SIEVE.possible("全村12户") == ["^", "村民?", "户$", "(?!村)[村户]"]


def test_a_literal_is_found_wherever_it_stands_in_a_long_text() -> None:
    for start in range(3_990, 4_010):
        assert "今年|去年" in SIEVE.possible("有" * start + "今年" + "有" * 9_000)


def test_a_sieve_without_literals_lets_every_row_pass() -> None:
    assert Sieve([("any", re.compile("."))]).possible("村") == ["any"]
