"""
Where a name leads. A kind and a key come in; the address of its own page and of its search go out.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from archive.models.place import Level, place_address
from search.index.documents import CODE_LENGTHS, Facet
from search.index.named import NameKind

KIND_NAMES = {
    NameKind.TOWN: gettext_lazy("乡镇、街道"),
    NameKind.PLACE: gettext_lazy("省市县"),
    NameKind.PROGRAM: gettext_lazy("做法"),
    NameKind.INDICATOR: gettext_lazy("数据"),
    NameKind.VILLAGE: gettext_lazy("村、社区"),
    NameKind.PUBLICATION: gettext_lazy("刊发媒体"),
    NameKind.AUTHOR: gettext_lazy("作者"),
    NameKind.TITLE: gettext_lazy("标题"),
}
FACETS = {
    NameKind.TOWN: Facet.TOWN,
    NameKind.PROGRAM: Facet.PROGRAM,
    NameKind.PUBLICATION: Facet.SOURCE,
}


def page_address(kind: NameKind, key: str) -> str:
    """The page of what is named; of authors and publications, which have none, their search."""
    if kind in (NameKind.TOWN, NameKind.VILLAGE):
        return place_address(Level(kind.value), key)
    if kind is NameKind.PLACE:
        return reverse("place", args=[key])
    if kind in (NameKind.PROGRAM, NameKind.INDICATOR):
        return reverse(kind.value, args=[key])
    if kind is NameKind.TITLE:
        return reverse("article", args=[key])
    return search_address(kind, key, key)


def search_address(kind: NameKind, key: str, label: str) -> str:
    """The search for the articles that name it."""
    if kind is NameKind.PLACE:
        facet = next(one for one, length in CODE_LENGTHS.items() if length == len(key))
        asked = {facet.value: key}
    elif kind in FACETS:
        asked = {FACETS[kind].value: key}
    elif kind is NameKind.AUTHOR:
        asked = {"q": f'作者:"{label}"'}
    else:
        asked = {"q": f'"{label}"'}
    return f"{reverse('search')}?{urlencode(asked)}"
