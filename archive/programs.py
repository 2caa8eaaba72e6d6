"""
Programs as rows. In: what articles name. Out: a Program row for each, made on demand, with its names and
parts as each article tells them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from archive.models import Article, Program, ProgramAlias, ProgramComponent
from archive.pinyin import sort_key
from archive.pipeline.programs.find import fold_name
from archive.pipeline.values import ArticleReading, ProgramFinding
from archive.slugs import program_slug

Named = Sequence[tuple[ProgramFinding, Program]]
ProgramKey = tuple[str, str]  # folded name, kind
KnownPrograms = dict[ProgramKey, Program]


def make_programs(readings: Iterable[ArticleReading]) -> None:
    """Make the rows of programs named for the first time, in the order of their folded names."""
    findings: dict[ProgramKey, ProgramFinding] = {}
    for finding in (program for reading in readings for program in reading.programs):
        findings.setdefault(_program_key(finding), finding)
    for key in sorted(findings.keys() - _known_programs(findings.keys()).keys()):
        _program(replace(findings[key], parent=None), {}, {})


def named_programs(reading: ArticleReading) -> Named:
    """Each program the article names, with its row."""
    by_name = {p.name: p for p in reading.programs}
    rows = _known_programs([_program_key(finding) for finding in reading.programs])
    return [(finding, _program(finding, by_name, rows)) for finding in reading.programs]


def _known_programs(keys: Collection[ProgramKey]) -> KnownPrograms:
    folded = {folded for folded, _kind in keys}
    known = Program.objects.filter(folded__in=folded) if folded else ()
    return {(row.folded, row.kind): row for row in known}


def _program_key(finding: ProgramFinding) -> ProgramKey:
    return fold_name(finding.name[:120])[:120], finding.kind.value


def _program(
    finding: ProgramFinding, by_name: dict[str, ProgramFinding], rows: KnownPrograms
) -> Program:
    """The program's row, made on first sight, with its parent where the archive knows it."""
    parent = _parent(finding, by_name, rows)
    name = finding.name[:120]
    key = _program_key(finding)
    if key not in rows:
        rows[key], _made = Program.objects.get_or_create(
            folded=key[0],
            kind=key[1],
            defaults={
                "name": name,
                "slug": program_slug(name, key[1]),
                "sort_key": sort_key(name),
                "parent": parent,
                "standing": finding.standing,
            },
        )
    program = rows[key]
    stale: dict[str, Any] = {}
    open_to_parent = program.parent_id is None and not program.parent_settled
    if parent is not None and open_to_parent and not _is_within(parent, program):
        stale["parent"] = parent
    if program.standing != finding.standing:
        stale["standing"] = finding.standing
    for field, value in stale.items():
        setattr(program, field, value)
    if stale:
        program.save(update_fields=list(stale))
    return program


def _parent(
    finding: ProgramFinding, by_name: dict[str, ProgramFinding], rows: KnownPrograms
) -> Program | None:
    if finding.parent is None or finding.parent == finding.name:
        return None
    if finding.parent in by_name:
        return _program(by_name[finding.parent], {}, rows)
    folded = fold_name(finding.parent)[:120]
    return Program.objects.filter(folded=folded).order_by("pk").first()


def _is_within(program: Program | None, above: Program) -> bool:
    """Whether `program` is `above` or a part of it: a parent chosen so would make a circle."""
    while program is not None:
        if program.pk == above.pk:
            return True
        program = program.parent
    return False


def sync_aliases(article: Article, programs: Named) -> bool:
    """Make the article's other names of its programs what was read; True if one changed."""
    wanted = {
        (program.pk, alias[:120]) for finding, program in programs for alias in finding.aliases
    }
    rows = {(row.program_id, row.name): row for row in article.program_aliases.all()}
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    fresh = sorted(wanted - rows.keys())
    if gone:
        ProgramAlias.objects.filter(pk__in=gone).delete()
    ProgramAlias.objects.bulk_create(
        ProgramAlias(article=article, program_id=program, name=name) for program, name in fresh
    )
    return bool(gone or fresh)


def sync_components(article: Article, programs: Named) -> bool:
    """Make the parts the article tells of its programs what was read; True if one changed."""
    wanted = {
        (program.pk, part.span.start, part.span.end): {
            "name": part.name,
            "explained_start": part.explained.start if part.explained else None,
            "explained_end": part.explained.end if part.explained else None,
        }
        for finding, program in programs
        for part in finding.components
    }
    rows = {(row.program_id, row.start, row.end): row for row in article.program_components.all()}
    stale = [
        row.pk
        for key, row in rows.items()
        if any(getattr(row, n) != v for n, v in wanted.get(key, {"pk": None}).items())
    ]
    kept = {key for key, row in rows.items() if row.pk not in stale}
    fresh = [
        ProgramComponent(article=article, program_id=program, start=start, end=end, **values)
        for (program, start, end), values in wanted.items()
        if (program, start, end) not in kept
    ]
    if stale:
        ProgramComponent.objects.filter(pk__in=stale).delete()
    ProgramComponent.objects.bulk_create(fresh)
    return bool(stale or fresh)
