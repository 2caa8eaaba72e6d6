"""
Phrases for figures whose own words do not say what they count. A sheet comes in, phrases go out.

Such a figure takes the words of its neighbour: the verb of a list, the measure of a distribution, the
subject of a change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.phrase_trims import LONGEST
from archive.pipeline.metrics.phrases import DEED, REACHED, SIZE, Phrase, name_figure
from archive.pipeline.metrics.respective import Shares, shared_phrase
from archive.pipeline.metrics.rules import MetricRules, UnitKind
from archive.pipeline.metrics.sheets import Sheet
from archive.pipeline.text.folding import fold_text
from archive.pipeline.values import Span

_SETTLEMENT = re.compile(
    r"(?:村|组|社区|小区|湾|屯|寨|庄|村落|户数|人口|人家)(?:[(（][^()（）]{1,6}[)）])?$"
)


_CHANGED = re.compile(
    "(?:(?:同比|环比|[比较](?:上年|去年|(?:19|20)[0-9]{2}年)(?:年?[底末初]|同期)?)(?:净|多)?(?:增长|增加|提高|减少|下降|降低|上升|提升))了?"
)
# 贷款累计发放3000万元: that it is a total is told by the period
_TOTALS = re.compile(
    "(?<=.)(?:累[计計]|(?<!公)共[计計]|(?<!优)(?<!優)先[后後](?![顺順进進])|(?<![综綜联聯整融组組])合[计計])(?![划劃算量])(?=.)"
)
_LIKENED = re.compile(
    "(?<=..)(?:同比|环比|(?:比|较|相比)(?:(?:19|20)[0-9]{2}年|上年|去年|全[国省市县]|往年))"
)
_WHOLE_PLACE = re.compile("全[村镇乡县市区]共?有?$|全社区$")


def name_figures(sheet: Sheet, shares: Shares, rules: MetricRules) -> list[Phrase]:
    """Give what each figure of the sheet counts; `shares` are those of lists told one for one."""
    named = [
        name_figure(figure, sheet.texts, sheet.places.mentions_in(_beside(figure)), rules)
        for figure in sheet.figures
    ]
    phrases: list[Phrase] = []
    for at, phrase in enumerate(named):
        is_first = at == 0 or not _follows(sheet, at)
        previous = None if is_first else phrases[at - 1]
        band = None if previous is None else _next_band(sheet, at, phrase, previous)
        if at in sheet.heads:
            phrase = Phrase(sheet.heads[at], sheet.figures[at].amount.span, "phrase.head")
        elif band is not None:
            phrase = band
        elif phrase is None and _is_whole_place(sheet, at):
            unit = sheet.figures[at].amount
            phrase = Phrase(REACHED[unit.unit], unit.span, "phrase.whole_place")
        elif phrase is None or not phrase.is_whole:
            phrase = _completed(sheet, at, phrase, previous, named[at + 1 : at + 2])
        if at in shares:
            phrase = shared_phrase(shares[at], phrase, phrases)
        phrases.append(replace(phrase, text=_TOTALS.sub("", phrase.text)))
    return phrases


def _beside(figure: Figure) -> Span:
    """Where places can stand in the phrase of a figure."""
    return Span(max(figure.left.start, figure.left.end - LONGEST), figure.left.end)


def _follows(sheet: Sheet, at: int) -> bool:
    """Whether the figure before stands in the same sentence."""
    sentence = sheet.layout.sentence_start(sheet.figures[at].amount.span.start)
    return sheet.figures[at - 1].amount.span.start >= sentence


def _is_whole_place(sheet: Sheet, at: int) -> bool:
    """Whether all the people or households of a place are meant: 全村200多人."""
    amount = sheet.figures[at].amount
    start = amount.number.start
    return (
        amount.unit in REACHED
        and _WHOLE_PLACE.search(sheet.folded, max(0, start - 4), start) is not None
    )


def _next_band(sheet: Sheet, at: int, phrase: Phrase | None, previous: Phrase) -> Phrase | None:
    """The second band of a distribution has the measure of the first: 20—50万元的村2个."""
    figure, before = sheet.figures[at], sheet.figures[at - 1]
    if figure.qualifier is None or before.qualifier is None:
        return None
    if figure.qualifier.unit != before.qualifier.unit or figure.amount.unit != before.amount.unit:
        return None
    printed = sheet.passage.text
    band = printed[figure.qualifier.span.start : figure.qualifier.span.end]
    model = printed[before.qualifier.span.start : before.qualifier.span.end]
    if model not in previous.text or (phrase is not None and not phrase.text.startswith(band)):
        return None
    span = figure.amount.span if phrase is None else phrase.span
    return Phrase(previous.text.replace(model, band), span, "phrase.stem")


def _completed(
    sheet: Sheet,
    at: int,
    phrase: Phrase | None,
    previous: Phrase | None,
    following: Sequence[Phrase | None],
) -> Phrase:
    """A phrase for a figure that has none of its own, or only a change or a verb."""
    figure = sheet.figures[at]
    amount = figure.amount
    if phrase is not None:
        if previous is not None and _is_change_of(sheet, at, phrase):
            subject = _subject(previous.text, phrase.text)
            return replace(phrase, text=subject + phrase.text, rule="phrase.change")
        return phrase
    if previous is not None:
        return _size_of_place(sheet, at, previous) or Phrase(
            previous.text, amount.span, "phrase.previous"
        )
    if following and following[0] is not None and _adjoins(sheet, at):
        return Phrase(following[0].text, amount.span, "phrase.following")
    return Phrase(amount.unit, amount.span, "phrase.none")


def _adjoins(sheet: Sheet, at: int) -> bool:
    """Whether the next figure is counted with this one: 80多户、180多名村民."""
    end, start = sheet.figures[at].amount.span.end, sheet.figures[at + 1].amount.span.start
    return sheet.folded[end:start] in {"", "、", "和", "及", "与"}


def _is_change_of(sheet: Sheet, at: int, phrase: Phrase) -> bool:
    """Whether the figure tells how the one before has changed: 收入10万元,同比增加2万元."""
    amount, before = sheet.figures[at].amount, sheet.figures[at - 1].amount
    if amount.kind is UnitKind.RATIO:
        return True
    return before.unit == amount.unit and _CHANGED.fullmatch(phrase.text) is not None


def _subject(previous: str, change: str) -> str:
    """What the change is one of, without a change told before: 收入 of 收入比上年增长."""
    bare = previous.removesuffix(change)
    compared = _LIKENED.search(bare)
    return (bare[: compared.start()] if compared else bare)[-LONGEST:]


def _size_of_place(sheet: Sheet, at: int, previous: Phrase) -> Phrase | None:
    """Households and people listed right behind villages are its size: 13个自然湾,558户,2059人."""
    amount, before = sheet.figures[at].amount, sheet.figures[at - 1].amount
    size = SIZE.get(amount.unit)
    if size is None or before.unit == amount.unit:
        return None
    if not _SETTLEMENT.search(fold_text(previous.text)):
        return None
    clause = sheet.figures[at - 1].clause
    if DEED.search(sheet.folded, clause.start, before.span.start):
        return Phrase(REACHED[amount.unit], amount.span, "phrase.previous")
    return Phrase(size, amount.span, "phrase.population")
