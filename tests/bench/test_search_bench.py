"""`make bench` for search, whole, over sixty composed reports: what it measures is there and true; no time is judged."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]  # two dozen processes, one after another

ROOT = Path(__file__).parents[2]
REPORTS = 60
# What needs nothing but the archive's own packages; the others are installed by `make bench`.
ENGINES = ["ours", "haystack-whoosh", "fts5-characters"]
RANKERS = ["ours", "bm25-pairs"]
TOWNS = ["池河镇", "饶峰镇", "迎丰镇", "后柳镇", "两河镇"]
DEEDS = ["修通了水渠", "办起了食堂", "清理了河道", "开设了夜校", "种下了果树", "装上了路灯"]
RARE = ["三联双管", "六步议事", "四色管理", "七彩积分"]
WORDS = ["支部", "党员", "群众", "合作社", "网格", "积分"]


def composed(number: int) -> dict[str, str]:
    """A report no newspaper printed."""
    town, deed = TOWNS[number % len(TOWNS)], DEEDS[number % len(DEEDS)]
    word = WORDS[number // len(WORDS) % len(WORDS)]
    text = (
        f"陕西省石泉县{town}第{number}{word}今年{deed}，党员{number + 3}人参加。\n"
        f"{word}书记说，大家的事大家办，明年还要再办{number + 1}件实事。"
    )
    if number < len(RARE):
        text += f"\n全镇推行“{RARE[number]}”工作法。"
    title = f"{town}{word}{deed}（之{number}）"
    return {
        "id": f"c{number:03}",
        "title": title,
        "text": text,
        "date": f"2023-05-{number % 28 + 1:02}",
        "source": "县报",
    }


def write_corpora(folder: Path) -> None:
    """The composed reports in the form of the corpora."""
    reports = [composed(number) for number in range(REPORTS)]
    for name, part in (
        ("news_2023.jsonl.gz", reports[::2]),
        ("broadcast_2022-2026.jsonl.gz", reports[1::2]),
    ):
        with gzip.open(folder / name, "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(report, ensure_ascii=False) + "\n" for report in part)
    titles, paragraphs = folder / "ir_broadcast_title", folder / "ir_drcd_traditional"
    write_needs(titles, reports[1::2])
    write_needs(paragraphs, reports[1::2])
    with gzip.open(paragraphs / "corpus.jsonl.gz", "wt", encoding="utf-8") as out:
        for report in reports[1::2]:
            out.write(json.dumps({"_id": report["id"], "text": report["text"]}) + "\n")


def write_needs(folder: Path, reports: list[dict[str, str]]) -> None:
    """Each report's headline as a question the report answers."""
    folder.mkdir()
    questions = [{"_id": f"q{one['id']}", "text": one["title"]} for one in reports]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, questions)), "utf-8")
    judged = [f"q{one['id']}\t{one['id']}\t1" for one in reports]
    (folder / "qrels.tsv").write_text("\n".join(["query\tcorpus\tscore", *judged]), "utf-8")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The figures of every part, and the report."""
    folder = tmp_path_factory.mktemp("bench")
    write_corpora(folder)
    arguments = ["--sizes", "all", "--reuse", str(folder / "work"), "--quick"]
    arguments += ["--report", str(folder / "RESULTS.md"), "--engines", *ENGINES]
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", str(folder), *arguments, "--rankers", *RANKERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kept = (folder / "work" / "results").glob("*.json")
    figures = {path.stem: json.loads(path.read_text("utf-8")) for path in kept}
    return figures, (folder / "RESULTS.md").read_text("utf-8")


def test_every_engine_holds_every_article(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured

    built = {name: figures[f"build-{REPORTS}-{name}"]["documents"] for name in ENGINES}

    assert built == dict.fromkeys(ENGINES, REPORTS)


def test_every_engine_is_asked_every_kind(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured

    for name in ENGINES:
        asked = figures[f"ask-{REPORTS}-{name}"]
        for timing in (*asked["kinds"].values(), asked["page"], asked["literal"]):
            assert timing["n"] > 0
            assert timing["p50"] <= timing["p95"] <= timing["p99"] <= timing["worst"]
        assert len(asked["kinds"]) == 5


def test_only_whole_characters_find_every_substring(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured

    laws = {name: figures[f"ask-{REPORTS}-{name}"]["law"] for name in ENGINES}

    for name in ("ours", "fts5-characters"):
        assert laws[name]["asked"] == laws[name]["complete"] == laws[name]["without_extras"]
    assert laws["haystack-whoosh"]["complete"] < laws["haystack-whoosh"]["asked"]


def test_our_own_promises_hold(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured
    checks = figures[f"checks-{REPORTS}"]

    assert checks["law"]["missed"] == checks["law"]["extra"] == 0
    assert checks["law"]["substrings"] == 200
    assert checks["parity"]["same"] == checks["parity"]["questions"]
    assert set(checks["typed"]["statuses"]) <= {"200", "400"}


def test_the_numbers_on_its_pages_are_right(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured
    counted = figures[f"numbers-{REPORTS}"]

    assert 30 < counted["pages"] <= 40  # some lists stay empty with these reports
    assert counted["numbers"] > 40
    assert counted["differences"] == 0


def test_headlines_find_their_reports(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured

    for ranker in RANKERS:
        scores = [figures["quality"][ranker][name] for name in figures["quality"]["asked"]]
        assert len(scores) == 3
        assert all(0.5 < score <= 1 for score in scores)


def test_the_site_answers_under_load(measured: tuple[dict[str, Any], str]) -> None:
    figures, _report = measured
    served = figures[f"e2e-{REPORTS}"]

    statuses = {kind: set(one["statuses"]) for kind, one in served["closed"].items()}
    assert statuses == {
        "search": {"200"},
        "article": {"200"},
        "304": {"304"},
        "article again": {"200"},
        "search again": {"200"},
    }
    assert len(served["searchable_ms"]) == 5
    assert figures[f"endurance-{REPORTS}"]["along_mb"]


def test_the_report_has_a_row_for_each_bar_and_engine(measured: tuple[dict[str, Any], str]) -> None:
    _figures, report = measured

    bars = report.partition("## Bars")[2].partition("\n## ")[0]
    for bar in (
        "substring law",
        "search page in-process",
        "index build",
        "web worker's memory",
        "town page",
        "numbers on pages",
    ):
        assert bar in bars
    assert "django-haystack + Whoosh" in report
    assert f"(at {REPORTS})" in bars
    assert str(ROOT) not in report


def test_a_folder_without_corpora_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "news_2023.jsonl.gz" in done.stderr
    assert "CORPORA=" in done.stderr
