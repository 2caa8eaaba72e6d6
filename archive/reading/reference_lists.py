"""
Many articles as one file of references. In: articles and what the list is. Out: the lines, as they are read.

The head says what was asked, when and where (检索回执), so that the list can be made again. RIS knows no remarks:
there the head is left out, and a list of nothing is no file but a sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.models import Article
from archive.reading.citations import cite
from archive.reading.references import write_bibtex, write_ris

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReferenceForm:
    """One kind of file: its suffix and type, how it prints an article and how a head."""

    suffix: str
    content_type: str
    write: Callable[[Article, str, dt.date], str]
    head: Callable[[Sequence[Pair]], str]


def write_citation(article: Article, url: str, today: dt.date) -> str:
    """The citation line; under it, for printings of one report, the number they share."""
    line = cite(article, url, today).line + "\n"
    return line if article.reprint_group is None else f"{line}　　转载组 {article.reprint_group}\n"


def write_list(
    form: ReferenceForm,
    head: Sequence[Pair],
    articles: Iterable[Article],
    absolute: Callable[[str], str],
    today: dt.date,
) -> Iterator[str]:
    """Yield the head and one entry after the other."""
    yield form.head(head)
    for article in articles:
        yield form.write(article, absolute(article.get_absolute_url()), today)


def _remarks(head: Sequence[Pair]) -> str:
    return "".join(f"% {label}: {' '.join(value.split())}\n" for label, value in head) + "\n"


def _lines(head: Sequence[Pair]) -> str:
    return "".join(f"{label}：{value}\n" for label, value in head) + "\n"


def _nothing(_head: Sequence[Pair]) -> str:
    return ""


BIBTEX = ReferenceForm("bib", "application/x-bibtex", write_bibtex, _remarks)
RIS = ReferenceForm("ris", "application/x-research-info-systems", write_ris, _nothing)
CITATIONS = ReferenceForm("txt", "text/plain", write_citation, _lines)
