"""Source lines and datelines."""

from __future__ import annotations

import pytest

from archive.pipeline.imprint.stamps import month_and_day, parse_dateline, parse_stamp


@pytest.mark.parametrize(
    ("text", "medium", "day"),
    [
        ("中新網山西 2022-09-28 08:17", "中新網山西", "2022-09-28"),
        ("来源：许昌日报 发布时间：2019-12-26 09:00 浏览次数：120", "许昌日报", "2019-12-26"),
        ("2021年06月27日 星期日 第03版", None, "2021-06-27"),
        ("2022年01月05日08:17 来源：人民网－人民日报", "人民网－人民日报", "2022-01-05"),
        ("2023-07-24 08:17 红网时刻", "红网时刻", "2023-07-24"),
        ("信息来源： 岳村镇", "岳村镇", None),
        ("二〇二一年六月三十日", None, "2021-06-30"),
        ("（责编　吴亮）　　二〇二四年第五期《石泉党建》", "石泉党建", "2024"),
        ("来源｜西和党建　2021年6月", "西和党建", "2021-06"),
        ("发布日期：2023-07-01 字号：[大 中 小]", None, "2023-07-01"),
    ],
)
def test_a_source_line_gives_publication_and_day(
    text: str, medium: str | None, day: str | None
) -> None:
    stamp = parse_stamp(text)

    assert stamp is not None
    assert stamp.medium == medium
    assert (stamp.day.value if stamp.day else None) == day


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("来源：石泉广播网（石泉新闻） 2022-09-30", "石泉广播网（石泉新闻）"),
        ("（来源：石泉广播网（石泉新闻））", "石泉广播网（石泉新闻）"),
        ("（来源：石泉日报 2022-09-30）", "石泉日报"),
        ("信息来源：池河镇(王二小)", "池河镇(王二小)"),
        ("来源：石泉青年报（ID：shiquan 作者：王二小）", "石泉青年报"),
        ("来源：石泉网-《石泉日报》 2022-09-30", "石泉网-《石泉日报》"),
        ("来源：《石泉日报》 2022-09-30", "石泉日报"),
        ("来源：石泉新闻网记者：王二小编辑：李三 2022-09-30", "石泉新闻网"),
        ("转自：石泉县融媒体中心《今日石泉》栏目与汉江两岸节目中心联合新媒体", None),
    ],
)
def test_the_name_of_a_publication_is_not_cut_inside(text: str, medium: str | None) -> None:
    stamp = parse_stamp(text)

    assert stamp is not None
    assert stamp.medium == (medium or text.removeprefix("转自："))


def test_a_title_before_the_date_of_a_dateline_loses_both_its_marks() -> None:
    dateline = parse_dateline("《石泉日报》7月27日讯（记者 王二小）近日，")

    assert dateline is not None
    assert dateline.medium == "石泉日报"


@pytest.mark.parametrize("text", ["据外国《晨报》网站8月4日报道，当地", "据外国媒体21日报道，当地"])
def test_whom_a_report_quotes_has_not_printed_it(text: str) -> None:
    assert parse_dateline(text) is None


def test_a_source_line_may_name_the_author() -> None:
    stamp = parse_stamp("作者：王二小 来源：县委组织部 2023-07-01")

    assert stamp is not None
    assert [author.name for author in stamp.authors] == ["王二小"]


@pytest.mark.parametrize(
    "text",
    [
        "2022年9月28日全县召开大会",
        "2022年9月28日 全县召开观摩大会",
        "山西省種植業工作2022年聚焦五項任務",
        "时间是最好的见证",
        "新时代文明实践站",
        "来源：" + "很长的一段话" * 30,
    ],
)
def test_a_headline_with_a_date_or_label_is_no_source_line(text: str) -> None:
    assert parse_stamp(text) is None


