"""What a rule would do, seen before it is saved: nothing stays, and saving does exactly that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.ingest import read_all_again
from archive.models import (
    Indicator,
    LexiconEntry,
    Place,
    PlaceName,
    ProgramMention,
    Review,
    Source,
)
from archive.overlay import StaffRow
from archive.preview import Limits, preview_rule
from archive.reading.fact_states import compare
from tests.archive.rule_texts import (
    CHAT,
    CHAT_REPORT,
    OLD_NAME,
    SYNONYM,
    SYNONYM_REPORT,
    TRADITIONAL_REPORT,
    all_states,
    apply_rule,
    archive_text,
    dated_report,
)
from tests.archive.test_overlay import taught


def every_row() -> dict[str, list[object]]:
    """Everything the database holds."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


@pytest.fixture
def archived(archived_seeds: None) -> None:
    """The seeds, and a report for each sort of rule; one of what staff confirmed."""
    for text in (CHAT_REPORT, TRADITIONAL_REPORT, SYNONYM_REPORT, dated_report("1975年6月7日")):
        archive_text(text)
    confirmed = ProgramMention.objects.filter(program__name="四议两公开").order_by("pk")[0]
    ProgramMention.objects.filter(pk=confirmed.pk).update(review=Review.CONFIRMED)


RULES: list[Callable[[], StaffRow]] = [
    lambda: LexiconEntry(name=CHAT, kind="brand"),
    lambda: LexiconEntry(name="四议两公开", kind="aside"),
    lambda: LexiconEntry(name="三会一课", kind="method", aliases=["民主生活会"]),
    lambda: PlaceName(
        name=OLD_NAME, place=Place.objects.get(name="岳村镇"), valid_to=dt.date(1984, 1, 1)
    ),
    lambda: taught("culture-activities", SYNONYM),
    lambda: taught("visits", units=["人次"]),
]


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize("rule", RULES)
def test_a_preview_leaves_nothing_behind_and_saving_does_exactly_what_it_said(
    rule: Callable[[], StaffRow],
) -> None:
    rows = every_row()
    preview = preview_rule(rule())
    before = all_states()
    assert every_row() == rows
    assert preview.whole
    assert not preview.quiet

    apply_rule(rule())

    done = compare(before, all_states())
    assert sorted(map(str, preview.added)) == sorted(map(str, done.added))
    assert sorted(map(str, preview.removed)) == sorted(map(str, done.removed))
    assert sorted(map(str, preview.changed)) == sorted(map(str, done.changed))
    assert sorted(map(str, preview.kept)) == sorted(map(str, done.kept))


@pytest.mark.usefixtures("archived")
def test_a_preview_shows_the_sentence_and_what_a_person_keeps() -> None:
    preview = preview_rule(LexiconEntry(name="四议两公开", kind="aside"))

    assert not preview.added
    assert all("四议两公开" in fact.said for fact in preview.removed)
    assert all(fact.marked_words in fact.sentence for fact in preview.removed)
    [kept] = preview.kept
    assert (kept.verdict, kept.review) == ("已核", Review.CONFIRMED)
    assert preview.judged == 1
    assert preview.tried_articles < preview.archive_articles


@pytest.mark.usefixtures("archived")
def test_a_change_of_the_note_alone_reaches_nothing() -> None:
    entry = LexiconEntry(name=CHAT, kind="brand")
    apply_rule(entry)
    entry.note = "镇党委 2023 年第 5 号文件"

    preview = preview_rule(entry)

    assert (preview.reached_sources, preview.whole, preview.quiet) == (0, True, True)


@pytest.mark.usefixtures("archived")
def test_a_preview_that_cannot_try_all_says_so_and_goes_on_where_it_stopped() -> None:
    rule = LexiconEntry(name=CHAT, kind="brand")

    first = preview_rule(rule, limits=Limits(sources=1))
    second = preview_rule(rule, limits=Limits(sources=1), after=first.after)

    assert (first.reached_sources, first.tried_sources, first.whole) == (2, 1, False)
    assert (second.tried_sources, second.after) == (1, None)
    everything = preview_rule(rule)
    assert sorted(map(str, first.added + second.added)) == sorted(map(str, everything.added))


@pytest.mark.usefixtures("archived")
def test_a_long_source_and_a_spent_hour_are_said_to_be_untried() -> None:
    rule = LexiconEntry(name=CHAT, kind="brand")

    long = preview_rule(rule, limits=Limits(characters=10))
    late = preview_rule(rule, limits=Limits(looking=-1))
    spent = preview_rule(rule, limits=Limits(reading=-1))

    assert (len(long.too_long), long.tried_sources, long.whole) == (2, 0, False)
    assert (late.searched, late.whole) == (False, False)
    assert (spent.tried_sources, spent.whole) == (0, False)
    assert preview_rule(rule, after=spent.after).tried_sources == 2


@pytest.mark.usefixtures("archived")
def test_a_new_indicator_can_be_tried_twice() -> None:
    edit = taught("culture-activities", SYNONYM)
    edit.indicator = Indicator(slug="courtyard-talks")
    edit.name = "龙门阵场数"

    first, second = preview_rule(edit), preview_rule(edit)

    assert [str(each) for each in first.changed] == [str(each) for each in second.changed]
    assert edit.indicator._state.adding


def first_and_last(queries: CaptureQueriesContext, words: str) -> tuple[int, int]:
    """The numbers of the first and the last query that hold those words."""
    found = [at for at, query in enumerate(queries.captured_queries) if words in query["sql"]]
    return found[0], found[-1]


@pytest.mark.usefixtures("archived")
def test_a_preview_of_an_indicator_locks_as_a_reading_does_and_the_edition_last() -> None:
    archive_text(SYNONYM_REPORT)
    limits = Limits(sources=1)

    with CaptureQueriesContext(connection) as queries:
        preview = preview_rule(taught("culture-activities", SYNONYM), limits=limits)

    assert preview.tried_sources == 1
    source, _ = first_and_last(queries, 'SELECT "archive_source"."id" AS "pk"')
    articles, _ = first_and_last(queries, 'SELECT "archive_article"."id" AS "pk"')
    # First a rule is written to see the overlay with it, then in the place where it is tried.
    _, rule = first_and_last(queries, 'INSERT INTO "archive_rulechange"')
    edition, _ = first_and_last(queries, 'INSERT INTO "archive_edition"')
    assert source < articles < rule < edition


@pytest.mark.usefixtures("archived")
def test_sources_queued_again_turn_the_edition_behind_the_last_of_them() -> None:
    with CaptureQueriesContext(connection) as queries:
        read_all_again(Source.objects.order_by("pk"))

    _, source = first_and_last(queries, 'UPDATE "archive_source"')
    edition, _ = first_and_last(queries, 'INSERT INTO "archive_edition"')
    assert source < edition
