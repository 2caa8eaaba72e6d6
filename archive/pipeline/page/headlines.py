"""
Step 2f: kicker, title and subtitle. The headline lines that stand together in, their parts out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from archive.pipeline.page.blocks import RULES, Block, is_enumerated, is_subtitle
from archive.pipeline.text.passages import part, without
from archive.pipeline.values import Passage, Repair, RepairKind

SPACES = re.compile(r"[ \t\u3000\xa0]+")
ORNAMENT = re.compile(r"[◆◇■□●○◎★☆▲△▼※•][ \t\u3000]*(?=\S)")
PAIR = 2
MIN_LIKENESS = 2  # characters two headings of one article open with alike


@dataclass(frozen=True, slots=True)
class Headlines:
    """The parts of a headline, and the lines below it that head the first section instead."""

    kicker: Block | None = None
    title: Block | None = None
    subtitle: Block | None = None
    headings: tuple[Block, ...] = ()


def read_headlines(
    run: Sequence[Block], *, gap_below: int, later: Sequence[Block], sure: bool
) -> Headlines:
    """
    The parts of the headline that `run` prints.

    `gap_below` blank lines follow it, `later` are the headings further down. `sure` says that a byline
    or source line follows, so that no line of the run can head a section.
    """
    headings = [block for block in run if is_enumerated(block.text)]
    lines = [block for block in run if not is_enumerated(block.text)]
    lines, deeper = _split_levels(lines)
    headings = deeper + headings
    if not sure and _heads_section(lines, gap_below, later):
        headings.insert(0, lines.pop())
    subtitle = next((block for block in lines[1:] if is_subtitle(block.text)), None)
    if (
        subtitle is None
        and len(lines) == PAIR
        and _tells_genre(lines[1])
        and not _tells_genre(lines[0])
    ):
        subtitle = lines[1]
    plain = [block for block in lines if block is not subtitle]
    if len(plain) <= 1:
        return Headlines(None, plain[0] if plain else None, subtitle, tuple(headings))
    kicker, title, *rest = plain
    if rest and subtitle is None:
        subtitle, *rest = rest
    return Headlines(kicker, title, subtitle, (*rest, *headings))


def clean_headline(block: Block, repairs: list[Repair]) -> Passage:
    """
    The headline with one space between its parts and none where the page only broke the line.

    What is left out is added to `repairs`.
    """
    passage = block.line.passage
    dropped: list[tuple[int, int]] = []
    mark = ORNAMENT.match(passage.text)
    if mark:
        repairs.append(Repair(RepairKind.DROPPED_MARKUP, passage.to_source(*mark.span())))
        passage = part(passage, mark.end(), len(passage.text))
    for space in SPACES.finditer(passage.text):
        before = passage.text[: space.start()]
        keep = 0 if any(part.search(before) for part in _open_parts()) else 1
        if space.end() - space.start() > keep:
            dropped.append((space.start() + keep, space.end()))
    for start, end in dropped:
        repairs.append(Repair(RepairKind.DROPPED_SPACE, passage.to_source(start, end)))
    return without(passage, dropped)


def _split_levels(lines: list[Block]) -> tuple[list[Block], list[Block]]:
    """The lines of the highest Markdown level (and those without one), and the deeper ones."""
    levels = [block.line.level for block in lines if block.line.level]
    if not levels:
        return lines, []
    top = min(levels)
    kept = [block for block in lines if block.line.level in (0, top)]
    return kept, [block for block in lines if block.line.level > top]


def _tells_genre(block: Block) -> bool:
    """Whether the line ends as 副题 do that print no dash (…工作纪实, …侧记)."""
    return block.text.endswith(_subtitle_endings())


def _heads_section(lines: Sequence[Block], gap_below: int, later: Sequence[Block]) -> bool:
    if len(lines) == 1 or not lines or is_subtitle(lines[-1].text):
        return False
    last = lines[-1]
    if last.line.gap != gap_below:
        return last.line.gap > gap_below
    return any(_alike(last.text, block.text) for block in later)


def _alike(one: str, other: str) -> bool:
    return one[:MIN_LIKENESS] == other[:MIN_LIKENESS]


@cache
def _subtitle_endings() -> tuple[str, ...]:
    return tuple(tomllib.loads(RULES.read_text("utf-8"))["subtitle_endings"])


@cache
def _open_parts() -> tuple[re.Pattern[str], ...]:
    rows = tomllib.loads(RULES.read_text("utf-8"))["open_headline_parts"]
    return tuple(re.compile(row["pattern"]) for row in rows)
