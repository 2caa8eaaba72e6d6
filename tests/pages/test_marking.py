"""Marked text: nothing lost, nothing unescaped, no link inside a link."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from archive.reading.marking import Mark, mark_text


class Reader(HTMLParser):
    """What a browser would read: the text, the ids, and how deep links nest."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.open: list[str] = []
        self.deepest_link = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.deepest_link = max(self.deepest_link, self.open.count("a"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="党建<>&\"'“”镇a1 ", min_size=1, max_size=30))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=8))
    marks = [Mark(start, end, "fig", f"#n{n}", f"m{n}") for n, (start, end) in enumerate(spans)]
    return text, marks


@given(marked_texts())
def test_whatever_the_marks_the_text_reads_as_before(case: tuple[str, list[Mark]]) -> None:
    text, marks = case

    assert read(mark_text(text, marks)).text == text


@given(marked_texts())
def test_links_never_nest_and_every_mark_has_its_anchor_once(
    case: tuple[str, list[Mark]],
) -> None:
    text, marks = case

    reader = read(mark_text(text, marks))

    assert reader.deepest_link <= 1
    assert sorted(reader.ids) == sorted(mark.anchor for mark in marks)
    assert not reader.open


def test_a_script_in_the_text_is_only_text() -> None:
    text = "<script>alert(1)</script>"

    assert mark_text(text, []) == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert "<script>" not in mark_text(text, [Mark(1, 7, "plc", "/x/")])


def test_an_address_cannot_break_out_of_its_attribute() -> None:
    assert '"><b' not in mark_text("镇", [Mark(0, 1, "plc", '"><b')])


def test_a_figure_that_holds_a_program_wraps_it() -> None:
    html = mark_text(
        "办理先锋贷59笔", [Mark(0, 8, "fig", "#n-m1", "m1"), Mark(2, 5, "prog", "/p/")]
    )

    assert html == (
        '<span class="fig" id="m1"><a class="part" href="#n-m1">办理</a>'
        '<a class="prog" href="/p/">先锋贷</a>'
        '<a class="part" href="#n-m1">59笔</a></span>'
    )


def test_a_mark_across_anothers_end_is_split_there() -> None:
    html = mark_text("甲乙丙丁", [Mark(0, 2, "plc", "/a/"), Mark(1, 4, "fig", "#n", "m")])

    assert html == (
        '<span class="plc"><a class="part" href="/a/">甲</a><a class="fig" id="m" href="#n">乙</a></span>'
        '<a class="fig adj" href="#n">丙丁</a>'
    )


def test_two_marks_that_touch_are_told_apart() -> None:
    html = mark_text("59笔1164万元", [Mark(0, 3, "fig", "#a"), Mark(3, 9, "fig", "#b")])

    assert 'class="fig adj" href="#b"' in html
