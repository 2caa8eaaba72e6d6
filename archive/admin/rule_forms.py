"""Forms of the rules staff add. In: what a person typed. Out: a row, or a sentence beside the field that says why not."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.rule_checks import (
    check_entry_free,
    check_indicator_free,
    check_long_enough,
    check_name_free,
    check_parent,
    find_place,
    known_unit,
    without_invisible,
)
from archive.models import Indicator, IndicatorEdit, LexiconEntry, Place, PlaceName
from archive.models.overlay import EntryKind
from archive.reading.fact_states import place_line
from archive.rule_changes import CHANGED
from archive.staff_site import is_number

ONE_A_LINE = gettext_lazy("每行一个。")
DATE = {"invalid": gettext_lazy("日期请写成 2021-06-27；不知道就留空。")}
MOST_LINES = 100
LONGEST_LINE = 120  # characters
RowT = TypeVar("RowT", LexiconEntry, PlaceName, IndicatorEdit)


class LinesField(forms.CharField):
    """Several values, one a line, each once."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        lines = list(dict.fromkeys(filter(None, map(without_invisible, typed.splitlines()))))
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("有 {n} 行，最多 {most} 行。请只留报道里真有的写法。").format(
                    n=len(lines), most=MOST_LINES
                )
            )
        long = next((line for line in lines if len(line) > LONGEST_LINE), None)
        if long is not None:
            raise forms.ValidationError(
                _("“{start}……”有 {n} 个字，一行最多 {most} 个。").format(
                    start=long[:20], n=len(long), most=LONGEST_LINE
                )
            )
        return lines


class PlaceField(forms.CharField):
    """A division, by its code or its name with those above it."""

    def prepare_value(self, value: Any) -> Any:
        typed = value if isinstance(value, str) and is_number(value) else None
        place = Place.objects.filter(pk=typed).first() if typed else None
        return place_line(place) if place else value

    def clean(self, value: Any) -> Any:
        return find_place(super().clean(value))


class RuleForm(forms.ModelForm[RowT]):
    """Common to the rules: what somebody else changed since the page was opened is not overwritten."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self._stored_at()
        self.fields["note"].help_text = _(
            "写下从哪里知道的：文件、批复、谁说的。以后的人要靠它判断。"
        )
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 2})
        self.fields["active"].help_text = _("不再需要时去掉勾选并保存；记录不会删除。")

    def clean_seen(self) -> str:
        """Refuse if the row was written since it was shown."""
        if self.cleaned_data["seen"] != self._stored_at():
            raise forms.ValidationError(CHANGED)
        return str(self.cleaned_data["seen"])

    def clean_name(self) -> str:
        """The name as it is seen. Refuse one of which nothing is."""
        name = without_invisible(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(check_long_enough(name))
        return name

    def _stored_at(self) -> str:
        rows = self._meta.model._default_manager.filter(pk=self.instance.pk)
        stored = rows.values_list("updated_at", flat=True).first() if self.instance.pk else None
        return stored.isoformat() if stored else ""


class LexiconEntryForm(RuleForm[LexiconEntry]):
    """A program's name, or a name that is none."""

    aliases = LinesField(
        label=gettext_lazy("又称"),
        required=False,
        help_text=gettext_lazy(
            "同一件事在报道里的其他写法。每行一个，不用写引号，繁体会自动对上。"
        ),
    )

    class Meta:
        model = LexiconEntry
        fields = ("name", "kind", "parent", "aliases", "note", "active")
        help_texts = {
            "name": gettext_lazy("报道里怎么写就怎么填，引号可以不写。"),
            "kind": gettext_lazy(
                "选“不是做法”，这个名字（连同又称）就不再读成做法；已核的条目不动。"
            ),
            "parent": gettext_lazy("它是哪个做法的一部分；没有就留空。"),
        }

    def clean(self) -> dict[str, Any]:
        """Check names against the rest of the lexicon; `name` and `aliases` together."""
        data = super().clean() or self.cleaned_data
        name = data.get("name") or ""
        for field, names in (("name", [name]), ("aliases", data.get("aliases") or [])):
            for each in filter(None, names):
                sentence = check_long_enough(each) or check_entry_free(each, self.instance, name)
                self._refuse(field, sentence)
        aside, parent = data.get("kind") == EntryKind.ASIDE, data.get("parent")
        if parent and aside:
            self.add_error("parent", _("“不是做法”的名字没有上级，请把上级留空。"))
        elif parent and data.get("name"):
            self._refuse("parent", check_parent(parent, data["name"]))
        return data

    def _refuse(self, field: str, sentence: str) -> None:
        if sentence:
            self.add_error(field, sentence)


