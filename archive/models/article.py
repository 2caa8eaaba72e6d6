"""Articles, and what people corrected in them."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Case, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from archive.models.addresses import number_address
from archive.models.source import Source


class ArticleState(models.TextChoices):
    """Who may see an article."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("公开")
    WITHDRAWN = "withdrawn", _("已撤下")


class WithdrawnBy(models.TextChoices):
    """Who took an article out of view: a person, or a reading that no longer holds it."""

    PERSON = "person", _("馆员")
    READING = "reading", _("重新识读")


HIDDEN = tuple(state for state in ArticleState if state != ArticleState.PUBLISHED)
TITLED = 20  # characters of the text that stand for a missing title
UNLISTED = (
    *("content", "set_aside", "published_evidence", "kicker", "byline", "dateline", "fingerprint"),
    *("withdrawn_reason", "withdrawn_by", "created_at", "updated_at"),
)
MONTH_KNOWN = ("day", "month")  # precisions of a date that tell the month
DATED = ("stated", "given")  # bases of a date printed in the source, or given by who handed it in


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about articles."""

    def published(self) -> ArticleQuerySet:
        """Articles anyone may read."""
        return self.filter(state=ArticleState.PUBLISHED)

    def withdrawn(self) -> ArticleQuerySet:
        """Articles taken out of view."""
        return self.filter(state=ArticleState.WITHDRAWN)

    def withdrawn_by_people(self) -> ArticleQuerySet:
        """Articles a person took out of view; not those a reading no longer holds."""
        return self.withdrawn().exclude(withdrawn_by=WithdrawnBy.READING)

    def published_among(self, ids: Collection[int]) -> ArticleQuerySet:
        """Those of these articles that anyone may read, in no order."""
        # By the states left out: asked for the one left, SQLite walks every published article.
        return self.filter(pk__in=ids).exclude(state__in=HIDDEN).order_by()

    def hidden(self) -> ArticleQuerySet:
        """Articles no list may show."""
        # By the states asked for, not by the one left out: only so the index is used.
        return self.filter(state__in=HIDDEN)

    def hidden_ids(self) -> list[int]:
        """Their ids, whatever the index still holds."""
        return list(self.hidden().values_list("pk", flat=True))

    def newest_first(self) -> ArticleQuerySet:
        """By published date, undated last."""
        return self.order_by(models.F("published_on").desc(nulls_last=True), "-pk")

    def last_come(self) -> ArticleQuerySet:
        """By the time they came into the archive, the last first: numbers are given in that order."""
        return self.order_by("-pk")

    def oldest_first(self) -> ArticleQuerySet:
        """By published date, undated last."""
        return self.order_by(models.F("published_on").asc(nulls_last=True), "pk")

    def in_year(self, year: int) -> ArticleQuerySet:
        """Articles printed in that year, as far as it is stated or inferred."""
        return self.filter(published_on__year=year)

    def in_month(self, month: int) -> ArticleQuerySet:
        """Articles of which the month is known and is that one."""
        return self.filter(published_precision__in=MONTH_KNOWN, published_on__month=month)

    def without_month(self) -> ArticleQuerySet:
        """Articles of which the month is not known."""
        return self.exclude(published_precision__in=MONTH_KNOWN, published_on__isnull=False)

    def of_source(self, source_id: int) -> ArticleQuerySet:
        """The articles one file gave, in page order."""
        return self.filter(source_id=source_id).order_by("position")

    def for_lists(self) -> ArticleQuerySet:
        """Rows with what a list prints of them, and not the text: of one without a title its first words."""
        first = Substr(
            KeyTextTransform("text", KeyTransform(0, KeyTransform("paragraphs", "content"))),
            1,
            TITLED,
        )
        opening = Case(When(title="", then=first), default=None, output_field=models.TextField())
        return self.defer(*UNLISTED).annotate(first_words=opening)

    def undated(self) -> ArticleQuerySet:
        """Articles of which not even the year is known."""
        return self.filter(published_on=None)


class Article(models.Model):
    """
    One report of a source.

    `content` holds the passages: {"kicker"|"title"|"subtitle": passage|null, "bylines": [passage],
    "summary": [passage], "paragraphs": [passage], "headings": [{passage, after}],
    "captions": [{passage, after}]} with passage = {"text", "pieces": [[at, start, end]]}; `after`
    is the number of paragraphs printed before. Offsets count code points of `source.text`.
    """

    source = models.ForeignKey(
        Source, verbose_name=_("来源文件"), on_delete=models.PROTECT, related_name="articles"
    )
    position = models.PositiveIntegerField(_("在来源中的次序"))
    kicker = models.TextField(_("肩题"), blank=True)
    title = models.TextField(_("标题"), blank=True)
    subtitle = models.TextField(_("副题"), blank=True)
    byline = models.TextField(_("署名原文"), blank=True)
    authors = models.JSONField(_("作者"), default=list, blank=True)  # [{name, role}]
    publication = models.CharField(_("刊发媒体"), max_length=100, blank=True)
    publication_basis = models.CharField(_("媒体依据"), max_length=16, default="none")
    published = models.CharField(_("刊发日期"), max_length=10, blank=True)  # ISO, cut to precision
    published_precision = models.CharField(_("日期精度"), max_length=16, default="unknown")
    published_basis = models.CharField(_("日期依据"), max_length=16, default="none")
    published_evidence = models.JSONField(
        default=list, blank=True, editable=False
    )  # [[start, end]]
    published_on = models.DateField(null=True, blank=True, editable=False)  # first day it may mean
    dateline = models.CharField(_("电头日期"), max_length=40, blank=True)
    date_conflict = models.BooleanField(_("日期互相矛盾"), default=False)
    script = models.CharField(_("字形"), max_length=4, default="hans")
    content = models.JSONField(default=dict, editable=False)
    # What looks like a program and is none: [{text, reason, span: [start, end], rule}].
    set_aside = models.JSONField(default=list, editable=False)
    paragraph_count = models.PositiveIntegerField(default=0, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    state = models.CharField(
        _("状态"), max_length=16, choices=ArticleState, default=ArticleState.DRAFT
    )
    withdrawn_reason = models.TextField(_("撤下原因"), blank=True)
    withdrawn_by = models.CharField(
        _("由谁撤下"), max_length=8, choices=WithdrawnBy, blank=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # Counts up at each change that search must see; the index holds the version it was made from.
    version = models.PositiveIntegerField(default=1, editable=False)
    # Articles that print one report share a number: the smallest of theirs (archive.reprints).
    reprint_group = models.BigIntegerField(null=True, editable=False, db_index=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("报道")
        verbose_name_plural = _("报道")
        ordering = ["source_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "position"], name="article_once_per_position"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ArticleState.values), name="article_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ArticleState.WITHDRAWN) | ~models.Q(withdrawn_reason=""),
                name="article_withdrawn_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "published_on"], name="article_by_date")]

    def __str__(self) -> str:
        return self.display_title

    def get_absolute_url(self) -> str:
        return number_address("article", self.pk)

    @property
    def display_title(self) -> str:
        """The printed title; without one, the first words of the body in brackets (derived)."""
        if self.title:
            return self.title
        known = vars(self)
        first_words = known["first_words"] if "first_words" in known else self._opening()
        return "〔无题〕" if first_words is None else f"〔无题〕{first_words}…"

    def _opening(self) -> str | None:
        """The first words of the body; None if it has none. Rows for lists bring them along."""
        paragraphs = self.content.get("paragraphs", [])
        return paragraphs[0]["text"][:TITLED] if paragraphs else None

    @property
    def year(self) -> int | None:
        """Year of publication, stated or inferred."""
        return self.published_on.year if self.published_on else None


class Correction(models.Model):
    """
    What a person changed. It is applied again each time the source is read again.

    `kind` article: `field` names the article's field. `kind` metric, place or program: the fact is
    found again by `start`, `end` (its span in the source text) and kind; an empty `field` is a
    verdict on the fact as a whole, in `after` ({"review": …}).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=16)
    field = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("更正")
        verbose_name_plural = _("更正")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}".strip()
