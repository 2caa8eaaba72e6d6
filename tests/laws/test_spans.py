"""Law 5, first half: every span slices the source to what it claims, and no two metrics share a number."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.laws.facts import fold, reading_of, slice_of
from tests.laws.sources import REPORTS

LEAST_ALIKE = 0.5  # a mention may leave out a head noun or print 的 before it


@pytest.mark.parametrize("name", REPORTS)
def test_a_number_stands_inside_its_quote_and_prints_something(name: str) -> None:
    text = REPORTS[name]
    metrics = [metric for article in reading_of(name).articles for metric in article.metrics]

    assert metrics
    for metric in metrics:
        assert slice_of(text, metric.number)
        assert metric.quote.start <= metric.number.start
        assert metric.number.end <= metric.quote.end


@pytest.mark.parametrize("name", REPORTS)
def test_no_two_metrics_share_a_number(name: str) -> None:
    for article in reading_of(name).articles:
        numbers = sorted(metric.number for metric in article.metrics)

        assert not any(one.overlaps(other) for one, other in pairwise(numbers))


@pytest.mark.parametrize("name", REPORTS)
def test_the_span_of_a_period_prints_its_phrase(name: str) -> None:
    text = REPORTS[name]
    periods = [m.period for a in reading_of(name).articles for m in a.metrics if m.period]

    for period in periods:
        assert slice_of(text, period.span) == fold(period.phrase)


@pytest.mark.parametrize("name", REPORTS)
def test_a_mention_of_a_place_prints_its_name_or_the_stem_of_it(name: str) -> None:
    text = REPORTS[name]
    places = [place for article in reading_of(name).articles for place in article.places]

    assert places
    for place in places:
        for span in place.mentions:
            printed = slice_of(text, span)
            assert printed in place.name or place.name in printed


@pytest.mark.parametrize("name", REPORTS)
def test_a_mention_of_a_program_prints_most_of_its_name(name: str) -> None:
    text = REPORTS[name]
    programs = [program for article in reading_of(name).articles for program in article.programs]

    assert programs
    for program in programs:
        forms = "".join(fold(form) or "" for form in (program.name, *program.aliases))
        for span in program.mentions:
            printed = slice_of(text, span)
            alike = sum(character in forms for character in printed)
            assert alike >= LEAST_ALIKE * len(printed) > 0


@pytest.mark.parametrize("name", REPORTS)
def test_each_paragraph_is_the_source_at_its_pieces(name: str) -> None:
    text = REPORTS[name]

    for article in reading_of(name).articles:
        for passage in article.draft.paragraphs:
            pieces = (text[piece.span.start : piece.span.end] for piece in passage.pieces)
            assert "".join(pieces) == passage.text
