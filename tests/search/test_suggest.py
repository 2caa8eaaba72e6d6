"""What is offered while typing and for a misspelt name, over the seeds as the index worker wrote them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from archive.corrections import rename_program, restore, review_fact, withdraw
from archive.models import Article, Metric, PlaceMention, Program, ProgramMention, Review
from archive.outbox import announce
from search.index.builds import index_root
from search.index.name_index import open_names
from search.query.parse import MAX_CHARACTERS
from search.suggesting.near import Why, find_near
from search.suggesting.suggest import MOST, Suggestion, suggest
from search.upkeep.rebuild import rebuild
from search.upkeep.worker import IndexWorker


def offered(typed: str) -> dict[str, Suggestion]:
    """The suggestions for `typed` by their labels."""
    return {one.label: one for one in suggest(typed, index_root())}


def near(typed: str) -> dict[str, Why]:
    """The near spellings of `typed`."""
    return {one.text: one.why for one in find_near(typed, index_root())}


def fetch(client: Client, typed: str, status: int = 200) -> dict[str, Any]:
    """The answer to the page's question."""
    response = client.get("/suggest.json", {"q": typed})
    assert response.status_code == status, response.content
    answer: dict[str, Any] = response.json()
    return answer


def test_a_town_is_offered_however_it_is_typed(indexed_seeds: IndexWorker) -> None:
    for typed in (
        "ymh",
        "yanminghu",
        "yanmh",
        "yàn míng hú",
        "雁mh",
        "雁",
        "雁鳴湖",
        "鸣湖",
        "湖镇",
    ):
        town = offered(typed)["雁鸣湖镇"]

        assert town.count == 2, typed
        assert town.detail.endswith("郑州市 › 中牟县")
    assert offered("ymh")["雁鸣湖镇"].start == 0
    assert offered("ymh")["雁鸣湖镇"].end == 3
    assert offered("鸣湖")["雁鸣湖镇"].start == 1


def test_each_kind_of_name_is_offered(indexed_seeds: IndexWorker) -> None:
    assert offered("三会")["三会一课"].kind == "program"
    assert offered("shyk")["三会一课"].count == 3
    assert offered("zhengzhou")["郑州市"].kind == "place"
    assert offered("wangxw")["王献伟"].kind == "author"
    assert offered("dmymh")["大美雁鸣湖党建助力乡村振兴发展新道路"].kind == "title"
    assert offered("村集体经济收入")["村集体经济收入"].kind == "indicator"
    assert offered("集体年收入")["村集体经济收入"].form == "集体年收入"
    assert {one.kind for one in offered("岳村").values()} >= {"town", "village"}
    assert len(suggest("党", index_root())) == MOST


def test_quotation_marks_in_a_name_need_not_be_typed(indexed_seeds: IndexWorker) -> None:
    program = offered("wxzb")["“五星支部”创建"]

    assert program.form[program.start : program.end] == "五星支部"
    assert program.count == 2


def test_a_withdrawn_article_takes_its_names_along_at_once(indexed_seeds: IndexWorker) -> None:
    article = Article.objects.get(source__name__startswith="000")
    assert article.title in offered("大美雁鸣湖")

    withdraw(article, "来源要求撤下", by=None)

    assert article.title not in offered("大美雁鸣湖")
    assert offered("ymh")["雁鸣湖镇"].count == 1
    indexed_seeds.drain()
    assert article.title not in offered("大美雁鸣湖")
    article.refresh_from_db()
    restore(article, by=None)
    indexed_seeds.drain()
    assert offered("ymh")["雁鸣湖镇"].count == 2
    assert article.title in offered("dmymh")


def test_what_staff_reject_is_offered_no_more(indexed_seeds: IndexWorker) -> None:
    assert "“先锋贷”" in offered("先锋贷")
    for mention in ProgramMention.objects.filter(program__name="“先锋贷”"):
        review_fact(mention, Review.REJECTED, by=None)
    assert "“先锋贷”" not in offered("先锋贷")
    indexed_seeds.drain()
    assert "“先锋贷”" not in offered("先锋贷")

    figures = Metric.objects.filter(indicator__name="村集体经济收入")
    for figure in figures:
        review_fact(figure, Review.REJECTED, by=None)
    assert "村集体经济收入" not in offered("村集体经济收入")
    indexed_seeds.drain()
    assert "村集体经济收入" not in offered("村集体经济收入")

    for place in PlaceMention.objects.filter(
        place__code__startswith="140212101"
    ):  # and its villages
        review_fact(place, Review.REJECTED, by=None)
    indexed_seeds.drain()
    assert "古店镇" not in offered("古店镇")


