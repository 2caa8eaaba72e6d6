"""Pages kept for as long as nothing they show changes: one tag, one page; whatever may change the page, another tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from archive.corrections import correct_article, rename_program, withdraw
from archive.ingest import read_again, read_source, receive_file
from archive.models import Article, Program, ReprintPair
from archive.reprints.verdicts import say_same
from config.kept_pages import KeptPages, pages, tag_of
from search.index.builds import current_build, index_root
from search.upkeep.rebuild import rebuild
from search.upkeep.worker import IndexWorker
from tests.site.conftest import Site

KEPT_KINDS = ("home", "article hans", "town", "program", "indicator drawn", "results", "help")


def tags(client: Client, site: Site, **headers: str) -> dict[str, str]:
    """The tag of each page that answers 200."""
    answers = {name: client.get(path, headers=headers) for name, path in site.pages.items()}
    return {name: one["ETag"] for name, one in answers.items() if one.status_code == 200}


def tags_of(client: Client, site: Site, **headers: str) -> dict[str, str]:
    """The tags of one page of each kind."""
    return {n: client.get(site.pages[n], headers=headers)["ETag"] for n in KEPT_KINDS}


def differ(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether no page has the tag it had."""
    return before.keys() == after.keys() and all(before[name] != after[name] for name in before)


def test_one_tag_is_one_page(site: Site, client: Client) -> None:
    met: dict[str, str] = {}
    for name, path in site.pages.items():
        first = client.get(path)
        pages.forget()
        again = client.get(path)

        assert (again.status_code, again.content) == (first.status_code, first.content), name
        assert dict(again.items()) == dict(first.items()), name
        if first.status_code == 200:
            assert met.setdefault(first["ETag"], path) == path, name
    assert len(met) > 40


