"""The newest articles as an Atom feed. In: nothing. Out: published articles, withdrawn ones gone at once."""

from __future__ import annotations

import datetime as dt

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from archive.models import Article
from archive.reading.labels import summary_html

LENGTH = 30


class NewestArticles(Feed[Article, None]):
    """What came into the archive last."""

    feed_type = Atom1Feed
    title = _("基层党建报道档案：新入档报道")
    link = "/"
    subtitle = _("最近入档的报道，最新的在前。")

    def items(self) -> list[Article]:
        return list(Article.objects.published().last_come()[:LENGTH])

    def item_title(self, item: Article) -> str:
        return item.display_title

    def item_description(self, item: Article) -> str:
        return summary_html(item)

    def item_link(self, item: Article) -> str:
        return item.get_absolute_url()

    def item_pubdate(self, item: Article) -> dt.datetime:
        return item.created_at

    def item_updateddate(self, item: Article) -> dt.datetime:
        return item.updated_at
