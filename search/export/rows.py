"""
The rows of an export. Ids of articles come in, one row an article goes out, in the same order.

Rows are read in portions, so an export of everything holds no more than a portion in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

from django.utils.translation import gettext as _

from archive.models import Article, Source
from archive.models.article import ArticleState
from archive.models.place import Level
from archive.reading.labels import date_words
from search.index.documents import load_articles, stated_in

PORTION = 200


@dataclass(frozen=True, slots=True)
class Row:
    """An article as a line of a table; the fields in the order of `columns`."""

    number: int
    title: str
    kicker: str
    subtitle: str
    authors: str
    publication: str
    published: str
    published_words: str
    provinces: str
    counties: str
    towns: str
    programs: str
    has_figures: str
    source: str
    reprint_group: str
    url: str

    def cells(self) -> tuple[int | str, ...]:
        """The fields."""
        return astuple(self)


def columns() -> tuple[str, ...]:
    """The names of the fields, as readers call them."""
    return (
        _("序号"),
        _("标题"),
        _("肩题"),
        _("副题"),
        _("作者"),
        _("刊发媒体"),
        _("日期"),
        _("日期（写明与推断）"),
        _("省"),
        _("县区"),
        _("乡镇"),
        _("做法"),
        _("有数据"),
        _("来源文件"),
        _("转载组"),
        _("网址"),
    )


def read_articles(ids: Sequence[int]) -> Iterator[tuple[Article, str]]:
    """Each article's row and the name of its file, portion by portion; what is not published is left out."""
    for start in range(0, len(ids), PORTION):
        portion = ids[start : start + PORTION]
        loaded = load_articles(portion)
        rows = {row.pk: row for row in loaded if row.state == ArticleState.PUBLISHED}
        sources = Source.objects.filter(pk__in={row.source_id for row in rows.values()})
        names = dict(sources.values_list("pk", "name"))
        for identity in portion:
            if identity in rows:
                yield rows[identity], names[rows[identity].source_id]


def make_row(number: int, article: Article, source: str, absolute: Callable[[str], str]) -> Row:
    """The line of one article, best loaded by `read_articles`."""
    stated = stated_in(article)
    places = stated.places
    return Row(
        number=number,
        title=article.display_title,
        kicker=article.kicker,
        subtitle=article.subtitle,
        authors=_joined(author["name"] for author in article.authors),
        publication=article.publication,
        published=article.published,
        published_words=date_words(article),
        provinces=_joined(place.province for place in places),
        counties=_joined(place.county for place in places),
        towns=_joined(place.name for place in places if place.level == Level.TOWN),
        programs=_joined(program.name for program in stated.programs),
        has_figures=_("是") if stated.metrics else _("否"),
        source=source,
        reprint_group="" if article.reprint_group is None else str(article.reprint_group),
        url=absolute(article.get_absolute_url()),
    )


def _joined(names: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(name for name in names if name))
