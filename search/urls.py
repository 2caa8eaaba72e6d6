"""Addresses of search."""

from django.urls import path

from search.export import views as export
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
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("healthz", views.healthz, name="healthz"),
]
