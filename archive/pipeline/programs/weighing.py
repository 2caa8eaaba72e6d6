"""
How far each program of an article is believed. Programs and the folded passages in, evidence with points out.

What a way of finding says of a name is there already; here what the article says around it is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from archive.pipeline.programs.components import Part, Texts
from archive.pipeline.programs.rules import ProgramLexicon
from archive.pipeline.values import Evidence, Span

_NEAR = 60  # characters on both sides of a mention
_OFTEN = 3  # mentions of a label the article is about
_THROUGHOUT = 5  # mentions of one it keeps coming back to
_LEAST_WORDS = 2  # of local Party work an article has at least
_READ = 20_000  # characters of a passage that tell what an article is about


@dataclass(frozen=True, slots=True)
class Program:
    """
    A program: evidence of its best name, mentions (passage, span), whether a headline has it, its parts.

    `headless` says that no mention gives its label a head noun.
    """

    evidence: tuple[Evidence, ...]
    mentions: tuple[tuple[int, Span], ...]
    in_headline: bool
    parts: tuple[Part, ...]
    standing: bool
    headless: bool = False


def weigh(
    programs: Mapping[str, Program], texts: Texts, lexicon: ProgramLexicon
) -> dict[str, Program]:
    """Each program with all evidence for and against it."""
    local = _is_local(texts, lexicon) if programs else True
    return {
        key: replace(
            program, evidence=(*program.evidence, *_around(program, texts, lexicon, local=local))
        )
        for key, program in programs.items()
    }


def _is_local(texts: Texts, lexicon: ProgramLexicon) -> bool:
    """Whether an article has words of local Party work at all."""
    words = lexicon.settings["setting-none"].words
    found = 0
    for passage in texts.passages:
        for _ in words.finditer(passage, 0, _READ):
            found += 1
            if found >= _LEAST_WORDS:
                return True
    return False


def _around(
    program: Program, texts: Texts, lexicon: ProgramLexicon, *, local: bool
) -> Iterator[Evidence]:
    often = len(program.mentions)
    signals = {
        "in-headline": program.in_headline,
        "told-again": often > 1,
        "parts-told": bool(program.parts),
        "told-often": program.headless and often >= _OFTEN,
        "told-throughout": program.headless and often >= _THROUGHOUT,
        "label-of-article": program.headless and program.in_headline and often > 1,
        "label-with-parts": program.headless and _told_apart(program),
    }
    yield from (lexicon.evidence[row] for row, holds in signals.items() if holds)
    if program.standing:
        return
    if not local:
        yield lexicon.evidence["setting-none"]
    number, span = program.mentions[0]
    begin = max(0, span.start - _NEAR)
    for row in ("near-commerce", "near-macro"):
        setting = lexicon.settings[row]
        if setting.words.search(texts.passages[number], begin, span.end + _NEAR):
            yield setting.evidence


def _told_apart(program: Program) -> bool:
    """Whether parts are told beside a label, not only in it."""
    return any(
        not any(
            number == part.passage and span.overlaps(part.span) for number, span in program.mentions
        )
        for part in program.parts
    )
