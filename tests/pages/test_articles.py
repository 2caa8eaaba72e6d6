"""One article: who may see it, what stands on its page, its data, its original file."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.corrections import correct_metric, review_fact, withdraw
from archive.models import Article, Review
from archive.models.article import ArticleState
from archive.originals import keep
from tests.pages.conftest import Shelf, read_answer

pytestmark = pytest.mark.django_db


def test_the_page_shows_text_marks_and_notes(client: Client, shelf: Shelf) -> None:
    article = shelf.full()

    page = client.get(article.get_absolute_url()).content.decode()

    metric = article.metrics.get()
    assert '<a class="plc" href="/towns/410122114/">雁鸣湖镇</a>' in page
    assert 'class="prog"' in page
    assert f'id="m{metric.pk}" href="#n-m{metric.pk}">动员党员602人</a>' in page
    assert f'<li id="n-m{metric.pk}">' in page
    assert '<div class="para" id="p2">' in page


def test_the_page_says_what_is_not_known(client: Client, shelf: Shelf) -> None:
    page = client.get(shelf.full().get_absolute_url()).content.decode()

    assert "报名未署" in page
    assert "日期未署" in page
    assert "[报名缺], [日期缺]" in page


def test_a_place_is_marked_at_its_first_mention_only(client: Client, shelf: Shelf) -> None:
    article = shelf.write("题", "雁鸣湖镇很好。", "再说雁鸣湖镇。")
    shelf.mention(article, "雁鸣湖镇")
    second = article.source.text.index("雁鸣湖镇", 8)
    article.place_mentions.create(
        place_id="410122114",
        name="雁鸣湖镇",
        level="town",
        basis="stated",
        start=second,
        end=second + 4,
    )

    page = client.get(article.get_absolute_url()).content.decode()

    assert page.count('class="plc"') == 1


def test_a_rejected_fact_is_nowhere_on_the_page(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    article.metrics.update(review=Review.REJECTED)

    page = client.get(article.get_absolute_url()).content.decode()

    assert 'class="fig' not in page


def test_a_doubtful_figure_wears_its_seal(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    article.metrics.update(review=Review.DOUBTFUL)

    page = client.get(article.get_absolute_url()).content.decode()

    assert 'class="fig doubt"' in page
    assert "存疑：需要人看" in page


def test_markup_in_a_source_is_shown_as_text(client: Client, shelf: Shelf) -> None:
    evil = "<script>alert('党建')</script>\"><img src=x onerror=alert(1)>"
    article = shelf.write(evil, evil, authors=[{"name": evil, "role": evil}])
    shelf.mention(article, "党建", name=evil)

    for address in (article.get_absolute_url(), article.get_absolute_url() + "?v=raw"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page


def test_a_draft_is_not_found_by_the_public(client: Client, shelf: Shelf) -> None:
    pk = shelf.full(state=ArticleState.DRAFT).pk

    for form in ("/", ".json", "/original", "/evidence/", "/cite/p1"):
        assert client.get(f"/articles/{pk}{form}").status_code == 404


def test_a_withdrawn_article_is_gone_and_says_why(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    withdraw(article, "作者要求", by=None)

    page = client.get(article.get_absolute_url())
    data = client.get(f"/articles/{article.pk}.json")
    original = client.get(f"/articles/{article.pk}/original")
    evidence = client.get(f"/articles/{article.pk}/evidence/")

    gone = [answer.status_code for answer in (page, data, original, evidence)]
    assert gone == [410, 410, 410, 410]
    assert "602" not in evidence.content.decode()
    assert "作者要求" in page.content.decode()
    assert "602" not in page.content.decode()
    assert data.json()["state"] == "withdrawn"
    assert data.json()["reason"] == "作者要求"
    assert "paragraphs" not in data.json()


def test_a_copy_in_the_browser_is_asked_about_and_stays_valid(client: Client, shelf: Shelf) -> None:
    article = shelf.full()

    first = client.get(article.get_absolute_url())
    again = client.get(article.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert "no-cache" in first["Cache-Control"]
    assert again.status_code == 304


@pytest.mark.parametrize("change", ["verdict", "display", "withdrawn"])
def test_a_copy_in_the_browser_is_stale_after_a_change(
    client: Client, shelf: Shelf, change: str
) -> None:
    article = shelf.full()
    etag = client.get(article.get_absolute_url())["ETag"]

    if change == "verdict":
        review_fact(article.metrics.get(), Review.CONFIRMED, by=None)
    elif change == "display":
        client.cookies["display"] = "large.dark.hei.off"
    else:
        withdraw(article, "作者要求", by=None)

    answer = client.get(article.get_absolute_url(), headers={"if-none-match": etag})
    assert answer.status_code == (410 if change == "withdrawn" else 200)


def test_the_data_has_the_keys_of_the_format(client: Client, shelf: Shelf) -> None:
    article = shelf.full()

    data = client.get(f"/articles/{article.pk}.json").json()

    text = article.source.text
    assert {"id", "url", "state", "index", "kicker", "title", "subtitle", "authors"} <= set(data)
    assert {"publication", "published", "script", "summary", "headings", "captions"} <= set(data)
    start, end = data["paragraphs"][0]["start"], data["paragraphs"][0]["end"]
    assert text[start:end] == data["paragraphs"][0]["text"]
    number = data["metrics"][0]["number"]
    assert text[number[0] : number[1]] == "602"
    assert data["metrics"][0]["value"] == "602"
    assert data["places"][0]["county"] == "中牟县"
    assert data["programs"][0]["name"] == "“五星”支部创建"


def test_the_original_is_a_download_that_runs_nothing(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    data = "<script>alert(1)</script>".encode("gb18030")
    article.source.sha256 = keep([data]).sha256
    article.source.name = '../../雁鸣湖 "特刊"\r\n.html'
    article.source.save()

    answer = client.get(f"/articles/{article.pk}/original")

    assert b"".join(answer.streaming_content) == data  # type: ignore[attr-defined]
    assert hashlib.sha256(data).hexdigest() == article.source.sha256
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert ".." not in disposition
    assert "\n" not in disposition
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_missing_original_is_said_so(client: Client, shelf: Shelf) -> None:
    answer = client.get(f"/articles/{shelf.full().pk}/original")

    assert answer.status_code == 503
    assert "原件暂时取不到" in answer.content.decode()


def test_an_article_without_title_says_where_its_heading_comes_from(
    client: Client, shelf: Shelf
) -> None:
    article = shelf.write("", "没有标题的报道,只有正文。")

    page = client.get(article.get_absolute_url()).content.decode()

    assert "〔无题〕没有标题的报道" in page
    assert "原文没有标题" in page


def test_more_facts_ask_no_more_questions(client: Client, shelf: Shelf) -> None:
    shelf.mention(shelf.write("另一篇", "雁鸣湖镇又讯。"), "雁鸣湖镇")
    asked = []
    for most in (11, 40):
        article = shelf.write("题", *(f"雁鸣湖镇第{n}段有{n}人。" for n in range(10, most)))
        for n in range(10, most):
            shelf.count(article, f"{n}", f"段有{n}人")
        shelf.mention(article, "雁鸣湖镇")
        with CaptureQueriesContext(connection) as queries:
            client.get(article.get_absolute_url())
        asked.append(len(queries))

    assert asked[1] == asked[0] <= 14


def test_the_raw_view_shows_what_was_left_out(
    client: Client, shelf: Shelf, make_broken: Callable[[], Article]
) -> None:
    page = client.get(make_broken().get_absolute_url() + "?v=raw").content.decode()

    assert '<del title="并去换行处重复的字">情。</del>' in page
    assert '<span class="other">\n别的文章\n</span>' in page


@pytest.fixture
def make_broken(shelf: Shelf) -> Callable[[], Article]:
    """An article whose column break printed two characters twice, with another's line inside."""

    def make() -> Article:
        article = shelf.write("题", "创建热情。", "情。为调动", "别的文章", "末段。")
        text = article.source.text
        repeat = text.index("情。", text.index("情。") + 1)
        content: dict[str, Any] = {
            "paragraphs": [
                {
                    "text": "创建热情。为调动",
                    "pieces": [[0, 2, 7], [5, repeat + 2, repeat + 5]],
                },
                {"text": "末段。", "pieces": [[0, len(text) - 3, len(text)]]},
            ]
        }
        article.content = content
        article.save()
        article.source.repairs = [
            {"kind": "joined_line", "start": 7, "end": 8},
            {"kind": "dropped_repeat", "start": repeat, "end": repeat + 2},
        ]
        article.source.save()
        return article

    return make


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_a_withdrawn_article_leaks_through_none_of_its_siblings(client: Client) -> None:
    gone = Article.objects.get(title__startswith="夯实“两个基础”")
    sibling = Article.objects.get(title="抓住党建总开关 实现刘集新跨越")
    address = sibling.get_absolute_url()
    etag = client.get(address)["ETag"]
    words = gone.content["paragraphs"][1]["text"][:20]
    assert words in client.get(address, {"v": "raw"}).content.decode()

    withdraw(gone, "作者要求", by=None)

    page = client.get(address, headers={"if-none-match": etag})
    assert page.status_code == 200
    assert gone.title not in page.content.decode()
    assert words not in client.get(address, {"v": "raw"}).content.decode()
    assert words not in client.get(address, {"v": "both"}).content.decode()
    original = client.get(f"{address}original")
    assert original.status_code == 403
    assert "整份原件不再提供下载" in original.content.decode()


