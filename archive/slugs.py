"""Addresses of programs. In: a program's name and kind. Out: a slug nobody else has."""

from django.utils.text import slugify

from archive.models import Program

SLUG_LENGTH = 150


def program_slug(name: str, kind: str) -> str:
    """
    The name as an address: Han characters kept, + written 加, the kind added where two share a name.

    Stable: it is made once and kept when the name is corrected later.
    """
    base = slugify(name.replace("+", "加"), allow_unicode=True)[:SLUG_LENGTH] or kind
    for candidate in (base, f"{base}-{kind}"):
        if not Program.objects.filter(slug=candidate).exists():
            return candidate
    taken = Program.objects.filter(slug__startswith=f"{base}-").count()
    return f"{base}-{kind}-{taken + 1}"
