"""Which engines the conformance suite runs against: names of Haystack connections."""

from __future__ import annotations

import pytest

ENGINES = ["default"]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """A Haystack connection whose engine holds the seeds."""
    name: str = request.param
    return name
