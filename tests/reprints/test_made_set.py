"""How well printings are told from template texts, on texts made with edits of known size."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from archive.reprints.candidates import SHARED_PART, SHARED_RUNS
from archive.reprints.likeness import Body, Kind, compare, make_body
from archive.reprints.sketch import sample_runs
from tests.reprints.printings import EDITS, Report, make_templates, read_reports

SEED = 4


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """The reports of the seeds."""
    return read_reports(Path(__file__).parents[2] / "seeds")


def test_every_printing_of_a_seed_is_found(reports: list[Report]) -> None:
    chance = random.Random(SEED)  # noqa: S311
    missed = []
    for at, report in enumerate(reports):
        original = make_body(1, report.text, report.places)
        for name, edit in EDITS.items():
            printed = make_body(2, edit(report.text, chance), report.places)
            if not _found(original, printed):
                missed.append((at, name))

    assert missed == []


def test_two_reports_of_the_seeds_are_never_printings_of_each_other(reports: list[Report]) -> None:
    bodies = [make_body(at, report.text, report.places) for at, report in enumerate(reports)]

    assert [compare(one, other) for one, other in combinations(bodies, 2)] == [None] * 28


def test_a_template_stays_apart_by_its_names_and_figures() -> None:
    bodies = [
        make_body(at, one.text, one.places) for at, one in enumerate(make_templates(40, SEED))
    ]

    kinds = {found.kind for a, b in combinations(bodies, 2) if (found := compare(a, b))}

    assert kinds == {Kind.ALIKE}


def test_a_template_stays_apart_where_no_place_was_resolved() -> None:
    bodies = [
        make_body(at, one.text, frozenset()) for at, one in enumerate(make_templates(40, SEED))
    ]

    wrong = [
        (a.source, b.source)
        for a, b in combinations(bodies, 2)
        if (found := compare(a, b)) and found.kind is Kind.REPRINT
    ]

    assert wrong == []


def test_an_edited_printing_of_a_template_is_a_printing_of_that_one_only() -> None:
    chance = random.Random(SEED)  # noqa: S311
    templates = make_templates(12, SEED)
    bodies = [make_body(at, one.text, one.places) for at, one in enumerate(templates)]
    for at, one in enumerate(templates):
        printed = make_body(99, EDITS["1 % of characters"](one.text, chance), one.places)

        found = [
            other.source
            for other in bodies
            if (likeness := compare(printed, other)) and likeness.kind is Kind.REPRINT
        ]

        assert found == [at]


def _found(one: Body, other: Body) -> bool:
    """By the sketch first, as the archive looks for them, then by the text."""
    ours, theirs = sample_runs(one.text), sample_runs(other.text)
    shared = len(ours & theirs)
    met = shared >= SHARED_RUNS and shared / min(len(ours), len(theirs)) >= SHARED_PART
    likeness = compare(one, other)
    return (
        (met or one.text == other.text) and likeness is not None and (likeness.kind is Kind.REPRINT)
    )


def test_a_line_that_heads_many_reports_makes_none_of_them_a_reprint() -> None:
    line, notice = (
        "本台消息（新闻联播）：",
        "本镇将于本周六上午九时召开党员大会，请全体党员准时参加。",
    )

    assert compare(*(make_body(at, line, frozenset()) for at in (1, 2))) is None
    same = compare(*(make_body(at, notice, frozenset()) for at in (1, 2)))
    assert same is not None
    assert same.kind is Kind.REPRINT
