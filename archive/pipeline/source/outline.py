"""
The headline and source lines a web page prints around its article. HTML text in, those lines out.

The extractor of the article drops both as furniture of the page; the archive needs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from archive.pipeline.errors import NotText
from archive.pipeline.imprint.stamps import parse_stamp

MAX_DEPTH = 250  # of nested elements; parsers further on refuse or crash on more
MAX_STAMPS = 3
PROSE = 60  # characters of a block that can only be the article itself
OPENING = 600  # characters of the article that may already print headline and source line

SILENT = frozenset({"script", "style", "noscript", "template", "nav", "footer"})
INLINE = frozenset({"span", "a", "b", "i", "em", "strong", "font", "small", "time", "label", "u"})
VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)
SELF_CLOSING = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "option"}
)  # by the next of their kind
SITE_NAME = re.compile(r"\s*[-_|—–]+\s*")


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page prints above its article."""

    headline: str
    stamps: tuple[str, ...]

    def lines_before(self, body: str) -> list[str]:
        """The lines that the article's own text does not open with."""
        opening = body[:OPENING]
        return [line for line in (self.headline, *self.stamps) if line and line not in opening]


def read_outline(html: str) -> Outline:
    """
    The outline of a page.

    Raises NotText if elements nest too deep for any page made for people.
    """
    reader = _Reader()
    reader.feed(html)  # without close(): it would read an unclosed comment again and again
    headline = reader.headline or SITE_NAME.split(reader.page_title)[0]
    return Outline(headline, tuple(reader.stamps))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headline = ""
        self.page_title = ""
        self.stamps: list[str] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._in_article = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in INLINE:
            self._end_block()
        if tag in VOID:
            return
        if tag in SELF_CLOSING and self._open[-1:] == [tag]:
            self._open.pop()
        self._open.append(tag)
        if len(self._open) > MAX_DEPTH:
            raise NotText(
                f"网页结构异常：标签嵌套超过 {MAX_DEPTH} 层，无法读取。"
                "请在浏览器中打开网页，复制正文存为 .txt 后再上传。"
            )

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._end_block()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not SILENT.intersection(self._open):
            self._text.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text or self._in_article:
            return
        if "h1" in self._open and not self.headline:
            self.headline = text
            self.stamps.clear()  # those of a side bar
        elif "title" in self._open and not self.page_title:
            self.page_title = text
        elif len(self.stamps) < MAX_STAMPS and parse_stamp(text):
            self.stamps.append(text)
        elif len(text) >= PROSE and self.headline:
            self._in_article = True
