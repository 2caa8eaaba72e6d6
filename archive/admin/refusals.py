"""Changes that cannot be made. In: a form that was posted. Out: the sentence that says why, and never a success beside it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from archive.corrections import NotCorrectable

RowT = TypeVar("RowT", bound=Model)


class RefusingAdmin(admin.ModelAdmin[RowT]):
    """A staff page whose saving may be refused: then nothing was changed, and the page says why."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, or after a refusal the way back: to the row, or to the list if the row is gone."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotCorrectable as refused:
            messages.error(request, str(refused))
        if self.get_object(request, object_id or "") is not None:
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        )
