"""
The archive counted again, in SQL written for nothing else. In: a database. Out: the number a claim of a page should be.

Nothing of what makes the pages is used. Three tables are drawn up first: what is public, which division and
which program each public article names, and the figures that count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# Divisions that only the statistical codes have: pages show what lies below them, not them.
NO_PLACE = "('市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划')"
LENGTHS = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12}
TABLES = (
    "DROP TABLE IF EXISTS plain_article",
    "DROP TABLE IF EXISTS plain_place",
    "DROP TABLE IF EXISTS plain_program",
    "DROP TABLE IF EXISTS plain_figure",
    """CREATE TEMPORARY TABLE plain_article AS
       SELECT id, published_on, substr(CAST(published_on AS text), 1, 4) AS year, substr(CAST(published_on AS text), 6, 2) AS month,
              published_precision AS exact, published_basis AS basis, publication, script
       FROM archive_article WHERE state = 'published'""",
    "CREATE UNIQUE INDEX plain_article_id ON plain_article (id)",
    "CREATE TEMPORARY TABLE plain_place (code text, article integer)",
    *(
        f"""INSERT INTO plain_place
            SELECT DISTINCT substr(m.place_id, 1, {length}), m.article_id
            FROM archive_placemention m JOIN plain_article a ON a.id = m.article_id
            WHERE m.review <> 'rejected' AND length(m.place_id) >= {length}"""  # noqa: S608 -- our own numbers
        for length in LENGTHS.values()
    ),
    "CREATE INDEX plain_place_code ON plain_place (code, article)",
    """CREATE TEMPORARY TABLE plain_program AS
       SELECT DISTINCT p.slug, p.kind, m.article_id AS article
       FROM archive_programmention m
       JOIN plain_article a ON a.id = m.article_id JOIN archive_program p ON p.id = m.program_id
       WHERE m.review <> 'rejected'""",
    "CREATE INDEX plain_program_slug ON plain_program (slug, article)",
    "CREATE INDEX plain_program_article ON plain_program (article)",
    """CREATE TEMPORARY TABLE plain_figure AS
       SELECT m.id, m.article_id AS article, i.slug, m.place_id AS place, m.review,
              m.unit || '|' || m.per || '|' || m.qualifier AS measure
       FROM archive_metric m JOIN plain_article a ON a.id = m.article_id
       LEFT JOIN archive_indicator i ON i.id = m.indicator_id
       WHERE m.review <> 'rejected' AND m.same_as_id IS NULL""",
    "CREATE INDEX plain_figure_slug ON plain_figure (slug)",
    "CREATE INDEX plain_figure_place ON plain_figure (place)",
    "CREATE INDEX plain_figure_article ON plain_figure (article)",
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which public articles are meant: conditions on a.id, a.year and so on, each with its values."""

    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = field(default=())

    def and_(self, condition: str, *values: Any) -> Scope:
        """The same with one more condition."""
        return Scope((*self.conditions, condition), (*self.values, *values))

    def naming(self, code: str) -> Scope:
        """Those that name the division or a part of it."""
        return self.and_("a.id IN (SELECT article FROM plain_place WHERE code = %s)", code)

    def about(self, slug: str) -> Scope:
        """Those that name the program."""
        return self.and_("a.id IN (SELECT article FROM plain_program WHERE slug = %s)", slug)

    def with_figures(self, *, given: bool) -> Scope:
        """Those with figures nobody rejected, or those without."""
        word = "IN" if given else "NOT IN"
        return self.and_(
            f"a.id {word} (SELECT article_id FROM archive_metric WHERE review <> 'rejected')"  # noqa: S608
        )

    def among(self, ids: Iterable[int]) -> Scope:
        """Those of them with these numbers."""
        return self.and_(f"a.id IN ({', '.join(str(int(one)) for one in ids) or 'NULL'})")

    @property
    def where(self) -> str:
        """The conditions, for a WHERE."""
        return " AND ".join(self.conditions) or "1 = 1"


ALL = Scope()


def prepare() -> None:
    """Draw up the tables anew."""
    with connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)


def ask(sql: str, *values: Any) -> Any:
    """The first value of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def count(scope: Scope = ALL, what: str = "count(*)") -> Any:
    """So many articles, or what else is asked of them."""
    return ask(f"SELECT {what} FROM plain_article a WHERE {scope.where}", *scope.values)  # noqa: S608


def years(scope: Scope) -> str:
    """The first and last year of those articles as pages print them."""
    first, last = count(scope, "min(a.year)"), count(scope, "max(a.year)")
    if not first:
        return "—"
    return str(first) if first == last else f"{first}—{last}"


def named_in(column: str) -> str:
    """An EXISTS whose value is the name one of the article's `column` (a list of objects) gives."""
    lists = f"(SELECT {column} FROM archive_article WHERE id = a.id)"  # noqa: S608
    if connection.vendor == "postgresql":
        return (
            f"EXISTS (SELECT 1 FROM jsonb_array_elements({lists}) AS one WHERE one ->> 'name' = %s)"  # noqa: S608
        )
    return f"EXISTS (SELECT 1 FROM json_each({lists}) AS one WHERE json_extract(one.value, '$.name') = %s)"  # noqa: S608


def figures(condition: str = "1 = 1", *values: Any) -> Any:
    """So many figures that count."""
    return ask(f"SELECT count(*) FROM plain_figure WHERE {condition}", *values)  # noqa: S608


def figures_within(code: str) -> Any:
    """So many of a division and its parts."""
    return figures("substr(place, 1, %s) = %s", len(code), code)


def printed_number(pk: int) -> str:
    """The characters of the source that print a figure, and what of its sentence follows: its unit."""
    return str(
        ask(
            """SELECT substr(s.text, m.number_start + 1, m.quote_end - m.number_start)
               FROM archive_metric m JOIN archive_article a ON a.id = m.article_id
               JOIN archive_source s ON s.id = a.source_id WHERE m.id = %s""",
            pk,
        )
    )
