"""
The columns of a table of figures. In: a figure. Out: its cells; and what each column means, for readers
(`title`, `meaning`) and for programs (CSV on the Web, https://www.w3.org/TR/tabular-metadata/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.models import Article, Metric, Place
from archive.reading.csv_files import Cell
from archive.reading.figures import FigureRow

JSON = dict[str, Any]
Read = Callable[[FigureRow], object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for programs, its title and meaning for readers, its type, and how it is read."""

    name: str
    title: Any  # lazy translations
    meaning: Any
    datatype: str
    read: Read


def _of_metric(name: str) -> Read:
    return lambda row: getattr(row.metric, name)


def _of_place(name: str) -> Read:
    def read(row: FigureRow) -> object:
        place: Place | None = row.metric.place
        return getattr(place, name) if place else ""

    return read


def _of_article(name: str) -> Read:
    def read(row: FigureRow) -> object:
        article: Article = row.metric.article
        return getattr(article, name)

    return read


def _label(row: FigureRow) -> object:
    metric: Metric = row.metric
    return metric.place_name or (metric.place.name if metric.place else "")


def corrected_fields(metric: Metric) -> dict[str, str]:
    """What a person changed, by the names programs see, and the day."""
    return {name.removesuffix("_id"): day for name, day in metric.corrected.items()}


COLUMNS: tuple[Column, ...] = (
    Column("id", _("编号"), _("数据在本库的编号"), "integer", _of_metric("pk")),
    Column("place", _("地方"), _("报上写的地名；没写的是推断的地方"), "string", _label),
    Column(
        "place_code", _("区划代码"), _("2 至 12 位；空的是未能确定"), "string", _of_place("code")
    ),
    Column("county", _("县区"), _("所在县区"), "string", _of_place("county")),
    Column("city", _("市"), _("所在市"), "string", _of_place("city")),
    Column("province", _("省"), _("所在省"), "string", _of_place("province")),
    Column(
        "place_basis",
        _("地方依据"),
        _("stated 原句写明，inherited 承上文，inferred 推断，given 人工更正，none 未说"),
        "string",
        _of_metric("place_basis"),
    ),
    Column("phrase", _("指标原文"), _("报上怎样称呼这个数"), "string", _of_metric("phrase")),
    Column(
        "printed", _("报上写法"), _("数字连同约数和单位，照录"), "string", lambda row: row.printed
    ),
    Column("value", _("数值"), _("换算到“单位”一列；区间取下限"), "decimal", _of_metric("value")),
    Column(
        "value_max", _("上限"), _("区间的上限；不是区间的为空"), "decimal", _of_metric("value_max")
    ),
    Column("unit", _("单位"), _("percent 是百分之一，m2 是平方米"), "string", _of_metric("unit")),
    Column("per", _("每"), _("year 每年，month 每月，capita 人均等"), "string", _of_metric("per")),
    Column(
        "qualifier",
        _("门槛"),
        _("数的是够这个门槛的；门槛不同的不可相加、相比"),
        "string",
        _of_metric("qualifier"),
    ),
    Column(
        "comparator",
        _("约数"),
        _(
            "eq 等于，approx 约，ge 不少于，gt 超过，ge_approx 稍多于，le 不超过，lt 不足，lt_approx 接近，range 区间"
        ),
        "string",
        _of_metric("comparator"),
    ),
    Column(
        "status",
        _("性质"),
        _("achieved 已完成，descriptive 现状，target 目标，planned 计划，policy_standard 标准"),
        "string",
        _of_metric("status"),
    ),
    Column("period", _("时期"), _("报上写的时间，照录"), "string", _of_metric("period")),
    Column("period_first", _("时期始"), _("能推定时，首日"), "date", _of_metric("period_first")),
    Column("period_last", _("时期止"), _("能推定时，末日"), "date", _of_metric("period_last")),
    Column(
        "period_basis",
        _("时期依据"),
        _("同“地方依据”"),
        "string",
        _of_metric("period_basis"),
    ),
    Column(
        "review",
        _("核校"),
        _("machine 机器识读、未核，confirmed 已核，doubtful 存疑"),
        "string",
        _of_metric("review"),
    ),
    Column(
        "corrected",
        _("更正"),
        _("馆员改过的字段和最后改的日期，如 value 2024-05-01；没有改过的为空"),
        "string",
        lambda row: "; ".join(f"{n} {day}" for n, day in corrected_fields(row.metric).items()),
    ),
    Column("sentence", _("原句"), _("数字所在的整句，照录"), "string", lambda row: row.quote),
    Column(
        "paragraph",
        _("段"),
        _("第几段；标题、图说里的为空"),
        "integer",
        lambda row: row.paragraph,
    ),
    Column("title", _("报道"), _("报道的标题"), "string", _of_article("display_title")),
    Column("publication", _("刊发媒体"), _("未署的为空"), "string", _of_article("publication")),
    Column(
        "published",
        _("刊发日期"),
        _("知道多少写多少：年、月或日"),
        "string",
        _of_article("published"),
    ),
    Column(
        "published_basis",
        _("日期依据"),
        _("stated 报上所印，given 人工补录，inferred 推断，none 不知"),
        "string",
        _of_article("published_basis"),
    ),
    Column("url", _("网址"), _("原句在报道中的位置"), "anyURI", lambda row: row.url),
)

