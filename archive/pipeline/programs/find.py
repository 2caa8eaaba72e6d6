"""
The programs an article names. A draft and the lexicon in; findings and names set aside, with source spans, out.

The names of one passage are gathered elsewhere; here one program's names are put together and judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.pipeline.programs.candidates import Aside, Candidate
from archive.pipeline.programs.components import Mentioned, Part, Texts, find_parts
from archive.pipeline.programs.gather import gather
from archive.pipeline.programs.names import fold_name, plain_form, printed
from archive.pipeline.programs.rules import ProgramLexicon, load_lexicon
from archive.pipeline.programs.standing import OVERLAY_RULE, Standing
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


@dataclass(slots=True)
class _Entry:
    """One program while its names are gathered; each candidate with the number of its passage."""

    placed: list[tuple[int, Candidate]] = field(default_factory=list)
    surest: dict[tuple[str, str], tuple[int, Candidate]] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, candidate: Candidate) -> None:
        """Note a candidate; `surest` keeps the one with most points for each name and core that have a kind."""
        self.placed.append((number, candidate))
        self.often[candidate.name] += 1
        if candidate.kind is not None:
            key, points = (candidate.name, candidate.core), candidate.points
            if key not in self.surest or points > self.surest[key][0]:
                self.surest[key] = points, candidate

    def best(self) -> Candidate:
        """
        The surest candidate, one with a head noun before one without.

        Among equals the name the article uses most, then the first.
        """
        return max((each for _, each in self.surest.values()), key=self._rank)

    def _rank(self, candidate: Candidate) -> tuple[bool, int, int]:
        return candidate.aside is None, round(candidate.points, -1), self.often[candidate.name]


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
    entries: dict[str, _Entry] = {}
    asides: list[tuple[int, Aside]] = []
    for number, folded in enumerate(article.texts.passages):
        gathered = gather(folded, lexicon, headline=number in article.headlines)
        asides += ((number, aside) for aside in gathered.asides)
        for candidate in gathered.candidates:
            key = fold_name(candidate.core)
            entries.setdefault(key, _Entry()).add(number, candidate)
    kindless = [entry for entry in entries.values() if not entry.surest]
    entries = _same_names({key: entry for key, entry in entries.items() if entry.surest}, lexicon)
    refused = {key: entry for key, entry in entries.items() if _is_refused(key, entry, lexicon)}
    weighed = weigh(
        {key: _weighable(entry, article) for key, entry in entries.items() if key not in refused},
        article.texts,
        lexicon,
    )
    unlikely = {key for key, program in weighed.items() if _is_unlikely(entries[key], program)}
    asides += _plain_asides([*kindless, *(entries[key] for key in unlikely)])
    findings = [
        _finding(entries[key], program, article, lexicon)
        for key, program in weighed.items()
        if key not in unlikely
    ]
    within = [finding for finding in findings if finding.mentions[-1].end <= len(text)]
    ordered = sorted(within, key=lambda finding: finding.mentions[0].start)
    cores = {key: [fold_name(core) for _, core in entries[key].surest] for key in weighed}
    return ProgramReading(
        tuple(_with_parents(ordered, cores, lexicon)),
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


def _same_names(entries: Mapping[str, _Entry], lexicon: ProgramLexicon) -> dict[str, _Entry]:
    """The entries with those of one name put together: “五廉”工作法 and “五廉工作法”, and staff's aliases."""
    merged: dict[str, _Entry] = {}
    for entry in entries.values():
        known = _known(entry, lexicon)
        name = fold_name(known.name if known else entry.best().name)
        if name not in merged:
            merged[name] = entry
            continue
        for number, candidate in entry.placed:
            merged[name].add(number, candidate)
    return merged


def _known(entry: _Entry, lexicon: ProgramLexicon) -> Standing | None:
    """What staff's lexicon says of a program under any of its names."""
    for names in entry.surest if lexicon.known.overlaid else ():
        for name in names:
            known = lexicon.known.by_fold.get(fold_name(name))
            if known is not None and not known.national:
                return known
    return None


