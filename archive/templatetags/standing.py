"""
What stands on every page the same. In: part of a template, and the values it depends on. Out: its HTML, rendered once for
each language and values in each process.

The masthead and the foot hold some sixty addresses and sentences; rendered anew they were a fifth of the time of a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.template import Context, Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()

MOST_KEPT = 1024  # parts, times sections or display settings, times languages
_kept: dict[tuple[object, ...], SafeString] = {}


def forget() -> None:
    """Let go of all parts rendered so far."""
    _kept.clear()


class StandingNode(Node):
    """A part that depends on the language and on `values`, and on nothing else; it holds no block."""

    # Django looks through these for blocks each time a page that extends another is rendered.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, values: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values

    def render(self, context: Context) -> SafeString:
        """The part as it was rendered first."""
        key = (self, get_language(), *(value.resolve(context) for value in self._values))
        rendered = _kept.get(key)
        if rendered is None:
            rendered = self.nodelist.render(context)
            if len(_kept) < MOST_KEPT:
                _kept[key] = rendered
        return rendered


@register.tag
def standing(parser: Parser, token: Token) -> StandingNode:
    """{% standing section %}…{% endstanding %}."""
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endstanding",))
    parser.delete_first_token()
    return StandingNode(nodelist, values)
