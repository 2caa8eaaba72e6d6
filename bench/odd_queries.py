"""
Queries as people and machines send them, in any state of disorder. A seed and texts come in, queries go out.

Natural ones, ones of the grammar right and wrong, passages pasted from texts and then damaged, the
syntax of other engines and databases, every corner of Unicode, bytes that are no text.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_from_bytes

WORDS = [
    "党建",
    "支部",
    "积分",
    "村",
    "集体经济",
    "乡村振兴",
    "人居环境整治",
    "网格",
    "志愿服务",
    "书记",
    "党员",
    "雁鸣湖镇",
    "岳村鎭",
    "刁家乡",
    "五星支部",
    "黨建",
    "社區",
    "著力",
    "２０２１年",
    "1.3万",
    "12%",
    "党建+",
    "党建＋",
    "ABC",
    "Party",
    "鸭",
    "的",
    "一",
    "、",
    "，",
    "+",
    "%",
    "或",
    "AND",
    "OR",
    "NOT",
    "標題",
]
FIELDS = [
    "标题",
    "作者",
    "镇",
    "县",
    "市",
    "省",
    "做法",
    "来源",
    "年",
    "title",
    "author",
    "town",
    "county",
    "city",
    "province",
    "program",
    "source",
    "year",
]
OPERATORS = (" ", " ", "　", " AND ", " OR ", " NOT ", " -", " 或 ", "|", " | ", "｜", " －")
BRACKETS = (
    ("(", ")"),
    ("（", "）"),
    ("“", "”"),
    ('"', '"'),
    ("「", "」"),
    ("『", "』"),
    ("＂", "＂"),
)
YEAR_MARKS = ("..", "-", "—", "…")
DEEPEST = 3
ODD_BYTES = (b"\xed\xa0\x80", b"\xff\xfe", b"\xf8\x88", b"\xe5\x85", b"%00", b"\x00")
BYTES_EVERY = 29
OTHER_SYNTAX = (
    "' OR '1'='1",
    "'; DROP TABLE archive_article; --",
    '" UNION SELECT * FROM auth_user --',
    "title:[a TO z]",
    "党建~2",
    "+党建 -支部 *:*",
    "党建^4 && !(支部)",
    "NEAR(党 建, 5)",
    "characters MATCH '党*'",
    '{title body} : "党"',
    "(?:党|建)+$",
    "[一-龥]{2,}",
    "^(a+)+$",
    "党.*建",
    "党?建*",
    "\\u515a\\x00",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%E5%85%9A",
    "${7*7}{{7*7}}",
    "&q=党&page=9",
    "党建#hash?x=y",
)
# First to last code point of what a keyboard, a clipboard or an attack may bring.
RANGES = (
    (0x00, 0x1F),
    (0x20, 0x7E),
    (0x80, 0xFF),
    (0x300, 0x36F),  # combining
    (0x590, 0x6FF),  # right to left
    (0x200B, 0x200F),  # zero width
    (0x202A, 0x202E),  # direction
    (0x2E80, 0x2FD5),  # radicals
    (0x3000, 0x303F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xE000, 0xE010),  # private
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFF01, 0xFFEE),
    (0x1F300, 0x1FAFF),  # emoji
    (0x20000, 0x2A6DF),
    (0xE0100, 0xE01EF),
    (0x10FFFD, 0x10FFFF),
)


@dataclass(frozen=True, slots=True)
class OddQuery:
    """A query as text, and as it stands in an address: the bytes need not be those of any text."""

    text: str
    encoded: str
    kind: str


def odd_queries(seed: int, count: int, texts: Sequence[str]) -> Iterator[OddQuery]:
    """The same `count` queries for the same `seed` and `texts`; texts are what passages are pasted from."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    kinds: tuple[Callable[[random.Random, Sequence[str]], str], ...] = (
        _natural,
        _natural,
        _grammatical,
        _grammatical,
        _pasted,
        _damaged,
        _overlong,
        _other_syntax,
        _unicode,
        _punctuation,
        _nested,
    )
    for number in range(count):
        if number % BYTES_EVERY == 0:
            data = "党建".encode() * dice.randrange(2) + dice.choice(ODD_BYTES) * dice.randint(1, 9)
            yield OddQuery(data.decode("utf-8", "replace"), quote_from_bytes(data), "bytes")
            continue
        make = kinds[number % len(kinds)]
        text = make(dice, texts)
        yield OddQuery(text, quote(text, safe=""), make.__name__.removeprefix("_"))


