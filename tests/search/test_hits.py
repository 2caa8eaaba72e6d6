"""Where the hits are: laws over generated articles, in the archive's page and in the source as it is."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Source
from archive.reading.marking import Light, Mark, mark_text
from archive.reading.rawtext import source_lights
from search.finding.hits import count_hits, find_hits, literals_for, read_hits
from search.index.documents import Field, lines_of
from search.query.parse import make_literal
from search.query.terms import Literal
from search.text.folding import find_folded, fold, fold_with_places
from search.travel.lights import place_lights

LETTERS = "党黨建村“”《》·、 五星Ａa<&\n"
TEXTS = st.text(LETTERS.replace("\n", ""), min_size=1, max_size=24)
WORDS = st.lists(st.text("党黨建村五星a·", min_size=1, max_size=4).filter(fold), max_size=4)


class Marked(HTMLParser):
    """The text of some HTML, and the text of each hit's marks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.hits: dict[int, str] = {}
        self.ids: list[str] = []
        self.deepest_link = 0
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_by = {name: value or "" for name, value in attrs}
        self.ids += [given_by["id"]] if "id" in given_by else []
        number = int(given_by.get("data-h") or given_by["id"][1:]) if tag == "mark" else 0
        self._open.append((tag, number))
        self.deepest_link = max(self.deepest_link, sum(one == "a" for one, _n in self._open))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag, number in self._open:
            if tag == "mark":
                self.hits[number] = self.hits.get(number, "") + data


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article whose source prints title, byline, paragraphs, headings and captions one a line."""
    source: list[str] = []

    def passage(text: str) -> dict[str, Any]:
        """A passage from which a line break after every fifth character was left out."""
        start = sum(map(len, source))
        pieces, printed = [], []
        for at in range(0, len(text), 5):
            pieces.append([at, start, start + len(text[at : at + 5])])
            printed.append(text[at : at + 5])
            start += len(text[at : at + 5]) + 1
        source.append("\n".join(printed) + "\n")
        return {"text": text, "pieces": pieces}

    title = draw(TEXTS)
    bylines = draw(st.lists(TEXTS, max_size=2))
    texts = draw(st.lists(TEXTS, min_size=1, max_size=4))
    content: dict[str, Any] = {"title": passage(title)}
    content["bylines"] = [passage(text) for text in bylines]
    content["paragraphs"], content["headings"], content["captions"] = [], [], []
    for text in texts:
        kind = draw(st.sampled_from(["paragraphs", "paragraphs", "headings", "captions"]))
        if kind == "paragraphs":
            content[kind].append(passage(text))
        else:
            after = len(content["paragraphs"])
            content[kind].append({"passage": passage(text), "after": after})
    corrected = draw(st.one_of(st.just(title), TEXTS))
    return Article(
        pk=1,
        source=Source(text="".join(source), repairs=[]),
        title=corrected,
        byline="\n".join(bylines),
        publication=draw(st.sampled_from(["", "党建报"])),
        content=content,
    )


def literals(words: list[str]) -> list[Literal]:
    fields = [(), (Field.TITLE, Field.SUBTITLE, Field.KICKER), (Field.BYLINE,), ()]
    return [make_literal(word, fields[nth]) for nth, word in enumerate(words)]


@given(articles(), WORDS)
def test_every_occurrence_in_its_fields_is_a_hit_and_nothing_else_is(
    article: Article, words: list[str]
) -> None:
    asked = literals(words)

    parts = read_hits(article, asked)

    for field, part in parts.items():
        lit = [False] * len(part.text)
        for hit in part.hits:
            assert any(
                literal.folded in fold(part.text[hit.start : hit.end])
                for literal in literals_for(asked, field)
            )
            lit[hit.start : hit.end] = [True] * (hit.end - hit.start)
        # Without what was lit no occurrence is left whole: one dark character would belong to it.
        dark = fold(
            "".join("\ufffd" if on else one for one, on in zip(part.text, lit, strict=True))
        )
        assert not any(literal.folded in dark for literal in literals_for(asked, field))
    numbers = [number for part in parts.values() for number in part.numbers]
    assert sorted(numbers) == list(range(1, count_hits(parts) + 1))


def passages(article: Article) -> dict[str, str]:
    """The text under each anchor, those of one part in the order of its lines."""
    texts = {"title": article.title, "title-printed": article.content["title"]["text"]}
    texts["publication"] = article.publication
    for letter, field in (("p", Field.BODY), ("s", Field.HEADINGS), ("c", Field.CAPTIONS)):
        texts |= {f"{letter}{line.number}": line.text for line in lines_of(article, field)}
    return {**texts, "byline": article.byline}


@given(articles(), WORDS)
def test_each_hit_is_lit_whole_in_the_lines_it_runs_over(
    article: Article, words: list[str]
) -> None:
    parts = read_hits(article, literals(words))
    found = {
        number: part.text[hit.start : hit.end].replace("\n", "")
        for part in parts.values()
        for hit, number in zip(part.hits, part.numbers, strict=True)
    }

    lights = place_lights(article, parts)

    texts = passages(article)
    assert set(lights) <= set(texts)
    lit = dict.fromkeys(found, "")
    for anchor, text in texts.items():
        page = Marked(mark_text(text, (), lights.get(anchor, ())))
        assert page.text == text
        for number, piece in page.hits.items():
            lit[number] += piece.replace("\n", "")
    assert lit == found


@given(articles(), WORDS)
def test_the_source_is_lit_at_the_same_hits(article: Article, words: list[str]) -> None:
    lights = place_lights(article, read_hits(article, literals(words)))
    texts = passages(article)
    clean: dict[int, str] = {}
    for anchor, text in texts.items():
        for light in lights.get(anchor, ()) if anchor[1:].isdigit() else ():
            clean[light.number] = clean.get(light.number, "") + text[light.start : light.end]

    placed = source_lights(article, lights)

    source = article.source.text
    lit: dict[int, str] = {}
    for light in placed:
        assert light.first == (light.number not in lit)
        lit[light.number] = lit.get(light.number, "") + source[light.start : light.end]
    assert clean.items() <= lit.items()
    assert all("\n" not in piece for piece in lit.values())


@st.composite
def marked_and_lit(draw: st.DrawFn) -> tuple[str, list[Mark], list[Light]]:
    text = draw(st.text("党建<>&\"'“”镇a1 ", min_size=1, max_size=30))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=8))
    marks = [Mark(start, end, "fig", f"#n{n}", f"m{n}") for n, (start, end) in enumerate(spans)]
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    lights = [
        Light(start, end, number, href=f"#h{number + 1}")
        for number, (start, end) in enumerate(pairwise(cuts), start=1)
        if draw(st.booleans())
    ]
    return text, marks, lights


@given(marked_and_lit())
def test_marks_and_lights_nest_whatever_overlaps(
    case: tuple[str, list[Mark], list[Light]],
) -> None:
    text, marks, lights = case

    lit = Marked(mark_text(text, marks, lights))
    dark = Marked(mark_text(text, marks))

    assert lit.text == dark.text == text
    assert lit.deepest_link <= 1
    assert lit.hits == {light.number: text[light.start : light.end] for light in lights}
    wanted = [mark.anchor for mark in marks] + [f"h{light.number}" for light in lights]
    assert sorted(lit.ids) == sorted(wanted)


@given(marked_and_lit())
def test_links_are_the_same_lit_or_not(case: tuple[str, list[Mark], list[Light]]) -> None:
    text, marks, lights = case
    quiet = [Light(one.start, one.end, one.number) for one in lights]

    lit, dark = mark_text(text, marks, quiet), mark_text(text, marks)

    for mark in marks:
        assert lit.count(f' id="{mark.anchor}"') == dark.count(f' id="{mark.anchor}"') == 1


def test_a_light_across_the_end_of_a_name_is_split_and_the_name_is_not() -> None:
    html = mark_text("在雁鸣湖镇里", [Mark(1, 5, "plc", "/t/")], [Light(3, 6, 1, href="#h2")])

    assert html == (
        '在<a class="plc" href="/t/">雁鸣<mark id="h1">湖镇</mark></a>'
        '<mark data-h="1"><a class="part" href="#h2">里</a></mark>'
    )


def test_a_light_that_begins_before_a_name_is_split_there() -> None:
    html = mark_text("在雁鸣湖镇里", [Mark(1, 5, "plc", "/t/")], [Light(0, 3, 1, href="#h2")])

    assert html == (
        '<mark id="h1"><a class="part" href="#h2">在</a></mark>'
        '<a class="plc" href="/t/"><mark data-h="1">雁鸣</mark>湖镇</a>里'
    )


def test_a_light_around_a_name_holds_it() -> None:
    html = mark_text("在雁鸣湖镇里", [Mark(1, 5, "plc", "/t/")], [Light(0, 6, 1, href="#h2")])

    assert html == (
        '<mark id="h1"><a class="part" href="#h2">在</a><a class="plc" href="/t/">雁鸣湖镇</a>'
        '<a class="part" href="#h2">里</a></mark>'
    )


@given(TEXTS, st.text("党黨建村五星a·", min_size=1, max_size=4).filter(fold))
def test_what_folds_to_a_word_is_found_where_folding_the_whole_text_finds_it(
    text: str, typed: str
) -> None:
    word, whole = fold(typed), fold_with_places(text)

    found = find_folded(text, word)

    starts = [at for at in range(len(whole.text)) if whole.text.startswith(word, at)]
    assert found == [whole.original(at, at + len(word)) for at in starts]


def test_a_long_repetition_is_looked_for_once_and_not_from_every_character() -> None:
    text, word = "黨" * 300, "党" * 100

    found = find_folded(text, word)

    assert found == [(at, at + 100) for at in range(201)]


def test_occurrences_that_overlap_themselves_are_one_hit() -> None:
    [hit] = find_hits("村村村", [make_literal("村村")])

    assert (hit.start, hit.end) == (0, 3)


def test_each_line_of_several_bylines_is_counted_once() -> None:
    article = Article(
        source=Source(),
        byline="张三\n李四",
        content={"bylines": [{"text": "张三", "pieces": []}, {"text": "李四", "pieces": []}]},
    )

    assert count_hits(read_hits(article, [make_literal("张三")])) == 1


def test_hits_are_numbered_as_the_page_prints_them() -> None:
    def stored(text: str, start: int) -> dict[str, Any]:
        return {"text": text, "pieces": [[0, start, start + len(text)]]}

    article = Article(
        source=Source(),
        title="党",
        byline="党报记者",
        content={
            "title": stored("党", 0),
            "bylines": [stored("党报记者", 90)],
            "paragraphs": [stored("一党二", 10), stored("党", 40)],
            "headings": [{"passage": stored("党建", 30), "after": 1}],
            "captions": [{"passage": stored("党图", 20), "after": 1}],
        },
    )

    parts = read_hits(article, [make_literal("党")])

    assert {field: part.numbers for field, part in parts.items() if part.numbers} == {
        Field.TITLE: (1,),
        Field.BODY: (2, 5),
        Field.CAPTIONS: (3,),
        Field.HEADINGS: (4,),
        Field.BYLINE: (6,),
    }
