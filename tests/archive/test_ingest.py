"""Receiving and reading files, the bad ones above all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from archive import originals
from archive.ingest import Hints, clean_name, read_again, read_source, receive_file
from archive.models import Article, IndexJob, Source
from archive.models.source import SourceState
from archive.pipeline.errors import EmptyFile
from archive.tasks import resume_unread

PROSE = "岳村镇聚焦党建引领,扎实开展志愿服务活动,动员党员六百余人,群众满意度明显提升。"
REPORT = f"岳村镇党建工作见实效\n\n{PROSE}\n\n{PROSE}今年以来,全镇召开会议15次。\n"


def read(name: str, data: bytes) -> Source:
    """Receive and read one file."""
    return read_source(receive_file(name, [data]).source.pk)


@pytest.mark.usefixtures("archived_seeds")
def test_five_seed_files_become_eight_articles_with_their_jobs() -> None:
    assert Source.objects.filter(state=SourceState.READ).count() == 5
    assert Article.objects.published().count() == 8
    assert set(IndexJob.objects.values_list("article_id", flat=True)) == set(
        Article.objects.values_list("pk", flat=True)
    )


@pytest.mark.usefixtures("archived_seeds")
def test_all_fourteen_towns_of_the_seeds_are_rows_in_their_counties() -> None:
    towns = {
        (m["place__name"], m["place__county"])
        for a in Article.objects.all()
        for m in a.place_mentions.filter(level="town", place__isnull=False).values(
            "place__name", "place__county"
        )
    }
    assert ("雁鸣湖镇", "中牟县") in towns
    assert ("岳村镇", "华龙区") in towns
    assert len(towns) == 13  # fourteen in the gold: 雁鸣湖镇 is in two articles


@pytest.mark.django_db
def test_the_same_file_twice_is_one_source_and_said_so() -> None:
    first = receive_file("甲.txt", [REPORT.encode()])
    second = receive_file("乙.txt", [REPORT.encode()])

    assert first.fresh
    assert not second.fresh
    assert second.source == first.source
    assert second.source.name == "甲.txt"


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_file_at_once_are_one_source() -> None:
    outcomes: list[bool] = []
    start = threading.Barrier(2)

    def upload() -> None:
        start.wait()
        outcomes.append(receive_file("同.txt", [REPORT.encode()]).fresh)
        connection.close()

    threads = [threading.Thread(target=upload) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [False, True]
    assert Source.objects.count() == 1


@pytest.mark.django_db
def test_an_empty_file_is_refused_with_a_sentence_and_no_row() -> None:
    with pytest.raises(EmptyFile):
        receive_file("空.txt", [])

    assert not Source.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空白.txt", b" \n\n \t\n"),
        ("图片.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("程序.txt", b"\x7fELF" + bytes(range(256)) * 40),
        ("压缩.txt", b"PK\x03\x04" + bytes(range(256)) * 40),
        ("无文.txt", "一\n二\n三\n".encode()),
        ("脚本.html", b"<html><script>" + b"alert(1);" * 5000 + b"</script></html>"),
    ],
)
def test_what_holds_no_article_fails_with_reason_and_remedy_and_loses_nothing(
    name: str, data: bytes
) -> None:
    source = read(name, data)

    assert source.state == SourceState.FAILED
    assert source.failure_code
    assert len(source.failure) > 10
    assert originals.read_bytes(source.sha256) == data
    assert not Article.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_report_reads_the_same_in_every_encoding(encoding: str) -> None:
    source = read(f"{encoding}.txt", REPORT.encode(encoding))

    assert source.state == SourceState.READ
    assert source.articles.get().title == "岳村镇党建工作见实效"


@pytest.mark.django_db
def test_half_a_utf16_file_is_read_as_far_as_it_goes() -> None:
    data = REPORT.encode("utf-16-le")[: len(REPORT) * 2 - 31]

    source = read("半.txt", data)

    assert source.state == SourceState.READ
    assert source.text == REPORT[: len(REPORT) - 16]


@pytest.mark.django_db
@pytest.mark.timeout(280)
def test_one_line_of_1_mb_is_read() -> None:
    source = read("长.txt", ("长行报道标题\n" + PROSE * (1_000_000 // len(PROSE))).encode())

    assert source.state == SourceState.READ
    assert source.articles.count() == 1


@pytest.mark.django_db
def test_what_cannot_be_decoded_is_asked_of_the_person_who_then_decides() -> None:
    data = bytes([0x81, 0xA1, 0xE3, 0xB2, 0xA4, 0xE9, 0x95, 0xC0]) * 3
    source = read("谜.txt", data)
    assert source.state == SourceState.FAILED
    assert source.failure_code == "undecided-encoding"
    offered = [c["encoding"] for c in source.encoding_candidates]
    assert len(offered) >= 2
    assert all(c["lines"] for c in source.encoding_candidates)

    read_again(source, encoding=offered[0])
    source = read_source(source.pk)

    assert source.failure_code != "undecided-encoding"


@pytest.mark.django_db
def test_the_uploaders_hints_fill_only_what_the_page_does_not_print() -> None:
    receipt = receive_file("提示.txt", [REPORT.encode()], hints=Hints("濮阳日报", "2022-11"))
    article = read_source(receipt.source.pk).articles.get()

    assert (article.publication, article.publication_basis) == ("濮阳日报", "given")
    assert (article.published, article.published_precision) == ("2022-11", "month")
    assert article.published_basis == "given"


@pytest.mark.django_db
def test_bytes_that_vanished_from_the_disk_are_said_not_guessed() -> None:
    receipt = receive_file("失.txt", [REPORT.encode()])
    originals.path_of(receipt.source.sha256).unlink()

    source = read_source(receipt.source.pk)

    assert (source.state, source.failure_code) == (SourceState.FAILED, "original-missing")


@pytest.mark.django_db
def test_a_file_of_ours_that_is_missing_is_not_taken_for_the_original(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    receipt = receive_file("在.txt", [REPORT.encode()])
    monkeypatch.setattr("archive.ingest.current_resources", (tmp_path / "no-rules.toml").read_text)

    with pytest.raises(FileNotFoundError, match=r"no-rules\.toml"):
        read_source(receipt.source.pk)

    receipt.source.refresh_from_db()
    assert receipt.source.failure_code == "defect"


@pytest.mark.django_db
def test_a_reading_that_a_crash_cut_off_is_taken_up_again() -> None:
    receipt = receive_file("断.txt", [REPORT.encode()])
    Source.objects.update(state=SourceState.READING)

    assert resume_unread() == 1
    assert read_source(receipt.source.pk).state == SourceState.READ


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\报道.txt", "报道.txt"),
        ("/", "unnamed.txt"),
        ("", "unnamed.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("长" * 300 + ".txt", "长" * 251 + ".txt"),
        (os.fsdecode("雁鸣湖.txt".encode("gb18030")), "雁鸣湖.txt"),
        ("\ud800报道.txt", "报道.txt"),
    ],
)
def test_a_file_name_is_its_last_part_and_fits(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text(max_size=600))
def test_any_file_name_becomes_one_that_can_be_kept(name: str) -> None:
    kept = clean_name(name)

    assert 0 < len(kept) <= 255
    assert "/" not in kept
    assert Path(kept).name == kept


@pytest.mark.django_db
def test_a_failed_file_uploaded_again_takes_the_new_hints_and_is_read_again() -> None:
    receipt = receive_file("失.txt", [REPORT.encode()])
    originals.path_of(receipt.source.sha256).unlink()
    read_source(receipt.source.pk)

    again = receive_file("再.txt", [REPORT.encode()], hints=Hints("濮阳日报"))

    assert (again.fresh, again.unread) == (False, True)
    assert read_source(again.source.pk).articles.get().publication == "濮阳日报"


def test_only_old_leftovers_of_cut_off_uploads_are_removed(data_dir: Path) -> None:
    folder = data_dir / "originals"
    folder.mkdir()
    old, new = folder / "partial-old", folder / "partial-new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (0, 0))

    assert originals.drop_partial() == 1
    assert (old.exists(), new.exists()) == (False, True)
