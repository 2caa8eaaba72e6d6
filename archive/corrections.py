"""
What people change. In: a row, the change, who and why. Out: the row, a Correction, an outbox job.

Corrections are applied again after every new reading, so they last.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.dates import first_day
from archive.figure_days import settle_figure_days
from archive.figure_fields import set_field, set_place
from archive.figure_places import settle_figure_places
from archive.models import (
    Article,
    Correction,
    Metric,
    Place,
    PlaceMention,
    Program,
    ProgramMention,
    Review,
)
from archive.models.article import ArticleState, WithdrawnBy
from archive.outbox import announce
from archive.pinyin import sort_key
from archive.tellings import settle_tellings

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ARTICLE_FIELDS = ("kicker", "title", "subtitle", "authors", "publication", "published")
METRIC_FIELDS = (
    "phrase",
    "value",
    "value_max",
    "unit",
    "comparator",
    "status",
    "qualifier",
    "per",
    "place_id",
    "period",
    "indicator_id",
)
AnyFact = Metric | PlaceMention | ProgramMention
FactT = TypeVar("FactT", Metric, PlaceMention, ProgramMention)


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as JSON can hold it; an empty field is the verdict on the whole."""

    field: str
    before: Any
    after: Any


class NotCorrectable(ValueError):
    """The change cannot be made; the message is for the person who tried."""


@transaction.atomic
def correct_article(
    article: Article, changes: dict[str, Any], *, by: User | None, reason: str = ""
) -> bool:
    """
    Change what the archive says about an article, never its text. True if anything differed.

    The days of figures that are counted from its date (今年) follow a corrected one. Raises NotCorrectable
    if a field is not one of ARTICLE_FIELDS or a date is no date.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    changes = {n: v for n, v in changes.items() if getattr(article, n, None) != v}
    for name, value in changes.items():
        if name not in ARTICLE_FIELDS:
            raise NotCorrectable(_("“{name}”不能更正。").format(name=name))
        if name == "published" and value and first_day(value) is None:
            raise NotCorrectable(
                _("“{value}”不是日期。请写成 2021、2021-06 或 2021-06-27。").format(value=value)
            )
        Correction.objects.create(
            article=article,
            kind="article",
            field=name,
            before=getattr(article, name),
            after=value,
            made_by=by,
            reason=reason,
        )
        _set_article(article, name, value)
    if "published" in changes:
        settle_figure_days(article)
    if changes:
        _save_and_announce(article)
    return bool(changes)


@transaction.atomic
def correct_metric(
    metric: Metric, changes: dict[str, Any], *, by: User | None, reason: str = ""
) -> None:
    """
    Change a figure's fields; a corrected figure counts as confirmed.

    Raises NotCorrectable if a field is not one of METRIC_FIELDS.
    """
    article, metric = _lock(metric)
    for name, value in changes.items():
        if name not in METRIC_FIELDS:
            raise NotCorrectable(_("“{name}”不能更正。").format(name=name))
        change = Change(name, _plain(getattr(metric, name)), _plain(value))
        _correct(metric, article, _record(metric, change, by=by, reason=reason))
    _judge(metric, Review.CONFIRMED, by=by, reason=reason)
    metric.save()
    settle_tellings(article)
    _save_and_announce(article)


@transaction.atomic
def choose_place(
    mention: PlaceMention, place: Place | None, *, by: User | None, reason: str = ""
) -> int:
    """
    Say which division a mention stands for, and every other that names the same in its article; gives how many.

    They count as confirmed, and the figures that rest on them move there. Raises NotCorrectable if a
    reading has meanwhile dropped the mention.
    """
    article, mention = _lock(mention)
    same = article.place_mentions.filter(name=mention.name, place=mention.place_id)
    code = place.pk if place else None
    alike = list(same.exclude(review=Review.REJECTED).exclude(pk=mention.pk))
    for each in (mention, *alike):
        change = Change("place_id", each.place_id, code)
        _correct(each, article, _record(each, change, by=by, reason=reason))
        _judge(each, Review.CONFIRMED, by=by, reason=reason)
        each.save()
    settle_figure_places(article)
    settle_tellings(article)
    _save_and_announce(article)
    return 1 + len(alike)


@transaction.atomic
def review_fact(fact: FactT, verdict: Review, *, by: User | None, reason: str = "") -> None:
    """Record a person's verdict on a fact: confirmed, doubtful or rejected."""
    article, fact = _lock(fact)
    _judge(fact, verdict, by=by, reason=reason)
    fact.save(update_fields=["review"])
    if isinstance(fact, PlaceMention):
        settle_figure_places(article)
    settle_tellings(article)
    _save_and_announce(article)


@transaction.atomic
def rename_program(program: Program, name: str, parent: Program | None) -> None:
    """
    Change the name shown for a program and what it is part of; its address and identity stay.

    Every article that names it goes to the index again. Raises NotCorrectable for a circle.
    """
    above = parent
    while above is not None:
        if above.pk == program.pk:
            raise NotCorrectable(_("上级做法不能是它自己或它的下级。"))
        above = above.parent
    program.name, program.parent, program.parent_settled = name, parent, True
    program.sort_key = sort_key(name)
    program.save(update_fields=["name", "sort_key", "parent", "parent_settled"])
    mentions = ProgramMention.objects.filter(program=program)
    ids = sorted(set(mentions.values_list("article_id", flat=True)))
    Article.objects.filter(pk__in=ids).update(version=F("version") + 1)
    announce(ids)


