"""Staff pages for articles: correct, withdraw with a reason, restore."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from archive.admin.access import staff_user
from archive.admin.filters import DateBasisFilter, ScriptFilter
from archive.admin.forms import ArticleForm, ReasonForm
from archive.admin.refusals import RefusingAdmin
from archive.admin.reprints import reprints_page
from archive.corrections import NotCorrectable, correct_article, restore, withdraw
from archive.models import Article
from archive.reading.reasons import aside_words


@admin.register(Article)
class ArticleAdmin(RefusingAdmin[Article]):
    """Articles come from sources; here only what the archive says about them changes."""

    form = ArticleForm
    change_form_template = "admin/archive/article/change.html"
    list_display = ("headline", "publication", "published", "state", "source")
    list_filter = (
        "state",
        ("published_basis", DateBasisFilter),
        ("script", ScriptFilter),
    )
    search_fields = ("title", "kicker", "subtitle", "byline", "source__name")
    list_select_related = ("source",)

    @admin.display(description=gettext_lazy("标题"), ordering="title")
    def headline(self, article: Article) -> str:
        """The title, or the first words of a report without one."""
        return article.display_title

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Without the sources' texts."""
        return super().get_queryset(request).defer("source__text", "source__noise")

    fields = (
        "kicker",
        "title",
        "subtitle",
        "authors_text",
        "publication",
        "published",
        "reason",
        "byline",
        "state",
        "withdrawn_reason",
        "source",
        "aside_labels",
    )
    readonly_fields = ("byline", "state", "withdrawn_reason", "source", "aside_labels")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/reprints/", view(self.reprints_view), name="article_reprints"),
            path("<int:pk>/withdraw/", view(self.withdraw_view), name="article_withdraw"),
            path(
                "<int:pk>/restore/", view(require_POST(self.restore_view)), name="article_restore"
            ),
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("不作为做法的名称"))
    def aside_labels(self, article: Article) -> str:
        """Names that look like programs and are none, each with the reason and the rule."""
        rows = (
            (aside["text"], aside_words(aside["reason"]), aside["rule"])
            for aside in article.set_aside
        )
        return format_html_join(mark_safe("<br>"), "“{}”：{}（{}）", rows) or "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool
    ) -> None:
        """Record what differs as corrections; the row itself is written there."""
        if not isinstance(form, ArticleForm):
            raise TypeError("an article is corrected through ArticleForm")
        changes: dict[str, Any] = {
            name: form.cleaned_data[name] for name in ArticleForm.Meta.fields
        }
        changes["authors"] = form.authors()
        correct_article(
            obj, changes, by=staff_user(request), reason=form.cleaned_data.get("reason", "")
        )

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then withdraw."""
        article = self._changeable(request, pk)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            withdraw(article, form.cleaned_data["reason"], by=staff_user(request))
            messages.success(
                request, _("已撤下。读者在原地址会看到原因，各页、检索和订阅里都已没有它。")
            )
            return self._back(pk)
        context = {
            **self.admin_site.each_context(request),
            "article": article,
            "form": form,
            "title": _("撤下报道"),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/archive/article/withdraw.html", context)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish a withdrawn article again."""
        try:
            restore(self._changeable(request, pk), by=staff_user(request))
        except NotCorrectable as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("已恢复公开，地址不变。"))
        return self._back(pk)

    def reprints_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What prints the same report, and what a person says of it."""
        return reprints_page(self.admin_site, request, pk)

    def _changeable(self, request: HttpRequest, pk: int) -> Article:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Article, pk=pk)

    def _back(self, pk: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:archive_article_change", args=[pk]))
