"""
Programs named without quotation marks: documents in title marks, enumerations, standing institutions,
and a verb with a noun phrase (建立动态精准补短机制). Folded text and the lexicon in, candidates out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.pipeline.programs.candidates import Candidate
from archive.pipeline.programs.rules import ProgramLexicon, Where
from archive.pipeline.values import ProgramKind

_WINDOW = 24  # characters before a head noun that may hold its name
_SHORTEST, _LONGEST = 2, 20  # characters before the head noun
_SHORTEST_NAME = 5
_TITLE = re.compile("《([^《》。\n]{2,60})》")
_BREAK = re.compile(
    "[,。;:!?()“”‘’《》、…\\s\\d]|的|了|(?<![结应针面相])对|和(?!谐|美|合)|与|及|以|把|将|在|从|被"
    "|让|使|等|是|有|为(?!民)|要"
)
# What begins with one of these is no name but a clause: 入选…示范点, 修订…制度.
_CLAUSE_FIRST = re.compile(
    "[抓促做搞按用靠凭没已正再又还也都并且因如若则而给由]|入选|修订|召开|印发|出台|下发|加强|加快|加大|参观|获评|获得|荣获|成功"
    "|推动|促进|提升|强化|推进|进一步|不断|持续|积极|认真|切实|紧紧|坚决|贯彻|宣传|学习|研究|讨论|各项|利用"
)
# A verb so plain that a name may hold another before it: 健全营商机制街道探索建立项目督办机制.
_OPENER = re.compile("探索建立|建立健全|健全完善|建立|构建|推行")
_CLAUSE = re.compile("[,。;:!?\n]")
_MEASURE = re.compile("(?:起|出|好)?(?:一[个项套种批支系列]+|[两三四五六七八九十]+[个项支种])?")
_RUNS_ON = re.compile(
    "化|性|体系|创新|改革|体制|优势|层面|文化|安排|设计|保障|建设|问题|制定|约束|伍|专题|学习"
)
# 周例会、月考核、年评议的工作机制: the parts name a rhythm, the head noun closes the list.
_RHYTHM = re.compile(
    "(?:(?:每?(?:周|月|季度?|旬|半年|年)[^\\s,。;、“”的]{1,8})、){1,5}"
    "(?:每?(?:季度?|月|半年|年|周)[^\\s,。;、“”的]{1,8}?)"
    "(等)?(的)?([^\\s,。;、“”的等]{0,6}(?:机制|制度|模式|办法))"
)
_RHYTHM_WEIGHT = 0.82


def find_titles(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield the documents and periodicals in title marks."""
    for match in _TITLE.finditer(text):
        title = match.group(1)
        end = lexicon.title_end.search(title)
        # 《规则》 and 《管理办法》 stand for a longer title printed before.
        if end is not None and lexicon.generic.sub("", title[: end.start()]):
            head = lexicon.titles[end.group(1)]
            yield Candidate(
                match.start(),
                match.end(),
                title,
                f"《{title}》",
                head.kind,
                head.weight,
                (head.id,),
            )


def find_rhythms(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield enumerations of a working rhythm closed by 机制, 制度 or 模式."""
    for match in _RHYTHM.finditer(text):
        so_on, of, head = match.groups()
        start = _phrase_start(text, match.start(), lexicon) or match.start()
        items = text[start : match.end() - len(head) - len(so_on or "") - len(of or "")]
        kind = ProgramKind.INSTITUTION if head.endswith("制度") else ProgramKind.METHOD
        name, end = (items, start + len(items)) if so_on else (items + head, match.end())
        yield Candidate(start, end, items, name, kind, _RHYTHM_WEIGHT, ("enumerated-rhythm",))


def find_standing(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield the national standing institutions, campaigns and methods named in `text`."""
    for match in lexicon.standing_pattern.finditer(text):
        known = lexicon.standing[match.group()]
        yield Candidate(
            match.start(),
            match.end(),
            known.name,
            known.name,
            known.kind,
            known.weight,
            (known.id,),
        )


def find_umbrellas(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield what is named under an umbrella without quotation marks: 党建+脱贫攻坚."""
    for umbrella in lexicon.umbrellas.values():
        for match in re.finditer(re.escape(umbrella.name) + "([一-鿿]{2,6})(?![一-鿿])", text):
            yield Candidate(
                match.start(),
                match.end(),
                match.group(),
                match.group(),
                umbrella.child_kind,
                umbrella.weight - 0.2,
                (umbrella.id,),
            )


def find_phrases(text: str, lexicon: ProgramLexicon) -> Iterator[Candidate]:
    """Yield noun phrases that a verb introduces and a head noun ends: 推行义务值班制度."""
    for match in lexicon.head_patterns[Where.PHRASE].finditer(text):
        if _RUNS_ON.match(text, match.end()):
            continue
        start = _phrase_start(text, match.start(), lexicon)
        if start is None:
            continue
        phrase = text[start : match.start()]
        if _is_particular(phrase, match.group(), lexicon):
            [head, *_] = lexicon.heads[Where.PHRASE][match.group()]
            name = text[start : match.end()]
            known = lexicon.standing.get(name) or lexicon.standing.get(phrase)
            name, kind = (known.name, known.kind) if known else (name, head.kind)
            rules = (known.id if known else head.id, "verb-introduces")
            yield Candidate(start, match.end(), name, name, kind, head.weight, rules)


def _phrase_start(text: str, end: int, lexicon: ProgramLexicon) -> int | None:
    """Where the noun phrase that ends at `end` begins; None where no verb introduces it."""
    begin = max(0, end - _WINDOW)
    for stop in _BREAK.finditer(text, begin, end):
        begin = stop.end()
    for opener in _OPENER.finditer(text, begin, end - 1):
        begin = opener.start()
    verb = lexicon.verb.search(text, begin, end)
    if verb is not None and verb.end() < end:
        measure = _MEASURE.match(text, verb.end(), end)
        return measure.end() if measure else verb.end()
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
    return not _CLAUSE_FIRST.match(phrase) and len(lexicon.generic.sub("", phrase)) >= _SHORTEST
