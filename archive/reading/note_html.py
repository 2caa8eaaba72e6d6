"""
The notes in an article's margin as HTML. In: the notes of one block. Out: one element that opens on them.

A page prints hundreds of these, too many for templates. Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from archive.reading.annotation import AnnotatedBlock, BlockNotes, LinkNote
from archive.reading.body import Block, BlockKind
from archive.reading.figure_html import print_amount, print_guessed, print_more, print_seal
from archive.reading.figures import FigureRow
from archive.reading.hrefs import print_href
from archive.reading.tongue import Tongue

NAMES = "-names"  # behind a block's anchor: the reasons of the names in it
FIGURES_AT_ONCE = 15  # beside one block: more would hang down past the text they belong to


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the marks and notes of a block lead: to its quotation, to the text beside its source, to the evidence."""

    quote: str
    both: str
    evidence: str


def print_notes(each: AnnotatedBlock, ways: Ways, tongue: Tongue) -> str:
    """The notes of the block; nothing where there is none."""
    notes, names = each.notes, f"{ways.evidence}#{each.block.anchor}{NAMES}"
    if not notes.count:
        return "\n"
    _ = tongue.say
    summary = _("%(label)s旁注 %(n)s 条") % {
        "label": block_label(each.block, tongue),
        "n": notes.count,
    }
    lines = (
        _figures(notes.figures, ways, tongue),
        _programs(notes.programs, tongue),
        _places(notes.places, tongue),
        _names(notes, names, tongue),
        _repairs(notes.repairs, ways.both, tongue),
    )
    head = f'<details class="notes"{tongue.interface}><summary>{summary}</summary><div>'
    return "\n".join((head, *lines, "</div></details>\n"))


def block_label(block: Block, tongue: Tongue) -> str:
    """What a block is called beside it."""
    _ = tongue.say
    if block.kind == BlockKind.PARAGRAPH:
        return _("第 %(n)s 段") % {"n": block.number}
    if block.kind == BlockKind.SUMMARY:
        return _("提要")
    return _("小标题") if block.kind == BlockKind.HEADING else _("图片说明")


def _figures(figures: Sequence[FigureRow], ways: Ways, tongue: Tongue) -> str:
    """The figures; those past the first are folded, and a link to one of them opens the fold."""
    if not figures:
        return ""
    _ = tongue.say
    items = [_figure(figure, ways, tongue) for figure in figures]
    listed = f"<ul>{''.join(items[:FIGURES_AT_ONCE])}</ul>"
    rest = items[FIGURES_AT_ONCE:]
    if not rest:
        return listed
    summary = _("其余 %(n)s 条") % {"n": len(rest)}
    return f'{listed}<details class="rest"><summary>{summary}</summary><ul>{"".join(rest)}</ul></details>'


def _figure(figure: FigureRow, ways: Ways, tongue: Tongue) -> str:
    _, metric = tongue.say, figure.metric
    doubt = ' class="n-doubt"' if figure.seal.shape == "doubt" else ""
    lang = tongue.of(figure.printed + metric.phrase)
    said = f"<span{lang}>{print_amount(figure, tongue)} {escape(metric.phrase)}</span>"
    scope = "".join(_scope(figure, tongue))
    told = metric.indicator or metric.period or figure.place_guessed or metric.status != "achieved"
    meta = f' <span class="meta">{scope}</span>' if told else ""
    summary = _("%(trust)s，看依据") % {"trust": escape(figure.trust)}
    return (
        f'<li id="n-m{metric.pk}"{doubt}>{print_seal(figure.seal, tongue)}'
        f'<div><a href="#m{metric.pk}">{said}</a>{meta}'
        f"{print_more(figure, tongue)}{_why(f'{ways.evidence}#m{metric.pk}', summary)}</div></li>"
    )


def _scope(figure: FigureRow, tongue: Tongue) -> list[str]:
    """Place, time, status and indicator, as far as they must be told."""
    metric, parts = figure.metric, []
    if figure.place_guessed and metric.place_name:
        parts.append(f"<span>{_text(metric.place_name, tongue)} {print_guessed(tongue)}</span>")
    if metric.period:
        guessed = f" {print_guessed(tongue)}" if figure.period_guessed else ""
        parts.append(f"<span>{_text(metric.period, tongue)}{guessed}</span>")
    if metric.status != "achieved":
        parts.append(f"<span>{escape(figure.status)}</span>")
    if metric.indicator:
        url, name = metric.indicator.get_absolute_url(), metric.indicator.name
        link = f'<a class="ind" href="{escape(url)}"{tongue.of(name)}>{escape(name)}</a>'
        parts.append(f"<span>{link}</span>")
    return parts


def _text(text: str, tongue: Tongue) -> str:
    return f"<span{tongue.of(text)}>{escape(text)}</span>"


def _programs(links: Sequence[LinkNote], tongue: Tongue) -> str:
    _ = tongue.say
    if not links:
        return ""
    run = _("、").join(_link(link, tongue) + _doubtful(link, tongue) for link in links)
    head = _("做法：")
    return f'<p class="n-run"><span class="vh">{head}</span>{run}</p>'


def _places(links: Sequence[LinkNote], tongue: Tongue) -> str:
    _ = tongue.say
    if not links:
        return ""
    run = _("、").join(
        _link(link, tongue) + _hint(link, tongue) + _doubtful(link, tongue) for link in links
    )
    head = _("地方：")
    return f'<p class="n-run plcs"><span class="vh">{head}</span>{run}</p>'


def _link(link: LinkNote, tongue: Tongue) -> str:
    return f'<a href="{print_href(link.url)}"{tongue.of(link.label)}>{escape(link.label)}</a>'


def _hint(link: LinkNote, tongue: Tongue) -> str:
    if not link.hint:
        return ""
    _ = tongue.say
    hint = _("（%(what)s）") % {"what": escape(link.hint)}
    return f'<span class="hint">{hint}</span>'


def _doubtful(link: LinkNote, tongue: Tongue) -> str:
    return f" {print_seal(link.seal, tongue)}" if link.seal.shape == "doubt" else ""


def _names(notes: BlockNotes, url: str, tongue: Tongue) -> str:
    """The way to why the names are taken for what they are."""
    if not notes.names:
        return ""
    return f'<p class="n-why">{_why(url, names_label(notes, tongue))}</p>'


def names_label(notes: BlockNotes, tongue: Tongue) -> str:
    """What the reasons of the names in a block are called."""
    _ = tongue.say
    if notes.programs and notes.places:
        return _("做法、地方的依据")
    return _("做法的依据") if notes.programs else _("地方的依据")


def _why(url: str, label: str) -> str:
    return f'<a class="why" href="{escape(url)}">{label}</a>'


def _repairs(repairs: Sequence[str], both_url: str, tongue: Tongue) -> str:
    if not repairs:
        return ""
    _ = tongue.say
    head, stop, both = _("修复："), _("。"), _("看对照")
    lines = "".join(f"<span>{head}{escape(repair)}{stop}</span>" for repair in repairs)
    return f'<p class="n-run fixs">{lines}<a href="{escape(both_url)}">{both}</a></p>'
