"""The last line of a CI run: the sum of its pytest runs. In: status, seconds, JUnit files. Out: a line."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def closing_line(status: int, seconds: int, reports: list[Path]) -> str:
    """In pytest's own form. A failure outside pytest (lint, the walk) counts as one failed."""
    suites = [
        suite
        for report in reports
        if report.exists()
        for suite in ElementTree.parse(report).iter("testsuite")  # noqa: S314  # our own reports
    ]

    def count(what: str) -> int:
        return sum(int(suite.get(what, "0")) for suite in suites)

    failed, errors, skipped = count("failures"), count("errors"), count("skipped")
    passed = count("tests") - failed - errors - skipped
    if status and not failed and not errors:
        failed = 1
    counts = {"failed": failed, "passed": passed, "skipped": skipped, "errors": errors}
    said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    return f" {said or 'no tests ran'} in {seconds}.00s ".center(80, "=")


if __name__ == "__main__":
    line = closing_line(int(sys.argv[1]), int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
    sys.stdout.write(f"{line}\n")
