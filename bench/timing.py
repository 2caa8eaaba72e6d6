"""How long and how much memory. Work comes in; milliseconds and megabytes go out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

MS = 1000
BUDGET_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds by the clock, and of the processor beside them, over `n` calls."""

    n: int
    p50: float
    p95: float
    p99: float
    worst: float
    cpu_p50: float
    cpu_p95: float


def time_each(calls: Iterable[Callable[[], object]], budget: float = BUDGET_SECONDS) -> Timing:
    """The time of each call, one after another, until they or the budget end."""
    clock: list[float] = []
    processor: list[float] = []
    for call in calls:
        began, began_cpu = perf_counter(), process_time()
        call()
        processor.append((process_time() - began_cpu) * MS)
        clock.append((perf_counter() - began) * MS)
        if sum(clock) > budget * MS:
            break
    return summary(clock, processor)


def summary(clock: list[float], processor: list[float] | None = None) -> Timing:
    """Percentiles of milliseconds."""
    processor = processor or [math.nan]
    return Timing(
        n=len(clock),
        p50=percentile(clock, 50),
        p95=percentile(clock, 95),
        p99=percentile(clock, 99),
        worst=percentile(clock, 100),
        cpu_p50=percentile(processor, 50),
        cpu_p95=percentile(processor, 95),
    )


def percentile(values: list[float], share: int) -> float:
    """The smallest value that `share` per cent of them do not exceed."""
    if not values:
        return math.nan
    place = max(math.ceil(len(values) * share / 100) - 1, 0)
    return round(sorted(values)[place], 3)


def resident_mb(process: int | str = "self", field: str = "VmRSS") -> float:
    """A process's memory now, or its peak with VmHWM: unlike getrusage, not that of who started it."""
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith(f"{field}:"):
            return round(int(line.split()[1]) / 1024, 1)
    return math.nan


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
