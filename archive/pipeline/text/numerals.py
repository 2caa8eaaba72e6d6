"""Numbers as Chinese prints them. The characters of one number come in; its exact value goes out."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}

# What stands between figures and unit: 20万, 3千, 5百万.
MULTIPLIERS = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}


def parse_figures(printed: str) -> Decimal:
    """Give the value of Arabic figures: 2,241.1 is 2241.1."""
    return Decimal(printed.replace(",", ""))


def parse_chinese(printed: str) -> Decimal | None:
    """
    Give the value of a Chinese numeral: 一千六百 is 1600, 七十八点七 is 78.7, 百 is 100.

    None for what is no number in this notation: 三五 (three or five), 二〇二二 (a year).
    """
    whole, point, decimals = printed.partition("点")
    value = _parse_whole(whole)
    if value is None:
        return None
    if not point:
        return Decimal(value)
    if not decimals or any(character not in _DIGITS for character in decimals):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[character]) for character in decimals)}")


def plain(value: Decimal) -> Decimal:
    """Give the same value without exponent or idle zeros: 1.2万 is 12000, not 12000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _parse_whole(printed: str) -> int | None:
    high, middle, section = 0, 0, 0  # 亿, 万, below
    digit: int | None = None
    for character in printed:
        if character in _DIGITS:
            if digit not in {None, 0}:
                return None
            digit = _DIGITS[character]
            continue
        section += 0 if character in _STEPS else digit or 0
        if character in _STEPS:
            section += (1 if digit is None else digit) * _STEPS[character]
        elif character == "万":
            middle, section = (middle + section or 1) * 10**4, 0
        elif character == "亿":
            high, middle, section = (high + middle + section or 1) * 10**8, 0, 0
        else:
            return None
        digit = None
    return high + middle + section + (digit or 0) if printed else None
