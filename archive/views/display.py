"""
How a reader wants pages shown. In: the form's POST or the cookie. Out: the cookie, or the values templates print.

The cookie holds five words and nothing about the person, so no session is opened for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from archive.reading.labels import LANGUAGE_TAGS

COOKIE = "display"
COOKIES = 256  # different ones kept read
COOKIE_AGE = 400 * 24 * 3600  # browsers cut longer ones to 400 days


@dataclass(frozen=True, slots=True)
class Option:
    """One value a setting may take."""

    value: str
    label: Any  # a lazy translation
    chosen: bool = False
    tag: str = ""  # of a language: its own, for the label is written in it


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting; its first option is the default."""

    name: str
    label: Any
    options: tuple[Option, ...]

    def pick(self, value: str) -> str:
        """`value` if it is one of the options, else the default."""
        known = {option.value for option in self.options}
        return value if value in known else self.options[0].value


# Each label is in its own language: whoever looks for it reads that one.
LANGUAGE = Choice(
    "lang",
    _("界面语言"),
    tuple(Option(code, name, tag=LANGUAGE_TAGS[code]) for code, name in settings.LANGUAGES),
)
CHOICES = (
    Choice("size", _("字号"), (Option("std", _("标准")), Option("large", _("大字版")))),
    Choice(
        "theme",
        _("明暗"),
        (Option("auto", _("随系统")), Option("light", _("亮")), Option("dark", _("暗"))),
    ),
    Choice("face", _("正文字体"), (Option("song", _("宋体")), Option("hei", _("黑体")))),
    Choice("lines", _("正文标线"), (Option("on", _("显示")), Option("off", _("不显示")))),
    LANGUAGE,
)


@dataclass(frozen=True, slots=True)
class Display:
    """The reader's settings, each one of its known values."""

    size: str
    theme: str
    face: str
    lines: str
    lang: str

    @property
    def language(self) -> str:
        """The interface's language as Django names it."""
        return self.lang

    @property
    def language_tag(self) -> str:
        """The interface's language as HTML names it."""
        return LANGUAGE_TAGS[self.lang]

    @property
    def languages(self) -> tuple[Option, ...]:
        """The languages with the present one chosen, for the switch in the masthead."""
        return _with_chosen(LANGUAGE, self.lang)

    @property
    def key(self) -> str:
        """The cookie's value; part of an ETag, since the page differs with it."""
        return ".".join(getattr(self, choice.name) for choice in CHOICES)

    @property
    def choices(self) -> list[Choice]:
        """The form's fields with the present value chosen."""
        return [
            Choice(choice.name, choice.label, _with_chosen(choice, getattr(self, choice.name)))
            for choice in CHOICES
            if choice is not LANGUAGE  # it has a switch of its own, in sight
        ]


def read_display(request: HttpRequest) -> Display:
    """The settings in the request's cookie; what is missing or unknown is the default."""
    return _said_by(request.COOKIES.get(COOKIE, ""))


@lru_cache(COOKIES)  # asked for three times in each answer
def _said_by(cookie: str) -> Display:
    given = dict(zip((choice.name for choice in CHOICES), cookie.split("."), strict=False))
    return _display(lambda name: given.get(name, ""))


def display_settings(request: HttpRequest) -> dict[str, Display]:
    """Context processor: `display` for every template."""
    return {"display": read_display(request)}


# Exempt: a public page must set no cookie, and all a forger could change is the size of the type.
@csrf_exempt
@require_POST
def save_display(request: HttpRequest) -> HttpResponse:
    """
    Keep the settings in a cookie and go back to the page the form stood on.

    What a form does not ask for stays as it was: the language switch sends one setting alone.
    """
    before = read_display(request)
    chosen = _display(lambda name: request.POST.get(name, getattr(before, name)))
    response = HttpResponseRedirect(_safe_next(request))
    response.set_cookie(
        COOKIE,
        chosen.key,
        max_age=COOKIE_AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _display(value_of: Callable[[str], str]) -> Display:
    return Display(**{choice.name: choice.pick(value_of(choice.name)) for choice in CHOICES})


def _with_chosen(choice: Choice, value: str) -> tuple[Option, ...]:
    return tuple(replace(option, chosen=option.value == value) for option in choice.options)


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return target
    return reverse("home")
