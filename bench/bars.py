"""What search and pages must reach, and whether they do. Figures of every part come in; a row a bar goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Figures = Mapping[str, Mapping[str, Any]]
Row = tuple[str, str, str, str]

BAR_SIZE = 20_000  # reports, as the bars name it
SIZES = {"all": 87_000}
MET, MISSED = "met", "**missed**"
PEERS = ("tantivy-jieba", "fts5-jieba", "bm25-pairs")


def rows(figures: Figures) -> list[Row]:
    """Every bar whose figures were measured; a smaller archive than the bar's is said."""
    return [
        *_checks(_largest(figures, "checks", BAR_SIZE)),
        *_quality(figures.get("quality")),
        *_asked(figures),
        *_served(_largest(figures, "e2e", BAR_SIZE)),
        *_built(_largest(figures, "build", BAR_SIZE, "-ours")),
        *_endured(_largest(figures, "endurance", BAR_SIZE)),
        *_pages(_largest(figures, "pages", BAR_SIZE)),
        *_counted(_largest(figures, "numbers", BAR_SIZE)),
    ]


def _largest(figures: Figures, part: str, most: int, ending: str = "") -> Mapping[str, Any] | None:
    """The part measured on the largest archive up to `most`, with its size."""
    sizes = [
        int(name.removeprefix(f"{part}-").removesuffix(ending))
        for name in figures
        if name.startswith(f"{part}-") and name.endswith(ending)
    ]
    fitting = [size for size in sizes if size <= most]
    if not fitting:
        return None
    return {**figures[f"{part}-{max(fitting)}{ending}"], "size": max(fitting)}


def _row(what: str, bar: str, measured: str, met: bool, size: int = BAR_SIZE) -> Row:  # noqa: FBT001
    note = "" if size == BAR_SIZE else f" (at {size:,})"
    return what, bar, measured + note, MET if met else MISSED


def _checks(part: Mapping[str, Any] | None) -> Iterator[Row]:
    if not part:
        return
    law, parity, typed, size = part["law"], part["parity"], part["typed"], part["size"]
    measured = f"{law['missed']} misses, {law['extra']} extras in {law['substrings']:,}"
    good = law["missed"] == law["extra"] == 0
    yield _row("substring law", "0 misses, 0 extras", measured, good, size)
    share = parity["same"] / parity["questions"]
    measured = f"{share:.1%} of {parity['questions']:,}"
    yield _row("Simplified and Traditional find the same", "100 %", measured, share == 1, size)
    broken = sum(count for status, count in typed["statuses"].items() if int(status) >= 500)
    measured = f"{broken} error pages, worst {typed['worst']:,.0f} ms"
    good = broken == 0 and typed["worst"] <= 500
    yield _row("anything typed", "no error page, none over 500 ms", measured, good, size)


def _quality(part: Mapping[str, Any] | None) -> Iterator[Row]:
    if not part or "ours" not in part:
        return
    headlines, traditional, simplified = part["asked"]
    ours = part["ours"]
    best = max((part[peer][headlines] for peer in PEERS if peer in part), default=0.0)
    measured = f"{ours[headlines]:.3f}"
    yield _row(
        "headline → article, nDCG@10",
        f"above every peer ({best:.3f})",
        measured,
        ours[headlines] > best,
    )
    good = round(ours[traditional], 3) >= 0.958
    yield _row("Traditional retrieval, nDCG@10", "≥ 0.958", f"{ours[traditional]:.3f}", good)
    apart = abs(ours[traditional] - ours[simplified])
    measured = f"{ours[simplified]:.3f}, {apart:.4f} apart"
    yield _row("the same asked in Simplified", "within 0.005", measured, apart <= 0.005)


