from __future__ import annotations

import json

import pytest

from archive.pipeline.values import LinkKind
from tests.pipeline.checks.checked_texts import figures, read, told_again
from tests.pipeline.metric_texts import PROJECT


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("该镇组建了5支工作专班。", "书记带队组建工作专班5个。"),
        ("全村打造了1.3万平方米的新社区。", "村里打造了1.3万平方米的新杏花社区。"),
        ("累计走访慰问困难党员群众13042人次。", "走访慰问困难党员群众约1.3万人次。"),
        ("走访慰问困难党员群众1300余人次。", "累计走访慰问困难党员群众1342人次。"),
    ],
)
def test_a_fact_told_again_leads_to_its_first_telling(first: str, later: str) -> None:
    [(second_place, first_place)] = told_again(f"{first}\n\n工作有序推进。\n\n{later}")

    assert (second_place[0], first_place[0]) == ("5", "1")


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("投入50万元改造党群服务中心。", "投入50万元培训农村党员。"),
        ("建成文化广场5个。", "建成文化广场6个。"),
        ("建成文化广场5个。", "建成文化广场5余个。"),
        ("走访困难党员300人。", "走访困难党员300人次。"),
        ("2020年建成文化广场5个。", "2021年建成文化广场5个。"),
        ("中牟县雁鸣湖镇建成文化广场5个。", "中牟县狼城岗镇建成文化广场5个。"),
        ("每股分红400元。", "每年分红400元。"),
    ],
)
def test_another_fact_with_the_same_number_is_not_tied(first: str, later: str) -> None:
    assert told_again(f"{first}\n\n工作有序推进。\n\n{later}") == []


def test_two_figures_of_one_sentence_are_never_one_fact() -> None:
    assert told_again("甲村建成文化广场5个,乙村建成文化广场5个。") == []


def test_the_third_telling_leads_to_the_first() -> None:
    telling = "全镇建成文化广场15个。"

    assert [first for _, first in told_again("\n\n".join([telling] * 3))] == ["1:8", "1:8"]


def test_retellings_of_the_seed_reports_are_those_marked_by_hand() -> None:
    right = wrong = missed = 0
    for path in sorted((PROJECT / "tests" / "gold").glob("0*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (PROJECT / "seeds" / gold["file"]).read_text("utf-8")
        for article, marked in zip(read(text).articles, gold["articles"], strict=True):
            told = {
                metric.number.start
                for metric in article.metrics
                if any(link.kind is LinkKind.SAME_FACT for link in metric.links)
            }
            want = {each["num_start"] for each in marked["metrics"] if each["same_fact_as"]}
            right += len(told & want)
            wrong += len(told - want)
            missed += len(want - told)

    assert (right, wrong, missed) == (5, 0, 0)


def test_a_link_leads_to_a_figure_of_the_same_article_printed_before() -> None:
    found = figures("建成文化广场15个。\n\n全镇建成文化广场15个。")

    [link] = found[1].links
    assert link.number == found[0].number
    assert found[0].links == ()
