"""The staff page of an article's printings. In: which other article, and whether it is one. Out: a verdict that lasts."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.access import staff_user
from archive.models import Article, ReprintVerdict
from archive.reading.article_facts import Facts
from archive.reading.beside import read_beside
from archive.reprints.verdicts import NotComparable, say_same

SHOWN_VERDICTS = 50


class VerdictForm(forms.Form):
    """Another article, whether it prints the same report, and why."""

    other = forms.IntegerField(
        label=gettext_lazy("另一篇的编号"),
        min_value=1,
        max_value=2**63 - 1,
        help_text=gettext_lazy("报道地址 /articles/ 后面的数字。"),
        error_messages={"invalid": gettext_lazy("请填数字，例如 12。")},
    )
    same = forms.TypedChoiceField(
        label=gettext_lazy("判定"),
        choices=[("1", gettext_lazy("是同一报道")), ("0", gettext_lazy("不是同一报道"))],
        coerce=lambda value: value == "1",
    )
    reason = forms.CharField(label=gettext_lazy("理由"), required=False, max_length=500)


def reprints_page(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """What prints the same report, what was said of it, and the form to say something else."""
    if not request.user.has_perm("archive.change_article"):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=pk)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _record(request, article, form):
        return HttpResponseRedirect(reverse("admin:article_reprints", args=[pk]))
    said = ReprintVerdict.objects.filter(Q(low=article) | Q(high=article))
    beside = read_beside(article, Facts((), (), ()))
    context = {
        **site.each_context(request),
        "title": _("转载"),
        "opts": Article._meta,
        "article": article,
        "versions": beside.versions,
        "alike": beside.alike,
        "said": said.select_related("low", "high", "made_by").order_by("-pk")[:SHOWN_VERDICTS],
        "form": form,
    }
    return TemplateResponse(request, "admin/archive/article/reprints.html", context)


def _record(request: HttpRequest, article: Article, form: VerdictForm) -> bool:
    """Whether the verdict was kept; if not, the form says why."""
    wanted = form.cleaned_data
    other = Article.objects.filter(pk=wanted["other"]).first()
    if other is None:
        form.add_error("other", _("没有编号为 %(id)s 的报道。") % {"id": wanted["other"]})
        return False
    try:
        say_same(
            article, other, same=wanted["same"], by=staff_user(request), reason=wanted["reason"]
        )
    except NotComparable as refused:
        form.add_error("other", str(refused))
        return False
    messages.success(request, _("已记下，几秒后检索和各页就按它归组；重新识读不会改掉它。"))
    return True
