"""Staff pages for rules: what is refused and why, what is shown before saving, what saving leaves behind."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from archive.gazetteer_rows import load_indicator_rows
from archive.models import (
    Indicator,
    IndicatorEdit,
    LexiconEntry,
    Metric,
    Place,
    PlaceName,
    ProgramMention,
    Review,
    RuleChange,
    Source,
)
from archive.rule_changes import RuleChangedMeanwhile, save_rule
from tests.archive.rule_texts import (
    CHAT,
    CHAT_REPORT,
    OLD_NAME,
    SYNONYM,
    SYNONYM_REPORT,
    TRADITIONAL_REPORT,
    archive_text,
    dated_report,
    programs_named,
)

ENTRY = reverse("admin:archive_lexiconentry_add")
NAME = reverse("admin:archive_placename_add")
INDICATOR = reverse("admin:archive_indicator_add")


def entry(**changes: str) -> dict[str, str]:
    """What a person types to add a program."""
    return {"name": CHAT, "kind": "brand", "active": "on", **changes}


def place_name(**changes: str) -> dict[str, str]:
    """What a person types to add a former name."""
    return {"name": OLD_NAME, "place": "濮阳市华龙区岳村镇", "active": "on", **changes}


def indicator(**changes: str) -> dict[str, str]:
    """What a person types to add an indicator."""
    return {
        "slug": "courtyard-talks",
        "name": "龙门阵场数",
        "family": "党员教育",
        "dimension": "数量",
        "units": "场",
        "synonyms": SYNONYM,
        "definition": "在院坝里讲的党课。",
        "active": "on",
        **changes,
    }


def press(client: Client, address: str, button: str, typed: dict[str, str]) -> str:
    """The page that pressing a button leads to."""
    page = client.post(address, {**typed, button: "按"}, follow=True)
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
@pytest.mark.usefixtures("kept_signals", "seed_places")
def test_a_program_is_tried_then_saved_then_read_in_the_background(
    admin_client: Client, admin_user: User
) -> None:
    source = archive_text(CHAT_REPORT)

    shown = press(admin_client, ENTRY, "preview", entry())
    assert "还没有保存" in shown
    assert "会多出" in shown
    assert "大家都说好" in shown  # the sentence
    assert not LexiconEntry.objects.exists()

    saved = press(admin_client, ENTRY, "save", entry())
    assert "已保存" in saved
    assert CHAT not in programs_named(source)

    call_command("worker", batch=True, verbosity=0)

    assert CHAT in programs_named(source)
    change = RuleChange.objects.get()
    assert (change.made_by, change.queued_sources) == (admin_user, 1)
    row = LexiconEntry.objects.get()
    assert row.updated_by == admin_user
    history = admin_client.get(reverse("admin:archive_lexiconentry_history", args=[row.pk]))
    assert "已让 1 个来源文件重新识读" in history.content.decode()


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (entry(name=""), "这个字段是必填项"),
        (entry(name="“一”"), "太短"),
        (entry(aliases="一"), "太短"),
        (entry(name="村头夜话"), "已经在词条“村头板凳会”里"),
        (entry(aliases="村頭板凳會"), "已经在词条“村头板凳会”里"),
        (entry(aliases="三会一课"), "在规则表里是“三会一课”的写法"),
        (entry(parent=CHAT), "上级不能是它自己"),
        (entry(parent="谁也没听过的工程"), "请先添上级"),
        (entry(kind="aside", parent="村头板凳会"), "没有上级"),
    ],
)
def test_a_bad_entry_is_refused_with_its_reason(
    admin_client: Client, typed: dict[str, str], sentence: str
) -> None:
    save_rule(LexiconEntry(name="村头板凳会", kind="brand", aliases=["村头夜话"]), by=None)

    for button in ("preview", "save"):
        assert sentence in press(admin_client, ENTRY, button, typed)

    assert LexiconEntry.objects.count() == 1


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (place_name(name="镇"), "太短"),
        (place_name(place="没有镇"), "找不到“没有镇”"),
        (place_name(place=""), "这个字段是必填项"),
        (place_name(name="雁鸣湖镇"), "是河南省郑州市中牟县雁鸣湖镇的正式名称"),
        (place_name(name="岳村镇"), "不用再添"),
        (place_name(valid_from="1985-01-02", valid_to="1985-01-01"), "止日早于起日"),
        (place_name(valid_from="八五年"), "日期请写成"),
        (place_name(valid_from="1979-01-01"), "日期重叠"),
    ],
)
def test_a_bad_place_name_is_refused_with_its_reason(
    admin_client: Client, typed: dict[str, str], sentence: str
) -> None:
    town = Place.objects.get(name="岳村镇")
    save_rule(PlaceName(name=OLD_NAME, place=town, valid_to=dt.date(1980, 1, 1)), by=None)

    assert sentence in press(admin_client, NAME, "preview", typed)

    assert PlaceName.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (indicator(slug="collective-income"), "已经是指标“村集体经济收入”的网址名"),
        (indicator(slug="院坝"), "只能用英文字母"),
        (indicator(name="文体活动"), "是另一个指标的名称"),
        (indicator(synonyms="党"), "太短"),
        (indicator(units="斗半"), "不认得单位“斗半”"),
        (indicator(units=""), "这个字段是必填项"),
        (indicator(synonyms="板凳会"), "已经是指标“村集体经济收入”的说法"),
    ],
)
def test_a_bad_indicator_is_refused_with_its_reason(
    admin_client: Client, typed: dict[str, str], sentence: str
) -> None:
    load_indicator_rows()
    own = Indicator.objects.get(slug="collective-income")
    edit = IndicatorEdit(
        indicator=own,
        name=own.name,
        family=own.family,
        dimension=own.dimension,
        units=["元", "场"],
        synonyms=["板凳会"],
        definition=own.description,
    )
    save_rule(edit, by=None)

    assert sentence in press(admin_client, INDICATOR, "preview", typed)

    assert IndicatorEdit.objects.get() == edit


@pytest.mark.usefixtures("seed_places")
def test_a_dated_name_is_tried_and_saved_by_the_name_of_its_place(admin_client: Client) -> None:
    archive_text(dated_report("1975年6月7日"))
    typed = place_name(valid_to="1984-12-31")

    shown = press(admin_client, NAME, "preview", typed)
    assert "河南省濮阳市华龙区岳村镇" in shown
    assert "会多出" in shown

    press(admin_client, NAME, "save", typed)

    assert PlaceName.objects.get().place.name == "岳村镇"


@pytest.mark.django_db
def test_an_indicator_of_the_table_is_taught_a_phrase_and_set_back(admin_client: Client) -> None:
    load_indicator_rows()
    source = archive_text(SYNONYM_REPORT)
    own = Indicator.objects.get(slug="culture-activities")
    address = reverse("admin:archive_indicator_change", args=[own.pk])
    typed = indicator(name="文体活动场次", units="次\n场")
    del typed["slug"]

    shown = press(admin_client, address, "preview", typed)
    assert "会改变" in shown
    assert "指标：文体活动场次" in shown

    press(admin_client, address, "save", typed)
    own.refresh_from_db()
    assert own.name == "文体活动场次"
    edit = IndicatorEdit.objects.get()
    assert edit.synonyms == [SYNONYM]

    press(
        admin_client, address, "save", {**typed, "active": "", "seen": edit.updated_at.isoformat()}
    )
    own.refresh_from_db()
    assert own.name == "文体活动"
    assert Metric.objects.get(article__source=source, value=36).indicator is None


@pytest.mark.usefixtures("seed_places")
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(admin_client: Client) -> None:
    row = LexiconEntry(name=CHAT, kind="brand")
    save_rule(row, by=None)
    address = reverse("admin:archive_lexiconentry_change", args=[row.pk])
    seen = LexiconEntry.objects.get().updated_at.isoformat()
    row.note = "别人写的"
    save_rule(row, by=None)

    page = press(admin_client, address, "save", entry(note="我写的", seen=seen))

    assert "有人改过这条规则" in page
    assert LexiconEntry.objects.get().note == "别人写的"


@pytest.mark.usefixtures("archived_seeds")
def test_what_people_confirmed_is_shown_as_untouched(admin_client: Client) -> None:
    mention = ProgramMention.objects.filter(program__name="四议两公开").order_by("pk")[0]
    ProgramMention.objects.filter(pk=mention.pk).update(review=Review.CONFIRMED)

    shown = press(admin_client, ENTRY, "preview", entry(name="四议两公开", kind="aside"))

    assert "会去掉" in shown
    assert "已核校、原样保留" in shown
    assert "有 1 条是人核校过的" in shown


@pytest.mark.usefixtures("seed_places")
def test_going_back_from_a_preview_keeps_what_was_typed(admin_client: Client) -> None:
    page = press(admin_client, ENTRY, "back", entry(aliases="槐下话家常\n树下拉家常"))

    assert "槐下话家常\n树下拉家常" in page
    assert "保存前看影响" in page
    assert not LexiconEntry.objects.exists()


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize(
    ("permission", "page"),
    [
        ("add_lexiconentry", "admin:archive_lexiconentry_add"),
        ("add_placename", "admin:archive_placename_add"),
        ("add_indicator", "admin:archive_indicator_add"),
        ("change_lexiconentry", "admin:archive_lexiconentry_change"),
        ("view_lexiconentry", "admin:archive_lexiconentry_history"),
        ("view_rulechange", "admin:archive_rulechange_changelist"),
    ],
)
def test_each_rule_page_opens_only_with_its_permission(
    client: Client, permission: str, page: str
) -> None:
    row = LexiconEntry(name=CHAT, kind="brand")
    save_rule(row, by=None)
    of_one = page.endswith(("_change", "_history"))
    address = reverse(page, args=[row.pk] if of_one else [])
    user = User.objects.create_user("馆员", password="不止十二个字符的口令", is_staff=True)
    assert client.get(address).status_code == 302

    client.force_login(user)
    assert client.get(address).status_code == 403

    user.user_permissions.add(Permission.objects.get(codename=permission))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "script-src" in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("seed_places")
def test_every_change_is_listed_with_before_and_after(admin_client: Client) -> None:
    row = LexiconEntry(name=CHAT, kind="brand")
    save_rule(row, by=None)
    row.kind = "aside"
    save_rule(row, by=None)

    change = RuleChange.objects.of("program", row.pk)[0]
    page = admin_client.get(reverse("admin:archive_rulechange_change", args=[change.pk]))

    assert "品牌与阵地 → 不是做法（不再读出）" in page.content.decode()
    for name in ("lexiconentry", "placename", "indicator", "rulechange"):
        assert admin_client.get(reverse(f"admin:archive_{name}_changelist")).status_code == 200


@pytest.mark.usefixtures("seed_places")
def test_a_place_of_a_whole_page_is_refused_without_being_looked_for(admin_client: Client) -> None:
    page = press(admin_client, NAME, "save", place_name(place="岳村镇" * 100_000))

    assert "100" in page
    assert not PlaceName.objects.exists()


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize("code", ["999999999", "４１０１２２１０３", "410122103206"])
def test_a_code_no_place_has_is_refused_and_shown_again(admin_client: Client, code: str) -> None:
    page = press(admin_client, NAME, "save", place_name(place=code))

    assert f"找不到“{code}”" in page
    assert f'value="{code}"' in page


@pytest.mark.parametrize("lines", ["\n".join(f"说法{n}号" for n in range(101)), "长" * 121])
def test_more_forms_than_a_report_has_are_refused(admin_client: Client, lines: str) -> None:
    for address, typed in ((ENTRY, entry(aliases=lines)), (INDICATOR, indicator(synonyms=lines))):
        page = press(admin_client, address, "preview", typed)

        assert "最多 1" in page
    assert not LexiconEntry.objects.exists()


@pytest.mark.usefixtures("seed_places")
@pytest.mark.parametrize("name", ["\ufeff" + CHAT, CHAT[:1] + "\u200b" + CHAT[1:], CHAT + "\u202e"])
def test_a_name_is_kept_as_it_is_seen(admin_client: Client, name: str) -> None:
    save_rule(LexiconEntry(name=CHAT, kind="brand"), by=None)

    page = press(admin_client, ENTRY, "save", entry(name=name))

    assert "已经在词条" in page
    assert LexiconEntry.objects.count() == 1
    assert "太短" in press(admin_client, ENTRY, "save", entry(name="\u200b\u200b"))


@pytest.mark.usefixtures("seed_places")
def test_two_programs_are_not_parts_of_each_other(admin_client: Client) -> None:
    for name, parent in (
        ("院坝工作法", ""),
        ("田头工作法", "院坝工作法"),
        ("灶头工作法", "田头工作法"),
    ):
        save_rule(LexiconEntry(name=name, kind="method", parent=parent), by=None)
    top = LexiconEntry.objects.get(name="院坝工作法")
    address = reverse("admin:archive_lexiconentry_change", args=[top.pk])
    typed = entry(name=top.name, kind="method", seen=top.updated_at.isoformat())

    page = press(admin_client, address, "save", {**typed, "parent": "灶头工作法"})

    assert "不能互为上级" in page
    assert LexiconEntry.objects.get(pk=top.pk).parent == ""


@pytest.mark.usefixtures("seed_places")
def test_of_two_who_save_at_once_the_second_is_told() -> None:
    save_rule(LexiconEntry(name=CHAT, kind="brand"), by=None)
    first, second = LexiconEntry.objects.get(), LexiconEntry.objects.get()
    first.note = "先存的"
    save_rule(first, by=None)

    second.note = "后存的"
    with pytest.raises(RuleChangedMeanwhile, match="有人改过这条规则"):
        save_rule(second, by=None)

    assert LexiconEntry.objects.get().note == "先存的"
    assert RuleChange.objects.count() == 2


@pytest.mark.usefixtures("seed_places")
def test_a_rule_that_is_not_there_is_not_found(admin_client: Client) -> None:
    for page in ("lexiconentry_change", "indicator_change", "placename_history"):
        for number in (99, "x", "9" * 40):
            address = reverse(f"admin:archive_{page}", args=[number])
            assert admin_client.get(address).status_code == 404
    assert not Source.objects.exists()


@pytest.mark.usefixtures("seed_places")
def test_a_preview_that_goes_on_says_that_it_is_a_later_part(admin_client: Client) -> None:
    first, last = archive_text(CHAT_REPORT), archive_text(TRADITIONAL_REPORT)

    page = press(admin_client, ENTRY, "x", entry(after=str(last.pk)))

    assert "这是接着试的一批" in page
    assert first.articles.get().title in page
    assert last.articles.get().title not in page
