"""What makes two names one program's. Printed names in, folded names out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from archive.pipeline.text.folding import fold_marks, fold_text

MARKS = "\\s\"'“”‘’「」『』《》〈〉"
_MARKS = re.compile(f"[{MARKS}]+")
_PRINTED_MARKS = str.maketrans(",;:()!?", "，；：（）！？")  # as Chinese names are printed


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """
    What makes two names one program's: quotation and title marks, spaces, script, case and width are folded away.

    “五星支部”创建 is “五星”支部创建; + stays, so 党建+ is not 党建.
    """
    plain = _MARKS.sub("", fold_text(unicodedata.normalize("NFKC", name))).casefold()
    return unicodedata.normalize("NFKC", plain)  # what a dropped space kept apart may combine


def plain_form(name: str) -> str:
    """`name` as it stands in a folded text without marks: “三会一课” is 三会一课."""
    return _MARKS.sub("", fold_marks(name))


def printed(name: str) -> str:
    """A folded name with the marks Chinese prints."""
    return name.translate(_PRINTED_MARKS)
