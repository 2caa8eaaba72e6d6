"""
An article on the way from a search. In: parameters, or a result. Out: addresses of articles that know
the search they were reached by.

    ?q=…&town=…&sort=…&rank=23&at=3#h3

is the 23rd result of that search, standing at its third hit; `in` looks for something else in this
article only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from archive.models import Article
from archive.reading.forms import TextForm, read_form
from archive.reading.hrefs import write_readable
from search.pages.parameters import DEEPEST, Asked, read_asked, read_count

RANK, AT, WITHIN, FORM = "rank", "at", "in", "v"
MOST_HITS = 999_999
NUMBER = 10**15  # an article's, where an address is split around it


@dataclass(frozen=True, slots=True)
class Trip:
    """The search a reader comes from, and where in its results and in the article they are."""

    asked: Asked = field(default_factory=Asked)
    rank: int = 0  # from 1; 0 is not among the results, or not known
    at: int = 0  # the hit, from 1; 0 is none
    within: str = ""  # looked for in this article only
    form: TextForm = TextForm.CLEAN  # of the text shown

    @property
    def searching(self) -> bool:
        """Whether there is a search to go back to."""
        return bool(self.asked.text or self.asked.chosen or self.rank)

    def query_string(self) -> str:
        """The parameters of the article's address."""
        return "?" + urlencode(self.pairs())

    def pairs(self) -> list[tuple[str, str | int]]:
        """The same as names and values."""
        pairs = replace(self.asked, page=1).pairs()
        if self.rank:
            pairs.append((RANK, self.rank))
        if self.within:
            pairs.append((WITHIN, self.within))
        if self.at > 1:
            pairs.append((AT, self.at))
        if self.form:
            pairs.append((FORM, self.form.value))
        return pairs

    def to_hit(self, number: int) -> str:
        """The end of the address that leads to a hit of the same article; 0 is to none."""
        fragment = f"#h{number}" if number else ""
        return replace(self, at=number).query_string() + fragment


def address_of(article: Article, trip: Trip, hit: int) -> str:
    """The article's address on this trip, at that hit; 0 is at its head."""
    return article.get_absolute_url() + trip.to_hit(hit)


class Ways:
    """From the results of one search to their articles, readable and not escaped: what all these addresses share is written once."""

    def __init__(self, asked: Asked) -> None:
        before, self._behind = reverse("article", args=[NUMBER]).split(str(NUMBER))
        self._before = before
        self._asked = write_readable(urlencode(replace(asked, page=1).pairs()))

    def to(self, article_id: int, rank: int, hit: int) -> str:
        """The address of an article that stands at `rank` (0 is nowhere), at one of its hits; 0 is at its head."""
        asked = self._asked
        if rank:
            asked += f"&{RANK}={rank}" if asked else f"{RANK}={rank}"
        return f"{self._before}{article_id}{self._behind}?{asked}{self.at(hit)}"

    def at(self, hit: int) -> str:
        """What leads on from the head to that hit."""
        return (f"&{AT}={hit}" if hit > 1 else "") + (f"#h{hit}" if hit else "")


def is_trip(parameters: QueryDict) -> bool:
    """Whether an article's address says what is looked for."""
    return any(parameters.get(name, "").strip() for name in ("q", RANK, WITHIN))


def read_trip(parameters: QueryDict) -> Trip:
    """
    The trip an article's address tells; what is not understood counts as not given.

    Raises QueryRefused if the search's pages are larger than any may be.
    """
    given = parameters.copy()
    given.pop("page", None)
    return Trip(
        asked=read_asked(given),
        rank=read_count(given.get(RANK, ""), 0, DEEPEST),
        at=read_count(given.get(AT, ""), 0, MOST_HITS),
        within=given.get(WITHIN, "").strip(),
        form=read_form(given.get(FORM)),
    )
