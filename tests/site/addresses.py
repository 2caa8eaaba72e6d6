"""One address for each public page and each state of it. Rows of the archive come in, paths go out."""

from __future__ import annotations

from itertools import combinations
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from archive.models import Article, Indicator, Metric, Place, PlaceMention, Program
from archive.models.place import Level
from archive.models.reprints import ReprintPair
from archive.reading.side_by_side import lay_side_by_side
from archive.views.indicators import ROWS


def public_pages(withdrawn: Article) -> dict[str, str]:
    """The path of each page by what it shows; `withdrawn` is one that answers 410."""
    return {
        "home": "/",
        **_articles(),
        **_dossiers(),
        **_lists(),
        **_searches(),
        **_concordances(),
        "about": "/about/",
        "help": "/help/",
        "api": "/api/",
        "withdrawn": withdrawn.get_absolute_url(),
        "missing": "/nothing/",
        "refused": "/?q=%00",
    }


def _articles() -> dict[str, str]:
    """A Simplified and a Traditional article, cleaned and as it came in."""
    articles = Article.objects.published().order_by("pk")
    pages = {}
    for script in ("hans", "hant"):
        article = articles.filter(script=script).first()
        assert article is not None
        pages[f"article {script}"] = article.get_absolute_url()
        pages[f"simplified {script}"] = f"{article.get_absolute_url()}?v=hans"
        pages[f"side by side {script}"] = f"{article.get_absolute_url()}?v=both"
        pages[f"lit side by side {script}"] = f"{article.get_absolute_url()}?q=村&v=both"
        pages[f"raw {script}"] = f"{article.get_absolute_url()}?v=raw"
        pages[f"quotation {script}"] = reverse("article_quotation", args=[article.pk, "p2"])
        pages[f"evidence {script}"] = reverse("article_evidence", args=[article.pk])
        pages[f"lit {script}"] = f"{article.get_absolute_url()}?q=村&at=2"
        pages[f"lit raw {script}"] = f"{article.get_absolute_url()}?q=村&v=raw"
    pair = ReprintPair.objects.first()
    assert pair is not None
    pages["reprint"] = reverse("article", args=[pair.low_id])
    pages["versions side by side"] = reverse("article_compare", args=[pair.low_id, pair.high_id])
    pages["not lit"] = f"{pages['article hans']}?q=鲸鱼"
    return pages


def _dossiers() -> dict[str, str]:
    mentions = PlaceMention.objects.public().exclude(place=None).select_related("place")
    town = mentions.filter(level=Level.TOWN).order_by("pk").first()
    village = mentions.filter(level=Level.VILLAGE).order_by("pk").first()
    metric = Metric.objects.public().exclude(indicator=None).first()
    assert town is not None
    assert town.place is not None
    beside = mentions.filter(level=Level.TOWN).exclude(place=town.place).order_by("pk").first()
    assert beside is not None
    assert beside.place is not None
    assert metric is not None
    assert metric.indicator is not None
    pages = {
        "town": town.place.get_absolute_url(),
        "town choice": f"/towns/{town.place.code}/compare/?with=城关镇",
        "town beside another": f"/towns/{town.place.code}/compare/{beside.place.code}/",
        "towns with one indicator": _one_indicator(),
        "town of a common name": _common_name().get_absolute_url(),
        "county": f"/places/{town.place.code[:6]}/",
        "province": f"/places/{town.place.code[:2]}/",
        "program": Program.objects.in_print()[0].get_absolute_url(),
        "indicator": metric.indicator.get_absolute_url(),
        "indicator drawn": f"{metric.indicator.get_absolute_url()}?unreviewed=1",
        "indicator told often": f"{_told_often().get_absolute_url()}?unreviewed=1&page=2",
        "indicator refused": f"{metric.indicator.get_absolute_url()}?from=x",
    }
    if village is not None and village.place is not None:
        pages["village"] = village.place.get_absolute_url()
    return pages


def _told_often() -> Indicator:
    """The indicator with most figures, more than a page of its table holds."""
    most = Indicator.objects.annotate(figures=Count("metrics")).order_by("-figures")[0]
    assert most.metrics.count() > ROWS
    return most


def _one_indicator() -> str:
    """Two townships with figures of one indicator in one measure, side by side."""
    mentions = PlaceMention.objects.public().filter(level=Level.TOWN).exclude(place=None)
    towns = Place.objects.filter(pk__in=mentions.order_by().values("place")).order_by("pk")
    left, right = next(two for two in combinations(towns, 2) if lay_side_by_side(*two).shared)
    return f"/towns/{left.code}/compare/{right.code}/"


def _common_name() -> Place:
    """A township that shares its name with others."""
    names = Place.objects.filter(level=Level.TOWN).values("name")
    return Place.objects.filter(
        level=Level.TOWN, name=names.annotate(n=Count("pk")).order_by("-n", "name")[0]["name"]
    )[0]


def _lists() -> dict[str, str]:
    dated = Article.objects.published().exclude(published_on=None).first()
    assert dated is not None
    assert dated.published_on is not None
    return {
        "places": "/places/",
        "places of a level": "/places/?level=town&sort=name",
        "places inside": "/places/?within=41&sort=latest",
        "no places": "/places/?q=计算机计算机",
        "programs": "/programs/",
        "programs by letter": "/programs/?sort=name",
        "programs narrowed": "/programs/?q=支部&kind=campaign&sort=first",
        "no programs": "/programs/?q=计算机计算机",
        "publications": "/publications/",
        "no publications": "/publications/?q=计算机计算机",
        "authors": "/authors/",
        "no authors": "/authors/?q=计算机计算机",
        "articles of no publication": "/publications/articles/?name=",
        "indicators": "/indicators/",
        "metrics": "/metrics/",
        "years": "/years/",
        "year": f"/years/{dated.published_on.year}/",
        "undated": "/years/undated/",
        "month": f"/years/{dated.published_on.year}/?month={dated.published_on.month}",
        "month unknown": f"/years/{dated.published_on.year}/?month=unknown",
    }


def _searches() -> dict[str, str]:
    asked = {
        "search": {},
        "results": {"q": "村"},
        "results in Traditional": {"q": "黨建"},
        "results narrowed": {"q": "村", "province": "41"},
        "words of a cut run": {"q": "支部积分村民"},
        "nothing found": {"q": "雁鸣湖镇 计算机 五星"},
        "query refused": {"q": "村" * 101},
        "page refused": {"q": "村", "page": "999"},
    }
    return {name: f"/search/?{urlencode(pairs)}" for name, pairs in asked.items()}


def _concordances() -> dict[str, str]:
    asked = {
        "frequencies": ("frequencies", {}),
        "frequencies of terms": ("frequencies", {"terms": "村 支部 黨建 鸭 积分"}),
        "frequencies narrowed": (
            "frequencies",
            {"terms": "村", "q": "镇:岳村镇", "province": "41"},
        ),
        "frequencies refused": ("frequencies", {"terms": "一 二 三 四 五 六"}),
        "concordance": ("concordance", {}),
        "lines": ("concordance", {"terms": "村 支部", "sort": "left", "province": "41"}),
        "no lines": ("concordance", {"terms": "计算机"}),
    }
    return {name: f"/{path}/?{urlencode(pairs)}" for name, (path, pairs) in asked.items()}
