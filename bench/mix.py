"""
The questions of a measurement, drawn from the articles themselves. Documents in, the same questions each time out.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from bench.documents import PART_END, Document, read_documents
from bench.peers.protocol import Question
from bench.plain_reading import PlainReading
from bench.questions import KINDS, Law, Mix, write_mix
from search.text.words import cut_words

SEED = 20261122
EACH = 200  # questions of a kind
EXPORTS = 5
WARMING = 4  # questions of a kind before any is timed
EXPORTED = 1000
LONGEST = 8
SAMPLED = 1000  # articles in which words are counted
RARE = 5  # articles at most that name a rare name
FEW_NAMES = 10  # where no name is rare, the rarest
MOST_DRAWS = 200  # for each question asked for
PHRASE_LENGTHS = (4, 5, 6, 7, 8)


def draw_mix(documents: Sequence[Document], laws: int, each: int = EACH) -> Mix:
    """Questions for `documents`; pages ask every kind in turn, with words of their own."""
    dice = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    words = _frequencies(documents)
    kinds = {kind: draw_questions(kind, documents, dice, each) for kind in KINDS}
    pages = [draw_questions(kind, documents, dice, each // len(KINDS)) for kind in KINDS]
    warming = [draw_questions(kind, documents, dice, WARMING) for kind in KINDS]
    return Mix(
        documents=len(documents),
        kinds=kinds,
        pages=tuple(question for row in zip_longest(*pages) for question in row if question),
        exports=_exports(words, len(documents)),
        laws=draw_laws(documents, laws, dice),
        warming=tuple(question for kind in warming for question in kind),
    )


def draw_laws(documents: Sequence[Document], count: int, dice: random.Random) -> tuple[Law, ...]:
    """Substrings of 1 to 8 characters that hold a letter or digit, with their holders by plain reading."""
    parts = [part for document in documents for part in document.parts]
    literals: list[str] = []
    while len(literals) < count:
        literal = _stretch(dice.choice(parts), dice.randint(1, LONGEST), dice)
        if any(character.isalnum() for character in literal):
            literals.append(literal)
    reading = PlainReading(documents)
    return tuple(Law(literal, reading.holders(literal)) for literal in literals)


def draw_questions(
    kind: str, documents: Sequence[Document], dice: random.Random, count: int
) -> tuple[Question, ...]:
    """Up to `count` questions, no two alike; fewer where the articles do not give more."""
    names = _rare_names(documents) if kind == "rare name" else []
    drawn: dict[Question, None] = {}
    for _attempt in range(count * MOST_DRAWS):
        if len(drawn) == count:
            break
        question = _question(kind, dice.choice(documents), names, dice)
        if question:
            drawn[question] = None
    return tuple(drawn)


def _question(
    kind: str, document: Document, names: Sequence[str], dice: random.Random
) -> Question | None:
    if kind == "rare name":
        return Question((dice.choice(names),)) if names else None
    part = dice.choice(document.parts)
    if kind == "literal phrase":
        phrase = _stretch(part, dice.choice(PHRASE_LENGTHS), dice)
        return Question((phrase,), quoted=True) if _is_han(phrase) else None
    if kind == "one character":
        character = dice.choice(part)
        return Question((character,)) if _is_han(character) else None
    words = _words(part)
    wanted = 2 if kind == "two words" else 1
    return Question(tuple(dice.sample(words, wanted))) if len(words) >= wanted else None


def _words(text: str) -> list[str]:
    return sorted({word for word in cut_words(text) if len(word) > 1 and _is_han(word)})


def _stretch(text: str, length: int, dice: random.Random) -> str:
    start = dice.randint(0, max(len(text) - length, 0))
    return text[start : start + length]


def _is_han(text: str) -> bool:
    return bool(text) and all("\u4e00" <= character <= "\u9fff" for character in text)


def _rare_names(documents: Sequence[Document]) -> list[str]:
    """Names of towns and programs that few articles name."""
    named = Counter(
        tag.name
        for document in documents
        for tag in document.tags
        if tag.facet in ("town", "program") and _is_han(tag.name)
    )
    rare = sorted(name for name, count in named.items() if count <= RARE)
    return rare or sorted(named, key=lambda name: (named[name], name))[:FEW_NAMES]


def _frequencies(documents: Sequence[Document]) -> Counter[str]:
    """In how many of the first articles each word occurs."""
    words: Counter[str] = Counter()
    for document in documents[:SAMPLED]:
        words.update(_words(document.text.replace(PART_END, "\n")))
    return words


def _exports(words: Counter[str], documents: int) -> tuple[Question, ...]:
    """Words whose hits come nearest to a thousand."""
    sampled = min(documents, SAMPLED)
    wanted = min(EXPORTED / documents, 1.0) * sampled
    nearest = sorted(words, key=lambda word: (abs(words[word] - wanted), word))
    return tuple(Question((word,)) for word in nearest[:EXPORTS])


def draw_typed(documents: Sequence[Document], count: int) -> list[str]:
    """`count` questions as typed, of all kinds in turn, no two alike: for long runs."""
    dice = random.Random(SEED + 1)  # noqa: S311 -- repeatable, not secret
    each = -(-count // len(KINDS))
    drawn = [one for kind in KINDS for one in draw_questions(kind, documents, dice, each)]
    drawn += draw_questions("literal phrase", documents, dice, count - len(drawn))
    dice.shuffle(drawn)
    return list(dict.fromkeys(question.typed for question in drawn))


def main() -> None:
    """Draw the questions for a file of documents: DOCUMENTS MIX TYPED LAWS EACH SEARCHES."""
    documents, mix, typed, laws, each, searches = sys.argv[1:]
    every = list(read_documents(Path(documents)))
    drawn = draw_mix(every, int(laws), int(each))
    write_mix(drawn, Path(mix))
    long = draw_typed(every, int(searches))
    Path(typed).write_text(json.dumps(long, ensure_ascii=False), "utf-8")
    asked = {kind: len(questions) for kind, questions in drawn.kinds.items()}
    sys.stdout.write(json.dumps({"asked": asked, "pages": len(drawn.pages)}) + "\n")


if __name__ == "__main__":
    main()
