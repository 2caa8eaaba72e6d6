"""
What a figure counts, in the words of its clause. Figures come in, phrases go out.

Offsets are code points into the passage's text, end excluded; the phrase is cut from what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.pipeline.metrics.figures import Figure
from archive.pipeline.metrics.phrase_trims import (
    COMFORTABLE,
    SHORTEST,
    PhrasePatterns,
    phrase_patterns,
    trim_left,
    trim_right,
)
from archive.pipeline.metrics.place_mentions import PlaceMention
from archive.pipeline.metrics.rules import MetricRules, UnitKind
from archive.pipeline.values import Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a figure counts. `span` is where phrase, number and unit stand side by side."""

    text: str
    span: Span
    rule: str
    is_whole: bool = True  # False: needs the figure before it (增幅) or is a bare verb (启动)


# In 全镇1所10站 and 3个自然村2216人 the unit, or the place before it, is all that is said.
_NOUN_UNITS = "所站室廊园"
_DIVISIONS = {"unit.division", "unit.division_first"}
# 40%用于分红: a share of a whole is named by what it goes to
_GOES_TO = re.compile(
    "(?:用于|用作|用来|作为|留作|归|留给|分给|返还给?|划归)[^,，。;；、0-9]{1,14}"
)
# 3人被列为不合格党员: what they became
_BECAME = re.compile(
    "(?:已|均)?(?:被(?:列|评|确定|认定|命名|推选|推荐|授予|选举|列入|吸收|聘)[为入成]?|获评|入选|当选为?|成为)([^,，。;；、0-9]{2,16})"
)
_DWELLING = re.compile(r"(?:村|组|社区|小区|湾|屯|寨|庄|人家)(?:[(（][^()（）]{1,6}[)）])?$")
# 解决4个村民组1060人的出行难题 tells whom a deed reached, not how many live there
DEED = re.compile(
    "解决|覆盖|惠及|带动|辐射|服务|走访|帮|涉及|搬迁|安置|转移|受益|受灾|停电|组织|动员|培训"
)
_SIZED = re.compile(
    r"(?:总?价值|总?投资|造价|单价)[^,，。;；]{1,12}元的(?P<noun>[^,，。;；、0-9]{2,12})"
)
# A place the gazetteer does not know; those it knows are cut off before. 居民小区, 产业园区 and 爱心超市 are nouns.
_PLACE = re.compile(
    "[全各该本我外跨邻][省市县区]|地区"
    r"|[\u4e00-\u9fff]{1,3}(?:(?<![城超门夜集都楼股菜早花])市|(?<![困范大强弱业进点])县|省)"
)
_PEOPLE_OF = re.compile(
    "的(?:灾区|受灾|困难|广大)?(?:群众|村民|居民|党员|干部|职工|师生|老人|学生|农户|代表|负责人)"
)
# nouns of these are counted one by one: 5台船外机、浮力马甲 counts the first alone
_SINGLE = set("台套辆艘架盏把袋箱瓶张只头羽株棵枚床顶根桶包罐")
_OWNER = re.compile(
    "的(?:村民|群众|党员|居民|农户|农民|老人|村?支书|书记|主任|他|她|[^的]{0,4}(?:户主|大户|负责人))"
)
SIZE = {"户": "户数", "人": "人口"}
REACHED = {"户": "户数", "人": "人数"}
_SIZE_NOUN = {UnitKind.AREA: "面积", UnitKind.LENGTH: "长度"}


def name_figure(
    figure: Figure, texts: tuple[str, str], mentions: Sequence[PlaceMention], rules: MetricRules
) -> Phrase | None:
    """
    Give what `figure` counts; None if its clause does not say.

    `texts` are the passage as folded and as printed; `mentions` the places in it.
    """
    patterns = phrase_patterns(rules)
    folded = texts[0]
    left = trim_left(figure.left, folded, mentions, patterns)
    right = trim_right(figure, folded, patterns)
    outcome = _outcome(figure, left, texts)
    if outcome is not None:
        return outcome
    reader = _measured if figure.amount.kind.is_measure else _counted
    phrase = reader(figure, left, right, (texts, patterns))
    if phrase is not None and folded.endswith("每股", figure.left.start, figure.left.end):
        return replace(phrase, text=f"{phrase.text}每股金额")
    return phrase


def _outcome(figure: Figure, left: Span, texts: tuple[str, str]) -> Phrase | None:
    """What a share goes to (40%用于分红), or what people became (3人被评为劳模)."""
    folded, printed = texts
    amount = figure.amount
    if amount.kind is UnitKind.RATIO:
        found = _GOES_TO.match(folded, amount.span.end, figure.right.end)
        at = found.span() if found else None
    elif amount.kind is UnitKind.PERSON and len(left) < COMFORTABLE:
        found = _BECAME.match(folded, amount.span.end, figure.right.end)
        at = found.span(1) if found else None
    else:
        return None
    if at is None:
        return None
    return Phrase(printed[at[0] : at[1]], Span(amount.span.start, at[1]), "phrase.behind")


_Material = tuple[tuple[str, str], PhrasePatterns]


def _counted(figure: Figure, left: Span, right: Span, material: _Material) -> Phrase | None:
    """Counting prints the noun behind (15个项目) or in front (项目15个)."""
    (folded, _), patterns = material
    words = folded[left.start : left.end]
    is_bare = len(words) < SHORTEST or patterns.bare.fullmatch(words) is not None
    owns = folded.startswith("的", figure.amount.span.end)
    people = folded[figure.amount.span.end - 1] in "人次" and figure.amount.kind is UnitKind.PERSON
    sized = _SIZED.match(folded, right.start) if len(right) else None
    if sized is not None:  # 24台总价值12万元的空调
        right = Span(*sized.span("noun"))
    elif patterns.size.fullmatch(folded, right.start, right.end):
        right = Span(right.start, right.start)
    itself = _unit_itself(figure, material) or _size_of_place(figure, words, folded)
    if itself is not None:
        return itself
    if len(right) and not (people and not owns and not is_bare):
        return _right(figure, right, material)
    if not is_bare:
        return None if _PLACE.fullmatch(words) else _left(figure, left, material)
    if words:
        return _left(figure, left, material, is_whole=False)
    return None


