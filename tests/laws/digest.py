"""A digest of everything read out of each report; also for a process of its own."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable

from archive.pipeline.printing import print_reading
from tests.laws.facts import read_text
from tests.laws.sources import REPORTS


def digests(names: Iterable[str]) -> dict[str, str]:
    """The digest of each report, read in the order of `names`."""
    return {name: _digest(name) for name in names}


def _digest(name: str) -> str:
    printed = print_reading(read_text(REPORTS[name]), name=name, sha256="")
    return hashlib.sha256(json.dumps(printed).encode()).hexdigest()


def main() -> None:
    """Print the digests of the reports named on the command line as JSON."""
    sys.stdout.write(json.dumps(digests(sys.argv[1:])))