@transaction.atomic
def withdraw(article: Article, reason: str, *, by: User | None) -> None:
    """
    Take an article out of every page, list and feed at once; its address says why.

    Raises NotCorrectable if no reason is given.
    """
    if not reason.strip():
        raise NotCorrectable(_("撤下报道要写明原因，读者在原地址会看到它。"))
    _change_state(article, ArticleState.WITHDRAWN, reason.strip(), by)


@transaction.atomic
def restore(article: Article, *, by: User | None) -> None:
    """
    Publish a withdrawn article again under its old address.

    Raises NotCorrectable if the article is not withdrawn.
    """
    if article.state != ArticleState.WITHDRAWN:
        raise NotCorrectable(_("这篇报道没有撤下，不需要恢复。"))
    _change_state(article, ArticleState.PUBLISHED, "", by)


def apply_corrections(article: Article) -> bool:
    """Put every correction back on rows that were just read again; True if a value changed."""
    changed = False
    # The last word on a field counts; what it overruled is history.
    last = {(c.kind, c.field, c.start, c.end): c for c in article.corrections.exclude(kind="state")}
    for correction in last.values():
        if correction.kind == "article":
            if getattr(article, correction.field) != correction.after:
                _set_article(article, correction.field, correction.after)
                article.save()
                changed |= correction.field == "published" and settle_figure_days(article)
        else:
            changed |= _apply_to_fact(article, correction)
    return changed


def _lock(fact: FactT) -> tuple[Article, FactT]:
    """
    The article and the fact as they now are, locked in the order in which readings lock them.

    Raises NotCorrectable if a reading has meanwhile dropped the fact.
    """
    article = Article.objects.select_for_update().get(pk=fact.article_id)
    now = type(fact)._default_manager.select_for_update().filter(pk=fact.pk).first()
    if now is None:
        raise NotCorrectable(_("这一条在重新识读后已不存在，请刷新页面再看。"))
    return article, now


def _judge(fact: AnyFact, verdict: Review, *, by: User | None, reason: str) -> None:
    if str(fact.review) != str(verdict):
        change = Change("", {"review": str(fact.review)}, {"review": str(verdict)})
        _record(fact, change, by=by, reason=reason)
        fact.review = verdict


def _apply_to_fact(article: Article, correction: Correction) -> bool:
    fact = _find_fact(article, correction)
    if fact is None:
        return False
    if not correction.field:
        new = str((correction.after or {}).get("review", fact.review))
        stale = str(fact.review) != new
        fact.review = new
    else:
        before = {field: getattr(fact, field) for field in _settled_fields(fact)}
        _correct(fact, article, correction)
        stale = any(getattr(fact, field) != value for field, value in before.items())
    if stale:
        fact.save()
    return stale


def _settled_fields(fact: AnyFact) -> list[str]:
    """What a correction may change in the row."""
    return [field.attname for field in fact._meta.concrete_fields]


def _correct(fact: AnyFact, article: Article, correction: Correction) -> None:
    """Set the corrected field, what follows from it, and that a person changed it, and when."""
    if isinstance(fact, PlaceMention):
        set_place(fact, correction.after)
        return
    assert isinstance(fact, Metric)  # noqa: S101  # of programs only the verdict changes
    set_field(fact, correction.field, correction.after, article)
    day = timezone.localdate(correction.made_at).isoformat()
    fact.corrected = {**fact.corrected, correction.field: day}


def _find_fact(article: Article, correction: Correction) -> AnyFact | None:
    if correction.start is None or correction.end is None:
        return None
    if correction.kind == "metric":
        return article.metrics.filter(
            number_start=correction.start, number_end=correction.end
        ).first()
    span = {"start": correction.start, "end": correction.end}
    if correction.kind == "place":
        return article.place_mentions.filter(**span).first()
    # Where one span names several programs, the row that was judged remembers it alone.
    named = list(article.program_mentions.filter(**span)[:2])
    return named[0] if len(named) == 1 else None


def _record(fact: AnyFact, change: Change, *, by: User | None, reason: str) -> Correction:
    return Correction.objects.create(
        article_id=fact.article_id,
        kind={Metric: "metric", PlaceMention: "place", ProgramMention: "program"}[type(fact)],
        field=change.field,
        start=fact.number_start if isinstance(fact, Metric) else fact.start,
        end=fact.number_end if isinstance(fact, Metric) else fact.end,
        before=change.before,
        after=change.after,
        made_by=by,
        reason=reason,
    )


def _set_article(article: Article, name: str, value: Any) -> None:
    setattr(article, name, value)
    if name == "publication":
        article.publication_basis = "given" if value else "none"
    if name == "published":
        day = first_day(value)
        article.published_on = day.day if day else None
        article.published_precision = day.precision if day else "unknown"
        article.published_basis = "given" if day else "none"


def _change_state(article: Article, state: ArticleState, reason: str, by: User | None) -> None:
    article = Article.objects.select_for_update().get(pk=article.pk)
    Correction.objects.create(
        article=article,
        kind="state",
        field="state",
        before=article.state,
        after=str(state),
        made_by=by,
        reason=reason,
    )
    article.state = state
    article.withdrawn_reason = reason
    article.withdrawn_by = WithdrawnBy.PERSON if state == ArticleState.WITHDRAWN else ""
    _save_and_announce(article)


def _save_and_announce(article: Article) -> None:
    article.version += 1
    article.save()
    announce([article.pk])


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
