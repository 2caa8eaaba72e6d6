"""
The facts of a source as a page tells them. In: the rows of its articles. Out: lines that can be compared.

Two states of a source, before and after it is read again, differ in what was added, removed and changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Article, Metric, Place, PlaceMention, ProgramMention, Review, Source
from archive.reading.body import Body, read_body
from archive.reading.figures import normalised_words, sentence_of
from archive.reading.labels import STATUSES, kind_words
from archive.reading.reasons import BANDS
from archive.reading.sentences import sentence_around

FACTS = (ProgramMention, PlaceMention, Metric)
KINDS = {
    ProgramMention: gettext_lazy("做法"),
    PlaceMention: gettext_lazy("地方"),
    Metric: gettext_lazy("数据"),
}
FactRow = Metric | PlaceMention | ProgramMention
Key = tuple[str, int]  # table and number of the row


@dataclass(frozen=True, slots=True)
class FactState:
    """One fact: the words printed, the sentence they stand in, and what the archive says of them."""

    kind: str
    words: str
    said: str
    sentence: str
    title: str
    url: str
    review: Review
    missed: bool

    @property
    def judged(self) -> bool:
        """Whether a person has judged it: a new reading leaves it as it is."""
        return self.review != Review.MACHINE

    @property
    def before_words(self) -> str:
        """The sentence before the words."""
        return self._parts[0]

    @property
    def marked_words(self) -> str:
        """The words as the sentence has them; empty if it was cut before them."""
        return self._parts[1]

    @property
    def after_words(self) -> str:
        """The sentence after the words."""
        return self._parts[2]

    @property
    def _parts(self) -> tuple[str, str, str]:
        return self.sentence.partition(self.words)

    @property
    def verdict(self) -> str:
        """The person's verdict in words."""
        return str(self.review.label)


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that stays and is told otherwise."""

    before: FactState
    after: FactState


@dataclass(frozen=True, slots=True)
class Difference:
    """What tells two states of a source apart; `kept` are judged facts the new reading no longer finds."""

    added: tuple[FactState, ...] = ()
    removed: tuple[FactState, ...] = ()
    changed: tuple[ChangedFact, ...] = ()
    kept: tuple[FactState, ...] = ()


def fact_states(source: Source) -> dict[Key, FactState]:
    """Every fact of the source's articles by its row, as they stand in the text."""
    states: dict[Key, FactState] = {}
    for article in source.articles.order_by("position"):
        body = read_body(article.content)
        for model in FACTS:
            related = ["program__parent"] if model is ProgramMention else ["place"]
            if model is Metric:
                related.append("indicator")
            rows = model._default_manager.filter(article=article).select_related(*related)
            for row in rows.order_by("pk"):
                states[model._meta.db_table, row.pk] = _state(row, article, body, source.text)
    return states


def compare(before: Mapping[Key, FactState], after: Mapping[Key, FactState]) -> Difference:
    """What was added, removed and changed, and what only a person's verdict keeps."""
    both = [(before[key], after[key]) for key in before if key in after]
    return Difference(
        added=tuple(state for key, state in after.items() if key not in before),
        removed=tuple(state for key, state in before.items() if key not in after),
        changed=tuple(
            ChangedFact(old, new)
            for old, new in both
            if (old.words, old.said, old.review) != (new.words, new.said, new.review)
        ),
        kept=tuple(new for old, new in both if new.judged and new.missed and not old.missed),
    )


def _state(row: FactRow, article: Article, body: Body, text: str) -> FactState:
    start, end = (
        (row.quote_start, row.quote_end) if isinstance(row, Metric) else (row.start, row.end)
    )
    found = body.locate(start, end)
    sentence = sentence_of(found) if found else _line(text, start, end)
    said = [*_said(row), str(BANDS[row.band])]
    return FactState(
        kind=str(KINDS[type(row)]),
        words=_one_line(text[start:end]),
        said="；".join(part for part in said if part),
        sentence=_one_line(sentence),
        title=article.display_title,
        url=article.get_absolute_url(),
        review=Review(row.review),
        missed=row.missed,
    )


def _said(row: FactRow) -> list[str]:
    match row:
        case ProgramMention():
            parent = row.program.parent
            above = _("属于{name}").format(name=parent.name) if parent else ""
            return [row.program.name, kind_words(row.program.kind), above]
        case PlaceMention():
            inferred = _("由上下文推断") if row.inferred else ""
            return [_place_words(row.place, row.name), inferred]
        case Metric():
            indicator = row.indicator.name if row.indicator else _("未归入指标")
            return [
                normalised_words(row),
                _("指标：{name}").format(name=indicator),
                str(STATUSES.get(row.status, row.status)),
                _place_words(row.place, row.place_name) if row.place_name else "",
                row.period,
            ]


def _place_words(place: Place | None, name: str) -> str:
    if place is None:
        return _("{name}（未定是哪一处）").format(name=name)
    return place_line(place)


def place_line(place: Place) -> str:
    """A division with those it lies in: 河南省中牟县雁鸣湖镇."""
    above = [place.province, place.city, place.county, place.name]
    return "".join(dict.fromkeys(part for part in above if part))


def _line(text: str, start: int, end: int) -> str:
    """The line of the source, for a headline: it stands in no paragraph."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    return sentence_around(line, start - first, end - first)


def _one_line(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())
