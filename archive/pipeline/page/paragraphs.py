"""
Step 2j: paragraphs joined where the page broke them. Passages of prose in, whole paragraphs out.

A column or page break cuts a sentence, or a word, and may print its last characters twice. The pieces
are joined without a space; what is left out is recorded, so that every join can be undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.pipeline.imprint.names import parse_names
from archive.pipeline.imprint.signatures import signed_from
from archive.pipeline.imprint.stamps import MAX_DATELINE, parse_dateline
from archive.pipeline.page.blocks import is_enumerated
from archive.pipeline.page.printed_line import is_closed
from archive.pipeline.page.wording import is_speech
from archive.pipeline.text.passages import part
from archive.pipeline.values import Passage, Repair, RepairKind, Span

SPEAKER = re.compile(r"([\u4e00-\u9fff]{2,4})[：:]\s?\S")
MAX_REPEAT = 20
MIN_CLOSED_REPEAT = 2  # 创建热情。/ 情。为调动: what is printed twice ends a sentence
MIN_OPEN_REPEAT = 4


@dataclass(frozen=True, slots=True)
class Joint:
    """The lower of two pieces of a paragraph as it reads on, and what was left out for it."""

    below: Passage
    repairs: tuple[Repair, ...]


def find_joint(above: Passage, below: Passage) -> Joint | None:
    """How `below` reads on from `above` if the page broke one paragraph in two, else None."""
    repeat = repeated(above.text, below.text)
    if not repeat and (_ends(above.text) or _begins(below.text)):
        return None
    gap = Span(above.span.end, below.span.start)
    repairs = [Repair(RepairKind.JOINED_LINE, gap)]
    if repeat:
        repairs.append(Repair(RepairKind.DROPPED_REPEAT, part(below, 0, repeat).span))
        below = part(below, repeat, len(below.text))
    return Joint(below, tuple(repairs))


def _ends(text: str) -> bool:
    return is_closed(text) or signed_from(text) is not None


def _begins(text: str) -> bool:
    return (
        is_enumerated(text)
        or is_speech(text)
        or _is_spoken(text)
        or parse_dateline(text[:MAX_DATELINE]) is not None
    )


def _is_spoken(text: str) -> bool:
    """Whether `text` opens with a name and a colon, as the answers of an interview do."""
    speaker = SPEAKER.match(text)
    return speaker is not None and bool(parse_names(speaker[1]))


def repeated(above: str, below: str) -> int:
    """How many characters at the head of `below` repeat the end of `above`."""
    for length in range(min(MAX_REPEAT, len(above), len(below) - 1), MIN_CLOSED_REPEAT - 1, -1):
        if not below.startswith(above[-length:]):
            continue
        if is_closed(above[-length:]) or length >= MIN_OPEN_REPEAT:
            return length
    return 0
