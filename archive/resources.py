"""
What reading needs besides the text: gazetteer and rule tables, and what staff added to them.

In: the data files of this package, loaded once a process on first use, and an overlay.
Out: frozen values for `archive.pipeline.read`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path

from archive.overlay import current_digest, read_overlay
from archive.pipeline.checks.find import load_check_rules
from archive.pipeline.metrics.find import load_metric_rules
from archive.pipeline.metrics.indicators import load_indicators
from archive.pipeline.places.gazetteer import aliases_by_name
from archive.pipeline.places.gazetteer_files import load_gazetteer
from archive.pipeline.programs.find import load_lexicon
from archive.pipeline.read import Resources, ruleset_version
from archive.pipeline.values import Overlay

DATA = Path(__file__).parent / "data"
RULES = Path(__file__).parent / "pipeline" / "rules"


@functools.cache
def resources() -> Resources:
    """Gazetteer and rules as the tables have them. About 25 MB: only what reads sources or edits rules calls this."""
    return Resources(
        gazetteer=load_gazetteer(DATA),
        lexicon=load_lexicon(RULES),
        metric_rules=load_metric_rules(RULES),
        check_rules=load_check_rules(RULES),
        ruleset=ruleset_version(RULES),
    )


def current_resources() -> Resources:
    """The same with what staff have added as of now: one query, unless something changed since the last time."""
    if _last.digest != current_digest():
        overlay = read_overlay()
        # Their own digest: a change between the two questions shows at the next reading.
        _last.digest, _last.resources = overlay.digest, resources_with(overlay)
    return _last.resources or resources()


def kept_resources() -> Resources:
    """What `current_resources` gave last, without a query: for processes that part from one that asked."""
    return _last.resources or current_resources()


def resources_with(overlay: Overlay) -> Resources:
    """The tables with `overlay` on top; what it does not touch is shared, not loaded again."""
    tables = resources()
    if overlay == Overlay():
        return tables
    return replace(
        tables,
        gazetteer=replace(tables.gazetteer, aliases=aliases_by_name(overlay.aliases))
        if overlay.aliases
        else tables.gazetteer,
        lexicon=load_lexicon(RULES, overlay.programs) if overlay.programs else tables.lexicon,
        metric_rules=replace(
            tables.metric_rules, indicators=load_indicators(RULES, overlay.indicators)
        )
        if overlay.indicators
        else tables.metric_rules,
        ruleset=f"{tables.ruleset}+{overlay.digest}",
    )


@dataclass(slots=True)
class _Last:
    """The resources made last, and the digest of the overlay they hold; None: to be made anew."""

    digest: str | None = None
    resources: Resources | None = None


_last = _Last()
