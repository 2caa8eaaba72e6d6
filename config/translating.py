"""
The tags of Django's i18n, which remember what they say. In: `{% load i18n %}` (settings.TEMPLATES names this module
for it). Out: the same text as Django's own tags give, constants looked up once in each language and process.

A page holds a hundred constant sentences; looked up anew they were a tenth of the time of a page (profile).
"""

from __future__ import annotations

from typing import Any

from django.template import Context, Library, Node
from django.template.base import Parser, Token, render_value_in_context
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class ConstantNode(Node):
    """A sentence without variables, as Django's node says it."""

    child_nodelists = ()

    def __init__(self, node: i18n.TranslateNode) -> None:
        self._node = node
        self._said: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The sentence in the present language."""
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = SafeString(self._node.render(context))
        return said


class SentenceNode(Node):
    """A sentence with variables and without plural or context: looked up once, filled each time."""

    child_nodelists = ()

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        self._node = node
        self._message, self._names = node.render_token_list(node.singular)
        self._forms: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The sentence in the present language with the values of now."""
        language = get_language()
        form = self._forms.get(language)
        if form is None:
            form = self._forms[language] = gettext(self._message)
        given = {name: value.resolve(context) for name, value in self._node.extra_context.items()}
        with context.push(given):
            values = {name: _shown(name, context) for name in self._names}
        try:
            said = form % values
        except (
            KeyError,
            ValueError,
        ):  # a translation that lost a variable: Django's node says the original
            return str(self._node.render(context))
        if self._node.asvar:
            context[self._node.asvar] = SafeString(said)
            return ""
        return said


def _shown(name: str, context: Context) -> str:
    return render_value_in_context(context.get(name, ""), context)


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Django's tag, remembered where it says a constant."""
    node: i18n.TranslateNode = i18n.do_translate(parser, token)
    said: Any = node.filter_expression
    constant = isinstance(said.var.literal, str) and not said.filters
    if constant and not (node.noop or node.asvar or node.message_context):
        return ConstantNode(node)
    return node


@register.tag("blocktranslate")
@register.tag("blocktrans")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """Django's tag, its sentence remembered where it has one form."""
    node: i18n.BlockTranslateNode = i18n.do_block_translate(parser, token)
    if node.plural or node.countervar or node.message_context:
        return node
    return SentenceNode(node)
