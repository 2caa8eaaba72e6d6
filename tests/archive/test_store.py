"""Storing: rows and outbox together, addresses and corrections kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.corrections import (
    NotCorrectable,
    correct_article,
    correct_metric,
    rename_program,
    restore,
    review_fact,
    withdraw,
)
from archive.ingest import read_again, read_source, receive_file
from archive.models import Article, IndexJob, Metric, Program, Review, Source
from archive.models.article import ArticleState, WithdrawnBy
from archive.models.source import SourceState
from archive.pipeline.values import Reading, Span
from archive.store import store_reading

MakeSource = Callable[..., Source]


def test_a_reading_becomes_articles_facts_and_index_jobs(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()

    articles = store_reading(source, reading)

    assert [a.title for a in articles] == ["振兴之路", "另一篇"]
    assert articles[0].metrics.get().value == 602
    assert articles[0].program_mentions.get().program.name == "“五星”支部创建"
    assert set(IndexJob.objects.values_list("article_id", flat=True)) == {a.pk for a in articles}
    source.refresh_from_db()
    assert source.state == SourceState.READ


def test_the_same_reading_again_leaves_the_same_rows_and_no_new_job(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    first = store_reading(source, reading)
    IndexJob.objects.all().delete()

    again = store_reading(source, reading)

    assert [(a.pk, a.version) for a in again] == [(a.pk, a.version) for a in first]
    assert Metric.objects.count() == 2
    assert not IndexJob.objects.exists()
    source.refresh_from_db()
    assert source.state == SourceState.PUBLISHED


def test_articles_in_another_order_keep_their_addresses(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    first, second = store_reading(source, reading)
    turned = tuple(
        replace(found, draft=replace(found.draft, index=index))
        for index, found in enumerate(reversed(reading.articles))
    )

    again = store_reading(source, replace(reading, articles=turned))

    assert [a.pk for a in again] == [second.pk, first.pk]
    assert [a.position for a in again] == [0, 1]


def test_an_article_the_page_no_longer_holds_is_withdrawn_not_deleted(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    _, second = store_reading(source, reading)

    store_reading(source, replace(reading, articles=reading.articles[:1]))

    second.refresh_from_db()
    assert second.state == ArticleState.WITHDRAWN
    assert "不再单独成篇" in second.withdrawn_reason


def test_an_article_that_comes_back_is_public_again_under_its_address(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    _, second = store_reading(source, reading)
    one = replace(reading, articles=reading.articles[:1])
    store_reading(source, one)
    version = Article.objects.get(pk=second.pk).version
    store_reading(source, one)  # gone twice: nothing new to say
    assert Article.objects.get(pk=second.pk).version == version

    _, back = store_reading(source, reading)

    assert (back.pk, back.state, back.withdrawn_reason) == (second.pk, ArticleState.PUBLISHED, "")


def test_articles_whose_ids_are_near_their_positions_vanish_without_collision(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    first, second = store_reading(source, reading)
    Article.objects.filter(pk=second.pk).update(position=first.pk)

    store_reading(source, replace(reading, articles=reading.articles[1:]))

    first.refresh_from_db()
    assert first.state == ArticleState.WITHDRAWN


def test_what_a_person_withdrew_keeps_the_persons_reason_when_it_vanishes(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    _, second = store_reading(source, reading)
    withdraw(second, "当事人申请", by=None)

    store_reading(source, replace(reading, articles=reading.articles[:1]))
    again = store_reading(source, reading)

    assert again[1].withdrawn_reason == "当事人申请"
    assert again[1].state == ArticleState.WITHDRAWN


def test_a_value_finer_than_the_column_is_stored_once(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    fine = replace(reading.articles[1].metrics[0], value=Decimal("12.34567891"))
    finer = replace(reading, articles=(replace(reading.articles[1], metrics=(fine,)),))
    finer = replace(
        finer,
        articles=(replace(finer.articles[0], draft=replace(finer.articles[0].draft, index=0)),),
    )
    [first] = store_reading(source, finer)

    [again] = store_reading(source, finer)

    assert again.version == first.version


def test_renaming_a_program_sends_its_articles_to_the_index(
    make_source: MakeSource, reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)
    IndexJob.objects.all().delete()
    program = article.program_mentions.get().program

    rename_program(program, "五星支部创建", None)

    assert list(IndexJob.objects.values_list("article_id", flat=True)) == [article.pk]
    with pytest.raises(NotCorrectable, match="不能是它自己"):
        rename_program(program, "五星支部创建", program)


def test_a_parent_a_person_took_away_does_not_come_back(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    program = article.program_mentions.get().program
    above = Program.objects.create(name="党建+", folded="党建+", kind="method", slug="above")
    told = replace(reading.articles[0].programs[0], parent="党建+")
    under = replace(reading.articles[0], programs=(told,))
    with_parent = replace(reading, articles=(under, *reading.articles[1:]))
    store_reading(source, with_parent)
    program.refresh_from_db()
    assert program.parent == above

    rename_program(program, program.name, None)
    store_reading(source, with_parent)

    program.refresh_from_db()
    assert program.parent is None


def test_corrections_and_verdicts_outlive_a_reading_under_new_rules(
    make_source: MakeSource, reading: Reading, admin_user: User
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    correct_article(article, {"title": "振兴之路（更正）"}, by=admin_user, reason="原题漏字")
    correct_metric(article.metrics.get(), {"value": 620}, by=admin_user, reason="据原件")
    review_fact(article.program_mentions.get(), Review.REJECTED, by=admin_user)

    again, _ = store_reading(source, replace(reading, ruleset="rules-2"))

    figure = again.metrics.get()
    assert again.title == "振兴之路（更正）"
    assert figure.value == 620
    assert (str(figure.review), figure.ruleset) == ("confirmed", "rules-2")
    assert again.program_mentions.get().review == Review.REJECTED


def test_the_last_of_two_corrections_counts(make_source: MakeSource, reading: Reading) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    correct_article(article, {"published": "2021"}, by=None)
    correct_article(article, {"published": "2022-06"}, by=None)

    again, _ = store_reading(source, reading)

    assert (again.published, again.published_precision) == ("2022-06", "month")
    assert str(again.published_on) == "2022-06-01"


def test_a_confirmed_figure_that_new_rules_miss_stays(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    review_fact(article.metrics.get(), Review.CONFIRMED, by=None)
    blind = tuple(replace(found, metrics=()) for found in reading.articles)

    store_reading(source, replace(reading, articles=blind))

    assert [m.value for m in Metric.objects.all()] == [602]


def test_a_withdrawn_article_stays_withdrawn_when_read_again(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    article, _ = store_reading(source, reading)
    withdraw(article, "当事人申请", by=None)

    store_reading(source, replace(reading, ruleset="rules-2"))

    article.refresh_from_db()
    assert article.state == ArticleState.WITHDRAWN
    assert article.pk in Article.objects.hidden_ids()
    restore(article, by=None)
    assert article.pk not in Article.objects.hidden_ids()


def test_every_stored_span_lies_in_the_source_text(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()

    articles = store_reading(source, reading)

    source.refresh_from_db()
    printed = [
        source.text[m.number_start : m.number_end] for a in articles for m in a.metrics.all()
    ]
    assert printed == ["602", "9000余"]


def test_a_reading_that_cannot_be_stored_leaves_nothing(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    bad = replace(reading.articles[1].metrics[0], quote=Span(0, 1))  # the number is not inside
    second = replace(reading.articles[1], metrics=(bad,))

    with pytest.raises(Exception, match="metric_number_inside_quote"):
        store_reading(source, replace(reading, articles=(reading.articles[0], second)))

    assert not Article.objects.exists()
    assert not IndexJob.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["gb18030", "big5", "utf-16"])
def test_addresses_come_back_to_their_articles_after_a_wrong_encoding(
    seeds: Path, wrong: str
) -> None:
    [path] = seeds.glob("004*.txt")
    source = receive_file(path.name, [path.read_bytes()]).source
    read_source(source.pk)
    before = list(source.articles.order_by("pk").values_list("pk", "title", "state", "position"))

    for encoding in (wrong, ""):
        source.refresh_from_db()
        read_again(source, encoding=encoding)
        read_source(source.pk)

    after = list(source.articles.order_by("pk").values_list("pk", "title", "state", "position"))
    assert len(before) == 4
    assert after == before


def test_a_vanished_article_a_person_restored_stays_public_at_the_next_reading(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    _, second = store_reading(source, reading)
    one = replace(reading, articles=reading.articles[:1])
    store_reading(source, one)
    second.refresh_from_db()
    restore(second, by=None)

    store_reading(source, one)

    second.refresh_from_db()
    assert (second.state, second.withdrawn_reason) == (ArticleState.PUBLISHED, "")


def test_a_restored_article_that_vanishes_only_then_is_withdrawn(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    _, second = store_reading(source, reading)
    withdraw(second, "当事人申请", by=None)
    second.refresh_from_db()
    restore(second, by=None)

    store_reading(source, replace(reading, articles=reading.articles[:1]))

    second.refresh_from_db()
    assert (second.state, second.withdrawn_by) == (ArticleState.WITHDRAWN, WithdrawnBy.READING)


def test_a_person_who_withdraws_what_had_vanished_has_the_last_word(
    make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    _, second = store_reading(source, reading)
    store_reading(source, replace(reading, articles=reading.articles[:1]))
    withdraw(second, "当事人申请", by=None)

    store_reading(source, reading)

    second.refresh_from_db()
    assert (second.state, second.withdrawn_by) == (ArticleState.WITHDRAWN, WithdrawnBy.PERSON)


def test_only_what_people_withdrew_keeps_the_file_back(
    client: Client, make_source: MakeSource, reading: Reading
) -> None:
    source = make_source()
    first, second = store_reading(source, reading)
    source.refresh_from_db()
    address = reverse("article_original", args=[first.pk])
    store_reading(source, replace(reading, articles=reading.articles[:1]))

    handed_out = b"".join(client.get(address))
    withdraw(second, "当事人申请", by=None)

    assert handed_out.decode() == source.text
    assert client.get(address).status_code == 403
