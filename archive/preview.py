"""
What a changed rule would do, before it is saved. In: the rule as it shall be. Out: facts that would come,
go and change, each with its sentence.

Nothing stays: the change is made, sources are stored as reading them again would, what differs is noted,
and the transaction is rolled back (docs/adr/0012). So the preview cannot differ from what saving does.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from archive.ingest import original_bytes
from archive.models import Article, IndicatorEdit, Source
from archive.overlay import StaffRow, read_overlay
from archive.pipeline.errors import UnreadableSource
from archive.pipeline.read import Resources, read_file
from archive.pipeline.values import Overlay, Reading
from archive.reading.fact_states import ChangedFact, Difference, FactState, compare, fact_states
from archive.resources import resources_with
from archive.rule_changes import stored_rule, write_rule
from archive.rule_reach import reach_of, reached_sources
from archive.store import store_reading


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How long a preview may take (seconds for looking, seconds for reading) and how much it may try.

    A source of more than `characters` is left to the worker: no page waits for it.
    """

    looking: float = 6.0
    reading: float = 8.0
    sources: int = 300
    characters: int = 300_000


@dataclass(slots=True)
class Preview:
    """
    What trying found. Counts of sources and articles; facts in the order of the archive, newest first.

    `after` is where a next preview may go on (the last source tried); None if all were tried.
    `searched` is False if time ran out before the whole archive was searched for the rule's words.
    """

    archive_articles: int
    reached_sources: int
    reached_articles: int
    searched: bool
    tried_sources: int = 0
    tried_articles: int = 0
    after: int | None = None
    too_long: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    added: list[FactState] = field(default_factory=list)
    removed: list[FactState] = field(default_factory=list)
    changed: list[ChangedFact] = field(default_factory=list)
    kept: list[FactState] = field(default_factory=list)
    judged: int = 0  # facts people judged, in the sources tried; they stay as they are

    @property
    def whole(self) -> bool:
        """Whether every source the rule may reach was tried."""
        return self.searched and self.after is None and not self.too_long and not self.unreadable

    @property
    def quiet(self) -> bool:
        """Whether nothing would change in what was tried."""
        return not (self.added or self.removed or self.changed)


def preview_rule(
    row: StaffRow, *, limits: Limits | None = None, after: int | None = None
) -> Preview:
    """
    Try `row` on the sources it may reach, newest first, from the one after `after` on.

    Raises IntegrityError if another rule of that name was written meanwhile.
    """
    limits = limits or Limits()
    overlay = _overlay_with(row)
    reach = reach_of(stored_rule(row), row)
    reached = reached_sources(reach, until=time.monotonic() + limits.looking)
    preview = Preview(
        archive_articles=Article.objects.count(),
        reached_sources=len(reached.sources),
        reached_articles=Article.objects.filter(source__in=reached.sources).count(),
        searched=reached.whole,
    )
    waiting = [pk for pk in reached.sources if after is None or pk < after]
    _try_all(preview, row, waiting, overlay, limits)
    return preview


def _overlay_with(row: StaffRow) -> Overlay:
    """Everything staff added, as it would be with `row` saved."""
    with transaction.atomic():
        write_rule(_copy(row), by=None)
        overlay = read_overlay()
        transaction.set_rollback(True)
    return overlay


def _copy(row: StaffRow) -> StaffRow:
    """The row as it was typed: one that is saved and rolled back would keep a number it never had."""
    copied = copy.copy(row)
    if isinstance(copied, IndicatorEdit):
        copied.indicator = copy.copy(copied.indicator)
    return copied


def _try_all(
    preview: Preview, row: StaffRow, waiting: Sequence[int], overlay: Overlay, limits: Limits
) -> None:
    until = time.monotonic() + limits.reading
    rules = resources_with(overlay) if waiting else None
    for number, pk in enumerate(waiting):
        if rules is None or number >= limits.sources or time.monotonic() > until:
            preview.after = waiting[number - 1] if number else waiting[0] + 1
            return
        source = Source.objects.get(pk=pk)
        if len(source.text) > limits.characters:
            preview.too_long.append(source.name)
            continue
        _try_source(preview, row, source, rules)


def _try_source(preview: Preview, row: StaffRow, source: Source, rules: Resources) -> None:
    try:
        data = original_bytes(source)
        reading = read_file(data, source.name, rules, encoding=source.encoding_choice or None)
    except UnreadableSource:
        preview.unreadable.append(source.name)
        return
    difference, judged = _store_and_undo(row, source, reading)
    preview.tried_sources += 1
    preview.tried_articles += source.articles.count()
    preview.added += difference.added
    preview.removed += difference.removed
    preview.changed += difference.changed
    preview.kept += difference.kept
    preview.judged += judged


def _store_and_undo(row: StaffRow, source: Source, reading: Reading) -> tuple[Difference, int]:
    with transaction.atomic():
        # Locked in the order in which a reading and a correction lock: source, articles, indicator, edition.
        list(Source.objects.select_for_update().filter(pk=source.pk).values_list("pk"))
        list(source.articles.select_for_update().order_by("pk").values_list("pk"))
        write_rule(_copy(row), by=None)
        before = fact_states(source)
        store_reading(source, reading)
        after = fact_states(source)
        transaction.set_rollback(True)
    return compare(before, after), sum(state.judged for state in after.values())
