"""Staff pages for names: divisions to look up, programs to rename."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest

from archive.admin.refusals import RefusingAdmin
from archive.corrections import rename_program
from archive.models import Place, Program
from archive.staff_site import is_number


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


class ProgramSelect(AutocompleteSelect):
    """A program looked for by its name; what is no program's number is shown as none."""

    def optgroups(
        self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None
    ) -> Any:
        """The program that was chosen, if one can have that number."""
        return super().optgroups(name, [each for each in value if is_number(str(each))], attrs)


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

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        """The parent, to be looked for by its name."""
        widget = ProgramSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **{**kwargs, "widget": widget})

    def save_model(
        self, request: HttpRequest, obj: Program, form: ModelForm[Program], change: bool
    ) -> None:
        """Rename through the one function that tells the index."""
        rename_program(obj, obj.name, obj.parent)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Program | None = None) -> bool:
        return False
