"""What people said of facts, when the rules change between two readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from archive.corrections import (
    METRIC_FIELDS,
    apply_corrections,
    choose_place,
    correct_article,
    correct_metric,
    review_fact,
)
from archive.kept_facts import METRICS
from archive.models import (
    Article,
    Correction,
    IndexJob,
    Metric,
    Place,
    Program,
    ProgramMention,
    Review,
    Scope,
    Source,
)
from archive.models.place import Level
from archive.pipeline.values import (
    ArticleReading,
    MetricFinding,
    MetricPlace,
    Period,
    PlaceBasis,
    PlaceFinding,
    PlaceLevel,
    ProgramKind,
    Reading,
    ScopeBasis,
    Span,
)
from archive.store import store_reading
from tests.archive.conftest import metric, program, span

MakeSource = Callable[..., Source]

VERDICTS = [Review.CONFIRMED, Review.DOUBTFUL, Review.REJECTED]


def under_new_rules(reading: Reading, **first: Any) -> Reading:
    """The reading again, its first article with other facts, by rules of another version."""
    changed = replace(reading.articles[0], **first)
    return replace(reading, articles=(changed, *reading.articles[1:]), ruleset="rules-2")


def wider(found: MetricFinding) -> MetricFinding:
    """The figure as rules would give it that count the unit to the number, and read it otherwise."""
    number = Span(found.number.start, found.number.end + 1)
    return replace(found, number=number, value=Decimal(6020), indicator="别的说法")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_and_what_was_judged_stay_when_the_span_moves_and_the_value_differs(
    make_source: MakeSource, reading: Reading, verdict: Review
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    judged = article.metrics.get()
    review_fact(judged, verdict, by=None)
    moved = wider(reading.articles[0].metrics[0])

    store_reading(source, under_new_rules(reading, metrics=(moved,)))

    now = article.metrics.get()
    assert (now.pk, now.review, now.missed) == (judged.pk, verdict, False)
    assert (int(now.value), now.phrase) == (602, "动员党员602人")
    assert (now.number_start, now.number_end) == (moved.number.start, moved.number.end)
    assert now.ruleset == "rules-2"


def test_a_corrected_value_follows_its_figure_through_several_rule_changes(
    make_source: MakeSource, reading: Reading, admin_user: User
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    correct_metric(
        article.metrics.get(), {"value": 620, "unit": "名"}, by=admin_user, reason="据原件"
    )
    first = reading.articles[0].metrics[0]

    for found in (wider(first), first, wider(first)):
        store_reading(source, under_new_rules(reading, metrics=(found,)))

    now = article.metrics.get()
    assert (int(now.value), now.unit, now.review) == (620, "名", Review.CONFIRMED)
    spans = set(Correction.objects.filter(kind="metric").values_list("start", "end"))
    assert spans == {(now.number_start, now.number_end)}


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_judged_fact_a_new_reading_misses_is_kept_and_says_so(
    make_source: MakeSource, reading: Reading, verdict: Review
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    review_fact(article.metrics.get(), verdict, by=None)

    store_reading(source, under_new_rules(reading, metrics=()))

    now = article.metrics.get()
    assert (now.review, now.missed, now.ruleset) == (verdict, True, "rules-1")


def test_a_missed_fact_that_is_found_again_is_not_missed_any_more(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    review_fact(article.metrics.get(), Review.CONFIRMED, by=None)
    store_reading(source, under_new_rules(reading, metrics=()))

    store_reading(source, replace(reading, ruleset="rules-3"))

    now = article.metrics.get()
    assert (now.missed, now.ruleset) == (False, "rules-3")


def test_a_fact_nobody_judged_goes_with_the_rule_that_made_it(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)

    store_reading(source, under_new_rules(reading, metrics=()))

    assert not article.metrics.exists()


def test_a_figure_nobody_judged_keeps_its_address_when_its_span_moves(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    before = article.metrics.get()

    store_reading(
        source, under_new_rules(reading, metrics=(wider(reading.articles[0].metrics[0]),))
    )

    now = article.metrics.get()
    assert (now.pk, int(now.value), now.phrase) == (before.pk, 6020, "别的说法")


def test_a_confirmed_figure_leaves_no_room_for_another_reading_of_its_characters(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    review_fact(article.metrics.get(), Review.CONFIRMED, by=None)
    cut = replace(metric("60", "动员党员602人", 60, "人"))

    store_reading(source, under_new_rules(reading, metrics=(cut,)))

    now = article.metrics.get()
    assert (int(now.value), now.missed) == (602, True)


def test_a_rejected_figure_does_not_stand_in_the_way_of_a_better_reading(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    review_fact(article.metrics.get(), Review.REJECTED, by=None)
    cut = replace(metric("60", "动员党员602人", 60, "人"))

    store_reading(source, under_new_rules(reading, metrics=(cut,)))

    reviews = dict(article.metrics.values_list("value", "review"))
    assert reviews == {Decimal(602): Review.REJECTED, Decimal(60): Review.MACHINE}


def test_two_figures_that_change_places_keep_their_verdicts(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    whole, end = metric("602", "动员党员602人", 602, "人"), metric("“五星”", "“五星”支部", 5, "星")
    both = replace(reading.articles[0], metrics=(whole, end))
    article, _ = store_reading(source, replace(reading, articles=(both, reading.articles[1])))
    review_fact(article.metrics.get(value=602), Review.CONFIRMED, by=None)

    store_reading(source, under_new_rules(reading, metrics=(end, wider(whole))))

    assert article.metrics.get(value=602).review == Review.CONFIRMED
    assert article.metrics.get(value=5).review == Review.MACHINE


def test_a_rejected_program_stays_rejected_as_another_kind_and_with_another_edge(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    review_fact(article.program_mentions.get(), Review.REJECTED, by=None)
    other = replace(
        program("“五星”支部创建"),
        kind=ProgramKind.BRAND,
        name="“五星”支部",
        mentions=(span("五星”支部创建"),),
    )

    store_reading(source, under_new_rules(reading, programs=(other,)))

    now = article.program_mentions.get()
    assert (now.review, now.program.kind) == (Review.REJECTED, "campaign")
    assert not ProgramMention.objects.public().exists()


def test_a_confirmed_place_stays_where_the_person_saw_it(
    make_source: MakeSource, reading: Reading
) -> None:
    Place.objects.create(code="410902001", name="岳村镇", level=Level.TOWN)
    source = make_source()
    there = PlaceFinding(
        "岳村镇", PlaceLevel.TOWN, "410902001", None, None, None, PlaceBasis.IMPLIED,
        (span("岳村镇"),), 0.7,
    )  # fmt: skip
    article, _ = store_reading(source, under_new_rules(reading, places=(there,)))
    review_fact(article.place_mentions.get(), Review.CONFIRMED, by=None)
    unsure = replace(there, code=None, candidates=("410902001", "410902002"))

    store_reading(source, replace(under_new_rules(reading, places=(unsure,)), ruleset="rules-3"))

    assert article.place_mentions.get().place_id == "410902001"


def test_a_judged_fact_moves_with_its_words_when_two_articles_become_one(
    make_source: MakeSource, reading: Reading, admin_user: User
) -> None:
    source = make_source()
    first, second = store_reading(source, reading)
    correct_metric(second.metrics.get(), {"unit": "棵"}, by=admin_user)
    one, two = reading.articles
    joined = ArticleReading(
        draft=replace(one.draft, paragraphs=(*one.draft.paragraphs, *two.draft.paragraphs)),
        programs=one.programs,
        metrics=(*one.metrics, *two.metrics),
    )
    IndexJob.objects.all().delete()

    [article] = store_reading(source, replace(reading, articles=(joined,), ruleset="rules-2"))

    moved = article.metrics.get(value=9000)
    assert article.pk == first.pk
    assert (moved.unit, moved.review, moved.missed) == ("棵", Review.CONFIRMED, False)
    assert set(article.corrections.values_list("field", flat=True)) == {"unit", ""}
    assert Metric.objects.filter(value=9000).count() == 1
    assert first.pk in set(IndexJob.objects.values_list("article_id", flat=True))


def test_the_same_corrected_reading_again_changes_nothing(
    make_source: MakeSource, reading: Reading, admin_user: User
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    correct_article(article, {"title": "改过的题"}, by=admin_user)
    correct_metric(article.metrics.get(), {"value": 620}, by=admin_user)
    review_fact(article.program_mentions.get(), Review.REJECTED, by=admin_user)
    again = under_new_rules(reading, metrics=())
    store_reading(source, again)
    version = Article.objects.get(pk=article.pk).version
    IndexJob.objects.all().delete()

    store_reading(source, again)

    assert Article.objects.get(pk=article.pk).version == version
    assert not IndexJob.objects.exists()


def test_a_verdict_on_one_of_two_programs_of_a_span_stays_with_that_one(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article = store_reading(source, reading)[0]
    one = ProgramMention.objects.filter(article=article).first()
    assert one is not None
    span_of = {"start": one.start, "end": one.end}
    other = Program.objects.create(name="另一称", folded="另一称", kind="brand", slug="other")
    judged = ProgramMention.objects.create(article=article, program=other, **span_of)
    review_fact(judged, Review.REJECTED, by=None)

    apply_corrections(article)

    reviews = ProgramMention.objects.filter(article=article, **span_of).values_list("pk", "review")
    assert dict(reviews) == {one.pk: Review.MACHINE, judged.pk: Review.REJECTED}


def test_a_verdict_holds_every_field_of_a_figure_a_person_can_correct() -> None:
    assert set(METRIC_FIELDS) <= METRICS.judged


PERIODS = [
    ("1999年", "1999-01-01", "1999-12-31"),
    ("2021年3月", "2021-03-01", "2021-03-31"),
    ("2020—2022年", "2020-01-01", "2022-12-31"),
    ("2021年3月5日", "2021-03-05", "2021-03-05"),
    ("90年代", None, None),
    ("1990年代", None, None),
    ("2021.3", None, None),
    ("那一年", None, None),
]


def in_2021(found: MetricFinding) -> MetricFinding:
    """The figure with a period read from its sentence."""
    period = Period("今年", span("岳村镇"), ScopeBasis.INFERRED, "2021-03-01", "2021-03-31")
    return replace(found, period=period)


def told_period(figure: Metric) -> tuple[Any, ...]:
    """The period as lists, charts and files take it."""
    days = [day.isoformat() if day else None for day in (figure.period_first, figure.period_last)]
    return figure.period, figure.period_basis, *days, figure.period_start, figure.period_end


@pytest.mark.parametrize(("phrase", "first", "last"), PERIODS)
def test_the_days_of_a_corrected_period_follow_it_and_last(
    make_source: MakeSource, reading: Reading, phrase: str, first: str | None, last: str | None
) -> None:
    source = make_source()
    found = in_2021(reading.articles[0].metrics[0])
    article, _ = store_reading(source, under_new_rules(reading, metrics=(found,)))
    wanted = (phrase, Scope.GIVEN, first, last, None, None)

    correct_metric(article.metrics.get(), {"period": phrase}, by=None)
    at_once = told_period(article.metrics.get())
    review_fact(article.metrics.get(), Review.MACHINE, by=None)
    store_reading(source, replace(under_new_rules(reading, metrics=(found,)), ruleset="rules-3"))

    assert at_once == wanted
    assert told_period(article.metrics.get()) == wanted


def test_a_period_a_person_took_away_has_no_days(make_source: MakeSource, reading: Reading) -> None:
    found = in_2021(reading.articles[0].metrics[0])
    article, _ = store_reading(make_source(), under_new_rules(reading, metrics=(found,)))

    correct_metric(article.metrics.get(), {"period": ""}, by=None)

    assert told_period(article.metrics.get()) == ("", Scope.NONE, None, None, None, None)


def test_a_corrected_place_brings_its_name_and_lasts(
    make_source: MakeSource, reading: Reading
) -> None:
    Place.objects.create(code="410902001", name="岳村镇", level=Level.TOWN)
    Place.objects.create(code="410902002", name="清河镇", level=Level.TOWN)
    source = make_source()
    placed = replace(
        reading.articles[0].metrics[0],
        place=MetricPlace("岳村镇", "410902001"),
        place_basis=ScopeBasis.INFERRED,
    )
    there = PlaceFinding(
        "岳村镇", PlaceLevel.TOWN, "410902001", None, None, None, PlaceBasis.IMPLIED,
        (span("岳村镇"),), 0.7,
    )  # fmt: skip
    again = under_new_rules(reading, metrics=(placed,), places=(there,))
    article, _ = store_reading(source, again)

    correct_metric(article.metrics.get(), {"place_id": "410902002"}, by=None)
    review_fact(article.metrics.get(), Review.MACHINE, by=None)
    store_reading(source, replace(again, ruleset="rules-3"))

    now = article.metrics.get()
    assert (now.place_id, now.place_name, now.place_basis) == ("410902002", "清河镇", Scope.GIVEN)


def test_a_figure_says_which_of_its_fields_a_person_changed_and_when(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    today = timezone.localdate().isoformat()

    correct_metric(article.metrics.get(), {"value": 620, "unit": "名"}, by=None)
    article.metrics.all().delete()
    store_reading(source, under_new_rules(reading))

    assert article.metrics.get().corrected == {"value": today, "unit": today}


ANLI, LIUHE = "410902001", "410902002"


@pytest.fixture
def two_towns(db: None) -> None:
    for code in (ANLI, LIUHE):
        Place.objects.create(code=code, name="岳村镇", level=Level.TOWN)


def resting(reading: Reading, code: str | None) -> Reading:
    """The reading with a figure that rests on the one mention of a township."""
    there = PlaceFinding(
        "岳村镇", PlaceLevel.TOWN, code, None, None, None, PlaceBasis.IMPLIED,
        (span("岳村镇"),), 0.7, candidates=(ANLI, LIUHE),
    )  # fmt: skip
    placed = replace(
        reading.articles[0].metrics[0],
        place=MetricPlace("岳村镇", code),
        place_basis=ScopeBasis.INHERITED,
    )
    return under_new_rules(reading, metrics=(placed,), places=(there,))


def told_place(article: Article) -> tuple[str | None, str, str]:
    """The place of the article's figure."""
    now = article.metrics.get()
    return now.place_id, now.place_name, now.place_basis


