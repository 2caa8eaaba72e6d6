"""
The Content-Security-Policy of every answer. In: the settings, put into words once. Out: answers that say it, unless
they say one of their own.

django-csp's middleware writes the policy anew for each answer, as decorators and nonces may change it; here none does.
"""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
DJANGOS_OWN = (404, 500)  # pages for who works on the code, with styles inside


def say_policy(get_response: Answer) -> Answer:
    """Middleware."""
    policy = "; ".join(sorted(build_policy().split("; ")))

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in DJANGOS_OWN):
            response.headers.setdefault(HEADER, policy)
        return response

    return answer
