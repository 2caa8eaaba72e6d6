"""
The one place that writes articles. In: a source and what was read out of it. Out: its rows.

Rows and outbox commit together. What a person corrected or judged outlives every new reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from archive.corrections import apply_corrections
from archive.dates import first_day
from archive.facts import make_facts, make_shared_rows, sync_facts
from archive.figure_places import settle_figure_places
from archive.kept_facts import rehome_facts
from archive.models import Article, Edition, IndexJob, Source
from archive.models.article import ArticleState, WithdrawnBy
from archive.models.source import SourceState
from archive.outbox import announce
from archive.passages import body_span, print_content
from archive.pipeline.values import ArticleDraft, ArticleReading, Basis, Reading, SetAside
from archive.tellings import settle_tellings

# Positions are unique within a source; while articles change places they stand out of the way.
ASIDE = 1_000_000
VANISHED_AT = 2 * ASIDE  # where an article stands that no reading holds any more, with its number
VANISHED = "重新识读来源文件后，这一篇不再单独成篇。"


@transaction.atomic
def store_reading(source: Source, reading: Reading) -> list[Article]:
    """
    Make the articles of `source` what `reading` says, keeping addresses, states and corrections.

    Safe to run again: the same reading leaves the same rows. An article the page no longer holds
    is withdrawn with that reason, never deleted: its address may have been cited. If a later
    reading holds it again it is public again.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    _store_source(source, reading)
    before = list(source.articles.select_for_update())
    matched = _match(before, [article.draft for article in reading.articles])
    _step_aside(before)
    articles, changed = [], []
    for found, known in zip(reading.articles, matched, strict=True):
        article = known or Article(source=source, state=ArticleState.PUBLISHED)
        fresh = _return_vanished(article)
        fresh |= _write_article(article, found, source)
        articles.append(article)
        if fresh:
            changed.append(article)
    homes = {article.pk: body_span(article) for article in articles}
    moved = rehome_facts(source, homes) if before else set()
    make_shared_rows(reading)
    for found, article in zip(reading.articles, articles, strict=True):
        fresh = _store_facts(article, found, reading.ruleset, first=not before)
        if (fresh or article.pk in moved) and article not in changed:
            changed.append(article)
    changed += [a for a in before if a not in articles and _withdraw_vanished(a)]
    if before:
        _count_up(changed)
    announce(article.pk for article in changed)
    if not changed:
        Edition.objects.turn()  # what is told of the source and its programs may be new
    if not IndexJob.objects.filter(article_id__in=[a.pk for a in (*articles, *before)]).exists():
        # The index has nothing to learn: what was findable still is.
        Source.objects.filter(pk=source.pk).update(state=SourceState.PUBLISHED)
    return articles


def _count_up(changed: Iterable[Article]) -> None:
    for article in changed:
        article.version += 1
        article.save(update_fields=["version", "updated_at"])


def _store_facts(article: Article, found: ArticleReading, ruleset: str, *, first: bool) -> bool:
    """True if a fact changed; at the first reading of a source there is nothing to keep or correct."""
    if first:
        make_facts(article, found, ruleset)
        return any(metric.links for metric in found.metrics) and settle_tellings(article)
    fresh = sync_facts(article, found, ruleset)
    if apply_corrections(article):
        settle_figure_places(article)
        fresh = True
    return settle_tellings(article) or fresh


def _store_source(source: Source, reading: Reading) -> None:
    source.text = reading.decoded.text
    source.encoding = reading.decoded.encoding
    source.container = reading.decoded.container.value
    source.repairs = [
        {"kind": r.kind.value, "start": r.span.start, "end": r.span.end}
        for r in reading.page.repairs
    ]
    source.noise = [[span.start, span.end] for span in reading.page.noise]
    source.ruleset = reading.ruleset
    source.state = SourceState.READ
    source.failure_code = source.failure = ""
    source.encoding_candidates = []
    source.save()


def _match(before: Sequence[Article], drafts: Sequence[ArticleDraft]) -> list[Article | None]:
    """
    For each draft the stored article it is, each used once: first those whose body is unchanged, then
    those that share most of theirs.

    In a text decoded another way spans say nothing of before, and the same body is the same article.
    """
    free = {article.pk: article for article in before}
    matched: dict[int, Article] = {}
    for same_body in (True, False):
        for at, draft in enumerate(drafts):
            if at in matched:
                continue
            body = _fingerprint(draft)
            rivals = [a for a in free.values() if not same_body or a.fingerprint == body]
            best = max(rivals, key=lambda a: _shared(a, draft), default=None)
            if best is not None and (same_body or _shared(best, draft) > 0):
                matched[at] = free.pop(best.pk)
    return [matched.get(at) for at in range(len(drafts))]


