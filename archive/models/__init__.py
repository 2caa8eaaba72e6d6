"""Rows: what the database holds. Each module is one subject; fields, constraints and reading only."""

from archive.models.article import Article, Correction
from archive.models.edition import Edition
from archive.models.facts import Review
from archive.models.indicators import Indicator
from archive.models.mentions import PlaceMention
from archive.models.metrics import Metric, Scope
from archive.models.outbox import IndexJob
from archive.models.overlay import (
    IndicatorEdit,
    LexiconEntry,
    OverlayState,
    PlaceName,
    RuleChange,
)
from archive.models.place import Place, Town, Village
from archive.models.programs import Program, ProgramAlias, ProgramComponent, ProgramMention
from archive.models.reprints import (
    PairKind,
    ReprintPair,
    ReprintShingle,
    ReprintText,
    ReprintVerdict,
)
from archive.models.source import Source

__all__ = [
    "Article",
    "Correction",
    "Edition",
    "IndexJob",
    "Indicator",
    "IndicatorEdit",
    "LexiconEntry",
    "Metric",
    "OverlayState",
    "PairKind",
    "Place",
    "PlaceMention",
    "PlaceName",
    "Program",
    "ProgramAlias",
    "ProgramComponent",
    "ProgramMention",
    "ReprintPair",
    "ReprintShingle",
    "ReprintText",
    "ReprintVerdict",
    "Review",
    "RuleChange",
    "Scope",
    "Source",
    "Town",
    "Village",
]
