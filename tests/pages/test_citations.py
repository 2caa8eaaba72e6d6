"""GB/T 7714 lines, honest about what the source does not say."""

from __future__ import annotations

import datetime as dt

from archive.models import Article
from archive.reading.citations import cite

TODAY = dt.date(2026, 11, 22)
URL = "https://archive.example/articles/1/"


def test_what_the_source_says_is_cited_as_it_says() -> None:
    article = Article(
        title="凝聚红色力量",
        subtitle="——许昌观摩侧记",
        authors=[{"name": "胡晨", "role": "记者"}],
        publication="许昌日报",
        publication_basis="stated",
        published="2019-12-27",
        published_basis="stated",
    )

    citation = cite(article, URL, TODAY)

    assert citation.line == (
        "胡晨. 凝聚红色力量:许昌观摩侧记[N/OL]. 许昌日报, 2019-12-27[2026-11-22]. " + URL
    )
    assert citation.missing == ()


def test_what_is_missing_says_so_in_brackets() -> None:
    citation = cite(Article(), URL, TODAY)

    assert citation.line == (f"[作者缺]. [题名缺][N/OL]. [报名缺], [日期缺][2026-11-22]. {URL}")
    assert citation.missing == ("作者", "题名", "报名", "日期")


def test_what_was_inferred_stands_in_brackets() -> None:
    article = Article(
        title="题",
        publication="郑报全媒体",
        publication_basis="inferred",
        published="2021",
        published_basis="inferred",
    )

    assert "[郑报全媒体], [2021][2026-11-22]" in cite(article, URL, TODAY).line


def test_after_three_authors_the_rest_are_summed_up() -> None:
    names = ["甲", "乙", "丙", "丁"]
    article = Article(title="题", authors=[{"name": name, "role": None} for name in names])

    assert cite(article, URL, TODAY).line.startswith("甲, 乙, 丙, 等. 题")
