"""What a reading says beside the figure itself: scopes, links, flags, components, villages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.corrections import correct_metric, review_fact
from archive.models import (
    IndexJob,
    Indicator,
    Metric,
    Place,
    Program,
    ProgramAlias,
    Review,
    Source,
    Village,
)
from archive.models.place import Level
from archive.pipeline.values import (
    AsideReason,
    Band,
    Component,
    Evidence,
    Flag,
    Link,
    LinkKind,
    MetricPlace,
    Period,
    PlaceBasis,
    PlaceFinding,
    PlaceLevel,
    Reading,
    ScopeBasis,
    SetAside,
    Span,
)
from archive.store import store_reading
from tests.archive.conftest import metric, program, span

MakeSource = Callable[..., Source]
VILLAGE, TOWN = "410902001201", "410902001"


def saying(reading: Reading, **first: Any) -> Reading:
    """The reading with other facts in its first article."""
    return replace(reading, articles=(replace(reading.articles[0], **first), reading.articles[1]))


def told_twice(reading: Reading) -> Reading:
    """“602” told again by “五星” (any characters serve: the link is what counts)."""
    again, first = (
        metric("602", "动员党员602人", 602, "人"),
        metric("五星", "“五星”支部", 602, "人"),
    )
    link = Link(LinkKind.SAME_FACT, first.number)
    return saying(reading, metrics=(first, replace(again, links=(link,))))


@pytest.fixture
def town(db: None) -> Place:
    return Place.objects.create(
        code=TOWN,
        name="岳村镇",
        level=Level.TOWN,
        county="华龙区",
        city="濮阳市",
        province="河南省",
    )


def test_place_and_period_keep_how_they_are_known(
    make_source: MakeSource, reading: Reading
) -> None:
    period = Period("今年", span("推行"), ScopeBasis.INFERRED, "2021-01-01", "2021-12-31")
    found = replace(
        reading.articles[0].metrics[0],
        place=MetricPlace("岳村镇", None),
        place_basis=ScopeBasis.INHERITED,
        period=period,
    )

    article, _ = store_reading(make_source(), saying(reading, metrics=(found,)))

    row = article.metrics.get()
    assert (row.place_name, row.place_basis, row.period_basis) == (
        "岳村镇",
        "inherited",
        "inferred",
    )
    assert (row.period_first, row.period_last) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert (row.period_start, row.period_end) == (period.span.start, period.span.end)


def test_links_flags_evidence_and_asides_are_kept_as_documented(
    make_source: MakeSource, reading: Reading
) -> None:
    number, other = reading.articles[0].metrics[0].number, span("五星")
    found = replace(
        reading.articles[0].metrics[0],
        evidence=(Evidence("number.figures", 60), Evidence("hedge", -8)),
        confidence=0.52,
        links=(Link(LinkKind.PART_OF, other),),
        flags=(Flag("check.sum", (other,)),),
    )
    aside = SetAside("五星", AsideReason.HONOUR, other, "aside.honour")

    article, _ = store_reading(make_source(), saying(reading, metrics=(found,), set_aside=(aside,)))

    row, place = article.metrics.get(), [other.start, other.end]
    assert number.start == row.number_start
    assert row.links == [{"kind": "part_of", "number": place}]
    assert row.flags == [{"check": "check.sum", "numbers": [place]}]
    assert row.evidence == [["number.figures", 60], ["hedge", -8]]
    assert row.band == Band.DOUBTFUL
    assert article.set_aside == [
        {"text": "五星", "reason": "honour", "span": place, "rule": "aside.honour"}
    ]


def test_a_fact_told_twice_is_counted_once(make_source: MakeSource, reading: Reading) -> None:
    article, _ = store_reading(make_source(), told_twice(reading))

    first, again = article.metrics.all()
    assert (first.same_as, again.same_as) == (None, first)
    assert list(article.metrics.once()) == [first]


def test_the_telling_that_knows_its_place_stands_for_the_fact(
    make_source: MakeSource, reading: Reading, town: Place
) -> None:
    twice = told_twice(reading)
    first, again = twice.articles[0].metrics
    placed = replace(again, place=MetricPlace("岳村镇", TOWN), place_basis=ScopeBasis.STATED)

    article, _ = store_reading(make_source(), saying(reading, metrics=(first, placed)))

    bare, known = article.metrics.get(place=None), article.metrics.get(place=TOWN)
    assert (bare.same_as, known.same_as) == (known, None)
    assert list(Metric.objects.about(TOWN).once()) == [known]


def test_a_telling_that_knows_what_the_other_does_not_is_lost_to_no_list(
    make_source: MakeSource, reading: Reading, town: Place
) -> None:
    Indicator.objects.create(slug="members", name="党员数")
    twice = told_twice(reading)
    first, again = twice.articles[0].metrics
    measured = replace(first, indicator_key="members")
    placed = replace(again, place=MetricPlace("岳村镇", TOWN), place_basis=ScopeBasis.STATED)

    store_reading(make_source(), saying(reading, metrics=(measured, placed)))

    assert Metric.objects.about(TOWN).once().count() == 1
    assert Metric.objects.filter(indicator__slug="members").once().count() == 1


def test_when_the_first_telling_is_rejected_the_next_one_counts(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, told_twice(reading))
    first, again = article.metrics.all()
    review_fact(first, Review.REJECTED, by=None)

    assert list(Metric.objects.public().filter(article=article).once()) == [again]
    store_reading(source, told_twice(reading))
    assert list(Metric.objects.public().filter(article=article).once()) == [again]
    review_fact(first, Review.MACHINE, by=None)
    assert list(Metric.objects.public().filter(article=article).once()) == [first]


def test_a_telling_a_person_changed_is_a_fact_of_its_own(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, told_twice(reading))

    correct_metric(article.metrics.last() or Metric(), {"value": 20}, by=None)

    assert article.metrics.once().count() == 2
    store_reading(source, told_twice(reading))
    assert article.metrics.once().count() == 2


def test_aliases_components_and_standing_follow_the_reading(
    make_source: MakeSource, reading: Reading
) -> None:
    source, part = make_source(), Component("动员", span("动员"), span("动员党员602人"))
    bare = program("“五星”支部创建")
    full = replace(bare, aliases=("五星",), components=(part,), standing=True)
    article, _ = store_reading(source, saying(reading, programs=(full,)))
    named = Program.objects.get()
    assert named.standing
    assert [alias.name for alias in named.aliases.all()] == ["五星"]
    stored = named.components.get()
    assert source.articles.count() == 2
    assert (stored.name, stored.start, stored.explained_end) == (
        "动员", part.span.start, span("动员党员602人").end,
    )  # fmt: skip

    changed = replace(full, components=(replace(part, explained=None),), aliases=())
    store_reading(source, saying(reading, programs=(changed,)))

    assert not ProgramAlias.objects.exists()
    assert article.program_components.get().explained_start is None


def test_a_village_becomes_a_place_when_an_article_names_it(
    make_source: MakeSource, reading: Reading, town: Place
) -> None:
    village = PlaceFinding(
        "岳村", PlaceLevel.VILLAGE, VILLAGE, "华龙区", "濮阳市", "河南省", PlaceBasis.IMPLIED,
        (span("岳村"),), 0.9,
    )  # fmt: skip
    counted = replace(reading.articles[0].metrics[0], place=MetricPlace("岳村", VILLAGE))

    article, _ = store_reading(
        make_source(), saying(reading, places=(village,), metrics=(counted,))
    )

    row = Village.objects.get()
    assert (row.code, row.name, row.parent, row.county) == (VILLAGE, "岳村", town, "华龙区")
    assert article.metrics.get().place_id == article.place_mentions.get().place_id == VILLAGE
    assert list(Metric.objects.public().about(TOWN)) == [article.metrics.get()]


def test_a_village_of_a_town_the_archive_does_not_have_stays_a_name(
    make_source: MakeSource, reading: Reading
) -> None:
    counted = replace(reading.articles[0].metrics[0], place=MetricPlace("岳村", VILLAGE))

    article, _ = store_reading(make_source(), saying(reading, metrics=(counted,)))

    assert (article.metrics.get().place_id, article.metrics.get().place_name) == (None, "岳村")


def test_all_of_it_read_again_leaves_the_same_rows(
    make_source: MakeSource, reading: Reading, town: Place
) -> None:
    source = make_source()
    part = Component("动员", span("动员"))
    named = replace(program("“五星”支部创建"), aliases=("五星",), components=(part,))
    rich = told_twice(saying(reading, programs=(named,)))
    first, _ = store_reading(source, rich)
    IndexJob.objects.all().delete()

    again, _ = store_reading(source, rich)

    assert (again.pk, again.version) == (first.pk, first.version)
    assert not IndexJob.objects.exists()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"place_basis": "guessed"}, "metric_bases_known"),
        ({"period_start": 5, "period_end": 5}, "metric_period_span"),
        (
            {"period_first": dt.date(2021, 2, 1), "period_last": dt.date(2021, 1, 1)},
            "metric_period_ordered",
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(
    make_source: MakeSource, reading: Reading, fields: dict[str, Any], constraint: str
) -> None:
    article, _ = store_reading(make_source(), reading)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        article.metrics.update(**fields)


def test_the_database_refuses_a_village_outside_a_town_and_a_figure_that_tells_itself(
    make_source: MakeSource, reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)

    with pytest.raises(IntegrityError, match="place_village_in_town"), transaction.atomic():
        Place.objects.create(code=VILLAGE, name="岳村", level=Level.VILLAGE)
    figure = article.metrics.get()
    with pytest.raises(IntegrityError, match="metric_not_its_own"), transaction.atomic():
        article.metrics.update(same_as=figure)


def test_spans_are_those_of_the_source(make_source: MakeSource, reading: Reading) -> None:
    period = Period("推行", span("推行"), ScopeBasis.STATED)
    found = replace(reading.articles[0].metrics[0], period=period)

    article, _ = store_reading(make_source(), saying(reading, metrics=(found,)))

    row, text = article.metrics.get(), article.source.text
    assert row.period_start is not None
    assert text[row.period_start : row.period_end] == row.period
    assert Span(row.number_start, row.number_end) == found.number


@pytest.mark.parametrize("turned", [False, True])
def test_rows_that_sources_share_are_made_in_one_order_whatever_articles_name_first(
    make_source: MakeSource, reading: Reading, town: Place, *, turned: bool
) -> None:
    words = ("“五星”支部", "“五星”支部创建")
    codes = (VILLAGE, f"{TOWN}202")
    articles = [
        replace(
            article,
            programs=(program(name),),
            places=(
                PlaceFinding(
                    "某村", PlaceLevel.VILLAGE, code, "", "", "", PlaceBasis.IMPLIED, (), 0.9
                ),
            ),
            metrics=(),
        )
        for article, name, code in zip(
            reading.articles,
            reversed(words) if turned else words,
            reversed(codes) if turned else codes,
            strict=True,
        )
    ]

    with CaptureQueriesContext(connection) as asked:
        store_reading(make_source(), replace(reading, articles=tuple(articles)))

    made = [q["sql"] for q in asked if q["sql"].startswith("INSERT")]
    programs = [sql for sql in made if '"archive_program"' in sql]
    villages = [sql for sql in made if '"archive_place"' in sql]
    assert ["支部创建" in sql for sql in programs] == [False, True]
    assert len(villages) == 1
    assert villages[0].index(codes[0]) < villages[0].index(codes[1])
