"""The words for a change from one value to another: 由400平方米扩大到700平方米. Patterns go out."""

from __future__ import annotations

import re

_VERBS = (
    "扩大|提高|增加|增长|提升|上升|上涨|减少|下降|降低|缩短|压缩|缩减|精简|发展|壮大|扩展|拓展|扩容|扩充|扩建"
    "|推广|延伸|跃升|攀升|飙升|调整|上调|下调|优化|整合|合并|变更|改变|转变|增|减|升|降|涨|变|扩|跌|提"
)
# what leads to the later value: 扩大到, 增至, 变成
TURN = rf"(?:{_VERBS})(?:到了?|至|为|成了?)"
TURNS = re.compile(f"(?:{_VERBS})(?:到了?|至|为|成了?|(?=[,，。、]))")
# what leads to the earlier value: 由原来的, 从
START = (
    r"(?:由|从)(?:原来的?|原先的?|原计划的?|原定的?|计划的?|过去的?|当初的?|最初的?|此前的?|之前的?|以前的?|起初的?|平均|去年同期的?|去年的?"
    r"|上年的?|上年同期的?|(?:19|20)[0-9]{2}年年?[初底末]?的?|年初的?|去年底的?|成立之初的?|成立时的?|建立之初的?|启动之初的?)?"
)
STARTS = re.compile(rf"{START}(?:不足|不到|近|约|仅|只有|不满)?$")
_WHEN = "(?:现在的?|目前的?|如今的?|当前的?|今年的?|现今的?|(?:19|20)[0-9]{2}年的?)?"
STARTS_WITH_SUBJECT = re.compile(rf"(?:由|从)[^,，。;；、:：0-9]{{0,12}}$|{START}$")
TURNS_WITH_SUBJECT = re.compile(rf"{TURN}{_WHEN}[^,，。;；、:：0-9]{{0,8}}$")
