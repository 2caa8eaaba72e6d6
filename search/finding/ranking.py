"""
In what order the hits of a query stand. A set of ids and the literals sought come in, scores go out.

Two stages. Whoosh's BM25F over jieba's words scores every hit; the best of them are read again for how
much of what was typed they hold unbroken: pairs of characters and single characters, weighed by how few
of the best have them. Words alone order a headline's article first less often (docs/adr/0013).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from search.index.characters import CharacterIndex

BEST = 200  # how many are read again
K1, B = 1.2, 0.75  # as usual for BM25
PAIR_WEIGHT, SINGLE_WEIGHT = 2.0, 1.0
MOST_GRAMS = 64


def closeness(
    typed: Sequence[str], ids: Collection[int], characters: CharacterIndex
) -> dict[int, float]:
    """How much of the folded strings `typed` each of `ids` holds unbroken, weighed within `ids`."""
    weights = _grams(typed)
    if not weights or not ids:
        return {}
    texts = characters.texts(ids)
    usual = sum(map(len, texts.values())) / max(len(texts), 1)
    scores = dict.fromkeys(texts, 0.0)
    for gram, weight in weights.items():
        held = {identity: n for identity, text in texts.items() if (n := text.count(gram))}
        rarity = weight * _idf(len(held), len(texts))
        for identity, n in held.items():
            length = K1 * (1 - B + B * len(texts[identity]) / usual)
            scores[identity] += rarity * n * (K1 + 1) / (n + length)
    return scores


def _grams(typed: Sequence[str]) -> Mapping[str, float]:
    grams: dict[str, float] = {}
    for text in typed:
        for at in range(len(text) - 1):
            if text[at : at + 2].isalnum():
                grams[text[at : at + 2]] = PAIR_WEIGHT
        for character in text:
            if character.isalnum():
                grams.setdefault(character, SINGLE_WEIGHT)
    return dict(list(grams.items())[:MOST_GRAMS])


def _idf(holding: int, among: int) -> float:
    return math.log(1 + (among - holding + 0.5) / (holding + 0.5))
