"""Addresses of the pages."""

from django.urls import path

from archive.views import (
    articles,
    comparisons,
    display,
    feed,
    home,
    indicators,
    places,
    programs,
    years,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>.json", articles.article_json, name="article_json"),
    path("articles/<int:pk>.bib", articles.article_bibtex, name="article_bibtex"),
    path("articles/<int:pk>.ris", articles.article_ris, name="article_ris"),
    path(
        "articles/<int:pk>/compare/<int:other>", comparisons.article_compare, name="article_compare"
    ),
    path("articles/<int:pk>/original", articles.article_original, name="article_original"),
    path("places/", places.places, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("towns/<str:code>/", places.town, name="town"),
    path("towns/<str:code>.json", places.town_json, name="town_json"),
    path("villages/<str:code>/", places.village, name="village"),
    path("villages/<str:code>.json", places.village_json, name="village_json"),
    path("programs/", programs.programs, name="programs"),
    path("programs/<str:slug>/", programs.program, name="program"),
    path("programs/<str:slug>.json", programs.program_json, name="program_json"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:slug>/", indicators.indicator, name="indicator"),
    path("indicators/<slug:slug>.json", indicators.indicator_json, name="indicator_json"),
    path("metrics/", indicators.metrics, name="metrics"),
    path("years/", years.years, name="years"),
    path("years/undated/", years.undated, name="undated"),
    path("years/<int:year>/", years.year, name="year"),
    path("display/", display.save_display, name="display_settings"),
    path("feed.atom", feed.NewestArticles(), name="feed"),
]