@pytest.mark.usefixtures("two_towns")
@pytest.mark.parametrize("read", [None, LIUHE])
def test_a_mention_stands_where_a_person_says_and_its_figures_with_it(
    make_source: MakeSource, reading: Reading, read: str | None
) -> None:
    source = make_source()
    article, _ = store_reading(source, resting(reading, read))

    choose_place(article.place_mentions.get(), Place.objects.get(pk=ANLI), by=None)
    at_once = told_place(article)
    store_reading(source, replace(resting(reading, read), ruleset="rules-3"))

    mention = article.place_mentions.get()
    assert (mention.place_id, mention.basis, mention.review) == (ANLI, "given", Review.CONFIRMED)
    assert at_once == told_place(article) == (ANLI, "岳村镇", Scope.INHERITED)
    assert Metric.objects.about(ANLI).filter(article=article).exists()


@pytest.mark.usefixtures("two_towns")
def test_a_chosen_place_outlives_the_verdict_and_rules_that_decide_otherwise(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, resting(reading, None))
    choose_place(article.place_mentions.get(), Place.objects.get(pk=ANLI), by=None)

    review_fact(article.place_mentions.get(), Review.MACHINE, by=None)
    store_reading(source, replace(resting(reading, LIUHE), ruleset="rules-3"))

    assert article.place_mentions.get().place_id == ANLI
    assert told_place(article) == (ANLI, "岳村镇", Scope.INHERITED)


