"""
Names that look like programs and are none: slogans, topics, honours, facilities, sayings, other names.

A quotation or title of a folded text and the lexicon in, what is set aside with its row out.
"""

from __future__ import annotations

from archive.pipeline.programs.candidates import Aside
from archive.pipeline.programs.heads import FoundHead, ReadLabel, after_list
from archive.pipeline.programs.quotes import Quotation
from archive.pipeline.programs.rules import AsideRow, Needs, ProgramLexicon
from archive.pipeline.values import ProgramKind


def aside_of(read: ReadLabel, text: str, lexicon: ProgramLexicon) -> Aside | None:
    """Why a label is no program; None where no row says so. What follows a list is said of all its labels."""
    quotation, label = read.quotation, read.quotation.label
    row = lexicon.asides.labels.get(label) or _by_pattern(label, lexicon)
    if row is None and (label in lexicon.known.by_form or label in lexicon.umbrellas):
        return None
    if row is not None and row.yields and has_strong_head(read) and _is_made(read):
        return None
    row = row or _by_words_after(read.last, read.direct or read.shared, text, lexicon)
    if row is None and read.direct is None and read.shared is None:
        row = _by_ending(label, lexicon)
    if row is None:
        return None
    return Aside(quotation.start, quotation.end, label, row.reason, row.id)


def title_aside(title: str, start: int, end: int, lexicon: ProgramLexicon) -> Aside:
    """A title of 《》 that is no document of local work: a law, a song, a book."""
    known = lexicon.asides.title_pattern.match(title)
    row = lexicon.asides.titles[known.group()] if known else lexicon.asides.other_title
    return Aside(start, end, title, row.reason, row.id)


def has_strong_head(read: ReadLabel) -> bool:
    """Whether a head noun that any label may take stands near after a label."""
    direct = read.direct
    return (
        direct is not None
        and direct.head.needs is Needs.ANY
        and not direct.head.weak
        and not direct.far
    )


def _is_made(read: ReadLabel) -> bool:
    """Whether a verb introduces a label or its head noun is a body's: “领头羊”服务队 exists, whatever is said of it."""
    direct = read.direct
    return read.verb is not None or (
        direct is not None and direct.head.kind is ProgramKind.INSTITUTION
    )


def _by_words_after(
    last: Quotation, head: FoundHead | None, text: str, lexicon: ProgramLexicon
) -> AsideRow | None:
    """What the words right after the list say; a head noun that ends beyond them says more."""
    at = after_list(text, last.end)
    if text.startswith("的", at):
        at += 1
    found = lexicon.asides.after_pattern.match(text, at)
    if found is None or (head is not None and head.end > found.end()):
        return None
    return lexicon.asides.after[found.group()]


def _by_pattern(label: str, lexicon: ProgramLexicon) -> AsideRow | None:
    return next((row for pattern, row in lexicon.asides.patterns if pattern.fullmatch(label)), None)


def _by_ending(label: str, lexicon: ProgramLexicon) -> AsideRow | None:
    found = lexicon.asides.ending_pattern.search(label)
    return lexicon.asides.endings[found.group()] if found else None
