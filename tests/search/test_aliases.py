"""A program is found by every name articles give it."""

from __future__ import annotations

from archive.models import ProgramAlias, ProgramMention
from search.upkeep.worker import IndexWorker
from tests.search.conftest import found_ids


def test_a_program_is_found_by_its_other_names_in_either_script(
    indexed_seeds: IndexWorker,
) -> None:
    mention = ProgramMention.objects.order_by("pk")[0]
    program = mention.program
    holding = set(program.mentions.values_list("article", flat=True))
    assert not found_ids("做法:聯村共治廿三法")

    ProgramAlias.objects.create(article=mention.article, program=program, name="“联村共治”廿三法")

    assert found_ids("做法:聯村共治廿三法") == holding
    assert found_ids(f"做法:{program.name}") >= holding
    assert not found_ids("做法:联村共治廿四法")
