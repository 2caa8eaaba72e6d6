"""
The places an article names. A page, one of its drafts and the gazetteer in, findings with source spans out.

Matching, resolving and anaphora are steps of their own; this module knows their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.pipeline.places.anaphora import (
    KnownPlace,
    Reference,
    find_anaphora,
    find_bare_names,
)
from archive.pipeline.places.division_names import plain_town_name
from archive.pipeline.places.fields import Field, article_fields
from archive.pipeline.places.gazetteer import CODE_LENGTHS, Division, Gazetteer, NameKind, level_of
from archive.pipeline.places.matching import Sighting, find_sightings
from archive.pipeline.places.resolution import Context, Decision, Step, read_context, resolve
from archive.pipeline.places.rules import load_place_rules
from archive.pipeline.places.uppers import publication_codes, settle_uppers
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import (
    ArticleDraft,
    Evidence,
    Page,
    PlaceBasis,
    PlaceFinding,
    PlaceLevel,
    Span,
    confidence_of,
)


@dataclass(slots=True)
class _Entry:
    """One place while its mentions are gathered."""

    name: str
    level: PlaceLevel
    decision: Decision
    division: Division | None
    candidates: tuple[str, ...] = ()
    at: list[tuple[int, int, int]] = field(default_factory=list)  # field, start, end
    inferred: list[tuple[int, int, int]] = field(default_factory=list)


def find_places(
    page: Page, draft: ArticleDraft, text: str, gazetteer: Gazetteer
) -> tuple[PlaceFinding, ...]:
    """
    The provinces, cities, counties and towns `draft` names, in order of first mention.

    `text` is the source text of the page: what it prints outside the articles is asked last.
    """
    rules = load_place_rules()
    fields = article_fields(draft)
    sightings = _beyond_doubt(find_sightings(fields, gazetteer, rules))
    towns = tuple(sighting for sighting in sightings if sighting.is_town)
    uppers = settle_uppers([s for s in sightings if not s.is_town], towns)
    context = read_context(
        fields,
        uppers,
        _page_codes(page, gazetteer),
        publication_codes(_publication(page, draft, text), towns, gazetteer),
    )
    entries = _gather(uppers, towns, context, gazetteer)
    _add_references(entries, fields)
    return tuple(_finding(entry, fields) for entry in _in_order(entries.values()))


def _publication(page: Page, draft: ArticleDraft, text: str) -> str:
    """The publication's name, the bylines, and what the page prints above its first article (the masthead)."""
    named = draft.publication.name if draft.publication is not None else ""
    first = min(field.passage.span.start for field in article_fields(page.articles[0]))
    masthead = (text[span.start : span.end] for span in page.noise if span.end <= first)
    return fold_text(" ".join([named, *(byline.text for byline in draft.bylines), *masthead]))


