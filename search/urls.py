"""Addresses of search."""

from django.urls import path

from search.pages import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("healthz", views.healthz, name="healthz"),
]
