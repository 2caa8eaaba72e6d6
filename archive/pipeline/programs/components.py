"""
The parts of a program: 一个核心、两个平台… of a “1234”工作法, and the sentence that explains each.

The folded passages of an article and a mention in, components with passage spans out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from archive.pipeline.programs.quotes import is_listing
from archive.pipeline.text.clauses import Layout, lay_out
from archive.pipeline.values import Span

_NUMBER = {character: number for number, character in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "双": 2,
}
_COUNTED = re.compile("[一二三四五六七八九十两双]|\\d")
_FEWEST, _MOST = 2, 12  # parts
_REACH = 160  # characters after a mention that may list its parts
_BEFORE = 120  # characters before one that may
_SEARCHED = 1_200  # characters of a passage in which its parts may be told
_PASSAGES = 8  # passages after it, too
_OPENED = re.compile(
    "[一-鿿]{0,6}[(:]|[一-鿿]{0,6},?(?:即|就是|是指|指的是|分别[是为]|包括)[,:]?|[一-鿿]{0,6},也就是"
)
_STOP = re.compile("[。;!?)\n]")
_CLAUSE = re.compile("[,。;:!?\n]")
_ITEM = re.compile("[、,]|”“|’‘")
_QUOTES = "“”‘’\"'"
_SHORTEST_ITEM, _LONGEST_ITEM = 2, 24
_MARKER = re.compile("[一二三四五六七八九十]是[,:]?")
_NAMED = re.compile("[^,。;:!?、\n]{2,30}")
_VERB_LABEL = re.compile("([一二三四五六七八九十两])[个大项]([一-鿿]{2})$")


@dataclass(frozen=True, slots=True)
class Part:
    """A component: where passage number `passage` names it, and the sentence of `told_in` that explains it."""

    name: str
    passage: int
    span: Span
    told_in: int = 0
    told: Span | None = None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention of a program: passage number, its span there, its label without marks."""

    passage: int
    span: Span
    label: str


class Texts:
    """The folded passages of an article; their sentences are laid out when first asked for."""

    def __init__(self, passages: Sequence[str]) -> None:
        self.passages = passages
        self._layouts: dict[int, Layout] = {}

    def sentence(self, number: int, at: int) -> Span:
        """The sentence of passage `number` that `at` stands in."""
        if number not in self._layouts:
            self._layouts[number] = lay_out(self.passages[number])
        return self._layouts[number].sentence_at(at)


def find_parts(mention: Mentioned, texts: Texts) -> tuple[Part, ...]:
    """The parts told of a program where it is mentioned; none where their count is not the label's."""
    counts = _counts(mention.label)
    ways: tuple[Callable[[Mentioned, Texts], list[Part]], ...] = (
        _listed_after,
        _listed_before,
        _marked,
        _headed,
        _own,
    )
    for way in ways if counts else ():
        found = way(mention, texts)
        if len(found) in counts and _FEWEST <= len(found) <= _MOST:
            return tuple(_explained(part, texts) for part in found)
    return ()


def _counts(label: str) -> frozenset[int]:
    """How many parts a label may have: “1234” four or ten, “五星” five, a list as many as it lists."""
    found = _COUNTED.findall(label)
    numbers = [int(each) if each.isascii() else _NUMBER[each] for each in found]
    counts = {len(numbers), sum(numbers)} if numbers else set()
    return frozenset(counts | ({len(_split(label))} if is_listing(label) else set()))


def _listed_after(mention: Mentioned, texts: Texts) -> list[Part]:
    """“三联”工作法,即联产业、联治理、联服务; “五星”支部(支部过硬星、产业兴旺星…)."""
    text = texts.passages[mention.passage]
    opened = _OPENED.match(text, mention.span.end)
    if opened is None:
        return []
    begin = opened.end()
    stop = _STOP.search(text, begin, begin + _REACH)
    end = stop.start() if stop else begin + _REACH
    comma = text.find(",", begin, end)
    if comma >= 0 and "、" in text[begin:comma]:
        end = comma
    return _items(text, begin, end, mention.passage)