def _is_refused(key: str, entry: _Entry, lexicon: ProgramLexicon) -> bool:
    refused = lexicon.known.refused
    return bool(refused) and (
        key in refused or any(fold_name(core) in refused for _, core in entry.surest)
    )


def _is_unlikely(entry: _Entry, program: Program) -> bool:
    """Whether a label without a head noun stays below the likely band with all its article says."""
    return entry.best().aside is not None and confidence_of(program.evidence) < LIKELY_FROM


def _plain_asides(entries: Iterable[_Entry]) -> Iterator[tuple[int, Aside]]:
    """Yield what labels that are no programs are set aside as, each where it stands first."""
    for entry in entries:
        number, first = entry.placed[0]
        if first.aside is not None:
            yield number, first.aside


def _weighable(entry: _Entry, article: _Article) -> Program:
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
    )


def _parts(entry: _Entry, label: str, article: _Article) -> tuple[Part, ...]:
    for number, candidate in entry.placed[:_MENTIONS_READ]:
        mention = Mentioned(number, Span(candidate.start, candidate.end), label)
        if parts := find_parts(mention, article.texts):
            return parts
    return ()


def _finding(
    entry: _Entry,
    program: Program,
    article: _Article,
    lexicon: ProgramLexicon,
) -> ProgramFinding:
    evidence = program.evidence
    best, known = entry.best(), _known(entry, lexicon)
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


def _mentions(entry: _Entry, article: _Article) -> tuple[Span, ...]:
    places = {(number, each.start, each.end) for number, each in entry.placed}
    spans = [article.passages[number].to_source(start, end) for number, start, end in places]
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _aliases(name: str, entry: _Entry, article: _Article) -> tuple[str, ...]:
    """The other forms the article prints of a name, Simplified, in order."""
    forms = {
        printed(article.texts.passages[number][each.start : each.end]): None
        for number, each in sorted(entry.placed, key=lambda placed: (placed[0], placed[1].start))
    }
    return tuple(form for form in forms if form not in (name, f"“{name}”"))


def _component(part: Part, article: _Article) -> Component:
    told = part.told
    return Component(
        printed(part.name),
        article.passages[part.passage].to_source(part.span.start, part.span.end),
        None if told is None else article.passages[part.told_in].to_source(told.start, told.end),
    )


def _with_parents(
    findings: Sequence[ProgramFinding], cores: Mapping[str, list[str]], lexicon: ProgramLexicon
) -> Iterator[ProgramFinding]:
    """
    The findings, each under the program it belongs to: an umbrella, a whole, or what its title implements.

    `cores` are the folded cores of each program by its folded name.
    """
    wholes = {
        fold_name(part.name): whole.name
        for whole in findings
        for part in whole.components
        if not any(mention.overlaps(part.span) for mention in whole.mentions)
    }
    local = [f.name for f in findings if not f.name.startswith("《")]
    titled = {fold_name(name): name for name in local}
    for finding in findings:
        key = fold_name(finding.name)
        over = [u for u in lexicon.umbrellas.values() if key.startswith(u.name) and key != u.name]
        if finding.parent is not None:
            yield finding
        elif over:
            yield replace(finding, parent=over[0].name)
        elif finding.name.startswith("《"):
            yield replace(finding, parent=_implemented(finding.name, titled))
        else:
            parent = next((wholes[core] for core in cores.get(key, ()) if core in wholes), None)
            yield replace(finding, parent=parent if parent != finding.name else None)


def _implemented(title: str, names: Mapping[str, str]) -> str | None:
    """The program a document's title names: 《“五星”支部创建实施方案》 is about “五星”支部创建."""
    folded = fold_name(title)
    for length in range(min(_LONGEST_PARENT, len(folded)), _SHORTEST_PARENT - 1, -1):
        for start in range(len(folded) - length + 1):
            if name := names.get(folded[start : start + length]):
                return name
    return None


def _set_aside(
    asides: Sequence[tuple[int, Aside]], refused: Mapping[str, _Entry], article: _Article
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
