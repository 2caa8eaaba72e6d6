"""
The head of an article's page as HTML. In: its headline, what it names and its forms. Out: the header of the article.

Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from archive.models import Article, Place, Review
from archive.reading.article_facts import Facts
from archive.reading.figure_html import print_guessed, print_seal
from archive.reading.forms import FormLink
from archive.reading.headline import Headline, PrintedLine
from archive.reading.labels import SEALS, byline_words, date_words
from archive.reading.tongue import Tongue, present_tongue


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text: the towns the most named first, how many versions there are, ways to other forms."""

    article: Article
    headline: Headline
    facts: Facts
    towns: Sequence[Place]
    versions: int
    forms: Sequence[FormLink]
    simplified: bool


def print_head(head: Head) -> SafeString:
    """The header: headline, paper and date, dateline, towns and counts, forms."""
    tongue = present_tongue()
    lines = (
        '<header class="art-head">',
        *_headline(head, tongue),
        _untitled(head.article, tongue),
        _byline(head, tongue),
        _dateline(head.article, tongue),
        _contents(head, tongue),
        print_forms(head.forms),
        _simplified(tongue) if head.simplified else "",
        "</header>",
    )
    return SafeString("\n".join(lines))


def print_forms(forms: Sequence[FormLink]) -> SafeString:
    """The forms of the text to choose from."""
    _ = present_tongue().say
    label = _("看哪种文本")
    links = "".join(
        f'<a href="{escape(form.url)}"{_current(form)}>{escape(form.label)}</a>' for form in forms
    )
    return SafeString(
        f'<nav class="forms no-print" aria-label="{label}"><span class="seg">{links}</span></nav>\n'
    )


def _current(form: FormLink) -> str:
    return ' aria-current="true"' if form.current else ""


def _headline(head: Head, tongue: Tongue) -> Iterator[str]:
    line = head.headline
    phrases = ' class="phrases"' if " " in head.article.display_title else ""
    yield f'<p class="kicker">{line.kicker}</p>' if line.kicker else ""
    yield f"<h1{phrases}>{line.title}</h1>"
    yield f'<p class="sub">{line.subtitle}</p>' if line.subtitle else ""
    script = tongue.of_script(head.article.script)
    yield "".join(_printed(one, script, tongue) for one in line.printed)


def _printed(line: PrintedLine, script: str, tongue: Tongue) -> str:
    _ = tongue.say
    part = _("原印%(part)s：") % {"part": escape(line.part)}
    return f'<p class="hint"{tongue.interface}>{part}<span{script}>{line.html}</span></p>'


def _untitled(article: Article, tongue: Tongue) -> str:
    if article.title:
        return ""
    _ = tongue.say
    said = _("原文没有标题；上面方括号后的字取自正文开头。")
    return f'<p class="hint"{tongue.interface}>{said}</p>'


def _byline(head: Head, tongue: Tongue) -> str:
    """Authors, paper and date; whether there are more facts than are marked."""
    _, article, paper = tongue.say, head.article, head.headline.publication
    unsigned = _("作者未署")
    authors = "".join(
        f"<span{tongue.of(author)}>{escape(author)}</span>" for author in byline_words(article)
    )
    guessed = f" {print_guessed(tongue)}" if article.published_basis == "inferred" else ""
    cut = ""
    if head.facts.cut:
        most = _("地方、做法、数据各只标出前 %(n)s 条，其余见本页末的全部数据 JSON")
        cut = f"<span>{most % {'n': head.facts.most}}</span>"
    return (
        f'<p class="meta by"{tongue.interface}>{authors or f"<span>{unsigned}</span>"}'
        f"<span{tongue.of(paper)}>{paper}</span>"
        f"<span>{escape(date_words(article))}{guessed}</span>{cut}</p>"
    )


def _dateline(article: Article, tongue: Tongue) -> str:
    _, dateline = tongue.say, {"dateline": escape(article.dateline)}
    if article.date_conflict:
        seal = print_seal(SEALS[Review.DOUBTFUL], tongue)
        said = _("原文所印日期互相矛盾：另有“%(dateline)s”") % dateline + f" {seal}"
    elif article.dateline:
        said = _("电头：%(dateline)s") % dateline
    else:
        return ""
    return f'<p class="meta"{tongue.interface}><span>{said}</span></p>'


def _contents(head: Head, tongue: Tongue) -> str:
    """Towns, paragraphs, figures, other versions."""
    _ = tongue.say
    nowhere = _("没有写到能确定的乡镇")
    towns = "".join(_town(town, tongue) for town in head.towns)
    paragraphs = _("%(n)s 段") % {"n": head.article.paragraph_count}
    versions = ""
    if head.versions:
        said = _("另有 %(n)s 个版本") % {"n": head.versions}
        versions = f'<a href="#versions">{said}</a>'
    return (
        f'<p class="meta"{tongue.interface}>{towns or f"<span>{nowhere}</span>"}<span>{paragraphs}</span>'
        f"<span>{_figures(head.facts, tongue)}</span>{versions}</p>"
    )


def _town(town: Place, tongue: Tongue) -> str:
    link = f'<a href="{escape(town.get_absolute_url())}">{escape(town.name)}</a>'
    above = "，".join(escape(name) for name in (town.county, town.city, town.province) if name)
    return f"<span{tongue.of(town.name)}>{link}（{above}）</span>"


def _figures(facts: Facts, tongue: Tongue) -> str:
    _, again, doubtful = tongue.say, facts.told_again, facts.doubtful
    counts = {"n": facts.told_once, "confirmed": facts.confirmed}
    said = _("数据 %(n)s 条，已核 %(confirmed)s 条") % counts
    if again:
        said += _("，重述 %(n)s 处") % {"n": again}
    if doubtful:
        said += _("，存疑 %(n)s 条") % {"n": doubtful}
    return said


def _simplified(tongue: Tongue) -> str:
    _ = tongue.say
    said = _("只换了显示的字形（逐字对换，标点照旧）：引文、复制、下载和数据仍是原字形。")
    return f'<p class="hint">{said}</p>'
