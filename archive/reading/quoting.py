"""
One passage of an article to take along. In: an article, the anchor of a block, its address and today's date.
Out: the words as printed, where they come from, and both as text to paste.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from archive.models import Article
from archive.reading.body import Block, BlockKind, read_body
from archive.reading.citations import cite


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quoted: `place` says which (第5段), `citation` is one line in GB/T 7714 that ends in `url`."""

    place: str
    words: str
    citation: str
    url: str

    @property
    def text(self) -> str:
        """What is pasted: the words in quotation marks, and below them where they come from."""
        return f"“{self.words}”\n{self.citation}\n"


def quote_block(article: Article, anchor: str, url: str, today: dt.date) -> Quotation | None:
    """The block of `article` with that anchor as read at `url` today; None if there is none."""
    for block in read_body(article.content).blocks:
        if block.anchor == anchor:
            address = f"{url}#{anchor}"
            with translation.override(settings.LANGUAGE_CODE):  # a citation is Chinese always
                line = cite(article, address, today, place_words(block)).line
            return Quotation(place_words(block), block.passage.text, line, address)
    return None


def place_words(block: Block) -> str:
    """Which block of its article it is, as a citation says it."""
    said = {
        BlockKind.SUMMARY: _("提要第{n}段"),
        BlockKind.PARAGRAPH: _("第{n}段"),
        BlockKind.HEADING: _("小标题{n}"),
        BlockKind.CAPTION: _("图片说明{n}"),
    }
    return said[block.kind].format(n=block.number)
