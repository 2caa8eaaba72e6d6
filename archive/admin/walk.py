"""
From one fact to the next that awaits a verdict. In: a verdict, and the list the fact was opened from. Out: the next page.

The walk keeps to that list with its search and filters, and goes by articles as their texts run.
"""

from __future__ import annotations

import copy
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, PAGE_VAR
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.refusals import RefusingAdmin
from archive.models import Metric, PlaceMention, ProgramMention, Review
from archive.staff_site import CannotBeAsked, check_asked

F = TypeVar("F", Metric, PlaceMention, ProgramMention)
VERDICT, SKIP = "_verdict", "_skip"  # the names of the buttons
GIVEN = (Review.CONFIRMED, Review.DOUBTFUL, Review.REJECTED)


class WalkingAdmin(RefusingAdmin[F]):
    """A staff page of a fact, with a button for each verdict that leads on to the next fact."""

    stands_at: ClassVar[str] = "start"  # the field that says where in the text a fact stands

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; a button with a verdict is the same as choosing it and saving."""
        if request.method == "POST" and SKIP in request.POST:
            fact = self.get_object(request, unquote(object_id or ""))
            if fact is not None and self.has_view_or_change_permission(request, fact):
                return self._to_next(request, fact)
        verdict = request.POST.get(VERDICT)
        if verdict in GIVEN:
            typed = request.POST.copy()
            typed["review"] = verdict
            request.POST = typed  # type: ignore[assignment]  # as the form would have sent it
        context = {**(extra_context or {}), "verdicts": GIVEN}
        return super().changeform_view(request, object_id, form_url, context)

    def response_change(self, request: HttpRequest, obj: F) -> HttpResponse:
        """After a verdict by button the next fact, else as ever."""
        if request.POST.get(VERDICT) in GIVEN:
            return self._to_next(request, obj)
        return super().response_change(request, obj)  # type: ignore[arg-type]  # one of F's, each by itself

    def _to_next(self, request: HttpRequest, fact: F) -> HttpResponse:
        waiting = self._waiting(request).exclude(pk=fact.pk)
        behind = Q(article_id__gt=fact.article_id) | Q(
            **{
                "article_id": fact.article_id,
                f"{self.stands_at}__gt": getattr(fact, self.stands_at),
            }
        )
        numbers = waiting.order_by("article_id", self.stands_at).values_list("pk", flat=True)
        following = numbers.filter(behind).first() or numbers.first()
        if following is None:
            messages.success(request, _("这一组已全部看完。"))
            return self.response_post_save_change(request, fact)
        messages.info(request, _("这一组还有 {n} 条。").format(n=waiting.count()))
        address = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[following]
        )
        kept: dict[str, Any] = {
            "preserved_filters": self.get_preserved_filters(request),
            "opts": self.opts,
        }
        return HttpResponseRedirect(add_preserved_filters(kept, address))

    def _waiting(self, request: HttpRequest) -> QuerySet[F]:
        """The facts of the list; where it is not one of a certain verdict, those without any."""
        asked = QueryDict(request.GET.get("_changelist_filters", ""), mutable=True)
        for name in (PAGE_VAR, ALL_VAR, ERROR_FLAG):
            asked.pop(name, None)
        listed = copy.copy(request)
        listed.GET = asked  # type: ignore[assignment]  # as the list would be asked
        try:
            check_asked(asked)
            rows: QuerySet[F] = self.get_changelist_instance(listed).queryset
        except (CannotBeAsked, IncorrectLookupParameters, DisallowedModelAdminLookup):
            rows = self.get_queryset(request)
        if any(name.startswith("review") for name in asked):
            return rows
        return rows.filter(review=Review.MACHINE)
