"""Publication and date of an article."""

from __future__ import annotations

from archive.pipeline.imprint.bylines import Byline, parse_byline
from archive.pipeline.imprint.dates import InferredYear
from archive.pipeline.imprint.find import Datelined, Stamped, find_publication, find_published
from archive.pipeline.imprint.stamps import parse_dateline, parse_stamp
from archive.pipeline.text.passages import cut
from archive.pipeline.values import Basis, Passage, Precision, Span

YEAR = InferredYear(2021, (Span(0, 4),))


def passage(text: str) -> Passage:
    return cut(text, Span(0, len(text)))


def stamped(text: str) -> Stamped:
    stamp = parse_stamp(text)
    assert stamp is not None
    return Stamped(stamp, passage(text))


def datelined(text: str) -> Datelined:
    dateline = parse_dateline(text + "近日，")
    assert dateline is not None
    return Datelined(dateline, passage(text))


def byline(text: str) -> Byline:
    found = parse_byline(text)
    assert found is not None
    return found


def test_the_source_line_states_publication_and_day() -> None:
    stamp = stamped("中新網山西 2022-09-28 08:17")

    publication = find_publication([stamp], None, [])
    published = find_published([stamp], None, YEAR)

    assert publication is not None
    assert (publication.name, publication.basis) == ("中新网山西", Basis.STATED)
    assert (published.value, published.precision, published.basis) == (
        "2022-09-28",
        Precision.DAY,
        Basis.STATED,
    )
    assert published.evidence == (Span(6, 16),)


def test_a_dateline_far_from_the_source_lines_day_is_a_conflict() -> None:
    published = find_published(
        [stamped("中新網山西 2022-09-28 08:17")], datelined("中新網山西新聞4月20日電"), None
    )

    assert published.value == "2022-09-28"
    assert published.dateline == "4月20日"
    assert published.conflict


def test_a_dateline_of_the_day_before_is_kept_and_no_conflict() -> None:
    published = find_published(
        [stamped("人民网 2022-09-28")], datelined("新华社北京9月27日电"), None
    )

    assert published.dateline == "9月27日"
    assert not published.conflict


def test_a_dateline_of_the_same_day_says_nothing_new() -> None:
    published = find_published(
        [stamped("人民网 2022-09-28")], datelined("新华社北京9月28日电"), None
    )

    assert published.dateline is None


def test_a_dateline_with_its_year_is_a_stated_day() -> None:
    published = find_published([], datelined("深圳新闻网2023年8月4日讯"), None)

    assert (published.value, published.basis) == ("2023-08-04", Basis.STATED)


def test_an_inferred_year_never_makes_a_day_of_a_dateline() -> None:
    published = find_published([], datelined("新华社北京6月28日电"), YEAR)

    assert (published.value, published.precision) == ("2021-06", Precision.MONTH)
    assert published.dateline == "6月28日"


def test_a_dateline_without_any_year_gives_no_value() -> None:
    published = find_published([], datelined("新华社北京6月28日电"), None)

    assert published.value is None
    assert published.dateline == "6月28日"


def test_an_inferred_year_is_a_year_with_its_evidence() -> None:
    published = find_published([], None, YEAR)

    assert (published.value, published.precision, published.basis, published.evidence) == (
        "2021",
        Precision.YEAR,
        Basis.INFERRED,
        YEAR.evidence,
    )


def test_a_page_that_says_nothing_has_no_date_and_no_publication() -> None:
    assert find_published([], None, None).value is None
    assert find_publication([], None, [byline("本报记者 胡晨")]) is None


def test_the_affiliation_of_the_first_author_is_an_inferred_publication() -> None:
    found = find_publication([], None, [byline("郑报全媒体记者 张朝晖 中牟时报 梁姗")])

    assert found is not None
    assert (found.name, found.basis) == ("郑报全媒体", Basis.INFERRED)
