"""
The head noun that makes a quoted label a program: after it, at its own end, or after the list it stands in.

A quotation of a folded text and the lexicon in, the head noun and its words out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.pipeline.programs.quotes import Quotation, is_formula, is_listing, names_years
from archive.pipeline.programs.rules import Head, Needs, ProgramLexicon, Where
from archive.pipeline.programs.verbs import Introduction
from archive.pipeline.values import ProgramKind

_REACH = 22  # characters after a label that may hold its head noun
_MIDDLE = 12  # of them, how many may stand between label and head noun
_COUNTED_MIDDLE = 6  # how many where only the label's counting makes the noun a head
_TAIL = re.compile("的?([一-鿿A-Za-z+]{1,22})")
# Where the words after a label stop being part of its name.
_CUT = re.compile(
    "[的了在把对与及是以将从到被让使又也都就而或但并等为]|[写列纳融嵌植导][进入]|变成|变为|转化|贯穿|用于|和(?!谐|美|合)|取得|推进|实现|开展|成为|形成|落实"
    "|引领|助力|带动|推动|促进|先进|覆盖|全面|进行|不断|打造|这|我|他|她|你|着|过|来|去|聚焦|先后|共(?![建治享商议驻管富])|已|成效|(?<![步大])走|部署|打通|加强|建立|完善|(?<![恳夜座])谈|(?<!宣)讲(?![坛堂习座])|们|没|不(?!忘)|说(?!事)|看|问|听(?!证)|做|搞|抓|进(?![步万社村网家校户企])"
    "|根据|依据|结合|利用|依靠|负责|参与|主动|积极|定期|每|由|之|实施(?!方案|意见|细则|办法)|上传|揭牌|暨|入选|获评|加入|参加|走进|来到|绘就|激活|赋能|点亮|照亮|擦亮|凝聚|汇聚|深化|县(?=[一-鿿]{2})"
)
_DOCUMENT = re.compile("[一-鿿]{0,14}?的(?=指导意见|实施意见|实施方案|实施细则|行动方案|若干措施)")
# A head noun that runs on into one of these is part of another word: 活动室, 服务中心, 工作组.
_RUNS_ON = re.compile(
    "[室者员师站伍组院局处圈会点款坊力性化商友书]|长(?![期效])|队(?!伍)|中心|措施|成果|原则|意识|能力|水平|银行|工地|矩阵|现场|动员|推进会"
    "|人员|对象|阵地|场所|材料|资金|经费|需要|需求|过程|内容|机械|主张|理论|协议|精神|转变|宗旨|理念|方面|主题|企业|公司|引领|发展(?!工程|计划|行动)"
)
_TITLE_ENDS = re.compile("(?:\\([^()《》]{1,16}\\))?》")
_LONGEST_OWN = 8  # characters of a label with 的 that may still be a name


@dataclass(frozen=True, slots=True)
class FoundHead:
    """A head noun after a label: `words` are all between label and `end`, without 的; `far` if others stand between."""

    head: Head
    words: str
    end: int
    far: bool


@dataclass(frozen=True, slots=True)
class ReadLabel:
    """
    A quotation with what its text says of it.

    `first` and `last` are those of its list, `direct` the head noun after it, `shared` that of the list,
    `verb` what introduces it.
    """

    quotation: Quotation
    first: Quotation
    last: Quotation
    direct: FoundHead | None
    shared: FoundHead | None
    verb: Introduction | None


def head_after(
    quotation: Quotation, text: str, lexicon: ProgramLexicon, where: Where = Where.AFTER
) -> FoundHead | None:
    """The longest head noun that follows a label: 培养体系 of “选育练评”优秀书记培养体系."""
    tail = _TAIL.match(text, quotation.end, quotation.end + _REACH)
    if tail is None:
        return None
    words = tail.group(1)
    document = _DOCUMENT.match(words)
    reach = _cut(words) if document is None else len(words)
    begin = tail.start(1)
    best: tuple[bool, int, FoundHead] | None = None
    for match in lexicon.head_patterns[where].finditer(words, 0, reach):
        head = _fitting(lexicon.heads[where][match.group(1)], quotation.label)
        if head is None or match.start() > _middle(head):
            continue
        stop = match.end(1)
        inside = document is not None and match.start() < document.end()
        if stop > reach or inside or _RUNS_ON.match(text, begin + stop):
            continue
        if head.kind is ProgramKind.POLICY and _TITLE_ENDS.match(text, begin + stop):
            continue  # the whole title is the document
        found = FoundHead(head, words[:stop], begin + stop, match.start() > _COUNTED_MIDDLE)
        # A noun that any label may take says more than one that needs a formula.
        rank = (head.needs in (Needs.ANY, Needs.YEARS), stop, found)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else None


def shared_head(
    last: Quotation, text: str, lexicon: ProgramLexicon, *, alone: bool
) -> FoundHead | None:
    """The head noun of a whole list: 制度 of “一约五会”“一编三定”等基层组织制度; one label is a list with 等."""
    end = after_list(text, last.end)
    if alone and end == last.end:
        return None
    return head_after(Quotation(last.start, end, last.label), text, lexicon, Where.SHARED)


_SO_ON = re.compile(
    "等(?:一批|一系列|系列|(?:多|若干)?[一二两三四五六七八九十百\\d]*[余多]?[个项大种类支场家条款批]?)"
)


def after_list(text: str, at: int) -> int:
    """Where the words after 等 or 等三项 begin; `at` where there is none."""
    so_on = _SO_ON.match(text, at)
    return so_on.end() if so_on else at


def own_head(label: str, actor: str, lexicon: ProgramLexicon) -> Head | None:
    """The head noun a label ends in: 贷 of 先锋贷; it may be the whole label where an actor stands before it."""
    if "的" in label and len(label) > _LONGEST_OWN:
        return None  # 期待明年的暑期课堂 is said of a course
    match = lexicon.head_patterns[Where.OWN].search(label)
    if match is None or not (match.start() > 0 or actor):
        return None
    return _fitting(lexicon.heads[Where.OWN][match.group(1)], label)


def head_before(text: str, at: int, label: str, lexicon: ProgramLexicon) -> Head | None:
    """The head noun right before a label: 品牌 of 党建品牌“红雁”."""
    match = lexicon.head_patterns[Where.BEFORE].search(text, max(0, at - _MIDDLE), at)
    return _fitting(lexicon.heads[Where.BEFORE][match.group(1)], label) if match else None


def _middle(head: Head) -> int:
    return _MIDDLE if head.needs in (Needs.ANY, Needs.YEARS) else _COUNTED_MIDDLE


def _cut(words: str) -> int:
    cut = _CUT.search(words)
    return cut.start() if cut else len(words)


def _fitting(heads: Sequence[Head], label: str) -> Head | None:
    """The head whose needs the label meets, the most particular first."""
    for need in _needs_met(label):
        for head in heads:
            if head.needs is need:
                return head
    return None


@lru_cache(maxsize=4096)
def _needs_met(label: str) -> tuple[Needs, ...]:
    met = {
        Needs.YEARS: names_years(label),
        Needs.FORMULA: is_formula(label),
        Needs.LISTING: is_listing(label),
        Needs.ANY: True,
    }
    return tuple(need for need, holds in met.items() if holds)
