"""Named methods, campaigns, institutions, brands and policies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.values.spans import Span


class ProgramKind(StrEnum):
    """What sort of named thing a program is."""

    METHOD = "method"
    CAMPAIGN = "campaign"
    INSTITUTION = "institution"
    BRAND = "brand"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class ProgramFinding:
    """A named method, campaign, institution, brand or policy."""

    name: str
    kind: ProgramKind
    mentions: tuple[Span, ...]
    confidence: float
    parent: str | None = None
    evidence: tuple[str, ...] = ()
