"""The engines compared, ours among them, each behind `protocol.Engine`. Names come in, engines go out."""

from __future__ import annotations

from importlib import import_module

from bench.peers.protocol import Engine

# Name to module and class: a process loads only the engine it measures.
ENGINES = {
    "ours": ("bench.peers.ours", "Ours"),
    "haystack-whoosh": ("bench.peers.stock.engine", "StockHaystack"),
    "fts5-characters": ("bench.peers.fts", "Characters"),
    "fts5-jieba": ("bench.peers.fts_words", "Words"),
    "fts5-trigram": ("bench.peers.fts", "Trigrams"),
    "tantivy-jieba": ("bench.peers.tantivy_words", "TantivyWords"),
}
TITLES = {
    "ours": "this archive",
    "haystack-whoosh": "django-haystack + Whoosh, jieba's ChineseAnalyzer",
    "fts5-characters": "SQLite FTS5 by character",
    "fts5-jieba": "SQLite FTS5, jieba-cut",
    "fts5-trigram": "SQLite FTS5 trigram",
    "tantivy-jieba": "tantivy, jieba-cut",
}


def load_engine(name: str) -> Engine:
    """The engine of that name. Raises KeyError if there is none."""
    module, kind = ENGINES[name]
    engine: Engine = getattr(import_module(module), kind)()
    return engine
