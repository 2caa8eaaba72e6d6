"""Step 2e: pages of three reports that sign above the headline, below it, or below the report."""

from __future__ import annotations

import pytest

from tests.pipeline.page.printed_pages import assert_each_character_has_one_place, split, text_of

TITLES = ("小支部办成大事情", "抓实“三会一课” 激活红色细胞", "这笔钱该谁来管？")
KICKERS = ("基层党建看亮点", "支部书记谈经验", "小镇新事")
SUBTITLES = ("——云岭镇推行包片制侧记", "——清溪乡抓党建侧记", "——金沙街道建楼栋支部侧记")
PROSE = (
    "清溪乡把支部建在产业上，新建产业党支部6个，带动320户增收。",
    "云岭镇党委推行党员包片，46名党员包联812户，一年来解决难题137件，群众满意度达到98%。",
    "眼下，金沙街道12个小区全部建起楼栋支部。\n街道党工委改造议事室9处，调解纠纷58起。",
)
BYLINES = {
    "post": ("云岭镇党委书记 周明远", "清溪乡党委副书记 韦小兰", "金沙街道党工委书记 覃志刚"),
    "marked post": ("■云岭镇党委书记 周明远", "■清溪乡乡长 韦小兰", "■金沙街道党工委书记 覃志刚"),
    "role": ("本报记者 周明远", "通讯员 韦小兰 记者 覃志刚", "本报记者 覃志刚 通讯员 何 平"),
    "one name": ("周明远", "韦小兰", "覃志刚"),
    "dotted name": ("阿依努尔·吐尔逊", "玛依拉 · 买买提", "热合曼‧卡德尔江"),
    "town": ("云岭镇 周明远", "清溪乡 韦小兰", "金沙街道 覃志刚"),
}
NAMES = {
    "role": [["周明远"], ["韦小兰", "覃志刚"], ["覃志刚", "何平"]],
    "dotted name": [["阿依努尔·吐尔逊"], ["玛依拉·买买提"], ["热合曼‧卡德尔江"]],
}
ORDERS = ("TBP", "TSBP", "KTBP", "BTP", "BTSP", "TPB")


def compose(order: str, bylines: tuple[str, ...], banner: str, apart: str, within: str) -> str:
    """A page of three reports, each printed in `order`: K, T, S headlines, B byline, P prose."""
    reports = []
    for i, byline in enumerate(bylines):
        parts = {"K": KICKERS[i], "T": TITLES[i], "S": SUBTITLES[i], "B": byline, "P": PROSE[i]}
        reports.append(within.join(parts[each] for each in order))
    return banner + apart.join(reports) + "\n"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("form", BYLINES)
@pytest.mark.parametrize("banner", ["", "聚焦“头雁”话振兴\n", "基层党建专版\n\n"])
@pytest.mark.parametrize(("apart", "within"), [("\n", "\n"), ("\n\n", "\n"), ("\n\n", "\n\n")])
def test_each_of_three_reports_keeps_its_headline_and_byline(
    order: str, form: str, banner: str, apart: str, within: str
) -> None:
    text = compose(order, BYLINES[form], banner, apart, within)

    page = split(text)

    assert [text_of(article.title) for article in page.articles] == list(TITLES)
    names = [[author.name for author in article.authors] for article in page.articles]
    assert names == NAMES.get(form, [["周明远"], ["韦小兰"], ["覃志刚"]])
    assert_each_character_has_one_place(text, page)


def test_a_post_and_its_holder_on_two_lines_above_the_headline_open_a_report() -> None:
    bylines = tuple(byline.replace(" ", "\n") for byline in BYLINES["post"])

    page = split(compose("BTP", bylines, "党建引领促振兴\n", "\n", "\n"))

    assert [text_of(article.title) for article in page.articles] == list(TITLES)
    assert [article.authors[0].role for article in page.articles] == [
        "云岭镇党委书记",
        "清溪乡党委副书记",
        "金沙街道党工委书记",
    ]


def test_a_name_of_no_known_family_is_one_where_the_other_reports_print_names() -> None:
    page = split(compose("TBP", ("周明远", "韦小兰", "麦麦提江"), "", "\n\n", "\n"))

    assert [article.authors[0].name for article in page.articles] == [
        "周明远",
        "韦小兰",
        "麦麦提江",
    ]


def test_headings_inside_a_report_that_is_signed_above_its_headings_stay_its_own() -> None:
    text = f"山乡新貌\n本报记者 周明远\n筑牢堡垒\n{PROSE[0]}\n建强队伍\n{PROSE[1]}\n带民致富\n{PROSE[2]}\n"

    [article] = split(text).articles

    assert text_of(article.title) == "山乡新貌"
    assert [each.passage.text for each in article.headings] == ["筑牢堡垒", "建强队伍", "带民致富"]
