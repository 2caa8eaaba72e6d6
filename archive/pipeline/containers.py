"""
Step 1b: a file in, its text out, whatever kind of file it is.

Each kind has one opener in OPENERS; a new kind is one function and one entry. Offsets everywhere
count in the text that leaves here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import PurePosixPath

from archive.pipeline.decode import DecodedBytes, decode
from archive.pipeline.errors import NoArticle, NotText
from archive.pipeline.stamps import parse_stamp
from archive.pipeline.values import Container, Decoded

Opener = Callable[[bytes, str | None], Decoded]

META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE
)
LOOKS_LIKE_HTML = re.compile(
    rb"\A[\s\xef\xbb\xbf]{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
HEAD = 4096  # where a page declares its encoding
MAX_DEPTH = 250  # of nested elements; the parser below refuses more


def open_container(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """
    The text of the file `name` that holds `data`; `encoding` is a person's choice.

    The content decides where it is plain, else the extension. Raises UnreadableSource if nothing can
    be read; its sentence says what to do.
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if LOOKS_LIKE_HTML.match(data):
        suffix = ".html"
    return OPENERS.get(suffix, open_text)(data, encoding)


def open_text(data: bytes, encoding: str | None) -> Decoded:
    """A plain text file."""
    return _of(decode(data, encoding), Container.TEXT)


def open_markdown(data: bytes, encoding: str | None) -> Decoded:
    """A Markdown file; its marks stay in the text and are taken off line by line."""
    return _of(decode(data, encoding), Container.MARKDOWN)


def open_html(data: bytes, encoding: str | None) -> Decoded:
    """A web page: headline, source line and the paragraphs of its article, one a line."""
    declared = META_CHARSET.search(data[:HEAD])
    decoded = decode(
        data, encoding or _believed(declared[1].decode("ascii") if declared else None, data)
    )
    outline = _Outline()
    outline.feed(decoded.text)
    if outline.deepest > MAX_DEPTH:
        raise NotText(
            f"网页结构异常：标签嵌套 {outline.deepest} 层，无法读取。请在浏览器中打开网页，复制正文存为 .txt 后再上传。"
        )
    body = _main_text(decoded.text)
    if not body.strip():
        raise NoArticle(
            "网页里没有找到报道正文：去掉脚本、导航和广告后没有剩下段落。"
            "请在浏览器中打开网页，复制正文存为 .txt 后再上传。"
        )
    text = "\n".join([*outline.lines_before(body), body])
    return Decoded(text, decoded.encoding, Container.HTML, decoded.score)


OPENERS: dict[str, Opener] = {
    ".txt": open_text,
    ".text": open_text,
    ".md": open_markdown,
    ".markdown": open_markdown,
    ".htm": open_html,
    ".html": open_html,
    ".xhtml": open_html,
    ".shtml": open_html,
}


def _of(decoded: DecodedBytes, container: Container) -> Decoded:
    return Decoded(decoded.text, decoded.encoding, container, decoded.score)


def _believed(declared: str | None, data: bytes) -> str | None:
    """The encoding a page declares, if its bytes bear it out; else the bytes alone decide."""
    chinese = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
    wanted = chinese.get((declared or "").lower())
    if wanted is None:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return wanted
    return None


def _main_text(html: str) -> str:
    # Imported here: it takes 0.4 s, and only web pages need it.
    import trafilatura  # noqa: PLC0415

    found: str | None = trafilatura.extract(
        html, output_format="txt", include_comments=False, include_tables=True, favor_recall=True
    )
    return found or ""


class _Outline(HTMLParser):
    """The headline and source line a page prints, and how deep its elements nest."""

    SILENT = frozenset({"script", "style", "noscript", "template", "nav", "footer"})
    INLINE = frozenset(
        {"span", "a", "b", "i", "em", "strong", "font", "small", "time", "label", "u"}
    )
    VOID = frozenset(
        {
            "br",
            "img",
            "meta",
            "link",
            "input",
            "hr",
            "source",
            "wbr",
            "area",
            "base",
            "col",
            "embed",
            "track",
            "param",
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.deepest = 0
        self.headline = ""
        self.page_title = ""
        self.stamps: list[str] = []
        self._open: list[str] = []
        self._silent = 0
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in self.INLINE:
            self._end_block()
        if tag in self.VOID:
            return
        self._open.append(tag)
        self._silent += tag in self.SILENT
        self.deepest = max(self.deepest, len(self._open))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.INLINE:
            self._end_block()
        if tag not in self._open[-20:]:
            return
        while self._open:
            last = self._open.pop()
            self._silent -= last in self.SILENT
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if not text:
            return
        if "h1" in self._open and not self.headline:
            self.headline = text
        elif "title" in self._open and not self.page_title:
            self.page_title = text
        elif parse_stamp(text):
            self.stamps.append(text)

    def lines_before(self, body: str) -> list[str]:
        """Headline and source line, where the article text does not print them itself."""
        title = self.headline or re.split(r"\s*[-_|—–]+\s*", self.page_title)[0]
        opening = body[:600]
        wanted = [title, *self.stamps[:1]]
        return [line for line in wanted if line and line not in opening]
