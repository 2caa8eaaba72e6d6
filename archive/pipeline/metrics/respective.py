"""
Lists told one for one with 分别: 甲镇、乙乡分别发展党员12名和9名. A sheet comes in, the share of each figure goes out.

The figures behind 分别 are one list; towns, years or subjects before it are the other. Only lists of one length are
paired; where lengths differ nothing is guessed, and the figure says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.pipeline.metrics.periods.phrases import PeriodMention, longest_period
from archive.pipeline.metrics.phrases import Phrase
from archive.pipeline.metrics.place_mentions import VILLAGE, PlaceMention
from archive.pipeline.metrics.sheets import Sheet
from archive.pipeline.values import Span

_WORD = "分别"
_JOINT = re.compile(r"[、,，]?(?:和|与|及|以及)?")
_APART = re.compile(r"[、,，]|(?<!参)(?<!饱)[和与](?![谐平会])|以及|(?<!普)及(?![时格])")
_NAME = r"[\u4e00-\u9fff]{1,5}?(?:村|社区|镇|乡|街道)"
_UNKNOWN = re.compile(rf"(?<=[、和与及]){_NAME}|{_NAME}(?=[、和与及])")
_YEARS = {"year", "relative_year", "span", "part", "month"}
_REACH = 90  # characters before 分别 that hold the other list
_MOST = 12  # figures of one list
_LEAST = 2
_ALIKE = 1  # characters by which the members of a list differ in length
# what stands before 分别 in its clause where the list is the figures before: …,同比分别增长12%、15.6%
_OF_FIGURES = re.compile(r"(?:(?:同比|环比|[比较](?:上年|去年|上月|年初)(?:同期)?|也|均|将)*)")
_MEMBER = re.compile(r"(?!第.{1,2}$)..")  # 第一、第二产业: no name of its own
_COMPARED = re.compile(r"(?:同比|环比|[比较](?:上年|去年|上月|年初)(?:同期)?)+$")
_SAYS_NOTHING = re.compile(r"(?:为|是|有|达到?|约为?|占|在|共|各|了|的|:|：)*$")
# 党员、群众满意率: what only the last member prints belongs to each
_MEASURE = re.compile(
    r"等[^、,，]{2,12}$|(?:种植|占地|建筑|人均|集体|综合|经营性?|可支配|纯|总|年|参与|完成|产能|参保|保险|销售|零售|商品|土地)*"
    r"(?:收入|面积|案件|事故|纠纷|比例|比重|增加值|投资|产值|市值|[产数总销流储]量|发电量|业务量|[金总]额|营业额|[人户]数|占比|均价|[\u4e00-\u9fff]{2}[率度])$"
)

_LEAD = re.compile(r"^(?:其中|[全我]国|实现了?|使得?|推动|带动|促进|[全该][镇乡村县市区]的?)+")


@dataclass(frozen=True, slots=True)
class Share:
    """
    What one figure of a list has for its own. None: nothing of that kind is listed.

    `place_told` and `period_told` say that the list decides, even where it gives none; `is_unpaired` that two lists
    differ in length. `subject` is what the figure counts; `of` the figure it tells a change of, with its `words`.
    """

    place: PlaceMention | None = None
    place_told: bool = False
    period: PeriodMention | None = None
    period_told: bool = False
    subject: str | None = None
    of: int | None = None
    words: str = ""
    is_unpaired: bool = False


Shares = Mapping[int, Share]
NO_SHARE = Share()


@dataclass(slots=True)
class _List:
    """A 分别 with the figures behind it and what is listed before it."""

    at: int
    figures: range
    places: list[PlaceMention | None] = field(default_factory=list)
    periods: list[PeriodMention] = field(default_factory=list)


def share_out(sheet: Sheet) -> Shares:
    """Give, for each figure behind a 分别, what of the lists before it is its own."""
    if _WORD not in sheet.folded:
        return {}
    shares: dict[int, Share] = {}
    for found in re.finditer(_WORD, sheet.folded):
        figures = _figures_behind(found.end(), sheet)
        if figures:
            listed = _List(found.start(), figures)
            listed.places = _places_before(listed, sheet)
            listed.periods = _periods_before(listed, sheet)
            shares |= _paired(listed, sheet)
    return shares


def shared_phrase(share: Share, phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """`phrase` with the subject that is the figure's own; `phrases` are those of the figures before."""
    if share.of is not None:
        return replace(phrase, text=phrases[share.of].text + share.words, rule="phrase.change")
    if share.subject is not None:
        return replace(phrase, text=share.subject)
    return phrase


