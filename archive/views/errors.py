"""What a visitor reads when the server could not answer. In: the request. Out: a page that says what to do."""

import errno
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


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
