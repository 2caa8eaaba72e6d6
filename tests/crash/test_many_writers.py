"""Four processes save at once while a fifth indexes: nothing lost, nobody told that the database is locked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crash.installation import Installation

PROCESSES, EACH = 4, 250
SAVING = """
import sys, django
django.setup()
from archive.ingest import read_source, receive_file
own, each = map(int, sys.argv[1:])
for number in range(own * each, (own + 1) * each):
    text = f"第{number}号石板村支部建起积分超市\\n\\n　　石板村党支部办起编号{number}的积分超市，群众得了实惠。\\n"
    source = receive_file(f"{number}.txt", [text.encode()]).source
    read_source(source.pk)
"""
COUNTING = """
import django
django.setup()
from search.finding.haystack import Questions
print(Questions().filter(content="积分超市").count())
print(sum(Questions().filter(content=f"“编号{number}的”").count() for number in range(0, 1000, 7)))
"""


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_four_processes_saving_250_articles_each_lose_none_and_never_wait_too_long(
    tmp_path: Path,
) -> None:
    archive = Installation(tmp_path / "archive")
    archive.run("migrate", "--verbosity", "0")
    archive.run("load_gazetteer")
    archive.run("index_worker", "--drain")

    worker = archive.start("manage.py", "index_worker")
    saving = [archive.start("-c", SAVING, str(one), str(EACH)) for one in range(PROCESSES)]
    said = [process.communicate(timeout=900) for process in saving]
    worker.terminate()
    said.append(worker.communicate(timeout=120))

    assert [process.returncode for process in saving] == [0] * PROCESSES, said
    assert "locked" not in "".join(err for _out, err in said)
    assert archive.rows("select count(*) from archive_article") == [(PROCESSES * EACH,)]
    archive.run("index_worker", "--drain")
    assert json.loads(archive.run("check_archive", "--json"))["clean"]
    counted, errors = archive.start("-c", COUNTING).communicate(timeout=120)
    assert counted.split() == [str(PROCESSES * EACH), str(len(range(0, 1000, 7)))], errors
