"""Small texts for the tests of the checks. Text in, its figures out, read by the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from archive.pipeline.read import read_file
from archive.pipeline.values import LinkKind, MetricFinding, Reading
from archive.resources import resources

RESOURCES = resources()
RULES = RESOURCES.check_rules


def read(text: str) -> Reading:
    """The reading of `text` as a file."""
    return read_file(text.encode(), "report.txt", RESOURCES)


def figures(text: str) -> tuple[MetricFinding, ...]:
    """The figures of `text`, of all its articles."""
    return tuple(metric for article in read(text).articles for metric in article.metrics)


def flagged(text: str) -> list[tuple[str, str]]:
    """Each flag of `text`: the check and the number as printed, in order."""
    return [
        (flag.check, text[metric.number.start : metric.number.end])
        for metric in figures(text)
        for flag in metric.flags
    ]


def told_again(text: str) -> list[tuple[str, str]]:
    """Each fact told twice: the later and the first number, with what is printed before them."""
    return [(_shown(text, later), _shown(text, first)) for later, first in _retellings(text)]


def _retellings(text: str) -> Iterator[tuple[int, int]]:
    for metric in figures(text):
        for link in metric.links:
            if link.kind is LinkKind.SAME_FACT:
                yield metric.number.start, link.number.start


def _shown(text: str, start: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    return f"{text.count(chr(10), 0, start) + 1}:{start - line}"
