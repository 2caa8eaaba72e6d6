"""Which rows of a list a reader's words keep. In: the words. Out: a test of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from archive.pinyin import SYLLABLE_END
from archive.pipeline.programs.names import fold_name


class Named(Protocol):
    """A row with its name as the archive compares names."""

    @property
    def folded(self) -> str:
        """The name, folded."""


Test = Callable[[str, str], bool]
RowT = TypeVar("RowT", bound=Named)
LETTERS = re.compile(r"[a-z]{2,}")
APART = re.compile(r"[\s'’]+")


def keep_named(rows: Iterable[RowT], words: str) -> list[RowT]:
    """Those whose name holds the words, as the archive compares names."""
    folded = fold_name(words)
    return [row for row in rows if folded in row.folded]


def name_filter(words: str) -> Test:
    """
    The test of a row's folded names (one or more, a line each) and sort key: whether a name holds `words`, as the
    archive compares names, or is so read. Two letters or more may be the name in pinyin (yanming) or how its
    characters begin (ymh), from any of its characters on.
    """
    folded = fold_name(words)
    typed = APART.sub("", words.casefold())
    if not LETTERS.fullmatch(typed):
        return lambda names, _sort_key: folded in names
    spelled, begun = _patterns(typed)
    return lambda names, sort_key: (
        folded in names or bool(spelled.search(sort_key) or begun.search(sort_key))
    )


def _patterns(typed: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a sort key has the letters one after the other, and where its syllables begin with them."""
    start = f"(?:^|{SYLLABLE_END})"
    spelled = f"{SYLLABLE_END}?".join(typed)
    begun = f"[a-z]*{SYLLABLE_END}".join(typed)
    return re.compile(start + spelled), re.compile(start + begun)
