"""
The articles the contract is held to: the five seed reports and a few of our own that print what those do not.

They are read once a session by the real pipeline; each test then gets the same rows back.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

TRADITIONAL = """沿河社區「黨建＋網格」見成效

2020-05-12 09:00
沿河時報

今年以來，沿河社區黨支部著力推進「黨建＋網格」，把轄區劃成12個網格，每個網格設1名網格員。

“小事不出網格·大事不出社區”，社區裏的老人說，修路、裝燈，當天報、當天辦。《鄰里公約》貼在每棟樓的門口。

目前，社區共有黨員86名，組建志願服務隊5支，全年辦結實事312件。
"""
WIDE = """石板村党建＋产业让集体有了“家底”

2021年3月8日
山下农民报

石板村党支部推行“ＡＢＣ分类积分”工作法，村集体经济收入由３.５万元增加到１２万元。

村里办起合作社，带动农户120户。党员带头，群众跟着干；一年下来，Co-op分红36.8万元。
"""
UNSIGNED = """把会议开在田埂上

支部会开在田埂上，问题解决在地头。全村党员42名，分成6个小组，谁家缺劳力，小组就到谁家。

粮食收了，会也开完了。一棵树、一口井、一条路，都有人管。
"""
OWN_TEXTS = {"traditional.txt": TRADITIONAL, "wide.txt": WIDE, "unsigned.txt": UNSIGNED}

Rows = list[tuple[type[Model], list[Model]]]


def keep_rows() -> Rows:
    """Every row of the archive's tables."""
    models = apps.get_app_config("archive").get_models(include_auto_created=True)
    return [(one, list(one._base_manager.all())) for one in models if not one._meta.proxy]


def put_back(rows: Rows) -> None:
    """The same rows again, in empty tables."""
    for model, kept in rows:
        model._base_manager.bulk_create(kept)
    _continue_numbers([model for model, _kept in rows])


def _continue_numbers(models: Sequence[type[Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
