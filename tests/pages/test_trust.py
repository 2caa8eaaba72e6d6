"""How far and why a fact is believed, what it is tied to, what programs are made of: on pages and as data."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client

from archive.models import (
    Article,
    Metric,
    Place,
    PlaceMention,
    Program,
    ProgramAlias,
    ProgramComponent,
    ProgramMention,
    Review,
    Scope,
)
from archive.models.place import Level
from archive.reading.reasons import FAMILY_WORDS, Reason, rule_words, trust_words
from tests.pages.conftest import OTHER_TOWN, TOWN, VILLAGE, Shelf, read_answer

pytestmark = pytest.mark.django_db

OTHER_VILLAGE = f"{TOWN}202"


def plain(html: str) -> str:
    return re.sub(r"\s+", "", re.sub("<[^>]*>", "", html))


@pytest.fixture
def told(shelf: Shelf) -> tuple[Article, Metric, Metric]:
    """One fact told in two paragraphs, the second telling tied to the first."""
    article = shelf.write("题", "雁鸣湖镇动员党员602人。", "前述602名党员都已到岗。")
    first = shelf.count(article, "602", "动员党员602人")
    start = article.source.text.rindex("602")
    again = shelf.count(article, "602", "动员党员602人", number_start=start, quote_start=start,
                        number_end=start + 3, quote_end=start + 4, same_as=first)  # fmt: skip
    again.links = [{"kind": "same_fact", "number": [first.number_start, first.number_end]}]
    again.save()
    return article, first, again


@pytest.fixture
def villages(shelf: Shelf) -> Article:
    """An article that names two villages of the town, with a figure for one."""
    Place.objects.create(code=OTHER_VILLAGE, name="韩寨村", level=Level.VILLAGE, parent_id=TOWN)
    article = shelf.write("两村", "穆山村和韩寨村比着干,穆山村党员30人。")
    shelf.mention(article, "穆山村", VILLAGE)
    shelf.mention(article, "韩寨村", OTHER_VILLAGE)
    shelf.count(article, "30", "党员30人", place_id=VILLAGE, place_name="穆山村", value=30)
    return article


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("number.figures", "阿拉伯数字，照印"),
        ("unit.yuan", "单位在单位表里"),
        ("phrase.head", "表头写明在数什么"),
        ("head-method-own", "末尾的词说明它是哪一类做法"),
        ("indicator.party-members", "说法和单位合于一个指标"),
        ("indicator", "说法和单位合于一个指标"),
        ("plain-label", "没有引号的名称，凭写法认出"),
        ("percent.over_hundred", "比例超过100%，又不是增长率"),
        ("novelty.x", "规则 novelty.x"),
    ],
)
def test_every_rule_is_said_in_words(rule: str, words: str) -> None:
    assert rule_words(rule) == words


def test_points_carry_their_sign() -> None:
    assert [Reason("r", points, "").signed for points in (45, -8, 0)] == ["+45", "−8", ""]


@pytest.mark.parametrize(
    ("confidence", "review", "words"),
    [
        (0.9, Review.MACHINE, "可信"),
        (0.7, Review.MACHINE, "较可信"),
        (0.3, Review.MACHINE, "待核"),
        (0.3, Review.CONFIRMED, "已核"),
        (0.9, Review.DOUBTFUL, "存疑"),
    ],
)
def test_a_persons_verdict_wins_over_the_band(
    confidence: float, review: Review, words: str
) -> None:
    assert trust_words(Metric(confidence=confidence, review=review)) == words


def test_a_note_says_how_far_and_why_and_what_is_inferred(client: Client, shelf: Shelf) -> None:
    article = shelf.write("题", "雁鸣湖镇今年动员党员602人。")
    metric = shelf.count(
        article,
        "602",
        "动员党员602人",
        confidence=0.7,
        evidence=[["number.figures", 45], ["unit.person", 13], ["warning.nothing", -10]],
        place_basis=Scope.INFERRED,
        period="今年",
        period_basis=Scope.STATED,
        period_first=dt.date(2021, 1, 1),
        period_last=dt.date(2021, 12, 31),
    )

    page = client.get(article.get_absolute_url()).content.decode()

    note = page.split(f'id="n-m{metric.pk}"')[1].split("</li>")[0]
    assert "较可信，看依据" in note
    assert plain(note).count("雁鸣湖镇推") == 1
    address = f"{article.get_absolute_url()}evidence/"
    assert f'href="{address}#m{metric.pk}"' in note
    evidence = client.get(address).content.decode()
    reasons = plain(evidence.split(f'id="m{metric.pk}"')[1].split("</li>")[0])
    assert "602人动员党员较可信雁鸣湖镇今年动员党员602人。" in reasons
    assert "阿拉伯数字，照印+45；单位在单位表里+13；没有数任何东西−10" in reasons
    assert "地方“雁鸣湖镇”：推断。时间“今年”：原句写明。合2021-01-01至2021-12-31。" in reasons


def test_the_reasons_of_names_stand_by_their_block(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    ProgramMention.objects.update(confidence=0.9, evidence=[["head-campaign", 90]])
    home = article.get_absolute_url()

    page = client.get(home).content.decode()
    evidence = client.get(f"{home}evidence/").content.decode()

    anchors = re.findall(rf'href="{home}evidence/#(p\d+)-names">(?:做法|地方)', page)
    assert anchors
    for anchor in anchors:
        names = plain(evidence.split(f'id="{anchor}-names"')[1].split("</div>")[0])
        assert re.search("可信|待核", names)
        assert f'href="{home}#{anchor}"' in evidence
    assert "末尾的词说明它是哪一类做法+90" in plain(evidence)


def test_an_article_without_marks_says_so(client: Client, shelf: Shelf) -> None:
    article = shelf.write("题", "一段话。")

    page = client.get(f"{article.get_absolute_url()}evidence/").content.decode()

    assert "这篇报道里没有标注。" in page


def test_a_flag_is_a_visible_sentence_with_the_figures_concerned(
    client: Client, shelf: Shelf
) -> None:
    article = shelf.write("题", "党员602人,又说党员200余人。")
    other = shelf.count(article, "200余", "党员200余人")
    flags = [{"check": "repeat.conflict", "numbers": [[other.number_start, other.number_end]]}]
    metric = shelf.count(article, "602", "党员602人", flags=flags)

    page = client.get(article.get_absolute_url()).content.decode()
    data = client.get(f"/articles/{article.pk}.json").json()

    note = page.split(f'id="n-m{metric.pk}"')[1].split("</li>")[0]
    flag = note.split('<p class="flag">')[1].split("</p>")[0]
    assert plain(flag) == "请留意同一事项前后数字不一致。200余人"
    assert f"#m{other.pk}" in flag
    assert data["metrics"][0]["flags"][0]["sentence"] == "同一事项前后数字不一致。"


def test_a_fact_told_twice_is_one_row_that_leads_to_both(
    client: Client, told: tuple[Article, Metric, Metric]
) -> None:
    article, first, again = told

    for address in ("/indicators/members/", f"/towns/{TOWN}/", "/metrics/"):
        page = client.get(address).content.decode()
        assert re.findall(r'<tr role="row" id="m(\d+)"', page) == [str(first.pk)]
        assert "<b>1</b>条数据" in re.sub(r"\s", "", page)
        assert f"{article.get_absolute_url()}#m{again.pk}" in page
        assert "又见602名（第2段）" in plain(page)


def test_the_page_of_the_article_ties_both_tellings(
    client: Client, told: tuple[Article, Metric, Metric]
) -> None:
    article, first, again = told

    page = client.get(article.get_absolute_url()).content.decode()

    notes = {pk: page.split(f'id="n-m{pk}"')[1].split("</li>")[0] for pk in (first.pk, again.pk)}
    assert "又见602名（第2段）" in plain(notes[first.pk])
    assert "重述前文602人（第1段）" in plain(notes[again.pk])
    assert "数据1条，已核0条，重述1处" in plain(page)


def test_the_data_of_an_indicator_holds_each_fact_once_with_its_tellings(
    client: Client, told: tuple[Article, Metric, Metric]
) -> None:
    _article, first, again = told

    [figure] = json.loads(read_answer(client.get("/indicators/members.json")))["metrics"]

    assert figure["number"] == [first.number_start, first.number_end]
    assert [t["number"] for t in figure["told_again"]] == [[again.number_start, again.number_end]]


def test_what_a_person_kept_says_so(client: Client, shelf: Shelf) -> None:
    article = shelf.write("题", "动员党员602人。")
    shelf.count(article, "602", "动员党员602人", review=Review.CONFIRMED, missed=True)

    page = client.get(article.get_absolute_url()).content.decode()

    assert "人工保留：最近一次识读没有再读出它。" in page
    assert "已核，看依据" in page
    assert client.get(f"/articles/{article.pk}.json").json()["metrics"][0]["missed"] is True


def test_an_articles_data_says_trust_scope_and_parts(client: Client, shelf: Shelf) -> None:
    article = shelf.full()
    ProgramMention.objects.update(confidence=0.9, evidence=[["head-campaign", 90]])
    Metric.objects.update(period="今年", period_basis=Scope.INFERRED, ruleset="rules-1")
    ProgramAlias.objects.create(article=article, program=shelf.program, name="五星")
    at = article.source.text.index("动员")
    ProgramComponent.objects.create(
        article=article, program=shelf.program, name="动员", start=at, end=at + 2
    )
    Article.objects.update(
        set_aside=[{"text": "二段", "reason": "topic", "span": [0, 1], "rule": "r"}]
    )

    data = client.get(f"/articles/{article.pk}.json").json()

    named, counted = data["programs"][0], data["metrics"][0]
    assert (named["band"], named["points"], named["review"]) == ("sure", [90], "machine")
    assert named["why"] == ["末尾的词说明它是哪一类做法"]
    assert named["aliases"] == ["五星"]
    assert named["components"] == [{"name": "动员", "span": [at, at + 2], "explained": None}]
    assert counted["period_scope"] == {
        "span": None,
        "basis": "inferred",
        "first": None,
        "last": None,
    }
    assert (counted["place_basis"], counted["ruleset"]) == ("none", "rules-1")
    assert data["set_aside"][0]["reason"] == "topic"


def test_a_program_shows_its_parts_with_their_sentences_its_names_and_what_it_belongs_to(
    client: Client, shelf: Shelf
) -> None:
    article = shelf.write("题", "“五星”支部创建抓动员。", "动员,就是把人找齐。")
    shelf.name(article, "“五星”支部创建")
    text, sentence = article.source.text, "动员,就是把人找齐。"
    ProgramComponent.objects.create(
        article=article,
        program=shelf.program,
        name="动员",
        start=text.index("动员"),
        end=text.index("动员") + 2,
        explained_start=text.index(sentence),
        explained_end=text.index(sentence) + len(sentence),
    )
    ProgramAlias.objects.create(article=article, program=shelf.program, name="五星")
    shelf.program.parent = Program.objects.create(
        name="党建+", folded="党建+", kind="method", slug="党建加"
    )
    shelf.program.save()

    page = plain(client.get(shelf.program.get_absolute_url()).content.decode())
    data = client.get("/programs/五星支部创建.json").json()

    assert "动员动员,就是把人找齐。题，第2段" in page
    assert "又称篇数五星1" in page
    assert "属于党建+" in page
    assert data["aliases"] == ["五星"]
    assert data["components"][0]["explained"] == sentence
    assert data["components"][0]["url"].endswith(f"/articles/{article.pk}/#p2")


def test_parts_of_an_article_that_is_withdrawn_are_not_shown(client: Client, shelf: Shelf) -> None:
    article = shelf.full(state="withdrawn", withdrawn_reason="撤下")
    ProgramComponent.objects.create(
        article=article, program=shelf.program, name="某部分", start=0, end=2
    )
    ProgramAlias.objects.create(article=article, program=shelf.program, name="别名")

    page = client.get(shelf.program.get_absolute_url()).content.decode()

    assert "某部分" not in page
    assert "别名" not in page


def test_a_town_lists_its_villages_and_each_has_a_page(client: Client, villages: Article) -> None:
    town = client.get(f"/towns/{TOWN}/").content.decode()
    page = client.get(f"/villages/{VILLAGE}/").content.decode()
    data = client.get(f"/villages/{VILLAGE}.json").json()

    assert f'<a href="/villages/{VILLAGE}/">穆山村</a><span class="cnt">1</span>' in town
    assert "河南省郑州市中牟县雁鸣湖镇" in plain(page)
    assert f'<a href="/villages/{OTHER_VILLAGE}/">韩寨村</a>' in page
    assert "党员30人" in page
    assert (data["level"], data["parent"], len(data["metrics"])) == ("village", TOWN, 1)
    assert [each["name"] for each in client.get(f"/towns/{TOWN}.json").json()["villages"]] == [
        "穆山村",
        "韩寨村",
    ]


def test_a_village_counts_for_its_town_and_stays_out_of_the_tree_of_divisions(
    client: Client, villages: Article
) -> None:
    page = client.get("/places/").content.decode()

    assert f"/towns/{TOWN}/" in page
    assert "/villages/" not in page
    assert "<b>1</b> 条数据" in client.get(f"/towns/{TOWN}/").content.decode()
    assert f"/towns/{TOWN}/" in client.get(f"/towns/{OTHER_TOWN}/").content.decode()


def test_a_village_whose_facts_are_rejected_shows_none(client: Client, villages: Article) -> None:
    PlaceMention.objects.update(review=Review.REJECTED)
    Metric.objects.update(review=Review.REJECTED)

    page = client.get(f"/villages/{VILLAGE}/").content.decode()

    assert "库里还没有写到这里的公开报道" in page
    assert "党员30人" not in page
    assert "韩寨村" not in page


def test_the_address_of_a_village_under_places_leads_to_its_dossier(
    client: Client, villages: Article
) -> None:
    answer = client.get(f"/places/{VILLAGE}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/villages/{VILLAGE}/")
    assert client.get(f"/villages/{TOWN}/").status_code == 404
    assert client.get(f"/towns/{VILLAGE}/").status_code == 404


def test_no_family_is_without_words(archived_seeds: None) -> None:
    fired: set[Any] = set()
    for model in (Metric, ProgramMention):
        fired |= {rule for row in model.objects.all() for rule, _points in row.evidence}

    assert fired
    assert {rule for rule in fired if rule_words(rule).startswith("规则 ")} == set()
    assert all(str(words) for words in FAMILY_WORDS.values())
