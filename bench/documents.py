"""
What every engine indexes. An archive comes in; its published articles go out as lines of a file, and as values.

Every engine gets the same folded parts, so that what it misses is its own and not the folding's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

BATCH = 1000
PART_END = "\ue000"  # between two parts of an article: a literal never crosses it


@dataclass(frozen=True, slots=True)
class Tag:
    """One value of a facet, with the name people call it."""

    facet: str
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A published article, its parts folded."""

    identity: int
    title: str
    parts: tuple[str, ...]
    tags: tuple[Tag, ...]

    @property
    def text(self) -> str:
        """All parts."""
        return PART_END.join(self.parts)


def read_documents(path: Path, most: int | None = None) -> Iterator[Document]:
    """The documents of a file that `write_documents` made; at most `most`."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == most:
                return
            row = json.loads(line)
            tags = tuple(Tag(**tag) for tag in row["tags"])
            yield Document(row["identity"], row["title"], tuple(row["parts"]), tags)


def write_documents(path: Path) -> int:
    """Write the published articles of this process's archive; how many they are."""
    # Rows are there only once Django knows the archive, which peers' processes do not.
    from archive.models import Article  # noqa: PLC0415

    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    waiting = path.with_suffix(".part")
    with waiting.open("w", encoding="utf-8") as lines:
        for start in range(0, len(ids), BATCH):
            for document in _of_rows(ids[start : start + BATCH]):
                lines.write(json.dumps(asdict(document), ensure_ascii=False) + "\n")
    waiting.replace(path)
    return len(ids)


def _of_rows(ids: list[int]) -> Iterator[Document]:
    from search.index.documents import Field, load_articles, make_document  # noqa: PLC0415
    from search.text.folding import fold  # noqa: PLC0415

    for row in load_articles(ids):
        made = make_document(row)
        yield Document(
            identity=row.pk,
            title=made.texts.get(Field.TITLE, ""),
            parts=tuple(fold(text) for text in made.texts.values()),
            tags=tuple(Tag(one.facet.value, one.value, one.name) for one in made.facets),
        )


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"documents": write_documents(Path(sys.argv[1]))}) + "\n")
