"""
Naming what went wrong with a file of the index. An error of SQLite, Whoosh or the system comes in; ours goes out.
"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from django.utils.translation import gettext as _

from search.index.errors import IndexBroken, IndexDiskFull, SearchUnavailable

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# SQLite calls only ENOSPC full; a quota or limit that is reached is to it a write that failed.
NOT_WRITTEN = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}


def damage(path: Path, error: BaseException) -> SearchUnavailable:
    """IndexDiskFull if the disk had no room, else IndexBroken."""
    full = isinstance(error, OSError) and error.errno in NO_ROOM
    if isinstance(error, sqlite3.Error):
        full = getattr(error, "sqlite_errorcode", None) in NOT_WRITTEN
    if full:
        return IndexDiskFull(
            _(
                "磁盘空间不足，检索索引没有写成。已入库的报道不受影响；请管理员腾出空间，索引会自动跟上。"
            )
        )
    return name_broken(path.name)


def name_broken(name: str) -> IndexBroken:
    """The sentence about a file of the index that cannot be trusted."""
    return IndexBroken(
        _("检索索引的文件 %(name)s 读不了，已通知后台重建。也可以运行 manage.py rebuild_search。")
        % {"name": name}
    )
