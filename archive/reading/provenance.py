"""Where an article's text and date come from. In: an article. Out: named lines for the end of its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString

from archive.models import Article, Review
from archive.reading.figure_html import print_seal
from archive.reading.labels import SEALS, date_words
from archive.reading.tongue import Tongue, present_tongue

LONGEST = 40  # characters of the print a date is read from


@dataclass(frozen=True, slots=True)
class Line:
    """What is told, and its name; a `code` is set as such, a `doubtful` one with its seal."""

    name: str
    value: str
    code: bool = False
    doubtful: bool = False


def read_provenance(article: Article) -> tuple[Line, ...]:
    """The source file and how it was decoded; the date, the print it is read from, and the dateline beside it."""
    _, source = present_tongue().say, article.source
    chosen = _("（馆员指定）") if source.encoding_choice else ""
    lines = [
        Line(_("原件"), source.name + _("（%(what)s）") % {"what": filesizeformat(source.size)}),
        Line(_("格式"), source.container),
        Line(_("编码"), f"{source.encoding}{chosen}" if source.encoding else ""),
        Line("SHA-256", source.sha256, code=True),
        Line(_("刊发日期"), date_words(article)),
        Line(_("日期原文"), _printed(article)),
        Line(_("电头日期"), article.dateline),
        Line(_("日期核对"), _compared(article), doubtful=article.date_conflict),
        Line(_("入档"), article.created_at.date().isoformat()),
    ]
    return tuple(line for line in lines if line.value)


def print_provenance(lines: Iterable[Line]) -> SafeString:
    """The lines as terms and what is told, in HTML."""
    tongue = present_tongue()
    return SafeString("".join(_print(line, tongue) for line in lines))


def _print(line: Line, tongue: Tongue) -> str:
    code = ' class="hash"' if line.code else ""
    seal = f" {print_seal(SEALS[Review.DOUBTFUL], tongue)}" if line.doubtful else ""
    told = f"<dd{code}{tongue.of(line.value)}>{escape(line.value)}{seal}</dd>"
    return f"<dt>{escape(line.name)}</dt>{told}"


def _printed(article: Article) -> str:
    """The characters of the source that the date was read from."""
    text = article.source.text
    found = dict.fromkeys(
        " ".join(text[start:end].split())[:LONGEST] for start, end in article.published_evidence
    )
    return "、".join(f"“{one}”" for one in found if one)


def _compared(article: Article) -> str:
    _ = present_tongue().say
    if article.date_conflict:
        return _("页面上的日期与电头不一致，两个都照录；引文用刊发日期，待人核对。")
    if article.dateline and article.published:
        return _("页面上的日期与电头不矛盾。")
    return ""
