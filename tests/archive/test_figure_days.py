"""今年 and 截至目前 are counted from the date a person gave the article, at once and at every reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.corrections import correct_article, correct_metric, review_fact
from archive.figure_days import COUNTED, count_days
from archive.ingest import Hints, read_source, receive_file
from archive.models import Article, Metric, Review, Scope

REPORT = """\
夜校开到院坝里
今年,全镇开办夜校32场。去年,发展党员12名。截至目前,共有586人参加学习。2019年,新建活动室8间。
"""
PRINTED = REPORT + "(2020年3月5日)\n"

Days = dict[str, tuple[str, str | None, str | None]]
Archive = Callable[..., Article]


@pytest.fixture
def archive_report(db: None) -> Archive:
    """Receive a report and read it, as the worker does."""

    def archive(text: str = REPORT, date: str = "") -> Article:
        source = receive_file("报道.txt", [text.encode()], hints=Hints("", date)).source
        read_source(source.pk)
        return Article.objects.get(source=source)

    return archive


def told_days(article: Article) -> Days:
    """For each period of the article's figures how it is known, and its first and last day."""
    days: Days = {}
    for metric in Metric.objects.filter(article=article):
        first, last = metric.period_first, metric.period_last
        told = (first.isoformat() if first else None, last.isoformat() if last else None)
        days[metric.period] = (metric.period_basis, *told)
    return days


UNDATED: Days = {
    "今年": ("stated", None, None),
    "去年": ("stated", None, None),
    "截至目前": ("stated", None, None),
    "2019年": ("stated", "2019-01-01", "2019-12-31"),
}
OF_2021: Days = {
    "今年": ("stated", "2021-01-01", "2021-12-31"),
    "去年": ("stated", "2020-01-01", "2020-12-31"),
    "截至目前": ("stated", None, "2021-06-27"),
    "2019年": ("stated", "2019-01-01", "2019-12-31"),
}


def test_figures_are_counted_from_the_date_given_with_the_file(archive_report: Archive) -> None:
    assert told_days(archive_report(date="2021-06-27")) == OF_2021


@pytest.mark.parametrize("text", [REPORT, PRINTED])
def test_figures_follow_a_corrected_date_at_once_and_at_the_next_reading(
    archive_report: Archive, text: str
) -> None:
    article = archive_report(text)
    before = told_days(article)

    correct_article(article, {"published": "2021-06-27"}, by=None)
    at_once = told_days(article)
    read_source(article.source_id)

    assert before["今年"] != at_once["今年"]
    assert at_once == OF_2021
    assert told_days(article) == OF_2021


def test_a_reading_under_a_corrected_date_changes_nothing_that_stands(
    archive_report: Archive,
) -> None:
    article = archive_report(PRINTED)
    correct_article(article, {"published": "2021-06-27"}, by=None)
    before = Article.objects.get().version

    read_source(article.source_id)

    assert Article.objects.get().version == before


def test_figures_of_a_date_taken_away_have_no_days_but_those_printed(
    archive_report: Archive,
) -> None:
    article = archive_report(PRINTED)

    correct_article(article, {"published": ""}, by=None)
    at_once = told_days(article)
    read_source(article.source_id)

    assert at_once == UNDATED
    assert told_days(article) == UNDATED


def test_what_was_confirmed_or_typed_follows_the_corrected_date_too(
    archive_report: Archive,
) -> None:
    article = archive_report(PRINTED)
    review_fact(article.metrics.get(period="今年"), Review.CONFIRMED, by=None)
    correct_metric(article.metrics.get(period="2019年"), {"period": "前年"}, by=None)

    correct_article(article, {"published": "2021-06"}, by=None)
    read_source(article.source_id)

    days = told_days(article)
    assert days["今年"] == ("stated", "2021-01-01", "2021-12-31")
    assert days["前年"] == (Scope.GIVEN, "2019-01-01", "2019-12-31")


@pytest.mark.usefixtures("archived_seeds")
def test_counted_from_the_date_they_were_read_with_days_stay_what_they_are() -> None:
    figures = list(Metric.objects.exclude(period="").select_related("article"))

    counted = [(metric, count_days(vars(metric), metric.article)) for metric in figures]

    assert any(days for _metric, days in counted)
    for metric, days in counted:
        assert days == {name: getattr(metric, name) for name in COUNTED if name in days}
