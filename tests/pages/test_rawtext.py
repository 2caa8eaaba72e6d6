"""The source as it is: the runs joined are the source, whatever was left out of the clean text."""

from __future__ import annotations

import pytest

from archive.models import Article
from archive.reading.rawtext import raw_runs


@pytest.mark.django_db
def test_the_runs_of_every_seed_are_the_source_from_first_to_last_character(
    archived_seeds: None,
) -> None:
    for article in Article.objects.select_related("source"):
        joined = "".join(run.text for run in raw_runs(article))

        assert joined
        assert joined in article.source.text
        for passage in article.content["paragraphs"]:
            for at, start, end in passage["pieces"]:
                assert article.source.text[start:end] == passage["text"][at : at + end - start]


def test_an_article_without_content_has_no_runs() -> None:
    assert raw_runs(Article()) == []
