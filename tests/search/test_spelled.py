"""What letters may stand for, apart from any index."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pinyin import PLACES
from search.suggesting.spelled import SYLLABLES, count_unlikely, ways_to_read
from search.text.folding import fold
from search.text.readings import read_characters

LAKE = "雁鸣湖镇"


def reads(typed: str, name: str) -> bool:
    """Whether `typed` may be a way to type the beginning of `name`."""
    readings = read_characters(name)
    return any(
        count_unlikely(way, fold(name), readings, 0) is not None for way in ways_to_read(typed)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "ymh",
        "yanminghu",
        "yanmh",
        "ymhu",
        "yan ming hu",
        "yan'ming'hu",
        "yàn míng hú",
        "yan4ming2hu2",
        "YanMingHu",
        "ｙｍｈ",
        "雁mh",
        "雁鸣hu",
        "y",
        "yanminghuzhen",
        "ymhzh",
    ],
)
def test_a_name_is_typed_whole_by_first_letters_and_mixed(typed: str) -> None:
    assert reads(typed, LAKE)


@pytest.mark.parametrize("typed", ["ymc", "yanminghe", "yangming", "湖mh", "ymhzg"])
def test_other_letters_do_not_read_it(typed: str) -> None:
    assert not reads(typed, LAKE)


@pytest.mark.parametrize("typed", ["lüliang", "lvliang", "luliang", "lǚliáng", "lu:liang", "ll"])
def test_u_with_dots_is_typed_in_every_way(typed: str) -> None:
    assert reads(typed, "吕梁市")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("长葛市", "changge"),
        ("洪洞县", "hongtong"),
        ("单县", "shanxian"),
        ("六安市", "luan"),
        ("蚌埠市", "bengbu"),
        ("亳州市", "bozhou"),
        ("尉氏县", "weishi"),
        ("浚县", "xunxian"),
        ("荥阳市", "xingyang"),
        ("大埔县", "dabu"),
        ("铅山县", "yanshan"),
        ("歙县", "shexian"),
        ("黟县", "yixian"),
        ("莘县", "shenxian"),
        ("临朐县", "linqu"),
        ("长垣市", "changyuan"),
        ("长治市", "changzhi"),
        ("乾县", "qianxian"),
    ],
)
def test_places_are_read_as_they_are_called_there(name: str, typed: str) -> None:
    [*likely] = (readings[0] for readings in read_characters(name))

    assert "".join(likely).startswith(typed)
    assert reads(typed, name)


def test_every_reading_of_a_character_may_be_typed() -> None:
    assert reads("zhangge", "长葛市")
    assert reads("danxian", "单县")


def test_the_table_of_places_reads_each_character_once() -> None:
    rows = [line.split(",") for line in PLACES.read_text(encoding="utf-8").splitlines()[1:]]

    assert all(len(name) == len(reading.split()) for name, reading in rows)
    assert all(syllable in SYLLABLES for _name, reading in rows for syllable in reading.split())
    assert len({name for name, _reading in rows}) == len(rows)


@given(st.text(max_size=40))
def test_no_text_is_too_strange_to_be_read(typed: str) -> None:
    for way in ways_to_read(typed):
        assert all(piece.text for piece in way)


@given(st.sampled_from(sorted(SYLLABLES)), st.sampled_from(sorted(SYLLABLES)))
def test_two_whole_syllables_are_among_the_ways(first: str, second: str) -> None:
    ways = ways_to_read(first + second)

    assert any([piece.text for piece in way] == [first, second] for way in ways)