def _figures_behind(end: int, sheet: Sheet) -> range:
    """The figures of the list that begins in the clause of 分别."""
    clause = sheet.layout.clause_at(end - 1)
    first = next(
        (at for at, each in enumerate(sheet.figures) if each.amount.number.start >= end),
        len(sheet.figures),
    )
    if first == len(sheet.figures) or sheet.figures[first].amount.number.start >= clause.end:
        return range(0)
    last = first + 1
    while last < min(len(sheet.figures), first + _MOST):
        before, amount = sheet.figures[last - 1].amount, sheet.figures[last].amount
        between = sheet.folded[before.span.end : amount.span.start]
        if not between or not _JOINT.fullmatch(between):
            break
        last += 1
    return range(first, last)


def _start_of(listed: _List, sheet: Sheet) -> int:
    """Where the other list may begin: behind the figure before, in the same sentence."""
    sentence = sheet.layout.sentence_start(listed.at)
    first = listed.figures.start
    before = sheet.figures[first - 1].amount.span.end if first else 0
    return max(sentence, before, listed.at - _REACH)


def _places_before(listed: _List, sheet: Sheet) -> list[PlaceMention | None]:
    """The last list of places before 分别; None stands for a name nobody knows."""
    start, text = _start_of(listed, sheet), sheet.folded
    known = _without_address(
        each for each in sheet.places.named if start <= each.start and each.end <= listed.at
    )
    named: list[tuple[int, int, PlaceMention | None]] = [(m.start, m.end, m) for m in known]
    named += [
        (*found.span(), None)
        for found in _UNKNOWN.finditer(text, start, listed.at)
        if not any(m.start < found.end() and found.start() < m.end for m in known)
    ]
    runs: list[list[tuple[int, int, PlaceMention | None]]] = []
    for each in sorted(named, key=lambda one: one[:2]):
        between = text[runs[-1][-1][1] : each[0]] if runs else ""
        if runs and between and _JOINT.fullmatch(between) and between[0] not in ",，":
            runs[-1].append(each)
        else:
            runs.append([each])
    several = [run for run in runs if len(run) >= _LEAST]
    return [mention for *_, mention in several[-1]] if several else []


