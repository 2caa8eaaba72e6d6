"""Why a rule cannot be taken. In: what staff typed. Out: a sentence for them, empty if all is well."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.models import Indicator, IndicatorEdit, LexiconEntry, Place, PlaceName, Program
from archive.models.overlay import SHORTEST
from archive.models.place import Level
from archive.pipeline.programs.find import fold_name
from archive.pipeline.text.folding import fold_text
from archive.reading.fact_states import place_line
from archive.reading.labels import UNITS
from archive.resources import resources
from archive.rule_reach import bare_text

INVISIBLE = {"Cc", "Cf"}
LISTED = 5  # places named where a name means several
_LETTER = re.compile(r"\w")
Days = tuple[dt.date | None, dt.date | None]


def check_long_enough(name: str) -> str:
    """A name of one character, or of marks only, stands in every report."""
    if len(_LETTER.findall(bare_text(name))) >= SHORTEST:
        return ""
    return _("“{name}”太短：至少要两个字，不算引号。一个字到处都有，会读错。").format(name=name)


def check_entry_free(name: str, own: LexiconEntry, own_name: str) -> str:
    """A name means one program: no other entry has it, and no row of the table but that of `own_name`."""
    folded = fold_name(name)
    for entry in LexiconEntry.objects.exclude(pk=own.pk):
        if folded in map(fold_name, (entry.name, *entry.aliases)):
            return _("“{name}”已经在词条“{entry}”里。请打开那一条去改。").format(
                name=name, entry=entry.name
            )
    known = resources().lexicon.known.by_fold.get(folded)
    if known is not None and fold_name(own_name) not in map(fold_name, (known.name, *known.forms)):
        return _("“{name}”在规则表里是“{entry}”的写法。要改它，请把名称填成“{entry}”。").format(
            name=name, entry=known.name
        )
    return ""


def check_parent(parent: str, name: str) -> str:
    """A parent is another program that the archive or the lexicon knows."""
    folded = fold_name(parent)
    if folded == fold_name(name):
        return _("上级不能是它自己。")
    lexicon = resources().lexicon
    known = (
        folded in lexicon.known.by_fold
        or folded in map(fold_name, lexicon.umbrellas)
        or Program.objects.filter(folded=folded).exists()
        or LexiconEntry.objects.filter(folded=folded, active=True).exists()
    )
    if known and _is_above(folded, fold_name(name)):
        return _("“{parent}”是“{name}”的下级，不能互为上级。").format(parent=parent, name=name)
    if known:
        return ""
    return _("词表和档案里都没有“{name}”。请先添上级，再添这一条。").format(name=parent)


def _is_above(part: str, above: str) -> bool:
    """Whether staff's entries lead from `part` up to `above`; both folded."""
    entries = LexiconEntry.objects.filter(active=True).exclude(parent="")
    parents = {
        folded: fold_name(parent) for folded, parent in entries.values_list("folded", "parent")
    }
    met: set[str] = set()
    while part in parents and part not in met:
        met.add(part)
        part = parents[part]
    return part == above


def without_invisible(typed: str) -> str:
    """`typed` without characters nobody sees (zero width, direction): with them two names look the same."""
    return "".join(c for c in typed if unicodedata.category(c) not in INVISIBLE).strip()


def check_name_free(name: str, place: Place, days: Days, own: PlaceName) -> str:
    """A name staff add is no official name, and says the same place once for the same days."""
    folded = fold_text(name)
    official = list(Place.objects.filter(name=folded).exclude(level=Level.VILLAGE).order_by("code"))
    if place in official:
        return _("“{name}”就是这个地方的正式名称，不用再添。").format(name=name)
    if official:
        return _(
            "“{name}”是{place}的正式名称，不能再指别处。请写带上级的全名，如“{full}”。"
        ).format(name=name, place=_listed(official), full=f"{place.county or place.city}{name}")
    for other in PlaceName.objects.filter(folded=folded, place=place).exclude(pk=own.pk):
        if _overlap(days, (other.valid_from, other.valid_to)):
            return _("“{name}”指{place}已经有一条，日期重叠。请打开那一条去改。").format(
                name=name, place=place_line(place)
            )
    return ""


def check_indicator_free(phrase: str, units: Sequence[str], own: IndicatorEdit) -> str:
    """A phrase leads to one indicator among those of a unit."""
    bare = bare_text(phrase)
    for edit in IndicatorEdit.objects.exclude(pk=own.pk).filter(active=True):
        said = map(bare_text, (edit.name, *edit.synonyms))
        if bare in said and set(units) & set(edit.units):
            return _(
                "“{phrase}”已经是指标“{name}”的说法，单位也相同。一个说法只能归一个指标。"
            ).format(phrase=phrase, name=edit.name)
    named = Indicator.objects.filter(name=phrase).exclude(pk=own.indicator_id).first()
    if named is None:
        return ""
    return _("“{phrase}”是另一个指标的名称（{slug}）。请换一个名称，或去改那一个。").format(
        phrase=phrase, slug=named.slug
    )


def known_unit(typed: str) -> str:
    """The unit as rows hold it: 平方米 is m2. Raises ValidationError for one no rule reads."""
    for rule in resources().metric_rules.units:
        if typed == rule.unit:
            return typed
    for rule in resources().metric_rules.units:
        if typed in rule.printed:
            return rule.unit or typed
    by_word = {word: unit for unit, word in UNITS.items()}
    if typed in by_word:
        return by_word[typed]
    raise forms.ValidationError(
        _("不认得单位“{unit}”。请照报道里的写法填，如 元、人、个、平方米、%。").format(unit=typed)
    )


def find_place(typed: str) -> Place:
    """
    The division a code or a name with those above it means.

    Raises ValidationError if there is none or several.
    """
    typed = "".join(typed.split())
    if typed.isdecimal():
        found = list(Place.objects.filter(pk=typed).exclude(level=Level.VILLAGE))
    else:
        found = [place for place in _named(fold_text(typed)) if _says(fold_text(typed), place)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(
            _("找不到“{name}”。请写乡镇以上的全名，如“河南省中牟县雁鸣湖镇”，或写代码。").format(
                name=typed
            )
        )
    raise forms.ValidationError(
        _("“{name}”有 {n} 处：{places}。请连上级一起写。").format(
            name=typed, n=len(found), places=_listed(found)
        )
    )


def _named(typed: str) -> Iterator[Place]:
    """Divisions whose name ends what was typed."""
    ends = [typed[at:] for at in range(len(typed))]
    named = Q(name__in=ends)
    yield from Place.objects.filter(named).exclude(level=Level.VILLAGE).order_by("code")


def _says(typed: str, place: Place) -> bool:
    """Whether what was typed before the name are divisions above it, from the highest down."""
    left = typed.removesuffix(place.name)
    for above in (place.province, place.city, place.county):
        left = left.removeprefix(above)
    return not left


def _listed(places: Sequence[Place]) -> str:
    shown = "、".join(place_line(place) for place in places[:LISTED])
    if len(places) <= LISTED:
        return shown
    return _("{shown}等 {n} 处").format(shown=shown, n=len(places))


def _overlap(one: Days, other: Days) -> bool:
    first = max(one[0] or dt.date.min, other[0] or dt.date.min)
    last = min(one[1] or dt.date.max, other[1] or dt.date.max)
    return first <= last
