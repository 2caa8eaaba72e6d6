"""Law 5, second half: reading is a pure function of the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.digest import digests
from tests.laws.sources import REPORTS, ROOT

ONCE = digests(REPORTS)
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.testing"}
DIGESTS = "import django; django.setup(); from tests.laws.digest import main; main()"


@settings(max_examples=8, deadline=None)
@given(st.permutations(sorted(REPORTS)))
def test_files_read_in_any_order_and_again_say_the_same(names: list[str]) -> None:
    assert digests(names) == ONCE


@pytest.mark.parametrize("hash_seed", ["1", "20260101"])
def test_a_fresh_process_says_the_same(hash_seed: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-c", DIGESTS, *sorted(REPORTS, reverse=True)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, **SETTINGS},
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout

    assert json.loads(printed) == ONCE
