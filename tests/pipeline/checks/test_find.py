from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pipeline.checks.find import check_metrics
from archive.pipeline.metrics.find import find_metrics
from archive.pipeline.values import LinkKind, MetricFinding
from tests.pipeline.checks.checked_texts import RESOURCES, RULES, flagged, read
from tests.pipeline.metric_texts import PROJECT, draft_of
from tests.pipeline.metric_texts import RULES as METRIC_RULES

# Of the seed reports only 602人 and 200余人, which contradict each other in one sentence.
SEED_FLAGS = [("repeat.conflict", "602"), ("repeat.conflict", "200余")]
BROKEN = [
    "全镇共划分网格30个,其中甲片区11个、乙片区12个、丙片区8个。",
    "先后组织动员党员干部602人,先后组织动员党员干部200余人。",
    "全镇合作医疗参保率达到198%。",
    "党员由50名增加到30名。",
]
SOUND = [
    "今年以来,召开党委专题会议15次。",
    "栽种树木9000余株,硬化道路2.4万平方米。",
    "办理贷款59笔1164万元。",
    "收入在20万元以上的村2个。",
]


def test_the_seed_reports_are_flagged_where_they_contradict_themselves_alone() -> None:
    found = [
        flag
        for path in sorted((PROJECT / "seeds").glob("*.txt"))
        for flag in flagged(path.read_text("utf-8"))
    ]

    assert found == SEED_FLAGS


def bare(metric: MetricFinding) -> MetricFinding:
    """`metric` without what a check may touch."""
    return replace(metric, flags=(), links=(), evidence=(), confidence=0.5)


@settings(max_examples=25, deadline=None)
@given(st.permutations(BROKEN + SOUND))
def test_the_order_of_sentences_changes_no_flag(sentences: list[str]) -> None:
    assert Counter(flagged("".join(sentences))) == Counter(
        flag for sentence in BROKEN for flag in flagged(sentence)
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(BROKEN + SOUND), max_size=5))
def test_checking_adds_flags_links_and_points_and_changes_nothing_else(
    sentences: list[str],
) -> None:
    draft, text = draft_of(*(sentences or ["无"]))
    metrics = find_metrics(draft, text, (), METRIC_RULES)

    checked = check_metrics(draft, metrics, RESOURCES.gazetteer, RULES)

    assert checked == check_metrics(draft, metrics, RESOURCES.gazetteer, RULES)
    for before, after in zip(metrics, checked, strict=True):
        assert after.links[: len(before.links)] == before.links
        assert {link.kind for link in after.links[len(before.links) :]} <= {LinkKind.SAME_FACT}
        assert after.evidence[: len(before.evidence)] == before.evidence
        assert sum(each.points for each in after.evidence[len(before.evidence) :]) == -sum(
            RULES[flag.check].weight for flag in after.flags
        )
        assert bare(before) == bare(after)


ARTICLES = [
    "## 抓住总开关 实现新跨越\n\n中牟县刘集镇党委书记 张三\n\n    {}\n\n    {}",
    "## 夯实基础 打造服务型组织\n\n中牟县狼城岗镇党委书记 李四\n\n    {}\n\n    {}",
]
TOLD = [
    "全镇共有行政村建成文化广场15个。",
    "先后组织动员党员干部602人。",
    "先后组织动员党员干部200余人。",
    "2020年,全镇建成文化广场15个,其中甲村5个、乙村5个。",
    "全镇总人口300人。",
    "现有党员500人。",
]


def numbers_of(text: str) -> list[set[tuple[int, int]]]:
    """For each article, the numbers its figures stand at, and those its flags and links name."""
    found = []
    for article in read(text).articles:
        own = {(metric.number.start, metric.number.end) for metric in article.metrics}
        named = {
            (span.start, span.end)
            for metric in article.metrics
            for span in (
                *(link.number for link in metric.links),
                *(span for flag in metric.flags for span in flag.numbers),
            )
        }
        assert named <= own
        found.append(own)
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(TOLD), min_size=4, max_size=4))
def test_no_flag_and_no_link_crosses_from_one_article_of_a_page_to_another(
    told: list[str],
) -> None:
    first, second = ARTICLES[0].format(*told[:2]), ARTICLES[1].format(*told[2:])
    text = f"{first}\n\n{second}\n"

    ours, theirs = numbers_of(text)

    assert ours.isdisjoint(theirs)
    assert Counter(flagged(text)) == Counter(flagged(first + "\n") + flagged(second + "\n"))


@pytest.mark.parametrize(
    "sentence",
    [
        "建成广场{}个。",
        "建成广场5个,",
        "有村10个,其中甲5个、乙5个、",
        "满意5%;",
        "甲村5个、乙村5个,全镇10个,",
        "村由5个增加到3个,",
        "走访甲{}次,",
    ],
)
@pytest.mark.timeout(120)  # some seconds; comparing every two figures would take hours
def test_fourteen_thousand_figures_are_checked_in_one_go(sentence: str) -> None:
    times = 14_000 // len(find_metrics(*draft_of(sentence.format(2)), (), METRIC_RULES))
    told = (sentence.format(at) + "。" * (at % 60 == 0) for at in range(1, times + 2))
    draft, text = draft_of("".join(told))
    metrics = find_metrics(draft, text, (), METRIC_RULES)

    checked = check_metrics(draft, metrics, RESOURCES.gazetteer, RULES)

    assert len(checked) == len(metrics) >= 14_000
    assert all(len(flag.numbers) <= 8 for metric in checked for flag in metric.flags)
