"""Law 2: a report says the same in whatever encoding and with whatever line ends it comes."""

from __future__ import annotations

import codecs

import opencc
import pytest

from archive.pipeline.read import read_file
from archive.resources import resources
from tests.laws.facts import facts_of, read_text, reading_of
from tests.laws.sources import REPORTS

TO_TAIWAN = opencc.OpenCC("s2tw")  # Big5 has the characters Taiwan writes, not those of s2t


def in_big5(text: str) -> str:
    converted: str = TO_TAIWAN.convert(text)
    return converted


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("gbk", b""),
        ("gb18030", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_a_report_says_the_same_in_every_encoding(name: str, encoding: str, mark: bytes) -> None:
    expected = reading_of(name)

    found = read_file(mark + REPORTS[name].encode(encoding), "报道.txt", resources())

    assert found.decoded.text == expected.decoded.text
    assert found.articles == expected.articles


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("encoding", ["big5", "big5hkscs"])
def test_a_traditional_report_says_the_same_in_big5(name: str, encoding: str) -> None:
    data = in_big5(REPORTS[name]).encode(encoding, "replace")
    expected = read_text(data.decode(encoding))

    found = read_file(data, "報導.txt", resources())

    assert found.articles == expected.articles
    assert facts_of(found) == facts_of(expected)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_report_says_the_same_with_other_line_ends(name: str, end: str, mark: bytes) -> None:
    data = mark + REPORTS[name].replace("\n", end).encode()

    found = read_file(data, "报道.txt", resources())

    assert facts_of(found) == facts_of(reading_of(name))
