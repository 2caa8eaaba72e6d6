from __future__ import annotations

import pytest

from tests.pipeline.metric_texts import metrics_of


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("全村有13个自然湾,558户,2059人", ["自然湾", "户数", "人口"]),
        ("解决了4个村民组1060人的出行难题", ["村民组", "人数"]),
        ("带动农户248户1327人", ["带动农户", "带动农户"]),
        ("收集诉求1738件,办结1690件", ["收集诉求", "办结"]),
        ("召开党委会15次、7次", ["党委会", "党委会"]),
        ("经过奋战,全村200多人。", ["人数"]),
        ("辖区收入10—20万元的村5个,20—50万元的村2个", ["收入10—20万元的村", "收入20—50万元的村"]),
    ],
)
def test_a_figure_without_words_of_its_own_takes_those_of_its_neighbour(
    text: str, indicators: list[str]
) -> None:
    assert [metric.indicator for metric in metrics_of(text)] == indicators


def test_a_change_in_percent_takes_the_subject_of_the_figure_before() -> None:
    metrics = metrics_of("脱贫户人均收入17609元,同比增长9.9%")

    assert metrics[1].indicator == "脱贫户人均收入同比增长"
