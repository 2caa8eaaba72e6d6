"""
Step 1b: a file in, its text out, whatever kind of file it is.

Each kind has one opener in OPENERS; a new kind is one function and one entry. Offsets everywhere
count in the text that leaves here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from archive.pipeline.errors import NoArticle
from archive.pipeline.source.decode import DecodedBytes, decode
from archive.pipeline.source.outline import read_outline
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
    outline = read_outline(decoded.text)
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
