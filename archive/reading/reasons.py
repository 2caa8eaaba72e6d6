"""
Why a fact is believed, in words. In: a fact's band and evidence (rule ids with points). Out: what a
reader sees.

A rule is said by its own sentence, else by its family's (the id up to the first dot or hyphen), else by its id.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from archive.models import Review
from archive.models.facts import Fact
from archive.pipeline.text.rule_tables import read_rows
from archive.pipeline.values import Band

REASONS_KEPT = 8000  # rules with what they add or take, in three languages
RULES_KEPT = 2000  # sentences of rules kept in memory; there are some hundreds, in three languages
CHECKS = Path(__file__).parents[1] / "pipeline" / "rules" / "checks.toml"

BANDS = {
    Band.SURE: gettext_lazy("可信"),
    Band.LIKELY: gettext_lazy("较可信"),
    Band.DOUBTFUL: gettext_lazy("待核"),  # 存疑 is a person's word
}

RULE_WORDS = {
    "number.figures": gettext_lazy("阿拉伯数字，照印"),
    "number.chinese": gettext_lazy("汉字数字"),
    "number.ratio": gettext_lazy("用话说的比例"),
    "number.range": gettext_lazy("是一个区间的两端"),
    "number.before": gettext_lazy("变化之前的数，省了单位"),
    "unit.money_told": gettext_lazy("金额，省了单位"),
    "phrase.before": gettext_lazy("数字前面说明了在数什么"),
    "phrase.behind": gettext_lazy("数字后面说明了在数什么"),
    "phrase.head": gettext_lazy("表头写明在数什么"),
    "phrase.unit": gettext_lazy("只有单位说明在数什么"),
    "phrase.stem": gettext_lazy("说法承同一分布的第一项"),
    "phrase.change": gettext_lazy("变化的主语承前一个数"),
    "phrase.previous": gettext_lazy("说法承前一个数"),
    "phrase.following": gettext_lazy("说法借后一个数"),
    "phrase.none": gettext_lazy("没有写在数什么"),
    "place.stated": gettext_lazy("紧挨着写明所属的地方"),
    "place.named": gettext_lazy("原文写明上级地方"),
    "place.unique": gettext_lazy("全国只有一处这样的地名"),
    "place.clause": gettext_lazy("同一分句写明地方"),
    "place.sentence": gettext_lazy("同一句写明地方"),
    "place.paragraph": gettext_lazy("同一段写明地方"),
    "place.byline": gettext_lazy("署名写明地方"),
    "place.section": gettext_lazy("同一小节写的地方"),
    "place.article": gettext_lazy("全文写的地方"),
    "place.page": gettext_lazy("同一版面写的地方"),
    "place.publication": gettext_lazy("刊发媒体所在的地方"),
    "place.only": gettext_lazy("地名表里只有这一处"),
    "place.none": gettext_lazy("原文定不下是哪一处"),
    "place.speaker": gettext_lazy("说话人所在的地方"),
    "place.group": gettext_lazy("领起前后几个分句的地方"),
    "place.behind": gettext_lazy("地方写在数字后面"),
    "place.inherited": gettext_lazy("地方承上文"),
    "place.villages": gettext_lazy("一起写到的村都在这里"),
    "place.unlisted": gettext_lazy("地名表里没有，紧跟在县市名后面"),
    "place.repeated": gettext_lazy("文中写到不止一次"),
    "place.headline": gettext_lazy("标题或署名写到"),
    "place.has_village": gettext_lazy("文中写到的村在这里"),
    "place.alias": gettext_lazy("写的是别名"),
    "place.former": gettext_lazy("写的是旧名"),
    "place.sibling": gettext_lazy("同名异级，可能已改名"),
    "place.ordinary_word": gettext_lazy("地名也是常用的词"),
    "village.table": gettext_lazy("所在乡镇或县有这个村"),
    "village.looks": gettext_lazy("名录里没有，位置和字形像村名"),
    "village.behind_town": gettext_lazy("紧跟在乡镇名后面"),
    "village.repeated": gettext_lazy("文中写到不止一次"),
    "village.bare": gettext_lazy("没有写“村”或“社区”"),
    "label-formula": gettext_lazy("写成“一二三四”一类的数字口诀"),
    "label-set-up": gettext_lazy("前面的动词说明是新立的做法"),
    "label-counts": gettext_lazy("是数出来的名目"),
    "label-crooked-marks": gettext_lazy("引号不成对"),
    "head-far-off": gettext_lazy("说明类别的词离得远"),
    "metaphor-named": gettext_lazy("像比喻，但后面点明是做法"),
    "in-headline": gettext_lazy("写在标题里"),
    "told-again": gettext_lazy("文中不止一次用这个名称"),
    "parts-told": gettext_lazy("文中列出了它的各个部分"),
    "theme-of-one-event": gettext_lazy("只是一次活动的主题"),
    "setting-none": gettext_lazy("旁边没有说到党建工作"),
    "near-commerce": gettext_lazy("旁边说的是商业"),
    "near-macro": gettext_lazy("旁边说的是宏观经济"),
    "generic-phrase": gettext_lazy("是通用的说法"),
    "warning.over_hundred": gettext_lazy("比例超过一百"),
    "warning.long_phrase": gettext_lazy("说法过长"),
    "warning.told": gettext_lazy("像转述、举例"),
    "warning.bare_phrase": gettext_lazy("说法过短"),
    "warning.round": gettext_lazy("万亩、千元一类整数，多是约说"),
    "warning.small_numeral": gettext_lazy("两名、三座一类小数目，多是顺带一说"),
    "warning.nothing": gettext_lazy("没有数任何东西"),
    "warning.unpaired": gettext_lazy("“分别”前后所列个数不同，归属未定"),
    "warning.like_a_year": gettext_lazy("像年份"),
}

FAMILY_WORDS = {
    "number": gettext_lazy("数字写法认得"),
    "unit": gettext_lazy("单位在单位表里"),
    "comparator": gettext_lazy("约数的说法认得"),
    "phrase": gettext_lazy("由上下文得知在数什么"),
    "lead": gettext_lazy("说法去掉了开头的虚词"),
    "tail": gettext_lazy("说法去掉了末尾的虚词"),
    "verb": gettext_lazy("由动词引出"),
    "bare": gettext_lazy("只有动词，说法不全"),
    "size": gettext_lazy("大小写在所数的东西前面"),
    "object": gettext_lazy("金额所花、所得的事写在旁边"),
    "relative": gettext_lazy("是变化的幅度"),
    "indicator": gettext_lazy("说法和单位合于一个指标"),
    "status": gettext_lazy("有词说明是结果、目标还是规定"),
    "per": gettext_lazy("有词说明按什么计"),
    "period": gettext_lazy("写明了时间"),
    "place": gettext_lazy("由上下文得知是哪个地方"),
    "village": gettext_lazy("村名由写法和所在乡镇得知"),
    "town": gettext_lazy("乡镇名由写法和上级得知"),
    "exclusion": gettext_lazy("像编号、名称里的数"),
    "warning": gettext_lazy("写法容易误读"),
    "check": gettext_lazy("与别处的数核对过"),
    "link": gettext_lazy("与同文别的数有联系"),
    "head": gettext_lazy("末尾的词说明它是哪一类做法"),
    "title": gettext_lazy("书名号里的名称"),
    "actor": gettext_lazy("写明由谁推行"),
    "standing": gettext_lazy("全国通行的制度或活动，在词表里"),
    "lexicon": gettext_lazy("在词表里"),
    "staff": gettext_lazy("馆员编入的词条"),
    "overlay": gettext_lazy("馆员编入的词条"),
    "umbrella": gettext_lazy("“党建+”一类总名下的做法"),
    "label": gettext_lazy("引号里的名称"),
    "enumerated": gettext_lazy("由排比的几项得名"),
    "joined": gettext_lazy("由连写的几项得名"),
    "quote": gettext_lazy("引号里的名称"),
    "plain": gettext_lazy("没有引号的名称，凭写法认出"),
    "signal": gettext_lazy("旁边的词说明它是做法"),
    "repeat": gettext_lazy("文中不止一次用这个名称"),
    "component": gettext_lazy("文中列出了它的各个部分"),
    "alias": gettext_lazy("文中另有简称"),
    "stop": gettext_lazy("像口号、泛称"),
    "aside": gettext_lazy("像口号、泛称"),
}
FAMILY = re.compile(r"[a-z]+")

ASIDE_WORDS = {
    "slogan": gettext_lazy("口号"),
    "topic": gettext_lazy("话题"),
    "honour": gettext_lazy("荣誉"),
    "facility": gettext_lazy("场所设施"),
    "saying": gettext_lazy("引语、比喻"),
    "name": gettext_lazy("别的名称"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired, in words, and what it added or took."""

    rule: str
    points: int
    words: str

    @property
    def signed(self) -> str:
        """The points with their sign; empty where the rule neither adds nor takes."""
        return f"{self.points:+d}".replace("-", "−") if self.points else ""


