"""Preparing makes what is missing, once, and says what it waits for."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest import receive_file
from archive.models import Source
from archive.models.source import SourceState
from config.prepare import (
    NotPrepared,
    Prepared,
    fingerprint_files,
    ingest_seeds,
    wait_until_searchable,
)


def test_what_was_noted_is_not_done_again_until_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "towns.csv"
    file.write_text("雁鸣湖镇")
    before = fingerprint_files([file])
    Prepared(tmp_path).note("gazetteer", before)
    Prepared(tmp_path).note("static", "other")

    file.write_text("雁鸣湖街道")

    assert Prepared(tmp_path).has("gazetteer", before)
    assert Prepared(tmp_path).has("static", "other")
    assert not Prepared(tmp_path).has("gazetteer", fingerprint_files([file]))


@pytest.mark.parametrize("text", ["", "{", "not json"])
def test_damaged_notes_only_mean_that_all_is_done_once_more(tmp_path: Path, text: str) -> None:
    (tmp_path / "prepared.json").write_text(text)

    prepared = Prepared(tmp_path)

    assert not prepared.has("static", "any")
    prepared.note("static", "any")
    assert prepared.has("static", "any")


@pytest.mark.django_db
def test_a_report_that_cannot_be_found_yet_is_waited_for_and_named() -> None:
    receive_file("未读.txt", ["雁鸣湖镇".encode()])

    with pytest.raises(NotPrepared, match=r"未读\.txt"):
        wait_until_searchable(0.1)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [SourceState.PUBLISHED, SourceState.FAILED])
def test_what_has_come_to_its_end_is_not_waited_for(state: SourceState) -> None:
    source = receive_file("已读.txt", ["雁鸣湖镇".encode()]).source

    with pytest.raises(NotPrepared):
        wait_until_searchable(0)
    Source.objects.filter(pk=source.pk).update(state=state)

    wait_until_searchable(0)  # comes back


@pytest.mark.django_db
def test_only_reports_not_yet_received_are_read_and_one_that_fails_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "known.txt").write_text("早已收到的一份")
    (folder / "empty.txt").write_text("")
    known = receive_file("known.txt", [(folder / "known.txt").read_bytes()]).source

    ingest_seeds(folder)

    printed = capsys.readouterr().out
    assert "empty.txt" in printed
    assert "known.txt" not in printed
    known.refresh_from_db()
    assert known.state == SourceState.RECEIVED
