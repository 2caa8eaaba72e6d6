"""Staff pages: upload, progress, corrections, withdrawal, verdicts, and who may do what."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from archive.ingest import receive_file
from archive.models import Article, Correction, Metric, Program, Review, Source
from archive.models.article import ArticleState
from archive.models.source import SourceState

REPORT = (
    "岳村镇党建工作见实效\n\n"
    "岳村镇聚焦党建引领,扎实开展志愿服务活动,先后组织动员党员602人,群众满意度明显提升。\n"
)


def upload(client: Client, *files: SimpleUploadedFile, **hints: str) -> str:
    """Post the upload form; gives the page it leads to."""
    page = client.post(
        reverse("admin:archive_source_add"), {"reports": list(files), **hints}, follow=True
    )
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def kept_signals() -> Iterator[None]:
    """The worker runs in this process here; what it does to signals ends with the test."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("kept_signals")
def test_several_files_are_uploaded_at_once_and_each_shows_its_state(admin_client: Client) -> None:
    good = SimpleUploadedFile("好.txt", REPORT.encode())
    bad = SimpleUploadedFile("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    empty = SimpleUploadedFile("空.txt", b"")
    page = upload(admin_client, good, bad, empty, publication="濮阳日报", date="2022")
    assert page.count("已收到") == 2
    assert "空.txt：文件里没有文字" in page

    call_command("worker", batch=True, verbosity=0)

    ids = ",".join(str(pk) for pk in Source.objects.values_list("pk", flat=True))
    page = admin_client.get(reverse("admin:source_progress"), {"ids": ids}).content.decode()
    assert "已识读，待入索引" in page
    assert "未能入库" in page
    article = Article.objects.get()
    assert (article.publication, article.published) == ("濮阳日报", "2022")


@pytest.mark.django_db(transaction=True)
def test_the_same_file_again_is_said_to_be_here_already(admin_client: Client) -> None:
    upload(admin_client, SimpleUploadedFile("甲.txt", REPORT.encode()))
    page = upload(admin_client, SimpleUploadedFile("乙.txt", REPORT.encode()))

    assert "乙.txt：内容与已收的“甲.txt”完全相同" in page
    assert Source.objects.count() == 1


@pytest.mark.django_db
def test_no_file_chosen_and_no_date_are_said_beside_the_field(admin_client: Client) -> None:
    page = admin_client.post(reverse("admin:archive_source_add"), {"date": "去年"})

    assert "请至少选择一个文件" in page.content.decode()
    assert "2021-06-27" in page.content.decode()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_an_undecided_encoding_is_chosen_from_its_first_lines(admin_client: Client) -> None:
    source = Source.objects.create(
        sha256="0" * 64,
        name="谜.txt",
        size=1,
        state=SourceState.FAILED,
        encoding_candidates=[
            {"encoding": "gb18030", "score": 0.5, "lines": ["第一种读法"]},
            {"encoding": "big5hkscs", "score": 0.5, "lines": ["第二种读法"]},
        ],
    )
    page = admin_client.get(reverse("admin:archive_source_change", args=[source.pk]))
    assert "第二种读法" in page.content.decode()

    admin_client.post(
        reverse("admin:source_read_again", args=[source.pk]), {"encoding": "big5hkscs"}
    )

    source.refresh_from_db()
    assert (source.state, source.encoding_choice) == (SourceState.RECEIVED, "big5hkscs")


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_a_correction_is_recorded_with_who_and_why(admin_client: Client, admin_user: User) -> None:
    article = Article.objects.get(title="大美雁鸣湖党建助力乡村振兴发展新道路")
    form = {
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": "",
        "authors_text": "张朝晖 / 记者\n梁姗",
        "publication": "郑州日报",
        "published": "2021-07-01",
        "reason": "据合订本",
    }

    page = admin_client.post(reverse("admin:archive_article_change", args=[article.pk]), form)

    assert page.status_code == 302
    article.refresh_from_db()
    assert (article.publication, article.publication_basis) == ("郑州日报", "given")
    assert article.authors == [
        {"name": "张朝晖", "role": "记者"},
        {"name": "梁姗", "role": None},
    ]
    corrections = Correction.objects.filter(article=article)
    assert {c.field for c in corrections} == {"authors", "publication", "published"}
    assert {(c.made_by, c.reason) for c in corrections} == {(admin_user, "据合订本")}


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_an_article_is_withdrawn_with_a_reason_and_restored(admin_client: Client) -> None:
    article = Article.objects.all()[0]
    address = reverse("admin:article_withdraw", args=[article.pk])
    assert "这个字段是必填项" in admin_client.post(address, {"reason": ""}).content.decode()

    admin_client.post(address, {"reason": "当事人申请"})
    article.refresh_from_db()
    assert (article.state, article.withdrawn_reason) == (ArticleState.WITHDRAWN, "当事人申请")

    admin_client.post(reverse("admin:article_restore", args=[article.pk]))
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_a_figure_is_corrected_or_judged_from_its_sentence(admin_client: Client) -> None:
    metric = Metric.objects.get(value=602)
    address = reverse("admin:archive_metric_change", args=[metric.pk])
    assert "组织动员党员602人" in admin_client.get(address).content.decode()
    form = {
        name: getattr(metric, name) if getattr(metric, name) is not None else ""
        for name in ("phrase", "value_max", "unit", "comparator", "status", "qualifier", "per")
    }

    page = admin_client.post(
        address, {**form, "value": "620", "period": "", "review": "machine", "indicator": ""}
    )

    assert page.status_code == 302, page.content.decode()
    metric.refresh_from_db()
    assert metric.value == 620
    assert metric.review == Review.CONFIRMED


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_the_list_of_figures_keeps_their_hedges(admin_client: Client) -> None:
    hedged = Metric.objects.filter(comparator="ge_approx", value=7000)
    assert hedged.exists()

    page = admin_client.get(reverse("admin:archive_metric_changelist"), {"q": hedged[0].phrase})

    assert "稍多于 7,000" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_lists_are_filtered_by_words_and_not_by_codes(admin_client: Client) -> None:
    articles = admin_client.get(reverse("admin:archive_article_changelist")).content.decode()
    figures = admin_client.get(reverse("admin:archive_metric_changelist")).content.decode()

    assert "published_basis=stated" in articles
    assert ">stated<" not in "".join(articles.split())
    assert "报上所印" in articles
    assert "简体" in articles
    assert "display title" not in articles.lower()
    assert "unit=m2" in figures
    assert "平方米" in figures


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
def test_figures_are_judged_in_a_list(admin_client: Client) -> None:
    chosen = list(Metric.objects.values_list("pk", flat=True)[:3])

    admin_client.post(
        reverse("admin:archive_metric_changelist"),
        {"action": "reject", "_selected_action": chosen},
    )

    assert set(Metric.objects.filter(pk__in=chosen).values_list("review", flat=True)) == {
        Review.REJECTED
    }
    assert Metric.objects.public().filter(pk__in=chosen).count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
@pytest.mark.parametrize(
    ("permission", "name", "model"),
    [
        ("add_source", "admin:archive_source_add", None),
        ("view_source", "admin:source_progress", None),
        ("change_source", "admin:source_read_again", Source),
        ("change_article", "admin:article_withdraw", Article),
        ("change_article", "admin:article_restore", Article),
    ],
)
def test_each_door_opens_only_with_its_permission(
    client: Client, permission: str, name: str, model: type[Source] | type[Article] | None
) -> None:
    args = [model.objects.all()[0].pk] if model else []
    address = reverse(name, args=args)
    user = User.objects.create_user("馆员", password="不止十二个字符的口令", is_staff=True)

    assert client.post(address).status_code == 302  # nobody is signed in: to the login page
    client.force_login(user)
    assert client.post(address).status_code in {403, 405}
    user.user_permissions.add(Permission.objects.get(codename=permission))
    assert client.post(address).status_code not in {403}


@pytest.mark.django_db
@pytest.mark.usefixtures("archived_seeds")
@pytest.mark.parametrize(
    "model",
    [
        "source",
        "article",
        "metric",
        "placemention",
        "programmention",
        "place",
        "program",
        "indicator",
    ],
)
def test_every_list_and_form_of_the_staff_pages_opens(admin_client: Client, model: str) -> None:
    listing = admin_client.get(reverse(f"admin:archive_{model}_changelist"))
    assert listing.status_code == 200

    first = listing.context["cl"].queryset.first()
    page = admin_client.get(reverse(f"admin:archive_{model}_change", args=[first.pk]))

    assert page.status_code == 200


@pytest.mark.django_db
def test_a_disk_that_fills_while_a_large_file_comes_in_is_said_plainly(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: TemporaryFileUploadHandler, *_args: object) -> None:
        self.file.close()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    admin_client.raise_request_exception = False
    large = SimpleUploadedFile("大.txt", REPORT.encode() * 20_000)

    page = admin_client.post(reverse("admin:archive_source_add"), {"reports": [large]})

    assert page.status_code == 507
    assert "磁盘满了" in page.content.decode()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_too_many_files_at_once_are_refused_with_the_limit(
    admin_client: Client, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{n}.txt", REPORT.encode()) for n in range(3)]

    page = admin_client.post(reverse("admin:archive_source_add"), {"reports": files})

    assert page.status_code == 400
    assert "一次最多 2 个文件" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("date", ["3021", "1800-01-01", "2099-12-31"])
def test_a_date_that_cannot_be_is_refused_beside_the_field(admin_client: Client, date: str) -> None:
    report = SimpleUploadedFile("甲.txt", REPORT.encode())

    page = admin_client.post(
        reverse("admin:archive_source_add"), {"reports": [report], "date": date}
    )

    assert "1921 年到今天之间" in page.content.decode()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_an_address_with_a_nul_is_not_found(client: Client) -> None:
    assert client.get("/programs/%00/").status_code == 404
    for nul in ("%00", "%0%000", "%%000%0%0000"):
        assert client.get(f"/metrics/?place={nul}").status_code == 200
        assert client.get(f"/publications/articles/?name={nul}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("ids", ["9" * 23, "9" * 5000, "²", "1,x,,"])
def test_numbers_no_row_can_have_are_passed_over(admin_client: Client, ids: str) -> None:
    assert admin_client.get(reverse("admin:source_progress"), {"ids": ids}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_was_refused_is_said_on_the_page_of_that_upload_only(admin_client: Client) -> None:
    refused = upload(admin_client, SimpleUploadedFile("空.txt", b""))
    again = admin_client.get(reverse("admin:source_progress")).content.decode()
    later = upload(admin_client, SimpleUploadedFile("甲.txt", REPORT.encode()))

    assert "空.txt：" in refused
    assert "空.txt" not in again + later


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limit", "said"), [(20 << 20, "20 MB"), (500_000, "488.3 KB"), (500, "500 字节")]
)
def test_the_upload_form_says_how_large_files_may_be(
    admin_client: Client, settings: Settings, limit: int, said: str
) -> None:
    settings.UPLOAD_MAX_BYTES = limit

    page = admin_client.get(reverse("admin:archive_source_add")).content.decode()

    assert f"每个不超过 {said}。" in page


@pytest.mark.django_db
@pytest.mark.parametrize("date", ["9" * 30, "9" * 5000, "2021-13-45", "10000-01-01", "²", "2021-"])
def test_what_is_no_date_is_refused_in_words(admin_client: Client, date: str) -> None:
    report = SimpleUploadedFile("甲.txt", REPORT.encode())

    page = admin_client.post(
        reverse("admin:archive_source_add"), {"reports": [report], "date": date}
    )

    assert page.content.decode().count("请写成 2021、2021-06 或 2021-06-27") == len(
        ["help", "error"]
    )
    assert not Source.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["{} ", "+{}", "9" * 30, "9" * 5000, "²", "x", "_00"])
def test_a_source_is_shown_or_said_to_be_missing_however_its_number_is_written(
    admin_client: Client, typed: str
) -> None:
    source = receive_file("甲.txt", [REPORT.encode()]).source
    address = reverse("admin:archive_source_change", args=["n"]).replace("/n/", "/{}/")

    page = admin_client.get(address.format(typed.format(source.pk)), follow=True)

    assert page.status_code == 200
    assert ("甲.txt" in page.content.decode()) == ("{}" in typed)


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["", "x", "²", "\0", "9" * 30, "9" * 5000, "-1"])
@pytest.mark.parametrize("rows", ["archive_metric", "auth_user", "auth_group"])
def test_rows_no_list_can_hold_are_refused_in_words(
    admin_client: Client, rows: str, chosen: str
) -> None:
    action = {"action": "confirm" if rows == "archive_metric" else "delete_selected"}
    address = reverse(f"admin:{rows}_changelist")

    page = admin_client.post(address, {**action, "_selected_action": ["1", chosen]}, follow=True)

    assert page.status_code == 200
    assert "没有改动任何一条" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["-1", "0", "1", "9999", "9" * 30, "²", "x", ""])
