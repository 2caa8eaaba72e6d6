"""
The time phrases of a passage. Its folded text and the rows of metric_periods.toml come in, mentions go out.

Left out: the founding year of a thing (成立于2003年), what a figure is compared with (比去年), a year
inside a title (《2019年方案》) and a label (“2021最美…”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.pipeline.metrics.changes import TURN
from archive.pipeline.metrics.rules import MarkRule
from archive.pipeline.values import Span

_BEFORE = 6
_FOUNDED = re.compile(
    r"(?:成立|始建|兴建|修建|创建|创办|组建|建成|建立|落成|诞生|创立|设立|出生|生)(?:于|在)?$|(?:始|建|生)于$"
)
_COMPARED = re.compile(r"(?:比|较|与|和|同|跟|相比|相较于|对比|不如|超过|高于|低于)$")
_NUMBER = "(?:不足|不到|近|约|仅|只有|不满|超过?)?[0-9一二两三四五六七八九十百千万]"
# 是2015年的3.5倍, 恢复到2019年的九成: what is compared is not of that year.
_MEASURED_BY = re.compile(
    rf"(?:同期|水平|全年|总量)?的?{_NUMBER}[0-9一二三四五六七八九十百点.]*[余多几]?倍"
)
_SHARE_BY = re.compile(r"(?:相当于|恢复(?:到|至)|[^,，。;；、](?:是|为))$")
_SHARE_OF = re.compile(
    rf"(?:同期|水平|全年|总量)?的{_NUMBER}[0-9一二三四五六七八九十百点.]*(?:%|成|个百分点)"
)
# 由2014年的23.5%下降到0.8%, 比2012年的2亿元增长3倍: the year is of the first number alone.
_FROM = re.compile("[由从]$")
_STARTED_FROM = re.compile(
    rf"的?[^,，。;；:：0-9]{{0,12}}{_NUMBER}[^,，。;；:：]{{0,14}}[,，]?[^,，。;；:：0-9]{{0,6}}{TURN}"
)
_OWN_NUMBER = re.compile(f"(?:同期)?的{_NUMBER}")
# 2018年成立合作社,流转土地500亩: the year tells of the founding alone.
_BEGUN = re.compile(
    r"[^,，。;；!！?？0-9]{0,12}?(?:成立|创办|创建|创立|始建|兴建|组建|挂牌|入党|参军|入伍|退伍|转业|毕业|出生|当选|上任|就任|"
    r"担任|任职|返乡|回乡|回村|获评|荣获|获得|被评|被授|撤并|合并|搬迁|考入|考上|就读|动工|开工)"
)
_LABELS = re.compile(r"《[^《》]{1,60}》|“[^“”,，。;；]{1,24}”")
_CARRIED = {"span", "relative_year", "year", "part", "plan", "era", "month"}


@dataclass(frozen=True, slots=True, order=True)
class PeriodMention:
    """A time phrase in a passage, and the row that read it."""

    span: Span
    rule: str
    kind: str
    weight: float
    begins: bool  # whether it dates a beginning (2018年成立…), which says nothing of other clauses
    is_past: bool = False  # whether it dates what a change started from, and no later figure

    @property
    def carries(self) -> bool:
        """Whether it governs the paragraph it opens: 今年 does, 目前 does not."""
        return self.kind in _CARRIED and not self.begins and not self.is_past


def find_periods(text: str, rules: Iterable[MarkRule]) -> tuple[PeriodMention, ...]:
    """Give the time phrases of folded `text`, left to right; of two that overlap, the longer."""
    found = [
        _mention(text, rule, match.start(), match.end())
        for rule in rules
        for match in rule.pattern.finditer(text)
        if match.end() > match.start() and _is_said(text, Span(*match.span()))
    ]
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    labels = [Span(*match.span()) for match in _LABELS.finditer(text)]
    kept: list[PeriodMention] = []
    at = 0
    for mention in found:
        while at < len(labels) and labels[at].end <= mention.span.start:
            at += 1
        inside = at < len(labels) and labels[at].start < mention.span.start < labels[at].end
        if not inside and (not kept or mention.span.start >= kept[-1].span.end):
            kept.append(mention)
    return tuple(kept)


def longest_period(text: str, start: int, rules: Iterable[MarkRule]) -> PeriodMention | None:
    """Give the longest time phrase of folded `text` that begins at `start`."""
    matches = ((rule, rule.pattern.match(text, start)) for rule in rules)
    found = [_mention(text, rule, start, match.end()) for rule, match in matches if match]
    return max(found, key=lambda mention: mention.span.end, default=None)


def _is_said(text: str, span: Span) -> bool:
    before = max(0, span.start - _BEFORE)
    if _FOUNDED.search(text, before, span.start) or _MEASURED_BY.match(text, span.end):
        return False
    if _SHARE_BY.search(text, before, span.start) and _SHARE_OF.match(text, span.end):
        return False
    compared = _COMPARED.search(text, before, span.start) is not None
    return not compared or _OWN_NUMBER.match(text, span.end) is not None


def _is_past(text: str, span: Span) -> bool:
    """Whether the phrase dates the value a change started from: 由2014年的23.5%下降到0.8%."""
    before = max(0, span.start - _BEFORE)
    if text[span.start] in "由从" or _FROM.search(text, before, span.start):
        return _STARTED_FROM.match(text, span.end) is not None
    return _COMPARED.search(text, before, span.start) is not None


def _mention(text: str, rule: MarkRule, start: int, end: int) -> PeriodMention:
    begins = rule.value in {"year", "relative_year", "span"} and _BEGUN.match(text, end) is not None
    is_open = text.endswith(("以来", "至今", "起"), start, end)
    span = Span(start, end)
    begins = begins and not is_open
    return PeriodMention(span, rule.id, rule.value, rule.weight, begins, _is_past(text, span))
