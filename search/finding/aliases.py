"""Other names of programs. A folded piece of a name comes in, the slugs of the programs called so go out."""

from __future__ import annotations

from archive.models import ProgramAlias
from search.text.folding import fold


def programs_also_called(folded: str) -> list[str]:
    """The programs one of whose other names, as articles print them, holds `folded`."""
    rows = ProgramAlias.objects.order_by().values_list("name", "program__slug").distinct()
    return sorted({slug for name, slug in rows.iterator() if folded in fold(name)})
