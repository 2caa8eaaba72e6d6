"""
`make bench CORPORA=FOLDER`, or `python -m bench.search FOLDER`: how fast, whole and well-ordered search is.

Makes archives of the sizes asked for, measures this archive beside its peers on the same articles, and
writes bench/RESULTS.md. Each part can be measured alone (--only); the report joins what there is.
Nothing fails for being slow: the bars stand beside the figures.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import report, results
from bench.archives import Archive, made, make_archives, manage
from bench.children import MeasurementFailed, run, stock_environment
from bench.corpus import CorporaMissing, check_corpora, read_reports
from bench.peers import ENGINES
from bench.quality import measure_quality
from bench.rankers import RANKERS
from bench.say import say
from bench.texts import ROOT
from search.index.builds import index_version

PARTS = ("build", "ask", "checks", "quality", "pages", "numbers", "e2e", "endurance")
CHECKED = 20_000  # the size the bars are set for; the largest below it is checked whole


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is measured."""

    laws: int  # substrings each engine is asked for
    each: int  # questions of a kind
    searches: int  # of the long run
    checked_laws: int
    checked_pairs: int
    checked_typed: int
    needs: int | None  # of each retrieval set
    pages: int  # of a kind
    counted: int  # pages whose numbers are counted again
    seconds: float  # for each kind of load


FULL = Amounts(500, 200, 10_000, 5_000, 1_000, 5_000, None, 200, 500, 10.0)
QUICK = Amounts(80, 10, 100, 200, 50, 100, 20, 10, 40, 0.5)


def main() -> None:
    """Measure what was asked for and write the report."""
    asked = _arguments().parse_args()
    try:
        check_corpora(asked.corpora)
        _measure(asked)
    except (CorporaMissing, MeasurementFailed) as failure:
        sys.exit(str(failure))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("corpora", type=Path, help="folder of the news corpora")
    parser.add_argument("--sizes", nargs="+", default=["1000", "20000"], help='numbers, or "all"')
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts to measure")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--rankers", nargs="+", choices=RANKERS, default=list(RANKERS))
    parser.add_argument(
        "--reuse",
        type=Path,
        default=ROOT / ".bench",
        help="folder with the archives and figures of earlier runs, used again (.bench)",
    )
    parser.add_argument("--report", type=Path, default=ROOT / "bench" / "RESULTS.md")
    parser.add_argument("--quick", action="store_true", help="a few of everything: does it run?")
    return parser


def _measure(asked: argparse.Namespace) -> None:
    amounts = QUICK if asked.quick else FULL
    work = asked.reuse.resolve()
    reports = read_reports(asked.corpora)
    sizes = [len(reports) if one == "all" else min(int(one), len(reports)) for one in asked.sizes]
    archives = make_archives(reports, sorted(set(sizes)), work)
    del reports
    whole = max((size for size in sizes if size <= CHECKED), default=min(sizes))
    for archive in archives:
        _compare(archive, asked.only, asked.engines, amounts, work)
        if archive.reports == whole:
            _measure_ours(archive, asked.only, amounts, work)
    if "quality" in asked.only:
        say("Order of results …")
        figures = measure_quality(asked.corpora, work / "quality", asked.rankers, amounts.needs)
        results.save(work, "quality", figures)
    asked.report.write_text(report.write(results.load(work), _command(asked)), "utf-8")
    say(f"Written: {asked.report}")


def _command(asked: argparse.Namespace) -> str:
    """The command as another person would type it."""
    return f'make bench CORPORA=FOLDER SIZES="{" ".join(asked.sizes)}"'


def _compare(
    archive: Archive, parts: Sequence[str], engines: Sequence[str], amounts: Amounts, work: Path
) -> None:
    say(f"Archive of {archive.reports} reports")
    size = archive.reports
    results.save(work, f"archive-{size}", asdict(made(archive)))
    _draw(archive, amounts)
    if not ("build" in parts and "ours" in engines):
        manage(archive, "prepare")  # builds the index, if the code can read none
    for name in engines:
        if "build" in parts:
            results.save(work, f"build-{size}-{name}", _build(archive, name))
        if "ask" in parts:
            results.save(work, f"ask-{size}-{name}", _ask(archive, name))


def _measure_ours(archive: Archive, parts: Sequence[str], amounts: Amounts, work: Path) -> None:
    """What only this archive promises, at the size its bars are set for."""
    if "checks" in parts:
        counts = (amounts.checked_laws, amounts.checked_pairs, amounts.checked_typed)
        _inside(archive, work, "checks", archive.documents, *counts)
    if "pages" in parts:
        _inside(archive, work, "pages", amounts.pages)
    if "numbers" in parts:
        counting = ("--pages", amounts.counted, "--json")
        _inside(archive, work, "numbers", archive.data, *counting)
    if "endurance" in parts:
        _inside(archive, work, "endurance", archive.typed, amounts.searches)
    if "e2e" in parts:
        _serve(archive, work, amounts.seconds)


def _draw(archive: Archive, amounts: Amounts) -> None:
    """The articles as engines get them, and the questions, where they are not there as this code would."""
    counts = (amounts.laws, amounts.each, amounts.searches)
    stamp = f"{index_version()} {counts}"  # other folding gives other articles
    if archive.drawn.exists() and archive.drawn.read_text("utf-8") == stamp:
        return
    say("  writing the articles out and drawing questions …")
    run(archive.environment, "bench.documents", archive.documents)
    files = (archive.documents, archive.mix, archive.typed)
    run(archive.environment, "bench.mix", *files, *counts)
    archive.drawn.write_text(stamp, "utf-8")


def _build(archive: Archive, name: str) -> dict[str, object]:
    say(f"  building: {name}")
    folder = _folder(archive, name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = _environment(archive, name)
    return run(environment, "bench.measure", "build", name, archive.documents, folder)


def _ask(archive: Archive, name: str) -> dict[str, object]:
    say(f"  asking: {name}")
    arguments = ("ask", name, archive.documents, _folder(archive, name), archive.mix)
    return run(_environment(archive, name), "bench.measure", *arguments)


def _folder(archive: Archive, name: str) -> Path:
    """Where a peer's index lies; ours lies in the archive."""
    return archive.data.parent / "peers" / str(archive.reports) / name


def _environment(archive: Archive, name: str) -> dict[str, str]:
    stock = name == "haystack-whoosh"
    return stock_environment(_folder(archive, name)) if stock else archive.environment


def _inside(archive: Archive, work: Path, part: str, *arguments: object) -> None:
    say(f"  {part} …")
    figures = run(archive.environment, f"bench.{part}", *arguments)
    results.save(work, f"{part}-{archive.reports}", figures)


def _serve(archive: Archive, work: Path, seconds: float) -> None:
    """Load on a copy: a report is added to see how soon it is found."""
    say("  gunicorn under load …")
    copy = Archive(archive.reports, work / "served")
    shutil.rmtree(copy.data, ignore_errors=True)
    shutil.copytree(archive.data, copy.data)
    try:
        figures = run(copy.environment, "bench.serve", copy.typed, seconds)
    finally:
        shutil.rmtree(copy.data)
    results.save(work, f"e2e-{archive.reports}", figures)


if __name__ == "__main__":
    main()