def reasons_of(fact: Fact) -> tuple[Reason, ...]:
    """The rules that made the fact, in the order in which they fired."""
    language = get_language()
    return tuple(_reason(rule, points, language) for rule, points in fact.evidence)


@functools.lru_cache(REASONS_KEPT)
def _reason(rule: str, points: int, language: str | None) -> Reason:
    return Reason(rule, points, _rule_words(rule, language))


def print_reasons(reasons: Iterable[Reason]) -> SafeString:
    """The reasons in a line, as HTML: a page prints hundreds, too many for a template."""
    return SafeString(escape(_("；")).join(map(_print_reason, reasons)))


@functools.lru_cache(REASONS_KEPT)
def _print_reason(reason: Reason) -> str:
    points = f'<span class="pts">{reason.signed}</span>' if reason.points else ""
    return escape(reason.words) + points


def rule_words(rule: str) -> str:
    """What a rule says; of one nobody put into words, its name."""
    return _rule_words(rule, get_language())


@functools.lru_cache(RULES_KEPT)
def _rule_words(rule: str, _language: str | None) -> str:
    family = FAMILY.match(rule)
    words = RULE_WORDS.get(rule) or FAMILY_WORDS.get(family.group() if family else "")
    if words:
        return str(words)
    sentence = _check_sentences().get(rule)  # a check that takes points from its figure
    return _(sentence).rstrip("。") if sentence else _("规则 {rule}").format(rule=rule)


def trust_words(fact: Fact) -> str:
    """可信, 较可信, 待核; a person's verdict wins."""
    if fact.review == Review.MACHINE:
        return _band_words(fact.band, get_language())
    return _verdict_words(fact.review, get_language())


@functools.lru_cache
def _band_words(band: Band, _language: str | None) -> str:
    return str(BANDS[band])


@functools.lru_cache
def _verdict_words(review: str, _language: str | None) -> str:
    return str(Review(review).label)


def flag_words(check: str) -> str:
    """The doubt a check raises, as a sentence."""
    sentence = _check_sentences().get(check)
    return _(sentence) if sentence else _("核对时发现疑点（{check}）。").format(check=check)


def aside_words(reason: str) -> str:
    """Why a name is no program."""
    words: Any = ASIDE_WORDS.get(reason)
    return str(words) if words else reason


@functools.cache
def _check_sentences() -> Mapping[str, str]:
    """Sentence by check. They are message ids: Simplified Chinese, translated where a locale has them."""
    return {row["id"]: row["sentence"] for row in read_rows(CHECKS, "check")}
