"""
Programs named without quotation marks: documents in title marks, names the lexicon knows, what stands under an
umbrella, and a verb with a noun phrase (建立动态精准补短机制). Folded text and the lexicon in, candidates out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from archive.pipeline.programs.asides import title_aside
from archive.pipeline.programs.candidates import Candidate, Found
from archive.pipeline.programs.names import plain_form
from archive.pipeline.programs.rules import ProgramLexicon, Where
from archive.pipeline.programs.verbs import introduction
from archive.pipeline.values import Evidence

_WINDOW = 24  # characters before a head noun that may hold its name
_SHORTEST, _LONGEST = 2, 20  # characters before the head noun
_SHORTEST_NAME = 5
_UNDER = 22  # points an umbrella gives less to what stands under it
_TITLE = re.compile("《([^《》。\n]{2,60})》")
_BREAK = re.compile(
    "[,。;:!?()“”‘’《》、…\\s\\d]|的|了|(?<![结应针面相])对|和(?!谐|美|合)|与|及|以|把|将|在|从|被"
    "|让|使|等|是|有|为(?!民)|要"
)
# What begins with one of these is no name but a clause: 入选…示范点, 修订…制度.
_CLAUSE_FIRST = re.compile(
    "[抓促做搞按用靠凭没已正再又还也都并且因如若则而给由之]|入选|修订|召开|印发|出台|下发|加强|加快|加大|参观|获评|获得|荣获|成功"
    "|推动|促进|提升|强化|推进|进一步|不断|持续|积极|认真|切实|紧紧|坚决|贯彻|宣传|学习|研究|讨论|各项|利用"
)
# A verb so plain that a name may hold another before it: 健全营商机制街道探索建立项目督办机制.
_OPENER = re.compile("探索建立|建立健全|健全完善|建立|构建|推行")
_CLAUSE = re.compile("[,。;:!?\n]")
_MEASURE = re.compile("(?:起|出|好)?(?:一[个项套种批支系列]+|[两三四五六七八九十]+[个项支种])?")
_RUNS_ON = re.compile(
    "化|性|体系|创新|改革|体制|优势|层面|文化|安排|设计|保障|建设|问题|制定|约束|伍|专题|学习"
)
_MANY = re.compile("各项|各类|一系列|相结合|多种")
# Verbs that may follow one another before a name: 探索完善社区助餐机制.
_CHAINED = re.compile("(?:完善|健全|建立|组建|推行|实施|开展|落实|打造|构建|优化|强化|实行)")
_MARK = re.compile("[ \t\n\"'“”‘’《》〈〉]")
_OPENING, _CLOSING = "“‘《", "”’》"


def find_titles(text: str, lexicon: ProgramLexicon) -> Iterator[Found]:
    """Yield the documents and periodicals in title marks, and the titles that are neither."""
    for match in _TITLE.finditer(text):
        title = match.group(1)
        if plain_form(title) in lexicon.known.by_form:
            continue
        end = lexicon.title_end.search(title)
        law = lexicon.asides.title_pattern.match(title)
        if end is None or law:
            yield title_aside(title, match.start(), match.end(), lexicon)
        # 《规则》 and 《管理办法》 stand for a longer title printed before.
        elif lexicon.generic.sub("", title[: end.start()]):
            head = lexicon.titles[end.group(1)]
            evidence = _with_verb(text, match.start(), Evidence(head.id, head.points), lexicon)
            yield Candidate(match.start(), match.end(), title, f"《{title}》", head.kind, evidence)


def find_standing(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield the programs the lexicon knows by name, quotation marks inside the name left out."""
    # How many characters of the plain text stand before each mark left out.
    before = [mark.start() - count for count, mark in enumerate(_MARK.finditer(text))]
    plain = _MARK.sub("", text) if before else text
    for match in lexicon.known.pattern.finditer(plain):
        known = lexicon.known.by_form[match.group()]
        first = match.start() + bisect_right(before, match.start())
        last = match.end() - 1 + bisect_right(before, match.end() - 1)
        start, end = _with_marks(text, first, last + 1)
        evidence = _with_verb(text, start, Evidence(known.rule, known.points), lexicon)
        name = known.name
        yield Candidate(start, end, name, name, known.kind, evidence, standing=known.national)


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation marks that open or close in it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    opened = bool(before) and before in _OPENING
    closed = bool(after) and after in _CLOSING
    inside = text[start:end]
    if opened and (closed or any(mark in inside for mark in _CLOSING)):
        start -= 1
    if closed and (opened or any(mark in inside for mark in _OPENING)):
        end += 1
    return start, end


def find_umbrellas(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield what is named under an umbrella without quotation marks: 党建+脱贫攻坚."""
    for umbrella in lexicon.umbrellas.values():
        evidence = (Evidence(umbrella.id, umbrella.points - _UNDER),)
        for match in re.finditer(re.escape(umbrella.name) + "([一-鿿]{2,6})(?![一-鿿])", text):
            name = match.group()
            yield Candidate(match.start(), match.end(), name, name, umbrella.child_kind, evidence)


def _with_verb(
    text: str, at: int, first: Evidence, lexicon: ProgramLexicon
) -> tuple[Evidence, ...]:
    verb = introduction(text, at, lexicon)
    return (first,) if verb is None else (first, verb.evidence)


def find_phrases(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield noun phrases that a verb introduces and a head noun ends: 推行义务值班制度."""
    for match in lexicon.head_patterns[Where.PHRASE].finditer(text):
        if _RUNS_ON.match(text, match.end()):
            continue
        start = phrase_start(text, match.start(), lexicon)
        if start is None:
            continue
        phrase = text[start : match.start()]
        if _is_particular(phrase, match.group(), lexicon):
            [head, *_] = lexicon.heads[Where.PHRASE][match.group()]
            name = text[start : match.end()]
            evidence = _with_verb(text, start, Evidence(head.id, head.points), lexicon)
            yield Candidate(start, match.end(), name, name, head.kind, evidence)


def phrase_start(text: str, end: int, lexicon: ProgramLexicon) -> int | None:
    """Where the noun phrase that ends at `end` begins; None where no verb introduces it."""
    begin = max(0, end - _WINDOW)
    for stop in _BREAK.finditer(text, begin, end):
        begin = stop.end()
    for opener in _OPENER.finditer(text, begin, end - 1):
        begin = opener.start()
    verb = lexicon.verb.search(text, begin, end)
    if verb is not None and verb.end() < end:
        after = verb.end()
        while chained := _CHAINED.match(text, after, end):
            after = chained.end()
        measure = _MEASURE.match(text, after, end)
        return measure.end() if measure else after
    if begin == 0 or text[begin - 1] not in "、和及与":
        return None
    clause = max(0, begin - 60)
    for stop in _CLAUSE.finditer(text, clause, begin):
        clause = stop.end()
    return begin if lexicon.verb.search(text, clause, begin) else None


def _is_particular(phrase: str, head: str, lexicon: ProgramLexicon) -> bool:
    """Whether anything is left of a phrase without the words every mechanism is called by."""
    if not _SHORTEST <= len(phrase) <= _LONGEST or len(phrase) + len(head) < _SHORTEST_NAME:
        return False
    if _MANY.search(phrase):
        return False
    return not _CLAUSE_FIRST.match(phrase) and len(lexicon.generic.sub("", phrase)) >= _SHORTEST
