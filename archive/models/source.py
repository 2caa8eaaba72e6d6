"""A source file: the bytes as received, the text decoded from them, and how far reading has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceState(models.TextChoices):
    """How far a file has come. PUBLISHED is set only when a search finds its articles."""

    RECEIVED = "received", _("已收到")
    READING = "reading", _("识读中")
    READ = "read", _("已识读，待入索引")
    PUBLISHED = "published", _("可检索")
    FAILED = "failed", _("未能入库")


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions about source files."""

    def unread(self) -> SourceQuerySet:
        """Files received whose reading has not ended, oldest first."""
        return self.filter(state__in=[SourceState.RECEIVED, SourceState.READING]).order_by("pk")


class Source(models.Model):
    """One uploaded or loaded file. The bytes live in the originals folder under their sha256."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("字节数"), editable=False)
    container = models.CharField(_("格式"), max_length=16, blank=True, editable=False)
    encoding = models.CharField(_("编码"), max_length=32, blank=True, editable=False)
    encoding_choice = models.CharField(_("指定的编码"), max_length=32, blank=True)
    text = models.TextField(_("解码文本"), blank=True, editable=False)
    repairs = models.JSONField(_("修复"), default=list, editable=False)  # [{kind, start, end}]
    noise = models.JSONField(_("无关文字"), default=list, editable=False)  # [[start, end]]
    state = models.CharField(
        _("状态"), max_length=16, choices=SourceState, default=SourceState.RECEIVED
    )
    failure_code = models.CharField(_("原因代码"), max_length=32, blank=True, editable=False)
    failure = models.TextField(_("原因与办法"), blank=True, editable=False)
    encoding_candidates = models.JSONField(
        default=list, editable=False
    )  # [{encoding, score, lines}]
    publication_hint = models.CharField(_("刊发媒体（提示）"), max_length=100, blank=True)
    date_hint = models.CharField(_("刊发日期（提示）"), max_length=10, blank=True)
    ruleset = models.CharField(_("规则版本"), max_length=32, blank=True, editable=False)
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("上传人"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("来源文件")
        verbose_name_plural = _("来源文件")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SourceState.values), name="source_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
