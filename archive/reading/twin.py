"""
The source and the clean text side by side. In: an article and its lights. Out: rows in the order of the source,
every repair numbered where it stands, and a list of them by kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Article
from archive.reading.body import read_body
from archive.reading.headline import PARTS, printed_anchor
from archive.reading.labels import REPAIRS
from archive.reading.marking import Light, Lights, mark_text
from archive.reading.quoting import place_words
from archive.reading.rawtext import (
    Run,
    Stretch,
    hidden_pieces,
    lay_runs,
    passages_of,
    pieces_of_others,
)

AROUND = 6  # characters on each side of a repair in the list
_Hidden = list[tuple[int, int]]
ENDS = 12  # of a long stretch that belongs elsewhere, what is shown at each end


@dataclass(frozen=True, slots=True)
class TwinRow:
    """One passage, or what the source has between two: runs on the left, the clean text on the right."""

    label: str
    url: str  # where the passage stands in the clean version; empty between passages
    runs: tuple[Run, ...]
    html: SafeString | None


@dataclass(frozen=True, slots=True)
class RepairLine:
    """One repair: what was left out, with the words around it; `left_out` is empty for mere white space."""

    number: int
    before: str
    left_out: str
    after: str


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """The repairs of one kind; `told` where they left out printed characters, so that each is worth a line."""

    label: str
    lines: tuple[RepairLine, ...]

    @property
    def told(self) -> bool:
        """Whether any left out more than white space."""
        return any(line.left_out for line in self.lines)


@dataclass(frozen=True, slots=True)
class Twin:
    """All rows and all repairs."""

    rows: tuple[TwinRow, ...]
    groups: tuple[RepairGroup, ...]

    @property
    def count(self) -> int:
        """How many repairs there are."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(slots=True)
class _Extent:
    """From the first to the last source character of a passage, and the repairs made there."""

    start: int
    end: int
    row: TwinRow | None  # without its runs
    pieces: list[tuple[int, int]]
    repairs: list[Stretch] = field(default_factory=list)


def read_twin(article: Article, lights: Lights) -> Twin:
    """The article's stretch of the source beside its clean text."""
    passages = sorted(_extents(article, lights), key=lambda extent: (extent.start, extent.end))
    if not passages:
        return Twin((), ())
    extents = list(_with_gaps(passages))
    first, last = passages[0].start, max(extent.end for extent in passages)
    hidden = hidden_pieces(article)
    own = [piece for extent in passages for piece in extent.pieces]
    repairs = _repairs(article, (first, last), own)
    _share_out(repairs, extents)
    text = article.source.text
    rows = [_row(text, extent, hidden) for extent in extents]
    return Twin(tuple(row for row in rows if row), tuple(_groups(text, repairs, hidden)))


def _extents(article: Article, lights: Lights) -> Iterator[_Extent]:
    words = {block.anchor: place_words(block) for block in read_body(article.content).blocks}
    words |= {part: str(label) for part, label in PARTS.items()}
    words |= {printed_anchor(part): str(label) for part, label in PARTS.items()}
    words["byline"] = _("署名")
    blocks = {anchor for anchor in words if anchor[-1].isdigit()}
    for anchor, begin, passage in passages_of(article):
        pieces = [(piece.span.start, piece.span.end) for piece in passage.pieces]
        if not pieces:
            continue
        own = _within(lights.get(anchor, ()), begin, begin + len(passage.text))
        url = f"{article.get_absolute_url()}#{anchor}" if anchor in blocks else ""
        row = TwinRow(words[anchor], url, (), mark_text(passage.text, (), own))
        yield _Extent(pieces[0][0], pieces[-1][1], row, pieces)


def _within(lights: Sequence[Light], start: int, end: int) -> list[Light]:
    return [
        replace(light, start=light.start - start, end=light.end - start)
        for light in lights
        if start <= light.start and light.end <= end
    ]


