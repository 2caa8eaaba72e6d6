"""The headline and source lines of a web page."""

from __future__ import annotations

import pytest

from archive.pipeline.errors import NotText
from archive.pipeline.source.outline import MAX_DEPTH, read_outline


def test_the_first_heading_is_the_headline_and_the_line_below_the_source() -> None:
    outline = read_outline(
        "<title>网站名</title><h1>岳村镇<br>抓党建</h1><p><span>来源：许昌日报</span>&nbsp;2022-12-20</p>"
    )

    assert outline.headline == "岳村镇"
    assert outline.stamps == ("来源：许昌日报 2022-12-20",)


def test_without_a_heading_the_page_title_serves_without_the_site_name() -> None:
    assert read_outline("<title>岳村镇抓党建_许昌网</title><p>短</p>").headline == "岳村镇抓党建"


def test_dates_in_a_side_bar_above_the_heading_are_not_the_articles() -> None:
    outline = read_outline("<p>2020-01-01 人民网</p><h1>题目</h1><p>2022-12-20 许昌网</p>")

    assert outline.stamps == ("2022-12-20 许昌网",)


def test_what_the_article_prints_itself_is_not_printed_twice() -> None:
    outline = read_outline("<h1>题目</h1><p>2022-12-20 许昌网</p>")

    assert outline.lines_before("题目\n正文。") == ["2022-12-20 许昌网"]


def test_paragraphs_that_are_never_closed_do_not_nest() -> None:
    assert read_outline("<h1>题目</h1>" + "<p>一段" * (MAX_DEPTH + 1)).headline == "题目"


def test_nesting_no_person_wrote_is_refused() -> None:
    with pytest.raises(NotText):
        read_outline("<div>" * (MAX_DEPTH + 1))
