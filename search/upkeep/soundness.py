"""
Looking into the build in use. The index folder comes in; nothing, or IndexBroken, goes out.

A sealed build is compared with its seal. One without was left by a writer that was killed: SQLite and
Whoosh read all of it, and it is sealed.
"""

from __future__ import annotations

from pathlib import Path

from search.index.builds import current_build, writing
from search.index.open_index import opened
from search.index.seal import check_seal, clear_suspicion, is_sealed, is_suspect, seal_build

WRITER_WAIT_SECONDS = 60.0


def is_doubted(root: Path) -> bool:
    """Whether a reader stumbled over the build in use."""
    return is_suspect(current_build(root))


def look_into(root: Path) -> None:
    """
    Check the build in use, holding the writers off.

    Raises IndexBroken if it is not whole, IndexMissing or IndexOutdated if there is none to check, and
    WriterBusy if the writer does not pause.
    """
    with writing(root, wait=WRITER_WAIT_SECONDS):
        build = current_build(root)
        if is_sealed(build):
            check_seal(build)
        else:
            with opened(build) as index:
                index.characters.check()
                index.words.versions()
            seal_build(build)
        clear_suspicion(build)
