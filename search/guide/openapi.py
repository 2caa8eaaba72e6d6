"""The OpenAPI 3.1 description of the interface. The list of addresses comes in, a JSON document goes out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from search.guide.contract import ADDRESSES, JSON, Address, Failure, Parameter
from search.guide.schemas import SCHEMAS
from search.guide.shapes import ref

VERSION = "1"  # counts up when a key goes or changes its meaning; new keys may come at any time


def describe(server: str) -> dict[str, Any]:
    """The whole description; `server` is the site's own address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("基层党建报道档案"),
            "version": VERSION,
            "description": _("只读，不需密钥。列出的键必有，未知的为 null；日后可能增加新键。"),
        },
        "servers": [{"url": server}],
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {"schemas": SCHEMAS},
    }


def _operation(address: Address) -> dict[str, Any]:
    answers = {"200": _answer(_("成功"), address.schema, address.media)}
    answers |= {str(one.status): _failure(one) for one in address.failures}
    return {
        "operationId": address.name,
        "summary": str(address.means),
        "parameters": [_parameter(one) for one in address.parameters],
        "responses": answers,
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.within,
        "required": one.required,
        "description": str(one.means),
        "schema": one.schema,
    }


def _failure(one: Failure) -> dict[str, Any]:
    return _answer(str(one.means), one.schema)


def _answer(means: str, schema: str, media: str = JSON) -> dict[str, Any]:
    return {"description": means, "content": {media: {"schema": ref(schema)}}}