def _shared(article: Article, draft: ArticleDraft) -> int:
    """How many characters of the source both bodies cover; below 0 how far they are apart."""
    start, end = body_span(article)
    first, last = draft.paragraphs[0].span, draft.paragraphs[-1].span
    return min(last.end, end) - max(first.start, start)


def _fingerprint(draft: ArticleDraft) -> str:
    """Changes when the text of the body does."""
    body = "\n".join(passage.text for passage in draft.paragraphs)
    return hashlib.sha256(body.encode()).hexdigest()


def _step_aside(before: Sequence[Article]) -> None:
    for article in before:
        Article.objects.filter(pk=article.pk).update(position=ASIDE + article.position)


def _withdraw_vanished(article: Article) -> bool:
    """
    True if it was public until now; what a person withdrew keeps the person's reason.

    One that vanished at an earlier reading stays as people left it since: they may have restored it.
    """
    public = article.state != ArticleState.WITHDRAWN and article.position < VANISHED_AT
    article.position = VANISHED_AT + article.pk
    if public:
        article.state = ArticleState.WITHDRAWN
        article.withdrawn_reason = VANISHED
        article.withdrawn_by = WithdrawnBy.READING
    article.save()
    return public


def _return_vanished(article: Article) -> bool:
    """Publish again what only an earlier reading withdrew; True if it did."""
    if article.withdrawn_by != WithdrawnBy.READING:
        return False
    article.state = ArticleState.PUBLISHED
    article.withdrawn_reason = article.withdrawn_by = ""
    return True


# A corrected field takes with it what is derived from it.
DERIVED = {
    "publication": {"publication_basis"},
    "published": {"published_basis", "published_precision", "published_on", "published_evidence"},
}


def _write_article(article: Article, found: ArticleReading, source: Source) -> bool:
    """Set what the page says, save what people corrected; True if anything differs from before."""
    kept = _corrected_fields(article)
    values = {n: v for n, v in _article_values(found, source).items() if n not in kept}
    changed = article._state.adding or any(
        getattr(article, name) != value for name, value in values.items() if name != "position"
    )
    for name, value in values.items():
        setattr(article, name, value)
    article.save()
    return changed


def _corrected_fields(article: Article) -> set[str]:
    if article._state.adding:
        return set()
    fields = set(article.corrections.filter(kind="article").values_list("field", flat=True))
    return fields.union(*(DERIVED.get(field, set()) for field in fields))


def _article_values(found: ArticleReading, source: Source) -> dict[str, Any]:
    draft = found.draft
    content = print_content(draft)
    return {
        "position": draft.index,
        "kicker": draft.kicker.text if draft.kicker else "",
        "title": draft.title.text if draft.title else "",
        "subtitle": draft.subtitle.text if draft.subtitle else "",
        "byline": "\n".join(passage.text for passage in draft.bylines),
        "authors": [{"name": author.name, "role": author.role} for author in draft.authors],
        "script": draft.script.value,
        "content": content,
        "set_aside": [_print_aside(aside) for aside in found.set_aside],
        "paragraph_count": len(draft.paragraphs),
        "fingerprint": _fingerprint(draft),
        **_publication_values(draft, source),
        **_published_values(draft, source),
    }


def _print_aside(aside: SetAside) -> dict[str, Any]:
    return {
        "text": aside.text,
        "reason": aside.reason.value,
        "span": [aside.span.start, aside.span.end],
        "rule": aside.rule,
    }


def _publication_values(draft: ArticleDraft, source: Source) -> dict[str, Any]:
    if draft.publication is not None:
        return {
            "publication": draft.publication.name[:100],
            "publication_basis": draft.publication.basis.value,
        }
    basis = Basis.GIVEN if source.publication_hint else Basis.NONE
    return {"publication": source.publication_hint, "publication_basis": basis.value}


def _published_values(draft: ArticleDraft, source: Source) -> dict[str, Any]:
    published = draft.published
    value, precision, basis = published.value or "", published.precision, published.basis.value
    if not value and source.date_hint:
        value, basis = source.date_hint, Basis.GIVEN.value
    day = first_day(value)
    return {
        "published": value,
        "published_precision": day.precision if day else precision.value,
        "published_basis": basis,
        "published_evidence": [[span.start, span.end] for span in published.evidence],
        "published_on": day.day if day else None,
        "dateline": (published.dateline or "")[:40],
        "date_conflict": published.conflict,
    }