def test_a_kept_page_is_the_page_and_who_has_it_is_told_so_before_any_view_runs(
    site: Site, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in KEPT_KINDS:
        first = client.get(site.pages[name])

        with django_assert_num_queries(1):  # the edition
            again = client.get(site.pages[name])

        assert again.content == first.content, name
        assert dict(again.items()) == dict(first.items()), name
        assert not again.templates, name

        pages.forget()
        with django_assert_num_queries(1):
            known = client.get(site.pages[name], headers={"if-none-match": first["ETag"]})

        assert (known.status_code, known.content) == (304, b""), name
        for header in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
            assert known[header] == first[header], (name, header)
        assert not known.cookies


def test_tags_are_compared_as_http_says(site: Site, client: Client) -> None:
    path = site.pages["article hans"]
    tag = client.get(path)["ETag"]

    def status(**headers: str) -> int:
        return client.get(path, headers=headers).status_code

    for known in (tag, f"W/{tag}", f'"other", {tag}', f'"other", W/{tag}', "*"):
        assert status(**{"if-none-match": known}) == 304, known
    for unknown in ('"other"', f"{tag}x", "not a tag", tag.strip('"')):
        assert status(**{"if-none-match": unknown}) == 200, unknown
    assert status(**{"if-none-match": tag, "if-match": '"another"'}) == 412
    for name in ("missing", "withdrawn", "query refused"):
        answer = client.get(site.pages[name], headers={"if-none-match": "*"})
        assert answer.status_code in {400, 404, 410}, name


def test_a_request_for_the_head_has_the_same_tag_and_answer(site: Site, client: Client) -> None:
    path = site.pages["town"]
    head = client.head(path)

    assert head["ETag"] == client.get(path)["ETag"]
    assert client.head(path, headers={"if-none-match": head["ETag"]}).status_code == 304
    assert client.head(path)["Content-Length"] == head["Content-Length"]


def test_every_change_of_what_is_public_changes_every_tag(
    site: Site, client: Client, indexed_seeds: IndexWorker
) -> None:
    article = Article.objects.published().order_by("-pk")[0]
    pair = ReprintPair.objects.get()
    program = Program.objects.in_print()[0]

    def verdict() -> None:
        say_same(pair.low, pair.high, same=False, by=None)

    def again() -> None:
        read_again(article.source, encoding="utf-8")

    changes: dict[str, Callable[[], object]] = {
        "corrected": lambda: correct_article(article, {"title": "改过的标题"}, by=None),
        "renamed": lambda: rename_program(program, f"{program.name}（改）", None),
        "verdict": verdict,
        "regrouped and indexed": indexed_seeds.drain,
        "to be read again": again,
        "read again": lambda: read_source(article.source_id),
        "rebuilt": lambda: rebuild(index_root()),
        "received": lambda: read_source(
            receive_file("新.txt", ["某村报道\n\n全村有党员31名。".encode()]).source.pk
        ),
        "withdrawn": lambda: withdraw(article, "来源要求撤下", by=None),
    }
    for name, change in changes.items():
        before = tags_of(client, site)
        change()

        assert differ(before, tags_of(client, site)), name


def test_what_is_rolled_back_is_not_kept_and_a_withdrawn_article_is_gone_at_once(
    site: Site, client: Client
) -> None:
    article = Article.objects.published().order_by("pk")[0]
    path = article.get_absolute_url()
    results = site.pages["results"]
    tag = client.get(path)["ETag"]
    assert f'href="{path}' in client.get(results).content.decode()

    with transaction.atomic():
        correct_article(article, {"title": "不成立的标题"}, by=None)
        assert "不成立的标题" in client.get(path).content.decode()
        transaction.set_rollback(True)

    assert "不成立的标题" not in client.get(path).content.decode()

    withdraw(article, "来源要求撤下", by=None)

    assert client.get(path, headers={"if-none-match": tag}).status_code == 410
    assert client.get(path).status_code == 410
    assert f'href="{path}' not in client.get(results).content.decode()


def test_settings_and_language_and_host_and_day_have_pages_of_their_own(
    site: Site, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "archive.example"]
    plain = tags_of(Client(), site)
    for value in ("std.auto.song.on.en", "std.auto.song.on.zh-hant", "large.dark.hei.off.zh-hans"):
        client = Client()
        client.cookies["display"] = value

        assert differ(plain, tags_of(client, site)), value
    unknown = Client()
    unknown.cookies["display"] = "none.of.these"

    assert tags_of(unknown, site) == plain
    assert differ(plain, tags_of(Client(), site, host="archive.example"))
    secure = Client().get(site.pages["home"], secure=True)
    assert secure["ETag"] != plain["home"]
    with timezone.override("Etc/GMT+12"):  # 26 hours apart: never the same day
        west = tags_of(Client(), site)
    with timezone.override("Pacific/Kiritimati"):
        assert differ(west, tags_of(Client(), site))


def test_headers_no_page_depends_on_change_nothing(site: Site, client: Client) -> None:
    odd = {"accept-language": "en", "accept": "text/plain", "user-agent": "w3m", "referer": "/x"}
    for name, path in site.pages.items():
        plain = client.get(path)
        pages.forget()

        assert client.get(path, headers=odd).content == plain.content, name
    assert tags(client, site) == tags(client, site, **odd)


def test_staff_are_never_given_a_kept_page(site: Site, client: Client) -> None:
    path = site.pages["article hans"]
    tag = client.get(path)["ETag"]
    staff = Client()
    staff.force_login(User.objects.create_superuser("馆员"))

    answer = staff.get(path)

    assert answer.templates
    assert answer["ETag"] != tag
    assert staff.get(path).templates
    assert "no-store" in staff.get("/staff/")["Cache-Control"]
    assert staff.get("/staff/").templates


def test_a_page_made_while_search_failed_is_not_kept(site: Site, client: Client) -> None:
    path = site.pages["lit hans"]
    build = current_build(index_root())
    whole = build.characters.read_bytes()
    broken = Path(f"{build.characters}.kept")
    build.characters.rename(broken)
    build.characters.write_bytes(b"no database")
    told = client.get(path)
    build.characters.unlink()
    broken.rename(build.characters)

    assert whole == build.characters.read_bytes()
    assert "检索暂时不能用" in told.content.decode()
    assert "检索暂时不能用" not in client.get(path).content.decode()


def test_every_question_has_its_tag_and_without_an_index_there_is_none(
    site: Site, client: Client
) -> None:
    request = RequestFactory().get("/search/")

    def tag(query: str) -> str:
        request.META["QUERY_STRING"] = query
        return tag_of(request)

    written = ["q=%E6%9D%91", "q=\xe6\x9d\x91", "q=%e6%9d%91", "q=", "", "q=a&q=b", "q=b&q=a"]
    assert len({tag(query) for query in written} - {""}) == len(written)

    (index_root() / "CURRENT").unlink()

    assert tag_of(request) == ""
    assert client.get(f"/search/?{urlencode({'q': '村'})}").status_code == 503


def test_there_is_room_for_so_many_pages_and_no_more() -> None:
    kept = KeptPages(room=2000)
    for number in range(100):
        kept.keep(str(number), HttpResponse(f"{number}" * 10))

    found = [number for number in range(100) if kept.find(str(number))]

    assert 5 < len(found) < 60
    assert found == list(range(100 - len(found), 100))
    assert kept.size <= 2000
