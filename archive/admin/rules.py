"""Staff pages for rules: write one, see what it would do across the archive, then save it; and what was changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.access import staff_user
from archive.admin.names import LookUpAdmin
from archive.admin.rule_forms import (
    IndicatorEditForm,
    LexiconEntryForm,
    PlaceNameForm,
    RuleForm,
)
from archive.admin.rule_words import as_in_table, change_words, rule_words
from archive.models import Indicator, IndicatorEdit, LexiconEntry, PlaceName, RuleChange
from archive.overlay import StaffRow
from archive.preview import preview_rule
from archive.rule_changes import KINDS, RuleChangedMeanwhile, save_rule, stored_rule
from archive.staff_site import is_number
from archive.tasks import ask_for_rereading

SHOWN = 200  # facts of one sort on a page


class RuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Common to the rules staff add: every change is tried before it is saved, none is deleted."""

    rule_form: ClassVar[type[RuleForm[Any]]]
    add_title: ClassVar[Any]  # a lazy translation

    def rule_of(self, object_id: str | None) -> StaffRow:
        """The rule a page is about; a new one without id. Raises Http404 if there is none."""
        row: StaffRow | None = self.model()
        if object_id is not None:
            row = self.model._default_manager.filter(pk=_number(object_id)).first()
        if row is None:
            raise Http404
        return row

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write a new rule."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._page(request, self.rule_of(None))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Change a rule."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return self._page(request, self.rule_of(object_id), object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed the rule, when, from what to what."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = self.rule_of(object_id)
        changes = RuleChange.objects.of(KINDS[type(row)], row.pk) if row.pk else ()
        context = {
            **self._context(request, _("修改记录：{name}").format(name=row), object_id),
            "changes": [(change, change_words(change)) for change in changes],
        }
        return TemplateResponse(request, "admin/archive/rule/history.html", context)

    def _page(
        self, request: HttpRequest, row: StaffRow, object_id: str | None = None
    ) -> HttpResponse:
        name = str(row)
        form = self.rule_form(request.POST or None, instance=row)
        if request.method == "POST" and form.is_valid() and "back" not in request.POST:
            try:
                return self._answer(request, form, object_id)
            except IntegrityError:
                form.add_error(None, _("刚才有人存了同名的规则。请从列表打开那一条再改。"))
            except RuleChangedMeanwhile as changed:
                form.add_error(None, str(changed))
        title = _("修改：{name}").format(name=name) if object_id else self.add_title
        context = {**self._context(request, title, object_id), "form": form}
        return TemplateResponse(request, "admin/archive/rule/form.html", context)

    def _answer(
        self, request: HttpRequest, form: RuleForm[Any], object_id: str | None
    ) -> HttpResponse:
        if "save" in request.POST:
            change = save_rule(form.instance, by=staff_user(request))
            ask_for_rereading(change)
            messages.success(request, _said_saved(change))
            return HttpResponseRedirect(self._address("changelist"))
        after = request.POST.get("after", "")
        preview = preview_rule(form.instance, after=_number(after) if after else None)
        context = {
            **self._context(
                request, _("保存前看影响：{name}").format(name=form.instance), object_id
            ),
            "form": form,
            "differences": rule_words(stored_rule(form.instance), form.instance),
            "preview": preview,
            "continued": bool(after),
            "shown": SHOWN,
        }
        return TemplateResponse(request, "admin/archive/rule/preview.html", context)

    def _context(self, request: HttpRequest, title: str, object_id: str | None) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "list_address": self._address("changelist"),
            "address": self._address("change", object_id) if object_id else self._address("add"),
            "history_address": self._address("history", object_id) if object_id else "",
        }

    def _address(self, page: str, *args: object) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def _number(object_id: str) -> int:
    """The number in an address. Raises Http404 if it is none that a row can have."""
    if not is_number(object_id):
        raise Http404
    return int(object_id)


def _said_saved(change: RuleChange) -> str:
    return _(
        "“{name}”已保存。可能受影响的来源文件马上在后台重新识读，几分钟后各页就是新的样子；"
        "排了多少个文件，看这条规则的修改记录。"
    ).format(name=change.name)


@admin.register(LexiconEntry)
class LexiconEntryAdmin(RuleAdmin):
    """Programs staff named, and names that are none."""

    rule_form = LexiconEntryForm
    add_title = gettext_lazy("添做法词条")
    list_display = ("name", "kind", "parent", "other_forms", "active", "updated_by", "updated_at")
    list_filter = ("active", "kind")
    search_fields = ("name", "folded", "note")
    list_select_related = ("updated_by",)

    @admin.display(description=gettext_lazy("又称"))
    def other_forms(self, entry: LexiconEntry) -> str:
        """The aliases in one line."""
        return "、".join(entry.aliases)


@admin.register(PlaceName)
class PlaceNameAdmin(RuleAdmin):
    """Former and other names of divisions."""

    rule_form = PlaceNameForm
    add_title = gettext_lazy("添地名别名")
    list_display = (
        "name",
        "place",
        "valid_from",
        "valid_to",
        "active",
        "updated_by",
        "updated_at",
    )
    list_filter = ("active",)
    search_fields = ("name", "folded", "place__name", "note")
    list_select_related = ("place", "updated_by")


@admin.register(Indicator)
class IndicatorAdmin(RuleAdmin):
    """Indicators of the taxonomy; what staff change lies over the table's row."""

    rule_form = IndicatorEditForm
    add_title = gettext_lazy("添指标")
    list_display = ("name", "family", "unit", "edited", "slug")
    list_filter = ("family",)
    search_fields = ("name", "slug", "edit__name")
    list_select_related = ("edit",)

    def rule_of(self, object_id: str | None) -> IndicatorEdit:
        """What staff say of an indicator; at first what the table says of it."""
        if object_id is None:
            return IndicatorEdit()
        indicator = Indicator.objects.filter(pk=_number(object_id)).first()
        if indicator is None:
            raise Http404
        edit = IndicatorEdit.objects.filter(indicator=indicator).first()
        return edit or as_in_table(indicator) or IndicatorEdit(indicator=indicator)

    @admin.display(description=gettext_lazy("馆员修改"), boolean=True)
    def edited(self, indicator: Indicator) -> bool:
        """Whether staff's words are in force."""
        edit = getattr(indicator, "edit", None)
        return edit is not None and edit.active


@admin.register(RuleChange)
class RuleChangeAdmin(LookUpAdmin):
    """Every change of a rule, newest first."""

    list_display = ("name", "kind", "made_by", "made_at", "queued_sources")
    list_filter = ("kind",)
    search_fields = ("name",)
    list_select_related = ("made_by",)
    fields = ("name", "kind", "made_by", "made_at", "told", "queued_sources")
    readonly_fields = fields

    @admin.display(description=gettext_lazy("改了什么"))
    def told(self, change: RuleChange) -> str:
        """Each field before and after."""
        return "\n".join(map(str, change_words(change)))
