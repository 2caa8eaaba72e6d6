"""Which words of a page are in which language. HTML comes in; every run of text with its `lang` goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
UNREAD = {"script", "style", "title"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")  # attributes that are read out
QUOTED = re.compile(r"“.*”|‘[^’]*’")  # what was typed or printed, within a sentence
CHINESE = re.compile(r"[\u2e80-\u2fff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of a page: the language it is marked as, and the elements it stands in."""

    lang: str
    text: str
    path: str


class Reader(HTMLParser):
    """Reads valid HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.runs: list[Run] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self.open[-1][1]
        name = f"{tag}.{given['class']}" if given.get("class") else tag
        self.open.append((name, lang))
        for attribute in SPOKEN:
            self._note(given.get(attribute) or "")
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 -- HTMLParser names it
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1][0].split(".")[0] not in UNREAD:
            self._note(data)

    def _note(self, text: str) -> None:
        if text.strip():
            path = " ".join(name for name, _lang in self.open[-4:])
            self.runs.append(Run(self.open[-1][1], text.strip(), path))


def read_runs(html: str) -> list[Run]:
    """Every run of text that is shown or read out, in the order of the page."""
    reader = Reader()
    reader.feed(html)
    return reader.runs


def unmarked_chinese(html: str) -> Iterator[Run]:
    """Chinese characters and punctuation that the page does not mark as Chinese."""
    for run in read_runs(html):
        if not run.lang.startswith("zh") and CHINESE.search(QUOTED.sub("", run.text)):
            yield run
