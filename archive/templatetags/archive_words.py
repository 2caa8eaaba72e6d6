"""Filters that put codes into words. In: rows. Out: text; all decisions are in archive.reading.labels."""

from django import template

from archive.models import Review
from archive.reading.labels import (
    SEALS,
    Seal,
    byline_words,
    date_words,
    publication_words,
    year_basis,
)

register = template.Library()
register.filter("bylines", byline_words)
register.filter("date_words", date_words)
register.filter("publication_words", publication_words)
register.filter("year_basis", year_basis)


@register.filter
def seal(review: str) -> Seal:
    """The seal of a review state."""
    return SEALS[Review(review)]
