"""Rows: what the database holds. Each module is one subject; fields, constraints and reading only."""

from archive.models.article import Article, Correction
from archive.models.facts import (
    Indicator,
    Metric,
    PlaceMention,
    Program,
    ProgramAlias,
    ProgramComponent,
    ProgramMention,
    Review,
    Scope,
)
from archive.models.outbox import IndexJob
from archive.models.place import Place, Town, Village
from archive.models.source import Source

__all__ = [
    "Article",
    "Correction",
    "IndexJob",
    "Indicator",
    "Metric",
    "Place",
    "PlaceMention",
    "Program",
    "ProgramAlias",
    "ProgramComponent",
    "ProgramMention",
    "Review",
    "Scope",
    "Source",
    "Town",
    "Village",
]
