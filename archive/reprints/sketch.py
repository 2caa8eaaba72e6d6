"""
A few numbers that stand for a text. A folded text comes in, its sketch goes out.

A sketch keeps those runs of characters whose hash is small (Broder, On the resemblance and containment of
documents, 1997): two texts that share a stretch keep the same runs of it, however much stands around the
stretch. So a version cut to a third is met as surely as a whole one, which the usual MinHash would miss.
"""

from __future__ import annotations

from zlib import crc32

RUN = 8  # characters, as UTF-16 units
ONE_IN = 64  # runs kept
AT_LEAST = 16  # kept of a short text
BITS = 32
SPREAD = 2654435761  # Knuth's multiplier: neighbouring checksums part
UNIT = 2  # bytes


def sample_runs(text: str) -> frozenset[int]:
    """The sketch of `text`: hashes of a sample of its runs, the same run in or out wherever it stands."""
    data = text.encode("utf-16-le", "surrogatepass")
    width = RUN * UNIT
    last = max(len(data) - width, 0)
    hashes = {
        crc32(data[at : at + width]) * SPREAD % (1 << BITS) for at in range(0, last + 1, UNIT)
    }
    ranked = sorted(hashes)
    limit = (1 << BITS) // ONE_IN
    return frozenset([*ranked[:AT_LEAST], *(one for one in ranked[AT_LEAST:] if one < limit)])
