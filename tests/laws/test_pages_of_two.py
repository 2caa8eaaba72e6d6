"""Law 6: two reports on one page say what each says alone, and nothing crosses over."""

from __future__ import annotations

from itertools import product

import pytest

from tests.laws.facts import facts_of, read_text, reading_of
from tests.laws.sources import REPORTS

# 000 opens with a paragraph above its headline: nothing shows a reader of the page that it is not the last
# paragraph of the report above.
BEGINS_VISIBLY = sorted(set(REPORTS) - {"000"})
ALONE = {name: facts_of(reading_of(name)) for name in REPORTS}


@pytest.mark.parametrize(
    ("first", "second"),
    [pair for pair in product(REPORTS, BEGINS_VISIBLY) if pair[0] != pair[1]],
    ids="+".join,
)
def test_two_reports_on_a_page_say_what_each_says_alone(first: str, second: str) -> None:
    page = REPORTS[first].rstrip() + "\n\n" + REPORTS[second]

    assert facts_of(read_text(page)) == ALONE[first] + ALONE[second]