@pytest.mark.parametrize(
    ("text", "opens_with", "medium", "date"),
    [
        (
            "中新網山西新聞4月20日電 近年來，山西",
            "中新網山西新聞4月20日電 ",
            "中新網山西新聞",
            "4月20日",
        ),
        (
            "新华社北京4月20日电（记者张三）今天",
            "新华社北京4月20日电（记者张三）",
            "新华社",
            "4月20日",
        ),
        ("本报讯（记者 张三 通讯员 李四）近日，", "本报讯（记者 张三 通讯员 李四）", None, None),
        ("本报讯 近日，", "本报讯 ", None, None),
        ("光明日报拉萨8月14日电 近日，", "光明日报拉萨8月14日电 ", "光明日报", "8月14日"),
        ("央视网消息（新闻联播）：今天", "央视网消息（新闻联播）：", "央视网", None),
        (
            "深圳新闻网2023年8月4日讯（记者 徐哲康）近日",
            "深圳新闻网2023年8月4日讯（记者 徐哲康）",
            "深圳新闻网",
            "2023年8月4日",
        ),
    ],
)
def test_a_dateline_is_cut_off_the_first_sentence(
    text: str, opens_with: str, medium: str | None, date: str | None
) -> None:
    dateline = parse_dateline(text)

    assert dateline is not None
    assert text[: dateline.length] == opens_with
    assert (dateline.medium, dateline.date) == (medium, date)


def test_the_reporter_in_a_dateline_is_an_author() -> None:
    dateline = parse_dateline("中新网新疆新闻8月17日电（王利君）“以前屋后面的路都是土路。")

    assert dateline is not None
    assert dateline.byline is not None
    assert [author.name for author in dateline.byline.authors] == ["王利君"]


@pytest.mark.parametrize(
    "text",
    [
        "6月27日,中牟县召开大会",
        "12月24日至25日,我市举行活动",
        "据报道，今天",
        "近日，记者从县委获得消息，",
        "微信消息不断",
        "本报讯",
    ],
)
def test_an_event_date_or_hearsay_is_no_dateline(text: str) -> None:
    assert parse_dateline(text) is None


def test_month_and_day_are_read_only_where_both_are_printed() -> None:
    assert month_and_day("2023年8月4日") == (8, 4)
    assert month_and_day("20日") is None


@pytest.mark.parametrize(
    ("line", "medium", "day"),
    [
        ("嵩明报　2014年7月4日　星期五　第三版·党建", "嵩明报", "2014-07-04"),
        ("平江县 · 2020年第11期 · 《组织工作通讯》", "组织工作通讯", "2020"),
        ("平江党建 2024年第3期（总第86期）", "平江党建", "2024"),
        ("（原载《衢州日报》2019年5月8日第6版，有删节）", "衢州日报", "2019-05-08"),
        ("（本文原载于2018年4月12日《衢州日报》第2版）", "衢州日报", "2018-04-12"),
        ("宁远先锋 2022-08-16 19:30 湖南", "宁远先锋", "2022-08-16"),
        ("2022-08-16 19:30 发表于湖南", None, "2022-08-16"),
    ],
)
def test_mastheads_issues_and_reprints_tell_paper_and_day(
    line: str, medium: str | None, day: str
) -> None:
    stamp = parse_stamp(line)

    assert stamp is not None
    assert stamp.medium == medium
    assert stamp.day is not None
    assert stamp.day.value == day


@pytest.mark.parametrize(
    "line", ["林口镇举办2024年第3期培训班", "原创 林口镇党员进茶山 三年种茶千亩"]
)
def test_a_headline_with_an_issue_or_the_word_original_is_no_source_line(line: str) -> None:
    assert parse_stamp(line) is None


def test_words_for_the_reader_of_a_page_name_nobody() -> None:
    stamp = parse_stamp("日期：2022-03-14 浏览：318 分享到： 微信 微博")

    assert stamp is not None
    assert (stamp.medium, stamp.authors) == (None, ())
