"""Step 2: the articles of a page, against the gold and against the laws of place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.errors import NoArticle
from archive.pipeline.page.split import split_page
from archive.pipeline.values import (
    ArticleDraft,
    Basis,
    Container,
    Decoded,
    Page,
    Passage,
    RepairKind,
    Script,
)

ROOT = Path(__file__).parents[3]
GOLD = sorted((ROOT / "tests" / "gold").glob("0*.json"))
PROSE = (
    "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。"
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


def decoded(text: str, container: Container = Container.TEXT) -> Decoded:
    return Decoded(text, "utf-8", container, 1.0)


def split(text: str, container: Container = Container.TEXT) -> Page:
    return split_page(decoded(text, container))


def seed(stem: str) -> Page:
    return split((ROOT / "seeds" / f"{stem}.txt").read_text("utf-8"))


def passages(article: ArticleDraft) -> Iterator[Passage]:
    yield from article.paragraphs
    yield from article.bylines
    yield from article.summary
    yield from filter(None, (article.kicker, article.title, article.subtitle))
    yield from (placed.passage for placed in (*article.headings, *article.captions))


def assert_each_character_has_one_place(text: str, page: Page) -> None:
    owners: Counter[int] = Counter()
    for article in page.articles:
        for passage in passages(article):
            assert passage.text
            for piece in passage.pieces:
                here = text[piece.span.start : piece.span.end]
                assert here == passage.text[piece.at : piece.at + len(piece.span)]
                owners.update(range(piece.span.start, piece.span.end))
    for span in page.noise:
        owners.update(range(span.start, span.end))
    for repair in page.repairs:
        owners.update(i for i in range(repair.span.start, repair.span.end) if not text[i].isspace())
    for i, character in enumerate(text):
        assert owners[i] == 1 or (character.isspace() and not owners[i]), (i, text[i - 9 : i + 9])


def assert_joins_can_be_undone(text: str, page: Page) -> None:
    """Between two pieces of a passage stands what repairs left out, or a caption, and nothing else."""
    mended = {i for r in page.repairs for i in range(r.span.start, r.span.end)}
    for article in page.articles:
        pictures = {i for c in article.captions for i in range(*placed_range(c.passage))}
        for paragraph in article.paragraphs:
            for above, below in zip(paragraph.pieces, paragraph.pieces[1:], strict=False):
                between = range(above.span.end, below.span.start)
                left = [i for i in between if i not in mended and not text[i].isspace()]
                assert set(left) <= pictures
                assert mended.intersection(between)


def placed_range(passage: Passage) -> tuple[int, int]:
    return passage.span.start, passage.span.end


def squeezed(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


def text_of(passage: Passage | None) -> str | None:
    return passage.text if passage else None


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_the_articles_of_a_seed_are_those_of_the_gold(path: Path) -> None:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    assert len(page.articles) == len(gold["articles"])
    for want, got in zip(gold["articles"], page.articles, strict=True):
        assert text_of(got.title) == want["title"]
        assert text_of(got.kicker) == want["kicker"]
        assert text_of(got.subtitle) == want["subtitle"]
        assert [author.name for author in got.authors] == [a["name"] for a in want["authors"]]
        assert got.script == want["script"]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_the_paragraphs_of_a_seed_begin_and_end_as_in_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    for want, got in zip(gold["articles"], page.articles, strict=True):
        ends = [(p["first10"], p["last10"]) for p in want["paragraph_map"]]
        assert [(p.text[:10], p.text[-10:]) for p in got.paragraphs] == ends


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_headings_captions_and_summary_of_a_seed_are_those_of_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    for want, got in zip(gold["articles"], page.articles, strict=True):
        assert [h.passage.text for h in got.headings] == want["headings"]
        assert [c.passage.text for c in got.captions] == [c["text"] for c in want["captions"]]
        assert [s.text[:15] for s in got.summary] == [s["first15"] for s in want["summary"]]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_date_and_publication_of_a_seed_are_among_those_the_gold_accepts(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))

    page = seed(path.stem)

    for want, got in zip(gold["articles"], page.articles, strict=True):
        accepted = [want["published"]["value"], *want["published"]["acceptable"]]
        assert got.published.value in accepted
        publication = got.publication.name if got.publication else None
        assert publication in want["source"]["acceptable"]


def test_trailing_headlines_of_others_are_noise() -> None:
    gold = json.loads((ROOT / "tests/gold/002_818aa2e4a76427a5.json").read_text("utf-8"))
    text = (ROOT / "seeds/002_818aa2e4a76427a5.txt").read_text("utf-8")

    page = split(text)

    assert [text[s.start : s.end] for s in page.noise] == [n["text"] for n in gold["noise"]]


def test_a_stamp_against_a_dateline_is_recorded_as_a_conflict() -> None:
    [article] = seed("002_818aa2e4a76427a5").articles

    assert article.published.value == "2022-09-28"
    assert article.published.dateline == "4月20日"
    assert article.published.conflict
    assert article.script is Script.HANT


def test_the_year_of_an_anniversary_page_quotes_its_banner() -> None:
    text = (ROOT / "seeds/000_bb3767e145ef9600.txt").read_text("utf-8")

    [article] = split(text).articles

    assert article.published.basis is Basis.INFERRED
    assert [text[s.start : s.end] for s in article.published.evidence] == ["中国共产党成立100周年"]


def test_a_repeated_fragment_at_a_column_break_is_dropped_and_recorded() -> None:
    text = (ROOT / "seeds/001_a8e5c3ad946ad7f3.txt").read_text("utf-8")

    page = split(text)

    [repeat] = [r for r in page.repairs if r.kind is RepairKind.DROPPED_REPEAT]
    assert text[repeat.span.start : repeat.span.end] == "情。"
    assert any("创建热情。为调动" in p.text for p in page.articles[0].paragraphs)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem[:3])
def test_each_character_of_a_seed_has_one_place_and_joins_can_be_undone(path: Path) -> None:
    text = (ROOT / "seeds" / f"{path.stem}.txt").read_text("utf-8")

    page = split(text)

    assert_each_character_has_one_place(text, page)
    assert_joins_can_be_undone(text, page)


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


def test_an_ordinary_report_is_read_whole() -> None:
    text = (
        "岳村镇党建引领促振兴\n\n来源：许昌日报 发布时间：2022-12-20 08:17\n\n"
        f"　　本报讯（记者 王小明 通讯员 李四）近日，{PROSE}\n\n一、主要做法\n\n　　{PROSE}\n\n责任编辑：王二小\n"
    )

    [article] = split(text).articles

    assert text_of(article.title) == "岳村镇党建引领促振兴"
    assert [author.name for author in article.authors] == ["王小明", "李四"]
    assert article.publication is not None
    assert article.publication.name == "许昌日报"
    assert article.published.value == "2022-12-20"
    assert [p.text for p in article.paragraphs] == [f"近日，{PROSE}", PROSE]
    assert [h.passage.text for h in article.headings] == ["一、主要做法"]


def test_a_letterhead_signature_with_its_date_is_read_at_the_end() -> None:
    text = f"关于党建工作的情况报告\n{PROSE}\n中共岳村镇委员会\n2021年6月30日\n"

    [article] = split(text).articles

    assert article.published.value == "2021-06-30"
    assert [b.text for b in article.bylines] == ["中共岳村镇委员会", "2021年6月30日"]
    assert article.headings == ()


def test_two_signed_reports_in_one_file_are_two_articles() -> None:
    one = f"岳村镇抓组织\n本报记者 王小明\n{PROSE}\n"
    two = f"\n古店镇抓队伍\n本报记者 李四\n{PROSE}\n"

    page = split(one + two)

    assert [text_of(a.title) for a in page.articles] == ["岳村镇抓组织", "古店镇抓队伍"]
    assert [[x.name for x in a.authors] for a in page.articles] == [["王小明"], ["李四"]]


def test_a_caption_in_the_middle_of_a_sentence_does_not_end_it() -> None:
    text = f"题目一行\n\n{PROSE}\n\n{PROSE[:30]}为群众办事办得更\n\n图为村民在采摘草莓。\n\n好，{PROSE}"

    [article] = split(text).articles

    assert len(article.paragraphs) == 2
    assert article.paragraphs[1].text == f"{PROSE[:30]}为群众办事办得更好，{PROSE}"
    assert [c.after for c in article.captions] == [2]


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


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n　\r\n"])
@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize(
    ("line", "author", "publication"),
    [
        ("记者 张三 2021年6月27日", "张三", None),
        ("2021年6月27日　　通讯员：张三", "张三", None),
        ("2021-06-27 石泉日报 记者 张三", "张三", ("石泉日报", Basis.STATED)),
        ("来源：石泉日报 记者 张三 2021年6月27日", "张三", ("石泉日报", Basis.STATED)),
        ("作者：张三 2021年6月27日 来源：石泉日报", "张三", ("石泉日报", Basis.STATED)),
        (
            "中共石泉县委组织部　记者 张三 2021年6月27日",
            "张三",
            ("中共石泉县委组织部", Basis.INFERRED),
        ),
        ("記者 張三 2021年6月27日", "張三", None),
    ],
)
def test_a_line_of_byline_and_date_is_never_a_title(
    gap: str, mark: str, line: str, author: str, publication: tuple[str, Basis] | None
) -> None:
    text = gap.join(("城关镇党建联盟促振兴", mark + line, "　　本报讯 " + PROSE))

    (article,) = split(text).articles

    assert article.kicker is None
    assert article.title is not None
    assert article.title.text == "城关镇党建联盟促振兴"
    assert [each.name for each in article.authors] == [author]
    assert (article.published.value, article.published.basis) == ("2021-06-27", Basis.STATED)
    found = article.publication
    assert ((found.name, found.basis) if found else None) == publication
    assert_each_character_has_one_place(text, split(text))


def test_a_date_that_cannot_be_is_neither_title_nor_date() -> None:
    (article,) = split(f"城关镇党建联盟促振兴\n3021年6月27日\n{PROSE}").articles

    assert article.title is not None
    assert article.title.text == "城关镇党建联盟促振兴"
    assert article.published.value is None
