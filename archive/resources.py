"""
What reading needs besides the text: gazetteer and rule tables, loaded once a process, on first use.

In: the data files of this package. Out: frozen values for `archive.pipeline.read`.
"""

import functools
from pathlib import Path

from archive.pipeline.metrics.find import load_metric_rules
from archive.pipeline.places.gazetteer_files import load_gazetteer
from archive.pipeline.programs.find import load_lexicon
from archive.pipeline.read import Resources, ruleset_version

DATA = Path(__file__).parent / "data"
RULES = Path(__file__).parent / "pipeline" / "rules"


@functools.cache
def resources() -> Resources:
    """Gazetteer and rules. About 25 MB: only processes that read sources call this."""
    return Resources(
        gazetteer=load_gazetteer(DATA),
        lexicon=load_lexicon(RULES),
        metric_rules=load_metric_rules(RULES),
        ruleset=ruleset_version(RULES),
    )
