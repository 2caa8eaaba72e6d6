"""Addresses of search."""

from django.urls import path

from search.concordance import views as concordance
from search.export import views as export
from search.guide import interface
from search.guide import views as guide
from search.pages import views
from search.suggesting import views as suggesting
from search.travel import views as travel

urlpatterns = [
    # Before the archive's own page of the same address, which it hands over to.
    path("articles/<int:pk>/", travel.article, name="article_in_search"),
    path("search/", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("suggest.json", suggesting.suggest_json, name="suggest"),
    path("search.csv", export.search_csv, name="search_csv"),
    path("search.xlsx", export.search_xlsx, name="search_xlsx"),
    path("search.bib", export.search_bibtex, name="search_bibtex"),
    path("search.ris", export.search_ris, name="search_ris"),
    path("search.txt", export.search_gbt, name="search_gbt"),
    path("search.atom", export.search_atom, name="search_atom"),
    path("frequencies/", concordance.frequencies, name="frequencies"),
    path("frequencies.csv", concordance.frequencies_csv, name="frequencies_csv"),
    path("frequencies.xlsx", concordance.frequencies_xlsx, name="frequencies_xlsx"),
    path("frequencies.json", concordance.frequencies_json, name="frequencies_json"),
    path("concordance/", concordance.concordance, name="concordance"),
    path("concordance.csv", concordance.concordance_csv, name="concordance_csv"),
    path("concordance.xlsx", concordance.concordance_xlsx, name="concordance_xlsx"),
    path("concordance.json", concordance.concordance_json, name="concordance_json"),
    path("about/", guide.about, name="about"),
    path("help/", guide.help_page, name="help"),
    path("api/", interface.api, name="api"),
    path("openapi.json", interface.openapi_json, name="openapi"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("healthz", views.healthz, name="healthz"),
]
