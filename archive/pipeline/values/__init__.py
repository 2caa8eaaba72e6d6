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
from archive.pipeline.values.evidence import Band, Evidence, band_of, confidence_of
from archive.pipeline.values.metrics import (
    Comparator,
    Flag,
    Link,
    LinkKind,
    MetricFinding,
    MetricPlace,
    MetricStatus,
    Period,
    ScopeBasis,
)
from archive.pipeline.values.overlay import IndicatorEntry, Overlay, PlaceAlias, ProgramEntry
from archive.pipeline.values.places import PlaceBasis, PlaceFinding, PlaceLevel
from archive.pipeline.values.programs import (
    AsideReason,
    Component,
    ProgramFinding,
    ProgramKind,
    SetAside,
)
from archive.pipeline.values.readings import ArticleReading, Reading
from archive.pipeline.values.sources import Container, Decoded, Repair, RepairKind
from archive.pipeline.values.spans import Passage, Piece, Span

__all__ = [
    "ArticleDraft",
    "ArticleReading",
    "AsideReason",
    "Author",
    "Band",
    "Basis",
    "Comparator",
    "Component",
    "Container",
    "Decoded",
    "Evidence",
    "Flag",
    "IndicatorEntry",
    "Link",
    "LinkKind",
    "MetricFinding",
    "MetricPlace",
    "MetricStatus",
    "Overlay",
    "Page",
    "Passage",
    "Period",
    "Piece",
    "PlaceAlias",
    "PlaceBasis",
    "PlaceFinding",
    "PlaceLevel",
    "Placed",
    "Precision",
    "ProgramEntry",
    "ProgramFinding",
    "ProgramKind",
    "Publication",
    "Published",
    "Reading",
    "Repair",
    "RepairKind",
    "ScopeBasis",
    "Script",
    "SetAside",
    "Span",
    "band_of",
    "confidence_of",
]
