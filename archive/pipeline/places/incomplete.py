"""What is said when a data file of the gazetteer is missing or damaged. A file's name in, an error out."""

from __future__ import annotations

_SENTENCE = (
    "行政区划数据文件 {} 缺失或损坏，无法读取地名。请从项目仓库恢复 archive/data 目录后重试。"
)


class GazetteerIncomplete(Exception):
    """A data file of the gazetteer is missing or cannot be read."""

    def __init__(self, file: str) -> None:
        super().__init__(_SENTENCE.format(file))
