"""
The text of an article's page as HTML. In: its blocks with marks and notes. Out: the list of contents, the blocks, the
signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString

from archive.reading.annotation import AnnotatedBlock
from archive.reading.block_html import print_blocks, print_summary
from archive.reading.body import Block, BlockKind
from archive.reading.note_html import Ways
from archive.reading.tongue import Tongue, present_tongue


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader reads: the blocks in print order, and the names below them as printed; which glyphs are shown."""

    blocks: Sequence[AnnotatedBlock]
    byline: SafeString
    script: str
    traditional: bool
    ways: Ways


def print_text(text: Text) -> SafeString:
    """The contents folded away, then summary, text and signature."""
    tongue = present_tongue()
    _ = tongue.say
    copied = _("已复制引文")
    return SafeString(
        f'<div class="reader">\n{_contents(text, tongue)}\n<div class="text" data-copied="{copied}">\n'
        f"{_summary(text, tongue)}\n{print_blocks(_of_text(text.blocks), text.ways)}\n"
        f"{_signature(text, tongue)}\n</div>\n</div>"
    )


def _of_text(blocks: Iterable[AnnotatedBlock]) -> Iterable[AnnotatedBlock]:
    return (each for each in blocks if each.block.kind != BlockKind.SUMMARY)


def _contents(text: Text, tongue: Tongue) -> str:
    """Links to the parts."""
    _ = tongue.say
    title, label, end = _("目录"), _("本文目录"), _("引用与下载")
    summary, body = _("提要"), _("正文")
    first = f'<li><a href="#b1">{summary}</a></li>' if _has_summary(text) else ""
    lang = tongue.of_script(text.script)
    headings = "".join(
        _heading(each.block, lang) for each in text.blocks if each.block.kind == BlockKind.HEADING
    )
    return (
        f'<details class="toc no-print"{tongue.interface}><summary>{title}</summary>'
        f'<nav class="stack" aria-label="{label}">\n'
        f'<ul>{first}<li><a href="#p1">{body}</a></li>{headings}<li><a href="#cite">{end}</a></li></ul>\n'
        "</nav></details>"
    )


def _heading(block: Block, lang: str) -> str:
    return f'<li><a href="#{block.anchor}"{lang}>{escape(block.passage.text)}</a></li>'


def _has_summary(text: Text) -> bool:
    return any(each.block.kind == BlockKind.SUMMARY for each in text.blocks)


def _summary(text: Text, tongue: Tongue) -> str:
    if not _has_summary(text):
        return ""
    _ = tongue.say
    label = _("提要")
    blocks = (each for each in text.blocks if each.block.kind == BlockKind.SUMMARY)
    inside = print_summary(blocks, text.ways, traditional=text.traditional)
    return f'<aside class="summary"{tongue.interface} aria-label="{label}">{inside}</aside>'


def _signature(text: Text, tongue: Tongue) -> str:
    if not text.byline:
        return ""
    _ = tongue.say
    label, names = _("原文署名："), linebreaksbr(text.byline)
    return (
        f'<p class="meta sig"{tongue.interface}><span>{label}'
        f"<span{tongue.of_script(text.script)}>{names}</span></span></p>"
    )
