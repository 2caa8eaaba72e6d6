"""
Labels without a head noun: 组建“锄头队”, 办法叫“红色网格+扶贫专员”. What stands in and around one is added up.

A quotation of a folded text and the lexicon in, a candidate out that is set aside unless it reaches the likely band.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from archive.pipeline.programs.candidates import Aside, Candidate
from archive.pipeline.programs.heads import ReadLabel
from archive.pipeline.programs.plain_rows import Place, PlainRow
from archive.pipeline.programs.quotes import Quotation, counts_twice, is_formula
from archive.pipeline.programs.rules import ProgramLexicon
from archive.pipeline.values import AsideReason, Evidence, ProgramKind
from archive.pipeline.values.evidence import LIKELY_FROM

_REACH = 26  # characters before and after a label that are looked at
_CLAUSE_ENDS = ",。;!?\n"
_REST = 50  # points an article may still give: told often, in its headline, with its parts
_BASE = "plain-label"


def weigh_label(
    read: ReadLabel, text: str, lexicon: ProgramLexicon, *, headline: bool, listed: bool
) -> Candidate:
    """
    A label as far as its sentence makes it a program; `listed` says that its list holds sure ones.

    Without a kind where nothing the article can add would make it likely.
    """
    quotation = read.quotation
    signals = list(_signals(read, lexicon, headline=headline, listed=listed))
    met = list(_rows_met(read, text, lexicon, headline=headline))
    rows = _weighed(met, {signal.rule for signal in signals})
    evidence = [lexicon.evidence[_BASE], *(row.evidence for row in rows), *signals]
    points = sum(each.points for each in evidence)
    return Candidate(
        quotation.start,
        quotation.end,
        quotation.label,
        f"“{quotation.label}”",
        _kind(rows, read) if points >= LIKELY_FROM * 100 - _REST else None,
        tuple(evidence),
        aside=_aside(quotation, rows),
    )


def _weighed(met: Sequence[PlainRow], signals: Set[str]) -> list[PlainRow]:
    """
    The rows without those that others or `signals` rule out.

    Of verbs before the label only the strongest counts: one sets it up.
    """
    held = {row.evidence.rule for row in met} | signals
    rows = [row for row in met if not row.unless & held]
    verbs = [row for row in rows if row.place is Place.BEFORE and row.evidence.points > 0]
    strongest = max(verbs, key=lambda row: row.evidence.points, default=None)
    return [row for row in rows if row not in verbs or row is strongest]


def _rows_met(
    read: ReadLabel, text: str, lexicon: ProgramLexicon, *, headline: bool
) -> Iterator[PlainRow]:
    """Yield the rows that hold; what stands before a list is said of each of its labels."""
    quotation = read.quotation
    before = _clause_before(text, quotation.start)
    opening = before if read.first is quotation else _clause_before(text, read.first.start)
    if headline:  # 某某镇:“三个聚焦”: no speech follows
        before, opening = before.rstrip(":"), opening.rstrip(":")
    after = text[quotation.end : quotation.end + _REACH]
    for row in lexicon.plain.possible("\n".join((opening, before, quotation.label, after))):
        if row.place is Place.BEFORE:
            met = row.pattern.search(before)
            if met is None and opening != before:
                met = row.pattern.search(opening)
        elif row.place is Place.AFTER:
            met = row.pattern.match(after)
        else:
            met = row.pattern.search(quotation.label)
        if met is not None:
            yield row


def _clause_before(text: str, at: int) -> str:
    begin = max(0, at - _REACH)
    return text[max(begin, *(text.rfind(mark, begin, at) for mark in _CLAUSE_ENDS)) : at]


def _signals(
    read: ReadLabel, lexicon: ProgramLexicon, *, headline: bool, listed: bool
) -> Iterator[Evidence]:
    label = read.quotation.label
    formula = is_formula(label)
    signals = {
        "plain-counts-twice": counts_twice(label),
        "plain-counts": formula and not counts_twice(label),
        "plain-headline-formula": formula and headline,
        "plain-listed": listed,
        "plain-verb-near": read.verb is not None,
    }
    yield from (lexicon.evidence[row] for row, holds in signals.items() if holds)


def _kind(rows: Sequence[PlainRow], read: ReadLabel) -> ProgramKind:
    """What the label's own form says, else the words around it, else the verb before it; a method otherwise."""
    own = [row.kind for row in rows if row.kind is not None and row.place is Place.LABEL]
    around = [row.kind for row in rows if row.kind is not None and row.place is not Place.LABEL]
    verb = read.verb.kind if read.verb is not None else None
    return next((kind for kind in (*own, *around, verb) if kind is not None), ProgramKind.METHOD)


def _aside(quotation: Quotation, rows: Sequence[PlainRow]) -> Aside:
    """How the label is set aside where it stays unlikely: by the row that speaks most against it."""
    against = [(row.evidence.points, row.evidence.rule, row.reason) for row in rows if row.reason]
    _, rule, reason = min(against, default=(0, _BASE, AsideReason.SAYING))
    return Aside(quotation.start, quotation.end, quotation.label, reason, rule)
