from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pipeline.metrics.find import find_metrics
from archive.pipeline.page.split import split_page
from archive.pipeline.places.find import find_places
from archive.pipeline.places.gazetteer_files import load_gazetteer
from archive.pipeline.values import (
    ArticleDraft,
    Container,
    Decoded,
    MetricFinding,
    Passage,
    Piece,
    Placed,
    Script,
    Span,
)
from tests.pipeline.metric_texts import PROJECT, RULES, draft_of, metrics_of, passage

FLOORS = {
    "metric.f1": 0.97,
    "metric_unit.accuracy": 0.97,
    "metric_comparator.accuracy": 0.97,
    "metric_range.accuracy": 0.97,
    "metric_per.accuracy": 0.97,
    "metric_status.accuracy": 0.95,
    "metric_indicator.accuracy": 0.9,
    "metric_place.accuracy": 0.95,
}


def test_the_figures_of_the_seed_reports_reach_the_agreed_floors(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(PROJECT / "archive" / "data")
    for source in sorted((PROJECT / "seeds").glob("*.txt")):
        text = source.read_text("utf-8")
        page = split_page(Decoded(text, "utf-8", Container.TEXT, 1.0))
        articles = [
            {
                "paragraphs": [{"text": paragraph.text} for paragraph in draft.paragraphs],
                "places": [],
                "programs": [],
                "metrics": [
                    _printed(metric)
                    for metric in find_metrics(
                        draft, text, find_places(page, draft, text, gazetteer), RULES
                    )
                ],
            }
            for draft in page.articles
        ]
        out = tmp_path / f"{source.stem}.json"
        out.write_text(json.dumps({"articles": articles}, ensure_ascii=False), "utf-8")

    gold = PROJECT / "tests" / "gold"
    command = [sys.executable, str(gold / "score_extraction.py"), str(gold), str(tmp_path)]
    command += ["--texts", str(PROJECT / "seeds"), "--json"]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)

    figures = json.loads(scored.stdout)
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}


def test_spans_are_counted_in_the_source_and_phrases_stay_in_its_script() -> None:
    paragraph = "新購置活動器材30余套,書籍1500套。"
    source = "\n\n" + paragraph
    draft = ArticleDraft(index=0, paragraphs=(passage(paragraph, 2),), script=Script.HANT)

    first, second = find_metrics(draft, source, (), RULES)

    assert source[first.number.start : first.number.end] == "30余"
    assert source[first.quote.start : first.quote.end] == "新購置活動器材30余套"
    assert second.indicator == "書籍"


def test_a_figure_cut_by_a_line_break_is_read_whole_and_its_quotation_stays_in_one_line() -> None:
    source = "走访村民\n\n困难户56户"
    joined = Passage("走访村民困难户56户", (Piece(0, Span(0, 4)), Piece(4, Span(6, 12))))

    [metric] = find_metrics(ArticleDraft(index=0, paragraphs=(joined,)), source, (), RULES)

    assert metric.indicator == "走访村民困难户"
    assert source[metric.quote.start : metric.quote.end] == "56户"


def test_the_summary_and_captions_are_read_and_the_order_is_that_of_the_source() -> None:
    source = "建成3个广场。\n栽树200棵。\n修路5公里。"
    draft = ArticleDraft(
        index=0,
        summary=(passage("建成3个广场。", 0),),
        captions=(Placed(passage("栽树200棵。", 8), 0),),
        paragraphs=(passage("修路5公里。", 16),),
    )

    assert [metric.value for metric in find_metrics(draft, source, (), RULES)] == [3, 200, 5]


def test_contradicting_figures_are_both_kept() -> None:
    metrics = metrics_of("先后组织动员党员602人,先后组织动员党员200余人。")

    assert [metric.value for metric in metrics] == [602, 200]


def test_a_figure_tells_every_rule_that_made_it() -> None:
    [metric] = metrics_of("今年开展文化活动50余场。")

    assert tuple(each.rule for each in metric.evidence) == (
        "number.figures",
        "unit.event",
        "comparator.odd",
        "phrase.before",
        "indicator.culture-activities",
        "period.this_year",
    )
    assert metric.confidence == sum(each.points for each in metric.evidence) / 100
    assert metric.indicator_key == "culture-activities"


def test_a_borrowed_phrase_lowers_the_confidence() -> None:
    own, borrowed = metrics_of("办理贷款59笔1164万元。")

    assert borrowed.confidence < own.confidence


@given(
    st.text(
        alphabet="0129.,一二十百千万余近超元亩个人户次年—至%的第,。;“”（）村镇建成达在和、 ",
        max_size=80,
    )
)
def test_every_span_lies_in_the_text_and_the_quotation_holds_the_number(text: str) -> None:
    if not text:
        return
    draft, source = draft_of(text)

    for metric in find_metrics(draft, source, (), RULES):
        assert 0 <= metric.quote.start <= metric.number.start
        assert metric.number.end <= metric.quote.end <= len(source)
        assert metric.indicator
        assert 0 < metric.confidence < 1


@pytest.mark.parametrize(
    "sentence",
    ["岳村镇栽种树木9000余株,硬化道路2.4万平方米。", "瓦岗村建成广场3个。", "“（村", "村庄、"],
)
@pytest.mark.timeout(100)  # a second or two; a pattern that backtracks would take hours
def test_a_long_line_gives_as_many_figures_as_its_sentences_print(sentence: str) -> None:
    one = len(find_metrics(*draft_of(sentence), (), RULES))
    times = 80_000 // len(sentence)

    found = find_metrics(*draft_of(sentence * times), (), RULES)

    assert len(found) == one * times


def _printed(metric: MetricFinding) -> dict[str, object]:
    return {
        "value": str(metric.value),
        "value_max": None if metric.value_max is None else str(metric.value_max),
        "unit": metric.unit,
        "comparator": metric.comparator.value,
        "status": metric.status.value,
        "indicator": metric.indicator,
        "per": metric.per,
        "place": {"name": metric.place.name} if metric.place else None,
        "number": [metric.number.start, metric.number.end],
    }
