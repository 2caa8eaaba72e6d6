"""
Step 1: bytes in, text out, with the encoding it was in and how plausible the text is.

The rule, in order: byte-order mark; strict UTF-8, where only the last character may be cut; else each
of the other encodings is tried and scored by how much of it is everyday Chinese, and the best one
wins if it is good and clearly ahead; else UTF-16 that lost its first byte. GBK and GB2312 are parts of GB18030 and are read as that.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from archive.pipeline.errors import (
    Candidate,
    EmptyFile,
    NotText,
    UndecidedEncoding,
    UnknownEncoding,
)

COMMON_CHARACTERS = Path(__file__).parent.parent / "rules" / "common_characters.txt"

# UTF-32 LE begins with the mark of UTF-16 LE, so it is looked for first.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
TWO_BYTES = ("utf-16-le", "utf-16-be")
SUPERSETS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
CHINESE_PUNCTUATION = frozenset(
    "，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕—…·～﹏％＋－／０１２３４５６７８９　№①②③④⑤⑥⑦⑧⑨⑩□■●▲◎★"
)

# The first bytes of common files, what they are called and what to do with them.
SAVE_AS_TEXT = "请用原软件打开，另存为“纯文本（.txt，UTF-8）”后再上传。"
MAGIC = (
    (b"%PDF", "PDF 文档", "目前不读取 PDF。请复制其中的文字，存为 .txt 后再上传。"),
    (b"PK\x03\x04", "压缩包或 Word/WPS 文档（docx 等）", SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档（doc、xls、ppt）", SAVE_AS_TEXT),
    (b"{\\rtf", "RTF 文档", SAVE_AS_TEXT),
    (b"\x89PNG", "PNG 图片", "图片里的文字目前不能识别，请上传文字稿。"),
    (b"\xff\xd8\xff", "JPEG 图片", "图片里的文字目前不能识别，请上传文字稿。"),
    (b"GIF8", "GIF 图片", "图片里的文字目前不能识别，请上传文字稿。"),
    (b"II*\x00", "TIFF 图片", "图片里的文字目前不能识别，请上传文字稿。"),
    (b"MM\x00*", "TIFF 图片", "图片里的文字目前不能识别，请上传文字稿。"),
    (b"Rar!", "RAR 压缩包", "请解压后上传其中的 .txt 文件。"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "请解压后上传其中的 .txt 文件。"),
    (b"\x1f\x8b", "gzip 压缩包", "请解压后上传其中的 .txt 文件。"),
    (b"SQLite format 3", "数据库文件", "请导出其中的文字后再上传。"),
    (b"\x7fELF", "程序文件", "请检查是否选错了文件。"),
    (b"MZ\x90\x00", "程序文件", "请检查是否选错了文件。"),
)

SAMPLE = 200_000  # bytes that are scored; a report is far shorter
GOOD = 0.75  # the seeds score 0.99; bytes read in a wrong encoding stay below 0.6
AHEAD = 0.1
ERROR_WEIGHT = 5
CONTROL_SHARE = 0.01
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\v\f\x1a\x1b"))
BINARY = "文件不是文字：里面有大量控制字符或空字节，可能是改了扩展名的图片、程序或文档。请检查是否选错了文件。"
SHOWN_LINES, SHOWN_WIDTH = 5, 80


@dataclass(frozen=True, slots=True)
class DecodedBytes:
    """The text of some bytes; `encoding` is a Python codec name, `score` a share from 0 to 1."""

    text: str
    encoding: str
    score: float


def decode(data: bytes, encoding: str | None = None) -> DecodedBytes:
    """
    The text of `data`; `encoding` is a person's choice and settles the matter.

    A character cut at the end of the bytes is left out, a byte-order mark too; a NUL, which the database
    cannot hold, becomes U+FFFD.
    Raises EmptyFile, NotText, UnknownEncoding, or UndecidedEncoding if no encoding is clearly right.
    """
    refuse_known_binaries(data)
    found = _forced(data, encoding) if encoding else (_by_mark(data) or _by_score(data))
    if not found.text.strip("\0\ufeff \t\r\n\v\f\u3000\xa0"):
        raise EmptyFile
    if _control_share(found.text) > CONTROL_SHARE:
        raise NotText(BINARY)
    return replace(found, text=_without_nul(found.text))


def refuse_known_binaries(data: bytes) -> None:
    """Raise NotText, naming the kind of file, if the first bytes are those of a known binary format."""
    for magic, kind, advice in MAGIC:
        if data.startswith(magic):
            raise NotText(f"文件不是纯文本，而是{kind}（看文件开头可知，与扩展名无关）。{advice}")


def _forced(data: bytes, encoding: str) -> DecodedBytes:
    try:
        asked = codecs.lookup(encoding).name
    except LookupError:
        raise UnknownEncoding(encoding) from None
    name = SUPERSETS.get(asked, asked)
    if name not in (*CANDIDATES, "utf-32-le", "utf-32-be"):
        raise UnknownEncoding(encoding)
    marked = _by_mark(data)
    if marked and (marked.encoding == name or marked.encoding.startswith(asked)):
        return marked
    text = _read(data, name)
    return DecodedBytes(text, name, _score(text))


def _by_mark(data: bytes) -> DecodedBytes | None:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _read(data[len(mark) :], name)
            return DecodedBytes(text, name, _score(text))
    return None


def _by_score(data: bytes) -> DecodedBytes:
    strict = None if b"\0" in data else _strict_utf8(data)
    if strict is not None:
        return DecodedBytes(strict, "utf-8", 1.0)
    sample = data[:SAMPLE]
    ranked = sorted(
        ((_score(_read(sample, name)), name) for name in CANDIDATES), key=lambda r: -r[0]
    )
    (best, name), (second, _) = ranked[:2]
    if best >= GOOD and best - second >= AHEAD:
        return DecodedBytes(_read(data, name), name, best)
    halved = _without_first_half(data)
    if halved:
        return halved
    if len(sample.translate(None, CONTROLS)) < (1 - CONTROL_SHARE) * len(sample):
        raise NotText(BINARY)
    raise UndecidedEncoding(_candidates(sample, ranked))


def _without_first_half(data: bytes) -> DecodedBytes | None:
    """The text of two-byte characters of which the first has lost its first byte, as cut files have it."""
    rest = data[1:]
    score, name = max((_score(_read(rest[:SAMPLE], name)), name) for name in TWO_BYTES)
    return DecodedBytes(_read(rest, name), name, score) if score >= GOOD else None


def _candidates(sample: bytes, ranked: list[tuple[float, str]]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(name, score, _first_lines(_without_nul(_read(sample, name))))
        for score, name in ranked
    )


def _strict_utf8(data: bytes) -> str | None:
    try:
        # final=False is what forgives a character cut at the end, and nothing else.
        return codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return None


def _read(data: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(data, final=False)


def _without_nul(text: str) -> str:
    """`text` with U+FFFD for each NUL, so that every offset stays."""
    return text.replace("\0", "\ufffd")


def _score(text: str) -> float:
    """Share of everyday Chinese among the characters beyond ASCII, less five times the errors."""
    counts = Counter(text[:SAMPLE])
    beyond = {c: n for c, n in counts.items() if c > "\x7f"}
    total = sum(beyond.values())
    if not total:
        return 0.0 if counts["\0"] else 1.0
    plausible = sum(n for c, n in beyond.items() if c in _common())
    wrong = counts["\ufffd"] * ERROR_WEIGHT + counts["\0"]
    return max(0.0, min(1.0, (plausible - wrong) / total))


def _control_share(text: str) -> float:
    sample = text[:SAMPLE]
    controls = sum(map(sample.count, set(map(chr, CONTROLS)).intersection(sample)))
    return controls / max(1, len(sample))


def _first_lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text[: SHOWN_LINES * 2000].splitlines())
    return tuple(line[:SHOWN_WIDTH] for line in lines if line)[:SHOWN_LINES]


@cache
def _common() -> frozenset[str]:
    lines = COMMON_CHARACTERS.read_text("utf-8").splitlines()
    return CHINESE_PUNCTUATION.union(*(line for line in lines if not line.startswith("#")))