def _natural(dice: random.Random, texts: Sequence[str]) -> str:
    words = [dice.choice(WORDS) for _ in range(dice.randint(0, 3))]
    return dice.choice((" ", "　", "")).join([*words, _passage(dice, texts, 1, 8)])


def _grammatical(dice: random.Random, texts: Sequence[str], depth: int = 0) -> str:
    terms = [_term(dice, texts, depth) for _ in range(dice.randint(1, 4))]
    return "".join(part for term in terms for part in (dice.choice(OPERATORS), term)).strip()


def _term(dice: random.Random, texts: Sequence[str], depth: int) -> str:
    """A word, group or literal, now and then with a field or excluded, not always closed."""
    years = f"{dice.randint(1990, 2030)}{dice.choice(YEAR_MARKS)}{dice.randint(1990, 2030)}"
    term = dice.choice((dice.choice(WORDS), _passage(dice, texts, 1, 5), years))
    if depth < DEEPEST and _one_in(dice, 4):
        term = _grammatical(dice, texts, depth + 1)
    if _one_in(dice, 3):
        opening, closing = dice.choice(BRACKETS)
        term = opening + term + ("" if _one_in(dice, 10) else closing)
    if term == years or _one_in(dice, 4):
        term = dice.choice(FIELDS) + dice.choice(":：") + term
    return dice.choice(("", "", "-", "NOT ", "－")) + term


def _one_in(dice: random.Random, number: int) -> bool:
    return dice.randrange(number) == 0


def _pasted(dice: random.Random, texts: Sequence[str]) -> str:
    opening, closing = dice.choice((("", ""), *BRACKETS))
    return opening + _passage(dice, texts, 10, 100) + closing


def _damaged(dice: random.Random, texts: Sequence[str]) -> str:
    """A passage with characters lost, doubled, exchanged, or joined by what a bad copy brings."""
    characters = list(_passage(dice, texts, 4, 60))
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(characters))
        characters[at] = dice.choice(
            (
                "",
                characters[at] * 2,
                " ",
                "\n",
                "\u200b",
                "\xad",
                "·",
                "“",
                "(",
                "-",
                "|",
                dice.choice(characters),
            )
        )
    return "".join(characters)


def _overlong(dice: random.Random, texts: Sequence[str]) -> str:
    if _one_in(dice, 2):
        return _passage(dice, texts, 90, 110)
    return dice.choice((dice.choice(WORDS), *OPERATORS)) * dice.choice((13, 40, 100, 1000))


def _other_syntax(dice: random.Random, texts: Sequence[str]) -> str:
    return dice.choice(OTHER_SYNTAX) + dice.choice(("", " ")) + _passage(dice, texts, 0, 4)


def _unicode(dice: random.Random, texts: Sequence[str]) -> str:  # noqa: ARG001
    drawn = []
    for _ in range(dice.randint(1, 60)):
        first, last = dice.choice(RANGES)
        drawn.append(chr(dice.randint(first, last)))
    return "".join(drawn)


def _punctuation(dice: random.Random, texts: Sequence[str]) -> str:
    marks = "()（）“”\"'「」『』＂|｜-－ 　:：+,，。*?~^\\/《》·…[]{}<>&%#"
    parts = [
        dice.choice((dice.choice(marks), dice.choice(marks), _passage(dice, texts, 1, 2)))
        for _ in range(dice.randint(1, 30))
    ]
    return "".join(parts)


def _nested(dice: random.Random, texts: Sequence[str]) -> str:
    opening, closing = dice.choice(BRACKETS)
    depth = dice.choice((1, 2, 3, 4, 5, 30))
    return opening * depth + _grammatical(dice, texts, 3) + closing * (depth + dice.randint(-1, 1))


def _passage(dice: random.Random, texts: Sequence[str], shortest: int, longest: int) -> str:
    text = dice.choice(texts)
    start = dice.randrange(max(len(text) - longest, 0) + 1)
    return text[start : start + dice.randint(shortest, longest)] or text[:1]
