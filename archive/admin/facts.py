"""Staff pages for facts: read the sentence, then confirm, doubt, reject or correct."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.access import staff_user
from archive.admin.filters import (
    BandFilter,
    LevelFilter,
    PlaceBasisFilter,
    UnitFilter,
    UnresolvedFilter,
)
from archive.admin.forms import (
    MentionForm,
    MetricForm,
    PlaceMentionForm,
    ProgramMentionForm,
)
from archive.admin.walk import WalkingAdmin
from archive.corrections import (
    METRIC_FIELDS,
    AnyFact,
    NotCorrectable,
    choose_place,
    correct_metric,
    review_fact,
)
from archive.ingest import read_again
from archive.kept_facts import METRICS, PLACES
from archive.models import Metric, PlaceMention, ProgramMention, Review
from archive.reading.fact_states import place_line
from archive.reading.figures import normalised_words
from archive.reading.labels import PLACE_BASES, day_words
from archive.reading.reasons import flag_words, reasons_of, trust_words
from archive.tasks import ask_for_reading

# What the machine says of a figure beside its values.
MACHINE = ("trust", "why", "doubts", "told_place", "told_days", "read_by")

AROUND = 80  # characters before and behind what was quoted

F = TypeVar("F", Metric, PlaceMention, ProgramMention)


class FactAdmin(WalkingAdmin[F]):
    """Facts are read out of articles: never added or deleted here, only judged."""

    actions = ("confirm", "doubt", "reject")
    save_on_top = True  # who has read the sentence need not look for the buttons

    @admin.display(description=gettext_lazy("可信度"))
    def trust(self, fact: AnyFact) -> str:
        """The band, or the verdict; and whether the last reading still finds the fact."""
        words = trust_words(fact)
        return _("{trust}，新规则未读出").format(trust=words) if fact.missed else words

    @admin.display(description=gettext_lazy("依据"))
    def why(self, fact: AnyFact) -> str:
        """The rules that made the fact, in words, with their ids and points."""
        rows = ((reason.words, reason.rule, reason.signed) for reason in reasons_of(fact))
        return format_html_join(mark_safe("<br>"), "{} <code>{}</code> {}", rows) or "—"

    @admin.display(description=gettext_lazy("疑点"))
    def doubts(self, metric: Metric) -> str:
        """What the checks found."""
        sentences = ((flag_words(flag["check"]),) for flag in metric.flags)
        return format_html_join(mark_safe("<br>"), "{}", sentences) or "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: F | None = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("标为已核"), permissions=["change"])
    def confirm(self, request: HttpRequest, chosen: QuerySet[F]) -> None:
        """Confirm the chosen facts."""
        self._judge(request, chosen, Review.CONFIRMED)

    @admin.action(description=gettext_lazy("标为存疑"), permissions=["change"])
    def doubt(self, request: HttpRequest, chosen: QuerySet[F]) -> None:
        """Mark the chosen facts doubtful."""
        self._judge(request, chosen, Review.DOUBTFUL)

    @admin.action(description=gettext_lazy("不取（错识）"), permissions=["change"])
    def reject(self, request: HttpRequest, chosen: QuerySet[F]) -> None:
        """Reject the chosen facts: no page shows them."""
        self._judge(request, chosen, Review.REJECTED)

    def _judge(self, request: HttpRequest, chosen: QuerySet[Any], verdict: Review) -> None:
        count = 0
        for fact in chosen:
            try:
                self.judge(request, fact, verdict)
            except NotCorrectable as refused:
                messages.error(request, str(refused))
            else:
                count += 1
        if count:
            messages.success(
                request, _("{n} 条已标为“{verdict}”。").format(n=count, verdict=verdict.label)
            )

    def judge(self, request: HttpRequest, fact: F, verdict: Review, reason: str = "") -> None:
        """Record a verdict. Raises NotCorrectable."""
        review_fact(fact, verdict, by=staff_user(request), reason=reason)

    @admin.display(description=gettext_lazy("前后文"))
    def in_context(self, fact: AnyFact) -> SafeString:
        """What stands around the fact in the source, with the number or name marked."""
        text, spans = fact.article.source.text, METRICS if isinstance(fact, Metric) else PLACES
        start, end = getattr(fact, spans.start), getattr(fact, spans.end)
        first, last = (getattr(fact, spans.spans[-2]), getattr(fact, spans.spans[-1]))
        before = text[max(0, first - AROUND) : start]
        return format_html(
            "{}<mark>{}</mark>{}", before, text[start:end], text[end : last + AROUND]
        )

    @admin.display(description=gettext_lazy("规则版本"))
    def read_by(self, fact: AnyFact) -> str:
        """The version of the rules that last found the fact."""
        return fact.ruleset or "—"

    @admin.display(description=gettext_lazy("原句"))
    def quoted(self, fact: AnyFact) -> str:
        """The words of the source the fact stands on."""
        text = fact.article.source.text
        if isinstance(fact, Metric):
            return text[fact.quote_start : fact.quote_end]
        return text[max(0, fact.start - 12) : fact.end + 12]


@admin.register(Metric)
class MetricAdmin(FactAdmin[Metric]):
    """Figures."""

    stands_at = "number_start"
    form = MetricForm
    list_display = (
        "phrase",
        "amount",
        "place_name",
        "period",
        "review",
        "trust",
        "quoted",
        "article",
    )
    list_filter = ("review", BandFilter, "missed", ("unit", UnitFilter))
    search_fields = ("phrase", "article__title")
    list_select_related = ("article__source",)
    fields = ("quoted", "in_context", "article", *MetricForm.Meta.fields, "reason", *MACHINE)
    readonly_fields = ("quoted", "in_context", "article", *MACHINE)

    @admin.display(description=gettext_lazy("换算值"), ordering="value")
    def amount(self, metric: Metric) -> str:
        """The value with its hedge and unit, as the pages say it: 不少于 200,000 元."""
        return normalised_words(metric)

    @admin.display(description=gettext_lazy("现在的地方"))
    def told_place(self, metric: Metric) -> str:
        """The place as pages name it, the division it is, and how it is known."""
        line = place_line(metric.place) if metric.place else ""
        named = " → ".join(filter(None, (metric.place_name, line)))
        return _("{what}（{basis}）").format(
            what=named or "—", basis=metric.get_place_basis_display()
        )

    @admin.display(description=gettext_lazy("现在的日期"))
    def told_days(self, metric: Metric) -> str:
        """The days charts and lists take the period for, and how it is known."""
        days = day_words(metric.period_first, metric.period_last)
        return _("{what}（{basis}）").format(
            what=days or "—", basis=metric.get_period_basis_display()
        )

    def save_model(
        self, request: HttpRequest, obj: Metric, form: ModelForm[Metric], change: bool
    ) -> None:
        """Record changed fields as corrections and the verdict as a verdict."""
        names = {"indicator": "indicator_id", "place": "place_id"}
        fields = [names.get(name, name) for name in form.changed_data]
        changes = {name: getattr(obj, name) for name in fields if name in METRIC_FIELDS}
        reason = form.cleaned_data.get("reason", "")
        if changes:
            correct_metric(obj, changes, by=staff_user(request), reason=reason)
        if "review" in form.changed_data:
            self.judge(request, obj, Review(form.cleaned_data["review"]), reason)


class MentionAdmin(FactAdmin[F]):
    """Names in a text: the verdict may change, and of a place which one it is."""

    form = MentionForm

    def save_model(self, request: HttpRequest, obj: F, form: ModelForm[F], change: bool) -> None:
        """Record the verdict."""
        if "review" in form.changed_data:
            verdict = Review(form.cleaned_data["review"])
            self.judge(request, obj, verdict, form.cleaned_data.get("reason", ""))


@admin.register(PlaceMention)
class PlaceMentionAdmin(MentionAdmin[PlaceMention]):
    """Places named."""

    form = PlaceMentionForm
    list_display = ("name", "place", "basis_words", "review", "quoted", "article")
    list_filter = (
        "review",
        "missed",
        ("level", LevelFilter),
        ("basis", PlaceBasisFilter),
        UnresolvedFilter,
    )
    search_fields = ("name", "article__title")
    list_select_related = ("article__source", "place")
    fields = (
        "name",
        "in_context",
        "article",
        "basis_words",
        "place",
        "candidate",
        "review",
        "reason",
        "trust",
        "why",
    )
    readonly_fields = ("name", "in_context", "article", "basis_words", "trust", "why")

    @admin.display(description=gettext_lazy("依据"), ordering="basis")
    def basis_words(self, mention: PlaceMention) -> str:
        """How it is known which place is meant."""
        return str(PLACE_BASES.get(mention.basis, mention.basis))

    def save_model(
        self, request: HttpRequest, obj: PlaceMention, form: ModelForm[Any], change: bool
    ) -> None:
        """Record the place for every mention that names the same in the article, and the verdict."""
        if not isinstance(form, PlaceMentionForm):
            raise TypeError("a mention is changed through PlaceMentionForm")
        if form.chose:
            reason = form.cleaned_data.get("reason", "")
            place = form.cleaned_data["place"]
            n = choose_place(obj, place, by=staff_user(request), reason=reason)
            messages.success(request, _("本篇同名的 {n} 处已一并改定，数据随之改归。").format(n=n))
        super().save_model(request, obj, form, change)

    def judge(
        self, request: HttpRequest, fact: PlaceMention, verdict: Review, reason: str = ""
    ) -> None:
        """Record a verdict; figures that had lost a rejected place are read anew when it counts again."""
        stored = PlaceMention.objects.filter(pk=fact.pk).values_list("review", flat=True).first()
        super().judge(request, fact, verdict, reason)
        if stored == Review.REJECTED and verdict != Review.REJECTED:
            source = fact.article.source
            read_again(source, encoding=source.encoding_choice)
            ask_for_reading(source)


@admin.register(ProgramMention)
class ProgramMentionAdmin(MentionAdmin[ProgramMention]):
    """Programs named."""

    form = ProgramMentionForm
    list_display = ("program", "review", "quoted", "article")
    list_filter = ("review", BandFilter, "missed")
    search_fields = ("program__name", "article__title")
    list_select_related = ("article__source", "program")
    fields = ("program", "in_context", "article", "review", "reason", "trust", "why")
    readonly_fields = ("program", "in_context", "article", "trust", "why")
