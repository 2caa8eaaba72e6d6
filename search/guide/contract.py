"""
What this site answers to programs: one list. The API page and the OpenAPI description are both written from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.models.place import Level
from archive.pipeline.values import ProgramKind
from search.guide.shapes import Schema, one_of
from search.index.documents import Facet
from search.pages.parameters import DEEPEST, EACH, PAGE_SIZE, TOGETHER, Sort
from search.query.parse import MAX_CHARACTERS

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address may be given: in its query, or in its path."""

    name: str
    means: Any  # a lazy translation
    schema: Schema
    within: str = "query"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer other than 200."""

    status: int
    means: Any
    schema: str = "Trouble"


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its path with parameters in braces, what it gives, and a real example where one is fixed."""

    path: str
    name: str  # operationId
    means: Any
    schema: str
    parameters: tuple[Parameter, ...] = ()
    failures: tuple[Failure, ...] = ()
    example: str = ""
    media: str = JSON


WORD: Schema = {"type": "string"}
NOT_FOUND = Failure(404, _("没有这个编号、代码或名称。"))
REFUSED = Failure(400, _("检索词超过限度；message 里写着是哪一条。"))
UNAVAILABLE = Failure(503, _("检索暂时不能用；过 Retry-After 秒再试。"))
SEARCH_FAILURES = (REFUSED, UNAVAILABLE)


def _key(name: str, means: Any, schema: Schema = WORD) -> tuple[Parameter, ...]:
    return (Parameter(name, means, schema, within="path", required=True),)


