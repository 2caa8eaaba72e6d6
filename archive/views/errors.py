"""
What a visitor reads when there is no answer. In: the request. Out: a page with a way on; for an address of the
interface (.json) the same as JSON.
"""

import errno
import logging
import secrets
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from archive.views.public import JSON_TEXT

Answer = Callable[[HttpRequest], HttpResponseBase]
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
RETRY_SECONDS = 30
# Read aloud over the telephone: nothing that looks or sounds like something else.
INCIDENT_LETTERS, INCIDENT_LENGTH = "ACDEFHJKMNPRTUWXY3479", 8

log = logging.getLogger(__name__)


def refuse_nul(get_response: Answer) -> Answer:
    """
    Keep NUL from the rows: no text holds one, and PostgreSQL refuses to compare it.

    An address with one is answered 404; in what was asked it is left out, as search leaves out all
    control characters.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            return not_found(request, None)
        asked = request.META.get("QUERY_STRING", "")
        while "%00" in asked:  # what is left may make another: %0%000
            asked = asked.replace("%00", "")
        request.META["QUERY_STRING"] = asked
        return get_response(request)

    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page; for too many files at once it says how many are taken."""
    if isinstance(exception, TooManyFilesSent):
        context = {
            "heading": _("一次传的文件太多"),
            "sentences": [
                _("一次最多 {n} 个文件，这次没有收下任何一个。请分几批上传。").format(
                    n=settings.DATA_UPLOAD_MAX_NUMBER_FILES
                )
            ],
        }
        return render(request, "notice.html", context, status=HTTPStatus.BAD_REQUEST)
    if _for_programs(request):
        return _said("bad_request", _("看不懂这个请求。"), HTTPStatus.BAD_REQUEST)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """The 403 page."""
    if _for_programs(request):
        return _said("forbidden", _("这一页只对工作人员开放。"), HTTPStatus.FORBIDDEN)
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """The 404 page, with the sentence of the view that looked, where it wrote one."""
    reason = exception.args[0] if exception and exception.args else ""
    said = reason if isinstance(reason, str) and _is_ours(reason) else ""
    if _for_programs(request):
        return _said("not_found", said or _("没有这一页。"), HTTPStatus.NOT_FOUND)
    return render(request, "404.html", {"said": said}, status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    The 500 page with an incident number that is in the log too; 503 where the database does not answer,
    507 for a full disk, which says so.

    Django spools a large upload to disk before any view runs, so this is where ENOSPC arrives. The page
    stands on nothing that may be broken: no database, no session, no context processor.
    """
    error = sys.exception()
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return _no_room(request)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if isinstance(error, OperationalError | InterfaceError):
        status = HTTPStatus.SERVICE_UNAVAILABLE
    incident = make_incident()
    # Django's own line with the traceback follows this one.
    log.error("incident %s: %s %s: %r", incident, request.method, request.get_full_path(), error)
    response = _broken(request, status, incident)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def make_incident() -> str:
    """A number for one failure: random, so that two processes need not agree."""
    letters = "".join(secrets.choice(INCIDENT_LETTERS) for _each in range(INCIDENT_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def _broken(request: HttpRequest, status: HTTPStatus, incident: str) -> HttpResponse:
    if _for_programs(request):
        said = _("本站出错，事故编号 {incident}。").format(incident=incident)
        code = "unavailable" if status == HTTPStatus.SERVICE_UNAVAILABLE else "broken"
        return _said(code, said, status, incident=incident)
    template = "503.html" if status == HTTPStatus.SERVICE_UNAVAILABLE else "500.html"
    page = render_to_string(template, {"incident": incident, "retry": RETRY_SECONDS})
    return HttpResponse(page, status=status)


def _no_room(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": _("磁盘空间不足，没有收下"),
        "sentences": [
            _("服务器的磁盘满了，这次上传的文件没有收下；以前收下的不受影响。"),
            _("请管理员腾出空间，然后重新上传。"),
        ],
    }
    return render(request, "notice.html", context, status=HTTPStatus.INSUFFICIENT_STORAGE)


def _for_programs(request: HttpRequest) -> bool:
    return request.path_info.endswith(".json")


def _is_ours(reason: str) -> bool:
    """Whether a reader was meant: Django's own reasons are English and name tables."""
    return bool(reason) and not reason.isascii() and "matches the given query" not in reason


def _said(code: str, message: str, status: HTTPStatus, **more: str) -> HttpResponse:
    error = {"code": code, "message": message, **more}
    return JsonResponse({"error": error}, status=status, json_dumps_params=JSON_TEXT)
