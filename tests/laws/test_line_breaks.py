"""Law 3: line breaks thrown into sentences change next to nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.facts import Facts, all_facts, read_text, reading_of, share_kept
from tests.laws.noise import WIDTHS, hard_wrapped, paragraphs_wrapped, softly_broken
from tests.laws.sources import REPORTS

LEAST_KEPT = 0.99
CLEAN = {name: all_facts(reading_of(name)) for name in REPORTS}
SEEDS = range(6)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(REPORTS)), st.sampled_from(WIDTHS))
def test_a_report_cut_at_one_width_says_the_same(name: str, width: int) -> None:
    noisy = hard_wrapped(REPORTS[name], width)

    assert all_facts(read_text(noisy)) == CLEAN[name]


def test_reports_with_blank_lines_inside_sentences_say_the_same() -> None:
    clean: list[Facts] = []
    noisy: list[Facts] = []
    for name, text in REPORTS.items():
        for seed in SEEDS:
            clean.append(CLEAN[name])
            noisy.append(all_facts(read_text(softly_broken(text, seed))))

    assert share_kept(clean, noisy) >= LEAST_KEPT


def test_reports_whose_paragraphs_are_wrapped_one_by_one_say_the_same() -> None:
    clean: list[Facts] = []
    noisy: list[Facts] = []
    for name, text in REPORTS.items():
        for width in WIDTHS[::2]:
            clean.append(CLEAN[name])
            noisy.append(all_facts(read_text(paragraphs_wrapped(text, width))))

    assert share_kept(clean, noisy) >= LEAST_KEPT
