"""Reports made for the tests of staff rules, and the way from a rule to what it changes."""

from __future__ import annotations

from archive.ingest import read_source, receive_file
from archive.models import Program, RuleChange, Source
from archive.overlay import StaffRow
from archive.reading.fact_states import FactState, Key, fact_states
from archive.rule_changes import save_rule
from archive.tasks import reread_reached_task

CHAT = "槐树底下拉家常"
CHAT_REPORT = """岳村镇听民声有了新去处

岳村镇党委每周请群众到村头坐坐，槐树底下拉家常已经办了一年，群众有话愿意说，干部有事当场办，大家都说好。
村里的老党员说，“槐树底下”拉家常让人心里亮堂，以后还要一直办下去，让更多的人来听一听、说一说。
"""
TRADITIONAL_REPORT = """嶽村鎮聽民聲有了新去處

鎮黨委每週請群眾到村頭坐坐，“槐樹底下”拉家常已經辦了一年，群眾有話願意說，幹部有事當場辦，大家都說好。
"""
SYNONYM = "龙门阵"
SYNONYM_REPORT = """岳村镇把党课送到院坝

岳村镇党委把党课送到群众家门口，今年以来开了龙门阵36场，听课的群众越来越多，大家都说听得懂、记得住、用得上。
"""
OLD_NAME = "柳屯公社"


def dated_report(day: str, words: str = "") -> str:
    """A report whose page prints its day (2005年6月7日) and speaks of 柳屯公社."""
    return f"""《濮阳日报》{day}

柳屯公社党员带头修水渠

柳屯公社的党员带着群众修好了村东的水渠，地里的麦子浇上了水，群众说这样的好事以后还要多办，大家心里高兴。{words}
"""


def archive_text(text: str, name: str = "报道.txt") -> Source:
    """The text as a source that has been read."""
    return read_source(receive_file(name, [text.encode()]).source.pk)


def apply_rule(row: StaffRow) -> RuleChange:
    """Save a rule and read again what it may reach, as the worker does."""
    change = save_rule(row, by=None)
    reread_reached_task.func(change.pk)
    for source in Source.objects.unread():
        read_source(source.pk)
    change.refresh_from_db()
    return change


def all_states() -> dict[Key, FactState]:
    """Every fact of the archive."""
    return {
        key: state
        for source in Source.objects.order_by("-pk")
        for key, state in fact_states(source).items()
    }


def programs_named(source: Source) -> set[str]:
    """The programs the articles of a source name."""
    named = Program.objects.filter(mentions__article__source=source)
    return set(named.values_list("name", flat=True))
