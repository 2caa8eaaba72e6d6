"""
Loading what the first search would wait for. Nothing comes in; tables and dictionary are in memory after.
"""

from search.text.folding import fold
from search.text.words import cut_words


def warm_up() -> None:
    """Build the folding table and load jieba's dictionary, about a second; again it costs nothing."""
    cut_words(fold("党建"))