class PlaceNameForm(RuleForm[PlaceName]):
    """Another name of a division, with the days from and to which it was used."""

    place = PlaceField(
        label=gettext_lazy("指的地方"),
        max_length=100,
        help_text=gettext_lazy("写全名，如“河南省中牟县雁鸣湖镇”，或写代码，如 410122103。"),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("从哪天起"),
        required=False,
        error_messages=DATE,
        help_text=gettext_lazy("这一天及以后刊发的报道适用，如 1998-05-01；留空就是不限。"),
    )
    valid_to = forms.DateField(
        label=gettext_lazy("到哪天止"),
        required=False,
        error_messages=DATE,
        help_text=gettext_lazy(
            "这一天及以前刊发的报道适用；留空就是不限。没有日期的报道一律适用。"
        ),
    )

    class Meta:
        model = PlaceName
        fields = ("name", "place", "valid_from", "valid_to", "note", "active")
        help_texts = {"name": gettext_lazy("报道里的写法，如撤并前的旧名、俗称。")}

    def clean(self) -> dict[str, Any]:
        """Check the order of the days, and the name against the gazetteer and the other names."""
        data = super().clean() or self.cleaned_data
        name, place = data.get("name"), data.get("place")
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and first > last:
            self.add_error("valid_to", _("止日早于起日，请核对：先起后止。"))
        elif name and place:
            sentence = check_long_enough(name) or check_name_free(
                name, place, (first, last), self.instance
            )
            if sentence:
                self.add_error("name", sentence)
        return data


class IndicatorEditForm(RuleForm[IndicatorEdit]):
    """An indicator: what it is called, what it counts, and how reports say it."""

    slug = forms.SlugField(
        label=gettext_lazy("网址名"),
        max_length=80,
        help_text=gettext_lazy("小写英文字母、数字和连字符，如 night-school；定了就不能改。"),
        error_messages={"invalid": gettext_lazy("只能用英文字母、数字和连字符，如 night-school。")},
    )
    units = LinesField(
        label=gettext_lazy("单位"),
        help_text=gettext_lazy("每行一个，第一个是基本单位。数字的单位在其中，才归入这个指标。"),
    )
    synonyms = LinesField(
        label=gettext_lazy("同义说法"),
        required=False,
        help_text=gettext_lazy(
            "报道里的其他说法，每行一个，照字面写。规则表自带的说法继续有效，这里只添不减。"
        ),
    )

    field_order = ("slug", "name", "family", "dimension", "units", "synonyms", "definition")

    class Meta:
        model = IndicatorEdit
        fields = (
            "name",
            "family",
            "dimension",
            "units",
            "synonyms",
            "definition",
            "note",
            "active",
        )
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "definition": gettext_lazy("一句话说清算什么、不算什么；读者在指标页会看到。")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fresh = self.instance.indicator_id is None
        if not self.fresh:
            del self.fields["slug"]
        self.fields["active"].help_text = _(
            "去掉勾选并保存，就回到规则表原来的样子；自己添的指标则不再归入。"
        )

    def clean_slug(self) -> str:
        """The address of a new indicator, if nobody has it."""
        slug = str(self.cleaned_data["slug"]).lower()
        taken = Indicator.objects.filter(slug=slug).first()
        if taken is not None:
            raise forms.ValidationError(
                _("“{slug}”已经是指标“{name}”的网址名，请换一个。").format(
                    slug=slug, name=taken.name
                )
            )
        return slug

    def clean_units(self) -> list[str]:
        """Units as the archive writes them."""
        units = [known_unit(unit) for unit in self.cleaned_data["units"]]
        return list(dict.fromkeys(units))

    def clean(self) -> dict[str, Any]:
        """Check name and synonyms against the other indicators of the same units."""
        data = super().clean() or self.cleaned_data
        units = data.get("units") or []
        for field, phrases in (
            ("name", [data.get("name")]),
            ("synonyms", data.get("synonyms") or []),
        ):
            for phrase in filter(None, phrases):
                sentence = check_long_enough(phrase) or check_indicator_free(
                    phrase, units, self.instance
                )
                if sentence:
                    self.add_error(field, sentence)
        if self.fresh and data.get("slug"):
            self.instance.indicator = Indicator(slug=data["slug"])
        return data