QUERY = Parameter(
    "q", _("检索词，写法与网页相同。"), {"type": "string", "maxLength": MAX_CHARACTERS}
)
LISTED_WORDS = Parameter("q", _("名称里的字，或拼音。"), WORD)
FACET_MEANINGS = {
    Facet.YEAR: _("刊发年份；可重复，下同，取值见结果里的 facets。"),
    Facet.PROVINCE: _("省的区划代码，两位。"),
    Facet.CITY: _("市的区划代码，四位。"),
    Facet.COUNTY: _("县、区的区划代码，六位。"),
    Facet.TOWN: _("乡镇、街道的区划代码，九位。"),
    Facet.PROGRAM: _("做法，取值见 facets。"),
    Facet.SOURCE: _("刊发媒体。"),
    Facet.SCRIPT: _("原文用简体还是繁体。"),
    Facet.METRICS: _("有没有数据。"),
}
FACETS = tuple(Parameter(facet.value, means, WORD) for facet, means in FACET_MEANINGS.items())
SEARCHING = (
    QUERY,
    *FACETS,
    Parameter("sort", _("次序。"), one_of(Sort)),
    Parameter("versions", _("转载的各版分列或并列。"), one_of([EACH, TOGETHER])),
    Parameter("page", _("第几页。"), {"type": "integer", "minimum": 1, "default": 1}),
    Parameter(
        "size",
        _("每页几条；页码乘以条数不超过一千。"),
        {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": PAGE_SIZE},
    ),
)
COUNTING = (
    Parameter("terms", _("要数的词，空格隔开。"), WORD, required=True),
    QUERY,
    *FACETS,
)

ADDRESSES = (
    Address(
        "/search.json",
        "search",
        _("检索：结果、片段、各项条件的篇数。"),
        "Results",
        SEARCHING,
        SEARCH_FAILURES,
        "/search.json?q=党员 群众&size=5",
    ),
    Address(
        "/suggest.json",
        "suggest",
        _("输入时的提示：地方、做法、指标、媒体、作者，汉字或拼音。"),
        "Suggestions",
        (QUERY,),
        SEARCH_FAILURES,
        "/suggest.json?q=党",
    ),
    Address(
        "/articles/{id}.json",
        "article",
        _("一篇报道：全文分段、地方、做法、数据，各有原文位置和依据。"),
        "Article",
        _key("id", _("报道编号。"), {"type": "integer"}),
        (NOT_FOUND, Failure(410, _("已撤下，附撤下原因。"), "Withdrawn")),
    ),
    Address(
        "/towns/{code}.json",
        "town",
        _("一个乡镇、街道：报道、做法、数据。"),
        "Place",
        _key("code", _("九位区划代码。")),
        (NOT_FOUND,),
    ),
    Address(
        "/villages/{code}.json",
        "village",
        _("一个村、社区：报道、做法、数据。"),
        "Place",
        _key("code", _("十二位区划代码。")),
        (NOT_FOUND,),
    ),
    Address(
        "/towns/{code}/compare/{other}.json",
        "pair",
        _("两个乡镇、街道并排：各年篇数、做法、同一指标的数据；各地只列最新二百条数据。"),
        "Pair",
        (*_key("code", _("左边的九位区划代码。")), *_key("other", _("右边的九位区划代码。"))),
        (NOT_FOUND,),
    ),
    Address(
        "/programs/{slug}.json",
        "program",
        _("一项做法：别名、组成、报道和乡镇。"),
        "Program",
        _key("slug", _("做法页网址里的名称。")),
        (NOT_FOUND,),
    ),
    Address(
        "/indicators/{slug}.json",
        "indicator",
        _("一个指标的全部数据。"),
        "Indicator",
        _key("slug", _("指标页网址里的名称。")),
        (NOT_FOUND,),
    ),
    Address(
        "/indicators/{slug}.csv-metadata.json",
        "columns",
        _("同一指标的 CSV 表（.csv）各列的说明，按 W3C 的 CSV on the Web。"),
        "Columns",
        _key("slug", _("指标页网址里的名称。")),
        (NOT_FOUND,),
        media="application/csvm+json",
    ),
    Address(
        "/metrics.json",
        "metrics",
        _("全部数据，各注明所归指标；可只要一地的，或未归入指标的。"),
        "Figures",
        (
            Parameter("place", _("区划代码，二至十二位。"), WORD),
            Parameter("indicator", _("none 为未归入指标的。"), one_of(["none"])),
        ),
        (NOT_FOUND,),
        "/metrics.json?indicator=none",
    ),
    Address(
        "/places.json",
        "places",
        _("地方清单：报道写到的省、市、县、乡镇、村，各有篇数和年份。"),
        "Places",
        (
            Parameter("level", _("级别；all 为各级。"), one_of(["all", *Level.values])),
            Parameter("within", _("只列这个区划代码所辖的。"), WORD),
            LISTED_WORDS,
            Parameter("sort", _("次序。"), one_of(["articles", "name", "latest"])),
        ),
        (NOT_FOUND,),
        "/places.json?level=county",
    ),
    Address(
        "/programs.json",
        "programs",
        _("做法清单。"),
        "Programs",
        (
            Parameter("kind", _("类别。"), one_of(ProgramKind)),
            LISTED_WORDS,
            Parameter("sort", _("次序。"), one_of(["articles", "name", "first"])),
        ),
        (NOT_FOUND,),
        "/programs.json?sort=name",
    ),
    Address(
        "/indicators.json",
        "indicators",
        _("指标清单。"),
        "Indicators",
        (LISTED_WORDS, Parameter("sort", _("次序。"), one_of(["family", "figures"]))),
        (NOT_FOUND,),
        "/indicators.json",
    ),
    Address(
        "/publications.json",
        "publications",
        _("刊发媒体清单。"),
        "Publications",
        (LISTED_WORDS, Parameter("sort", _("次序。"), one_of(["articles", "first"]))),
        (NOT_FOUND,),
        "/publications.json",
    ),
    Address(
        "/authors.json",
        "authors",
        _("作者清单，照原文署名。"),
        "Authors",
        (
            LISTED_WORDS,
            Parameter("sort", _("次序。"), one_of(["articles", "first", "latest"])),
        ),
        (NOT_FOUND,),
        "/authors.json",
    ),
    Address(
        "/years/{year}.json",
        "year",
        _("一年的报道目录，可只要一个月的。"),
        "Year",
        (
            *_key("year", _("四位年份。"), {"type": "integer"}),
            Parameter("month", _("1 至 12；unknown 为月份不详。"), WORD),
        ),
        (NOT_FOUND,),
    ),
    Address("/years/undated.json", "undated", _("年份不详的报道目录。"), "Year"),
    Address(
        "/frequencies.json",
        "frequencies",
        _("词频：各年、各地、各媒体的处数、篇数和每万字处数。"),
        "Frequencies",
        COUNTING,
        SEARCH_FAILURES,
        "/frequencies.json?terms=党员 群众",
    ),
    Address(
        "/concordance.json",
        "concordance",
        _("语境：每一处连同前后文，一处一条。"),
        "Lines",
        COUNTING,
        SEARCH_FAILURES,
        "/concordance.json?terms=积分",
    ),
    Address(
        "/healthz",
        "health",
        _("本站此刻是否可用。"),
        "Health",
        (),
        (Failure(503, _("不可用，附原因。"), "Health"),),
        "/healthz",
    ),
)
