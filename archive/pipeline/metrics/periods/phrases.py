"""
The time phrases of a passage. Its folded text and the rows of metric_periods.toml come in, mentions go out.

Left out: the founding year of a thing (成立于2003年), what a figure is compared with (比去年), a year
inside a title (《2019年方案》) and a label (“2021最美…”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.pipeline.metrics.rules import MarkRule
from archive.pipeline.values import Span

_BEFORE = 6
_FOUNDED = re.compile(
    r"(?:成立|始建|兴建|修建|创建|创办|组建|建成|建立|落成|诞生|创立|设立|出生|生)(?:于|在)?$|(?:始|建|生)于$"
)
_COMPARED = re.compile(r"(?:比|较|与|和|同|跟|相比|相较于|对比|不如|超过|高于|低于)$")
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

    @property
    def carries(self) -> bool:
        """Whether it governs the paragraph it opens: 今年 does, 目前 does not."""
        return self.kind in _CARRIED and not self.begins


def find_periods(text: str, rules: Iterable[MarkRule]) -> tuple[PeriodMention, ...]:
    """Give the time phrases of folded `text`, left to right; of two that overlap, the longer."""
    found = [
        _mention(text, rule, match.start(), match.end())
        for rule in rules
        for match in rule.pattern.finditer(text)
        if match.end() > match.start() and _is_said(text, match.start())
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


def _is_said(text: str, start: int) -> bool:
    before = max(0, start - _BEFORE)
    return not (_FOUNDED.search(text, before, start) or _COMPARED.search(text, before, start))


def _mention(text: str, rule: MarkRule, start: int, end: int) -> PeriodMention:
    begins = rule.value in {"year", "relative_year", "span"} and _BEGUN.match(text, end) is not None
    is_open = text.endswith(("以来", "至今", "起"), start, end)
    return PeriodMention(Span(start, end), rule.id, rule.value, rule.weight, begins and not is_open)
