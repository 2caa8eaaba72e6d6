"""
The first step of reading a query: the typed text comes in, its marks and runs go out.

Quotation marks and brackets have their meaning only where a person sets them around a term: opening
after a space (or the start, or another opening), closing before one. Inside a pasted run, as in
“五星”支部 or 党建(2021), they are part of the text. Nothing is ever wrong: what does not pair up is
raised as Unpaired, and the query is then read again without the marks around its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

PAIRS = {'"': '"', "“": "”", "「": "」", "＂": "＂", "『": "』"}
OPEN_BRACKETS = "(（"
CLOSE_BRACKETS = ")）"
MINUS = "-－"
BARS = "|｜"
EDGES = OPEN_BRACKETS + CLOSE_BRACKETS + "".join({*PAIRS, *PAIRS.values()})
OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "或": "OR"}


class Unpaired(Exception):
    """A quotation mark or bracket has no partner."""


class Mark(Enum):
    """What stands between terms."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Typed:
    """A run as typed, or the inside of a pair of quotation marks; `field` is the prefix before it."""

    text: str
    quoted: bool = False
    field: str = ""


Token = Mark | Typed


def tokenize(text: str, fields: frozenset[str]) -> list[Token]:
    """The tokens of `text`. Raises Unpaired if a quotation mark or bracket has no partner."""
    whole = _one_literal(text)
    return [whole] if whole else list(_tokens(text, fields))


def without_edges(text: str, fields: frozenset[str]) -> str:
    """`text` without the brackets and quotation marks around its words, or after their field; those inside stay."""
    parted = "".join(f" {one} " if one in BARS else one for one in text)
    return " ".join(_without_edges(word.strip(EDGES), fields) for word in parted.split())


def _without_edges(word: str, fields: frozenset[str]) -> str:
    name, colon, value = word.replace("：", ":", 1).partition(":")
    return f"{name}:{value.strip(EDGES)}" if colon and name.lower() in fields else word


def without_dangling(tokens: list[Token]) -> list[Token]:
    """`tokens` without brackets and without operators that have nothing to work on."""
    kept: list[Token] = []
    for token in tokens:
        nothing_before = not kept or isinstance(kept[-1], Mark)
        if token in (Mark.OPEN, Mark.CLOSE) or (token in (Mark.OR, Mark.AND) and nothing_before):
            continue
        kept.append(token)
    while kept and isinstance(kept[-1], Mark):
        kept.pop()
    return kept


def _one_literal(text: str) -> Typed | None:
    """
    The inside of `text` if it is one quoted literal that itself holds quotation marks.

    A passage pasted between quotation marks brings its own: "引线” “绣" is one literal.
    """
    text = text.strip()
    if len(text) <= 2 or text[0] not in PAIRS or text[-1] != PAIRS[text[0]]:  # noqa: PLR2004
        return None
    opening, closing, inside = text[0], text[-1], text[1:-1]
    if not any(character.isspace() for character in inside) and (
        inside.startswith(opening) or inside.endswith(closing)
    ):
        return Typed(inside, quoted=True)
    if opening == closing:
        odd_one_out = inside.count(opening) % 2 == 1
        return Typed(inside, quoted=True) if odd_one_out else None
    uneven = inside.count(opening) != inside.count(closing)
    return Typed(inside, quoted=True) if uneven else None


def _tokens(text: str, fields: frozenset[str]) -> Iterator[Token]:
    at = 0
    groups: list[str] = []  # the field that counts in each open bracket
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        field, start = _group(text, at, fields)
        mark = _mark(text, start)
        if mark:
            _nest(groups, mark, field)
            yield mark
            at = start + 1
        else:
            token, at = _term(text, at, fields, inside_brackets=bool(groups))
            yield _in_group(token, groups)
    if groups:
        raise Unpaired


