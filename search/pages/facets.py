"""
The facets of a result as the page lists them. An answer and its state come in; boxes of links go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.reading.tongue import Tongue, present_tongue
from search.finding.answers import Answer
from search.finding.names import facet_name
from search.index.documents import Facet
from search.pages.parameters import Asked
from search.query.terms import Valued

FIRST_LINKS = 8
LISTED = 40  # values of a facet on the page, years apart; the JSON has all that are counted


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet, how many results have it, and the search page's parameters that keep only those, readable."""

    value: str
    name: str
    count: int
    parameters: str


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet with its values, most frequent first."""

    facet: Facet
    name: str
    links: tuple[FacetLink, ...]
    whole: int  # size of the result
    distinct: int  # how many values there are, listed or not

    @property
    def unlisted(self) -> int:
        """How many values are not listed."""
        return max(0, self.distinct - len(self.links))

    @property
    def narrows(self) -> bool:
        """Whether any link leaves something out."""
        return any(link.count < self.whole for link in self.links)

    @property
    def first(self) -> tuple[FacetLink, ...]:
        """The links shown at once."""
        return self.links if len(self.links) == FIRST_LINKS + 1 else self.links[:FIRST_LINKS]

    @property
    def rest(self) -> tuple[FacetLink, ...]:
        """The links behind "其余"."""
        return self.links[len(self.first) :]


def facet_boxes(answer: Answer, asked: Asked, names: Mapping[Valued, str]) -> tuple[FacetBox, ...]:
    """A box for each facet counted, without the values chosen."""
    boxes = []
    for facet, counts in answer.facets.items():
        listed = counts.values if facet is Facet.YEAR else counts.values[:LISTED]
        sizes = {Valued(facet, count.value): count.count for count in listed}
        for one in asked.chosen:
            sizes.pop(one, None)
        links = tuple(
            FacetLink(one.value, names[one], size, parameters)
            for (one, size), parameters in zip(
                sizes.items(), asked.readable_query_strings(sizes), strict=True
            )
        )
        if facet is Facet.YEAR:
            links = tuple(sorted(links, key=lambda link: (link.value.isdigit(), link.value)))[::-1]
        boxes.append(FacetBox(facet, facet_name(facet), links, answer.count, counts.distinct))
    return tuple(boxes)


def print_boxes(boxes: Iterable[FacetBox]) -> SafeString:
    """The boxes that narrow. A template would take thirty times as long over the hundreds of links of a page."""
    return SafeString("".join(map(_print_box, (box for box in boxes if box.narrows))))


def _print_box(box: FacetBox) -> str:
    return f'<div class="facet"><h3>{escape(box.name)}</h3>\n<ul>{_items(box.first)}</ul>{_rest(box)}</div>'


def _rest(box: FacetBox) -> str:
    """The values that are folded away, and how many more there are."""
    if not box.rest:
        return ""
    said = _("其余 %(n)s 项") % {"n": f"{len(box.rest) + box.unlisted:,}"}
    more = _("还有 %(n)s 项没有列出，再加一个检索词就会出现。") % {"n": f"{box.unlisted:,}"}
    hint = f'<p class="hint">{more}</p>' if box.unlisted else ""
    return f"<details><summary>{said}</summary><ul>{_items(box.rest)}</ul>{hint}</details>"


def _items(links: Iterable[FacetLink]) -> str:
    """Hundreds on a page, so what can be left out is: the page's own path, an element that would say nothing."""
    tongue = present_tongue()
    return "".join(
        f'<li><a href="{escape(link.parameters)}" rel="nofollow">'
        f'{_name(link.name, tongue)}<span class="cnt">{link.count:,}</span></a></li>'
        for link in links
    )


def _name(name: str, tongue: Tongue) -> str:
    spoken_in = tongue.of(name)
    return f"<span{spoken_in}>{escape(name)}</span>" if spoken_in else escape(name)
