"""In CI a skip is a failure: shown by running pytest on small files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.conftest import PROJECT

SKIPPING = "import pytest\ndef test_one(): pytest.skip('no browser')\ndef test_two(): pass\n"
MODULE_SKIP = "import pytest\npytest.skip('no engine', allow_module_level=True)\n"
PASSING = "def test_one(): pass\n"
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail\ndef test_one(): assert False\n"


def run_pytest(folder: Path, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """pytest on one file, with the project's plugin but not its settings."""
    (folder / "test_it.py").write_text(text)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            "/dev/null",
            "-p",
            "no:django",
            *arguments,
            str(folder),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", [SKIPPING, MODULE_SKIP])
def test_a_skip_fails_the_run_and_is_named(tmp_path: Path, text: str) -> None:
    done = run_pytest(tmp_path, text, "-p", "tests.ci_plugin")

    assert done.returncode == 1
    assert "SKIPPED, which CI counts as a failure: " in done.stdout
    assert "test_it.py" in done.stdout


def test_without_the_plugin_the_same_skip_passes(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, SKIPPING).returncode == 0


@pytest.mark.parametrize("text", [PASSING, EXPECTED_FAILURE])
def test_a_run_in_which_every_test_ran_stays_green(tmp_path: Path, text: str) -> None:
    assert run_pytest(tmp_path, text, "-p", "tests.ci_plugin").returncode == 0
