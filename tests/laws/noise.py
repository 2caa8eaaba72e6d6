"""
Line breaks thrown into sentences, as texts out of PDFs and web pages have them. Text in, noisy text out.

Two kinds are learnt from measured files: every line cut at one width, counting on over the line ends that
were there; and a blank line in the middle of a sentence every few hundred characters. A third cuts each
paragraph by itself.
"""

from __future__ import annotations

from random import Random

WIDTHS = range(16, 25)
SOFT_GAPS = (180, 420)


def hard_wrapped(text: str, width: int) -> str:
    """`text` with a line end after every `width` characters, its own line ends counted."""
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def paragraphs_wrapped(text: str, width: int) -> str:
    """`text` with each line cut at `width` by itself, as a program that fills paragraphs does."""
    return "\n".join(hard_wrapped(line, width) for line in text.split("\n"))


def softly_broken(text: str, seed: int) -> str:
    """`text` with a blank line every 180 to 420 characters, only ever inside a line of prose."""
    random = Random(seed)  # noqa: S311 -- noise, no secret
    pieces: list[str] = []
    at = 0
    while len(text) - at > SOFT_GAPS[1]:
        cut = at + random.randint(*SOFT_GAPS)
        if "\n" in text[cut - 1 : cut + 1]:
            cut += 2
        pieces.append(text[at:cut])
        at = cut
    return "\n\n".join([*pieces, text[at:]])
