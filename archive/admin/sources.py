"""Staff pages for source files: upload, progress, choosing an encoding, reading again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from archive.admin.forms import EncodingForm, UploadForm
from archive.ingest import Hints, Receipt, read_again, receive_file
from archive.models import Article, Source
from archive.models.source import SourceState
from archive.pipeline.errors import UnreadableSource
from archive.staff_site import is_number
from archive.tasks import ask_for_reading

NOTICES = "upload_notices"
SETTLED = (SourceState.PUBLISHED, SourceState.FAILED)


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    """Source files are added by uploading, never edited, never deleted."""

    list_display = ("name", "state", "failure", "size", "received_at", "received_by")
    list_filter = ("state", "container")
    list_select_related = ("received_by",)
    search_fields = ("name", "sha256")
    fields = (
        "name",
        "state",
        "failure",
        "articles_read",
        "container",
        "encoding",
        "publication_hint",
        "date_hint",
        "size",
        "sha256",
        "received_at",
        "received_by",
        "repair_count",
    )
    readonly_fields = fields
    change_form_template = "admin/archive/source/change.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Without the texts: a list of a hundred sources must not load them."""
        return super().get_queryset(request).defer("text", "noise")

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("progress/", self.admin_site.admin_view(self.progress), name="source_progress"),
            path(
                "<int:pk>/read-again/",
                self.admin_site.admin_view(require_POST(self.read_again)),
                name="source_read_again",
            ),
        ]
        return own + super().get_urls()

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("读出的报道"))
    def articles_read(self, source: Source) -> SafeString | str:
        """Links to the articles of the source."""
        links = [
            format_html('<a href="{}">{}</a>', a.get_absolute_url(), a.display_title)
            for a in source.articles.order_by("position")
        ]
        joined = SafeString("；").join(links)
        return SafeString(joined) if links else "—"

    @admin.display(description=gettext_lazy("修复"))
    def repair_count(self, source: Source) -> str:
        """How many places cleaning mended."""
        return _("{n} 处").format(n=len(source.repairs))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload one or several files."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            received = self._receive_all(request, form)
            # The progress page reloads itself; what was refused has no row and must stay readable.
            query = ",".join(str(source.pk) for source in received)
            said = [str(message) for message in messages.get_messages(request)]
            request.session[NOTICES] = {"ids": query, "said": said}
            return HttpResponseRedirect(f"{reverse('admin:source_progress')}?ids={query}")
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": _("上传报道"),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/archive/source/upload.html", context)

    def progress(self, request: HttpRequest) -> HttpResponse:
        """How far each of some files has come; reloads itself until all have settled."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        parts = request.GET.get("ids", "").split(",")
        ids = [int(part) for part in parts if is_number(part)]
        titles = Article.objects.only("source", "title", "position", "state", "content")
        sources = (
            Source.objects.filter(pk__in=ids[:1000])
            .only("name", "state", "failure")
            .order_by("pk")
            .prefetch_related(Prefetch("articles", titles))
        )
        settled = all(source.state in SETTLED for source in sources)
        context = {
            **self.admin_site.each_context(request),
            "sources": sources,
            "settled": settled,
            "notices": _notices(request, settled=settled),
            "title": _("收录进度"),
            "opts": self.opts,
        }
        response = TemplateResponse(request, "admin/archive/source/progress.html", context)
        if not settled:
            response["Refresh"] = "2"
        return response

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The source, why it failed, and the encodings to choose from; there is nothing to save."""
        if request.method == "POST":
            messages.error(request, _("来源文件收下以后不能改，只能重新识读。"))
            return HttpResponseRedirect(request.get_full_path())
        return super().change_view(
            request,
            object_id,
            form_url,
            {
                **(extra_context or {}),
                "show_save": False,
                "show_save_and_continue": False,
                "show_save_and_add_another": False,
            },
        )

    def read_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Queue the source again, with the chosen encoding if one was chosen."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        source = get_object_or_404(Source, pk=pk)
        encoding = ""
        if request.POST.get("encoding"):
            form = EncodingForm(request.POST, candidates=source.encoding_candidates)
            if not form.is_valid():
                messages.error(request, _("请从列出的编码里选一个。"))
                return HttpResponseRedirect(reverse("admin:archive_source_change", args=[pk]))
            encoding = form.cleaned_data["encoding"]
        read_again(source, encoding=encoding or source.encoding_choice)
        ask_for_reading(source)
        return HttpResponseRedirect(f"{reverse('admin:source_progress')}?ids={pk}")

    def _receive_all(self, request: HttpRequest, form: UploadForm) -> list[Source]:
        hints = Hints(form.cleaned_data["publication"], form.cleaned_data["date"])
        received = []
        for file in form.cleaned_data["reports"]:
            source = self._receive(request, file, hints)
            if source is not None:
                received.append(source)
        return received

    def _receive(
        self, request: HttpRequest, file: UploadedFile[Any], hints: Hints
    ) -> Source | None:
        by = request.user if request.user.is_authenticated else None
        try:
            receipt = receive_file(file.name or "", file.chunks(), by=by, hints=hints)
        except UnreadableSource as refused:
            messages.error(request, f"{file.name}：{refused.sentence}")
            return None
        if receipt.unread:
            ask_for_reading(receipt.source)
        if not receipt.fresh:
            words = {"new": file.name, "old": receipt.source.name}
            messages.warning(request, _said_again(receipt).format(**words))
        return receipt.source


def _notices(request: HttpRequest, *, settled: bool) -> list[str]:
    """What was said of the upload this page follows; once all has settled it has been said."""
    kept = request.session.get(NOTICES)
    if not isinstance(kept, dict) or kept["ids"] != request.GET.get("ids", ""):
        return []
    if settled:
        del request.session[NOTICES]
    return list(kept["said"])


def _said_again(receipt: Receipt) -> str:
    """What the person is told about bytes that were here before."""
    if receipt.unread:
        return _("{new}：内容与已收的“{old}”完全相同，不重复收录，正在识读那一份。")
    return _("{new}：内容与已收的“{old}”完全相同，不重复收录；这次填的媒体和日期没有使用。")
