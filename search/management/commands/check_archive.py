"""`manage.py check_archive`: whether database, index and originals agree, and mending what does not."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from archive.outbox import announce
from archive.tasks import resume_unread
from search.index.errors import SearchUnavailable, WriterBusy
from search.upkeep.inspection import Inspection, inspect, unconfirmed_articles
from search.upkeep.rebuild import RebuildFailed, rebuild
from search.upkeep.worker import IndexWorker

STATES = {"received": "已收到、还没识读", "reading": "识读了一半", "read": "已识读、还检索不到"}
REASONS = {"missing": "不在存储里", "changed": "内容与收到时的 SHA-256 不符"}


class Command(BaseCommand):
    """Exit 0: clean; 1: not clean, each finding named."""

    help = (
        "Compare the index with the published articles and the originals with their checksums, and "
        "name sources whose reading got stuck. Exit 0: clean; 1: not clean. --repair mends the index "
        "through the outbox and queues unread sources again; originals come back only from a backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
        parser.add_argument(
            "--repair", action="store_true", help="mend what can be mended, then look again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = inspect()
        if options["repair"] and not found.clean:
            self._repair(found)
            found = inspect()
        if options["json"]:
            self.stdout.write(json.dumps(found.printed(), ensure_ascii=False, indent=1))
        else:
            for sentence in _sentences(found):
                self.stdout.write(sentence)
        if not found.clean:
            raise CommandError("库不完好，详见上面所列。", returncode=1)

    def _repair(self, found: Inspection) -> None:
        try:
            if found.index:
                rebuild()
            with transaction.atomic():
                announce({*found.drift.ids, *unconfirmed_articles()})
            IndexWorker(self.stderr.write).drain()
        except (SearchUnavailable, WriterBusy, RebuildFailed) as error:
            raise CommandError(str(error)) from error
        if any(stuck.unread for stuck in found.stuck):
            self.stderr.write(f"没识读完的 {resume_unread()} 个来源已重新排队，由后台进程识读。")


def _sentences(found: Inspection) -> Iterator[str]:
    if found.clean:
        yield "完好：索引与公开报道一致，原始文件都在，没有卡住的来源。"
    if found.index:
        yield found.index
    for ids, sentence in (
        (found.drift.missing, "公开了但检索不到"),
        (found.drift.ghost, "不公开却还在索引里"),
        (found.drift.stale, "索引里是旧版本"),
    ):
        if ids:
            yield f"{sentence}：报道 {'、'.join(map(str, ids))}。运行 check_archive --repair 修复。"
    yield from (found.failing or {}).values()
    for stuck in found.stuck:
        yield f"来源 {stuck.source}“{stuck.name}”{STATES[stuck.state]}，已超过十分钟。请看后台进程是否在运行。"
    for bad in found.originals:
        yield f"来源 {bad.source}“{bad.name}”的原始文件{REASONS[bad.reason]}。请从备份恢复。"
