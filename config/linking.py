"""
Django's `{% url %}`, which remembers addresses that take no part of them from the page. A builtin of all templates.

Frame and search page print some fifty of them; looked up anew they were a fortieth of the time of a page (profile).
"""

from __future__ import annotations

from django.template import Context, Library, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as make_node
from django.urls import get_script_prefix, get_urlconf

register = Library()


class ConstantAddressNode(Node):
    """The address of a view without arguments, as Django's node writes it."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self._node = node
        self._written: dict[tuple[str, str | None], str] = {}

    def render(self, context: Context) -> str:
        """The address under the present root."""
        root = get_script_prefix(), get_urlconf()
        written = self._written.get(root)
        if written is None:
            written = self._written[root] = self._node.render(context)
        return written


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's tag, remembered where its address is a constant; one with a namespace asks the request."""
    node = make_node(parser, token)
    name = node.view_name.var
    constant = isinstance(name, str) and ":" not in name and not node.view_name.filters
    if constant and not (node.args or node.kwargs or node.asvar):
        return ConstantAddressNode(node)
    return node
