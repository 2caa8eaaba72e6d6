"""Where each article of a page begins."""

from __future__ import annotations

from archive.pipeline.page.classify import classify
from archive.pipeline.page.lines import read_lines
from archive.pipeline.page.sections import Sections, find_sections
from archive.pipeline.values import Container, Decoded

PROSE = (
    "岳村镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。"
)


def sections(text: str) -> Sections:
    return find_sections(classify(read_lines(Decoded(text, "utf-8", Container.TEXT, 1.0)).lines))


def openings(text: str) -> list[str]:
    return [run[0].text for run in sections(text).articles]


def test_a_headline_with_a_byline_and_prose_opens_an_article() -> None:
    text = f"抓组织\n本报记者 王小明\n{PROSE}\n抓队伍\n本报记者 李四\n{PROSE}"

    assert openings(text) == ["抓组织", "抓队伍"]


def test_a_headline_without_a_byline_only_heads_a_section() -> None:
    assert openings(f"抓组织\n本报记者 王小明\n{PROSE}\n抓队伍\n{PROSE}") == ["抓组织"]


def test_a_byline_among_the_last_captions_opens_nothing() -> None:
    text = f"抓组织\n{PROSE}\n村容\n本报记者 王小明\n图为村民在采摘草莓。"

    assert openings(text) == ["抓组织"]


def test_a_kicker_belongs_to_the_article_below_it() -> None:
    text = f"抓组织\n本报记者 王小明\n{PROSE}\n夯实基础\n抓队伍\n——李庄纪实\n本报记者 李四\n{PROSE}"

    assert openings(text) == ["抓组织", "夯实基础"]


def test_the_headline_of_a_page_of_several_articles_is_a_banner() -> None:
    text = (
        f"# 创新党建促发展\n## 抓组织\n本报记者 王小明\n{PROSE}\n## 抓队伍\n本报记者 李四\n{PROSE}"
    )

    found = sections(text)

    assert [block.text for block in found.banners] == ["创新党建促发展"]
    assert [run[0].text for run in found.articles] == ["抓组织", "抓队伍"]


def test_the_headline_of_a_page_of_one_article_is_no_banner() -> None:
    assert sections(f"# 创新党建促发展\n本报记者 王小明\n{PROSE}").banners == ()


def test_first_level_headings_with_prose_each_are_articles() -> None:
    assert openings(f"# 抓组织\n{PROSE}\n# 抓队伍\n{PROSE}") == ["抓组织", "抓队伍"]


def test_a_first_level_heading_without_prose_of_its_own_splits_nothing() -> None:
    assert openings(f"# 抓组织\n# 抓队伍\n{PROSE}") == ["抓组织"]