# Of which indicator a figure is: in the file of one indicator it would say the same in every line.
INDICATOR = Column(
    "indicator",
    _("指标"),
    _("本库把它归入的指标；空的是未归入"),
    "string",
    lambda row: row.metric.indicator.name if row.metric.indicator else "",
)
ALL_COLUMNS = (COLUMNS[0], INDICATOR, *COLUMNS[1:])

_BY_NAME = {column.name: column.meaning for column in COLUMNS}
FIELDS: dict[str, Any] = {
    "article": _("报道在本库的编号"),
    "url": _BY_NAME["url"],
    "value": _("数值，换算到 unit；区间取下限"),
    "value_max": _BY_NAME["value_max"],
    "unit": _BY_NAME["unit"],
    "comparator": _BY_NAME["comparator"],
    "status": _BY_NAME["status"],
    "indicator": _BY_NAME["phrase"],
    "indicator_key": _("指标的代号，即网址中的那一段"),
    "qualifier": _BY_NAME["qualifier"],
    "per": _BY_NAME["per"],
    "place": _("报上写的地名和区划代码；空的是未能确定"),
    "place_basis": _BY_NAME["place_basis"],
    "period": _BY_NAME["period"],
    "period_scope": _("时期在原文的位置、依据、首日和末日"),
    "number": _("数字在来源文本的位置：从 0 数的字符，不含末位"),
    "quote": _("短语在来源文本的位置"),
    "confidence": _("可信度，0 至 1"),
    "band": _("可信度的档"),
    "evidence": _("所依据的规则"),
    "points": _("各条规则所加的分"),
    "why": _("各条规则的话"),
    "review": _BY_NAME["review"],
    "corrected": _("馆员改过的字段和最后改的日期"),
    "missed": _("人工保留，最近一次识读没有读出"),
    "ruleset": _("识读所用规则的版本"),
    "links": _("同篇里相连的数字：重述、变化前、总数等"),
    "flags": _("检查时发现的疑点"),
    "told_again": _("同一事实在同篇的其他写处"),
}


def cells_of(
    row: FigureRow, columns: Iterable[Column], absolute: Callable[[str], str]
) -> list[Cell]:
    """The figure as cells in the order of those columns."""
    return [
        absolute(row.url) if column.name == "url" else _cell(column.read(row)) for column in columns
    ]


def describe_fields() -> JSON:
    """What each field of a figure in JSON means."""
    return {name: str(meaning) for name, meaning in FIELDS.items()}


def describe_table(address: str) -> JSON:
    """The columns of the CSV file at `address`, after the W3C's metadata vocabulary for tabular data."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh-Hans"}],
        "url": address,
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "primaryKey": "id",
            "columns": [
                {
                    "name": column.name,
                    "titles": str(column.title),
                    "dc:description": str(column.meaning),
                    "datatype": column.datatype,
                }
                for column in COLUMNS
            ],
        },
    }


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}")
    return str(value)
