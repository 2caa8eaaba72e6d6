"""
What stands under a figure, as HTML. In: a figure. Out: its doubts, its ties and why it is believed.

A page prints hundreds of these, too many for templates. Text is escaped here, where it is put into HTML.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.utils.translation import get_language

from archive.models import Metric, Scope
from archive.reading.figures import Doubt, FigureRow, Tie
from archive.reading.labels import FIGURE_FIELDS, Seal
from archive.reading.reasons import print_reasons
from archive.reading.tongue import Tongue


@lru_cache
def print_seal(seal: Seal, tongue: Tongue) -> str:
    """A seal: its sign, and in the title what it means."""
    shape = f" {seal.shape}" if seal.shape else ""
    sign = str(seal.sign)
    meaning = escape(str(seal.meaning))
    return f'<span class="seal{shape}" title="{meaning}"{tongue.of(sign)}>{escape(sign)}</span>'


def print_guessed(tongue: Tongue) -> str:
    """The seal of what is inferred."""
    _ = tongue.say
    title, sign = _("推断"), _("推")
    return f'<span class="seal calc" title="{title}"{tongue.of("推")}>{sign}</span>'


def print_amount(figure: FigureRow, tongue: Tongue) -> str:
    """The number as printed; where a person changed it, what it was changed to: 586名（报上）→ 568 人 更正."""
    printed = f"<b>{escape(figure.printed)}</b>"
    if not figure.amount_corrected:
        return printed
    _, said = tongue.say, tongue.interface
    as_printed, corrected = _("（报上）"), _("更正")
    return (
        f"{printed}<span{said}>{as_printed}</span>→ <b>{escape(figure.normalised)}</b> "
        f'<span class="hint"{said}>{corrected}</span>'
    )


def print_corrected(metric: Metric, tongue: Tongue) -> str:
    """Which fields a person changed, and when; nothing where none was."""
    if not metric.corrected:
        return ""
    _ = tongue.say
    said = _("、").join(
        _("%(what)s（%(day)s）") % {"what": FIGURE_FIELDS.get(name, name), "day": day}
        for name, day in metric.corrected.items()
    )
    corrected = _("人工更正：%(said)s。") % {"said": escape(said)}
    return f'<p class="ties"><span>{corrected}</span></p>'


def print_more(figure: FigureRow, tongue: Tongue) -> str:
    """Doubts, and ties to other figures."""
    _, metric = tongue.say, figure.metric
    parts = [_doubt(doubt, tongue) for doubt in figure.doubts]
    parts.append(print_corrected(metric, tongue))
    if metric.missed:
        kept = _("人工保留：最近一次识读没有再读出它。")
        parts.append(f'<p class="flag">{kept}</p>')
    if figure.ties:
        ties = "".join(_tie(tie, tongue) for tie in figure.ties)
        parts.append(f'<p class="ties">{ties}</p>')
    return "".join(parts)


def print_why(figure: FigureRow, tongue: Tongue) -> str:
    """The reasons, to be opened where they stand."""
    _ = tongue.say
    summary, why = _("看依据"), print_figure_reasons(figure, tongue)
    return f'<details class="why"><summary>{summary}</summary><p>{why}</p></details>\n'


def print_figure_reasons(figure: FigureRow, tongue: Tongue) -> str:
    """Why it is believed, where its place and its time come from: sentences."""
    _, metric = tongue.say, figure.metric
    reasons = figure.reasons
    said = print_reasons(reasons) + _("。") if reasons else ""
    if metric.place_name:
        place = {"place": escape(metric.place_name), "basis": _basis(metric.place_basis)}
        said += _("地方“%(place)s”：%(basis)s。") % place
    if metric.period:
        period = {"period": escape(metric.period), "basis": _basis(metric.period_basis)}
        said += _("时间“%(period)s”：%(basis)s。") % period
        if figure.days:
            said += _("合 %(days)s。") % {"days": escape(figure.days)}
    return said


def _doubt(doubt: Doubt, tongue: Tongue) -> str:
    others = "".join(
        f' <a href="{escape(tie.url)}"{tongue.of(tie.printed)}>{escape(tie.printed)}</a>'
        for tie in doubt.figures
    )
    _ = tongue.say
    note = _("请留意")
    return f'<p class="flag"><b>{note}</b> {escape(doubt.sentence)}{others}</p>'


def _tie(tie: Tie, tongue: Tongue) -> str:
    _ = tongue.say
    at = _("（第 %(n)s 段）") % {"n": tie.paragraph} if tie.paragraph else ""
    printed = f"<span{tongue.of(tie.printed)}>{escape(tie.printed)}</span>"
    return f'<span>{escape(tie.words)} <a href="{escape(tie.url)}">{printed}{at}</a></span>'


def _basis(basis: str) -> str:
    return _basis_words(basis, get_language())


@lru_cache
def _basis_words(basis: str, _language: str | None) -> str:
    return escape(str(Scope(basis).label) if basis in Scope.values else basis)
