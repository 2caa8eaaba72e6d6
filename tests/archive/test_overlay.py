"""What staff add to the rules: from rows to what reading finds, from the next source on and without a restart."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.gazetteer_rows import load_indicator_rows
from archive.ingest import read_source
from archive.models import (
    Article,
    Indicator,
    IndicatorEdit,
    LexiconEntry,
    Metric,
    Place,
    PlaceMention,
    PlaceName,
    ProgramMention,
    Review,
    RuleChange,
    Source,
)
from archive.overlay import current_digest, read_overlay
from archive.resources import current_resources, resources
from archive.rule_changes import save_rule
from archive.rule_reach import Reach, bare_text
from archive.tasks import reread_reached_task, resume_unread
from tests.archive.rule_texts import (
    CHAT,
    CHAT_REPORT,
    OLD_NAME,
    SYNONYM,
    SYNONYM_REPORT,
    TRADITIONAL_REPORT,
    apply_rule,
    archive_text,
    dated_report,
    programs_named,
)

YUECUN = "岳村镇"


def taught(slug: str, *synonyms: str, **changes: object) -> IndicatorEdit:
    """An edit of an indicator that says what the table says, and `synonyms`."""
    row = {each.slug: each for each in resources().metric_rules.indicators}[slug]
    values = {
        "name": row.name,
        "family": row.family,
        "dimension": row.dimension,
        "units": list(row.units),
        "synonyms": list(synonyms),
        "definition": row.definition,
        **changes,
    }
    return IndicatorEdit(indicator=Indicator.objects.get(slug=slug), **values)


@pytest.mark.usefixtures("archived_seeds")
def test_a_program_staff_add_appears_when_its_sources_are_read_again_and_not_before() -> None:
    plain, traditional = archive_text(CHAT_REPORT), archive_text(TRADITIONAL_REPORT)
    assert CHAT not in programs_named(plain) | programs_named(traditional)

    change = apply_rule(LexiconEntry(name=CHAT, kind="brand"))

    assert CHAT in programs_named(plain) & programs_named(traditional)
    assert ProgramMention.objects.filter(program__name=CHAT, article__source=plain).count() == 2
    assert change.queued_sources == 2
    assert Source.objects.get(pk=plain.pk).ruleset == current_resources().ruleset
    assert Source.objects.exclude(pk__in=[plain.pk, traditional.pk]).count() == 5
    assert set(
        Source.objects.exclude(pk__in=[plain.pk, traditional.pk]).values_list("ruleset", flat=True)
    ) == {resources().ruleset}


@pytest.mark.usefixtures("archived_seeds")
def test_a_name_set_aside_goes_except_where_a_person_confirmed_it() -> None:
    mentions = ProgramMention.objects.filter(program__name="四议两公开")
    kept = mentions.order_by("pk")[0]
    ProgramMention.objects.filter(pk=kept.pk).update(review=Review.CONFIRMED)
    assert mentions.count() > 1

    apply_rule(LexiconEntry(name="四议两公开", kind="aside"))

    [left] = mentions
    assert (left.pk, left.review, left.missed) == (kept.pk, Review.CONFIRMED, True)


@pytest.mark.usefixtures("archived_seeds")
def test_a_rule_switched_off_again_leaves_what_was_before() -> None:
    before = set(ProgramMention.objects.values_list("article", "start", "end", "program__name"))
    entry = LexiconEntry(name="四议两公开", kind="aside")
    apply_rule(entry)
    assert before != set(
        ProgramMention.objects.values_list("article", "start", "end", "program__name")
    )

    entry.active = False
    apply_rule(entry)

    assert before == set(
        ProgramMention.objects.values_list("article", "start", "end", "program__name")
    )
    assert current_digest() == ""


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("1975年6月7日", True),
        ("1984年12月31日", True),
        ("1985年1月1日", False),
        ("2005年6月7日", False),
    ],
)
def test_an_old_name_of_a_town_counts_only_in_its_days(day: str, *, found: bool) -> None:
    town = Place.objects.get(name=YUECUN)
    source = archive_text(dated_report(day))
    named = PlaceMention.objects.filter(article__source=source, name=OLD_NAME, place=town)
    assert not named.exists()

    apply_rule(PlaceName(name=OLD_NAME, place=town, valid_to=dt.date(1984, 12, 31)))

    assert named.exists() is found


@pytest.mark.usefixtures("archived_seeds")
def test_a_synonym_leads_its_phrases_to_the_indicator() -> None:
    source = archive_text(SYNONYM_REPORT)
    figures = Metric.objects.filter(article__source=source, value=36)
    assert figures.get().indicator_id is None

    apply_rule(taught("culture-activities", SYNONYM))

    assert figures.values_list("indicator__slug", flat=True).get() == "culture-activities"


@pytest.mark.usefixtures("archived_seeds")
def test_an_indicator_of_staff_s_own_gets_its_row_and_its_figures() -> None:
    source = archive_text(SYNONYM_REPORT)
    edit = IndicatorEdit(
        indicator=Indicator(slug="courtyard-talks"),
        name="龙门阵场数",
        family="党员教育",
        dimension="数量",
        units=["场"],
        synonyms=[SYNONYM],
        definition="在院坝里讲的党课。",
    )

    apply_rule(edit)

    figure = Metric.objects.get(article__source=source, value=36)
    assert figure.indicator is not None
    assert (figure.indicator.slug, figure.indicator.unit) == ("courtyard-talks", "场")
    assert figure.indicator.description == "在院坝里讲的党课。"


def test_words_are_found_whatever_the_marks_script_width_and_line_breaks() -> None:
    reach = Reach(frozenset({bare_text("党建+夜访"), bare_text("槐树底下拉家常")}))

    assert reach.touches("推行“党建＋”夜\n访")
    assert reach.touches("「槐樹底下」 拉家常")
    assert not reach.touches("槐树底下的家常")


@pytest.mark.django_db
def test_what_staff_say_of_an_indicator_lasts_when_the_table_is_loaded_again() -> None:
    load_indicator_rows()
    edit = taught("collective-income", name="集体经济总收入", definition="全年。")
    save_rule(edit, by=None)

    load_indicator_rows()

    row = Indicator.objects.get(slug="collective-income")
    assert (row.name, row.description) == ("集体经济总收入", "全年。")

    edit.active = False
    save_rule(edit, by=None)
    load_indicator_rows()

    row.refresh_from_db()
    assert row.name == "村集体经济收入"


@pytest.mark.usefixtures("seed_places")
def test_a_reading_asks_once_and_takes_up_a_change_without_a_restart() -> None:
    before = current_resources()
    with CaptureQueriesContext(connection) as asked:
        assert current_resources() is before
    assert len(asked) == 1

    save_rule(LexiconEntry(name=CHAT, kind="brand"), by=None)

    after = current_resources()
    assert after.ruleset == f"{resources().ruleset}+{current_digest()}"
    assert after.gazetteer is before.gazetteer is resources().gazetteer
    assert after.metric_rules is resources().metric_rules
    source = archive_text(CHAT_REPORT)
    facts = ProgramMention.objects.filter(article__source=source)
    assert {fact.ruleset for fact in facts} == {after.ruleset}


@pytest.mark.usefixtures("seed_places")
def test_taking_in_many_files_begins_with_the_rules_as_they_are(tmp_path: Path) -> None:
    current_resources()
    save_rule(LexiconEntry(name=CHAT, kind="brand"), by=None)
    (tmp_path / "报道.txt").write_text(CHAT_REPORT, encoding="utf-8")

    call_command("ingest", tmp_path, jobs=1, stdout=StringIO())

    assert CHAT in programs_named(Source.objects.get())


@pytest.mark.usefixtures("seed_places")
def test_the_digest_does_not_depend_on_the_order_in_which_rules_came() -> None:
    first = LexiconEntry(name=CHAT, kind="brand")
    second = LexiconEntry(name="村头板凳会", kind="institution")
    for row in (first, second):
        save_rule(row, by=None)
    digest = current_digest()
    LexiconEntry.objects.all().delete()

    for row in (second, first):
        row.pk = None
        row._state.adding = True
        save_rule(row, by=None)

    assert current_digest() == digest == read_overlay().digest != ""


@pytest.mark.usefixtures("seed_places")
def test_what_was_changed_is_kept_with_before_and_after() -> None:
    entry = LexiconEntry(name=CHAT, kind="brand")
    save_rule(entry, by=None)
    entry.aliases = ["槐下话家常"]
    save_rule(entry, by=None)

    last, first = RuleChange.objects.of("program", entry.pk)

    assert first.before is None
    assert first.after["name"] == CHAT
    assert last.before is not None
    assert (last.before["aliases"], last.after["aliases"]) == ([], ["槐下话家常"])


@pytest.mark.usefixtures("seed_places")
def test_a_change_whose_sources_were_never_queued_is_taken_up_by_the_next_worker(
    django_capture_on_commit_callbacks: object,
) -> None:
    archive_text(CHAT_REPORT)
    change = save_rule(LexiconEntry(name=CHAT, kind="brand"), by=None)
    with django_capture_on_commit_callbacks() as asked:  # type: ignore[operator]
        resume_unread()
    assert len(asked) == 1

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        apply_rule(LexiconEntry(name="村头板凳会", kind="brand"))

    assert RuleChange.objects.unqueued().get() == change


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize(
    "row",
    [
        lambda: LexiconEntry(name="一", folded="一", kind="brand"),
        lambda: LexiconEntry(name=CHAT, folded=CHAT, kind="song"),
        lambda: LexiconEntry(name=CHAT, folded=CHAT, kind="aside", parent="党建+"),
        lambda: PlaceName(name="镇", folded="镇", place_id="41"),
        lambda: PlaceName(
            name=OLD_NAME,
            folded=OLD_NAME,
            place_id="41",
            valid_from=dt.date(2000, 1, 2),
            valid_to=dt.date(2000, 1, 1),
        ),
    ],
)
def test_the_database_itself_refuses_what_no_page_may_save(row: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row().save()  # type: ignore[operator]


@pytest.mark.usefixtures("archived_seeds")
def test_reading_without_rules_of_staff_is_reading_by_the_tables() -> None:
    source = Source.objects.all()[0]
    before = {a.pk: a.version for a in Article.objects.all()}

    read_source(source.pk)

    assert current_resources() is resources()
    assert {a.pk: a.version for a in Article.objects.all()} == before


@pytest.mark.usefixtures("seed_places")
def test_a_source_that_is_being_read_while_a_rule_is_saved_is_read_again() -> None:
    source = archive_text(CHAT_REPORT)
    Source.objects.filter(pk=source.pk).update(state="reading", text="")
    change = save_rule(LexiconEntry(name=CHAT, kind="brand"), by=None)

    assert reread_reached_task.func(change.pk) == 1

    source.refresh_from_db()
    assert source.state == "received"