def test_a_renamed_program_is_offered_under_its_new_name_only(indexed_seeds: IndexWorker) -> None:
    [program] = Program.objects.filter(name="三会一课")

    rename_program(program, "“三会一课”制度", None)

    assert "三会一课" not in offered("三会一课")
    indexed_seeds.drain()
    assert offered("三会一课")["“三会一课”制度"].count == 3


def test_names_are_what_a_rebuild_gives_whatever_came_and_went(indexed_seeds: IndexWorker) -> None:
    def held() -> set[tuple[Any, ...]]:
        names = open_names(index_root())
        rows = names._rows("SELECT kind, key, form, label, detail, readings, articles FROM names")
        starts = names._rows(
            "SELECT n.kind, n.key, n.form, i.letters, i.start FROM initials i JOIN names n ON n.id = i.name"
        )
        return {*rows, *starts}

    untouched = held()
    articles = list(Article.objects.published())
    for article in articles:
        withdraw(article, "试撤", by=None)
    indexed_seeds.drain()
    empty = held()
    for article in Article.objects.withdrawn():
        restore(article, by=None)
    indexed_seeds.drain()
    grown_again = held()
    rebuild()

    assert empty == set()
    assert grown_again == untouched == held()


def test_nothing_is_offered_for_what_is_no_name(client: Client, indexed_seeds: IndexWorker) -> None:
    for typed in ("", "   ", "“”", "🙂", "\x00\x07", "!!!", "zzzzzzzz", "a" * 90, "党" * 90):
        assert fetch(client, typed)["groups"] == [], typed
    for typed in ("'", '"雁', "*", "雁 OR", "(雁", "^雁", "雁\x00鸣"):
        fetch(client, typed)
    refused = fetch(client, "党" * 5000, status=400)
    assert f"最多 {MAX_CHARACTERS} 个" in refused["error"]["message"]


