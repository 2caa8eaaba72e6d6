"""A shelf to write articles on, and the words of one report."""

from tests.pages.conftest import shelf

__all__ = ["shelf"]
