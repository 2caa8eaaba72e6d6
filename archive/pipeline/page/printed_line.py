"""One line of a page: its text with the white space around it, and whether a sentence ends with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.pipeline.values import Passage

LINE = re.compile(
    r"(?P<end>\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029])|[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+"
)
FINAL = frozenset("。！？!?…：:；;")
PAUSES = ("，", ",", "、")
NEVER_FIRST = ("，", "。", "、", "；", "：", "！", "？", "”", "’", "）", "》", "」", "』", ",", ")")
CLOSERS = "”’」』）)】》〉\"'"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: `gap` blank lines stand before it, `level` is its Markdown heading level."""

    passage: Passage
    gap: int
    level: int = 0
    indented: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


def is_closed(text: str) -> bool:
    """Whether `text` ends where a sentence may end; a quotation mark alone ends nothing."""
    bare = text.rstrip(CLOSERS)
    if bare and bare[-1] in FINAL:
        return True
    if text.endswith(("）", ")")):
        opening = max(text.rfind("（"), text.rfind("("))
        return opening > 0 and text[opening - 1] in FINAL
    return text.endswith(".") and len(text) > 1 and not text[-2].isdigit()