def _asked(figures: Figures) -> Iterator[Row]:
    ours = _largest(figures, "ask", BAR_SIZE, "-ours")
    if ours:
        size, page, literal = ours["size"], ours["page"], ours["literal"]
        measured = f"p95 {literal['p95']:.1f} ms (cpu {literal['cpu_p95']:.1f})"
        yield _row("literal search alone", "p95 ≤ 10 ms", measured, literal["p95"] <= 10, size)
        measured = f"p50 {page['p50']:.0f}, p95 {page['p95']:.0f} ms (cpu {page['cpu_p50']:.0f}, {page['cpu_p95']:.0f})"
        good = page["p50"] <= 30 and page["p95"] <= 120
        yield _row("search page in-process", "p50 ≤ 30, p95 ≤ 120 ms", measured, good, size)
        stock = figures.get(f"ask-{size}-haystack-whoosh")
        if stock:
            ratio = stock["page"]["p50"] / page["p50"]
            yield _row(
                "against stock Haystack + Whoosh",
                "≥ 10× faster",
                f"{ratio:.1f}×",
                ratio >= 10,
                size,
            )
    whole = _largest(figures, "ask", 10**9, "-ours")
    if whole and whole["size"] >= SIZES["all"]:
        page = whole["page"]
        measured = f"p95 {page['p95']:.0f} ms (cpu {page['cpu_p95']:.0f})"
        yield _row("search page at 87k", "p95 ≤ 400 ms", measured, page["p95"] <= 400)


def _served(part: Mapping[str, Any] | None) -> Iterator[Row]:
    if not part:
        return
    size, closed, held = part["size"], part["closed"], part["open"]
    least_rates = {
        "search": 30,
        "article": 150,
        "304": 1000,
        "article again": 150,
        "search again": 30,
    }
    for kind, least in least_rates.items():
        if kind not in closed:  # a run of before pages were kept
            continue
        rate = closed[kind]["per_second"]
        yield _row(
            f"gunicorn, one core: {kind}", f"≥ {least:,}/s", f"{rate:,.0f}/s", rate >= least, size
        )
    p95 = held["search"]["p95"]
    yield _row("gunicorn: search at 30/s", "p95 ≤ 200 ms", f"{p95:,.0f} ms", p95 <= 200, size)
    worst = max(part["searchable_ms"])
    yield _row(
        "new article searchable", "≤ 2 s", f"{worst / 1000:.2f} s at worst", worst <= 2000, size
    )


def _built(part: Mapping[str, Any] | None) -> Iterator[Row]:
    if part:
        rate = part["documents"] / part["seconds"]
        yield _row("index build", "≥ 100 articles/s", f"{rate:,.0f}/s", rate >= 100, part["size"])


def _endured(part: Mapping[str, Any] | None) -> Iterator[Row]:
    if not part:
        return
    along = part["along_mb"]
    grown = along[-1] / along[0] - 1
    measured = f"{max(along):.0f} MB, {grown:+.1%} after {part['searches']:,} searches"
    good = max(along) <= 250 and grown <= 0.05
    yield _row("web worker's memory", "≤ 250 MB, growth ≤ 5 %", measured, good, part["size"])


def _pages(part: Mapping[str, Any] | None) -> Iterator[Row]:
    for kind, one in (part or {}).items():
        if part and isinstance(one, dict):
            same = one["fewest_queries"] == one["most_queries"]
            queries = f"{one['fewest_queries']} to {one['most_queries']} queries"
            measured = f"p95 {one['p95']:.0f} ms (cpu {one['cpu_p95']:.0f}), {queries}"
            good = one["p95"] <= 50 and same
            yield _row(
                f"{kind} page", "p95 ≤ 50 ms, constant queries", measured, good, part["size"]
            )


def _counted(part: Mapping[str, Any] | None) -> Iterator[Row]:
    if part:
        wrong = part["differences"]
        measured = f"{wrong} of {part['numbers']:,} on {part['pages']} pages"
        yield _row("numbers on pages", "0 differences", measured, wrong == 0, part["size"])
