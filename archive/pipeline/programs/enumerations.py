"""
Programs named by listing their parts: 月调度、季督导、年考评的工作推进机制, 党支部+合作社+农户的发展模式.

Folded text and the lexicon in, candidates out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.pipeline.programs.candidates import Candidate
from archive.pipeline.programs.phrases import phrase_start
from archive.pipeline.programs.rules import ProgramLexicon
from archive.pipeline.programs.verbs import introduction
from archive.pipeline.text.sieve import Guarded
from archive.pipeline.values import ProgramKind

# 周例会、月考核、年评议的工作机制: the parts name a rhythm, the head noun closes the list.
_RHYTHM = Guarded(
    "(?:(?:每?(?:日(?!常)|周|月|季度?|旬|半年|年)[^\\s,。;、“”的]{1,8})、){1,5}"
    "(?:每?(?:季度?|月|半年|年|周)[^\\s,。;、“”的]{1,8}?)"
    "(等)?(的)?([^\\s,。;、“”的等]{0,6}(?:机制|制度|模式|办法))"
)
_CLOSING = Guarded(
    "(等的?|的)([一-鿿]{0,8}?(?:工作法|模式|机制|制度|体系))(?![化性建])|((?:创建|争创|评选|评比)(?:活动|行动))"
)
_CLAUSE = re.compile("[,。;:!?()\n]")
_LEAD = re.compile(
    "形成|夯实|实行|采取|通过|按照|坚持|落实|实现|运用|建立|探索|推行|构建|打造|创新|以|用|了"
)
_BEFORE = 90  # characters before the closing noun that may hold the list
_FEWEST, _SHORTEST, _LONGEST = 3, 2, 14  # parts, and characters of a part
_KINDS = {
    "制度": ProgramKind.INSTITUTION,
    "活动": ProgramKind.CAMPAIGN,
    "行动": ProgramKind.CAMPAIGN,
}
_STEPS = re.compile("[两三四五六七八九十]步(?:工作|议事|治理|调解|管理|服务)?法(?![律治制规学])")
_TIERS = Guarded(
    "((?:[一-鿿]{2,10}[-—+]{1,3}){1,6}[一-鿿]{2,8}?)的?([二两三四五六]级[一-鿿]{0,8}?(?:体系|网络|架构|机制|格局))(?![化性建])"
)
_LEVEL_BODY = re.compile(
    "(?:院落|湾组|湾子|屋场|塆组|寨子?|塘组|垸落|院坝|大院|楼院|片组)"
    "(?:功能型|联合|临时)?(?:党总支|党支部|党小组|管委会|管委|自管会|自治会|理事会|议事会|监事会)"
)
_QUOTES = frozenset("“”‘’")
_SAYS_NOTHING = frozenset("为更的性化全多不和共有新好")
_PART = "(?:(?!的)[一-鿿A-Za-z0-9]){1,10}"
_CHAIN = re.compile(f"{_PART}(?:\\+{_PART}){{1,6}}")
_CHAIN_HEAD = re.compile("的?[一-鿿]{0,8}?(?:工作法|模式|机制|体系)(?![化性建])")
_CHAIN_END = re.compile("(?:[一-鿿]{0,4}(?:工作法|模式|机制|体系))$")
_RUN = re.compile("[一-鿿A-Za-z0-9]{1,10}$")


@dataclass(frozen=True, slots=True)
class _Enumeration:
    """A list of parts at `start`..`end`; `items` are the parts alone, `rule` the row that found it."""

    start: int
    end: int
    items: str
    name: str
    head: str
    rule: str


def find_rhythms(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield enumerations of a working rhythm closed by 机制, 制度 or 模式."""
    for match in _RHYTHM.finditer(text):
        so_on, of, head = match.groups()
        start = phrase_start(text, match.start(), lexicon) or match.start()
        items = text[start : match.end() - len(head) - len(so_on or "") - len(of or "")]
        name, end = (items, start + len(items)) if so_on else (items + head, match.end())
        yield _candidate(
            text, _Enumeration(start, end, items, name, head, "enumerated-rhythm"), lexicon
        )


