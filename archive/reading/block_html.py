"""
The blocks of an article as HTML. In: blocks with marked text and notes. Out: the summary's and the text's elements.

Notes come before what they belong to, so that at a desk they can float beside it from its first line on, wherever the
notes above them end; on phones and paper they are shown below it. A page prints hundreds of these, too many for templates.
The text of a block comes marked, that is escaped (marking).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from archive.reading.annotation import AnnotatedBlock
from archive.reading.body import Block, BlockKind
from archive.reading.note_html import Ways, print_notes
from archive.reading.tongue import Tongue, present_tongue


def print_summary(blocks: Iterable[AnnotatedBlock], ways: Ways, *, traditional: bool) -> SafeString:
    """The paragraphs of the summary, in the glyphs they are shown in."""
    tongue = present_tongue()
    lang = tongue.of_script("hant" if traditional else "hans")
    return SafeString("".join(_summary(each, ways, lang, tongue) for each in blocks))


def print_blocks(blocks: Iterable[AnnotatedBlock], ways: Ways) -> SafeString:
    """Paragraphs, headings and captions in print order."""
    tongue = present_tongue()
    return SafeString("".join(f"\n{_block(each, ways, tongue)}\n" for each in blocks))


def _summary(each: AnnotatedBlock, ways: Ways, lang: str, tongue: Tongue) -> str:
    _, block = tongue.say, each.block
    label = _("复制引文：提要第 %(n)s 段") % {"n": block.number}
    notes = print_notes(each, ways, tongue)
    return (
        f'<div class="para" id="{block.anchor}">{notes}'
        f"<p{lang}>{each.html}{_copy(block, label, ways, tongue)}</p></div>"
    )


def _block(each: AnnotatedBlock, ways: Ways, tongue: Tongue) -> str:
    if each.block.kind == BlockKind.HEADING:
        return _heading(each, ways, tongue)
    if each.block.kind == BlockKind.CAPTION:
        return _caption(each, ways, tongue)
    return _paragraph(each, ways, tongue)


def _heading(each: AnnotatedBlock, ways: Ways, tongue: Tongue) -> str:
    _, block = tongue.say, each.block
    phrases = ' class="phrases"' if " " in block.passage.text else ""
    noted = each.notes.count
    notes = print_notes(each, ways, tongue) if noted else ""
    return f'<h2 id="{block.anchor}"{phrases}>{each.html}</h2>\n{notes}\n'


def _caption(each: AnnotatedBlock, ways: Ways, tongue: Tongue) -> str:
    _, block = tongue.say, each.block
    label = _("复制引文：图片说明 %(n)s") % {"n": block.number}
    notes = print_notes(each, ways, tongue)
    return (
        f'<div class="body-cap" id="{block.anchor}">{notes}'
        f"<p>{each.html}{_copy(block, label, ways, tongue)}</p></div>"
    )


def _paragraph(each: AnnotatedBlock, ways: Ways, tongue: Tongue) -> str:
    _, block = tongue.say, each.block
    number = {"n": block.number}
    link = _("第 %(n)s 段，固定链接") % number
    copy = _copy(block, _("复制引文：第 %(n)s 段") % number, ways, tongue)
    notes = print_notes(each, ways, tongue)
    return (
        f'<div class="para" id="{block.anchor}">{notes}<p><a class="pn"{tongue.interface} href="#{block.anchor}"'
        f' aria-label="{link}">{block.number}</a>{each.html}{copy}</p></div>'
    )


def _copy(block: Block, label: str, ways: Ways, tongue: Tongue) -> str:
    _ = tongue.say
    title, sign = _("复制引文"), _("引")
    return (
        f'<a class="cp no-print"{tongue.interface} href="{escape(ways.quote)}{block.anchor}"'
        f' aria-label="{label}" title="{title}">{sign}</a>'
    )
