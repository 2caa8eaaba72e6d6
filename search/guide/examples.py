"""
The query language shown by examples. The archive's own names come in; queries with what each finds now go out.

Names are taken from the newest articles, so that an example is about what this archive holds. Where there
is none (no town, no date) the example that needs it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Article, PlaceMention, ProgramMention
from archive.models.place import Level
from search.index.errors import SearchUnavailable
from search.pages.parameters import Asked
from search.pages.results import count_results


@dataclass(frozen=True, slots=True)
class Example:
    """A query, what it means, its address, and how many articles it finds (None: search does not answer)."""

    text: str
    means: str
    url: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """Examples of one part of the grammar."""

    name: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What the newest articles name; empty where they name nothing of that sort."""

    program: str = ""
    town: str = ""
    county: str = ""
    publication: str = ""
    author: str = ""
    year: int | None = None


Line = tuple[str, str]  # a query and what it means


def find_examples() -> list[ExampleGroup]:
    """Every form of the grammar with a query one can follow."""
    names = read_names()
    groups = (
        (_("一串字、几个词"), _words(names)),
        (_("一字不差、不含、任一"), _operators(names)),
        (_("限定在哪里找"), _fields(names)),
        (_("怎么写都认"), _writings()),
    )
    return [ExampleGroup(name, tuple(_counted(lines))) for name, lines in groups]


def read_names() -> Names:
    """Names from the newest articles."""
    articles = Article.objects.published().last_come()
    signed = articles.exclude(publication="").values_list("publication", flat=True).first()
    by = articles.exclude(authors=[]).values_list("authors", flat=True).first()
    dated = articles.exclude(published_on=None).values_list("published_on", flat=True).first()
    mentions = PlaceMention.objects.public().filter(level=Level.TOWN, place__isnull=False)
    town = mentions.order_by("-article_id").select_related("place").first()
    named = ProgramMention.objects.public().order_by("-article_id").select_related("program")
    program = named.first()
    return Names(
        program=program.program.name if program else "",
        town=town.place.name if town and town.place else "",
        county=town.place.county if town and town.place else "",
        publication=signed or "",
        author=by[0]["name"] if by else "",
        year=dated.year if dated else None,
    )


def _words(names: Names) -> Iterator[Line]:
    yield "村", _("一个字也可以查。")
    if names.program:
        yield names.program, _("一串字：照原样写着的，排在前面。")
    yield "党员 群众", _("空格隔开的词，同一篇里都要有。")
    yield (
        "支部积分村民",
        _("哪里都没有照样写着的一串，才拆成词来查，这些词都要有；页面会说明拆成了什么。"),
    )


def _operators(names: Names) -> Iterator[Line]:
    yield f"“{names.program or '党员群众'}”", _('引号里的字一字不差、连在一起；"" 也可以。')
    yield "党员 -街道", _("减号：不含这个词。也可写 NOT。")
    yield "社区 或 街道", _("有一个就行。也可写 OR 或 |。")
    yield "党员 (社区 或 街道)", _("括号分组。")


def _fields(names: Names) -> Iterator[Line]:
    yield "标题:村", _("只看标题、肩题、副题。")
    for field, name, means in (
        ("镇", names.town, _("写到这个乡镇、街道的报道，包括写作“该镇”“全镇”的。")),
        ("县", names.county, _("写到这个县、区任何一处的报道。市:、省: 也一样。")),
        ("做法", names.program, _("写到这项做法的报道，别名也算。")),
        ("来源", names.publication, _("刊发媒体。")),
        ("作者", names.author, _("署名。")),
    ):
        if name:
            yield f"{field}:{_quoted(name)}", means
    if names.year:
        yield f"年:{names.year - 2}..{names.year}", _("刊发年份，两头都算；也可只写一个年份。")


def _writings() -> Iterator[Line]:
    yield "党建", _("简体、繁体一起找。")
    yield "黨建", _("用繁体查，结果相同。")
    yield "党建+", _("打了加号就算数：只找带加号的“党建+”或“党建＋”。")


def _quoted(name: str) -> str:
    """A name with a space or a mark of the grammar in it stands in quotation marks."""
    return name if name.isalnum() else f'"{name}"'


def _counted(lines: Iterable[Line]) -> Iterator[Example]:
    for text, means in lines:
        asked = Asked(text)
        try:
            count = count_results(asked)
        except SearchUnavailable:
            count = None
        yield Example(text, means, reverse("search") + asked.query_string(), count)
