"""
Why the pipeline reads what it reads, for `extract --explain`. In: a reading, and characters of its text.
Out: lines of plain text, for every fact that holds those characters.

No database: values of the pipeline only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import (
    ArticleReading,
    Evidence,
    MetricFinding,
    Passage,
    PlaceFinding,
    ProgramFinding,
    Reading,
    SetAside,
    Span,
    band_of,
)
from archive.reading.reasons import BANDS, aside_words, flag_words, rule_words
from archive.reading.sentences import sentence_around

LABEL = 12  # columns of the labels at the left
MARKS = ("⟦", "⟧")  # around the fact in its sentence
LONGEST = 40  # characters compared
NEARBY = 5  # facts named where nothing holds the characters


DivisionName = Callable[[str], str]
Fact = MetricFinding | PlaceFinding | ProgramFinding | SetAside


@dataclass(frozen=True, slots=True)
class Sought:
    """What is explained: characters as typed, and where they stand in the text."""

    words: str
    places: tuple[Span, ...]

    def meets(self, spans: Iterable[Span]) -> Span | None:
        """The first of the spans that shares a character with one of the places."""
        met = (span for span in spans if any(span.overlaps(place) for place in self.places))
        return next(met, None)


@dataclass(slots=True)
class Explainer:
    """One reading laid open; `division_name` says a code in words."""

    reading: Reading
    division_name: DivisionName
    lines: list[str] = field(default_factory=list)

    def explain(self, words: str) -> str:
        """Everything read at the characters `words`; without a match what was found nearby."""
        sought = find_words(self.reading.decoded.text, words)
        found = False
        for number, article in enumerate(self.reading.articles, 1):
            met = [(fact, sought.meets(_spans(fact))) for fact in _facts(article)]
            facts = [(fact, at) for fact, at in met if at is not None]
            if facts:
                found = True
                self._heading(article, number)
                for fact, at in facts:
                    self._fact(fact, at, article)
        if not found:
            self._nearby(sought)
        return "\n".join(self.lines)

    def _heading(self, article: ArticleReading, number: int) -> None:
        title = article.draft.title.text if article.draft.title else "—"
        self.lines += [f"article {number}: {title}", ""]

    def _fact(self, fact: Fact, at: Span, article: ArticleReading) -> None:
        self.lines.append(f"  {_what(fact)} {_name(fact) or self._printed(at)}  {_at(at)}")
        self._say("sentence", self._sentence(at, article))
        if isinstance(fact, MetricFinding):
            self._figure(fact)
        elif isinstance(fact, PlaceFinding):
            self._place(fact)
        elif isinstance(fact, ProgramFinding):
            self._program(fact)
        else:
            words = f"{fact.reason.value} ({aside_words(fact.reason.value)})"
            self._say("reason", f"{words}, {fact.rule}")
        self.lines.append("")

    def _figure(self, figure: MetricFinding) -> None:
        high = "" if figure.value_max is None else f" to {figure.value_max.normalize():f}"
        self._say("value", f"{figure.value.normalize():f}{high} {figure.unit}")
        self._say("hedge", figure.comparator.value)
        self._say("status", figure.status.value + (f", per {figure.per}" if figure.per else ""))
        self._say("indicator", f"{figure.indicator} → {figure.indicator_key or 'none'}")
        self._say("qualifier", figure.qualifier)
        self._say("place", self._scope(figure))
        self._say("period", _period(figure))
        self._evidence(figure.evidence, figure.confidence)
        for link in figure.links:
            self._say("link", f"{link.kind.value} {self._printed(link.number)} {_at(link.number)}")
        for flag in figure.flags:
            others = " ".join(f"{self._printed(span)} {_at(span)}" for span in flag.numbers)
            self._say("flag", f"{flag.check}: {flag_words(flag.check)} {others}")

    def _place(self, place: PlaceFinding) -> None:
        self._say(
            "code", f"{place.code} {self.division_name(place.code)}" if place.code else "none"
        )
        self._say("basis", place.basis.value)
        said = f"{len(place.mentions)} by name, {len(place.inferred)} by 该镇, 全镇 and the like"
        self._say("mentions", said)
        chosen = {place.code}
        for code in (code for code in place.candidates if code not in chosen):
            self._say("not chosen", f"{code} {self.division_name(code)}")
        self._evidence(place.evidence, place.confidence)

    def _program(self, program: ProgramFinding) -> None:
        self._say(
            "kind", program.kind.value + (", of national standing" if program.standing else "")
        )
        self._say("part of", program.parent)
        self._say("also called", "、".join(program.aliases))
        self._say("mentions", str(len(program.mentions)))
        for part in program.components:
            told = f": {self._printed(part.explained)}" if part.explained else ""
            self._say("part", f"{part.name}{told}")
        self._evidence(program.evidence, program.confidence)

    def _scope(self, figure: MetricFinding) -> str:
        if figure.place is None:
            return f"none ({figure.place_basis.value})"
        code = figure.place.code
        told = f" {code} {self.division_name(code)}" if code else ""
        return f"{figure.place.name}{told} ({figure.place_basis.value})"

    def _evidence(self, evidence: Sequence[Evidence], confidence: float) -> None:
        label = "evidence"
        for each in evidence:
            self._say(label, f"{each.points:+4d}  {each.rule}  {rule_words(each.rule)}")
            label = ""
        band = band_of(confidence)
        total = sum(each.points for each in evidence)
        self._say("sum", f"{total:4d}  confidence {confidence:.2f}, {band.value} ({BANDS[band]})")

    def _nearby(self, sought: Sought) -> None:
        if sought.places:
            at = sought.places[0]
            self.lines.append(
                f"“{sought.words}” stands in the text {_at(at)}, but no fact holds it."
            )
            for article in self.reading.articles:
                if _passage(at, article):
                    self._say("sentence", self._sentence(at, article))
        else:
            self.lines.append(f"“{sought.words}” does not stand in the text.")
        for fact in self._nearest(sought):
            spans = _spans(fact)
            said = fact.indicator if isinstance(fact, MetricFinding) else _name(fact)
            self._say("nearby", f"{_what(fact)} {self._printed(spans[0])} {_at(spans[0])} {said}")

    def _nearest(self, sought: Sought) -> list[Fact]:
        """The facts nearest to the characters; where they do not stand, those printed most alike."""
        facts = [fact for article in self.reading.articles for fact in _facts(article)]
        if sought.places:
            at = sought.places[0].start
            facts.sort(key=lambda fact: min(abs(span.start - at) for span in _spans(fact)))
        else:
            matcher = SequenceMatcher(b=sought.words[:LONGEST], autojunk=False)
            facts.sort(key=lambda fact: -self._likeness(fact, matcher))
        return facts[:NEARBY]

    def _likeness(self, fact: Fact, matcher: SequenceMatcher[str]) -> float:
        first = _spans(fact)[0]
        behind = Span(first.start, min(first.end + 2, len(self.reading.decoded.text)))
        matcher.set_seq1(self._printed(behind)[:LONGEST])
        return matcher.ratio()

    def _sentence(self, span: Span, article: ArticleReading) -> str:
        passage = _passage(span, article)
        if passage is None:
            return self._printed(span)
        start = passage.from_source(span.start) or 0
        end = (passage.from_source(span.end - 1) or start) + 1
        left, right = MARKS
        marked = f"{passage.text[:start]}{left}{passage.text[start:end]}{right}{passage.text[end:]}"
        return sentence_around(marked, start, end + 2)

    def _printed(self, span: Span) -> str:
        return "".join(self.reading.decoded.text[span.start : span.end].split())

    def _say(self, label: str, words: str | None) -> None:
        if words:
            self.lines.append(f"    {label:<{LABEL}}{words}")


def find_words(text: str, words: str) -> Sought:
    """Where `words` stand in `text`, in either script, line breaks and spaces left out."""
    at = [place for place, character in enumerate(text) if not character.isspace()]
    folded = fold_text("".join(text[place] for place in at))
    wanted = fold_text("".join(words.split()))
    places = []
    found = folded.find(wanted) if wanted else -1
    while found >= 0:
        places.append(Span(at[found], at[found + len(wanted) - 1] + 1))
        found = folded.find(wanted, found + 1)
    return Sought(words, tuple(places))


def _facts(article: ArticleReading) -> Iterator[Fact]:
    yield from article.metrics
    yield from article.programs
    yield from article.places
    yield from article.set_aside


def _spans(fact: Fact) -> tuple[Span, ...]:
    if isinstance(fact, MetricFinding):
        return (fact.number,)
    if isinstance(fact, PlaceFinding):
        return (*fact.mentions, *fact.inferred)
    return fact.mentions if isinstance(fact, ProgramFinding) else (fact.span,)


def _what(fact: Fact) -> str:
    if isinstance(fact, MetricFinding):
        return "figure"
    if isinstance(fact, PlaceFinding):
        return fact.level.value
    return "program" if isinstance(fact, ProgramFinding) else "set aside"


def _name(fact: Fact) -> str:
    return fact.name if isinstance(fact, PlaceFinding | ProgramFinding) else ""


def _passage(span: Span, article: ArticleReading) -> Passage | None:
    """The passage of the article that holds the first character of the span."""
    draft = article.draft
    placed = (each.passage for each in (*draft.headings, *draft.captions))
    heads = (draft.kicker, draft.title, draft.subtitle)
    passages = (*draft.paragraphs, *draft.summary, *draft.bylines, *placed, *heads)
    held = (p for p in passages if p is not None and p.from_source(span.start) is not None)
    return next(held, None)


def _period(figure: MetricFinding) -> str:
    if figure.period is None:
        return "none"
    days = ""
    if figure.period.first or figure.period.last:
        days = f" {figure.period.first or '…'} to {figure.period.last or '…'}"
    return f"{figure.period.phrase}{days} ({figure.period.basis.value})"


def _at(span: Span) -> str:
    return f"[{span.start}:{span.end}]"
