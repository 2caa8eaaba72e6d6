"""bench/RESULTS.md from the figures kept. Figures of every part come in, the page goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from bench import bars
from bench.peers import TITLES as ENGINE_TITLES
from bench.peers.stock import MOST_UPDATED
from bench.questions import KINDS
from bench.rankers import TITLES as RANKER_TITLES
from bench.results import machine

Figures = Mapping[str, Mapping[str, Any]]
MEGA = 1e6
ONLY_ADDED = (
    f"\n\n\\* More than {MOST_UPDATED:,} articles are only added: as it comes, it looks for each in every segment first, and "
    "the time grows with the square."
)
HUNDRED = 100
Table = tuple[Sequence[str], Iterable[Sequence[str]]]
INTRODUCTION = """# What searching costs, and what it finds

Written by `make bench`; every part can be measured again alone (`--only`). Times are milliseconds by the clock, medians
first; the processor's own time stands beside them where it says cpu. Nothing is asserted about time anywhere in the tests.

- **Articles**: real news of 2022 to 2026, read by this archive's own `ingest`. Every engine indexes the same folded
  parts, so what it misses is its own, not the folding's. Stock Haystack is set up as its documentation shows, with jieba's
  `ChineseAnalyzer`; of many articles its index is built by adding only, as a star says.
- **Questions** are drawn from the articles by a fixed seed, and none is asked twice of one process.
- **Top 20** is ids in order. **Page** is 20 snippets and the counts of nine facets: here the whole search page through
  every middleware, at stock Haystack a `SearchQuerySet` with facets, `.highlight()` and its `Highlighter`; at the bare
  engines, which have neither, a regular expression and a count over a table in memory.
- **Substring law**: share of random substrings of 1 to 8 characters whose literal search finds every article that holds
  them, against plain reading of all texts.
