"""
What staff change in the rules. In: a row as it shall be, and who says so. Out: the row, its RuleChange.

Changes come one after another: each holds the row of the overlay's digest until it is written.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from archive.gazetteer_rows import write_indicator_row
from archive.models import Edition, IndicatorEdit, LexiconEntry, OverlayState, PlaceName, RuleChange
from archive.models.overlay import RuleKind
from archive.overlay import StaffRow, settle_digest
from archive.pipeline.programs.find import fold_name
from archive.pipeline.text.folding import fold_text

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHANGED = gettext_lazy("你打开这一页之后，有人改过这条规则。请从列表重新打开，看过再改。")
KINDS: dict[type[StaffRow], RuleKind] = {
    LexiconEntry: RuleKind.PROGRAM,
    PlaceName: RuleKind.PLACE,
    IndicatorEdit: RuleKind.INDICATOR,
}
# The fields a change is told by, in the order pages show them.
FIELDS: dict[RuleKind, tuple[str, ...]] = {
    RuleKind.PROGRAM: ("name", "kind", "parent", "aliases", "note", "active"),
    RuleKind.PLACE: ("name", "place_id", "valid_from", "valid_to", "note", "active"),
    RuleKind.INDICATOR: (
        "indicator_id",
        "name",
        "family",
        "dimension",
        "units",
        "synonyms",
        "definition",
        "note",
        "active",
    ),
}


class RuleChangedMeanwhile(Exception):
    """Somebody else wrote the rule first; the message is for the person who came second."""


@transaction.atomic
def save_rule(row: StaffRow, *, by: User | None) -> RuleChange:
    """
    Write a rule and what was changed of it; reading takes it from the next source on.

    Raises IntegrityError if another rule of that name was written at the same moment, and
    RuleChangedMeanwhile if this one was since `row` was loaded.
    """
    change = write_rule(row, by=by)
    if isinstance(row, IndicatorEdit):
        Edition.objects.turn()
    return change


@transaction.atomic
def write_rule(row: StaffRow, *, by: User | None) -> RuleChange:
    """The same without telling pages: for trying what is taken back. Whoever announces does it last."""
    OverlayState.objects.select_for_update().get_or_create(pk=OverlayState.ONLY)
    kind = KINDS[type(row)]
    before = stored_rule(row)
    if before and before.updated_at != row.updated_at:
        raise RuleChangedMeanwhile(CHANGED)
    _prepare(row)
    row.updated_by = by
    row.save()
    if isinstance(row, IndicatorEdit):
        write_indicator_row(row.indicator.slug)
    settle_digest()
    return RuleChange.objects.create(
        kind=kind,
        row=row.pk,
        name=row.name,
        before=print_rule(before) if before else None,
        after=print_rule(row),
        made_by=by,
    )


def stored_rule(row: StaffRow) -> StaffRow | None:
    """The rule as it is stored now; None if it is new."""
    return type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None


def print_rule(row: StaffRow) -> dict[str, Any]:
    """The fields of a rule as JSON holds them."""
    values = {name: getattr(row, name) for name in FIELDS[KINDS[type(row)]]}
    return {n: v.isoformat() if isinstance(v, dt.date) else v for n, v in values.items()}


def rule_from(kind: RuleKind, printed: dict[str, Any] | None) -> StaffRow | None:
    """A rule as it was, from a change's `before` or `after`; it is not stored."""
    if printed is None:
        return None
    model = next(model for model, its in KINDS.items() if its == kind)
    return model(**printed)


def _prepare(row: StaffRow) -> None:
    """Set what the rule is found by, and make the indicator that staff add."""
    match row:
        case LexiconEntry():
            row.folded = fold_name(row.name)[:120]
        case PlaceName():
            row.folded = fold_text(row.name)[:60]
        case IndicatorEdit():
            if row.indicator._state.adding:
                row.indicator.name = row.name
                row.indicator.save()
                row.indicator_id = row.indicator.pk
