"""Staff pages for names: divisions to look up, programs to rename."""

from __future__ import annotations

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from archive.admin.refusals import RefusingAdmin
from archive.corrections import rename_program
from archive.models import Place, Program


class LookUpAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that come from data files: looked up here, changed there."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Place)
class PlaceAdmin(LookUpAdmin):
    """Divisions of the gazetteer."""

    list_display = ("code", "name", "level", "county", "city", "province")
    list_filter = ("level",)
    search_fields = ("name", "code")


@admin.register(Program)
class ProgramAdmin(RefusingAdmin[Program]):
    """Programs: the name shown and the parent may change; the address stays."""

    list_display = ("name", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "folded")
    fields = ("name", "kind", "parent", "slug")
    readonly_fields = ("kind", "slug")
    autocomplete_fields = ("parent",)

    def save_model(
        self, request: HttpRequest, obj: Program, form: ModelForm[Program], change: bool
    ) -> None:
        """Rename through the one function that tells the index."""
        rename_program(obj, obj.name, obj.parent)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Program | None = None) -> bool:
        return False
