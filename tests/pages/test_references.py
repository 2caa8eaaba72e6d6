"""BibTeX and RIS: what is known and nothing else, whatever characters it holds."""

from __future__ import annotations

import datetime as dt

from archive.models import Article
from archive.reading.references import write_bibtex, write_ris

TODAY = dt.date(2026, 11, 22)
URL = "https://archive.example/articles/7/"


def article(**values: object) -> Article:
    """An article that prints everything."""
    return Article(
        **{
            "pk": 7,
            "title": "凝聚红色力量",
            "subtitle": "——观摩侧记",
            "authors": [{"name": "胡晨", "role": "记者"}, {"name": "张磊", "role": None}],
            "publication": "许昌日报",
            "publication_basis": "stated",
            "published": "2019-12-27",
            "published_basis": "stated",
            **values,
        }
    )


def test_bibtex_has_every_known_field() -> None:
    entry = write_bibtex(article(), URL, TODAY)

    assert entry.startswith("@article{archive7,\n")
    assert "  author = {{胡晨} and {张磊}},\n" in entry
    assert "  title = {{凝聚红色力量}},\n" in entry
    assert "  journaltitle = {许昌日报},\n" in entry
    assert "  date = {2019-12-27},\n" in entry
    assert entry.endswith("}\n\n")


def test_an_inferred_date_is_a_note() -> None:
    inferred = article(published="2021", published_basis="inferred")

    assert "date = {2021}" not in write_bibtex(inferred, URL, TODAY)
    assert "note = {[2021]}" in write_bibtex(inferred, URL, TODAY)
    assert "DA  - " not in write_ris(inferred, URL, TODAY)
    assert "N1  - [2021]\r\n" in write_ris(inferred, URL, TODAY)


def test_bibtex_takes_no_character_for_its_own() -> None:
    entry = write_bibtex(article(title=r"100%达标_{a}\b#1&2$~^"), URL, TODAY)

    assert (
        r"title = {{100\%达标\_\{a\}\textbackslash{}b\#1\&2\$\textasciitilde{}\textasciicircum{}}}"
        in entry
    )


def test_ris_has_a_line_for_each_author_and_ends_its_entry() -> None:
    lines = write_ris(article(), URL, TODAY).split("\r\n")

    assert lines[0] == "TY  - NEWS"
    assert [line for line in lines if line.startswith("AU")] == ["AU  - 胡晨", "AU  - 张磊"]
    assert "DA  - 2019/12/27" in lines
    assert "ER  - " in lines


def test_what_is_unknown_is_left_out() -> None:
    bare = article(
        title="",
        subtitle="",
        authors=[],
        publication="",
        published="",
        publication_basis="none",
        published_basis="none",
    )

    for field in ("author", "subtitle", "journaltitle", "date"):
        assert f"  {field} = " not in write_bibtex(bare, URL, TODAY)
    for tag in ("AU", "T2", "PY", "DA"):
        assert f"{tag}  - " not in write_ris(bare, URL, TODAY)


def test_a_report_without_a_title_goes_by_its_first_words() -> None:
    untitled = article(
        title="", content={"paragraphs": [{"text": "近年来，某镇党委牢固树立理念。"}]}
    )

    assert "TI  - 〔无题〕近年来，某镇党委牢固树立理念。…\r\n" in write_ris(untitled, URL, TODAY)
    assert "title = {{〔无题〕近年来，某镇党委牢固树立理念。…}}" in write_bibtex(
        untitled, URL, TODAY
    )


def test_the_subtitle_follows_its_title_without_the_dash() -> None:
    assert "TI  - 凝聚红色力量:观摩侧记\r\n" in write_ris(article(), URL, TODAY)
    assert "  subtitle = {{观摩侧记}},\n" in write_bibtex(article(), URL, TODAY)