def find_steps(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield methods that count their steps without quotation marks: 看、听、问、切四步工作法."""
    for match in _STEPS.finditer(text):
        name = match.group()
        yield _candidate(
            text, _Enumeration(*match.span(), name, name, name, "counted-steps"), lexicon
        )


def find_tiers(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield systems that name and count their tiers: 镇党委—村党总支—网格党支部三级组织体系."""
    for match in _TIERS.finditer(text):
        items, head = match.groups()
        lead = max((verb.end() for verb in lexicon.verb.finditer(items[:10])), default=0)
        start, items = match.start() + lead, items[lead:]
        found = _Enumeration(start, match.end(), items, items + head, head, "counted-tiers")
        yield _candidate(text, found, lexicon)


def find_level_bodies(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield bodies set up below the village, named by their level: 组建屋场党小组."""
    for match in _LEVEL_BODY.finditer(text):
        verb = introduction(text, match.start(), lexicon)
        if verb is not None and verb.kind is ProgramKind.INSTITUTION:
            name = match.group()
            found = _Enumeration(*match.span(), name, name, name, "level-body")
            yield _candidate(text, found, lexicon, ProgramKind.INSTITUTION)


def find_part_lists(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield lists of alike parts that a head noun closes: 群众点单、支部派单、党员接单的服务模式."""
    for closing in _CLOSING.finditer(text):
        begin = max(0, closing.start() - _BEFORE)
        for stop in _CLAUSE.finditer(text, begin, closing.start()):
            begin = stop.end()
        parts = text[begin : closing.start()].split("、")
        if len(parts) < _FEWEST:
            continue
        lead = _lead(parts[0], lexicon)
        parts[0] = parts[0][lead:]
        if _are_alike(parts):
            items = "、".join(parts)
            start, end = begin + lead, closing.end()
            link, head = closing.group(1) or "", closing.group(2) or closing.group(3)
            name = items + head
            if link.startswith("等"):
                name, end = items, closing.start()
            found = _Enumeration(start, end, items, name, head, "enumerated-parts")
            yield _candidate(text, found, lexicon)


def _lead(first: str, lexicon: ProgramLexicon) -> int:
    """How many characters before the first part are its verb: 同步推出 of 同步推出支部联建."""
    verbs = (*_LEAD.finditer(first), *lexicon.verb.finditer(first))
    return max((verb.end() for verb in verbs), default=0)


def _are_alike(parts: Sequence[str]) -> bool:
    if not all(_SHORTEST <= len(part) <= _LONGEST for part in parts):
        return False
    return bool(set.intersection(*map(set, parts)) - _QUOTES - _SAYS_NOTHING)


def find_chains(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield parts joined by + that a head noun closes: 党支部+合作社+农户的发展模式."""
    at = text.find("+")
    while at >= 0:
        run = _RUN.search(text, max(0, at - 10), at)
        start = run.start() if run else at
        for lead in _LEAD.finditer(text, start, at):
            start = lead.end()
        chain = _CHAIN.match(text, start) if start < at else None
        if chain is not None:
            yield from _closed(text, chain, lexicon)
        at = text.find("+", chain.end() if chain else at + 1)


def _closed(text: str, chain: re.Match[str], lexicon: ProgramLexicon) -> Iterator[Candidate]:
    own = _CHAIN_END.search(chain.group())
    after = _CHAIN_HEAD.match(text, chain.end())
    if own and own.start() > 0 and not chain.group()[: own.start()].endswith("+"):
        items, name, end = chain.group()[: own.start()], chain.group(), chain.end()
    elif after:
        items, end = chain.group(), after.end()
        name = items + after.group().removeprefix("的")
    else:
        return
    yield _candidate(
        text, _Enumeration(chain.start(), end, items, name, name, "joined-parts"), lexicon
    )


def _candidate(
    text: str, found: _Enumeration, lexicon: ProgramLexicon, told: ProgramKind | None = None
) -> Candidate:
    verb = introduction(text, found.start, lexicon)
    evidence = (lexicon.evidence[found.rule], *(() if verb is None else (verb.evidence,)))
    kind = told or next((kind for end, kind in _KINDS.items() if found.head.endswith(end)), None)
    return Candidate(
        found.start, found.end, found.items, found.name, kind or ProgramKind.METHOD, evidence
    )