@lru_cache(maxsize=2)
def _page_codes(page: Page, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The provinces, cities and counties named in the articles of a page that has several."""
    if len(page.articles) == 1:
        return ()
    rules = load_place_rules()
    codes: dict[str, None] = {}
    for draft in page.articles:
        for sighting in find_sightings(article_fields(draft), gazetteer, rules):
            if not sighting.is_town and len(sighting.namings) == 1:
                codes[sighting.namings[0].code] = None
    return tuple(codes)


def _beyond_doubt(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    sure = {sighting.name for sighting in sightings if not sighting.doubtful}
    return tuple(s for s in sightings if not s.doubtful or s.name in sure)


def _gather(
    uppers: Iterable[Sighting], towns: Iterable[Sighting], context: Context, gazetteer: Gazetteer
) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for upper in uppers:
        _add(entries, upper, _upper_decision(upper, context), gazetteer)
    by_name: dict[str, list[Sighting]] = {}
    for town in towns:
        by_name.setdefault(plain_town_name(town.name), []).append(town)
    for same in by_name.values():
        for town, decision in zip(same, resolve(same, context), strict=True):
            if decision.code is not None or _worth_asking(town):
                _add(entries, town, decision, gazetteer)
    return entries


def _worth_asking(town: Sighting) -> bool:
    """Whether an undecided name is shown for review: 开发区 and a mere guess at a renaming are not."""
    return town.is_plain and (bool(town.within) or town.namings[0].kind < NameKind.STEM)


def _upper_decision(upper: Sighting, context: Context) -> Decision:
    if len(upper.namings) > 1:
        return Decision(None, Step.NONE)
    code = upper.namings[0].code
    if upper.within or level_of(code) is PlaceLevel.PROVINCE:
        return Decision(code, Step.STATED)
    above = any(code[:length] in context.page for length in CODE_LENGTHS if length < len(code))
    return Decision(code, Step.NAMED if above else Step.UNIQUE)


def _add(
    entries: dict[str, _Entry], sighting: Sighting, decision: Decision, gazetteer: Gazetteer
) -> None:
    key = decision.code or f"{sighting.name}@{decision.stated}"
    entry = entries.get(key)
    if entry is None:
        entry = entries[key] = _entry(sighting, decision, gazetteer)
    elif decision.step.value > entry.decision.step.value:
        entry.decision = decision
    entry.at.append((sighting.field, sighting.start, sighting.end))


def _entry(sighting: Sighting, decision: Decision, gazetteer: Gazetteer) -> _Entry:
    division = gazetteer.division(decision.code or decision.stated or "")
    level = sighting.namings[0].level
    name = plain_town_name(sighting.name)
    if sighting.is_short and division is not None:
        name = division.name
    candidates = tuple(
        sorted(naming.code for naming in sighting.namings if naming.kind < NameKind.STEM)
    )
    return _Entry(name, level, decision, division, () if decision.code else candidates)


def _add_references(entries: Mapping[str, _Entry], fields: Sequence[Field]) -> None:
    rules = load_place_rules()
    held = _held(entries)
    towns = [_known(key, entry, held) for key, entry in entries.items() if _is_town(entry)]
    taken: dict[int, list[tuple[int, int]]] = {}
    for entry in entries.values():
        for number, start, end in entry.at:
            taken.setdefault(number, []).append((start, end))
    for spans in taken.values():
        spans.sort()
    for found in find_bare_names(fields, towns, taken, rules):
        entries[found.key].at.append(_at(found))
    for entry in entries.values():
        entry.at.sort()
    known = [_known(key, entry, held) for key, entry in entries.items()]
    for found in find_anaphora(fields, known):
        entries[found.key].inferred.append(_at(found))


def _at(found: Reference) -> tuple[int, int, int]:
    return found.field, found.start, found.end


def _is_town(entry: _Entry) -> bool:
    return entry.level is PlaceLevel.TOWN


def _known(key: str, entry: _Entry, held: Mapping[str, int]) -> KnownPlace:
    at = tuple(sorted((number, start) for number, start, _ in entry.at))
    return KnownPlace(key, entry.name, _is_town(entry), at, held[entry.decision.code or ""])


def _held(entries: Iterable[str]) -> Counter[str]:
    """How many places of the article lie in each division, by code."""
    return Counter(key[:length] for key in entries for length in CODE_LENGTHS if length < len(key))


def _in_order(entries: Iterable[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: min(entry.at))


def _finding(entry: _Entry, fields: Sequence[Field]) -> PlaceFinding:
    division, decision = entry.division, entry.decision
    evidence = (Evidence(f"place.{decision.step.name.lower()}", round(decision.step.value * 100)),)
    return PlaceFinding(
        name=entry.name,
        level=entry.level,
        code=decision.code,
        county=division.county if division else None,
        city=division.city if division else None,
        province=division.province if division else None,
        basis=_basis(decision),
        mentions=_spans(entry.at, fields),
        confidence=confidence_of(evidence),
        candidates=entry.candidates,
        inferred=_spans(entry.inferred, fields),
        evidence=evidence,
    )


def _basis(decision: Decision) -> PlaceBasis:
    if decision.step is Step.STATED or decision.stated is not None:
        return PlaceBasis.STATED
    return PlaceBasis.GAZETTEER if decision.step in (Step.ONLY, Step.UNIQUE) else PlaceBasis.IMPLIED


def _spans(at: Iterable[tuple[int, int, int]], fields: Sequence[Field]) -> tuple[Span, ...]:
    return tuple(sorted(fields[number].source(start, end) for number, start, end in at))
