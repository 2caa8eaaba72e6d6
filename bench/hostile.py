"""Texts made to stall a pattern: about 1 MB of one thing inside a sentence. Nothing in, their names and texts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SIZE = 1_000_000  # bytes in UTF-8
BEFORE = "池河镇坚持党建引领，今年建成了党群服务中心5个，"
AFTER = "。\n池河镇坚持党建引领，扎实推进乡村振兴各项工作，全镇集体经济收入稳步增长，群众获得感不断增强。\n"
REPEATED = {
    "digits": "1",
    "镇": "镇",
    "quotation marks": "“",
    "pairs of quotation marks": "“”",
    "万": "万",
    "我镇": "我镇",
    "spaces": " ",
    "wide spaces": "\u3000",
    "line breaks": "\n",
    "《": "《",
    "1元、": "1元、",
    "2021年": "2021年",
    "党建+": "党建+",
    "百分之": "百分之",
    "（记者": "（记者",
    "#": "# ",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """A text no report would be, and what it is made of."""

    name: str
    text: str


def hostile_texts(size: int = SIZE) -> Iterator[Hostile]:
    """Each kind at `size` bytes of UTF-8."""
    for name, unit in REPEATED.items():
        yield Hostile(name, BEFORE + unit * (size // len(unit.encode())) + AFTER)
    half = size // 2 // len("（".encode())
    yield Hostile("nested brackets", BEFORE + "（" * half + "）" * half + AFTER)
