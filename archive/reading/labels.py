"""
The words for codes kept in rows. In: a code. Out: what a reader sees.

Codes and their meaning: archive/pipeline/values.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from archive.dates import first_day
from archive.models import Article, Review
from archive.models.mentions import GIVEN
from archive.pipeline.values import LinkKind, PlaceBasis, ProgramKind

DATES_KEPT = 4096  # in words, in three languages

PROGRAM_KINDS = {
    ProgramKind.METHOD: gettext_lazy("工作法与机制"),
    ProgramKind.CAMPAIGN: gettext_lazy("行动与创建活动"),
    ProgramKind.INSTITUTION: gettext_lazy("制度"),
    ProgramKind.BRAND: gettext_lazy("品牌与阵地"),
    ProgramKind.POLICY: gettext_lazy("文件与目标"),
}

# As HTML and HTTP name the languages of settings.LANGUAGES.
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}

# Normalised units that are not written as on the page.
UNITS = {"percent": "%", "permille": "‰", "m2": "平方米", "km2": "平方公里", "km": "公里"}
SIGNS = frozenset("%‰")  # units that stand close to their number

PER = {
    "year": gettext_lazy("每年"),
    "month": gettext_lazy("每月"),
    "day": gettext_lazy("每日"),
    "half_year": gettext_lazy("每半年"),
    "share": gettext_lazy("每股"),
    "capita": gettext_lazy("人均"),
}

COMPARATORS = {
    "approx": gettext_lazy("约"),
    "lt_approx": gettext_lazy("接近"),
    "ge_approx": gettext_lazy("稍多于"),
    "ge": gettext_lazy("不少于"),
    "gt": gettext_lazy("超过"),
    "le": gettext_lazy("不超过"),
    "lt": gettext_lazy("不足"),
}

STATUSES = {
    "achieved": gettext_lazy("已完成"),
    "target": gettext_lazy("目标"),
    "planned": gettext_lazy("计划"),
    "policy_standard": gettext_lazy("标准"),
    "descriptive": gettext_lazy("现状"),
}

LINKS = {
    LinkKind.SAME_FACT: gettext_lazy("重述前文"),
    LinkKind.BEFORE: gettext_lazy("变化前是"),
    LinkKind.COMPOUND: gettext_lazy("同记一事"),
    LinkKind.PART_OF: gettext_lazy("总数是"),
    "told_again": gettext_lazy("又见"),
}

REPAIRS = {
    "joined_line": gettext_lazy("接回断行"),
    "dropped_repeat": gettext_lazy("并去换行处重复的字"),
    "dropped_markup": gettext_lazy("略去排版记号"),
    "dropped_space": gettext_lazy("略去代替换行的空格"),
}


@dataclass(frozen=True, slots=True, eq=False)  # there are four; each is only like itself
class Seal:
    """How far a fact has been checked: one character, a shape (CSS class), a sentence."""

    sign: Any  # lazy translations
    shape: str
    meaning: Any


SEALS = {
    Review.MACHINE: Seal(gettext_lazy("机"), "", gettext_lazy("机器：尚未人工核对")),
    Review.CONFIRMED: Seal(gettext_lazy("核"), "sure", gettext_lazy("已核：有人对照原句确认")),
    Review.DOUBTFUL: Seal(gettext_lazy("疑"), "doubt", gettext_lazy("存疑：需要人看")),
    Review.REJECTED: Seal(gettext_lazy("弃"), "doubt", gettext_lazy("不取：不是这个意思")),
}

# How it is known which place a name means.
PLACE_BASES = {
    PlaceBasis.STATED.value: gettext_lazy("连写上级"),
    PlaceBasis.IMPLIED.value: gettext_lazy("别处写明上级"),
    PlaceBasis.GAZETTEER.value: gettext_lazy("全国只有一处"),
    PlaceBasis.LOOKS.value: gettext_lazy("从写法看是地名"),
    GIVEN: gettext_lazy("人工选定"),
}

# What a person may change in a figure.
FIGURE_FIELDS = {
    "phrase": gettext_lazy("指标原文"),
    "value": gettext_lazy("数值"),
    "value_max": gettext_lazy("上限"),
    "unit": gettext_lazy("单位"),
    "comparator": gettext_lazy("约数"),
    "status": gettext_lazy("性质"),
    "qualifier": gettext_lazy("门槛"),
    "per": gettext_lazy("每"),
    "place_id": gettext_lazy("地方"),
    "period": gettext_lazy("时期"),
    "indicator_id": gettext_lazy("指标"),
}

SCRIPTS = {"hans": gettext_lazy("简体"), "hant": gettext_lazy("繁体")}

# How the day of publication is known; a page says it only where the paper does not print the day.
DATE_BASES = {
    "stated": gettext_lazy("报上所印"),
    "given": gettext_lazy("人工补录"),
    "inferred": gettext_lazy("推断"),
    "none": gettext_lazy("不知"),
}
_IN_BRACKETS = {
    "inferred": gettext_lazy("（推断）"),
    "given": gettext_lazy("（人工补录）"),
}


def kind_words(kind: str) -> str:
    """What sort of program it is; a kind nobody listed is said as it stands."""
    return str(PROGRAM_KINDS[ProgramKind(kind)]) if kind in set(ProgramKind) else kind


def date_words(article: Article) -> str:
    """The published date as far as it is known, and how it is known."""
    if not article.published:
        return _("日期未署")
    return _written(article.published) + str(_IN_BRACKETS.get(article.published_basis, ""))


def day_words(first: dt.date | None, last: dt.date | None) -> str:
    """The days of a period, both included; an open end stays open."""
    if first is None and last is None:
        return ""
    if first == last:
        return f"{first}"
    return _("{first} 至 {last}").format(first=first or "…", last=last or "…")


def publication_words(article: Article) -> str:
    """The paper or site that printed the article, and how it is known."""
    if not article.publication:
        return _("报名未署")
    return article.publication + str(_IN_BRACKETS.get(article.publication_basis, ""))


def year_basis(article: Article) -> str:
    """Why the year is what it is: empty where the page prints it."""
    if article.published_on is None:
        return _("日期未署")
    basis = article.published_basis
    return str(DATE_BASES[basis]) if basis in {"inferred", "given"} else ""


def byline_words(article: Article) -> list[str]:
    """Each author with the role or post printed beside the name."""
    return [
        f"{author['role']} {author['name']}" if author.get("role") else author["name"]
        for author in article.authors
    ]


def summary_html(article: Article) -> str:
    """Who wrote and printed it and when, as feeds take a summary: HTML."""
    return escape(
        " · ".join([*byline_words(article), publication_words(article), date_words(article)])
    )


# By how much is known; the letters are those of Django's date formats.
_DATE_FORMATS = (gettext_lazy("Y年"), gettext_lazy("Y年n月"), gettext_lazy("Y年n月j日"))


def _written(value: str) -> str:
    return _in_words(value, get_language())


@lru_cache(DATES_KEPT)
def _in_words(value: str, _language: str | None) -> str:
    day = first_day(value)
    if day is None:
        return value
    return date_format(day.day, str(_DATE_FORMATS[value.count("-")]))
