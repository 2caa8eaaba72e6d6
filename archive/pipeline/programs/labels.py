"""
Programs named by a quoted label: “五查”工作法, “先锋贷”, “一约五会”“一编三定”等制度.

Folded text and the lexicon in, candidates out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.pipeline.programs.candidates import Candidate
from archive.pipeline.programs.quotes import (
    Quotation,
    counts_twice,
    find_quotations,
    is_formula,
    is_label,
    is_listing,
    names_years,
)
from archive.pipeline.programs.rules import Head, Needs, ProgramLexicon, Umbrella, Where
from archive.pipeline.values import ProgramKind

_REACH = 22  # characters after a label that may hold its head noun
_MIDDLE = 12  # of them, how many may stand between label and head noun
_TAIL = re.compile("的?([一-鿿A-Za-z+]{1,22})")
# Where the words after a label stop being part of its name.
_CUT = re.compile(
    "[的了在把对与及是以将从到被让使又也都就而或但并等为]|和(?!谐|美|合)|取得|推进|实现|开展|成为|形成|落实"
    "|引领|助力|带动|推动|促进|先进|覆盖|全面|进行|不断|打造|这|我|他|她|你|着|过|来|去|先后|共|已|成效|走|部署|打通|加强|建立|完善|谈|讲|们|没|不(?!忘)|说|看|问|听(?!证)|做|搞|抓|进(?!步)"
)
_JOINED = re.compile(",?|(?:、|和|及|与|以及)[一-鿿]{0,4}")
_ALONGSIDE = re.compile("暨([一-鿿]{0,6})")
_SO_ON = re.compile("等(?:多?[一二两三四五六七八九十\\d]*[个项大种类]?)?")
_DOCUMENT = re.compile("[一-鿿]{0,14}?的(?=指导意见|实施意见|实施方案|实施细则|行动方案|若干措施)")
# A head noun that runs on into one of these is part of another word: 活动室, 服务中心, 工作组.
_RUNS_ON = re.compile(
    "[室者员师站伍组队院局处圈会点款坊]|中心|措施|成果|原则|意识|能力|水平|项目|银行|工地|矩阵|现场|动员|推进会"
    "|人员|对象|阵地|场所|材料|资金|经费|需要|需求|过程|内容|机械|主张|理论|协议|联盟"
)
_FORMULA_WEIGHT = 0.72
_LONGEST_OWN = 8  # characters of a label with 的 that may still be a name
_ACTOR_REACH = 3  # characters of the longest actor
_COUNTED_POLICY = re.compile("(?:基础|目标|任务|重点|定位)$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A head noun after a label: `words` are all between label and `end`, without 的."""

    head: Head
    words: str
    end: int


def find_labels(text: str, lexicon: ProgramLexicon, *, headline: bool) -> Iterator[Candidate]:
    """Yield the quoted labels of `text` that name programs; a headline's formula needs no head noun."""
    quotations = [q for q in find_quotations(text) if is_label(q.label)]
    for group in _groups(quotations, text):
        yield from _read_group(group, text, lexicon, headline=headline)


def _groups(quotations: Sequence[Quotation], text: str) -> Iterator[list[Quotation]]:
    """Yield runs of labels joined by 、 or nothing: “三会一课”“党员积分”, “夜校”、村干部“早课”."""
    group: list[Quotation] = []
    for quotation in quotations:
        if group and not _joins(text[group[-1].end : quotation.start]):
            yield group
            group = []
        group.append(quotation)
    if group:
        yield group


def _joins(between: str) -> bool:
    return bool(_JOINED.fullmatch(between) or _ALONGSIDE.fullmatch(between))


def _read_group(
    group: Sequence[Quotation], text: str, lexicon: ProgramLexicon, *, headline: bool
) -> Iterator[Candidate]:
    last = group[-1]
    if _is_saying(text, last.end, lexicon):
        group = [q for q in group if q.label in lexicon.standing]
    shared = _shared_head(last, text, lexicon)
    alongside = len(group) > 1 and text[group[-2].end : last.start].startswith("暨")
    for quotation in group:
        if quotation.label in lexicon.stopped:
            continue
        direct = _head_after(quotation, text, lexicon)
        if alongside and quotation is last and direct is not None:
            yield _alongside(quotation, direct, text)
        else:
            yield _candidate(quotation, direct, shared, text, lexicon) or _bare(
                quotation, text, lexicon, headline=headline
            )


def _is_saying(text: str, at: int, lexicon: ProgramLexicon) -> bool:
    """Whether the words after a label say it is a principle or a saying: “三牛”精神."""
    after = _SO_ON.match(text, at)
    at = after.end() if after else at
    if text.startswith("的", at):
        at += 1
    return lexicon.stop_after.match(text, at) is not None


def _head_after(
    quotation: Quotation, text: str, lexicon: ProgramLexicon, where: Where = Where.AFTER
) -> _Found | None:
    """The head noun that follows a label: 工作法 of “五查”工作法, 培养体系 of “选育练评”优秀书记培养体系."""
    tail = _TAIL.match(text, quotation.end, quotation.end + _REACH)
    if tail is None:
        return None
    words = tail.group(1)
    document = _DOCUMENT.match(words)
    reach = _cut(words) if document is None else len(words)
    begin = tail.start(1)
    best: tuple[bool, int, _Found] | None = None
    for match in lexicon.head_patterns[where].finditer(words, 0, reach):
        head = _fitting(lexicon.heads[where][match.group()], quotation.label)
        if head is None or match.start() > _MIDDLE or (document and match.start() < document.end()):
            continue
        if _RUNS_ON.match(text, begin + match.end()):
            continue
        if text.startswith("》", begin + match.end()) and head.kind is ProgramKind.POLICY:
            continue  # the whole title is the document
        found = _Found(head, words[: match.end()], begin + match.end())
        # A noun that any label may take says more than one that needs a formula.
        rank = (head.needs in (Needs.ANY, Needs.YEARS), match.start(), found)
        if best is None or rank[:2] >= best[:2]:
            best = rank
    return best[2] if best else None


