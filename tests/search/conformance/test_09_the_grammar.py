"""Point 9: literals, exclusion, alternatives, brackets and fields, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.models import Article, PlaceMention, ProgramMention
from archive.models.facts import Review
from search.index.documents import Field
from search.text.folding import fold
from tests.search.conformance.asking import Asking, expected, holding, published

HEADLINE = (Field.TITLE, Field.SUBTITLE, Field.KICKER)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("“五星支部” 村", lambda has: has("五星支部") & has("村")),
        ("党建 -积分", lambda has: has("党建") - has("积分")),
        ("党建 －积分", lambda has: has("党建") - has("积分")),
        ("党建 NOT 积分", lambda has: has("党建") - has("积分")),
        ("党建 -“集体经济”", lambda has: has("党建") - has("集体经济")),
        ("积分 OR 鸭", lambda has: has("积分") | has("鸭")),
        ("积分 | 鸭", lambda has: has("积分") | has("鸭")),
        ("积分|鸭", lambda has: has("积分") | has("鸭")),
        ("积分 或 鸭", lambda has: has("积分") | has("鸭")),
        ("村 (积分 或 鸭)", lambda has: has("村") & (has("积分") | has("鸭"))),
        (
            "村 （积分 OR 鸭） -网格",
            lambda has: (has("村") & (has("积分") | has("鸭"))) - has("网格"),
        ),
        ("-积分 村", lambda has: has("村") - has("积分")),
        ("-(积分 或 鸭) 村", lambda has: has("村") - (has("积分") | has("鸭"))),
        ("村 AND 党", lambda has: has("村") & has("党")),
    ],
)
def test_operators(
    typed: str, means: Callable[[Callable[[str], set[int]]], set[int]], asking: Asking
) -> None:
    assert asking.ids(typed) == means(holding) != set()


@pytest.mark.parametrize(
    ("names", "value", "fields"),
    [
        (("标题", "title", "TITLE"), "党建", HEADLINE),
        (("作者", "author"), "记者", (Field.BYLINE,)),
    ],
)
def test_fields_of_text(
    names: tuple[str, ...], value: str, fields: tuple[Field, ...], asking: Asking
) -> None:
    looked_in = holding(value, fields)

    for name in names:
        for colon in ":：":
            assert asking.ids(f"{name}{colon}{value}") == looked_in
            assert asking.ids(f"{name}{colon}“{value}”") == looked_in
    assert looked_in
    assert looked_in < holding("党")


@pytest.mark.parametrize(
    ("names", "value", "attribute"),
    [
        (("镇", "town"), "岳村", "name"),
        (("县", "county"), "中牟", "county"),
        (("市", "city"), "濮阳", "city"),
        (("省", "province"), "河南", "province"),
    ],
)
def test_fields_of_places(
    names: tuple[str, ...], value: str, attribute: str, asking: Asking
) -> None:
    mentions = PlaceMention.objects.exclude(review=Review.REJECTED)
    found = set(
        mentions.filter(**{f"place__{attribute}__contains": value}).values_list(
            "article_id", flat=True
        )
    ) & expected(lambda _one: True)

    for name in names:
        assert asking.ids(f"{name}:{value}") == found
    assert found


def test_fields_of_programs_and_publications(asking: Asking) -> None:
    programs = ProgramMention.objects.exclude(review=Review.REJECTED)
    named: dict[str, set[int]] = {}
    for article, name in programs.values_list("article_id", "program__name"):
        named.setdefault(name, set()).add(article)
    publications = {one.publication for one in published() if one.publication}
    assert named
    assert publications

    for name in sorted(named)[:5]:
        holds = {pk for other, pks in named.items() if fold(name) in fold(other) for pk in pks}
        for field in ("做法", "program"):
            assert asking.ids(f'{field}:"{name}"') == holds
    for name in publications:
        printed_by = {one.pk for one in published() if fold(name) in fold(one.publication)}
        for field in ("来源", "source"):
            assert asking.ids(f"{field}:“{name}”") == printed_by


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("年:2021", (2021, 2021)),
        ("year:2019..2021", (2019, 2021)),
        ("年：２０１９—２０２１", (2019, 2021)),
        ("年:2020-2022", (2020, 2022)),
        ("年:2020..", (2020, 9999)),
        ("年:..2020", (1, 2020)),
        ("年:2021..2019", (2019, 2021)),
    ],
)
def test_years(typed: str, years: tuple[int, int], asking: Asking) -> None:
    def printed_then(article: Article) -> bool:
        return article.year is not None and years[0] <= article.year <= years[1]

    assert asking.ids(typed) == expected(printed_then) != set()
    assert asking.ids(f"{typed} 党建") == expected(printed_then) & holding("党建")