def _size_of_place(figure: Figure, words: str, text: str) -> Phrase | None:
    """Households and people printed right behind villages: 辖3个自然村2216人."""
    amount = figure.amount
    unit = text[amount.span.end - 1]
    if unit not in SIZE or figure.left.start == figure.clause.start or not _DWELLING.search(words):
        return None
    if DEED.search(text, figure.clause.start, figure.left.start):
        return Phrase(REACHED[unit], amount.span, "phrase.previous")
    return Phrase(SIZE[unit], amount.span, "phrase.population")


def _measured(figure: Figure, left: Span, right: Span, material: _Material) -> Phrase | None:
    """Measuring prints the subject in front (收入10万元) or behind (1.3万平方米的社区)."""
    (folded, printed), patterns = material
    words = folded[left.start : left.end]
    if words and patterns.relative.fullmatch(words):
        return _left(figure, left, material, is_whole=False)
    owns = folded.startswith("的", figure.amount.span.end)
    size = patterns.size.search(words)
    is_size = size is not None and _is_set_off(words[: size.start()], patterns.bare)
    if size is not None and is_size:
        left = Span(left.start + size.start(), left.end)
    is_bare = not words or patterns.bare.fullmatch(words) is not None
    if owns and len(right) and (is_size or is_bare or _is_told(words, figure)):
        return _owned(figure, left, right, material)
    right = _without(_OWNER, folded, right)
    if len(right) and (is_bare or _completes(figure, left, right, material)):
        text = printed[right.start : right.end]
        if len(left) <= COMFORTABLE and figure.amount.kind is not UnitKind.AGE:
            text = printed[left.start : left.end] + text
        start = left.start if words else figure.amount.span.start
        return Phrase(text, Span(start, right.end), "phrase.verb_object")
    if words:
        return _left(figure, left, material, is_whole=not is_bare)
    return None


def _without(people: re.Pattern[str], text: str, right: Span) -> Span:
    """The noun behind a figure without whoever it tells of: 种植了10亩苹果的村民."""
    found = people.search(text, right.start + 1, right.end)
    return right if found is None else Span(right.start, found.start())


def _unit_itself(figure: Figure, material: _Material) -> Phrase | None:
    (folded, printed), _ = material
    end = figure.amount.span.end
    if not _DIVISIONS.isdisjoint(figure.amount.rules):
        start = figure.amount.number.end
        return Phrase(printed[start:end].strip(), figure.amount.span, "phrase.unit")
    if folded[end - 1] not in _NOUN_UNITS:
        return None
    if not folded[end : end + 1].isdigit() and "unit.station" not in figure.amount.rules:
        return None
    return Phrase(printed[end - 1 : end], figure.amount.span, "phrase.unit")


def _completes(figure: Figure, left: Span, right: Span, material: _Material) -> bool:
    """Whether what stands behind belongs to the phrase: 带来200万元收益, 、千亩菊花."""
    (folded, _), patterns = material
    if folded.startswith("的", figure.amount.span.end):
        return False
    if figure.amount.kind is UnitKind.MONEY and len(left):
        return patterns.object.match(folded, right.start, right.end) is not None
    return len(right) >= SHORTEST and figure.amount.kind is not UnitKind.RATIO


def _is_told(words: str, figure: Figure) -> bool:
    """Whether what stands before a size is a story: 为了摸清楚11万公顷的草原."""
    return len(words) > COMFORTABLE and figure.amount.kind in _SIZE_NOUN


def _is_set_off(words: str, bare: re.Pattern[str]) -> bool:
    """Whether what stands before 占地 or 投资 belongs to another word: 建设了, 新落成的."""
    return not words or words[-1] in "的了、" or bare.fullmatch(words) is not None


def _owned(figure: Figure, left: Span, right: Span, material: _Material) -> Phrase:
    """投资500万元的合作社 is 合作社投资, 1.3万平方米的社区 is 社区面积."""
    (folded, printed), patterns = material
    owner = printed[right.start : right.end]
    words = folded[left.start : left.end]
    if patterns.size.fullmatch(words):
        text = owner + printed[left.start : left.end]
    else:
        text = owner + _SIZE_NOUN.get(figure.amount.kind, "")
    start = left.start if words else figure.amount.span.start
    return Phrase(text, Span(start, right.end), "phrase.owner")


def _left(figure: Figure, left: Span, material: _Material, *, is_whole: bool = True) -> Phrase:
    (_, printed), _ = material
    span = Span(left.start, figure.amount.span.end)
    return Phrase(printed[left.start : left.end], span, "phrase.before", is_whole)


def _right(figure: Figure, right: Span, material: _Material) -> Phrase:
    (folded, printed), _ = material
    if figure.amount.kind is UnitKind.COUNT:  # 5个安置点的群众
        right = _without(_PEOPLE_OF, folded, right)
    comma = folded.find("、", right.start + 1, right.end)
    if comma > 0 and folded[figure.amount.span.end - 1] in _SINGLE:
        right = Span(right.start, comma)
    span = Span(figure.amount.span.start, right.end)
    return Phrase(printed[right.start : right.end], span, "phrase.behind")
