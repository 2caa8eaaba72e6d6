"""
The numbers a page shows, each beside what it should be. In: a page's address and HTML. Out: claims.

Pages are read by their markup in Simplified Chinese; what each number should be comes from bench.plain_counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from bench.plain_counts import (
    ALL,
    LENGTHS,
    NO_PLACE,
    Scope,
    ask,
    count,
    figures,
    figures_within,
    named_in,
    printed_number,
    years,
)

N = r"([\d,]+)"
COUNTED = re.compile(
    r'<a href="/(places|towns|villages|programs|indicators)/([^"/?]+)/"[^>]*>[^<]*</a>'
    r'(?:\s*<span class="hint"[^>]*>[^<]*</span>)?\s*<span class="cnt">([\d,]+)(?: [篇条])?</span>'
    r'(?:<span class="cnt(?: yrs)?"[^>]*>\s*([\d—]+)\s*</span>)?'
)
YEAR_ROW = re.compile(
    rf'<tr><th scope="row"><a href="[^"]*">(\d{{4}})</a></th><td class="num">{N}</td><td class="num">{N}</td></tr>'
)
UNDATED_ROW = re.compile(rf'<th scope="row">(?:<a[^>]*>)?年份不详(?:</a>)?</th><td class="num">{N}')
CHOICE = re.compile(rf'<a href="(\?[^"]*|/[^"]*)"(?: aria-current="true")?>([^<]*?) {N}</a>')
LISTED = re.compile(
    rf'<tr><th scope="row"><a href="([^"]*)"[^>]*>([^<]*)</a></th>(?:<td>[^<]*</td>)?<td class="num">{N}</td><td>([^<]*)</td>'
)
AUTHOR = re.compile(
    rf'<tr><th scope="row"><a href="[^"]*"[^>]*>([^<]*)</a></th><td class="num">{N}</td><td>([^<]*)</td><td class="num">(\d+)</td>'
)
FIGURE = re.compile(r'<tr role="row" id="m(\d+)">.*?<b[^>]*>([^<]*)</b>', re.DOTALL)
FACET = re.compile(
    rf'<li><a href="([^"]*)" rel="nofollow"><span[^>]*>[^<]*</span><span class="cnt">{N}</span>'
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page shows and what it should show."""

    what: str
    shown: str
    right: str

    @property
    def holds(self) -> bool:
        """Whether the two agree."""
        return self.shown == self.right


def claims_of(address: str, page: str) -> Iterator[Claim]:
    """Every number of the page we know how to recount."""
    path, asked = urlsplit(address).path, dict(parse_qsl(urlsplit(address).query))
    kind, _, rest = path.strip("/").partition("/")
    key = unquote(rest)
    scope, own = _READERS.get((kind, bool(key)), _nothing)(key, asked, page)
    yield from own
    if kind not in {"search", "articles"}:
        yield from _counted_links(page, scope)
    for pk, shown in FIGURE.findall(page):
        printed = _bare(unescape(shown))
        yield Claim(f"figure {pk}", printed, _bare(printed_number(int(pk)))[: len(printed)])


def _bare(text: str) -> str:
    return "".join(text.split())


def _claim(what: str, page: str, pattern: str, right: Any) -> Iterator[Claim]:
    for shown in re.findall(pattern, page):
        yield Claim(what, shown.replace(",", ""), str(right))


def _counted_links(page: str, scope: Scope) -> Iterator[Claim]:
    for kind, written, shown, span in COUNTED.findall(page):
        key = unquote(unescape(written))
        if kind == "indicators":
            yield Claim(f"figures of {key}", shown.replace(",", ""), str(figures("slug = %s", key)))
            continue
        inside = scope.about(key) if kind == "programs" else scope.naming(key)
        yield Claim(f"articles of {key}", shown.replace(",", ""), str(count(inside)))
        if span:
            yield Claim(f"years of {key}", span, years(inside))


