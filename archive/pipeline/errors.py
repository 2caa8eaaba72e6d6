"""
What can be wrong with a source file. Nothing comes in; only exception classes go out.

Each carries the sentence the editor reads (what, where, what to do) and a short code for records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


class UnreadableSource(Exception):
    """A source file that cannot become articles, and why."""

    code: ClassVar[str] = "unreadable"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __reduce__(self) -> tuple[Any, ...]:
        """Whole to another process, whatever the class asks for when it is made."""
        return _remake, (type(self), self.args, self.__dict__)


def _remake(
    kind: type[UnreadableSource], args: tuple[Any, ...], fields: dict[str, Any]
) -> UnreadableSource:
    made = kind.__new__(kind, *args)
    made.__dict__.update(fields)
    return made


class EmptyFile(UnreadableSource):
    """The file holds nothing, or nothing but white space."""

    code = "empty"

    def __init__(self) -> None:
        super().__init__("文件里没有文字：内容为空或只有空白。请检查是否选错了文件，再重新上传。")


class NotText(UnreadableSource):
    """The bytes are no text at all, or a kind of document the archive does not read."""

    code = "not-text"


class UnknownEncoding(UnreadableSource):
    """The encoding a person chose is none the archive knows."""

    code = "unknown-encoding"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"不认识编码“{name}”。请改选 UTF-8、GB18030、Big5 或 UTF-16 中的一种，再重新读取。"
        )


class NoArticle(UnreadableSource):
    """The text holds no paragraph of prose."""

    code = "no-article"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One encoding the bytes could be in, with the first lines as it would read them."""

    encoding: str
    score: float
    first_lines: tuple[str, ...]


class UndecidedEncoding(UnreadableSource):
    """More than one encoding, or none, makes sense of the bytes: a person has to choose."""

    code = "undecided-encoding"

    def __init__(self, candidates: tuple[Candidate, ...]) -> None:
        names = "、".join(candidate.encoding for candidate in candidates)
        super().__init__(
            f"无法判定文件的文字编码（可能是 {names}）。"
            "请对照各编码下的前几行，选定读得通的一种，再重新读取。"
        )
        self.candidates = candidates
