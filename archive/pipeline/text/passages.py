"""
Passages of the source: cut, cut again, glued. Text and spans in, passages out.

Each function keeps the law that a passage's text is the source at its pieces.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.pipeline.values import Passage, Piece, Span


def cut(source: str, *spans: Span) -> Passage:
    """The passage made of `source` at `spans`, in the order given; empty spans are left out."""
    pieces: list[Piece] = []
    at = 0
    for span in spans:
        if len(span):
            pieces.append(Piece(at, span))
            at += len(span)
    return Passage("".join(source[p.span.start : p.span.end] for p in pieces), tuple(pieces))


def part(passage: Passage, start: int, end: int) -> Passage:
    """The passage that holds `passage.text[start:end]`."""
    pieces: list[Piece] = []
    for piece in passage.pieces:
        first = max(piece.at, start)
        last = min(piece.at + len(piece.span), end)
        if first < last:
            begin = piece.span.start + first - piece.at
            pieces.append(Piece(first - start, Span(begin, begin + last - first)))
    return Passage(passage.text[start:end], tuple(pieces))


def strip(passage: Passage) -> Passage:
    """The passage without white space at its ends."""
    text = passage.text
    return part(passage, len(text) - len(text.lstrip()), len(text.rstrip()))


def glue(passages: Iterable[Passage]) -> Passage:
    """One passage that reads all of them in turn."""
    pieces: list[Piece] = []
    texts: list[str] = []
    at = 0
    for passage in passages:
        pieces.extend(Piece(at + piece.at, piece.span) for piece in passage.pieces)
        texts.append(passage.text)
        at += len(passage.text)
    return Passage("".join(texts), tuple(pieces))


def without(passage: Passage, dropped: Iterable[tuple[int, int]]) -> Passage:
    """The passage without the given ranges of its text (in order, apart from each other)."""
    kept: list[Passage] = []
    at = 0
    for start, end in dropped:
        kept.append(part(passage, at, start))
        at = end
    kept.append(part(passage, at, len(passage.text)))
    return glue(kept)