def _without_address(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """中牟县雁鸣湖镇 is one member of a list."""
    kept: list[PlaceMention] = []
    for mention in mentions:
        if kept and kept[-1].end == mention.start and kept[-1].rank < mention.rank:
            kept.pop()
        kept.append(mention)
    return kept


def _periods_before(listed: _List, sheet: Sheet) -> list[PeriodMention]:
    """The last list of years before 分别."""
    start, text = _start_of(listed, sheet), sheet.folded
    found = [
        each
        for each in sheet.periods.mentions
        if start <= each.span.start and each.span.end <= listed.at and each.kind in _YEARS
    ]
    run: list[PeriodMention] = []
    for mention in found:
        between = text[run[-1].span.end : mention.span.start] if run else ""
        if run and not (between and _JOINT.fullmatch(between)):
            run = []
        run.append(mention)
    if run and text[run[-1].span.end : run[-1].span.end + 1] in {"和", "与", "及"}:
        # a year behind 和 alone is read as one compared with; in a list it is a member
        last = longest_period(text, run[-1].span.end + 1, sheet.possible.periods)
        run += [last] if last is not None and last.kind in _YEARS else []
    return run if len(run) >= _LEAST else []


def _paired(listed: _List, sheet: Sheet) -> dict[int, Share]:
    count = len(listed.figures)
    by_place = len(listed.places) == count
    by_period = len(listed.periods) == count
    if count >= _LEAST and by_place != by_period:
        return {
            at: Share(
                place=listed.places[rank] if by_place else _joint(listed, sheet),
                place_told=bool(listed.places),
                period=listed.periods[rank] if by_period else None,
                period_told=bool(listed.periods),
                is_unpaired=by_place and listed.places[rank] is None,
            )
            for rank, at in enumerate(listed.figures)
        }
    if listed.places or listed.periods:
        unpaired = Share(
            place=_joint(listed, sheet),
            place_told=bool(listed.places),
            period_told=bool(listed.periods),
            is_unpaired=True,
        )
        return dict.fromkeys(listed.figures, unpaired)
    if count < _LEAST:
        return {}
    return _changes_of(listed, sheet) or _subjects_of(listed, sheet)


def _joint(listed: _List, sheet: Sheet) -> PlaceMention | None:
    """Villages of a list that is not paired, as the one place they are told as."""
    villages = [each for each in listed.places if each is not None and each.rank == VILLAGE]
    if not villages or len(villages) < len(listed.places):
        return None
    return next(
        (
            each
            for each in sheet.places.mentions
            if each.start <= villages[0].start and villages[-1].end <= each.end
        ),
        None,
    )


def _changes_of(listed: _List, sheet: Sheet) -> dict[int, Share]:
    """接待游客23.5万人次,收入1.2亿元,分别增长12%、15.6%: each of the figures before has its own change."""
    clause = sheet.layout.clause_start(listed.at)
    if not _OF_FIGURES.fullmatch(sheet.folded, clause, listed.at):
        return {}
    first, count = listed.figures.start, len(listed.figures)
    sentence = sheet.layout.sentence_start(listed.at)
    before = [at for at in range(first) if sheet.figures[at].amount.span.start >= sentence]
    words = sheet.folded[clause : listed.at] + _words_behind(listed, sheet)
    if len(before) == count:
        return {
            at: Share(of=of, words=words) for at, of in zip(listed.figures, before, strict=True)
        }
    return dict.fromkeys(listed.figures, Share(is_unpaired=True)) if before else {}


def _words_behind(listed: _List, sheet: Sheet) -> str:
    """What 分别 says of every figure: 增长, 发展党员; nothing for 为 and 达."""
    start = listed.at + len(_WORD)
    words = sheet.passage.text[start : sheet.figures[listed.figures.start].amount.number.start]
    return _SAYS_NOTHING.sub("", words)


def _subjects_of(listed: _List, sheet: Sheet) -> dict[int, Share]:
    """村集体收入、农民人均收入分别增长20%和8%: each subject has its own figure."""
    start = max(_start_of(listed, sheet), sheet.layout.clause_start(listed.at))
    ends = [each.end for each in sheet.places.mentions if start <= each.start < listed.at]
    ends += [
        each.span.end for each in sheet.periods.mentions if start <= each.span.start < listed.at
    ]
    span = Span(max([start, *ends]), listed.at)
    printed = _LEAD.sub("", sheet.passage.text[span.start : span.end])
    compared = _COMPARED.search(printed)
    words = (compared[0] if compared else "") + _words_behind(listed, sheet)
    printed = printed[: compared.start()] if compared else printed
    members = [part.strip() for part in _APART.split(printed)]
    if len(members) != len(listed.figures) or not all(_MEMBER.match(part) for part in members):
        return {}
    subjects = _with_measure(members)
    return {
        at: Share(subject=subject + words)
        for at, subject in zip(listed.figures, subjects, strict=bool(subjects))
    }


def _with_measure(members: Sequence[str]) -> list[str]:
    """The members, each with the measure the last one prints; none where it is open what all have in common."""
    measure = _MEASURE.search(members[-1])
    if measure is None:
        return list(members)
    own = len(members[-1]) - len(measure[0])
    common = measure[0].removeprefix("等")
    named = [
        part if _MEASURE.search(part) else part + common
        for part in members
        if _MEASURE.search(part) or own - len(part) <= _ALIKE
    ]
    return named if len(named) == len(members) else []
