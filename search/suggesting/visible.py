"""
Whom a name may rest on. The rows and the index come in, ids of articles it may not rest on go out.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Article, IndexJob
from search.index.idsets import IdSet
from search.index.name_index import NameIndex


@dataclass(frozen=True, slots=True)
class Unseen:
    """
    `hidden` are articles no reader may see. `changed` are those whose rows have changed since they were
    indexed: what a person has just rejected or renamed there must not be offered any more.
    """

    hidden: IdSet
    changed: IdSet

    def stands(self, ids: IdSet) -> bool:
        """Whether a name of these articles may be shown."""
        return bool(ids - self.hidden - self.changed)


def unseen_ids(names: NameIndex) -> Unseen:
    """What names may not rest on now; two queries while the index has nothing to catch up with."""
    hidden = IdSet(Article.objects.hidden_ids())
    waiting = IdSet(IndexJob.objects.order_by().values_list("article_id", flat=True))
    if not waiting:
        return Unseen(hidden, IdSet())
    rows = Article.objects.filter(pk__in=IndexJob.objects.order_by().values("article_id"))
    versions = dict(rows.values_list("pk", "version"))
    held = names.versions(versions)
    changed = IdSet(one for one, version in versions.items() if held.get(one) != version)
    return Unseen(hidden | (waiting - IdSet(versions)), changed)
