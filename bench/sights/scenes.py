"""
What is looked at. The rows of an archive of the seeds come in; pages with a name, a caption and an address go out.

    python -m bench.sights.scenes PASSWORD      in a process of the archive

It also makes the member of staff who logs in, and sets every date of receiving to one day, so that pictures taken
later differ only where pages do.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass, replace
from urllib.parse import quote

import django

if __name__ == "__main__":
    django.setup()

from django.contrib.auth import get_user_model
from django.db.models import Count
from django.urls import reverse

from archive.models import Article, Indicator, Place, PlaceMention, Program, Source
from archive.models.reprints import ReprintPair

STAFF = "archivist"
RECEIVED = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """One page to look at; `typed` goes into its search box, `key` is pressed before."""

    name: str
    caption: str
    path: str
    typed: str = ""
    key: str = ""
    staff: bool = False
    dark: bool = True  # whether it is looked at in the dark, too
    at: str = ""  # what stands at the top of the picture, if not the page's head


def main() -> None:
    """Prepare the archive and print its scenes."""
    user, _made = get_user_model().objects.get_or_create(
        username=STAFF, is_staff=True, is_superuser=True
    )
    user.set_password(sys.argv[1])
    user.save()
    Source.objects.update(received_at=RECEIVED, updated_at=RECEIVED)
    plain = [replace(scene, dark=False) for scene in (*_lists(), *_guide(), *_staff())]
    scenes = [*_searching(), *_reading(), *_sources(), *_dossiers(), *_counting(), *plain]
    sys.stdout.write(json.dumps({"scenes": [asdict(scene) for scene in scenes]}) + "\n")


def _searching() -> list[Scene]:
    return [
        Scene("home", "Home: one box, what the archive holds, and the ways in.", "/"),
        Scene("suggestions", "Names offered while typing.", "/", typed="支部"),
        Scene(
            "results",
            "Results with the hits lit, facets, and the query read back.",
            _search("党建"),
        ),
        Scene(
            "results-narrowed",
            "A literal run in one province.",
            _search("五星支部", "&province=41"),
        ),
        Scene(
            "zero",
            "Nothing found: which word failed, and ways on.",
            _search("雁鸣湖镇 计算机 五星"),
        ),
    ]


def _reading() -> list[Scene]:
    home = _shown().get_absolute_url()
    traditional = Article.objects.published().filter(script="hant").earliest("pk")
    return [
        Scene("article", "An article: the text, its marks, and the notes in its margin.", home),
        Scene(
            "article-lit",
            "The same reached by a search: 第 2/14 处.",
            f"{home}?q=五星支部&rank=1&at=2",
            dark=False,
        ),
        Scene(
            "article-paragraphs",
            "Further down: figures and names explained beside, on a phone below, their paragraph.",
            home,
            dark=False,
            at="#p7",
        ),
        Scene(
            "article-end",
            "Its end: citation, provenance, what to read next.",
            home,
            at=".endmatter",
        ),
        Scene(
            "article-traditional",
            "A Traditional article.",
            traditional.get_absolute_url(),
            dark=False,
        ),
    ]


def _sources() -> list[Scene]:
    article = _shown()
    pair = ReprintPair.objects.earliest("pk")
    compare = reverse("article_compare", args=[pair.low_id, pair.high_id])
    return [
        Scene(
            "article-both",
            "The source beside the cleaned text, every repair marked.",
            f"{article.get_absolute_url()}?v=both",
        ),
        Scene(
            "quotation",
            "One paragraph to quote.",
            reverse("article_quotation", args=[article.pk, "p2"]),
        ),
        Scene(
            "evidence",
            "Why each mark stands there: its sentence, and the rules that found it.",
            reverse("article_evidence", args=[article.pk]),
            dark=False,
        ),
        Scene("versions", "Two printings of one report side by side.", compare),
    ]


def _dossiers() -> list[Scene]:
    first, second = _towns()
    program = Program.objects.in_print()[0]
    return [
        Scene("town", "A township: where it lies, its articles, programs and figures.", first),
        Scene(
            "towns",
            "Two townships side by side.",
            f"{first}compare/{second.strip('/').split('/')[-1]}/",
        ),
        Scene(
            "program",
            "A program: what it is called, its parts in the paper's words, its towns.",
            program.get_absolute_url(),
        ),
        Scene(
            "indicator",
            "An indicator: its figures drawn and listed, unreviewed ones on request.",
            f"{_indicator()}?unreviewed=1",
        ),
        Scene(
            "indicator-plain", "The same without unreviewed figures in the drawing.", _indicator()
        ),
    ]


def _lists() -> list[Scene]:
    return [
        Scene("places", "All places with their counts.", "/places/"),
        Scene("places-towns", "Townships as a list, by pinyin.", "/places/?level=town&sort=name"),
        Scene("programs", "All programs by pinyin.", "/programs/?sort=name"),
        Scene("indicators", "All indicators.", "/indicators/"),
        Scene("publications", "All publications.", "/publications/"),
        Scene("authors", "All authors as bylines name them.", "/authors/"),
        Scene("years", "All years.", "/years/"),
    ]


def _counting() -> list[Scene]:
    terms = quote("党建 支部 群众")
    return [
        Scene(
            "frequencies",
            "How often terms occur, by year and place.",
            f"/frequencies/?terms={terms}",
        ),
        Scene("concordance", "Every occurrence on its line.", f"/concordance/?terms={terms}"),
    ]


def _guide() -> list[Scene]:
    return [
        Scene("help", "Help: the query language by examples that can be followed.", "/help/"),
        Scene("about", "About: what the marks mean, how to cite, correct and withdraw.", "/about/"),
        Scene("api", "The addresses for programs.", "/api/"),
        Scene("keys", "The keys.", "/years/", key="?"),
        Scene("missing", "An address that leads nowhere.", "/nothing/"),
    ]


def _staff() -> list[Scene]:
    article = _shown()
    change = reverse("admin:archive_article_change", args=[article.pk])
    metric = article.metrics.earliest("pk")
    return [
        Scene("staff", "Staff: the desk.", reverse("admin:index"), staff=True),
        Scene(
            "staff-upload",
            "Staff: files to receive.",
            reverse("admin:archive_source_add"),
            staff=True,
        ),
        Scene(
            "staff-sources",
            "Staff: what became of each file.",
            reverse("admin:archive_source_changelist"),
            staff=True,
        ),
        Scene("staff-article", "Staff: an article to correct.", change, staff=True),
        Scene(
            "staff-review",
            "Staff: the figures to review.",
            reverse("admin:archive_metric_changelist"),
            staff=True,
        ),
        Scene(
            "staff-figure",
            "Staff: one figure with its sentence.",
            reverse("admin:archive_metric_change", args=[metric.pk]),
            staff=True,
        ),
    ]


def _search(text: str, more: str = "") -> str:
    return f"/search/?q={quote(text)}{more}"


def _shown() -> Article:
    """An article with marks of every kind, doubts among them."""
    return Article.objects.published().filter(title__contains="五星").earliest("pk")


def _towns() -> list[str]:
    """The two townships most written of."""
    named = PlaceMention.objects.public().filter(level="town").exclude(place=None)
    most = named.values("place").annotate(n=Count("pk")).order_by("-n", "place")[:2]
    return [Place.objects.get(pk=row["place"]).get_absolute_url() for row in most]


def _indicator() -> str:
    """The indicator with most figures."""
    return Indicator.objects.annotate(n=Count("metrics")).order_by("-n", "pk")[0].get_absolute_url()


if __name__ == "__main__":
    main()
