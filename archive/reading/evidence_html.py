"""
Why each mark in an article stands there, as HTML. In: its blocks with notes. Out: a section for each block with marks.

A page prints hundreds of these, too many for templates. Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from archive.reading.annotation import AnnotatedBlock, BlockNotes, LinkNote
from archive.reading.figure_html import (
    print_amount,
    print_corrected,
    print_figure_reasons,
    print_seal,
)
from archive.reading.figures import FigureRow
from archive.reading.note_html import NAMES, block_label, names_label
from archive.reading.reasons import print_reasons
from archive.reading.tongue import Tongue, present_tongue


def print_evidence(blocks: Iterable[AnnotatedBlock], home: str) -> SafeString:
    """The evidence block by block; `home` is the article's address."""
    tongue = present_tongue()
    marked = (each for each in blocks if each.notes.figures or each.notes.names)
    return SafeString("\n".join(_section(each, home, tongue) for each in marked))


def _section(each: AnnotatedBlock, home: str, tongue: Tongue) -> str:
    anchor, notes = each.block.anchor, each.notes
    link = f'<a href="{escape(home)}#{anchor}">{block_label(each.block, tongue)}</a>'
    figures = "".join(_figure(figure, home, tongue) for figure in notes.figures)
    listed = f'<ul class="list tight">{figures}</ul>' if figures else ""
    return (
        f'<section class="sec" id="{anchor}" aria-labelledby="h-{anchor}"><h2 class="h-sec" id="h-{anchor}">{link}</h2>\n'
        f"{listed}{_names(notes, anchor, tongue)}</section>"
    )


def _figure(figure: FigureRow, home: str, tongue: Tongue) -> str:
    number, phrase = figure.metric.pk, figure.metric.phrase
    named = f"{print_amount(figure, tongue)} {escape(phrase)}"
    return (
        f'<li id="m{number}"><p>{print_seal(figure.seal, tongue)} <a href="{escape(home)}#m{number}"'
        f"{tongue.of(figure.printed + phrase)}>{named}</a> <span>{escape(figure.trust)}</span></p>\n"
        f'<p class="kai"{tongue.of(figure.quote)}>{escape(figure.quote)}</p>\n'
        f'<p class="reasons">{print_figure_reasons(figure, tongue)}</p>'
        f"{print_corrected(figure.metric, tongue)}</li>\n"
    )


def _names(notes: BlockNotes, anchor: str, tongue: Tongue) -> str:
    if not notes.names:
        return ""
    lines = "".join(_name(link, tongue) for link in notes.names)
    return (
        f'<h3 class="h-sub">{names_label(notes, tongue)}</h3>\n'
        f'<div id="{anchor}{NAMES}"><ul class="reasons">{lines}</ul></div>'
    )


def _name(link: LinkNote, tongue: Tongue) -> str:
    _ = tongue.say
    why = _("：") + print_reasons(link.reasons) if link.reasons else ""
    label = f"<b{tongue.of(link.label)}>{escape(link.label)}</b>"
    return f"<li>{label} {escape(link.trust)}{why}</li>"
