"""
The forms in which an article's text is shown. In: an address's ?v= and an article. Out: the form, the links to all.

A form changes what is seen. Citations, quotations, downloads and data are the same in every form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Article
from archive.pipeline.text.folding import fold_text
from archive.reading.marking import Light, Lights, Mark, mark_text
from archive.reading.tongue import present_tongue


class TextForm(StrEnum):
    """What ?v= says; CLEAN is said by nothing."""

    CLEAN = ""
    SIMPLIFIED = "hans"
    BOTH = "both"
    RAW = "raw"


HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U000323af"))

FormAddress = Callable[[TextForm], str]


@dataclass(frozen=True, slots=True)
class Showing:
    """One form of an article: where its forms stand, what is lit in the clean text and in the source."""

    form: TextForm
    address: FormAddress
    lights: Lights = field(default_factory=dict)
    raw_lights: Sequence[Light] = ()


@dataclass(frozen=True, slots=True)
class FormLink:
    """One form to choose."""

    label: str
    url: str
    current: bool


def read_form(value: str | None) -> TextForm:
    """The form an address names; what is not understood counts as not given."""
    return TextForm(value) if value in set(TextForm) else TextForm.CLEAN


def form_of(article: Article, form: TextForm) -> TextForm:
    """The form `article` can be shown in: only Traditional print has a Simplified one."""
    if form == TextForm.SIMPLIFIED and article.script != "hant":
        return TextForm.CLEAN
    return form


def form_links(article: Article, form: TextForm, address: FormAddress) -> tuple[FormLink, ...]:
    """All forms of `article`; the other way, from Simplified to Traditional, would be guessing (发: 發, 髮)."""
    _, traditional = present_tongue().say, article.script == "hant"
    labels = {TextForm.CLEAN: _("原字形") if traditional else _("清洗稿")}
    if traditional:
        labels[TextForm.SIMPLIFIED] = _("简体")
    labels |= {TextForm.BOTH: _("对照"), TextForm.RAW: _("原貌")}
    return tuple(FormLink(label, address(one), one == form) for one, label in labels.items())


def simplify_glyphs(text: str) -> str:
    """
    `text` with each Han character in Simplified form; all else, marks and figures too, as printed.

    No character is added or left out, not in UTF-16 either: spans, hits and a browser's offsets hold in both.
    """
    pairs = zip(text, fold_text(text), strict=True)
    return "".join(other if _alike(one, other) else one for one, other in pairs)


def mark_glyphs(
    text: str, marks: Sequence[Mark], lights: Sequence[Light], *, simplified: bool
) -> SafeString:
    """`text` marked; in Simplified form inside an element that keeps it as printed, for copying."""
    if not simplified:
        return mark_text(text, marks, lights)
    shown = mark_text(simplify_glyphs(text), marks, lights)
    return format_html('<span data-was="{}">{}</span>', text, shown)


def _alike(one: str, other: str) -> bool:
    """Whether `other` may stand for `one`: both Han, and both of one or both of two UTF-16 units."""
    return _is_han(one) and _is_han(other) and (one > "\uffff") == (other > "\uffff")


def _is_han(character: str) -> bool:
    return any(first <= character <= last for first, last in HAN)