def test_a_list_asked_for_a_year_that_is_none_shows_all_and_says_so(
    admin_client: Client, year: str
) -> None:
    address = reverse("admin:archive_rulechange_changelist")

    page = admin_client.get(address, {"made_at__year": year}, follow=True)

    assert page.status_code == 200
    assert "不是年份" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("parent", ["x", "²", "\0", "9" * 30, "9" * 5000, "1.5"])
def test_a_parent_that_is_no_program_is_refused_beside_the_field(
    admin_client: Client, parent: str
) -> None:
    program = Program.objects.create(
        name="红旗小屋", folded="红旗小屋", slug="hongqi", kind="brand"
    )
    address = reverse("admin:archive_program_change", args=[program.pk])

    page = admin_client.post(address, {"name": "红旗小屋", "parent": parent})

    assert page.status_code == 200
    assert page.context["adminform"].form.errors.keys() == {"parent"}


@pytest.mark.django_db
@pytest.mark.parametrize("button", ["_save", "_continue", "_saveasnew"])
def test_a_source_is_neither_changed_nor_copied_by_its_page(
    admin_client: Client, button: str
) -> None:
    source = receive_file("甲.txt", [REPORT.encode()]).source
    before = Source.objects.values().get()
    address = reverse("admin:archive_source_change", args=[source.pk])

    page = admin_client.post(address, {button: "1", "name": "乙.txt"}, follow=True)

    assert "只能重新识读" in page.content.decode()
    assert Source.objects.values().get() == before
