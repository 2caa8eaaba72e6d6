"""
How the names of China's divisions are built. Official names in, stems and other forms of them out.

A stem is a name without the word for its level: 雁鸣湖镇 has the stem 雁鸣湖, 河南省 the stem 河南.
"""

from __future__ import annotations

import re
from functools import lru_cache

TOWN_SUFFIXES = ("街道办事处", "街道", "苏木", "镇", "乡")
_OFFICES = ("街道办事处", "街道办", "街办", "办事处")
_TOWN_WORDS = (*_OFFICES, "街道", "苏木", "镇", "乡")
TOWN_WORD = re.compile("|".join(_TOWN_WORDS))

# Cities and counties that exist only in the statistical codes (NBS, 2023): never shown to a reader.
PSEUDO_NAMES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

# The 55 recognised minorities as division names write them (State Ethnic Affairs Commission, 1990).
_NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|"
    "纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|"
    "鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(f"(?:(?:{_NATIONALITIES})族?)+自治(区|州|县|旗)$")
_PROVINCE_WORD = re.compile("(?:省|市|自治区)$")
_CITY_WORD = re.compile("(?:市|地区|自治州)$")
_COUNTY_WORD = re.compile("(?:新区|县|区|市|旗)$")  # 浦东 is 浦东新区
_VILLAGE_WORD = re.compile(
    "(?:社区|嘎查|村)?(?:(?:社区)?居民?委员?会|村民?委员?会)$|(?:社区|嘎查村|嘎查|居|村)$"
)
_VILLAGE_ENDS = frozenset("村区查居会")  # the last characters of _VILLAGE_WORD
_VILLAGE_OFFICE = re.compile("(?:居民?委员?会|(?<=村)(?:村民?)?委员?会)$")
_SHORTEST = 2  # characters of a stem that can stand for its place


def town_stem(name: str) -> str | None:
    """The stem of a township's name; None where it ends in no word for a township (农场, 开发区)."""
    for suffix in TOWN_SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            return name.removesuffix(suffix)
    return None


def split_town_name(name: str) -> tuple[str, str] | None:
    """
    The stem of a township's name and the word for its level: 西关街道办事处 → 西关, 街道.

    None where the name ends in no such word or is nothing else.
    """
    for word in _TOWN_WORDS:
        if name.endswith(word) and len(name) > len(word):
            return name.removesuffix(word), "街道" if word in _OFFICES else word
    return None


def county_sibling_names(name: str) -> tuple[str, ...]:
    """The names a county had before it rose in rank: 龙南市 → 龙南县; 双城区 → 双城市, 双城县."""
    stem = _COUNTY_WORD.sub("", name)
    if len(stem) < _SHORTEST or _AUTONOMOUS.search(name):
        return ()
    return tuple(stem + word for word in {"区": "市县", "市": "县"}.get(name[-1], ""))


def plain_town_name(name: str) -> str:
    """A township's name without the word for its office: 西关街道办事处 → 西关街道, 西关办事处 too."""
    for office in _OFFICES:
        if name.endswith(office) and len(name) > len(office):
            return name.removesuffix(office) + "街道"
    return name


def village_stem(name: str) -> str:
    """
    A village's name without the words for what it is: 吴湾社区居委会 → 吴湾, 后聂村委会 → 后聂.

    Names that would be left with one character (丁村, 东村) keep their 村.
    """
    if name[-1:] == "村" and len(name) > _SHORTEST and name[-2] not in "查会":
        return name[:-1]
    if name[-1:] not in _VILLAGE_ENDS:
        return name
    if name.endswith("村社区") and len(name) > len("东村社区"):
        return name.removesuffix("村社区")
    stem = _VILLAGE_WORD.sub("", name)
    return stem if len(stem) >= _SHORTEST else _VILLAGE_OFFICE.sub("", name)


def province_stem(name: str) -> str:
    """河南省 → 河南, 新疆维吾尔自治区 → 新疆."""
    return _shorter(name, _PROVINCE_WORD)


def city_stem(name: str) -> str:
    """大同市 → 大同, 延边朝鲜族自治州 → 延边; a league (兴安盟) keeps its word."""
    return _shorter(name, _CITY_WORD)


def county_stem(name: str) -> str:
    """中牟县 → 中牟; names of two characters (忠县) are their own stem."""
    return _shorter(name, _COUNTY_WORD)


def autonomous_short_names(name: str) -> tuple[str, ...]:
    """长阳土家族自治县 → 长阳县, 长阳自治县; none for other names."""
    match = _AUTONOMOUS.search(name)
    if match is None or match.start() < _SHORTEST:
        return ()
    stem, word = name[: match.start()], match.group(1)
    return stem + word, f"{stem}自治{word}"


@lru_cache(maxsize=8192)
def _shorter(name: str, word: re.Pattern[str]) -> str:
    for pattern in (
        _AUTONOMOUS,
        word,
    ):  # 内蒙古 is no 内 of the 蒙古族: too short, so the word alone goes
        short = pattern.sub("", name)
        if short != name and len(short) >= _SHORTEST:
            return short
    return name
