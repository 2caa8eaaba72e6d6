"""
The values that travel between the steps of the pipeline. Nothing comes in; only types go out.

Offsets are Unicode code points into the decoded source text (after a byte-order mark, before any
cleaning), end excluded, unless a docstring says otherwise.
"""

from archive.pipeline.values.articles import (
    ArticleDraft,
    Author,
    Basis,
    Page,
    Placed,
    Precision,
    Publication,
    Published,
    Script,
)
from archive.pipeline.values.metrics import Comparator, MetricFinding, MetricPlace, MetricStatus
from archive.pipeline.values.places import PlaceBasis, PlaceFinding, PlaceLevel
from archive.pipeline.values.programs import ProgramFinding, ProgramKind
from archive.pipeline.values.readings import ArticleReading, Reading
from archive.pipeline.values.sources import Container, Decoded, Repair, RepairKind
from archive.pipeline.values.spans import Passage, Piece, Span

__all__ = [
    "ArticleDraft",
    "ArticleReading",
    "Author",
    "Basis",
    "Comparator",
    "Container",
    "Decoded",
    "MetricFinding",
    "MetricPlace",
    "MetricStatus",
    "Page",
    "Passage",
    "Piece",
    "PlaceBasis",
    "PlaceFinding",
    "PlaceLevel",
    "Placed",
    "Precision",
    "ProgramFinding",
    "ProgramKind",
    "Publication",
    "Published",
    "Reading",
    "Repair",
    "RepairKind",
    "Script",
    "Span",
]