def test_the_answer_says_kind_count_and_where_each_leads(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = fetch(client, "ymh")

    [group] = answer["groups"]
    [item] = group["items"]
    assert group["name"] == "乡镇、街道"
    assert (item["label"], item["start"], item["end"], item["counted"]) == (
        "雁鸣湖镇",
        0,
        3,
        "2 篇",
    )
    assert client.get(item["url"]).status_code == 200
    searched = client.get(item["search"].replace("/search/", "/search.json")).json()
    assert searched["count"] == item["count"]
    assert "no-cache" in client.get("/suggest.json", {"q": "ymh"})["Cache-Control"]


def test_every_suggestion_leads_to_a_page(client: Client, indexed_seeds: IndexWorker) -> None:
    kinds = set()
    for typed in ("yc", "岳村", "集体", "wxw", "zhi", "党建", "郑报", "许昌", "河南"):
        for group in fetch(client, typed)["groups"]:
            kinds.add(group["kind"])
            for item in group["items"]:
                assert client.get(item["url"]).status_code == 200, item
                assert client.get(item["search"]).status_code == 200, item
                assert item["count"] > 0
    assert kinds >= {"town", "place", "program", "indicator", "village", "title", "author"}


def test_without_an_index_the_answer_is_503(client: Client, db: None) -> None:
    refused = fetch(client, "雁", status=503)

    assert refused["error"]["code"] == "unavailable"


@pytest.mark.parametrize(
    ("typed", "meant", "why"),
    [
        ("雁鸣胡镇", "雁鸣湖镇", Why.SOUND),
        ("三会一刻", "三会一课", Why.SOUND),
        ("岳春镇", "岳村镇", Why.SOUND),
        ("王献韦", "王献伟", Why.SOUND),
        ("古占镇", "古店镇", None),
        ("雁鸣镇", "雁鸣湖镇", Why.EDIT),
        ("鸣雁湖镇", "雁鸣湖镇", Why.EDIT),
        ("岳村村镇", "岳村镇", Why.EDIT),
        ("四议两公天", "四议两公开", Why.EDIT),
        ("中年县", "中牟县", Why.SHAPE),
    ],
)
def test_a_misspelt_name_is_known(
    indexed_seeds: IndexWorker, typed: str, meant: str, why: Why | None
) -> None:
    found = near(typed)

    assert found.get(meant) == why


def test_a_name_spelt_right_has_no_near_spelling(indexed_seeds: IndexWorker) -> None:
    for typed in (
        "岳村镇",
        "岳村鎭",
        "三会一课",
        "古店",
        "支部",
        "",
        "村",
        "党" * 13,
        "🙂🙂",
        "a*b",
    ):
        assert near(typed) == {}, typed


def test_near_spellings_rest_on_visible_articles(indexed_seeds: IndexWorker) -> None:
    [article] = Article.objects.filter(source__name__startswith="002")
    assert "古店镇" in near("古店真")

    withdraw(article, "来源要求撤下", by=None)

    assert "古店镇" not in near("古店真")


def test_any_characters_may_stand_in_a_title(indexed_seeds: IndexWorker) -> None:
    article = Article.objects.published()[0]
    title = "雁|鸣 \\ % _ 'x' \t“/”🙂𠮷㐂 A+B ﷽"
    for version, text in enumerate((title, "别的标题"), article.version + 1):
        Article.objects.filter(pk=article.pk).update(title=text, content={}, version=version)
        with transaction.atomic():
            announce([article.pk])
        assert indexed_seeds.drain()

        assert text in offered(text[:3])
    assert title not in offered("雁|鸣")


def test_an_article_without_names_of_its_own_is_still_indexed(indexed_seeds: IndexWorker) -> None:
    article = Article.objects.published()[0]
    Article.objects.filter(pk=article.pk).update(
        title="", authors=[], publication="", version=article.version + 1
    )
    with transaction.atomic():
        announce([article.pk])

    assert indexed_seeds.drain()
    assert article.title not in offered(article.title[:8])


def test_a_search_without_hits_offers_near_spellings_with_true_counts(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    for typed, meant in (
        ("雁鸣胡镇 党建", "雁鸣湖镇"),
        ("三会一刻", "三会一课"),
        ("镇:岳村真", "岳村镇"),
    ):
        answer = client.get("/search.json", {"q": typed}).json()
        offers = [one for one in answer["suggestions"] if one["kind"] == "near"]

        assert answer["count"] == 0, typed
        assert offers[0]["meant"] == meant
        for one in offers:
            followed = client.get(one["url"].replace("/search/", "/search.json")).json()
            assert followed["count"] == one["count"] > 0
        html = client.get("/search/", {"q": typed}).content.decode()
        assert "您是不是要找" in html
        assert f">{meant}</a>" in html


def test_a_search_without_hits_offers_what_letters_and_stray_signs_meant(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    for typed, meant, why in (
        ("yanminghu", "雁鸣湖镇", "letters"),
        ("ymh 党建", "雁鸣湖镇", "letters"),
        ("镇:ymh", "雁鸣湖镇", "letters"),
        ("支部*", "支部", "signs"),
        ("^党建$", "党建", "signs"),
    ):
        answer = client.get("/search.json", {"q": typed}).json()
        offers = [one for one in answer["suggestions"] if one.get("meant") == meant]

        assert answer["count"] == 0, typed
        assert [one["why"] for one in offers] == [why], (typed, answer["suggestions"])
        [offer] = offers
        followed = client.get(offer["url"].replace("/search/", "/search.json")).json()
        assert followed["count"] == offer["count"] > 0


def test_letters_and_signs_that_occur_are_taken_as_typed(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    for typed in ("党建+", "1+6", "APP"):
        answer = client.get("/search.json", {"q": typed}).json()

        assert not {one.get("why") for one in answer["suggestions"]} & {"letters", "signs"} or (
            answer["count"] == 0
        ), typed


def test_where_two_names_are_misspelt_each_is_offered_alone(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = client.get("/search.json", {"q": "岳村真 三会一刻", "year": "2022"}).json()

    meant = {one["meant"]: one["count"] for one in answer["suggestions"] if one["kind"] == "near"}
    assert meant["三会一课"] == client.get("/search.json", {"q": "三会一课"}).json()["count"]
    assert meant["岳村镇"] > 0


def test_without_hits_each_chosen_value_can_be_dropped_too(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = client.get("/search.json", {"q": "三会一课", "year": "1999"}).json()

    [drop] = [one for one in answer["suggestions"] if one.get("dropped", "").startswith("年份")]
    assert drop["count"] == client.get("/search.json", {"q": "三会一课"}).json()["count"] > 0
    html = client.get("/search/", {"q": "三会一课", "year": "1999"}).content.decode()
    assert f"去掉：年份 1999 年，可得 {drop['count']} 篇" in html


def test_two_characters_that_occur_are_not_taken_for_a_slip(
    client: Client, indexed_seeds: IndexWorker
) -> None:
    answer = client.get("/search.json", {"q": "五星 支部"}).json()

    assert 0 < answer["count"] < 3
    assert [one for one in answer["suggestions"] if one["kind"] == "near"] == []
