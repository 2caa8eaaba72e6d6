"""
Step 2: decoded text in, the articles of the page out.

Each character that is no white space ends up in exactly one place: in a passage of one article, in the
noise of the page (banners, foreign headlines, labels, rules), or in a repair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.pipeline.errors import NoArticle
from archive.pipeline.imprint.dates import InferredYear, infer_year, year_titles
from archive.pipeline.imprint.find import Stamped
from archive.pipeline.page.blocks import Block, Kind
from archive.pipeline.page.captions import assign_captions
from archive.pipeline.page.classify import classify
from archive.pipeline.page.drafts import build_article
from archive.pipeline.page.lines import read_lines
from archive.pipeline.page.sections import find_masthead, find_sections
from archive.pipeline.values import Decoded, Page, Repair, RepairKind, Span

LINE_BREAK = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def split_page(decoded: Decoded) -> Page:
    """
    The articles that `decoded` prints, in page order.

    Raises NoArticle if it holds no paragraph of prose.
    """
    lines = read_lines(decoded)
    blocks = classify(lines.lines)
    if not any(block.kind is Kind.PROSE for block in blocks):
        raise NoArticle(_no_prose(blocks))
    sections = find_sections(blocks)
    year = _year(blocks)
    masthead = find_masthead(sections.articles[0])
    carried = [Stamped(block.stamp, block.line.passage) for block in masthead if block.stamp]
    built = [
        build_article(index, run, year, carried=carried if index else [])
        for index, run in enumerate(sections.articles)
    ]
    noise = [block.line.passage for block in sections.banners]
    noise += [passage for each in built for passage in each.noise]
    repairs = [*lines.repairs, *(repair for each in built for repair in each.repairs)]
    repairs = [_only_the_break(repair, decoded.text) for repair in repairs]
    return Page(
        tuple(assign_captions([each.draft for each in built])),
        tuple(sorted(piece.span for passage in noise for piece in passage.pieces)),
        tuple(sorted(repairs, key=lambda repair: repair.span)),
    )


def _only_the_break(repair: Repair, text: str) -> Repair:
    """A joined line leaves out its line break, not a caption or markup that stood there too."""
    if repair.kind is not RepairKind.JOINED_LINE:
        return repair
    found = LINE_BREAK.search(text, repair.span.start, repair.span.end)
    return Repair(repair.kind, Span(*found.span())) if found else repair


def _year(blocks: Sequence[Block]) -> InferredYear | None:
    prose = [block.line.passage for block in blocks if block.kind is Kind.PROSE]
    short = [block.line.passage for block in blocks if block.kind is not Kind.PROSE]
    found = infer_year(short, prose)
    if found is None:
        return None
    return InferredYear(found.year, (*found.evidence, *year_titles(prose, found.year)))


def _no_prose(blocks: Sequence[Block]) -> str:
    shown = blocks[0].text[:20] if blocks else ""
    return (
        f"没有找到报道正文：全文 {len(blocks)} 行（开头是“{shown}”），没有一段完整的句子。"
        "请确认文件是报道全文，而不是目录、图片说明或空白页，再重新上传。"
    )
