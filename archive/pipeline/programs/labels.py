"""
Programs named by a quoted label: “五查”工作法, “先锋贷”, “一约五会”“一编三定”等制度.

Folded text and the lexicon in, candidates and names set aside out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.pipeline.programs.asides import aside_of, has_strong_head
from archive.pipeline.programs.candidates import Candidate, Found
from archive.pipeline.programs.heads import (
    FoundHead,
    ReadLabel,
    head_after,
    head_before,
    own_head,
    shared_head,
)
from archive.pipeline.programs.plain import weigh_label
from archive.pipeline.programs.quotes import (
    Quotation,
    find_quotations,
    is_formula,
    is_label,
    is_listing,
    is_pun,
)
from archive.pipeline.programs.rules import Head, Needs, ProgramLexicon, Umbrella
from archive.pipeline.programs.standing import Standing
from archive.pipeline.programs.verbs import Introduction, introduction
from archive.pipeline.values import Evidence, ProgramKind

_JOINED = re.compile("|(?:、|和|及|与|以及)[一-鿿]{0,4}")
_ALONGSIDE = re.compile("暨([一-鿿]{0,6})")
_ACTOR_REACH = 3  # characters of the longest actor
_LONGEST_PREFIX = 4  # characters before a quoted character that may be part of the name
_PREFIX = re.compile("(?:(?![的了在是由为以和与及将被、等])[一-鿿]){1,4}$")
_PLAIN_MODES = frozenset({"模式", "新模式", "工作模式", "融合模式", "发展模式"})
_THEME = re.compile("[\\s,!·]|.{11}")  # how the name of one event differs from that of a campaign
_EVENTS = frozenset({ProgramKind.CAMPAIGN})


def find_labels(text: str, lexicon: ProgramLexicon, *, headline: bool) -> Iterator[Found]:
    """Yield the quoted labels of `text` that name programs; a headline's formula needs no head noun."""
    quotations = [q for q in find_quotations(text) if is_label(q.label) or is_pun(q.label)]
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
) -> Iterator[Found]:
    last = group[-1]
    shared = shared_head(last, text, lexicon, alone=len(group) == 1)
    alongside = len(group) > 1 and text[group[-2].end : last.start].startswith("暨")
    reads = [
        ReadLabel(
            quotation,
            group[0],
            last,
            head_after(quotation, text, lexicon),
            shared,
            introduction(text, quotation.start, lexicon),
        )
        for quotation in group
    ]
    found = [_sure(read, text, lexicon, alongside=alongside) for read in reads]
    listed = any(isinstance(each, Candidate) for each in found)
    for read, each in zip(reads, found, strict=True):
        if each is not None:
            yield each
        elif not read.quotation.crooked and not is_pun(read.quotation.label):
            yield weigh_label(read, text, lexicon, headline=headline, listed=listed)


def _sure(read: ReadLabel, text: str, lexicon: ProgramLexicon, *, alongside: bool) -> Found | None:
    """What a row, the lexicon or a head noun says of a label; None where its sentence must be weighed."""
    quotation = read.quotation
    if quotation.crooked and not has_strong_head(read):
        return None
    if is_pun(quotation.label):
        return _punned(read, text, lexicon)
    refused = aside_of(read, text, lexicon)
    if refused is not None:
        return refused
    if alongside and quotation is read.last and read.direct is not None:
        return _alongside(quotation, read.direct, text)
    return _named(read, text, lexicon)


def _named(read: ReadLabel, text: str, lexicon: ProgramLexicon) -> Candidate | None:
    """The program a label names by the lexicon or a head noun."""
    label, direct = read.quotation.label, read.direct
    if label in lexicon.umbrellas and (direct is None or _says_nothing(direct)):
        return _umbrella(read.quotation, lexicon.umbrellas[label])
    known = lexicon.known.by_form.get(label)
    if known is not None and not (direct is not None and direct.head.apart):
        return _standing(read, known)
    if direct is not None:
        return _headed(read, direct, lexicon)
    return _owning(read, text, lexicon)


def _says_nothing(direct: FoundHead) -> bool:
    """Whether a head noun adds nothing to an umbrella: “党建+”新模式 is 党建+."""
    return direct.head.needs is not Needs.ANY or direct.words in _PLAIN_MODES


def _standing(read: ReadLabel, known: Standing) -> Candidate:
    direct, quotation = read.direct, read.quotation
    return Candidate(
        quotation.start,
        direct.end if direct and not direct.far else quotation.end,
        known.name,
        known.name,
        known.kind,
        (Evidence(known.rule, known.points), *_told_by(read.verb)),
        standing=known.national,
    )


