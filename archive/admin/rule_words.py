"""A change of a rule in words. In: a rule before and after. Out: a line for each field that differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from archive.models import Indicator, IndicatorEdit, Place, RuleChange
from archive.models.overlay import EntryKind, RuleKind
from archive.overlay import StaffRow
from archive.reading.fact_states import place_line
from archive.resources import resources
from archive.rule_changes import FIELDS, KINDS, print_rule

HIDDEN = {"indicator_id"}  # numbers that say nothing to a person


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a rule before and after; `before` is empty where the rule is new."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.label}：{self.after}"
        return f"{self.label}：{self.before} → {self.after}"


def rule_words(before: StaffRow | None, after: StaffRow) -> list[FieldChange]:
    """What differs between the stored rule and the one that was typed."""
    if before is None and isinstance(after, IndicatorEdit):
        before = as_in_table(after.indicator)
    kind = KINDS[type(after)]
    return _differences(kind, print_rule(before) if before else None, print_rule(after))


def change_words(change: RuleChange) -> list[FieldChange]:
    """What a recorded change changed."""
    kind, before = RuleKind(change.kind), change.before
    if before is None and kind is RuleKind.INDICATOR:
        table = as_in_table(Indicator.objects.get(pk=change.after["indicator_id"]))
        before = print_rule(table) if table else None
    return _differences(kind, before, change.after)


def as_in_table(indicator: Indicator) -> IndicatorEdit | None:
    """An edit that changes nothing yet; None for an indicator that only staff have."""
    rows = {row.slug: row for row in resources().metric_rules.indicators}
    row = rows.get(indicator.slug)
    if row is None:
        return None
    return IndicatorEdit(
        indicator=indicator,
        name=row.name,
        family=row.family,
        dimension=row.dimension,
        units=list(row.units),
        definition=row.definition,
    )


def _differences(
    kind: RuleKind, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> list[FieldChange]:
    model = next(model for model, its in KINDS.items() if its == kind)
    found = []
    for name in FIELDS[kind]:
        old, new = before.get(name) if before else None, after.get(name)
        if name in HIDDEN or old == new or (before is None and new in ("", None, [])):
            continue
        label = str(getattr(model._meta.get_field(name.removesuffix("_id")), "verbose_name", name))
        found.append(FieldChange(label, _words(name, old) if before else "", _words(name, new)))
    return found


def _words(name: str, value: Any) -> str:
    if value in ("", None, []):
        return _("（空）")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(value)
    if name == "kind":
        return str(EntryKind(value).label)
    if name == "place_id":
        place = Place.objects.filter(pk=value).first()
        return place_line(place) if place else str(value)
    return str(value)