- **Memory** is the peak of a process of its own with Python and Django in it, which is what it weighs at the start.
"""


@dataclass(frozen=True, slots=True)
class Size:
    """The engines measured on one archive."""

    reports: int
    built: Mapping[str, Mapping[str, Any]]
    asked: Mapping[str, Mapping[str, Any]]


def write(figures: Figures, command: str) -> str:
    """The whole page."""
    dates = sorted(part["measured"] for part in figures.values())
    busy = max((part["load"] for part in figures.values()), default=0)
    parts = [
        INTRODUCTION,
        "\n".join(
            [
                f"- **Machine**: {machine()}",
                f"- **Measured**: {dates[0]} to {dates[-1]}" if dates else "- nothing measured yet",
                f"- **Load**: at most {busy:g} processes wanted a core during a part"
                + (
                    " — others worked on this machine, so times are too long"
                    if busy > _BUSY
                    else ""
                ),
                f"- **Command**: `{command}`",
            ]
        ),
        "## Bars\n\n" + _table(("what", "bar", "measured", ""), bars.rows(figures)),
        *(_of_size(size) for size in _sizes(figures)),
        _quality(figures.get("quality", {})),
        *(_ours(name, part) for name, part in figures.items() if name.startswith(tuple(OURS))),
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


_BUSY = 3.0


def _sizes(figures: Figures) -> list[Size]:
    sizes = sorted(int(name.partition("-")[2]) for name in figures if name.startswith("archive-"))
    return [
        Size(size, _engines(figures, f"build-{size}-"), _engines(figures, f"ask-{size}-"))
        for size in sizes
    ]


def _engines(figures: Figures, prefix: str) -> dict[str, Mapping[str, Any]]:
    return {name: figures[prefix + name] for name in ENGINE_TITLES if prefix + name in figures}


def _of_size(size: Size) -> str:
    if not (size.built or size.asked):
        return ""
    documents = next((one["documents"] for one in size.built.values()), size.reports)
    tables = [
        f"## {documents:,} articles",
        "### Building\n\n"
        + _table(
            (
                "engine",
                "seconds",
                "articles/s",
                "index MB",
                "MB at start",
                "peak MB",
                "largest child MB",
            ),
            [_built(name, one) for name, one in size.built.items()],
        )
        + (ONLY_ADDED if any(starmap(_only_added, size.built.items())) else ""),
        "### Top 20, p50 / p95 / p99 ms\n\n"
        + _table(("engine", *KINDS), [_top(name, one) for name, one in size.asked.items()]),
        "### Page, export and law\n\n"
        + _table(
            (
                "engine",
                "page p50 / p95 / p99",
                "cpu p50 / p95",
                "export of 1,000",
                "literal p50 / p95",
                "peak MB",
                "substring law",
                "without extras",
            ),
            [_rest(name, one) for name, one in size.asked.items()],
        ),
        "### How many times faster this archive is (below 1: slower), by p50\n\n"
        + _table(("against", *KINDS, "page", "literal"), list(_ratios(size.asked))),
    ]
    return "\n\n".join(tables)


def _built(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    rate = one["documents"] / max(one["seconds"], 0.001)
    return (
        ENGINE_TITLES[name] + (" \\*" if _only_added(name, one) else ""),
        f"{one['seconds']:,.1f}",
        f"{rate:,.0f}",
        f"{one['bytes'] / MEGA:,.1f}",
        f"{one['start_mb']:,.0f}",
        f"{one['peak_mb']:,.0f}",
        f"{one['largest_child_mb']:,.0f}" if one["largest_child_mb"] else "none",
    )


def _only_added(name: str, built: Mapping[str, Any]) -> bool:
    return name == "haystack-whoosh" and built["documents"] > MOST_UPDATED


def _top(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    return (ENGINE_TITLES[name], *(_three(one["kinds"][kind]) for kind in KINDS))


def _rest(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    law = one["law"]
    return (
        ENGINE_TITLES[name],
        _three(one["page"]),
        f"{_ms(one['page']['cpu_p50'])} / {_ms(one['page']['cpu_p95'])}",
        _ms(one["export"]["p50"]),
        f"{_ms(one['literal']['p50'])} / {_ms(one['literal']['p95'])}",
        f"{one['peak_mb']:,.0f}",
        f"{law['complete'] / law['asked']:.1%} of {law['asked']}",
        f"{law['without_extras'] / law['asked']:.1%}",
    )


def _ratios(asked: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, ...]]:
    ours = asked.get("ours")
    for name, one in asked.items():
        if ours and name != "ours":
            yield (
                ENGINE_TITLES[name],
                *(ratio(one["kinds"][kind], ours["kinds"][kind]) for kind in KINDS),
                ratio(one["page"], ours["page"]),
                ratio(one["literal"], ours["literal"]),
            )


def _quality(quality: Mapping[str, Any]) -> str:
    if not quality:
        return ""
    sets = quality["asked"]
    rows = [
        (title, *(f"{quality[name][one]:.3f}" for one in sets))
        for name, title in RANKER_TITLES.items()
        if name in quality
    ]
    head = ("nDCG@10", *(f"{name} ({count:,})" for name, count in sets.items()))
    return "## Order of results\n\n" + _table(head, rows)


# Each part of ours alone, and what its table says.
OURS = {
    "checks": "Promises",
    "pages": "Pages",
    "e2e": "gunicorn, one worker on one core",
    "endurance": "Memory",
}


def _ours(name: str, part: Mapping[str, Any]) -> str:
    kind, _, size = name.partition("-")
    rows = {"checks": _checked, "pages": _pages, "e2e": _served, "endurance": _endured}[kind](part)
    return f"## {OURS[kind]}, {int(size):,} reports\n\n" + _table(*rows)


def _checked(part: Mapping[str, Any]) -> Table:
    law, parity, typed = part["law"], part["parity"], part["typed"]
    rows = [
        (
            "substrings looked for",
            f"{law['substrings']:,}: {law['missed']} missed, {law['extra']} extra",
        ),
        (
            "asked in Simplified and in Traditional",
            f"{parity['same']:,} of {parity['questions']:,} the same ({parity['written_otherwise']:,} are written otherwise)",
        ),
        (
            "anything typed",
            f"statuses {_statuses(typed)}; p50 / p95 / p99 {_three(typed)}, worst {_ms(typed['worst'])} ms",
        ),
    ]
    return ("check", "found"), rows


def _pages(part: Mapping[str, Any]) -> Table:
    rows = [
        (
            kind,
            str(one["n"]),
            _three(one),
            _ms(one["worst"]),
            _ms(one["cpu_p95"]),
            f"{one['fewest_queries']} to {one['most_queries']}",
            f"{one['largest_bytes'] / 1000:,.0f}",
        )
        for kind, one in part.items()
        if isinstance(one, dict)
    ]
    return ("page", "n", "p50 / p95 / p99", "worst", "cpu p95", "queries", "largest kB"), rows


def _served(part: Mapping[str, Any]) -> Table:
    rows = [
        (
            f"{kind}, as fast as it goes (4 clients)",
            f"{one['per_second']:,.0f}",
            _three(one),
            _statuses(one),
        )
        for kind, one in part["closed"].items()
    ]
    rows += [
        (f"{kind}, at a fixed rate", f"{one['rate']}", _three(one), _statuses(one))
        for kind, one in part["open"].items()
    ]
    added = sorted(part["searchable_ms"])
    rows.append(
        (
            "a new article, until found",
            "",
            f"{_ms(added[len(added) // 2])}, worst {_ms(added[-1])}",
            "",
        )
    )
    rows.append(("the first, the index worker's start in it", "", _ms(part["started_ms"]), ""))
    return ("requests", "a second", "p50 / p95 / p99", "statuses"), rows


def _endured(part: Mapping[str, Any]) -> Table:
    along = part["along_mb"]
    head = tuple(f"{part['searches'] * n // len(along):,}" for n in range(1, len(along) + 1))
    return ("searches", *head), [("MB", *(f"{one:,.0f}" for one in along))]


def _statuses(one: Mapping[str, Any]) -> str:
    return ", ".join(f"{status}: {count:,}" for status, count in one["statuses"].items())


def _three(timing: Mapping[str, float]) -> str:
    return f"{_ms(timing['p50'])} / {_ms(timing['p95'])} / {_ms(timing['p99'])}"


def _ms(value: float) -> str:
    """Three digits that matter."""
    digits = 2 if value < 1 else 1 if value < HUNDRED else 0
    return f"{value:,.{digits}f}"


def ratio(theirs: Mapping[str, float], ours: Mapping[str, float]) -> str:
    """Two digits that matter, in full: `0.082×`, `5.4×`, `140×`."""
    times = f"{theirs['p50'] / max(ours['p50'], 0.001):.2g}"
    return f"{float(times):,.0f}×" if "e+" in times else f"{times}×"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
