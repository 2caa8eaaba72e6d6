from __future__ import annotations

import pytest

from archive.pipeline.metrics.figures import find_figures
from archive.pipeline.metrics.phrase_trims import phrase_patterns, trim_left, trim_right
from archive.pipeline.text.clauses import lay_out
from archive.pipeline.values import Span
from tests.pipeline.metric_texts import RULES

PATTERNS = phrase_patterns(RULES)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("该镇先后开展走访调研活动", "走访调研活动"),
        ("星级文明户覆盖率达", "星级文明户覆盖率"),
        ("目前已组建志愿服务队", "组建志愿服务队"),
        ("积极协调和帮助村干部、村先进群体等办理“先锋贷”", "办理“先锋贷”"),
        ("先后争取省集体经济扶持专项资金共", "争取省集体经济扶持专项资金"),
        ("全部收益的", "全部收益"),
        ("新增人才公寓", "新增人才公寓"),
        ("产业园、", ""),
        ("禁毒、防溺水、森林防火等各类宣传工作", "宣传工作"),
        ("亩产由原来的", "亩产"),
        ("镇财政每年安排", "安排"),
    ],
)
def test_words_that_say_nothing_of_the_figure_are_cut_off(text: str, phrase: str) -> None:
    span = trim_left(Span(0, len(text)), text, (), PATTERNS)

    assert text[span.start : span.end] == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("5支由分管干部、站所长组成的工作专班和3个小组", "工作专班"),
        ("600余名党员在工作中亮身份", "党员"),
        ("7个乡镇、67个村", "乡镇"),
        ("12个“红色驿站”投入使用", "“红色驿站”"),
        ("3次,收到实效", ""),
        ("10名参加活动的党员", "参加活动的党员"),
        ("16个村进行信息点接入", "村"),
        ("16个行政村建设数字乡村", "行政村"),
        ("614名农村党员中,评出先进", "农村党员"),
        ("12家基金捐赠单位颁授了证书", "基金捐赠单位"),
        ("248户（其中脱贫户35户）", ""),
        ("200余家商超、药店、餐饮店、快递网点及辖区内企业、工地、宗教场所", "商超、药店、餐饮店、快递网点"),
    ],
)  # fmt: skip
def test_the_phrase_behind_ends_at_the_first_verb_or_the_next_figure(
    text: str, phrase: str
) -> None:
    figure = find_figures(text, lay_out(text), RULES)[0]

    span = trim_right(figure, text, PATTERNS)

    assert text[span.start : span.end] == phrase
