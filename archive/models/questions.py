"""
Questions composed once. In: a function that makes query sets, and values. Out: their rows.

Django composes the SQL of a query set anew each time it is asked, which takes longer than SQLite needs for the answer
(docs/adr/0025). Here a query set is composed of stand-ins, once in each process; afterwards only the values change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState

RowT = TypeVar("RowT", bound=Model)
Value = int | str | Sequence[int] | Sequence[str]
Shape = tuple[
    tuple[bool, int | None], ...
]  # of each value: whether it is text; how many, if a list

FIRST_NUMBER = -2_000_000_000  # stand-ins: numbers no row has, within every column's bounds
NO_NUMBER, NO_TEXT = -1, "\x01"  # what fills up a list that holds nothing: no row has it


@dataclass(frozen=True, slots=True)
class _Composed:
    """SQL with its parameters, and where values go among them: (place among the parameters, place among the values)."""

    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]

    def ask(self, alias: str, given: Sequence[Any]) -> list[Any]:
        params = list(self.params)
        for at, which in self.slots:
            params[at] = given[which]
        with connections[alias].cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: list[Any] = cursor.fetchall()
        return rows


class _Maker:
    """Makes objects of one model out of rows, with what is selected beside them, as Django's `from_db` would."""

    def __init__(self, info: Mapping[str, Any], select: Sequence[Any], alias: str) -> None:
        first, last = info["select_fields"][0], info["select_fields"][-1]
        self._alias, self._model = alias, info["model"]
        self._own = slice(first, last + 1)
        self._names = [column.target.attname for column, _, _ in select[self._own]]
        self._key = first + self._names.index(self._model._meta.pk.attname)
        self._related = [
            (_Maker(one, select, alias), one["local_setter"], one["remote_setter"])
            for one in info.get("related_klass_infos", ())
        ]

    def make(self, row: Sequence[Any]) -> Any:
        """The object; None where an outer join found none."""
        if row[self._key] is None:
            return None
        one = self._model.__new__(self._model)
        state = ModelState()
        state.adding, state.db = False, self._alias
        # `__init__` would set its fields one by one, and tell listeners that nobody has.
        vars(one).update(zip(self._names, row[self._own], strict=True), _state=state)
        for maker, put_here, put_there in self._related:
            other = maker.make(row)
            put_here(one, other)
            if other is not None:
                put_there(other, one)
        return one


class _Reading:
    """How raw rows of a composed query set are read: their values converted, objects made, annotations set."""

    def __init__(self, compiler: Any, alias: str) -> None:
        self._maker = _Maker(compiler.klass_info, compiler.select, alias)
        self._annotated = tuple((compiler.annotation_col_map or {}).items())
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self._converters = [
            (at, convert, column)
            for at, (converts, column) in converters.items()
            for convert in converts
        ]
        self._connection = compiler.connection

    def read(self, rows: Iterable[Sequence[Any]]) -> Iterator[Any]:
        for row in map(list, rows):
            for at, convert, column in self._converters:
                row[at] = convert(row[at], column, self._connection)
            one = self._maker.make(row)
            for name, at in self._annotated:
                setattr(one, name, row[at])
            yield one


class Question(Generic[RowT]):
    """
    A query set of whole rows, asked with other values each time.

    `compose` takes as many values as `rows`. A list may be of any length; an empty one counts as one of numbers.
    """

    def __init__(self, compose: Callable[..., QuerySet[RowT]]) -> None:
        self._compose = compose
        self._composed: dict[tuple[str, Shape], tuple[_Composed, _Reading]] = {}

    def rows(self, *values: Value, alias: str = DEFAULT_DB_ALIAS) -> list[RowT]:
        """The rows, as the query set would give them."""
        shape, given = _lay_out(values)
        known = self._composed.get((alias, shape))
        if known is None:
            rows = self._compose(*_stand_ins(shape))
            compiler: Any = rows.query.get_compiler(connection=connections[alias])
            known = _compile(compiler, len(given)), _Reading(compiler, alias)
            self._composed[alias, shape] = known
        composed, reading = known
        return list(reading.read(composed.ask(alias, given)))


class Union:
    """Query sets of values with like columns, all asked at once: their rows one after the other, as text and numbers."""

    def __init__(self, compose: Callable[..., Sequence[QuerySet[Any, Any]]]) -> None:
        self._compose = compose
        self._composed: dict[tuple[str, Shape], _Composed] = {}

    def rows(self, *values: Value, alias: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
        """The rows of all."""
        shape, given = _lay_out(values)
        composed = self._composed.get((alias, shape))
        if composed is None:
            parts = (
                rows.query.get_compiler(connection=connections[alias])
                for rows in self._compose(*_stand_ins(shape))
            )
            composed = _joined([_compile(part, len(given)) for part in parts])
            self._composed[alias, shape] = composed
        return composed.ask(alias, given)


def _lay_out(values: Sequence[Value]) -> tuple[Shape, list[Any]]:
    """Lists filled up to a power of two, so that few shapes are composed; then all values in a row."""
    shape: list[tuple[bool, int | None]] = []
    given: list[Any] = []
    for value in values:
        if isinstance(value, int | str):
            shape.append((isinstance(value, str), None))
            given.append(value)
            continue
        room = 1 << max(len(value) - 1, 0).bit_length()
        text = bool(value) and isinstance(value[0], str)
        shape.append((text, room))
        given += value
        given += [NO_TEXT if text else NO_NUMBER] * (room - len(value))
    return tuple(shape), given


def _stand_ins(shape: Shape) -> list[Any]:
    """A stand-in for each value, numbered as `_lay_out` lays them out."""
    made: list[Any] = []
    at = 0
    for text, room in shape:
        several = [_stand_in(n, text=text) for n in range(at, at + (room or 1))]
        made.append(several[0] if room is None else several)
        at += len(several)
    return made


def _stand_in(number: int, *, text: bool) -> int | str:
    return f"\x00{number}" if text else FIRST_NUMBER + number


def _compile(compiler: Any, values: int) -> _Composed:
    sql, params = compiler.as_sql()
    stand_ins = {_stand_in(n, text=text): n for n in range(values) for text in (False, True)}
    # PostgreSQL takes the way into a JSON value as a list.
    scalars = ((at, one) for at, one in enumerate(params) if not isinstance(one, list))
    slots = tuple((at, stand_ins[one]) for at, one in scalars if one in stand_ins)
    return _Composed(sql, tuple(params), slots)


def _joined(parts: Sequence[_Composed]) -> _Composed:
    """One question of several; each stands in brackets, for it may have a limit of its own."""
    if len(parts) == 1:
        return parts[0]  # as it is: in brackets its order would not hold
    asked = (f"SELECT * FROM ({part.sql}) q{n}" for n, part in enumerate(parts))  # noqa: S608 -- Django's SQL
    params: list[Any] = []
    slots: list[tuple[int, int]] = []
    for part in parts:
        slots += [(len(params) + at, which) for at, which in part.slots]
        params += part.params
    return _Composed(" UNION ALL ".join(asked), tuple(params), tuple(slots))
