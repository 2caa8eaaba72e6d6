"""Forms of the staff pages. In: what a person typed. Out: checked values, or a sentence beside the field."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.rule_checks import find_place
from archive.admin.rule_forms import PlaceField
from archive.dates import first_day
from archive.figure_fields import DECIMALS
from archive.models import Article, Metric, Place, PlaceMention, ProgramMention, Review
from archive.originals import size_words
from archive.reading.fact_states import place_line
from archive.reading.labels import COMPARATORS, PER, STATUSES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

EARLIEST = dt.date(1921, 1, 1)
DATE_RANGE = _("日期应在 1921 年到今天之间，请核对年份。")
DATE_FORM = _("请写成 2021、2021-06 或 2021-06-27；不知道就留空。")


def check_date(value: str) -> str:
    """A cut date as typed, or empty. Raises ValidationError if it is no date."""
    value = value.strip()
    day = first_day(value) if value else None
    if value and day is None:
        raise forms.ValidationError(DATE_FORM)
    if day is not None and not EARLIEST <= day.day <= timezone.localdate():
        raise forms.ValidationError(DATE_RANGE)
    return value


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several uploaded files, each checked later by what is in it. Empty files pass: they get a sentence."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError(_("请至少选择一个文件。"))
        return list(files)


class UploadForm(forms.Form):
    """Files and what the uploader knows about them."""

    reports = SeveralFilesField(label=_("文件"))
    publication = forms.CharField(
        label=_("刊发媒体"),
        max_length=100,
        required=False,
        help_text=_("报上印有报名的，以报上为准；没有印的用这里填的，并注明“上传人提供”。"),
    )
    date = forms.CharField(label=_("刊发日期"), required=False, help_text=DATE_FORM)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].help_text = gettext(
            "可以一次选多个，最多 {n} 个，每个不超过 {size}。目前能读 txt、Markdown、HTML。"
        ).format(
            n=settings.DATA_UPLOAD_MAX_NUMBER_FILES, size=size_words(settings.UPLOAD_MAX_BYTES)
        )

    def clean_date(self) -> str:
        """The date hint, checked."""
        return check_date(self.cleaned_data["date"])


class EncodingForm(forms.Form):
    """The encoding a person chose after seeing the first lines in each."""

    encoding = forms.ChoiceField(label=_("编码"))

    def __init__(self, *args: Any, candidates: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["encoding"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(c["encoding"], c["encoding"]) for c in candidates]


class ReasonForm(forms.Form):
    """Why an article is withdrawn; readers see it at the article's address."""

    reason = forms.CharField(
        label=_("撤下原因"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_("读者在原地址会看到这句话。"),
    )


class ArticleForm(forms.ModelForm[Article]):
    """What may be corrected about an article. Its text may not."""

    authors_text = forms.CharField(
        label=_("作者"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一人：姓名 / 职务或身份。没有职务只写姓名。"),
    )
    reason = forms.CharField(label=_("更正理由"), required=False, max_length=500)

    class Meta:
        model = Article
        fields = ("kicker", "title", "subtitle", "publication", "published")
        widgets = {name: forms.TextInput(attrs={"size": 80}) for name in fields[:3]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authors_text"].initial = "\n".join(
            " / ".join(filter(None, (author["name"], author.get("role"))))
            for author in self.instance.authors
        )

    def clean_published(self) -> str:
        """The corrected date, checked."""
        return check_date(self.cleaned_data["published"])

    def authors(self) -> list[dict[str, str | None]]:
        """The authors as typed, a line each."""
        lines = [line.strip() for line in self.cleaned_data["authors_text"].splitlines()]
        pairs = [line.partition("/") for line in lines if line]
        return [{"name": name.strip(), "role": role.strip() or None} for name, _bar, role in pairs]


class ChosenPlaceField(PlaceField):
    """A division, a village by its code too, or none; `present` is the one that stands there now."""

    present: Place | None = None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        # Checked as any text first: of a long one every end would be looked for.
        typed = "".join(forms.CharField.clean(self, value).split())
        if not typed:
            return None
        if self.present is not None and typed in {place_line(self.present), self.present.pk}:
            return self.present
        village = Place.objects.filter(pk=typed).first() if typed.isdecimal() else None
        return village or find_place(typed)


class MetricForm(forms.ModelForm[Metric]):
    """What may be corrected about a figure, and the verdict on it."""

    status = forms.ChoiceField(label=_("性质"), choices=STATUSES)
    comparator = forms.ChoiceField(
        label=_("约数"), choices={"eq": _("等于"), **COMPARATORS, "range": _("区间")}
    )
    per = forms.ChoiceField(label=_("每"), choices={"": "—", **PER}, required=False)
    place = ChosenPlaceField(
        label=_("地方"),
        required=False,
        max_length=100,
        help_text=_("写全名，如“河南省中牟县雁鸣湖镇”，或写代码，如 410122103；不知道就留空。"),
    )
    reason = forms.CharField(label=_("更正理由"), required=False, max_length=500)
    review = forms.ChoiceField(label=_("核校"), choices=Review.choices)

    class Meta:
        model = Metric
        fields = (
            "phrase",
            "indicator",
            "value",
            "value_max",
            "unit",
            "comparator",
            "status",
            "qualifier",
            "per",
            "place",
            "period",
            "review",
        )
        widgets = {
            "phrase": forms.TextInput(attrs={"size": 60}),
            "qualifier": forms.TextInput(attrs={"size": 60}),
        }
        help_texts = {
            "period": _(
                "照 1999年、2021年3月、2020—2022年 这样写，图表和筛选就按它算；写成别样的不进年份。"
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, ChosenPlaceField)  # noqa: S101  # declared above
        field.present = self.instance.place
        field.widget.attrs["size"] = 60
        for name in DECIMALS:
            number = self.initial.get(name)
            if isinstance(number, Decimal):  # 40, not 40.000000 as the database keeps it
                self.initial[name] = Decimal(f"{number.normalize():f}")

    def clean(self) -> dict[str, Any]:
        """The figure as corrected. Raises ValidationError if its parts contradict each other."""
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("value"), cleaned.get("value_max")
        if high is not None and low is not None and high < low:
            raise forms.ValidationError({"value_max": _("上限应不小于数值。")})
        if (cleaned.get("comparator") == "range") != (high is not None):
            raise forms.ValidationError({"value_max": _("约数为“区间”时要填上限，否则不填。")})
        if not cleaned.get("phrase"):
            raise forms.ValidationError({"phrase": _("请写明这个数说的是什么。")})
        return cleaned


class MentionForm(forms.ModelForm[Any]):
    """The verdict on a name in a text."""

    review = forms.ChoiceField(label=_("核校"), choices=Review.choices)
    reason = forms.CharField(label=_("理由"), required=False, max_length=500)


class ProgramMentionForm(MentionForm):
    """The verdict on a program named."""

    class Meta:
        model = ProgramMention
        fields = ("review",)


class PlaceMentionForm(MentionForm):
    """The verdict on a place named, and which place it is: one of the candidates, or any."""

    place = ChosenPlaceField(
        label=_("地方"),
        required=False,
        max_length=100,
        help_text=_("本篇里同名的各处一并改；数据随之改归，重新识读不会改回去。"),
    )
    candidate = forms.ChoiceField(label=_("或从同名的选"), required=False)

    class Meta:
        model = PlaceMention
        fields = ("place", "review")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, candidate = self.fields["place"], self.fields["candidate"]
        assert isinstance(place, ChosenPlaceField)  # noqa: S101  # declared above
        assert isinstance(candidate, forms.ChoiceField)  # noqa: S101
        place.present = self.instance.place
        place.widget.attrs["size"] = 60
        places = Place.objects.filter(pk__in=self.instance.candidates)
        candidate.choices = [("", "—"), *((each.pk, place_line(each)) for each in places)]

    @property
    def chose(self) -> bool:
        """Whether another place was chosen than the one that stood there."""
        place: Place | None = self.cleaned_data["place"]
        field = self.fields["place"]
        assert isinstance(field, ChosenPlaceField)  # noqa: S101  # declared above
        return place != field.present

    def clean(self) -> dict[str, Any]:
        """A candidate that was chosen is the place. Raises ValidationError if two places were given."""
        cleaned = super().clean() or self.cleaned_data
        code = cleaned.get("candidate")
        if code and "place" in self.changed_data and cleaned.get("place") is not None:
            raise forms.ValidationError({"candidate": _("填了地方就不用再选，请留一个。")})
        if code:
            cleaned["place"] = Place.objects.get(pk=code)
        return cleaned
