"""Staff pages of facts: what the machine says of them stands beside what may be changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Article, Metric, Place, Source
from archive.models.place import Level
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


def posted(client: Client, metric: Metric, **changes: str) -> None:
    """Post the figure's form as it opened, with those changes."""
    address = reverse("admin:archive_metric_change", args=[metric.pk])
    form = client.get(address).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in shown.items()}
    page = client.post(address, {**data, **changes})
    assert page.status_code == 302, page.content.decode()
    metric.refresh_from_db()


@pytest.fixture
def placed(make_source: Callable[..., Source], reading: Reading) -> Metric:
    """A figure in a township of a county."""
    names = {"county": "华龙区", "city": "濮阳市", "province": "河南省"}
    for code, name in (("410902001", "岳村镇"), ("410902002", "清河镇")):
        Place.objects.create(code=code, name=name, level=Level.TOWN, **names)
    article, _ = store_reading(make_source(), reading)
    article.metrics.update(
        place_id="410902001", place_name="全镇", place_basis="inferred", period="去年",
        period_basis="stated", period_first="2020-01-01", period_last="2020-12-31",
    )  # fmt: skip
    return article.metrics.get()


def test_a_figures_form_shows_its_place_its_county_and_its_days(
    admin_client: Client, placed: Metric
) -> None:
    page = admin_client.get(reverse("admin:archive_metric_change", args=[placed.pk]))

    shown = page.content.decode()
    assert "全镇 → 河南省濮阳市华龙区岳村镇（推断）" in shown
    assert "2020-01-01 至 2020-12-31（原句写明）" in shown
    assert 'value="河南省濮阳市华龙区岳村镇"' in shown


@pytest.mark.parametrize("typed", ["河南省濮阳市华龙区清河镇", "410902002"])
def test_a_figure_is_given_another_place(admin_client: Client, placed: Metric, typed: str) -> None:
    posted(admin_client, placed, place=typed)

    assert (placed.place_id, placed.place_name) == ("410902002", "清河镇")
    assert placed.corrected.keys() == {"place_id"}


def test_a_form_saved_as_it_was_opened_corrects_nothing(
    admin_client: Client, placed: Metric
) -> None:
    posted(admin_client, placed)

    assert not placed.corrected
    assert (placed.place_name, placed.review) == ("全镇", "machine")


def test_a_place_nobody_knows_is_refused_beside_the_field(
    admin_client: Client, placed: Metric
) -> None:
    address = reverse("admin:archive_metric_change", args=[placed.pk])

    page = admin_client.post(address, {"place": "无此镇"})

    assert "找不到“无此镇”" in page.content.decode()
