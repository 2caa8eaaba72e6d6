"""Step 1: bytes to text."""

from __future__ import annotations

import codecs
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.errors import (
    EmptyFile,
    NotText,
    UndecidedEncoding,
    UnknownEncoding,
    UnreadableSource,
)
from archive.pipeline.source.decode import DecodedBytes, decode

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gbk",
    "gb18030",
    "big5",
    "big5hkscs",
    "utf-16-le",
    "utf-16-be",
    "utf-16",
)
CUTS = (None, 3001, 401, 61, 21)
TRADITIONAL = ("big5", "big5hkscs")


def encoded(seed: Path, encoding: str) -> bytes:
    text = seed.read_text("utf-8")
    if encoding in TRADITIONAL:
        text = opencc.OpenCC("s2t").convert(text)
    return text.encode(encoding, "ignore" if encoding in ("gbk", *TRADITIONAL) else "strict")


def decoded_or_refused(data: bytes) -> DecodedBytes | UnreadableSource:
    try:
        return decode(data)
    except UnreadableSource as error:
        return error


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("cut", CUTS)
def test_a_report_is_decoded_whole_or_cut_in_a_character(
    seed: Path, encoding: str, cut: int | None
) -> None:
    data = encoded(seed, encoding)

    found = decode(data[:cut])

    whole = data.decode(encoding)
    assert whole.startswith(found.text)
    # At most one character, or one and a mark, may be lost to the cut.
    assert len(found.text.encode(encoding)) >= len(data[:cut]) - 4
    assert found.score > 0.8


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_byte_text_that_lost_its_first_byte_loses_one_character(
    seed: Path, encoding: str
) -> None:
    text = seed.read_text("utf-8")

    found = decode(text.encode(encoding)[1:])

    assert found.text == text[1:]
    assert found.encoding == encoding


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    found = decode(codecs.BOM_UTF8 + "党建引领".encode())

    assert found.text == "党建引领"
    assert found.encoding == "utf-8"


def test_ascii_is_read_as_utf8() -> None:
    assert decode(b"Party building in towns, 2021.").encoding == "utf-8"


def test_gbk_is_read_as_gb18030_which_holds_rare_characters_too() -> None:
    found = decode("岳村镇坚持党建引领，书记吴喆带头，村民㐂获丰收。".encode("gb18030"))

    assert found.encoding == "gb18030"
    assert "㐂" in found.text


def test_one_bad_byte_does_not_turn_utf8_into_another_encoding() -> None:
    data = ("岳村镇坚持党建引领，扎实推进乡村振兴。" * 20).encode()

    found = decode(data[:300] + b"\xff" + data[300:])

    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 1


def test_what_no_encoding_explains_is_asked_with_the_first_lines_in_each() -> None:
    data = bytes(range(0x80, 0x100)) * 3

    with pytest.raises(UndecidedEncoding) as caught:
        decode(data)

    assert {c.encoding for c in caught.value.candidates} >= {"gb18030", "big5hkscs", "utf-16-le"}
    assert all(len(c.first_lines) <= 5 for c in caught.value.candidates)
    assert any(c.first_lines for c in caught.value.candidates)


def test_a_persons_choice_settles_the_encoding() -> None:
    data = "黨建引領".encode("big5")

    assert decode(data, "big5").text == "黨建引領"
    assert decode(data, "gbk").encoding == "gb18030"


def test_the_mark_tells_which_utf16_a_person_means() -> None:
    data = codecs.BOM_UTF16_BE + "党建引领".encode("utf-16-be")

    assert decode(data, "utf-16").text == "党建引领"


@pytest.mark.parametrize("name", ["klingon", "base64", "latin-1"])
def test_an_encoding_the_archive_does_not_know_is_named(name: str) -> None:
    with pytest.raises(UnknownEncoding) as caught:
        decode(b"abc", name)

    assert name in caught.value.sentence


@pytest.mark.parametrize(
    "data", [b"", b" \n\t", codecs.BOM_UTF8, "　\n　".encode(), codecs.BOM_UTF16_LE]
)
def test_a_file_of_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        decode(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "doc"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0rest", "JPEG"),
        (b"\x7fELF\x02", "程序"),
    ],
)
def test_a_known_binary_is_refused_by_name_whatever_it_is_called(data: bytes, kind: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(data)

    assert kind in caught.value.sentence


@pytest.mark.parametrize("data", [b"\0" * 500, bytes(range(32)) * 40, b"\x01\x02\x03text" * 50])
def test_bytes_of_control_characters_are_no_text(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_sentence(data: bytes) -> None:
    outcome = decoded_or_refused(data)

    if isinstance(outcome, UnreadableSource):
        assert outcome.sentence.endswith("。")
        assert outcome.code
    else:
        assert outcome.text.strip()
        assert 0 <= outcome.score <= 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_nul_becomes_a_replacement_character_in_its_place(encoding: str) -> None:
    text = "岳村镇坚持党建引领，扎实推进乡村振兴各项工作。" * 20
    printed = text[:30] + "\0" + text[30:]

    found = decode(printed.encode(encoding), encoding)

    assert found.text == text[:30] + "\ufffd" + text[30:]


def test_the_candidates_shown_hold_no_nul() -> None:
    data = "岳村镇党建".encode("gb18030") + b"\x00" + b"\xff\xfe\x81" * 60

    with pytest.raises(UndecidedEncoding) as caught:
        decode(data)

    lines = [line for candidate in caught.value.candidates for line in candidate.first_lines]
    assert lines
    assert not any("\0" in line for line in lines)
