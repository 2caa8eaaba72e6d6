"""
Writing one build. Documents and ids to remove come in; a build that holds them goes out.

Two files are written one after the other: first the characters, which decide, then the words, which
order. A process killed between the two leaves its jobs in the outbox, and doing them again is harmless.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from search.index.builds import Build
from search.index.characters import CharacterWriter
from search.index.documents import IndexedDocument
from search.index.ranker import RankWriter, cut_document


def write_documents(
    build: Build,
    documents: Sequence[IndexedDocument],
    removed: Collection[int] = (),
    *,
    create: bool = False,
) -> None:
    """
    Write `documents` over what the build holds of them and take `removed` out, all or nothing a file.

    Raises IndexBroken or WriterBusy; the build is then as it was, or has its characters only.
    """
    cut = [cut_document(document) for document in documents]
    words = RankWriter(build.words, create=create)
    try:
        characters = CharacterWriter(build.characters, create=create)
        try:
            characters.remove(removed)
            words.remove(removed)
            for document, word_document in zip(documents, cut, strict=True):
                characters.put(document)
                words.put(word_document)
        except BaseException:
            characters.cancel()
            raise
        characters.commit()
        words.commit()
    finally:
        words.cancel()
