"""
The language of the interface. In: the reader's display settings. Out: answers in it, marked for caches.

Only the reader's own choice counts. A browser's Accept-Language does not: the archive is in Chinese, and one
address would otherwise answer differently to readers who never asked for that.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from archive.views.display import read_display

Answer = Callable[[HttpRequest], HttpResponseBase]
# What is taken away is the same file for everyone, so that two people can compare theirs.
TAKEN_AWAY = (".json", ".csv", ".xlsx", ".bib", ".ris", ".txt", ".atom", ".xml")


def speak_as_chosen(get_response: Answer) -> Answer:
    """Middleware: answer in the language of the display settings."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if _is_taken_away(request.path_info):
            with translation.override(settings.LANGUAGE_CODE):
                return get_response(request)
        display = read_display(request)
        with translation.override(display.language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", display.language_tag)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def _is_taken_away(path: str) -> bool:
    return path.endswith(TAKEN_AWAY) and path != reverse("suggest")
