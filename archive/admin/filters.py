"""Filters of staff lists whose rows hold codes. Codes come in; staff read what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.contrib.admin import AllValuesFieldListFilter
from django.contrib.admin.views.main import ChangeList

from archive.reading.labels import DATE_BASES, SCRIPTS, UNITS


class WordsFilter(AllValuesFieldListFilter):
    """Every code there is, in words; a code nobody listed as it stands."""

    words: ClassVar[Mapping[str, Any]] = {}

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The codes to choose from."""
        for choice in super().choices(changelist):
            said = str(choice["display"])
            yield {**choice, "display": self.words.get(said, said)}


class UnitFilter(WordsFilter):
    """Units as pages print them."""

    words = UNITS


class DateBasisFilter(WordsFilter):
    """How the day of publication is known."""

    words = DATE_BASES


class ScriptFilter(WordsFilter):
    """Which characters a report is printed in."""

    words = SCRIPTS
