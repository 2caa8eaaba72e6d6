"""
The programs an article names. A draft and the lexicon in; findings and names set aside, with source spans, out.

The names of one passage are gathered elsewhere; here one program's names are put together and judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.pipeline.programs.candidates import Aside, Candidate
from archive.pipeline.programs.components import Mentioned, Part, Texts, find_parts
from archive.pipeline.programs.entries import (
    Entry,
    gather_entries,
    is_refused,
    known_to_staff,
    plain_asides,
    same_names,
    split_kindless,
)
from archive.pipeline.programs.gather import gather
from archive.pipeline.programs.names import fold_name, plain_form, printed
from archive.pipeline.programs.rules import ProgramLexicon, load_lexicon
from archive.pipeline.programs.standing import OVERLAY_RULE
from archive.pipeline.programs.weighing import Program, weigh
from archive.pipeline.text.folding import fold_marks
from archive.pipeline.values import (
    ArticleDraft,
    AsideReason,
    Component,
    Evidence,
    Passage,
    ProgramFinding,
    ProgramKind,
    SetAside,
    Span,
    confidence_of,
)
from archive.pipeline.values.evidence import LIKELY_FROM

__all__ = ["ProgramLexicon", "find_programs", "fold_name", "load_lexicon", "read_programs"]

_MENTIONS_READ = 3  # mentions of a program looked at for its parts
_SHORTEST_PARENT, _LONGEST_PARENT = 3, 16  # characters of a folded name a title may be about


@dataclass(frozen=True, slots=True)
class ProgramReading:
    """The programs of an article in order of first mention, and the names that are none."""

    findings: tuple[ProgramFinding, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """The passages of a draft, folded ones beside them."""

    passages: tuple[Passage, ...]
    headlines: frozenset[int]
    texts: Texts


def find_programs(
    draft: ArticleDraft, text: str, lexicon: ProgramLexicon
) -> tuple[ProgramFinding, ...]:
    """The programs `draft` names, in order of first mention; `text` is the source text of its page."""
    return read_programs(draft, text, lexicon).findings


def read_programs(draft: ArticleDraft, text: str, lexicon: ProgramLexicon) -> ProgramReading:
    """The programs `draft` names and what only looks like one; `text` is the source text of its page."""
    article = _article(draft)
    candidates: list[tuple[int, Candidate]] = []
    asides: list[tuple[int, Aside]] = []
    for number, folded in enumerate(article.texts.passages):
        gathered = gather(folded, lexicon, headline=number in article.headlines)
        asides += ((number, aside) for aside in gathered.asides)
        candidates += ((number, candidate) for candidate in gathered.candidates)
    named, kindless = split_kindless(gather_entries(candidates))
    entries = same_names(named, lexicon)
    refused = {key: entry for key, entry in entries.items() if is_refused(key, entry, lexicon)}
    weighed = weigh(
        {key: _weighable(entry, article) for key, entry in entries.items() if key not in refused},
        article.texts,
        lexicon,
    )
    unlikely = {key for key, program in weighed.items() if _is_unlikely(entries[key], program)}
    asides += plain_asides([*kindless, *(entries[key] for key in unlikely)])
    findings = {
        key: _finding(entries[key], program, article, lexicon)
        for key, program in weighed.items()
        if key not in unlikely
    }
    within = {key: each for key, each in findings.items() if each.mentions[-1].end <= len(text)}
    with_parents = _with_parents(within, entries, lexicon)
    return ProgramReading(
        tuple(sorted(with_parents, key=lambda finding: finding.mentions[0].start)),
        tuple(sorted(_set_aside(asides, refused, article), key=lambda aside: aside.span.start)),
    )


def _article(draft: ArticleDraft) -> _Article:
    placed = list(_passages(draft))
    return _Article(
        tuple(passage for passage, _ in placed),
        frozenset(number for number, (_, headline) in enumerate(placed) if headline),
        Texts([fold_marks(passage.text) for passage, _ in placed]),
    )


def _passages(draft: ArticleDraft) -> Iterator[tuple[Passage, bool]]:
    """Yield the passages of a draft, and whether each is part of the headline."""
    for passage in (draft.kicker, draft.title, draft.subtitle):
        if passage is not None and passage.text:
            yield passage, True
    placed = [each.passage for each in (*draft.headings, *draft.captions)]
    for passage in (*draft.summary, *draft.paragraphs, *placed):
        if passage.text:
            yield passage, False


def _is_unlikely(entry: Entry, program: Program) -> bool:
    """Whether a label without a head noun stays below the likely band with all its article says."""
    return entry.best().aside is not None and confidence_of(program.evidence) < LIKELY_FROM


def _weighable(entry: Entry, article: _Article) -> Program:
    """A program as it is weighed: its best candidate, its mentions, its parts."""
    best = entry.best()
    parts = () if best.standing else _parts(entry, plain_form(best.core), article)
    numbers = {number for number, _ in entry.placed}
    return Program(
        best.evidence,
        tuple((number, Span(each.start, each.end)) for number, each in entry.placed),
        bool(numbers & article.headlines),
        parts,
        best.standing,
        best.aside is not None,
    )


def _parts(entry: Entry, label: str, article: _Article) -> tuple[Part, ...]:
    for number, candidate in entry.placed[:_MENTIONS_READ]:
        mention = Mentioned(number, Span(candidate.start, candidate.end), label)
        if parts := find_parts(mention, article.texts):
            return parts
    return ()


def _finding(
    entry: Entry,
    program: Program,
    article: _Article,
    lexicon: ProgramLexicon,
) -> ProgramFinding:
    evidence = program.evidence
    best, known = entry.best(), known_to_staff(entry, lexicon)
    if known is not None:
        evidence = (Evidence(known.rule, known.points),)
    name = known.name if known else printed(best.name)
    mentions = _mentions(entry, article)
    return ProgramFinding(
        name=name,
        kind=known.kind if known else best.kind or ProgramKind.METHOD,
        mentions=mentions,
        confidence=confidence_of(evidence),
        parent=known.parent if known else None,
        aliases=_aliases(name, entry, article),
        components=tuple(_component(part, article) for part in program.parts),
        standing=best.standing,
        evidence=evidence,
    )


def _mentions(entry: Entry, article: _Article) -> tuple[Span, ...]:
    places = {(number, each.start, each.end) for number, each in entry.placed}
    spans = [article.passages[number].to_source(start, end) for number, start, end in places]
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _aliases(name: str, entry: Entry, article: _Article) -> tuple[str, ...]:
    """The other forms the article prints of a name, Simplified, in order."""
    ordered = sorted(entry.placed, key=lambda placed: (placed[0], placed[1].start))
    texts = article.texts.passages
    plain = dict.fromkeys(texts[number][each.start : each.end] for number, each in ordered)
    forms = dict.fromkeys(map(printed, plain))
    return tuple(form for form in forms if form not in (name, f"“{name}”"))


def _component(part: Part, article: _Article) -> Component:
    told = part.told
    return Component(
        printed(part.name),
        article.passages[part.passage].to_source(part.span.start, part.span.end),
        None if told is None else article.passages[part.told_in].to_source(told.start, told.end),
    )


def _with_parents(
    findings: Mapping[str, ProgramFinding], entries: Mapping[str, Entry], lexicon: ProgramLexicon
) -> Iterator[ProgramFinding]:
    """
    The findings, each under the program it belongs to: an umbrella, a whole, or what its title implements.

    Both mappings are by folded name.
    """
    wholes = {
        fold_name(part.name): whole.name
        for whole in findings.values()
        for part in whole.components
        if not any(mention.overlaps(part.span) for mention in whole.mentions)
    }
    local = {key: f.name for key, f in findings.items() if not f.name.startswith("《")}
    for key, finding in findings.items():
        over = [u for u in lexicon.umbrellas.values() if key.startswith(u.name) and key != u.name]
        if finding.parent is not None:
            yield finding
        elif over:
            yield replace(finding, parent=over[0].name)
        elif finding.name.startswith("《"):
            yield _under(finding, _implemented(key, local))
        else:
            cores = sorted(entries[key].cores & wholes.keys())
            yield _under(finding, wholes[cores[0]] if cores else None)


def _under(finding: ProgramFinding, parent: str | None) -> ProgramFinding:
    return finding if parent in (None, finding.name) else replace(finding, parent=parent)


def _implemented(folded: str, names: Mapping[str, str]) -> str | None:
    """The program a document's folded title names: 《“五星”支部创建实施方案》 is about “五星”支部创建."""
    for length in range(min(_LONGEST_PARENT, len(folded)), _SHORTEST_PARENT - 1, -1):
        for start in range(len(folded) - length + 1):
            if name := names.get(folded[start : start + length]):
                return name
    return None


def _set_aside(
    asides: Sequence[tuple[int, Aside]], refused: Mapping[str, Entry], article: _Article
) -> Iterator[SetAside]:
    """Yield each name set aside once, where it stands first."""
    seen: set[str] = set()
    for number, aside in asides:
        if aside.text not in seen:
            seen.add(aside.text)
            span = article.passages[number].to_source(aside.start, aside.end)
            yield SetAside(printed(aside.text), aside.reason, span, aside.rule)
    for entry in refused.values():
        number, first = entry.placed[0]
        span = article.passages[number].to_source(first.start, first.end)
        yield SetAside(printed(first.name), AsideReason.STAFF, span, OVERLAY_RULE)
