"""The words JSON Schema 2020-12 is written in here: plain values, and what is made of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_NO: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "format": "uri"}
FREE: Schema = {"type": "object"}
SPAN: Schema = {
    "type": "array",
    "items": COUNT,
    "minItems": 2,
    "maxItems": 2,
    "description": "From, to (end excluded), in Unicode code points of the decoded source text.",
}


def ref(name: str) -> Schema:
    """The schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def several(items: Schema) -> Schema:
    """A list of them."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """That, or null where it is not known."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(values: type[StrEnum] | list[str]) -> Schema:
    """One of those words."""
    return {"type": "string", "enum": [str(value) for value in values]}


def keys(**properties: Schema) -> Schema:
    """An object with all of those keys."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def also(base: Schema, **properties: Schema) -> Schema:
    """The same object with more keys."""
    return keys(**base["properties"], **properties)
