"""What Haystack knows of an article. It finds this module by its name; the engine reads the rows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haystack import indexes

from archive.models import Article
from search.index.documents import Field, make_document

if TYPE_CHECKING:
    from archive.models.article import ArticleQuerySet


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Published articles with the fields that queries and facets name."""

    text = indexes.CharField(document=True)
    title = indexes.CharField(model_attr="display_title")
    published = indexes.DateField(model_attr="published_on", null=True)
    year = indexes.IntegerField(model_attr="year", null=True, faceted=False)

    def get_model(self) -> type[Article]:
        """The one model of the archive's search."""
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:  # noqa: ARG002
        """What belongs into the index."""
        return Article.objects.published()

    def prepare_text(self, article: Article) -> str:
        """Every part of the article as printed, one after another."""
        texts = make_document(article).texts
        return "\n".join(texts[field] for field in Field if field in texts)
