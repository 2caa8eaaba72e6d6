"""Step 2: what holds for the characters of any page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.errors import NoArticle
from archive.pipeline.values import Container
from tests.pipeline.page.printed_pages import (
    PROSE,
    assert_each_character_has_one_place,
    assert_joins_can_be_undone,
    split,
)

LINES = (
    "岳村镇党建引领促振兴",
    "# 创新党建促发展",
    "## 抓住总开关 实现新跨越",
    "——全市基层党建工作纪实",
    "中牟县狼城岗镇党委书记 马爱国",
    "本报记者 胡晨",
    "来源：许昌日报 2019-12-26 08:17",
    "核心提示",
    PROSE,
    "　　" + PROSE,
    PROSE[:30],
    PROSE[26:],
    "普法宣传。",
    "图为村民在采摘草莓。",
    "村办工厂 (资料照片)",
    "一、主要做法",
    "本报讯（记者 王小明）近日，全镇召开大会。",
    "全镇实现了高质量发展。全媒体记者 王献伟 文/图",
    "- **党建**引领[乡村](a)振兴。",
    "——————",
    "责任编辑：王二小",
    "2021年6月30日",
    " ",
    "",
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=25),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
    st.sampled_from(Container),
)
def test_each_character_of_any_page_has_one_place(
    lines: list[str], end: str, container: Container
) -> None:
    text = end.join([*lines, PROSE])

    page = split(text, container)

    assert_each_character_has_one_place(text, page)
    assert_joins_can_be_undone(text, page)


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="党建，。！“”（）《》：；\n \u3000#*[]-12年月日报记者胡晨摄图", max_size=120)
)
def test_each_character_of_a_random_text_has_one_place(noise: str) -> None:
    text = f"{PROSE}\n{noise}"

    page = split(text)

    assert_each_character_has_one_place(text, page)
    assert_joins_can_be_undone(text, page)


@pytest.mark.parametrize(
    "text", ["党建引领乡村振兴", "目录\n要闻\n综合\n副刊", "——————\n======", "图为村民在采摘草莓。"]
)
def test_a_page_without_a_sentence_is_refused_with_its_opening(text: str) -> None:
    with pytest.raises(NoArticle) as caught:
        split(text)

    assert text.split("\n", maxsplit=1)[0][:20] in caught.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "乡村振兴，党建引领1234工作法“五星”支部。" * 40_000,
        "乡村振兴" * 250_000,
        "2022-12-" * 125_000,
        "（记者" * 330_000 + "。",
        PROSE + "\n" * 100_000 + PROSE,
        (PROSE[:-1] * 2 + "\n\n") * 5_000,
        "题\n2022-01-01 人民网\n" * 5_000 + PROSE,
    ],
    ids=["sentences", "words", "dates", "brackets", "blank lines", "open lines", "source lines"],
)
@pytest.mark.timeout(100)  # seconds; a pattern that backtracks would take hours
def test_a_hostile_text_is_read_to_its_end(text: str) -> None:
    page = split(text)

    assert text[-10:].strip() in "".join(p.text for a in page.articles for p in a.paragraphs)