def _listed_before(mention: Mentioned, texts: Texts) -> list[Part]:
    """为信息普及、为安防建设、为农户服务的“三为”模式: each part holds the word that is counted."""
    text, start = texts.passages[mention.passage], mention.span.start
    if not text.startswith("的", max(0, start - 1)):
        return []
    counted = set(mention.label) - set(_NUMBER)
    if not counted:
        return []
    begin = max(0, start - _BEFORE)
    for stop in _CLAUSE.finditer(text, begin, start):
        begin = stop.end()
    parts = _items(text, begin, start - 1, mention.passage)
    if not parts or not all(counted & set(part.name) for part in parts):
        return []
    lead = min(at for each in counted if (at := parts[0].name.find(each)) >= 0)
    span = Span(parts[0].span.start + lead, parts[0].span.end)
    return [replace(parts[0], name=parts[0].name[lead:], span=span), *parts[1:]]


def _marked(mention: Mentioned, texts: Texts) -> list[Part]:
    """一是…;二是… after a mention whose label counts as many."""
    text = texts.passages[mention.passage]
    parts: list[Part] = []
    for marker in _MARKER.finditer(text, mention.span.end, mention.span.end + _SEARCHED):
        named = _NAMED.match(text, marker.end())
        if _NUMBER[marker.group()[0]] == len(parts) + 1 and named is not None:
            sentence = texts.sentence(mention.passage, marker.start())
            parts.append(_part(named, mention.passage, sentence))
    return parts


def _headed(mention: Mentioned, texts: Texts) -> list[Part]:
    """Sentences that open with the word a “三个聚焦” counts: 聚焦教育引导,…。聚焦宣传倡导,…。"""
    label = _VERB_LABEL.search(mention.label)
    if label is None:
        return []
    opening = re.compile(f"(?:^|(?<=[。!?\n])){label.group(2)}")
    parts: list[Part] = []
    last = min(len(texts.passages), mention.passage + _PASSAGES)
    for number in range(mention.passage, last):
        text = texts.passages[number]
        for match in opening.finditer(text, 0, 4 * _SEARCHED):
            named = _NAMED.match(text, match.start())
            if named is not None:
                parts.append(_part(named, number, texts.sentence(number, match.start())))
    return parts


def _part(named: re.Match[str], passage: int, sentence: Span) -> Part:
    return Part(named.group(), passage, Span(*named.span()), passage, sentence)


def _own(mention: Mentioned, texts: Texts) -> list[Part]:
    """The parts a label itself lists: 党建领 and 党建抓 of “党建领、党建抓”."""
    text = texts.passages[mention.passage]
    begin = text.find(mention.label, mention.span.start, mention.span.end)
    if begin < 0 or not is_listing(mention.label):
        return []
    return [
        Part(name, mention.passage, Span(begin + at, begin + at + len(name)))
        for at, name in _split(mention.label)
    ]


def _split(label: str) -> list[tuple[int, str]]:
    placed, at = [], 0
    for part in re.split("[、+·]", label):
        if part:
            placed.append((at, part))
        at += len(part) + 1
    return placed if len(placed) > 1 else []


def _items(text: str, begin: int, end: int, passage: int) -> list[Part]:
    """The items of a list, quotation marks left out; none if one is no name."""
    end = min(end, len(text))
    bounds = [begin, *(at for each in _ITEM.finditer(text, begin, end) for at in each.span()), end]
    parts: list[Part] = []
    for start, stop in zip(bounds[::2], bounds[1::2], strict=True):
        name = text[start:stop].strip(_QUOTES + " ")
        if not _SHORTEST_ITEM <= len(name) <= _LONGEST_ITEM or any(
            mark in name for mark in _QUOTES
        ):
            return []
        start = text.index(name, start)
        parts.append(Part(name, passage, Span(start, start + len(name))))
    return parts


def _explained(part: Part, texts: Texts) -> Part:
    """The part with the first later sentence that names it again, if none is known to explain it."""
    if part.told is not None:
        return part
    own = texts.sentence(part.passage, part.span.start).end
    last = min(len(texts.passages), part.passage + _PASSAGES)
    for number in range(part.passage, last):
        begin = own if number == part.passage else 0
        at = texts.passages[number].find(part.name, begin, begin + _SEARCHED)
        if at >= 0:
            return replace(part, told_in=number, told=texts.sentence(number, at))
    return part
