"""
Quotation marks and what stands between them. Folded text in, quotations and what kind of label they hold out.

Marks are paired from the inside, so one that is never closed swallows nothing. Where a mark is printed the wrong
way round (“板凳“工作法), two marks of one kind make a crooked pair, which only counts with a head noun right after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 40  # characters of a label; speech is longer
_PLAIN_LONGEST = 16  # of a label that neither counts nor lists
_PART_LONGEST = 12  # of one part of a label that lists
_SHORTEST = 2

_CROOKED = re.compile(f'([“”])([^“”‘’《》"\\s,。;:!?、()]{{{_SHORTEST},{_PLAIN_LONGEST}}})\\1')
_MARK = re.compile('[“”‘’"。\n]')
_PAIRS = {"“": "”", "‘": "’"}
_SENTENCE = re.compile("[。!?;…:\n]")
_NUMBER = "零一二三四五六七八九十两双百千万"
_NO_LABEL = re.compile(
    "^\\+|[“《]"
)  # the second half of 统战+ and +统战, or a quotation of its own
_NUMBERS = frozenset(_NUMBER)
_COUNTS_TWICE = re.compile(rf"^(?:[{_NUMBER}\d][^{_NUMBER}\d、+]{{1,4}}){{2,}}$")
# A number with nothing but a measure word after it (五项, 四类案件) counts things and names none.
_MEASURED = re.compile(
    rf"^[{_NUMBER}\d]+(?:[大个项位条款]$|[类种名家户次月日天岁元级批期届层楼线号人件])"
)
_COUNTS = re.compile(
    rf"^(?:[{_NUMBER}]{{1,2}}[大个项位]?[^{_NUMBER}、,]{{1,4}}|\d+[^\d]{{0,3}}|\d*\+?N\+?\d*|[{_NUMBER}\dXYNn]+(?:\+[{_NUMBER}\dXYNn]+)+|[{_NUMBER}\d][A-Z]|[一二三四五六七八九]{{3,6}})$"
)
_UNCOUNTED = re.compile("[统唯专单]一|一[体致流]|万众")  # words whose numeral counts nothing
_OPEN_END = re.compile("(?<=[一-鿿])\\+[NXYn]$")  # and as many more as there are
_YEARS = re.compile(rf"^[{_NUMBER}\d]+年")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of marks: `start` is the opening mark, `end` is after the closing one; `crooked` if both open or close."""

    start: int
    end: int
    label: str
    crooked: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """The innermost and short quotations of a text, in order of their opening marks."""
    open_marks: list[tuple[str, int]] = []
    plain: int | None = None  # where a straight mark " opened
    speech = -1  # where a sentence ended inside straight marks: a mark right after it closes them
    found: list[Quotation] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark in _PAIRS:
            open_marks.append((_PAIRS[mark], at))
        elif mark == '"':
            if plain is not None:
                _keep(found, text, plain, at)
            plain = at if plain is None and at != speech else None
        elif mark in "。\n":
            speech = at + 1 if plain is not None else -1
            plain = None
        else:
            _close(open_marks, mark, text, at, found)
    innermost = (each for each in found if "“" not in each.label and "”" not in each.label)
    found += _crooked(text, {at for each in innermost for at in (each.start, each.end - 1)})
    return sorted(found, key=lambda quotation: quotation.start)


def _crooked(text: str, paired: set[int]) -> list[Quotation]:
    """Short stretches between two marks of one kind that stand in no pair."""
    return [
        Quotation(match.start(), match.end(), match.group(2), crooked=True)
        for match in _CROOKED.finditer(text)
        if match.start() not in paired and match.end() - 1 not in paired
    ]


def _close(
    open_marks: list[tuple[str, int]], mark: str, text: str, at: int, found: list[Quotation]
) -> None:
    for depth in range(1, min(len(open_marks), 3) + 1):  # look past one mark that was never closed
        closing, start = open_marks[-depth]
        if closing == mark:
            del open_marks[-depth:]
            _keep(found, text, start, at)
            return


def _keep(found: list[Quotation], text: str, start: int, at: int) -> None:
    if 1 < at - start <= LONGEST + 1:
        found.append(Quotation(start, at + 1, text[start + 1 : at]))


def is_label(label: str) -> bool:
    """Whether quoted words can be a name: neither speech nor a sentence."""
    if _SENTENCE.search(label) or _NO_LABEL.search(label):
        return False
    if len(label.strip("+ ")) < _SHORTEST:
        return False
    return len(label) <= _PLAIN_LONGEST or is_listing(label)


def is_pun(label: str) -> bool:
    """Whether one character alone is quoted, as a play on words: 暖“新”行动."""
    return len(label) == 1 and "一" <= label <= "鿿"


@lru_cache(maxsize=4096)
def counts_twice(label: str) -> bool:
    """Whether a label is a formula of two numbers or more: 三会一课, 两覆盖四互动一志愿."""
    return bool(_COUNTS_TWICE.match(_UNCOUNTED.sub("同同", label)))


@lru_cache(maxsize=4096)
def is_formula(label: str) -> bool:
    """Whether a label counts: 五查, 1234, 1+N, 一有七中心, 一长三员+N."""
    label = _OPEN_END.sub("", label) or label
    parts = label.split("、")
    if len(parts) > 1:  # 双报到、双报告、双服务
        return all(part[:1] in _NUMBERS for part in parts)
    if counts_twice(label):
        return True
    label = _UNCOUNTED.sub("同同", label)
    return bool(_COUNTS.match(label)) and not _MEASURED.match(label)


def is_listing(label: str) -> bool:
    """Whether a label counts or lists its parts: 党建领、党建抓、党建促."""
    parts = re.split("[、·+]", label)
    return is_formula(label) or (
        len(parts) > 1 and all(len(part) <= _PART_LONGEST for part in parts)
    )


def names_years(label: str) -> bool:
    """Whether a label begins with a number of years: 三年强村."""
    return bool(_YEARS.match(label))
