"""Captions go to the article that names their person or place."""

from __future__ import annotations

from archive.pipeline.page.captions import assign_captions
from archive.pipeline.text.passages import cut
from archive.pipeline.values import ArticleDraft, Author, Passage, Placed, Span


def passage(text: str) -> Passage:
    return cut(text, Span(0, len(text)))


def draft(index: int, body: str, author: str, *captions: str) -> ArticleDraft:
    return ArticleDraft(
        index=index,
        paragraphs=(passage(body),),
        authors=(Author(author, None),),
        captions=tuple(Placed(passage(caption), 1) for caption in captions),
    )


def captions(articles: list[ArticleDraft]) -> list[list[tuple[str, int]]]:
    return [[(c.passage.text, c.after) for c in article.captions] for article in articles]


def test_a_caption_goes_to_the_author_it_names() -> None:
    first = draft(0, "刘集镇的工作。", "刘永强", "雁鸣湖党委副书记刘海玲(中)下乡调研")
    second = draft(1, "雁鸣湖镇的工作。", "刘海玲")

    found = assign_captions([first, second])

    assert captions(found) == [[], [("雁鸣湖党委副书记刘海玲(中)下乡调研", 0)]]


def test_a_caption_that_names_an_earlier_article_stands_after_its_text() -> None:
    first = draft(0, "刘集镇的工作。", "刘永强")
    second = draft(1, "雁鸣湖镇的工作。", "刘海玲", "刘永强(右一)在调研")

    found = assign_captions([first, second])

    assert captions(found) == [[("刘永强(右一)在调研", 1)], []]


def test_a_caption_goes_to_the_article_about_the_place_it_names() -> None:
    first = draft(0, "刘集镇的工作。", "刘永强", "俯瞰雁鸣湖镇新村")
    second = draft(1, "雁鸣湖镇的工作。", "刘海玲")

    found = assign_captions([first, second])

    assert captions(found)[1] == [("俯瞰雁鸣湖镇新村", 0)]


def test_a_caption_that_names_nobody_stays_where_it_stands() -> None:
    first = draft(0, "刘集镇的工作。", "刘永强", "普法宣传。")
    second = draft(1, "雁鸣湖镇的工作。", "刘海玲")

    found = assign_captions([first, second])

    assert captions(found) == [[("普法宣传。", 1)], []]
