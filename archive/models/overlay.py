"""What staff add to the rule tables, who changed it and when. Rows in archive/overlay.py become pipeline values."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from archive.models.indicators import Indicator
from archive.models.place import Place

SHORTEST = 2  # characters: a single one stands in every report


class EntryKind(models.TextChoices):
    """What a named thing is, or that it is none (archive.pipeline.values.ProgramKind and one more)."""

    METHOD = "method", _("工作法与机制")
    CAMPAIGN = "campaign", _("行动与创建活动")
    INSTITUTION = "institution", _("制度")
    BRAND = "brand", _("品牌与阵地")
    POLICY = "policy", _("文件与目标")
    ASIDE = "aside", _("不是做法（不再读出）")


class StaffRule(models.Model):
    """Common to what staff add: it is switched off, never deleted, so that its history stays readable."""

    note = models.TextField(_("依据或备注"), blank=True)
    active = models.BooleanField(_("启用"), default=True)
    updated_at = models.DateTimeField(_("修改时间"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True


class LexiconEntry(StaffRule):
    """A program staff named, or a name that is none; `folded` is its identity, `aliases` other forms."""

    name = models.CharField(_("名称"), max_length=120)
    folded = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=EntryKind)
    parent = models.CharField(_("上级做法"), max_length=120, blank=True)
    aliases = models.JSONField(_("又称"), default=list, blank=True)  # [name]

    class Meta:
        verbose_name = _("做法词条")
        verbose_name_plural = _("识读规则：做法词表")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=EntryKind.values), name="lexicon_entry_kind_known"
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("folded"), SHORTEST),
                name="lexicon_entry_name_long_enough",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=EntryKind.ASIDE) | models.Q(parent=""),
                name="lexicon_entry_aside_without_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceName(StaffRule):
    """Another name of a division, good for articles printed from `valid_from` to `valid_to`, both included."""

    name = models.CharField(_("旧名或别名"), max_length=60)
    folded = models.CharField(max_length=60, editable=False)
    place = models.ForeignKey(
        Place, verbose_name=_("指的地方"), on_delete=models.PROTECT, related_name="other_names"
    )
    valid_from = models.DateField(_("从哪天起"), null=True, blank=True)
    valid_to = models.DateField(_("到哪天止"), null=True, blank=True)

    class Meta:
        verbose_name = _("地名别名")
        verbose_name_plural = _("识读规则：地名别名")
        ordering = ["name", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="place_name_dates_ordered",
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("folded"), SHORTEST),
                name="place_name_long_enough",
            ),
            models.UniqueConstraint(
                fields=["folded", "place", "valid_from"], name="place_name_once_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["folded", "place"],
                condition=models.Q(valid_from__isnull=True),
                name="place_name_once_from_the_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorEdit(StaffRule):
    """What staff say of an indicator; name to units take the table's place, synonyms join the table's."""

    indicator = models.OneToOneField(
        Indicator, verbose_name=_("指标"), on_delete=models.PROTECT, related_name="edit"
    )
    name = models.CharField(_("名称"), max_length=80)
    family = models.CharField(_("门类"), max_length=40)
    dimension = models.CharField(_("量纲"), max_length=20)
    units = models.JSONField(_("单位"), default=list)  # [unit], the indicator's own first
    synonyms = models.JSONField(_("同义说法"), default=list, blank=True)  # [phrase]
    definition = models.TextField(_("定义"))

    class Meta:
        verbose_name = _("指标修改")
        verbose_name_plural = _("指标修改")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(family="") & ~models.Q(dimension=""),
                name="indicator_edit_said",
            ),
            models.CheckConstraint(condition=~models.Q(units=[]), name="indicator_edit_has_a_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class RuleKind(models.TextChoices):
    """What sort of rule a change is of."""

    PROGRAM = "program", _("做法词条")
    PLACE = "place", _("地名别名")
    INDICATOR = "indicator", _("指标")


class RuleChangeQuerySet(models.QuerySet["RuleChange"]):
    """Questions about changes of rules."""

    def unqueued(self) -> RuleChangeQuerySet:
        """Changes whose sources do not wait to be read again yet, oldest first."""
        return self.filter(queued_at=None).order_by("pk")

    def of(self, kind: str, row: int) -> RuleChangeQuerySet:
        """Changes of one rule, newest first."""
        return self.filter(kind=kind, row=row).order_by("-pk").select_related("made_by")


class RuleChange(models.Model):
    """One change of a staff rule: its fields before (None: it is new) and after."""

    kind = models.CharField(_("规则"), max_length=10, choices=RuleKind)
    row = models.PositiveBigIntegerField()
    name = models.CharField(_("名称"), max_length=120)
    before = models.JSONField(_("修改前"), null=True)
    after = models.JSONField(_("修改后"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("修改时间"), auto_now_add=True)
    # When the sources it may reach were put back in the queue, and how many they were.
    queued_at = models.DateTimeField(null=True)
    queued_sources = models.PositiveIntegerField(_("重新识读的来源文件"), null=True)

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("规则修改记录")
        verbose_name_plural = _("识读规则：修改记录")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "row"], name="rule_change_of_row")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=RuleKind.values), name="rule_change_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OverlayState(models.Model):
    """One row: the digest of everything staff added. Changes lock it, so that they come one after another."""

    ONLY = 1

    digest = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="overlay_state_once")]

    def __str__(self) -> str:
        return self.digest
