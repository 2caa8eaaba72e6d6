"""Paragraphs joined where the page broke them."""

from __future__ import annotations

import pytest

from archive.pipeline.page.paragraphs import find_joint
from archive.pipeline.text.passages import cut
from archive.pipeline.values import Passage, RepairKind, Span


def broken(above: str, below: str) -> tuple[Passage, Passage]:
    source = f"{above}\n\n{below}"
    split = len(above)
    return cut(source, Span(0, split)), cut(source, Span(split + 2, len(source)))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("结合专题课程讲", "师辅导,进一步深化。"),
        ("研究谋划党建工作,", "严格落实制度。"),
        ("让群众“上访”", "变干部“遍访”。"),
    ],
)
def test_a_sentence_cut_by_the_column_is_joined_without_a_space(above: str, below: str) -> None:
    joint = find_joint(*broken(above, below))

    assert joint is not None
    assert joint.below.text == below
    [repair] = joint.repairs
    assert repair.kind is RepairKind.JOINED_LINE
    assert (repair.span.start, repair.span.end) == (len(above), len(above) + 2)


def test_what_the_break_printed_twice_is_dropped_once() -> None:
    joint = find_joint(*broken("坚持正向激励,激发创建热情。", "情。为调动积极性"))

    assert joint is not None
    assert joint.below.text == "为调动积极性"
    assert RepairKind.DROPPED_REPEAT in {repair.kind for repair in joint.repairs}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("工作再上新台阶。", "下一步,该镇将继续努力。"),
        ("主要做法如下：", "抓组织建设。"),
        ("抓组织建设；", "抓队伍建设。"),
        ("抓好以下工作", "一、抓组织建设。"),
        ("大家都说好。", "好。"),
        ("加强队伍建设的决定", "本报讯（记者 胡晨）近日，全镇召开大会。"),
        ("实现了高质量。本报记者 胡晨 文/图", "近年来,该镇持续努力。"),
    ],
)
def test_two_paragraphs_stay_two(above: str, below: str) -> None:
    assert find_joint(*broken(above, below)) is None
