"""
All checks of an article. Its draft, places and figures come in, the figures go out with flags and links.

Nothing else of a figure changes, but for the points a row of checks.toml says a flag takes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.pipeline.checks.divisions import check_members, check_towns, check_villages
from archive.pipeline.checks.doubts import Doubt
from archive.pipeline.checks.repeats import check_repeats
from archive.pipeline.checks.rules import CheckRules, load_check_rules
from archive.pipeline.checks.same_fact import find_retellings
from archive.pipeline.checks.single import (
    check_change,
    check_percentage,
    check_period,
    check_range,
)
from archive.pipeline.checks.statements import Statement, by_sentence, state
from archive.pipeline.checks.sums import check_parts, check_shares, check_sums
from archive.pipeline.places.gazetteer import Gazetteer
from archive.pipeline.values import (
    ArticleDraft,
    Evidence,
    Flag,
    Link,
    LinkKind,
    MetricFinding,
    confidence_of,
)

__all__ = ["CheckRules", "check_metrics", "load_check_rules"]


def check_metrics(
    draft: ArticleDraft,
    metrics: tuple[MetricFinding, ...],
    gazetteer: Gazetteer,
    rules: CheckRules,
) -> tuple[MetricFinding, ...]:
    """Give `metrics`, in their order, with what the checks say of them and whom they tell again."""
    statements = state(draft, metrics)
    first_of = dict(find_retellings(statements))
    doubts: dict[int, dict[str, Doubt]] = defaultdict(dict)
    for doubt in _doubts(draft, statements, gazetteer, rules):
        doubts[doubt.at].setdefault(doubt.check, doubt)
    checked = list(metrics)
    for at, first in first_of.items():
        told = Link(LinkKind.SAME_FACT, metrics[first].number)
        checked[at] = replace(metrics[at], links=(*metrics[at].links, told))
    for at, found in doubts.items():
        checked[at] = _flagged(checked[at], found.values(), metrics, rules)
    return tuple(checked)


def _doubts(
    draft: ArticleDraft, statements: Sequence[Statement], gazetteer: Gazetteer, rules: CheckRules
) -> Iterator[Doubt]:
    numbers = {each.metric.number: each for each in statements}
    for sentence in by_sentence(statements):
        yield from check_sums(sentence, rules)
        yield from check_parts(sentence, rules)
        yield from check_shares(sentence, rules)
    for each in statements:
        yield from check_percentage(each, rules)
        yield from check_range(each, rules)
        yield from check_change(each, numbers, rules)
        yield from check_period(each, draft.published, rules)
        yield from check_villages(each, gazetteer, rules)
        yield from check_towns(each, gazetteer, rules)
    yield from check_repeats(statements, rules)
    yield from check_members(statements, rules)


def _flagged(
    metric: MetricFinding,
    doubts: Iterable[Doubt],
    metrics: Sequence[MetricFinding],
    rules: CheckRules,
) -> MetricFinding:
    flags = list(metric.flags)
    evidence = list(metric.evidence)
    for doubt in sorted(doubts, key=lambda each: each.check):
        flags.append(Flag(doubt.check, tuple(metrics[at].number for at in doubt.others)))
        if rules[doubt.check].weight:
            evidence.append(Evidence(f"check.{doubt.check}", -rules[doubt.check].weight))
    if len(evidence) == len(metric.evidence):
        return replace(metric, flags=tuple(flags))
    told = tuple(evidence)
    return replace(metric, flags=tuple(flags), evidence=told, confidence=confidence_of(told))
