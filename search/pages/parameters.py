"""
What an address asks. A request's parameters come in; typed wishes, and addresses for others, go out.

The address holds the whole state: every link of the page is this one with something changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.reading.hrefs import write_readable
from search.index.columns import Order
from search.index.documents import Facet
from search.query.parse import QueryRefused
from search.query.terms import Valued

PAGE_SIZE = 20
DEEPEST = 1000  # page × size
MOST_CHOSEN = 20  # facet values at once: each is counted with and without the others
EACH, TOGETHER = "each", "together"  # ?versions=


class Sort(StrEnum):
    """How results are ordered."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TOWN = "town"

    @property
    def order_by(self) -> tuple[str, ...]:
        """The same in Haystack's words."""
        return {
            Sort.RELEVANCE: (),
            Sort.NEWEST: ("-published",),
            Sort.OLDEST: ("published",),
            Sort.TOWN: (Order.TOWN.value,),
        }[self]


@dataclass(frozen=True, slots=True)
class Asked:
    """One state of the search page."""

    text: str = ""
    chosen: tuple[Valued, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    each: bool = False  # every printing of a report on its own

    @property
    def start(self) -> int:
        """How many results come before this page."""
        return (self.page - 1) * self.size

    @property
    def last_page(self) -> int:
        """The last page that is given out, however many results there are."""
        return DEEPEST // max(self.size, 1)

    def query_string(self) -> str:
        """The parameters of this state's address; what is as usual is left out."""
        pairs = self.pairs()
        return "?" + urlencode(pairs) if pairs else "?"

    def readable_query_strings(self, values: Iterable[Valued]) -> Iterator[str]:
        """For each of `values` the parameters of the state with it chosen too, not escaped: one page links hundreds."""
        first = write_readable(self.at_page(1).query_string())
        joint = "" if first == "?" else "&"
        for one in values:
            yield f"{first}{joint}{one.facet.value}={write_readable(quote_plus(one.value))}"

    def pairs(self) -> list[tuple[str, str | int]]:
        """The same as names and values."""
        pairs: list[tuple[str, str | int]] = [("q", self.text)] if self.text else []
        pairs += [(one.facet.value, one.value) for one in self.chosen]
        if self.sort is not Sort.RELEVANCE:
            pairs.append(("sort", self.sort.value))
        if self.size != PAGE_SIZE:
            pairs.append(("size", self.size))
        if self.each:
            pairs.append(("versions", EACH))
        if self.page > 1:
            pairs.append(("page", self.page))
        return pairs

    def at_page(self, page: int) -> Asked:
        """This state on another page."""
        return replace(self, page=page)

    @property
    def whole(self) -> Asked:
        """This state without pages, as exports take it."""
        return replace(self, page=1, size=PAGE_SIZE)

    @property
    def otherwise(self) -> Asked:
        """This state with versions of one report listed the other way, on its first page."""
        return replace(self, each=not self.each, page=1)

    def sorted_by(self, sort: Sort) -> Asked:
        """This state in another order, on its first page."""
        return replace(self, sort=sort, page=1)

    def choosing(self, one: Valued) -> Asked:
        """This state with a facet value more, on its first page."""
        return replace(self, chosen=(*self.chosen, one), page=1)

    @property
    def unchosen(self) -> Asked:
        """This state without any facet value, on its first page."""
        return replace(self, chosen=(), page=1)

    def dropping(self, one: Valued) -> Asked:
        """This state without that facet value, on its first page."""
        kept = tuple(other for other in self.chosen if other != one)
        return replace(self, chosen=kept, page=1)


def read_asked(parameters: QueryDict) -> Asked:
    """
    The state an address asks for; what is not understood counts as not given.

    Raises QueryRefused if it reaches deeper than a reader would turn pages or chooses more than they would click.
    """
    sort = parameters.get("sort", "")
    asked = Asked(
        text=parameters.get("q", "").strip(),
        chosen=read_chosen(parameters),
        sort=Sort(sort) if sort in set(Sort) else Sort.RELEVANCE,
        page=read_count(parameters.get("page", ""), 1),
        size=read_count(parameters.get("size", ""), PAGE_SIZE),
        each=parameters.get("versions") == EACH,
    )
    if asked.page * asked.size > DEEPEST:
        raise QueryRefused(
            _("页码乘以每页篇数不能超过 %(limit)d。请用年份、地方或做法缩小范围。")
            % {"limit": DEEPEST}
        )
    return asked


def read_chosen(parameters: QueryDict) -> tuple[Valued, ...]:
    """The facet values an address chooses, each once. Raises QueryRefused for more than MOST_CHOSEN."""
    given = (
        Valued(facet, value)
        for facet in Facet
        for value in parameters.getlist(facet.value)
        if value
    )
    chosen = tuple(dict.fromkeys(given))
    if len(chosen) > MOST_CHOSEN:
        raise QueryRefused(
            _("一次最多选 %(limit)d 个筛选条件，这里有 %(n)d 个。请去掉一些。")
            % {"limit": MOST_CHOSEN, "n": len(chosen)}
        )
    return chosen


def read_count(text: str, otherwise: int, most: int = DEEPEST + 1) -> int:
    """A count from 1 to `most`, usually just past what any limit allows; 0 counts as not given."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        return otherwise
    return min(int(digits[:9]), most) or otherwise
