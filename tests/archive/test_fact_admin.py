"""Staff pages of facts: what the machine says of them stands beside what may be changed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.admin import facts
from archive.corrections import review_fact
from archive.models import Article, Correction, Metric, Place, PlaceMention, Program, Review, Source
from archive.models.place import Level
from archive.models.source import SourceState
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


@pytest.mark.parametrize(("value", "shown"), [("40", "40"), ("1200", "1200"), ("0.35", "0.35")])
def test_a_number_is_shown_without_the_noughts_the_database_adds(
    admin_client: Client, placed: Metric, value: str, shown: str
) -> None:
    Metric.objects.update(value=Decimal(value))

    page = admin_client.get(reverse("admin:archive_metric_change", args=[placed.pk]))
    posted(admin_client, placed)

    assert f'name="value" value="{shown}"' in page.content.decode()
    assert not Correction.objects.exists()


def test_a_place_nobody_knows_is_refused_beside_the_field(
    admin_client: Client, placed: Metric
) -> None:
    address = reverse("admin:archive_metric_change", args=[placed.pk])

    page = admin_client.post(address, {"place": "无此镇"})

    assert "找不到“无此镇”" in page.content.decode()


@pytest.fixture
def unresolved(placed: Metric) -> PlaceMention:
    """A township named, of which the page does not say which one it is; a figure rests on it."""
    placed.place, placed.place_name = None, "岳村镇"
    placed.save()
    return PlaceMention.objects.create(
        article=placed.article, name="岳村镇", level="town", basis="implied",
        candidates=["410902001", "410902002"], start=5, end=8,
    )  # fmt: skip


@pytest.mark.parametrize(
    "chosen",
    [{"candidate": "410902001"}, {"place": "河南省濮阳市华龙区岳村镇"}, {"place": "410902001"}],
)
def test_which_place_a_mention_means_is_chosen(
    admin_client: Client, unresolved: PlaceMention, placed: Metric, chosen: dict[str, str]
) -> None:
    address = reverse("admin:archive_placemention_change", args=[unresolved.pk])

    shown = admin_client.get(address).content.decode()
    page = admin_client.post(address, {"place": "", "review": "machine", **chosen}, follow=True)

    assert "河南省濮阳市华龙区清河镇" in shown
    assert "本篇同名的 1 处已一并改定" in page.content.decode()
    unresolved.refresh_from_db()
    placed.refresh_from_db()
    assert (unresolved.place_id, unresolved.review) == ("410902001", "confirmed")
    assert placed.place_id == "410902001"


def test_a_mention_is_rejected_and_taken_back_on_its_page(
    admin_client: Client, unresolved: PlaceMention, placed: Metric
) -> None:
    address = reverse("admin:archive_placemention_change", args=[unresolved.pk])

    admin_client.post(address, {"place": "", "review": "rejected", "reason": "是人名"})
    placed.refresh_from_db()
    lost = placed.place_name
    admin_client.post(address, {"place": "", "review": "machine"})

    assert lost == ""
    assert Correction.objects.filter(kind="place", reason="是人名").exists()
    source = placed.article.source
    source.refresh_from_db()
    assert source.state == SourceState.RECEIVED  # read anew: the figure finds its place again


def test_a_program_mention_is_judged_on_its_page(
    admin_client: Client, make_source: Callable[..., Source], reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)
    mention = article.program_mentions.get()
    address = reverse("admin:archive_programmention_change", args=[mention.pk])

    admin_client.post(address, {"review": "rejected"})

    mention.refresh_from_db()
    assert mention.review == "rejected"


def test_lists_of_mentions_say_kinds_in_words(
    admin_client: Client, unresolved: PlaceMention
) -> None:
    page = admin_client.get(reverse("admin:archive_placemention_changelist")).content.decode()

    assert "别处写明上级" in page
    assert "乡级" in page
    assert ">implied<" not in "".join(page.split())


@pytest.mark.parametrize("door", ["form", "list"])
def test_a_figure_that_went_meanwhile_is_said_to_be_gone(
    admin_client: Client, placed: Metric, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_a_reading(fact: Metric, verdict: Review, **said: Any) -> None:
        Metric.objects.filter(pk=fact.pk).delete()
        review_fact(fact, verdict, **said)

    monkeypatch.setattr(facts, "review_fact", after_a_reading)
    change = reverse("admin:archive_metric_change", args=[placed.pk])
    form = admin_client.get(change).context["adminform"].form
    shown = {name: "" if (v := form[name].value()) is None else v for name in form.fields}

    if door == "form":
        page = admin_client.post(change, {**shown, "review": "doubtful"}, follow=True)
    else:
        chosen = {"action": "reject", "_selected_action": [placed.pk]}
        page = admin_client.post(reverse("admin:archive_metric_changelist"), chosen, follow=True)

    said = [(message.level_tag, str(message)) for message in page.context["messages"]]
    assert said == [("error", "这一条在重新识读后已不存在，请刷新页面再看。")]


def test_a_program_that_would_be_part_of_itself_is_refused_and_nothing_else_said(
    admin_client: Client, make_source: Callable[..., Source], reading: Reading
) -> None:
    store_reading(make_source(), reading)
    program = Program.objects.get()
    address = reverse("admin:archive_program_change", args=[program.pk])

    page = admin_client.post(address, {"name": program.name, "parent": program.pk}, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert Program.objects.get().parent is None


def test_the_page_of_a_fact_shows_what_stands_around_it_with_the_fact_marked(
    admin_client: Client, make_source: Callable[..., Source], reading: Reading
) -> None:
    article, _ = store_reading(make_source(), reading)
    figure, name = article.metrics.get(), article.program_mentions.get()

    pages = [
        admin_client.get(
            reverse(f"admin:archive_{fact._meta.model_name}_change", args=[fact.pk])
        ).content.decode()
        for fact in (figure, name)
    ]

    assert "支部创建,动员党员<mark>602</mark>人。" in pages[0]
    assert "岳村镇推行<mark>“五星”支部创建</mark>,动员党员602人。" in pages[1]
    assert "规则版本" in pages[0]
    assert "Ruleset" not in pages[0]


@pytest.mark.parametrize("typed", ["字" * 2000, "岳村\0镇", "9" * 2000])
def test_a_place_too_long_to_be_one_is_refused_before_it_is_looked_for(
    admin_client: Client, placed: Metric, typed: str
) -> None:
    article = placed.article
    mention = PlaceMention.objects.create(
        article=article,
        place_id=placed.place_id,
        name="岳村镇",
        level=Level.TOWN,
        basis="code",
        end=3,
        start=0,
    )
    for fact in (placed, mention):
        address = reverse(f"admin:archive_{fact._meta.model_name}_change", args=[fact.pk])
        form = admin_client.get(address).context["adminform"].form
        shown = {name: form[name].value() for name in form.fields}
        data = {name: "" if value is None else value for name, value in shown.items()}

        with CaptureQueriesContext(connection) as asked:
            page = admin_client.post(address, {**data, "place": typed})

        assert page.context["adminform"].form.errors.keys() == {"place"}
        assert not any(typed[:50] in query["sql"] for query in asked.captured_queries)
