from __future__ import annotations

import pytest

from archive.pipeline.places.away import AwayRule, load_away_rules
from tests.pipeline.named_texts import places_in


def away_in(text: str, byline: str | None = None) -> set[str]:
    """The places of a text that it is not about."""
    return {name for name, place in places_in(text, byline=byline).items() if place.away}


@pytest.mark.parametrize("rule", load_away_rules(), ids=lambda rule: rule.id)
def test_each_row_takes_its_example_away_and_not_its_counterexample(rule: AwayRule) -> None:
    assert rule.place in away_in(rule.positive)
    assert rule.place not in away_in(rule.negative)


def test_places_joined_in_one_list_are_away_together() -> None:
    assert away_in("组织党员赴安吉县、长兴县等地学习") == {"安吉县", "长兴县"}


def test_the_place_of_the_byline_is_not_away_by_a_visit() -> None:
    assert away_in("邻县干部到安吉县学习。", byline="安吉县委组织部 张三") == set()


def test_a_school_named_for_the_place_of_the_byline_is_not_the_place() -> None:
    places = places_in("安吉县实验小学开学。安吉县开会。", byline="安吉县委组织部 张三")

    assert len(places["安吉县"].away) == 1
    assert len(places["安吉县"].mentions) == 3
