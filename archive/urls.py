"""Addresses of the pages."""

from django.urls import path

from archive.views import display, feed, home, indicators, places, programs, years

urlpatterns = [
    path("", home.home, name="home"),
    path("places/", places.places, name="places"),
    path("programs/", programs.programs, name="programs"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("years/", years.years, name="years"),
    path("years/undated/", years.undated, name="undated"),
    path("years/<int:year>/", years.year, name="year"),
    path("display/", display.save_display, name="display_settings"),
    path("feed.atom", feed.NewestArticles(), name="feed"),
]
