"""
What can be wrong with a source file. Nothing comes in; only exception classes go out.

Each carries the sentence the editor reads (what, where, what to do) and a short code for records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class UnreadableSource(Exception):
    """A source file that cannot become articles, and why."""

    code: ClassVar[str] = "unreadable"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


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
