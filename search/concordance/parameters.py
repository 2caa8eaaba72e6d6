"""
What an address of these pages asks. Parameters come in; typed wishes, and addresses for others, go out.

    terms            what to count              q, year, town …   among which articles, as in a search
    measure          what the chart draws       only, sort, context, page   which lines, how, how wide
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.pages.parameters import Asked, read_chosen, read_count
from search.query.parse import QueryRefused
from search.query.terms import Valued

LINES_A_PAGE = 50
DEEPEST_PAGE = 100
CONTEXTS = (10, 20, 30)
USUAL_CONTEXT = 20


class Measure(StrEnum):
    """What the chart draws."""

    RATE = "rate"
    OCCURRENCES = "occurrences"
    ARTICLES = "articles"


class LineOrder(StrEnum):
    """How lines are ordered. By context: as the characters next to the term compare."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LEFT = "left"
    RIGHT = "right"
    TOWN = "town"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One state of the pages; `text` and `chosen` narrow the articles as they narrow a search."""

    typed: str = ""
    text: str = ""
    chosen: tuple[Valued, ...] = ()
    measure: Measure = Measure.RATE
    only: str = ""  # the folded term whose lines are shown, of all if empty
    order: LineOrder = LineOrder.NEWEST
    context: int = USUAL_CONTEXT
    page: int = 1

    @property
    def query_string(self) -> str:
        """The parameters of this state's address; what is as usual is left out."""
        usual = Inquiry()
        pairs: list[tuple[str, str | int]] = [
            ("terms", self.typed),
            ("q", self.text),
            *((one.facet.value, one.value) for one in self.chosen),
            ("measure", self.measure.value if self.measure is not usual.measure else ""),
            ("only", self.only),
            ("sort", self.order.value if self.order is not usual.order else ""),
            ("context", self.context if self.context != usual.context else ""),
            ("page", self.page if self.page != usual.page else ""),
        ]
        return "?" + urlencode([pair for pair in pairs if pair[1]])

    @property
    def counted(self) -> Inquiry:
        """This state as the frequency page has it."""
        return Inquiry(self.typed, self.text, self.chosen, self.measure)

    @property
    def narrowing(self) -> Asked:
        """The search that finds the articles counted."""
        return Asked(text=self.text, chosen=self.chosen)

    @property
    def unnarrowed(self) -> Inquiry:
        """The same over all articles."""
        return replace(self, text="", chosen=(), page=1)

    def drawing(self, measure: Measure) -> Inquiry:
        """The same with another chart."""
        return replace(self, measure=measure)

    def choosing(self, *values: Valued) -> Inquiry:
        """The same with these facet values more."""
        return replace(self, chosen=tuple(dict.fromkeys([*self.chosen, *values])), page=1)

    def dropping(self, value: Valued) -> Inquiry:
        """The same without that facet value."""
        return replace(self, chosen=tuple(one for one in self.chosen if one != value), page=1)

    def showing(self, folded: str) -> Inquiry:
        """The lines of that term alone, of all if it is empty."""
        return replace(self, only=folded, page=1)

    def sorted_by(self, order: LineOrder) -> Inquiry:
        """The same lines in another order."""
        return replace(self, order=order, page=1)

    def with_context(self, context: int) -> Inquiry:
        """The same lines, wider or narrower."""
        return replace(self, context=context)

    def at_page(self, page: int) -> Inquiry:
        """The same lines further on."""
        return replace(self, page=page)


def read_inquiry(parameters: QueryDict) -> Inquiry:
    """
    The state an address asks for; what is not understood counts as not given.

    Raises QueryRefused if it reaches deeper than a reader would turn pages or chooses more than they would click.
    """
    measure, order = parameters.get("measure", ""), parameters.get("sort", "")
    context = read_count(parameters.get("context", ""), USUAL_CONTEXT)
    page = read_count(parameters.get("page", ""), 1)
    if page > DEEPEST_PAGE:
        raise QueryRefused(
            _("语境只能翻到第 %(pages)d 页（前 %(lines)d 行）。要看全部，请导出，或缩小范围。")
            % {"pages": DEEPEST_PAGE, "lines": DEEPEST_PAGE * LINES_A_PAGE}
        )
    return Inquiry(
        typed=parameters.get("terms", "").strip(),
        text=parameters.get("q", "").strip(),
        chosen=read_chosen(parameters),
        measure=Measure(measure) if measure in set(Measure) else Measure.RATE,
        only=parameters.get("only", ""),
        order=LineOrder(order) if order in set(LineOrder) else LineOrder.NEWEST,
        context=context if context in CONTEXTS else USUAL_CONTEXT,
        page=page,
    )
