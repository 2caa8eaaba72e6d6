"""
Writing one build. Documents and ids to remove come in; a build that holds them goes out.

Two files are written one after the other: first the characters, which decide, then the words, which
order. A process killed between the two leaves its jobs in the outbox, and doing them again is harmless.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from search.index.builds import Build
from search.index.characters import CharacterWriter
from search.index.documents import IndexedDocument
from search.index.ranker import RankWriter, WordDocument, cut_document
from search.index.seal import break_seal, seal_build


@dataclass(frozen=True, slots=True)
class BuildWriter:
    """Both files of one build, open for writing."""

    characters: CharacterWriter
    words: RankWriter

    def put(self, document: IndexedDocument, words: WordDocument) -> None:
        """Write an article over what was committed of it; give each once."""
        self.characters.put(document)
        self.words.put(words)

    def remove(self, ids: Collection[int]) -> None:
        """Take those articles out; ids the build does not hold are passed over."""
        self.characters.remove(ids)
        self.words.remove(ids)


@contextmanager
def writing_build(build: Build, *, create: bool = False) -> Iterator[BuildWriter]:
    """
    A writer whose work is kept when the block ends, all or nothing a file; `create` where there are no files yet.

    Raises IndexBroken or WriterBusy; the build is then as it was, or has its characters only.
    """
    break_seal(build)
    words = RankWriter(build.words, create=create)
    try:
        characters = CharacterWriter(build.characters, create=create)
        try:
            yield BuildWriter(characters, words)
        except BaseException:
            characters.cancel()
            raise
        characters.commit()
        words.commit()
    finally:
        words.cancel()
    seal_build(build)


def write_documents(
    build: Build,
    documents: Sequence[IndexedDocument],
    removed: Collection[int] = (),
    *,
    create: bool = False,
) -> None:
    """Write `documents` over what the build holds of them and take `removed` out; raises as `writing_build`."""
    cut = [cut_document(document) for document in documents]  # before anything is locked
    with writing_build(build, create=create) as writer:
        writer.remove(removed)
        for document, words in zip(documents, cut, strict=True):
            writer.put(document, words)
