"""Where sentences begin and end. In: a paragraph. Out: its sentences as ranges of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A closing mark behind the full stop belongs to the sentence it closes: “……怎么抓?抓什么?”
_SENTENCE = re.compile(r"[^。！？!?；;]*(?:[。！？!?；;]+[”’」』）)]*|$)")
_FULL_STOPS = "。！？!?"
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
    """The sentence, or run of sentences, that holds `start`..`end`."""
    touched = [s.text for s in split_sentences(text) if s.start < end and start < s.end]
    return "".join(touched).strip()
