"""
Making a process ready to serve. Nothing comes in; what the first search would wait for is in memory after.
"""

import gc

from search.text.folding import fold
from search.text.words import cut_words

# A page makes some ten thousand values and lets go of them without cycles. Looked through as often as Python
# does by itself (every 700), they cost a seventh of the page.
COLLECTED_EVERY = 20_000


def warm_up() -> None:
    """
    Build the folding table and load jieba's dictionary, about a second; again it costs nothing.

    From then on cycles are looked for less often.
    """
    gc.set_threshold(COLLECTED_EVERY)
    cut_words(fold("党建"))