@pytest.mark.usefixtures("two_towns")
@pytest.mark.parametrize("read", [None, ANLI])
def test_figures_leave_a_place_of_which_every_mention_was_rejected(
    make_source: MakeSource, reading: Reading, read: str | None
) -> None:
    source = make_source()
    article, _ = store_reading(source, resting(reading, read))

    review_fact(article.place_mentions.get(), Review.REJECTED, by=None)
    at_once = told_place(article)
    store_reading(source, replace(resting(reading, read), ruleset="rules-3"))

    assert at_once == told_place(article) == (None, "", Scope.NONE)


@pytest.mark.usefixtures("two_towns")
def test_a_figure_stays_while_another_mention_of_its_place_stands(
    make_source: MakeSource, reading: Reading
) -> None:
    found = resting(reading, ANLI)
    twice = replace(found.articles[0].places[0], mentions=(span("岳村镇"), span("党员")))
    article, _ = store_reading(make_source(), under_new_rules(found, places=(twice,)))
    one, _other = article.place_mentions.order_by("start")

    review_fact(one, Review.REJECTED, by=None)

    assert told_place(article) == (ANLI, "岳村镇", Scope.INHERITED)


@pytest.mark.usefixtures("two_towns")
def test_one_choice_counts_for_every_mention_that_names_the_same(
    make_source: MakeSource, reading: Reading
) -> None:
    found = resting(reading, None)
    twice = replace(found.articles[0].places[0], mentions=(span("岳村镇"), span("党员")))
    article, _ = store_reading(make_source(), under_new_rules(found, places=(twice,)))
    mention = article.place_mentions.first()
    assert mention is not None

    count = choose_place(mention, Place.objects.get(pk=ANLI), by=None)

    assert count == 2
    assert set(article.place_mentions.values_list("place_id", flat=True)) == {ANLI}


@pytest.mark.usefixtures("two_towns")
def test_a_figure_whose_own_place_was_corrected_does_not_follow_the_mention(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, resting(reading, ANLI))
    correct_metric(article.metrics.get(), {"place_id": LIUHE}, by=None)

    review_fact(article.place_mentions.get(), Review.REJECTED, by=None)
    store_reading(source, replace(resting(reading, ANLI), ruleset="rules-3"))

    assert told_place(article) == (LIUHE, "岳村镇", Scope.GIVEN)


@pytest.mark.usefixtures("two_towns")
def test_a_reading_that_finds_the_rejected_place_again_changes_nothing(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, resting(reading, ANLI))
    review_fact(article.place_mentions.get(), Review.REJECTED, by=None)
    IndexJob.objects.all().delete()

    store_reading(source, resting(reading, ANLI))

    assert not IndexJob.objects.exists()