def _headed(read: ReadLabel, direct: FoundHead, lexicon: ProgramLexicon) -> Candidate:
    """A label with a head noun after it: “五查”工作法."""
    quotation, verb = read.quotation, read.verb
    label, head = quotation.label, direct.head
    name = f"“{label}”{direct.words}"
    evidence = [Evidence(head.id, head.points), *_told_by(verb), *_of_label(label, head, lexicon)]
    evidence += _of_row(lexicon, "head-far-off", holds=direct.far)
    evidence += _of_row(lexicon, "label-crooked-marks", holds=quotation.crooked)
    row = lexicon.asides.labels.get(label)
    evidence += _of_row(lexicon, "metaphor-named", holds=row is not None and row.yields)
    whole = head.apart or (head.kind is ProgramKind.POLICY and "的" in direct.words)
    return Candidate(
        quotation.start,
        direct.end,
        name if whole else label,
        name,
        _kind(head, verb),
        tuple(evidence),
    )


def _punned(read: ReadLabel, text: str, lexicon: ProgramLexicon) -> Candidate | None:
    """A name with one of its characters quoted: 红帆“新”联盟志愿服务队, 暖“新”行动."""
    quotation, direct = read.quotation, read.direct
    before = _PREFIX.search(text, max(0, quotation.start - _LONGEST_PREFIX), quotation.start)
    if before is None or direct is None or not has_strong_head(read):
        return None
    prefix = before.group()
    for verb in lexicon.verb.finditer(prefix):
        prefix = before.group()[verb.end() :]
    if not prefix:
        return None
    found = _headed(read, direct, lexicon)
    return replace(
        found, start=found.start - len(prefix), core=prefix + found.core, name=prefix + found.name
    )


def _owning(read: ReadLabel, text: str, lexicon: ProgramLexicon) -> Candidate | None:
    """A label that ends in its head noun, or whose list shares one: “先锋贷”, “五联”“六抓”等制度."""
    quotation, label = read.quotation, read.quotation.label
    actor = _actor(text, quotation.start, lexicon)
    own = own_head(label, actor, lexicon)
    if own is not None and own.weak and (read.verb is None or read.verb.kind is None):
        own = None  # “幸福清单” is a manner of speaking until somebody sets one up
    head = (
        own
        or head_before(text, quotation.start, label, lexicon)
        or (read.shared.head if read.shared else None)
    )
    if head is None:
        return None
    evidence = (
        Evidence(head.id, head.points),
        *_told_by(read.verb),
        *_of_label(label, head, lexicon),
    )
    return Candidate(
        quotation.start - len(actor),
        quotation.end,
        actor + label,
        f"{actor}“{label}”",
        _kind(head, read.verb),
        evidence,
    )


def _umbrella(quotation: Quotation, umbrella: Umbrella) -> Candidate:
    return Candidate(
        quotation.start,
        quotation.end,
        umbrella.name,
        umbrella.name,
        umbrella.kind,
        (Evidence(umbrella.id, umbrella.points),),
    )


def _actor(text: str, at: int, lexicon: ProgramLexicon) -> str:
    """Who a short label belongs to, where the word stands alone: 党员 of 设立党员“宣传教育岗”."""
    actor = lexicon.actor.search(text, max(0, at - _ACTOR_REACH), at)
    if actor is None:
        return ""
    before = text[max(0, actor.start() - 6) : actor.start()]
    alone = not before or not "一" <= before[-1] <= "鿿" or before[-1] in "和及与暨"
    return actor.group(1) if alone or lexicon.ends_in_verb.search(before) else ""


def _alongside(quotation: Quotation, direct: FoundHead, text: str) -> Candidate:
    """The second name of a joint event: “亮赛比”暨环境卫生“三清零”观摩活动."""
    before = text[max(0, quotation.start - 7) : quotation.start]
    prefix = before.rpartition("暨")[2]
    return Candidate(
        quotation.start - len(prefix),
        quotation.end,
        quotation.label,
        f"{prefix}“{quotation.label}”",
        direct.head.kind,
        (Evidence(direct.head.id, direct.head.points),),
    )


def _kind(head: Head, verb: Introduction | None) -> ProgramKind:
    """What the head noun says; of a weak one the verb says more."""
    return verb.kind if head.weak and verb is not None and verb.kind is not None else head.kind


def _told_by(verb: Introduction | None) -> tuple[Evidence, ...]:
    return () if verb is None else (verb.evidence,)


def _of_label(label: str, head: Head, lexicon: ProgramLexicon) -> list[Evidence]:
    """What the label's own form says."""
    if is_formula(label):
        return _of_row(lexicon, "label-counts", holds=True)
    theme = head.kind in _EVENTS and not is_listing(label) and _THEME.search(label) is not None
    return _of_row(lexicon, "theme-of-one-event", holds=theme)


def _of_row(lexicon: ProgramLexicon, row: str, *, holds: bool) -> list[Evidence]:
    return [lexicon.evidence[row]] if holds else []
