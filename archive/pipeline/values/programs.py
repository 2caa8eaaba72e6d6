"""Named methods, campaigns, institutions, brands and policies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.pipeline.values.evidence import Evidence
from archive.pipeline.values.spans import Span


class ProgramKind(StrEnum):
    """What sort of named thing a program is."""

    METHOD = "method"
    CAMPAIGN = "campaign"
    INSTITUTION = "institution"
    BRAND = "brand"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Component:
    """
    One part of a program: 第一 of the four of a “1234”工作法.

    `span` is where it is named; `explained` the sentence that says what it means, where there is one.
    """

    name: str
    span: Span
    explained: Span | None = None


@dataclass(frozen=True, slots=True)
class ProgramFinding:
    """
    A named method, campaign, institution, brand or policy.

    `aliases` are the other forms the article prints of the name. `standing` says that it is a
    national institution or campaign of the lexicon, not a local one.
    """

    name: str
    kind: ProgramKind
    mentions: tuple[Span, ...]
    confidence: float
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    standing: bool = False
    evidence: tuple[Evidence, ...] = ()


class AsideReason(StrEnum):
    """Why a name that looks like a program is none."""

    SLOGAN = "slogan"  # 四个意识, 人民至上
    TOPIC = "topic"  # 乡村振兴 by itself
    HONOUR = "honour"  # 全国先进基层党组织
    FACILITY = "facility"  # 党群服务中心
    SAYING = "saying"  # a proverb, a metaphor, quoted speech
    NAME = "name"  # of a place, company, product, book or person
    STAFF = "staff"  # a program by the rules that staff set aside


@dataclass(frozen=True, slots=True)
class SetAside:
    """A quoted or titled name that is no program; `rule` is the row that told."""

    text: str
    reason: AsideReason
    span: Span
    rule: str