def _cut(words: str) -> int:
    cut = _CUT.search(words)
    return cut.start() if cut else len(words)


def _fitting(heads: Sequence[Head], label: str) -> Head | None:
    """The head whose needs the label meets, the most particular first."""
    met = {
        Needs.YEARS: names_years(label),
        Needs.FORMULA: is_formula(label),
        Needs.LISTING: is_listing(label),
        Needs.ANY: True,
    }
    order = list(met)
    fitting = [head for head in heads if met[head.needs]]
    return min(fitting, key=lambda head: order.index(head.needs), default=None)


def _shared_head(last: Quotation, text: str, lexicon: ProgramLexicon) -> _Found | None:
    """The head noun of a whole list: 制度 of “一约五会”“一编三定”等基层组织制度."""
    after = _SO_ON.match(text, last.end)
    end = after.end() if after else last.end
    return _head_after(Quotation(last.start, end, last.label), text, lexicon, Where.SHARED)


def _candidate(
    quotation: Quotation,
    direct: _Found | None,
    shared: _Found | None,
    text: str,
    lexicon: ProgramLexicon,
) -> Candidate | None:
    start, label = quotation.start, quotation.label
    standing = lexicon.standing.get(label)
    verb = ("verb-introduces",) if introduced(text, start, lexicon) else ()
    if label in lexicon.umbrellas and (direct is None or direct.head.needs is not Needs.ANY):
        return _umbrella(quotation, lexicon.umbrellas[label])
    if standing is not None:
        end = direct.end if direct else quotation.end
        return Candidate(
            start, end, standing.name, standing.name, standing.kind, 0.95, (standing.id, *verb)
        )
    bonus = 0.04 if verb else 0.0
    if direct is not None:
        name = f"“{label}”{direct.words}"
        core = name if direct.head.kind is ProgramKind.POLICY and "的" in direct.words else label
        weight = direct.head.weight + bonus
        return Candidate(
            start, direct.end, core, name, direct.head.kind, weight, (direct.head.id, *verb)
        )
    actor = _actor(text, start, lexicon)
    own = _own_head(label, actor, lexicon) or (shared.head if shared else None)
    if own is None:
        return None
    return Candidate(
        start - len(actor),
        quotation.end,
        actor + label,
        f"{actor}“{label}”",
        own.kind,
        own.weight + bonus,
        (own.id, *verb),
    )


def _umbrella(quotation: Quotation, umbrella: Umbrella) -> Candidate:
    return Candidate(
        quotation.start,
        quotation.end,
        umbrella.name,
        umbrella.name,
        umbrella.kind,
        umbrella.weight,
        (umbrella.id,),
    )


def _actor(text: str, at: int, lexicon: ProgramLexicon) -> str:
    """Who a short label belongs to, where the word stands alone: 党员 of 设立党员“宣传教育岗”."""
    actor = lexicon.actor.search(text, max(0, at - _ACTOR_REACH), at)
    if actor is None:
        return ""
    before = text[max(0, actor.start() - 6) : actor.start()]
    alone = not before or not "一" <= before[-1] <= "鿿" or before[-1] in "和及与暨"
    return actor.group(1) if alone or lexicon.ends_in_verb.search(before) else ""


def _own_head(label: str, actor: str, lexicon: ProgramLexicon) -> Head | None:
    """The head noun a label ends in: 贷 of 先锋贷; it may be the whole label where an actor stands before it."""
    for match in lexicon.head_patterns[Where.OWN].finditer(label):
        if "的" in label and len(label) > _LONGEST_OWN:
            return None  # 期待明年的暑期课堂 is said of a course
        if match.end() == len(label) and (match.start() > 0 or actor):
            return _fitting(lexicon.heads[Where.OWN][match.group()], label)
    return None


def _bare(quotation: Quotation, text: str, lexicon: ProgramLexicon, *, headline: bool) -> Candidate:
    """A label with no head noun: a program only as a formula that is introduced, or known from elsewhere."""
    label, start = quotation.label, quotation.start
    kind: ProgramKind | None = None
    introduces = introduced(text, start, lexicon)
    if headline and is_formula(label):
        kind = ProgramKind.POLICY if _COUNTED_POLICY.search(label) else ProgramKind.METHOD
    elif counts_twice(label) and introduces:
        kind = ProgramKind.METHOD
    return Candidate(
        start, quotation.end, label, f"“{label}”", kind, _FORMULA_WEIGHT, ("label-formula",)
    )


def _alongside(quotation: Quotation, direct: _Found, text: str) -> Candidate:
    """The second name of a joint event: “亮赛比”暨环境卫生“三清零”观摩活动."""
    before = text[max(0, quotation.start - 7) : quotation.start]
    prefix = before.rpartition("暨")[2]
    return Candidate(
        quotation.start - len(prefix),
        quotation.end,
        quotation.label,
        f"{prefix}“{quotation.label}”",
        direct.head.kind,
        direct.head.weight,
        (direct.head.id,),
    )


def introduced(text: str, at: int, lexicon: ProgramLexicon) -> bool:
    """Whether a verb of the rules stands before `at` in the same clause."""
    before = re.split("[,。;:!?“”]", text[max(0, at - 16) : at])[-1]
    return lexicon.verb.search(before) is not None
