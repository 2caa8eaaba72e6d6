"""
Where an article is at home, told by what stands around it: the publication, the masthead, furniture of the
page, a county named without its level word. A page, fields and the gazetteer in, codes of counties out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archive.pipeline.places.division_names import county_stem
from archive.pipeline.places.entries import Entries
from archive.pipeline.places.fields import Field, Part, article_fields
from archive.pipeline.places.gazetteer import COUNTY_DIGITS, Gazetteer, level_of
from archive.pipeline.places.matching import Sighting, name_begins
from archive.pipeline.places.rules import PlaceRules
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import ArticleDraft, Page, PlaceLevel

_MOST_COUNTIES = 400  # candidates of an article's towns whose names are looked for
_MOST_TEXT = 20_000  # characters of an article that are searched for them
_MOST_TRIES = 6  # places where one name is tried
_LONGEST_LINE = 60  # characters of furniture; a longer line is a text of its own
_MOST_FURNITURE = 600  # characters
_STEM_LENGTHS = (4, 3, 2)


def publication_text(page: Page, draft: ArticleDraft, text: str, rules: PlaceRules) -> str:
    """The publication's name, the bylines, the masthead above the first article, who answers for the site."""
    named = draft.publication.name if draft.publication is not None else ""
    bylines = (byline.text for byline in draft.bylines)
    return " ".join([fold_text(" ".join([named, *bylines])), _furniture(page, text, rules)])


def _furniture(page: Page, text: str, rules: PlaceRules) -> str:
    """What the page prints outside its articles and says who publishes it."""
    if not page.noise:
        return ""
    first = min(field.passage.span.start for field in article_fields(page.articles[0]))
    kept: list[str] = []
    for span in page.noise:
        lines = text[span.start : span.end].splitlines()
        kept += [
            line
            for line in lines
            if len(line) <= _LONGEST_LINE and (span.end <= first or rules.furniture.search(line))
        ]
    return fold_text(" ".join(kept))[:_MOST_FURNITURE]


def bare_counties(
    fields: Sequence[Field], towns: Iterable[Sighting], gazetteer: Gazetteer, rules: PlaceRules
) -> tuple[str, ...]:
    """The counties that hold a candidate and are named without 县, 区 or 市 where a name can begin."""
    several = [t for t in towns if len(t.namings) > 1 and not t.within]
    codes = dict.fromkeys(n.code[:COUNTY_DIGITS] for town in several for n in town.namings)
    if not codes:
        return ()
    text = "\n".join(field.text for field in fields)[:_MOST_TEXT]
    return tuple(
        code
        for code in list(codes)[:_MOST_COUNTIES]
        if _is_named(county_stem(gazetteer.names[code]), text, rules)
    )


def _is_named(stem: str, text: str, rules: PlaceRules) -> bool:
    if _is_common(stem, rules) or stem not in text:
        return False
    at = -1
    for _ in range(_MOST_TRIES):
        at = text.find(stem, at + 1)
        if at < 0:
            return False
        after = text[at + len(stem) : at + len(stem) + 12]
        taken = rules.other_name.match(after) or rules.organisation.match(after)
        if not taken and name_begins(text, at, rules):
            return True
    return False


def _is_common(stem: str, rules: PlaceRules) -> bool:
    return (
        len(stem) < min(_STEM_LENGTHS)
        or stem in rules.bare_common
        or stem in rules.common_stems
        or stem in rules.ambiguous_shorts
    )


def home_county(
    entries: Entries,
    fields: Sequence[Field],
    publication: str,
    gazetteer: Gazetteer,
    rules: PlaceRules,
) -> str | None:
    """
    The county an article is at home in: that of all its towns and villages, or the paper's where it has none.

    None where the article names a county itself or nothing decides.
    """
    codes = [entry.code for entry in entries.values() if entry.code]
    if any(level_of(code) is PlaceLevel.COUNTY for code in codes):
        return None
    inside = {code[:COUNTY_DIGITS] for code in codes if len(code) > COUNTY_DIGITS}
    if not inside:
        heads = (field.text[:_LONGEST_LINE] for field in fields if field.part is Part.HEAD)
        inside = _only_county(" ".join(heads), gazetteer, rules)
        inside = inside or _only_county(publication, gazetteer, rules)
        inside = {code for code in inside if _fits(code, codes)}
    return inside.pop() if len(inside) == 1 else None


def _fits(county: str, codes: Iterable[str]) -> bool:
    """Whether a county lies in the provinces and cities the article names."""
    above = tuple(codes)
    return not above or county.startswith(above)


def _only_county(text: str, gazetteer: Gazetteer, rules: PlaceRules) -> set[str]:
    return set(_counties_in(text, gazetteer, rules))


def _counties_in(text: str, gazetteer: Gazetteer, rules: PlaceRules) -> Iterator[str]:
    """Yield each county that a short text names, whole or by its stem alone, where only one has the name."""
    at = 0
    while at < len(text):
        length, code = _county_at(text, at, gazetteer, rules)
        if code is not None:
            yield code
        at += length


def _county_at(
    text: str, at: int, gazetteer: Gazetteer, rules: PlaceRules
) -> tuple[int, str | None]:
    for length in _STEM_LENGTHS:
        stem = text[at : at + length]
        counties = gazetteer.counties_with_stem(stem)
        if counties and not _is_common(stem, rules):
            return length, counties[0] if len(counties) == 1 else None
    return 1, None
