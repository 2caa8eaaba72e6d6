"""
The names an article gives a reader to search by. Its row and what it states come in, names go out.

They are what is suggested while typing and offered for a misspelt query, so only what the article
itself prints or was corrected to stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.models import Article, Place, Program
from archive.models.place import Level
from archive.pipeline.places.division_names import PSEUDO_NAMES
from search.text.folding import fold
from search.text.words import holds_word

LONGEST_PHRASE = 8  # a longer phrase before a figure is a sentence, not a name
LONGEST_NAME = 120


class NameKind(StrEnum):
    """What a name names, in the order in which equals are shown."""

    TOWN = "town"
    PLACE = "place"  # province, city or county
    PROGRAM = "program"
    INDICATOR = "indicator"
    VILLAGE = "village"
    PUBLICATION = "publication"
    AUTHOR = "author"
    TITLE = "title"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """
    One form of a name. `form` is as printed, `label` as the named thing is called; they are equal in
    the main form, and every article with another form has the main one too.
    """

    kind: NameKind
    key: str  # code, slug, article id, or the name itself
    label: str
    form: str
    detail: str = ""  # what tells it from others of its name: the divisions above a place

    @property
    def main(self) -> bool:
        """Whether this is what the thing is called."""
        return self.form == self.label


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A further form in which an article names a program or indicator."""

    key: str  # slug
    label: str
    form: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The further forms one article has of what it names."""

    aliases: tuple[OtherForm, ...] = ()  # of programs
    phrases: tuple[OtherForm, ...] = ()  # of indicators


def names_of(
    article: Article, places: Iterable[Place], programs: Collection[Program], forms: Forms
) -> tuple[Name, ...]:
    """The distinct names of `article`, in a settled order."""
    names = {
        *_of_row(article),
        *_places(places),
        *_programs(programs, forms.aliases),
        *_indicators(forms.phrases),
    }
    return tuple(sorted(name for name in names if _can_be_typed(name)))


def _places(places: Iterable[Place]) -> Iterator[Name]:
    """The places and the divisions they lie in: who names a village has written about its town."""
    for place in places:
        above = [
            one for one in (place.province, place.city, place.county) if one not in PSEUDO_NAMES
        ]
        town = place if place.level == Level.TOWN else None
        if place.level == Level.VILLAGE and place.parent:
            town = place.parent
            yield _main(NameKind.VILLAGE, place.code, place.name, [*above, town.name])
        if town:
            yield _main(NameKind.TOWN, town.code, town.name, above)
        yield from _divisions(place)


def _divisions(place: Place) -> Iterator[Name]:
    """The province, city and county that `place` is or lies in."""
    own = place.name if len(place.code) <= 6 else ""  # noqa: PLR2004  # digits of a county's code
    above: list[str] = []
    for length, name in ((2, place.province), (4, place.city), (6, place.county)):
        called = own if len(place.code) == length else name
        if len(place.code) >= length and called and called not in PSEUDO_NAMES:
            yield _main(NameKind.PLACE, place.code[:length], called, above)
            above = [*above, called]


def _programs(programs: Collection[Program], aliases: Iterable[OtherForm]) -> Iterator[Name]:
    for program in programs:
        yield _main(NameKind.PROGRAM, program.slug, program.name)
    named = {program.slug for program in programs}
    for alias in aliases:
        if alias.key in named:  # a program whose every mention was rejected keeps its alias rows
            yield Name(NameKind.PROGRAM, alias.key, alias.label, alias.form)


def _indicators(phrases: Iterable[OtherForm]) -> Iterator[Name]:
    for phrase in phrases:
        yield _main(NameKind.INDICATOR, phrase.key, phrase.label)
        if len(phrase.form) <= LONGEST_PHRASE:
            yield Name(NameKind.INDICATOR, phrase.key, phrase.label, phrase.form)


def _of_row(article: Article) -> Iterator[Name]:
    if article.title:
        yield _main(NameKind.TITLE, str(article.pk), article.title)
    if article.publication:
        yield _main(NameKind.PUBLICATION, article.publication, article.publication)
    for author in article.authors:
        name = author.get("name") if isinstance(author, dict) else None
        if isinstance(name, str):
            yield _main(NameKind.AUTHOR, name, name)


def _main(kind: NameKind, key: str, name: str, above: Collection[str] = ()) -> Name:
    detail = " › ".join(one for one in above if one and one != name)
    return Name(kind, key, name, name, detail)


def _can_be_typed(name: Name) -> bool:
    return len(name.form) <= LONGEST_NAME and holds_word(fold(name.form)) and bool(name.key)
