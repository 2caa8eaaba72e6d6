"""
Step 2d: where the name of a paper or site ends. What stands behind 来源 or before 讯 in, the name out.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from archive.pipeline.imprint.byline_words import RULES

CLOSING = {"（": "）", "(": ")", "《": "》", "〈": "〉"}
TITLED = re.compile(r"《([^《》]+)》")
EDGES = " 　·-—－_、"


def whole_medium(text: str) -> str:
    """
    The name alone: without the credits run together with it (许昌日报编辑：张三), without a bracket that is
    never closed, without the marks around a title. Brackets that close belong to the name: 央视网（新闻联播）.
    """
    name = _credits().split(text, maxsplit=1)[0]
    name = _before_open_bracket(name).strip(EDGES)
    titled = TITLED.fullmatch(name)
    return titled[1] if titled else name


def is_quoted(text: str) -> bool:
    """Whether `text` says whom a report quotes (据《某报》某日报道), not who printed it."""
    return text.startswith(("据", "據"))


def _before_open_bracket(text: str) -> str:
    text = text if "》" in text else text.removeprefix("《")
    for at, character in enumerate(text):
        if character in CLOSING and CLOSING[character] not in text[at:]:
            return text[:at]
    return text


@cache
def _credits() -> re.Pattern[str]:
    rules = tomllib.loads(RULES.read_text("utf-8"))
    labels = (*rules["credits"], *rules["author_labels"], *rules["source_labels"])
    longest_first = sorted({word for word in labels if len(word) > 1}, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?:流程)?(?:{words})[：:]|版权归")
