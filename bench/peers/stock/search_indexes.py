"""What stock Haystack indexes: the text with jieba's analyzer, and the facets of the archive."""

from __future__ import annotations

from haystack import indexes
from jieba.analyse import ChineseAnalyzer

from bench.peers.stock.models import StockArticle

FACETS = ("year", "province", "city", "county", "town", "program", "source", "script", "metrics")


class StockArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """One document field and a faceted field for each facet of the archive."""

    text = indexes.CharField(document=True, model_attr="text", analyzer=ChineseAnalyzer())
    title = indexes.CharField(model_attr="title", analyzer=ChineseAnalyzer())
    year = indexes.MultiValueField(faceted=True)
    province = indexes.MultiValueField(faceted=True)
    city = indexes.MultiValueField(faceted=True)
    county = indexes.MultiValueField(faceted=True)
    town = indexes.MultiValueField(faceted=True)
    program = indexes.MultiValueField(faceted=True)
    source = indexes.MultiValueField(faceted=True)
    script = indexes.MultiValueField(faceted=True)
    metrics = indexes.MultiValueField(faceted=True)

    def get_model(self) -> type[StockArticle]:
        """The one model."""
        return StockArticle

    def prepare(self, row: StockArticle) -> dict[str, object]:
        """The fields, facets from the row's tags."""
        prepared: dict[str, object] = super().prepare(row)
        for facet in FACETS:
            prepared[facet] = row.tags.get(facet, [])
            prepared[f"{facet}_exact"] = prepared[facet]
        return prepared