def test_a_corrected_figure_says_what_was_printed_and_what_a_person_made_of_it(
    client: Client, shelf: Shelf
) -> None:
    article = shelf.full()
    correct_metric(article.metrics.get(), {"value": 568, "place_id": None}, by=None)
    metric = article.metrics.get()
    day = metric.corrected["value"]
    home = article.get_absolute_url()

    for address in (home, f"{home}evidence/"):
        page = client.get(address).content.decode()
        assert "<b>602人</b><span>（报上）</span>→ <b>568 人</b>" in page
        assert '<span class="hint">更正</span>' in page
        assert f"人工更正：数值（{day}）、地方（{day}）。" in page


def test_what_was_corrected_stands_in_the_data(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    correct_metric(article.metrics.get(), {"value": 568, "phrase": "党员"}, by=None)
    day = article.metrics.get().corrected["value"]

    [metric] = client.get(f"/articles/{article.pk}.json").json()["metrics"]
    table = read_answer(client.get("/indicators/members.csv"))

    assert metric["corrected"] == {"value": day, "indicator": day}
    [line] = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    assert line["更正"] == f"value {day}; phrase {day}"


def test_a_corrected_figure_is_marked_in_tables(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    correct_metric(article.metrics.get(), {"value": 568}, by=None)

    page = client.get("/indicators/members/").content.decode()

    assert '602人</b><span class="hint">（报上）</span>' in page
    assert '<span>568 人</span> <span class="hint">更正</span>' in page
