"""Staff pages of facts: what the machine says of them stands beside what may be changed."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from archive.models import Article, Source
from archive.pipeline.values import Reading
from archive.store import store_reading


def test_an_article_shows_what_was_set_aside_and_a_figure_why_it_is_believed(
    admin_client: Client, make_source: Callable[..., Source], reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)
    Article.objects.update(
        set_aside=[{"text": "四个<意识", "reason": "slogan", "span": [0, 4], "rule": "aside-term"}]
    )
    metric = article.metrics.get()
    article.metrics.update(flags=[{"check": "sum.parts", "numbers": []}], missed=True)

    page = admin_client.get(reverse("admin:archive_article_change", args=[article.pk]))
    figure = admin_client.get(reverse("admin:archive_metric_change", args=[metric.pk]))

    assert "“四个&lt;意识”：口号（aside-term）" in page.content.decode()
    assert "可信，新规则未读出" in figure.content.decode()
    assert "各分项之和与总数不符。" in figure.content.decode()
    assert "<code>test</code> +90" in figure.content.decode()
