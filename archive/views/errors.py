"""What a visitor reads when the server could not answer. In: the request. Out: a page that says what to do."""

import errno
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponseBase]
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def refuse_nul(get_response: Answer) -> Answer:
    """
    Keep NUL from the rows: no text holds one, and PostgreSQL refuses to compare it.

    An address with one is answered 404; in what was asked it is left out, as search leaves out all
    control characters.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            return HttpResponseNotFound(_("地址里有空字符，没有这样的页面。"))
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
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
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    The 500 page; for a full disk the 507 page, which says so.

    Django spools a large upload to disk before any view runs, so this is where ENOSPC arrives.
    """
    error = sys.exception()
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        context = {
            "heading": _("磁盘空间不足，没有收下"),
            "sentences": [
                _("服务器的磁盘满了，这次上传的文件没有收下；以前收下的不受影响。"),
                _("请管理员腾出空间，然后重新上传。"),
            ],
        }
        return render(request, "notice.html", context, status=HTTPStatus.INSUFFICIENT_STORAGE)
    return render(request, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
