"""
Step 2k: the body of an article. Its blocks in, paragraphs and what stands between and around them out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from archive.pipeline.imprint.bylines import Byline
from archive.pipeline.imprint.find import Datelined, Stamped
from archive.pipeline.imprint.signatures import glued_byline, glued_source, read_signatures
from archive.pipeline.imprint.stamps import MAX_DATELINE, parse_dateline
from archive.pipeline.page.blocks import Block, Kind
from archive.pipeline.page.paragraphs import find_joint
from archive.pipeline.text.passages import glue, part, strip
from archive.pipeline.values import Author, Passage, Placed, Repair

NOISE = frozenset({Kind.RULE, Kind.LABEL, Kind.FURNITURE, Kind.ELSEWHERE})


@dataclass(slots=True)
class Body:
    """The parts of one article below its headline, filled line by line."""

    paragraphs: list[Passage] = field(default_factory=list)
    summary: list[Passage] = field(default_factory=list)
    headings: list[Placed] = field(default_factory=list)
    captions: list[Placed] = field(default_factory=list)
    signed: list[Passage] = field(default_factory=list)  # bylines, source lines, datelines
    bylines: list[Byline] = field(default_factory=list)
    stamps: list[Stamped] = field(default_factory=list)
    dateline: Datelined | None = None
    noise: list[Passage] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those the bylines name, then those the source lines name, each once."""
        named = [author for byline in self.bylines for author in byline.authors]
        named += [author for stamped in self.stamps for author in stamped.stamp.authors]
        return tuple({author.name: author for author in reversed(named)}.values())[::-1]


def read_body(
    blocks: Iterable[Block], *, foreign: Collection[int], signatures: Collection[int]
) -> Body:
    """
    The body that `blocks` print.

    `foreign` and `signatures` hold the ids of the blocks that are noise, or a signature, by their place.
    """
    reader = _Reader()
    for block in blocks:
        if id(block) in foreign:
            reader.body.noise.append(block.line.passage)
        elif id(block) in signatures:
            reader.body.signed.append(block.line.passage)
        else:
            reader.read(block)
    reader.end_paragraph()
    _cut_glued_source(reader.body)
    _cut_dateline(reader.body)
    _cut_glued_byline(reader.body)
    _cut_signatures(reader.body)
    reader.body.signed.sort(key=lambda passage: passage.span)
    return reader.body


class _Reader:
    """Goes down the page; `pieces` are those of the paragraph it is in."""

    def __init__(self) -> None:
        self.body = Body()
        self.pieces: list[Passage] = []

    def read(self, block: Block) -> None:
        passage = block.line.passage
        if block.kind is Kind.PROSE:
            self._read_prose(passage)
        elif block.kind is Kind.NOTE:
            self.body.summary.append(passage)
        elif block.kind is Kind.CAPTION:  # a picture may stand in the middle of a sentence
            self.body.captions.append(Placed(passage, self._printed))
        else:
            self.end_paragraph()
            self._read_other(block)

    def end_paragraph(self) -> None:
        if self.pieces:
            self.body.paragraphs.append(glue(self.pieces))
            self.pieces = []

    @property
    def _printed(self) -> int:
        return len(self.body.paragraphs) + bool(self.pieces)

    def _read_prose(self, passage: Passage) -> None:
        joint = find_joint(self.pieces[-1], passage) if self.pieces else None
        if joint:
            self.pieces.append(joint.below)
            self.body.repairs += joint.repairs
            return
        self.end_paragraph()
        self.pieces = [passage]

    def _read_other(self, block: Block) -> None:
        passage = block.line.passage
        if block.kind is Kind.HEADLINE:
            self.body.headings.append(Placed(passage, self._printed))
        elif (
            block.kind is Kind.ROW
        ):  # each a paragraph of its own: joined, its figures would run together
            self.body.paragraphs.append(passage)
        elif block.kind in NOISE:
            self.body.noise.append(passage)
        else:
            self.body.signed.append(passage)
            if block.byline:
                self.body.bylines.append(block.byline)
            if block.stamp:
                self.body.stamps.append(Stamped(block.stamp, passage))


def _cut_glued_source(body: Body) -> None:
    """Take the source label off the head of the first paragraph, where the page lost the line end behind it."""
    glued = glued_source(body.paragraphs[0].text) if body.paragraphs else None
    if not glued:
        return
    length, stamp = glued
    first = body.paragraphs[0]
    passage = strip(part(first, 0, length))
    body.signed.append(passage)
    body.paragraphs[0] = strip(part(first, length, len(first.text)))
    body.stamps.append(Stamped(stamp, passage))


def _cut_dateline(body: Body) -> None:
    """Take the dateline off the head of the first paragraph."""
    if not body.paragraphs:
        return
    first = body.paragraphs[0]
    dateline = parse_dateline(first.text[:MAX_DATELINE])
    if not dateline or dateline.length >= len(first.text):
        return
    passage = strip(part(first, 0, dateline.length))
    body.paragraphs[0] = strip(part(first, dateline.length, len(first.text)))
    body.dateline = Datelined(dateline, passage)
    body.signed.append(passage)
    if dateline.byline:
        body.bylines.append(dateline.byline)


def _cut_glued_byline(body: Body) -> None:
    """Take the byline off the head of the first paragraph, where the page lost the line end between them."""
    glued = glued_byline(body.paragraphs[0].text) if body.paragraphs and not body.dateline else None
    if not glued:
        return
    length, byline = glued
    first = body.paragraphs[0]
    body.signed.append(strip(part(first, 0, length)))
    body.paragraphs[0] = strip(part(first, length, len(first.text)))
    body.bylines.append(byline)


def _cut_signatures(body: Body) -> None:
    """Take off what is signed at the end of the first and the last paragraph."""
    ends = {0, len(body.paragraphs) - 1} if body.paragraphs else set()
    for i in sorted(ends):
        paragraph = body.paragraphs[i]
        signatures = read_signatures(paragraph.text)
        if not signatures or signatures[0].start == 0:
            continue
        body.paragraphs[i] = strip(part(paragraph, 0, signatures[0].start))
        for signature in signatures:
            passage = strip(part(paragraph, signature.start, signature.end))
            (body.noise if signature.is_mark else body.signed).append(passage)
            if signature.byline:
                body.bylines.append(signature.byline)
            if signature.stamp:
                body.stamps.append(Stamped(signature.stamp, passage))
