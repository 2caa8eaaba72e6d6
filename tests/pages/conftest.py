"""Articles written by hand, so that pages are tested apart from reading."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.http.response import HttpResponseBase

from archive.models import (
    Article,
    Indicator,
    Metric,
    Place,
    PlaceMention,
    Program,
    ProgramMention,
    Source,
)
from archive.models.article import ArticleState
from archive.models.place import Level

TOWN, OTHER_TOWN, COUNTY = "410122114", "410122112", "410122"
VILLAGE = f"{TOWN}201"


@dataclass(slots=True)
class Shelf:
    """Writes articles and their facts; every span is found by its words."""

    program: Program
    indicator: Indicator

    def write(self, title: str, *paragraphs: str, **fields: Any) -> Article:
        """A published article of its own file: title line, then one paragraph a line."""
        text = "\n".join((title, *paragraphs))
        digest = hashlib.sha256(f"{Source.objects.count()} {text}".encode()).hexdigest()
        source = Source.objects.create(
            sha256=digest, name=f"{title}.txt", size=len(text.encode()), text=text
        )
        return Article.objects.create(
            **{
                "source": source,
                "position": 0,
                "title": title,
                "state": ArticleState.PUBLISHED,
                "paragraph_count": len(paragraphs),
                "content": {
                    "title": passage(text, title),
                    "paragraphs": [passage(text, words) for words in paragraphs],
                },
                **fields,
            }
        )

    def mention(self, article: Article, words: str, code: str = TOWN, **fields: Any) -> None:
        """`words` of the article name the place with that code."""
        start = article.source.text.index(words)
        PlaceMention.objects.create(
            **{
                "article": article,
                "place_id": code,
                "name": words,
                "level": Place.objects.get(code=code).level,
                "basis": "stated",
                "start": start,
                "end": start + len(words),
                **fields,
            }
        )

    def name(self, article: Article, words: str, **fields: Any) -> None:
        """`words` of the article name the program."""
        start = article.source.text.index(words)
        ProgramMention.objects.create(
            **{
                "article": article,
                "program": self.program,
                "start": start,
                "end": start + len(words),
                **fields,
            }
        )

    def count(self, article: Article, number: str, quote: str, **fields: Any) -> Metric:
        """`quote` of the article says the figure `number`."""
        begin = article.source.text.index(quote)
        start = article.source.text.index(number, begin)
        return Metric.objects.create(
            **{
                "article": article,
                "indicator": self.indicator,
                "phrase": "动员党员",
                "value": Decimal(602),
                "unit": "人",
                "place_id": TOWN,
                "place_name": "雁鸣湖镇",
                "number_start": start,
                "number_end": start + len(number),
                "quote_start": begin,
                "quote_end": begin + len(quote),
                **fields,
            }
        )

    def full(self, title: str = "振兴之路", **fields: Any) -> Article:
        """An article with a place, a program and a figure in its first paragraph."""
        article = self.write(
            title,
            "雁鸣湖镇推行“五星”支部创建,动员党员602人。",
            "二段没有数字,写到穆山村。",
            **fields,
        )
        self.mention(article, "雁鸣湖镇")
        self.mention(article, "穆山村", VILLAGE)
        self.name(article, "“五星”支部创建")
        self.count(article, "602", "动员党员602人")
        return article


def read_answer(answer: HttpResponseBase) -> str:
    """All an answer says, also where it is written piece by piece."""
    return b"".join(answer).decode()


def passage(text: str, words: str) -> dict[str, Any]:
    """The stored passage that prints `words`, wherever it first stands in `text`."""
    start = text.index(words)
    return {"text": words, "pieces": [[0, start, start + len(words)]]}


@pytest.fixture
def shelf(db: None) -> Shelf:
    """Two towns of one county, a program, an indicator, and nothing written yet."""
    above = {"county": "中牟县", "city": "郑州市", "province": "河南省"}
    rows: tuple[tuple[str, str, Level, str | None, dict[str, str]], ...] = (
        ("41", "河南省", Level.PROVINCE, None, {}),
        ("4101", "郑州市", Level.CITY, "41", {}),
        (COUNTY, "中牟县", Level.COUNTY, "4101", {}),
        (TOWN, "雁鸣湖镇", Level.TOWN, COUNTY, above),
        (OTHER_TOWN, "刘集镇", Level.TOWN, COUNTY, above),
        (VILLAGE, "穆山村", Level.VILLAGE, TOWN, above),
    )
    for code, name, level, parent, fields in rows:
        Place.objects.create(code=code, name=name, level=level, parent_id=parent, **fields)
    program = Program.objects.create(
        name="“五星”支部创建", folded="五星支部创建", kind="campaign", slug="五星支部创建"
    )
    indicator = Indicator.objects.create(slug="members", name="党员人数", family="党员")
    return Shelf(program, indicator)


@pytest.fixture
def dated() -> dict[str, Any]:
    """Fields of an article whose year is printed on it."""
    return {
        "published": "2021",
        "published_precision": "year",
        "published_basis": "stated",
        "published_on": dt.date(2021, 1, 1),
    }