def _year_rows(page: str, scope: Scope) -> Iterator[Claim]:
    for year, shown, dated in YEAR_ROW.findall(page):
        of_year = scope.and_("a.year = %s", year)
        with_date = of_year.and_("a.basis IN ('stated', 'given')")
        yield Claim(f"articles of {year}", shown.replace(",", ""), str(count(of_year)))
        yield Claim(f"dated of {year}", dated.replace(",", ""), str(count(with_date)))
    undated = count(scope.and_("a.published_on IS NULL"))
    for shown in UNDATED_ROW.findall(page):
        yield Claim("undated", shown.replace(",", ""), str(undated))


Read = tuple[Scope, Iterator[Claim]]


def _home(_key: str, _asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        yield from _claim("articles", page, rf"<b>{N}</b><span>篇报道", count())
        towns = ask("SELECT count(DISTINCT code) FROM plain_place WHERE length(code) = 9")
        yield from _claim("towns", page, rf"<b>{N}</b><span>个乡镇", towns)
        programs = ask("SELECT count(DISTINCT slug) FROM plain_program")
        yield from _claim("programs", page, rf"<b>{N}</b><span>项做法", programs)
        yield from _claim("all programs", page, rf"全部 {N} 项", programs)
        yield from _claim("figures", page, rf"<b>{N}</b><span>条数据", figures())
        yield from _claim("all figures", page, rf"全部 {N} 条数据", figures())
        yield from _claim("years", page, r"<b>([\d—]+)</b><span>其中", years(ALL))
        dated = ALL.and_("a.basis IN ('stated', 'given') AND a.published_on IS NOT NULL")
        yield from _claim("dated", page, rf"其中 {N} 篇有署期", count(dated))
        undated = count(ALL.and_("a.published_on IS NULL"))
        yield from _claim("undated", page, rf"另有 {N} 篇年份不详", undated)
        papers = count(ALL.and_("a.publication <> ''"), "count(DISTINCT a.publication)")
        yield from _claim("publications", page, rf"按刊发媒体：{N} 种", papers)
        yield from _year_rows(page, ALL)

    return ALL, own()


def _places(_key: str, asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        towns = ask("SELECT count(DISTINCT code) FROM plain_place WHERE length(code) = 9")
        yield from _claim("towns", page, rf"报道写到 <b>{N}</b> 个乡镇", towns)
        within = asked.get("within", "")
        if within:
            yield from _claim("articles", page, rf"<b>{N}</b> 篇报道", count(ALL.naming(within)))
        for address, _label, shown in CHOICE.findall(page):
            level = dict(parse_qsl(urlsplit(unescape(address)).query)).get("level", "all")
            length = LENGTHS.get(level, 0)
            right = ask(
                f"""SELECT count(DISTINCT code) FROM plain_place WHERE (%s = 0 OR length(code) = %s)
                    AND substr(code, 1, %s) = %s AND code <> %s
                    AND code IN (SELECT code FROM archive_place WHERE name NOT IN {NO_PLACE})""",  # noqa: S608 -- our own words
                *(length, length, len(within), within, within),
            )
            if "q" not in asked:
                yield Claim(f"places of {level}", shown.replace(",", ""), str(right))
        for address, name, shown, span in LISTED.findall(page):
            scope = ALL.naming(address.strip("/").rpartition("/")[2])
            yield Claim(f"articles of {name}", shown.replace(",", ""), str(count(scope)))
            yield Claim(f"years of {name}", span, years(scope))

    return ALL, own()


def _place(code: str, _asked: dict[str, str], page: str) -> Read:
    scope = ALL.naming(code)

    def own() -> Iterator[Claim]:
        yield from _claim("articles", page, rf"<b>{N}</b> 篇报道", count(scope))
        within = figures_within(code)
        yield from _claim("figures", page, rf"<b>{N}</b> 条数据", within)
        yield from _claim("all figures", page, rf"逐条看全部 {N} 条", within)

    return scope, own()


def _programs(_key: str, asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        for address, label, shown in CHOICE.findall(page):
            kind = dict(parse_qsl(urlsplit(unescape(address)).query)).get("kind", "")
            right = ask(
                "SELECT count(DISTINCT slug) FROM plain_program WHERE %s = '' OR kind = %s",
                *(kind, kind),
            )
            if "q" not in asked:
                yield Claim(f"programs: {label}", shown.replace(",", ""), str(right))

    return ALL, own()


def _program(slug: str, _asked: dict[str, str], page: str) -> Read:
    scope = ALL.about(slug)

    def own() -> Iterator[Claim]:
        yield from _claim("articles", page, rf"<b>{N}</b> 篇报道", count(scope))
        mentions = ask(
            """SELECT count(*) FROM archive_programmention m JOIN plain_article a ON a.id = m.article_id
               JOIN archive_program p ON p.id = m.program_id WHERE p.slug = %s AND m.review <> 'rejected'""",
            slug,
        )
        yield from _claim("mentions", page, rf"<b>{N}</b> 处", mentions)
        yield from _claim("contexts", page, rf"{N} 处，按词对齐", mentions)
        undated = count(scope.and_("a.published_on IS NULL"))
        yield from _claim("undated", page, rf"另有 {N} 篇日期未署", undated)
        yield from _year_rows(page, scope)

    return scope, own()


def _indicators(_key: str, _asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        yield from _claim("figures", page, rf"<b>{N}</b> 条数据", figures())
        yield from _claim("without", page, rf"其中 <b>{N}</b> 条未归入", figures("slug IS NULL"))

    return ALL, own()


def _indicator(slug: str, _asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        yield from _claim("figures", page, rf"<b>{N}</b> 条数据", figures("slug = %s", slug))
        measure = ask(
            """SELECT measure FROM plain_figure WHERE slug = %s
               GROUP BY measure ORDER BY count(*) DESC, measure LIMIT 1""",
            slug,
        )
        here = ("slug = %s AND measure = %s", slug, measure)
        yield from _claim("here", page, rf"这里 <b>{N}</b> 条", figures(*here))
        yield from _claim("rows", page, rf"{N} 条，已核的在前", figures(*here))
        elsewhere = figures("slug = %s AND measure <> %s", slug, measure)
        yield from _claim("elsewhere", page, rf"另有 {N} 条单位或门槛不同", elsewhere)
        for what, column, word in (
            ("articles", "article", "篇报道"),
            ("places", "place", "处地方"),
        ):
            right = ask(
                f"SELECT count(DISTINCT {column}) FROM plain_figure WHERE {here[0]}",  # noqa: S608
                *here[1:],
            )
            yield from _claim(what, page, rf"<b>{N}</b> {word}", right)

    return ALL, own()


def _metrics(_key: str, asked: dict[str, str], page: str) -> Read:
    if asked.get("indicator") == "none":
        right = figures("slug IS NULL")
    else:
        right = figures_within(asked["place"]) if asked.get("place") else figures()
    return ALL, _claim("figures", page, rf"<b>{N}</b> 条数据", right)


def _publications(_key: str, _asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        for address, name, shown, span in LISTED.findall(page):
            printed = dict(parse_qsl(urlsplit(unescape(address)).query, keep_blank_values=True))
            scope = ALL.and_("a.publication = %s", printed["name"])
            yield Claim(f"articles of {name}", shown.replace(",", ""), str(count(scope)))
            yield Claim(f"years of {name}", span, years(scope))

    return ALL, own()


def _authors(_key: str, _asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        for name, shown, span, papers in AUTHOR.findall(page):
            scope = ALL.and_(named_in("authors"), unescape(name))
            signed = scope.and_("a.publication <> ''")
            media = count(signed, "count(DISTINCT a.publication)")
            yield Claim(f"articles by {name}", shown.replace(",", ""), str(count(scope)))
            yield Claim(f"years of {name}", span, years(scope))
            yield Claim(f"publications of {name}", papers, str(media))

    return ALL, own()


def _publication(_key: str, asked: dict[str, str], page: str) -> Read:
    right = count(ALL.and_("a.publication = %s", asked.get("name", "")))
    return ALL, _claim("articles", page, rf"<b>{N}</b> 篇报道", right)


def _years(_key: str, _asked: dict[str, str], page: str) -> Read:
    return ALL, _year_rows(page, ALL)


def _in_month(scope: Scope, month: str) -> Scope:
    if not month:
        return scope
    known = "a.exact IN ('day', 'month')"
    if month == "unknown":
        return scope.and_(f"NOT {known}")
    return scope.and_(f"{known} AND a.month = %s", month.zfill(2))


def _year(key: str, asked: dict[str, str], page: str) -> Read:
    condition = ("a.published_on IS NULL",) if key == "undated" else ("a.year = %s", key)
    scope = ALL.and_(*condition)

    def own() -> Iterator[Claim]:
        here = _in_month(scope, asked.get("month", ""))
        yield from _claim("articles", page, rf"<b>{N}</b> 篇报道", count(here))
        for address, label, shown in CHOICE.findall(page):
            month = dict(parse_qsl(urlsplit(unescape(address)).query)).get("month", "")
            right = count(_in_month(scope, month))
            yield Claim(f"articles of {label}", shown.replace(",", ""), str(right))

    return scope, own()


def _narrow(scope: Scope, facet: str, value: str) -> Scope:
    if facet in LENGTHS:
        return scope.naming(value)
    if facet == "program":
        return scope.about(value)
    if facet == "metrics":
        return scope.with_figures(given=value == "yes")
    if facet == "year":
        known = value.isdecimal()
        return scope.and_("a.year = %s", value) if known else scope.and_("a.year IS NULL")
    if facet == "source":
        return scope.and_("a.publication = %s", "" if value == "unsigned" else value)
    return scope.and_("a.script = %s", value)


def _search(_key: str, asked: dict[str, str], page: str) -> Read:
    scope = ALL
    for facet, value in asked.items():
        scope = _narrow(scope, facet, value)

    def own() -> Iterator[Claim]:
        yield from _claim("found", page, rf"<strong>{N}</strong> 篇报道", count(scope))
        for address, shown in FACET.findall(page):
            link = dict(parse_qsl(urlsplit(unescape(address)).query))
            added = {facet: value for facet, value in link.items() if asked.get(facet) != value}
            if len(added) == 1 and not added.keys() & asked.keys():
                [(facet, value)] = added.items()
                right = count(_narrow(scope, facet, value))
                yield Claim(f"{facet} {value}", shown.replace(",", ""), str(right))

    return scope, own()


def _article(key: str, _asked: dict[str, str], page: str) -> Read:
    def own() -> Iterator[Claim]:
        told = [figures("article = %s", int(key))]
        told.append(figures("article = %s AND review = 'confirmed'", int(key)))
        for shown, confirmed in re.findall(rf"数据 {N} 条，已核 {N} 条", page):
            yield Claim("figures", shown.replace(",", ""), str(told[0]))
            yield Claim("confirmed", confirmed.replace(",", ""), str(told[1]))

    return ALL, own()


def _nothing(_key: str, _asked: dict[str, str], _page: str) -> Read:
    return ALL, iter(())


_READERS: dict[tuple[str, bool], Callable[[str, dict[str, str], str], Read]] = {
    ("", False): _home,
    ("places", False): _places,
    ("places", True): _place,
    ("towns", True): _place,
    ("villages", True): _place,
    ("programs", False): _programs,
    ("programs", True): _program,
    ("indicators", False): _indicators,
    ("indicators", True): _indicator,
    ("metrics", False): _metrics,
    ("publications", False): _publications,
    ("publications", True): _publication,
    ("authors", False): _authors,
    ("years", False): _years,
    ("years", True): _year,
    ("search", False): _search,
    ("articles", True): _article,
}
