"""Articles come, change and go, and their groups follow, in whatever order."""

from __future__ import annotations

import random

import pytest
from django.db import transaction

from archive.corrections import restore, withdraw
from archive.models import Article, IndexJob, ReprintPair, ReprintVerdict
from archive.reprints.settle import settle, unsettled_ids
from archive.reprints.verdicts import NotComparable, say_same
from tests.pages.conftest import TOWN, Shelf
from tests.reprints.printings import EDITS, make_templates

REPORT, OTHER, THIRD = (report.text for report in make_templates(3, seed=11))


def printing(shelf: Shelf, edit: str, text: str = REPORT, seed: int = 3) -> Article:
    """A printing of the report in a file of its own."""
    lines = EDITS[edit](text, random.Random(seed)).split("\n")  # noqa: S311
    return shelf.write(f"标题{Article.objects.count()}", *(line for line in lines if line))


def groups() -> dict[int, int | None]:
    return dict(Article.objects.values_list("pk", "reprint_group"))


def partition() -> set[frozenset[str]]:
    """The groups by titles, without numbers."""
    made: dict[int | None, set[str]] = {}
    for title, number in Article.objects.exclude(reprint_group=None).values_list(
        "title", "reprint_group"
    ):
        made.setdefault(number, set()).add(title)
    return {frozenset(titles) for titles in made.values()}


def test_printings_of_one_report_stand_in_one_group(shelf: Shelf) -> None:
    first = printing(shelf, "other head")
    second = printing(shelf, "traditional")
    third = printing(shelf, "cut to half")
    apart = printing(shelf, "other head", OTHER)

    settle(unsettled_ids())

    assert groups() == {first.pk: first.pk, second.pk: first.pk, third.pk: first.pk, apart.pk: None}


def test_a_new_printing_joins_and_every_member_goes_to_the_index_again(shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "traditional")
    settle([first.pk, second.pk])
    IndexJob.objects.all().delete()
    versions = dict(Article.objects.values_list("pk", "version"))

    third = printing(shelf, "other lines")
    settle([third.pk])

    assert groups()[third.pk] == first.pk
    announced = set(IndexJob.objects.values_list("article_id", flat=True))
    assert announced == {first.pk, second.pk, third.pk}
    for article in Article.objects.filter(pk__in=[first.pk, second.pk]):
        assert article.version == versions[article.pk] + 1


def test_settling_again_changes_nothing(shelf: Shelf) -> None:
    ids = [printing(shelf, edit).pk for edit in ("other head", "traditional", "cut to 3/4")]
    settle(ids)
    IndexJob.objects.all().delete()
    before = list(Article.objects.values_list("pk", "reprint_group", "version"))

    settle(ids)

    assert list(Article.objects.values_list("pk", "reprint_group", "version")) == before
    assert not IndexJob.objects.exists()


def test_groups_do_not_depend_on_the_order_of_arrival(shelf: Shelf) -> None:
    articles = [
        printing(shelf, edit, text)
        for text in (REPORT, OTHER, THIRD)
        for edit in ("other head", "cut to half", "1 % of characters")
    ]
    ids = [article.pk for article in articles]
    seen = set()
    for seed in range(4):
        random.Random(seed).shuffle(ids)  # noqa: S311
        Article.objects.update(state="draft")
        settle(ids)
        assert partition() == set()
        for one in ids:
            Article.objects.filter(pk=one).update(state="published")
            settle([one])
        seen.add(frozenset(partition()))

    assert len(seen) == 1
    assert sorted(len(group) for group in partition()) == [3, 3, 3]


def test_a_withdrawn_article_leaves_and_a_restored_one_comes_back(shelf: Shelf) -> None:
    first, second, third = (
        printing(shelf, e) for e in ("other head", "traditional", "cut to half")
    )
    settle(unsettled_ids())

    withdraw(first, "重复", by=None)
    settle([first.pk])
    assert groups() == {first.pk: None, second.pk: second.pk, third.pk: second.pk}

    first.refresh_from_db()
    restore(first, by=None)
    settle([first.pk])
    assert set(groups().values()) == {first.pk}


def test_an_article_whose_text_changed_leaves_its_group(shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "traditional")
    settle(unsettled_ids())

    other = printing(shelf, "other head", OTHER)
    Article.objects.filter(pk=second.pk).update(content=other.content)
    settle([second.pk, other.pk])

    assert groups() == {first.pk: None, second.pk: second.pk, other.pk: second.pk}


def test_articles_of_one_page_are_printings_only_if_the_text_is_the_same(shelf: Shelf) -> None:
    first = printing(shelf, "other head")
    near = printing(shelf, "1 % of characters")
    same = printing(shelf, "other head")
    for at, article in enumerate((near, same), start=1):
        Article.objects.filter(pk=article.pk).update(source=first.source, position=at)

    settle(unsettled_ids())

    assert groups() == {first.pk: first.pk, same.pk: first.pk, near.pk: None}


def test_texts_that_name_other_towns_are_alike_and_no_printings(shelf: Shelf) -> None:
    first = printing(shelf, "other head", REPORT.replace("庄镇", "雁鸣湖镇"))
    second = printing(shelf, "other head", REPORT.replace("庄镇", "刘集镇"))
    shelf.mention(first, "雁鸣湖镇", TOWN)
    shelf.mention(second, "刘集镇", "410122112")

    settle(unsettled_ids())

    assert set(groups().values()) == {None}
    assert [pair.kind for pair in ReprintPair.objects.all()] == ["alike"]


def test_what_a_person_set_apart_stays_apart(shelf: Shelf) -> None:
    first, second, third = (
        printing(shelf, e) for e in ("other head", "traditional", "cut to half")
    )
    settle(unsettled_ids())

    say_same(first, third, same=False, by=None, reason="删去的部分是另一件事")
    settle([first.pk, third.pk])
    apart = groups()
    settle([first.pk, second.pk, third.pk])  # read again

    assert apart[first.pk] != apart[third.pk]
    assert groups() == apart
    assert set(IndexJob.objects.values_list("article_id", flat=True)) >= {first.pk, third.pk}


def test_what_a_person_put_together_stays_together(shelf: Shelf) -> None:
    first, other = printing(shelf, "other head"), printing(shelf, "other head", OTHER)
    settle(unsettled_ids())

    say_same(first, other, same=True, by=None)
    settle([first.pk])
    settle([other.pk, first.pk])

    assert groups() == {first.pk: first.pk, other.pk: first.pk}


def test_the_last_word_on_two_articles_counts(shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "traditional")

    for same in (False, True, False):
        say_same(first, second, same=same, by=None)
    settle(unsettled_ids())

    assert set(groups().values()) == {None}
    assert ReprintVerdict.objects.count() == 3


def test_nothing_is_said_of_an_article_and_itself_or_one_that_is_not_public(shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "traditional")
    withdraw(second, "重复", by=None)
    second.refresh_from_db()

    with transaction.atomic(), pytest.raises(NotComparable, match="不能和自己比较"):
        say_same(first, first, same=True, by=None)
    with transaction.atomic(), pytest.raises(NotComparable, match=f"报道 {second.pk} 现在不公开"):
        say_same(first, second, same=True, by=None)

    assert not ReprintVerdict.objects.exists()
