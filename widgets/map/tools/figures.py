"""Lengths, areas and times in words and units of the screen's language. GUI thread."""

from __future__ import annotations

import math
from typing import Any, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

LengthUnit = Literal["auto", "m", "km"]
AreaUnit = Literal["auto", "m2", "ha", "km2", "mu"]
LENGTH_UNITS: tuple[LengthUnit, ...] = ("auto", "m", "km")
AREA_UNITS: tuple[AreaUnit, ...] = ("auto", "m2", "ha", "km2", "mu")
MU_M2 = 10_000.0 / 15.0
_TABLE: dict[str, Any] = {
    "m": QT_TRANSLATE_NOOP("Figures", "{n} m"),
    "km": QT_TRANSLATE_NOOP("Figures", "{n} km"),
    "m2": QT_TRANSLATE_NOOP("Figures", "{n} m²"),
    "ha": QT_TRANSLATE_NOOP("Figures", "{n} ha"),  #: {n} 公顷
    "km2": QT_TRANSLATE_NOOP("Figures", "{n} km²"),
    "mu": QT_TRANSLATE_NOOP("Figures", "{n} mu"),  #: {n} 亩
    "s": QT_TRANSLATE_NOOP("Figures", "{s} s"),  #: {s} 秒
    "min": QT_TRANSLATE_NOOP("Figures", "{m} min {s} s"),  #: {m} 分 {s} 秒
    "h": QT_TRANSLATE_NOOP("Figures", "{h} h {m} min"),  #: {h} 小时 {m} 分
    "people": QT_TRANSLATE_NOOP("Figures", "about {n}"),  #: 约 {n} 人
}


def _say(key: str, **parameters: str) -> str:
    return QCoreApplication.translate("Figures", _TABLE[key]).format(**parameters)


def _number(value: float, digits: int = 4) -> str:
    """With as many digits as are worth something, thousands set apart."""
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{min(decimals, 3)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def length(metres: float, unit: LengthUnit = "auto") -> str:
    """4 digits, never finer than a decimetre."""
    if unit == "km" or (unit == "auto" and metres >= 1000):
        return _say("km", n=_number(metres / 1000))
    return _say("m", n=f"{metres:,.1f}" if metres < 100 else f"{metres:,.0f}")


def area(square_metres: float, unit: AreaUnit = "auto") -> str:
    """Square metres, hectares from one on, square kilometres from one on."""
    if unit == "auto":
        unit = "m2" if square_metres < 10_000 else "ha" if square_metres < 1_000_000 else "km2"
    size = {"m2": 1.0, "ha": 1e4, "km2": 1e6, "mu": MU_M2}[unit]
    return _say(unit, n=_number(square_metres / size) if unit != "m2" else f"{square_metres:,.0f}")


def duration(seconds: float) -> str:
    """6 min 40 s; an hour and more without seconds. "" for what is no number."""
    if not math.isfinite(seconds):
        return ""
    whole = round(seconds)
    if whole < 60:
        return _say("s", s=str(whole))
    if whole < 3600:
        return _say("min", m=str(whole // 60), s=f"{whole % 60:02d}")
    return _say("h", h=str(whole // 3600), m=f"{whole % 3600 // 60:02d}")


def people(count: float) -> str:
    """An estimate: two digits and no more."""
    if count >= 100:
        step = 10 ** (math.floor(math.log10(count)) - 1)
        count = round(count / step) * step
    return _say("people", n=f"{round(count):,}")
