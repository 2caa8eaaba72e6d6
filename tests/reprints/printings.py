"""Printings of the seed reports, made with edits of known size; and template texts that only look like them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from opencc import OpenCC

from archive.pipeline.read import read_file
from archive.resources import resources

Edit = Callable[[str, random.Random], str]
SENTENCE_END = re.compile(r"(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Report:
    """The body of an article of the seeds and the names a template would put in."""

    text: str
    places: frozenset[str]


def read_reports(folder: Path) -> list[Report]:
    """Every article of the seeds."""
    return [report for path in sorted(folder.glob("*.txt")) for report in _read(path)]


def _read(path: Path) -> Iterator[Report]:
    reading = read_file(path.read_bytes(), path.name, resources())
    for article in reading.articles:
        names = (place.name for place in article.places if place.level in ("town", "village"))
        text = "\n".join(passage.text for passage in article.draft.paragraphs)
        yield Report(text, frozenset(names))


def in_traditional(text: str, _random: random.Random) -> str:
    """The same in Traditional script, as a Hong Kong paper would print it."""
    return str(OpenCC("s2t").convert(text))


def in_other_lines(text: str, chance: random.Random) -> str:
    """Broken as another column breaks it."""
    flat = text.replace("\n", "")
    width = chance.randint(11, 23)
    return "\n".join(flat[at : at + width] for at in range(0, len(flat), width))


def cut_at(share: float) -> Edit:
    """What fits the page: the first `share` of the sentences."""

    def edit(text: str, _random: random.Random) -> str:
        sentences = SENTENCE_END.split(text)
        return "".join(sentences[: max(round(len(sentences) * share), 1)])

    return edit


def with_changes(share: float) -> Edit:
    """`share` of the Han characters replaced, dropped or doubled, alone, as a careless typist would."""

    def edit(text: str, chance: random.Random) -> str:
        return "".join(_slip(one, chance) if chance.random() < share else one for one in text)

    return edit


def _slip(character: str, chance: random.Random) -> str:
    return chance.choice(("", character * 2, "的", "了")) if character.isalpha() else character


def with_other_heads(text: str, _random: random.Random) -> str:
    """With another paper's dateline and signature."""
    return f"本报讯（记者 某某）{text}\n（责任编辑：某某）"


def without_a_passage(text: str, chance: random.Random) -> str:
    """One sentence in six left out by an editor."""
    return "".join(one for one in SENTENCE_END.split(text) if chance.random() > 1 / 6)


EDITS: dict[str, Edit] = {
    "traditional": in_traditional,
    "other lines": in_other_lines,
    "cut to 3/4": cut_at(0.75),
    "cut to half": cut_at(0.5),
    "1 % of characters": with_changes(0.01),
    "3 % of characters": with_changes(0.03),
    "other head": with_other_heads,
    "sentences left out": without_a_passage,
    "traditional, cut, 1 %": lambda text, chance: with_changes(0.01)(
        cut_at(0.6)(in_traditional(text, chance), chance), chance
    ),
}

TEMPLATE = (
    "{town}坚持把支部建在产业链上，探索“支部引领、党员示范、群众参与”的路子。今年以来，{town}组织{members}名党员"
    "下沉到{village}等{villages}个村，围绕土地流转、用水用电、道路修缮开展走访，共收集意见{notes}条，办结{done}条。"
    "在{village}，党支部书记{person}带着大家修通了{road}公里的产业路，村集体收入由{before}万元增加到{after}万元。"
    "“路通了，货出得去，钱也就进得来。”{person}说。下一步，{town}将继续把组织优势转化为发展优势，推动党建工作与产业"
    "发展同频共振，让更多群众在家门口增收。镇党委每月组织一次现场观摩，比项目、比成效、比口碑，形成你追我赶的局面。"
)
SURNAMES, GIVEN = "王李张刘陈杨赵黄", ("建国", "卫东", "春梅", "志强", "秀兰", "德明")


def make_templates(count: int, seed: int) -> list[Report]:
    """The same report written for `count` towns, each with its own names and figures."""
    chance = random.Random(seed)  # noqa: S311
    made = []
    for at in range(count):
        town, village = f"{chr(0x4E00 + 37 * at + 911)}庄镇", f"{chr(0x4E00 + 53 * at + 700)}家村"
        before = chance.randint(5, 40)
        text = TEMPLATE.format(
            town=town,
            village=village,
            person=chance.choice(SURNAMES) + chance.choice(GIVEN),
            members=chance.randint(30, 900),
            villages=chance.randint(3, 30),
            notes=chance.randint(40, 500),
            done=chance.randint(20, 39),
            road=chance.randint(2, 19),
            before=before,
            after=before + chance.randint(5, 300),
        )
        made.append(Report(text, frozenset({town, village})))
    return made
