"""The verb before a name and what it says. A folded text, a place in it and the lexicon in, the verb's row out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.pipeline.programs.rules import ProgramLexicon
from archive.pipeline.values import Evidence, ProgramKind

_REACH = 16  # characters before a name that may hold its verb
_CLAUSE = re.compile("[,。;:!?“”\n]")


@dataclass(frozen=True, slots=True)
class Introduction:
    """The last verb before a name in its clause; `kind` where the verb tells one."""

    evidence: Evidence
    kind: ProgramKind | None


def introduction(text: str, at: int, lexicon: ProgramLexicon) -> Introduction | None:
    """The verb that introduces what stands at `at`; None where none does."""
    verb = ""
    for match in lexicon.verb.finditer(_CLAUSE.split(text[max(0, at - _REACH) : at])[-1]):
        verb = match.group()
    if not verb:
        return None
    return Introduction(lexicon.verb_evidence[verb], lexicon.verb_kinds.get(verb))