def _with_gaps(passages: Sequence[_Extent]) -> Iterator[_Extent]:
    """The passages, and what stands between those that follow each other."""
    reached = passages[0].start
    for extent in passages:
        if reached < extent.start:
            yield _Extent(reached, extent.start, None, [])
        yield extent
        reached = max(reached, extent.end)


def _repairs(article: Article, bounds: tuple[int, int], own: _Hidden) -> list[Stretch]:
    """The repairs within the bounds, without those made in other articles of the source."""
    start, end = bounds
    elsewhere = pieces_of_others(article)
    inside = sorted(
        (repair["start"], repair["end"], repair["kind"])
        for repair in article.source.repairs
        if start <= repair["start"]
        and repair["end"] <= end
        and (
            _touches(own, repair["start"], repair["end"])
            or not _touches(elsewhere, repair["start"], repair["end"])
        )
    )
    return [
        Stretch(first, last, "repaired", kind, number)
        for number, (first, last, kind) in enumerate(inside, 1)
    ]


def _touches(hidden: _Hidden, start: int, end: int) -> bool:
    return any(first <= end and start <= last for first, last in hidden)


def _share_out(repairs: Sequence[Stretch], extents: Sequence[_Extent]) -> None:
    """Each repair to the shortest extent that holds it: passages may lie one within another."""
    starts = [repair.start for repair in repairs]
    owner: dict[int, _Extent] = {}
    for extent in extents:
        for at in range(bisect_left(starts, extent.start), len(repairs)):
            repair = repairs[at]
            if repair.start >= extent.end:
                break
            held = owner.get(at)
            if held is None or extent.end - extent.start < held.end - held.start:
                owner[at] = extent
    for at, extent in sorted(owner.items()):
        extent.repairs.append(replace(repairs[at], end=min(repairs[at].end, extent.end)))


def _row(text: str, extent: _Extent, hidden: _Hidden) -> TwinRow | None:
    """The extent with its runs; None where nothing but white space lies between passages."""
    named = [replace(one, why=str(REPAIRS.get(one.why, ""))) for one in extent.repairs]
    stretches = [Stretch(start, end, "text") for start, end in extent.pieces] + named
    laid = lay_runs(text, (extent.start, extent.end), stretches, hidden, ())
    runs = tuple(map(_shortened, laid))
    if extent.row is not None:
        return replace(extent.row, runs=runs)
    while runs and not runs[0].number and runs[0].sort == "blank":
        runs = runs[1:]
    while runs and not runs[-1].number and runs[-1].sort == "blank":
        runs = runs[:-1]
    return TwinRow("", "", runs, None) if runs else None


def _shortened(run: Run) -> Run:
    if run.sort != "other":
        return run
    if len(run.text) <= 3 * ENDS:
        return replace(run, text=run.text.strip("\n"))
    count = sum(not character.isspace() for character in run.text)
    told = _("……（{n} 字）……").format(n=count)
    return replace(
        run, text=f"{run.text.strip()[:ENDS].rstrip()}{told}{run.text.strip()[-ENDS:].lstrip()}"
    )


def _groups(text: str, repairs: Sequence[Stretch], hidden: _Hidden) -> Iterator[RepairGroup]:
    for kind, label in REPAIRS.items():
        lines = tuple(_line(text, repair, hidden) for repair in repairs if repair.why == kind)
        if lines:
            yield RepairGroup(str(label), lines)


def _line(text: str, repair: Stretch, hidden: _Hidden) -> RepairLine:
    def around(start: int, end: int) -> str:
        return "" if _touches(hidden, start, end) else text[start:end]

    before = around(max(repair.start - AROUND, 0), repair.start)
    after = around(repair.end, repair.end + AROUND)
    left_out = text[repair.start : repair.end].strip()
    return RepairLine(repair.number, _one_line(before), left_out, _one_line(after))


def _one_line(text: str) -> str:
    return " ".join(text.split())
