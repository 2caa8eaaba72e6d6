"""What people say of two articles: printings of one report or not. In: the two. Out: a verdict that lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from archive.models import Article, ReprintVerdict
from archive.models.article import ArticleState
from archive.outbox import announce

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NotComparable(ValueError):
    """Nothing can be said of the two; the message is for the person who tried."""


@transaction.atomic
def say_same(
    article: Article, other: Article, *, same: bool, by: User | None, reason: str = ""
) -> None:
    """
    Record whether the two are printings of one report; the index worker then regroups them.

    The verdict outlives every new reading. Raises NotComparable for an article and itself, or one not public.
    """
    if article.pk == other.pk:
        raise NotComparable(_("一篇报道不能和自己比较。请填另一篇的编号。"))
    for one in (article, other):
        if one.state != ArticleState.PUBLISHED:
            raise NotComparable(
                _("报道 %(id)s 现在不公开，不能归入转载组。请先恢复公开。") % {"id": one.pk}
            )
    low, high = sorted((article.pk, other.pk))
    ReprintVerdict.objects.create(
        low_id=low, high_id=high, same=same, made_by=by, reason=reason.strip()
    )
    announce((low, high))
