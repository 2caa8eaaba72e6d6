"""
The language of the interface, found once for what prints many things. In: the present language. Out: its sentences, and
`lang` attributes for text that is in another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language, gettext

from archive.reading.labels import LANGUAGE_TAGS

LANGUAGES = 8
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SCRIPTS = {"hans": "zh-Hans", "hant": "zh-Hant"}


class Tongue:
    """One language. Its sentences are looked up once; they are ours, so they stand in HTML as they are."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.tag = LANGUAGE_TAGS[language]
        self._is_first = language == settings.LANGUAGE_CODE
        self._said: dict[str, str] = {}
        # Of what the interface says inside the text of an article.
        self.interface = "" if self._is_first else _attribute(self.tag)

    def say(self, message: str) -> str:
        """The sentence in this language, which must be the present one."""
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = gettext(message)
        return said

    def of(self, text: str) -> str:
        """The attribute of what the archive holds: on a page in Simplified Chinese none, it would say what the page says."""
        return "" if self._is_first or not CHINESE.search(text) else _attribute("zh")

    def of_script(self, script: str) -> str:
        """The attribute of text printed in that script."""
        tag = SCRIPTS.get(script, "zh")
        return "" if tag == self.tag else _attribute(tag)


def present_tongue() -> Tongue:
    """The one in which the present request is answered."""
    return _tongue(get_language() or settings.LANGUAGE_CODE)


@lru_cache(LANGUAGES)
def _tongue(language: str) -> Tongue:
    return Tongue(language)


def _attribute(tag: str) -> str:
    return f' lang="{tag}"'
