from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.pipeline.checks.rules import CHECKS, CheckRule, load_check_rules
from archive.pipeline.text.rule_tables import BadRuleTable
from tests.pipeline.checks.checked_texts import RULES, flagged
from tests.pipeline.metric_texts import RULES_FOLDER

ROWS = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)


@ROWS
def test_each_check_flags_its_example_and_nothing_else_does(rule: CheckRule) -> None:
    assert {check for check, _ in flagged(rule.positive)} == {rule.id}


@ROWS
def test_no_check_flags_the_counterexample(rule: CheckRule) -> None:
    assert flagged(rule.negative) == []


@ROWS
def test_the_reader_gets_a_chinese_sentence(rule: CheckRule) -> None:
    assert re.fullmatch(r"[\u4e00-\u9fff0-9%，“”、]+。", rule.sentence)
    assert 0 <= rule.weight < 50


def test_the_table_holds_the_checks_of_the_program() -> None:
    assert tuple(sorted(RULES)) == tuple(sorted(CHECKS))


def test_a_check_the_program_does_not_have_is_told(tmp_path: Path) -> None:
    table = (RULES_FOLDER / "checks.toml").read_text("utf-8")
    (tmp_path / "checks.toml").write_text(table.replace('"sum.parts"', '"sum.part"', 1), "utf-8")

    with pytest.raises(BadRuleTable, match=r"sum\.part"):
        load_check_rules(tmp_path)