def _nest(groups: list[str], mark: Mark, field: str) -> None:
    """Keep account of open brackets. One without a field has that of the bracket around it."""
    if mark is Mark.OPEN:
        groups.append(field or "".join(groups[-1:]))
    if mark is Mark.CLOSE:
        if not groups:
            raise Unpaired
        groups.pop()


def _in_group(token: Token, groups: list[str]) -> Token:
    if isinstance(token, Typed) and not token.field and groups:
        return replace(token, field=groups[-1])
    return token


def _group(text: str, at: int, fields: frozenset[str]) -> tuple[str, int]:
    """The field before an opening bracket, which counts for all in it, and where the bracket stands; else nothing."""
    field, start = _field(text, at, fields, inside_brackets=False)
    return (field, start) if field and text[start] in OPEN_BRACKETS else ("", at)


def _mark(text: str, at: int) -> Mark | None:
    """The mark of one character at `at`, where a term could start."""
    character = text[at]
    if character in BARS:
        return Mark.OR
    if character in OPEN_BRACKETS:
        return Mark.OPEN
    if character in CLOSE_BRACKETS:
        return Mark.CLOSE
    return Mark.NOT if character in MINUS and _starts_term(text, at + 1) else None


def _starts_term(text: str, at: int) -> bool:
    return at < len(text) and not text[at].isspace() and text[at] not in MINUS


def _term(
    text: str, at: int, fields: frozenset[str], *, inside_brackets: bool
) -> tuple[Token, int]:
    """The operator, literal or run that starts at `at`, and where it ends."""
    field, at = _field(text, at, fields, inside_brackets=inside_brackets)
    if text[at] in PAIRS:
        closing = _closing_quote(text, at)
        if closing:
            return Typed(text[at + 1 : closing], quoted=True, field=field), closing + 1
    end = at
    while end < len(text) and not _ends_run(text, end, inside_brackets=inside_brackets):
        end += 1
    run = text[at:end]
    if run[0] in PAIRS and PAIRS[run[0]] not in run[1:]:
        raise Unpaired
    if run[-1] in CLOSE_BRACKETS and not any(one in OPEN_BRACKETS for one in run):
        raise Unpaired
    if not field and run in OPERATORS:
        return Mark[OPERATORS[run]], end
    return Typed(run, field=field), end


def _field(text: str, at: int, fields: frozenset[str], *, inside_brackets: bool) -> tuple[str, int]:
    """The field named before a colon at `at`, if it is one and a value follows; and where that starts."""
    for colon in range(at + 1, min(len(text), at + 1 + max(map(len, fields)))):
        if text[colon] in ":：":
            name = text[at:colon].lower()
            value = colon + 1
            follows = value < len(text) and not _ends_run(
                text, value, inside_brackets=inside_brackets
            )
            return (name, colon + 1) if name in fields and follows else ("", at)
    return "", at


def _closing_quote(text: str, at: int) -> int:
    """Where the literal opened at `at` closes, before a space, bar, bracket or the end; 0 if nowhere."""
    opening = text[at]
    closing = PAIRS[opening]
    depth = 1
    for place in range(at + 1, len(text)):
        if text[place] == closing and _is_edge(text, place + 1, closing):
            depth -= 1
            if depth == 0:
                return place
        elif text[place] == opening and (
            text[place - 1].isspace() or text[at:place] == opening * (place - at)
        ):
            depth += 1
    return 0


def _is_edge(text: str, at: int, closing: str) -> bool:
    return at >= len(text) or text[at].isspace() or text[at] in CLOSE_BRACKETS + BARS + closing


def _ends_run(text: str, at: int, *, inside_brackets: bool) -> bool:
    """Whether a run stops before `at`: a space, a bar, or the bracket that closes its group."""
    if text[at].isspace() or text[at] in BARS:
        return True
    return (
        inside_brackets
        and text[at] in CLOSE_BRACKETS
        and (at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] in CLOSE_BRACKETS + BARS)
    )
