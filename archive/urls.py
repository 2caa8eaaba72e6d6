"""Addresses of the pages."""

from collections.abc import Callable, Iterator

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from archive.views import (
    articles,
    authors,
    comparisons,
    display,
    evidence,
    feed,
    home,
    indicator_list,
    indicators,
    lists,
    place_list,
    places,
    program_list,
    programs,
    publications,
    quotations,
    sitemaps,
    town_pairs,
    unapi,
    years,
)
from archive.views.list_state import FILES


def list_files(name: str, view: Callable[..., HttpResponseBase]) -> Iterator[URLPattern]:
    """The addresses of a list's files: /programs.csv, /programs.json."""
    for form in FILES:
        yield path(f"{name}.{form}", view, {"form": form}, name=f"{name}_{form}")


urlpatterns = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>.json", articles.article_json, name="article_json"),
    path("articles/<int:pk>.bib", articles.article_bibtex, name="article_bibtex"),
    path("articles/<int:pk>.ris", articles.article_ris, name="article_ris"),
    path("articles/<int:pk>.txt", articles.article_citation, name="article_citation"),
    path(
        "articles/<int:pk>/compare/<int:other>", comparisons.article_compare, name="article_compare"
    ),
    path(
        "articles/<int:pk>/cite/<slug:anchor>",
        quotations.article_quotation,
        name="article_quotation",
    ),
    path("articles/<int:pk>/evidence/", evidence.article_evidence, name="article_evidence"),
    path("articles/<int:pk>/cite/<slug:anchor>.txt", quotations.article_quotation_text),
    path("articles/<int:pk>/original", articles.article_original, name="article_original"),
    path("places/", place_list.places, name="places"),
    *list_files("places", place_list.places_file),
    path("places/<str:code>/", places.place, name="place"),
    path("towns/<str:code>/", places.town, name="town"),
    path("towns/<str:code>/compare/", town_pairs.choose, name="town_choice"),
    path("towns/<str:code>/compare/<str:other>/", town_pairs.pair, name="town_pair"),
    path("towns/<str:code>/compare/<str:other>.json", town_pairs.pair_json, name="town_pair_json"),
    path("towns/<str:code>.json", places.town_json, name="town_json"),
    path("towns/<str:code>.atom", lists.town_feed, name="town_feed"),
    path("towns/<str:code>.<slug:form>", lists.town_references, name="town_references"),
    path("villages/<str:code>.atom", lists.village_feed, name="village_feed"),
    path("villages/<str:code>/", places.village, name="village"),
    path("villages/<str:code>.json", places.village_json, name="village_json"),
    path("villages/<str:code>.<slug:form>", lists.village_references, name="village_references"),
    path("programs/", program_list.programs, name="programs"),
    *list_files("programs", program_list.programs_file),
    path("programs/<str:slug>/", programs.program, name="program"),
    path("programs/<str:slug>.json", programs.program_json, name="program_json"),
    path("programs/<str:slug>.atom", lists.program_feed, name="program_feed"),
    path("programs/<str:slug>.<slug:form>", lists.program_references, name="program_references"),
    path("indicators/", indicator_list.indicators, name="indicators"),
    *list_files("indicators", indicator_list.indicators_file),
    path("indicators/<slug:slug>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:slug>.json", indicators.indicator_json, name="indicator_json"),
    path("indicators/<slug:slug>.csv", indicators.indicator_csv, name="indicator_csv"),
    path(
        "indicators/<slug:slug>.csv-metadata.json",
        indicators.indicator_columns,
        name="indicator_columns",
    ),
    path("metrics/", indicators.metrics, name="metrics"),
    path("metrics.csv", indicators.metrics_csv, name="metrics_csv"),
    path("metrics.json", indicators.metrics_json, name="metrics_json"),
    path("publications/", publications.publications, name="publications"),
    *list_files("publications", publications.publications_file),
    path("publications/articles/", publications.publication, name="publication"),
    path("authors/", authors.authors, name="authors"),
    *list_files("authors", authors.authors_file),
    path("years/", years.years, name="years"),
    path("years/undated/", years.undated, name="undated"),
    path("years/undated.csv", lists.year_csv, {"year": 0}, name="undated_csv"),
    path("years/undated.json", lists.year_json, {"year": 0}, name="undated_json"),
    path(
        "years/undated.<slug:form>", lists.year_references, {"year": 0}, name="undated_references"
    ),
    path("years/<int:year>.csv", lists.year_csv, name="year_csv"),
    path("years/<int:year>.json", lists.year_json, name="year_json"),
    path("years/<int:year>.<slug:form>", lists.year_references, name="year_references"),
    path("years/<int:year>/", years.year, name="year"),
    path("unapi", unapi.unapi, name="unapi"),
    path("display/", display.save_display, name="display_settings"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("feed.atom", feed.NewestArticles(), name="feed"),
]
