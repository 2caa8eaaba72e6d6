"""The way to a page. In: its steps. Out: the list of links above the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from archive.reading.tongue import Tongue, present_tongue


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page; the last has no address."""

    label: str
    url: str = ""


def print_crumbs(crumbs: Iterable[Crumb]) -> SafeString:
    """The steps, in HTML."""
    tongue = present_tongue()
    _ = tongue.say
    label = _("当前位置")
    steps = "".join(_step(crumb, tongue) for crumb in crumbs)
    return SafeString(
        f'<nav class="crumbs" aria-label="{label}"><div class="wrap"><ol>\n{steps}\n</ol></div></nav>\n'
    )


def _step(crumb: Crumb, tongue: Tongue) -> str:
    said = f"{tongue.of(crumb.label)}>{escape(crumb.label)}"
    if crumb.url:
        return f'<li><a href="{escape(crumb.url)}"{said}</a></li>'
    return f'<li aria-current="page"><span{said}</span></li>'
