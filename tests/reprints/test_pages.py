"""What readers and staff see of the printings of a report."""

from __future__ import annotations

import random

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.corrections import withdraw
from archive.models import Article, ReprintVerdict
from archive.reading.comparison import Comparison, Piece, TooLong, compare_lines
from archive.reprints.settle import settle, unsettled_ids
from tests.pages.conftest import Shelf
from tests.reprints.printings import EDITS, make_templates

REPORT, OTHER = (report.text for report in make_templates(2, seed=11))


def printing(shelf: Shelf, edit: str, text: str = REPORT) -> Article:
    """A printing of the report in a file of its own."""
    lines = EDITS[edit](text, random.Random(3)).split("\n")  # noqa: S311
    return shelf.write(f"标题{Article.objects.count()}", *(line for line in lines if line))


def sides(comparison: Comparison) -> tuple[str, str]:
    left = "".join(piece.text for row in comparison.rows for piece in row.left)
    right = "".join(piece.text for row in comparison.rows for piece in row.right)
    return left, right


def test_an_article_lists_its_versions_and_how_alike_they_are(client: Client, shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "cut to half")
    third = printing(shelf, "other head", OTHER)
    settle(unsettled_ids())

    page = client.get(first.get_absolute_url()).content.decode()

    assert "另有 1 个版本" in page
    assert "100% 的文字相同" in page
    assert "比本篇少" in page
    assert f'href="/articles/{first.pk}/compare/{second.pk}"' in page
    assert "相近文本" in page
    assert f'href="/articles/{first.pk}/compare/{third.pk}"' in page


def test_a_page_kept_by_the_browser_is_stale_when_a_version_comes(
    client: Client, shelf: Shelf
) -> None:
    first = printing(shelf, "other head")
    settle(unsettled_ids())
    tag = client.get(first.get_absolute_url())["ETag"]
    assert client.get(first.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 304

    printing(shelf, "traditional")
    settle(unsettled_ids())

    assert client.get(first.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 200


def test_two_printings_stand_side_by_side_with_what_differs_marked(
    client: Client, shelf: Shelf
) -> None:
    first = shelf.write("甲", "全镇栽树9000余株。党员带头修渠。", "后来通了路。")
    second = shelf.write("乙", "全镇栽树8000余株。党员带头修渠。", "后来通了电。<b>完</b>。")

    page = client.get(f"/articles/{first.pk}/compare/{second.pk}").content.decode()

    assert "<del>9000</del>" in page or "<del>9</del>" in page
    assert "&lt;b&gt;完&lt;/b&gt;" in page.partition("<ins>")[2]
    assert "<b>完" not in page
    assert "党员带头修渠。" in page
    assert '<meta name="robots" content="noindex">' in page


def test_script_width_and_line_breaks_are_no_difference() -> None:
    left = ["党员带头修渠，群众跟着干。", "路通了！"]
    right = ["黨員帶頭修渠,群眾跟着幹。路通了!"]

    comparison = compare_lines(left, right)

    assert comparison.differences == ()
    assert sides(comparison)[1] == right[0] + "\n"


def test_every_character_of_both_sides_is_shown_in_order() -> None:
    chance = random.Random(5)  # noqa: S311
    for edit in EDITS.values():
        left, right = REPORT.split("\n"), edit(REPORT, chance).split("\n")

        shown = sides(compare_lines(left, right))

        assert [one.replace("\n", "") for one in shown] == ["".join(left), "".join(right)]


def test_what_only_one_side_has_is_marked_whole() -> None:
    comparison = compare_lines(["一句。两句。三句。"], ["一句。三句。"])

    [row] = comparison.differences
    assert (row.left, row.right) == ((Piece("两句。", changed=True),), ())
    assert (comparison.left_out, comparison.added) == (3, 0)


def test_texts_beyond_all_measure_are_not_laid_side_by_side(client: Client, shelf: Shelf) -> None:
    with pytest.raises(TooLong):
        compare_lines(["修渠。" * 4001], ["修路。"])
    long, short = shelf.write("长", "修渠。" * 4001), shelf.write("短", "修路。")

    page = client.get(f"/articles/{long.pk}/compare/{short.pk}").content.decode()

    assert "不能逐句对照" in page


def test_a_withdrawn_article_is_compared_with_nothing(client: Client, shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "traditional")
    withdraw(second, "重复", by=None)

    assert client.get(f"/articles/{first.pk}/compare/{second.pk}").status_code == 410
    assert client.get(f"/articles/{second.pk}/compare/{first.pk}").status_code == 410
    assert client.get(f"/articles/{first.pk}/compare/{second.pk + 1}").status_code == 404
    same = client.get(f"/articles/{first.pk}/compare/{first.pk}")
    assert same["Location"] == first.get_absolute_url()


def test_staff_set_a_version_apart_and_it_stays_apart(admin_client: Client, shelf: Shelf) -> None:
    first, second = printing(shelf, "other head"), printing(shelf, "traditional")
    settle(unsettled_ids())
    address = reverse("admin:article_reprints", args=[first.pk])
    assert "不是同一报道" in admin_client.get(address).content.decode()

    page = admin_client.post(
        address, {"other": second.pk, "same": "0", "reason": "两次活动"}, follow=True
    ).content.decode()
    settle([first.pk, second.pk])

    assert "已记下" in page
    assert "两次活动" in page
    assert not Article.objects.exclude(reprint_group=None).exists()
    assert ReprintVerdict.objects.get().made_by == User.objects.get(username="admin")


def test_staff_are_told_what_is_wrong_with_a_verdict(admin_client: Client, shelf: Shelf) -> None:
    first = printing(shelf, "other head")
    address = reverse("admin:article_reprints", args=[first.pk])

    for other, sentence in (
        (first.pk, "不能和自己比较"),
        (9999, "没有编号为 9999 的报道"),
        ("十二", "请填数字"),
    ):
        page = admin_client.post(address, {"other": other, "same": "1"}).content.decode()
        assert sentence in page
    assert not ReprintVerdict.objects.exists()


def test_only_who_may_correct_articles_may_say_what_a_reprint_is(
    client: Client, shelf: Shelf
) -> None:
    article = printing(shelf, "other head")
    client.force_login(User.objects.create_user("reader", password="x", is_staff=True))

    answer = client.get(reverse("admin:article_reprints", args=[article.pk]))

    assert answer.status_code == 403


def test_a_line_is_a_paragraph_that_goes_on_after_a_difference() -> None:
    comparison = compare_lines(["一句。两句。", "三句。"], ["一句。", "三句。"])

    set_rows = [
        [
            "".join(piece.text for piece in one.pieces) + ("¶" if one.opens else "")
            for one in row.left
        ]
        for row in comparison.in_paragraphs()
    ]

    assert set_rows == [["一句。¶"], ["两句。"], ["三句。¶"]]
