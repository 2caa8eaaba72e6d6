from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from archive.pipeline.metrics.rules import MarkRule, load_metric_rules, possible_rules
from archive.pipeline.text.rule_tables import BadRuleTable
from archive.pipeline.values import MetricStatus
from tests.pipeline.metric_texts import RULES, RULES_FOLDER

MARKS = [
    *RULES.exclusions,
    *RULES.statuses,
    *RULES.pers,
    *RULES.periods,
    *RULES.phrases,
    *RULES.places,
]
AT_START = {"lead", "skip"}
WHOLE = {"bare", "relative", "size", "object"}


def fires(rule: MarkRule, text: str) -> bool:
    """Whether the row matches `text` in the way its kind of row is used."""
    if rule.value in AT_START:
        return rule.pattern.match(text) is not None
    if rule.value in WHOLE:
        return rule.pattern.fullmatch(text) is not None
    if rule.value == "tail":
        return re.search(f"(?:{rule.pattern.pattern})$", text) is not None
    return rule.pattern.search(text) is not None


@pytest.mark.parametrize("rule", MARKS, ids=lambda rule: rule.id)
def test_each_row_matches_its_example_and_not_its_counterexample(rule: MarkRule) -> None:
    assert fires(rule, rule.positive)
    assert not fires(rule, rule.negative)


def test_no_two_rows_of_all_tables_share_an_id() -> None:
    ids = [unit.id for unit in RULES.units] + [hedge.id for hedge in RULES.comparators]
    ids += [mark.id for mark in MARKS]

    assert len(ids) == len(set(ids))


def test_every_weight_lies_between_nothing_and_certainty() -> None:
    weights = [unit.weight for unit in RULES.units] + [mark.weight for mark in MARKS]
    weights += [hedge.weight for hedge in RULES.comparators]

    assert all(0 < weight <= 1 for weight in weights)


def test_every_status_row_names_a_status_of_the_vocabulary() -> None:
    assert {rule.value for rule in RULES.statuses} <= {status.value for status in MetricStatus}


def test_a_pattern_that_does_not_compile_is_told_with_its_row(tmp_path: Path) -> None:
    shutil.copytree(RULES_FOLDER, tmp_path / "rules")
    table = tmp_path / "rules" / "metric_pers.toml"
    table.write_text(table.read_text("utf-8").replace('"每股"', '"(每股"', 1), "utf-8")

    with pytest.raises(BadRuleTable, match=r"metric_pers\.toml.*per\.share"):
        load_metric_rules(tmp_path / "rules")


def test_the_rows_a_passage_can_match_are_picked_from_each_table_in_its_order() -> None:
    for table in ("exclusions", "statuses", "pers", "periods"):
        for row in getattr(RULES, table):
            assert row in getattr(possible_rules(row.positive, RULES), table)

    possible = possible_rules("力争增收。", RULES)

    assert possible.exclusions == possible.pers == ()
    assert possible.statuses == tuple(row for row in RULES.statuses if row in possible.statuses)
    assert 0 < len(possible.statuses) < len(RULES.statuses)
