"""
Answers kept for as long as nothing public changes. In: a question about the rows. Out: its answer, asked
once for each edition (archive.models.edition) and language in each process.

The mark is read before the question is asked, so an answer is never older than its mark says: a withdrawal
turns the edition in its own transaction, and whoever looks afterwards counts anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils.translation import get_language

from archive.models import Edition

AnswerT = TypeVar("AnswerT")
LANGUAGES = 4  # answers to one question kept beside each other


def kept(question: Callable[[], AnswerT]) -> Callable[[], AnswerT]:
    """The question, answered from memory while the edition stands. Answers are values nobody changes."""

    @lru_cache(LANGUAGES)
    def remembered(_mark: str, _language: str | None) -> AnswerT:
        return question()

    @wraps(question)
    def answer() -> AnswerT:
        mark = Edition.objects.mark()
        return remembered(mark, get_language()) if mark else question()

    return answer
