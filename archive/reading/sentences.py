"""Where sentences begin and end. In: a paragraph. Out: its sentences as ranges of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A closing mark behind the full stop belongs to the sentence it closes: “……怎么抓?抓什么?”
_SENTENCE = re.compile(r"[^。！？!?；;]*(?:[。！？!?；;]+[”’」』）)]*|$)")
_FULL_STOPS = "。！？!?"
REACH = 400  # characters; the longest sentence of the seeds has 260
_CLOSING = "”’」』）)"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start`..`end` of a text, end excluded; `whole` if a full stop ends it, not a semicolon."""

    text: str
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Whether a full stop ends it."""
        return self.text.rstrip(_CLOSING).endswith(tuple(_FULL_STOPS))


def split_sentences(text: str) -> Iterator[Sentence]:
    """All sentences left to right; joined they are the text."""
    for found in _SENTENCE.finditer(text):
        if found.group():
            yield Sentence(found.group(), found.start(), found.end())


def sentence_around(text: str, start: int, end: int) -> str:
    """
    The sentence, or run of sentences, that holds `start`..`end`.

    A sentence that reaches farther than REACH to either side is cut there, with … for the rest.
    """
    left, right = max(0, start - REACH), min(len(text), end + REACH)
    window = text[left:right]
    touched = [
        found.span()
        for found in _SENTENCE.finditer(window)
        if found.start() < end - left and start - left < found.end()
    ]
    if not touched:
        return ""
    first, last = touched[0][0], touched[-1][1]
    before = "…" if left > 0 and first == 0 else ""
    after = "…" if right < len(text) and last == len(window) else ""
    return before + window[first:last].strip() + after


def shorten(text: str, most: int) -> str:
    """`text`, or as much of its beginning as makes `most` characters with the mark that there is more."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
