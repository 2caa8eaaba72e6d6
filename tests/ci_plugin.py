"""
In CI a skipped test is a failure: an engine or browser that did not run has shown nothing.

Loaded by `-p tests.ci_plugin`; in: pytest's reports, out: exit status 1 and the names of the skipped.
"""

import pytest


class SkipsFail:
    """Collects what was skipped and fails the run at its end."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A whole file that skips itself counts too."""
        if report.skipped:
            self.skipped.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """An expected failure is reported as skipped but did run."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turn a green run with skips red."""
        green = {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
        if self.skipped and session.exitstatus in green:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name them."""
        for name in self.skipped:
            terminalreporter.write_line(f"SKIPPED, which CI counts as a failure: {name}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Register the collector."""
    config.pluginmanager.register(SkipsFail())
