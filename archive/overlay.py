"""What staff add to the rule tables. In: their rows. Out: the Overlay reading takes, and its digest."""

from __future__ import annotations

from archive.models import IndicatorEdit, LexiconEntry, OverlayState, PlaceName
from archive.models.overlay import EntryKind
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import (
    IndicatorEntry,
    Overlay,
    PlaceAlias,
    ProgramEntry,
    ProgramKind,
)

StaffRow = LexiconEntry | PlaceName | IndicatorEdit
Entry = ProgramEntry | PlaceAlias | IndicatorEntry


def read_overlay() -> Overlay:
    """Every rule of staff that is switched on, in an order that does not depend on when it was added."""
    programs = LexiconEntry.objects.filter(active=True).order_by("folded")
    names = PlaceName.objects.filter(active=True).order_by(
        "folded", "place_id", "valid_from", "valid_to"
    )
    edits = IndicatorEdit.objects.filter(active=True).select_related("indicator")
    return Overlay(
        programs=tuple(map(program_entry, programs)),
        aliases=tuple(map(place_alias, names)),
        indicators=tuple(map(indicator_entry, edits.order_by("indicator__slug"))),
    )


def current_digest() -> str:
    """The digest of what staff have added as of now: one row, asked before each reading."""
    kept = OverlayState.objects.filter(pk=OverlayState.ONLY).values_list("digest", flat=True)
    return kept.first() or ""


def entry_of(row: StaffRow) -> Entry | None:
    """What a rule says to the pipeline; None if it is switched off."""
    if not row.active:
        return None
    match row:
        case LexiconEntry():
            return program_entry(row)
        case PlaceName():
            return place_alias(row)
        case IndicatorEdit():
            return indicator_entry(row)


def program_entry(row: LexiconEntry) -> ProgramEntry:
    """A row of the lexicon as a value."""
    return ProgramEntry(
        name=row.name,
        kind=None if row.kind == EntryKind.ASIDE else ProgramKind(row.kind),
        parent=row.parent or None,
        aliases=tuple(row.aliases),
    )


def place_alias(row: PlaceName) -> PlaceAlias:
    """A dated name as a value; the name is Simplified, as texts are when they are searched."""
    return PlaceAlias(
        name=fold_text(row.name),
        code=row.place_id,
        valid_from=str(row.valid_from) if row.valid_from else None,
        valid_to=str(row.valid_to) if row.valid_to else None,
    )


def indicator_entry(row: IndicatorEdit) -> IndicatorEntry:
    """An edited indicator as a value."""
    return IndicatorEntry(
        slug=row.indicator.slug,
        name=row.name,
        family=row.family,
        dimension=row.dimension,
        units=tuple(row.units),
        synonyms=tuple(row.synonyms),
        definition=row.definition,
    )


def settle_digest() -> None:
    """Write the digest of the rows as they are; inside the transaction of a change, after it."""
    OverlayState.objects.update_or_create(
        pk=OverlayState.ONLY, defaults={"digest": read_overlay().digest}
    )
