"""What a line of the results says, in the screen's language. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from layers.search.index import Hit
from widgets.context import Context
from widgets.search_list import ICONS, Line

TABLE: dict[str, Any] = {
    "command": QT_TRANSLATE_NOOP("Search", "Command"),  #: 命令
    "layer": QT_TRANSLATE_NOOP("Search", "Layer"),  #: 图层
    "view": QT_TRANSLATE_NOOP("Search", "Saved view"),  #: 视图
    "bookmark": QT_TRANSLATE_NOOP("Search", "Bookmark"),  #: 书签
    "crossing": QT_TRANSLATE_NOOP("Search", "Crossing"),  #: 路口
    "number": QT_TRANSLATE_NOOP("Search", "No source knows house number {n}: the middle of the road"),
    #: 没有门牌 {n} 的数据：显示道路中段
    "coordinates": QT_TRANSLATE_NOOP("Search", "Read as {system}"),  #: 按 {system} 解读
}


def _said(key: str, **parameters: str) -> str:
    return QCoreApplication.translate("Search", TABLE[key]).format(**parameters)


def line_of(hit: Hit, district: str, context: Context) -> Line:
    """Title, detail, district and distance."""
    detail, identity = hit.row.detail, hit.row.identity
    if hit.kind == "place" and identity.startswith("crossing "):
        detail = _said("crossing")
    elif hit.kind == "place" and identity.startswith("road "):
        detail = _said("number", n=identity.rpartition(" ")[2])
    elif hit.kind == "place":
        detail = _said("coordinates", system=detail)
    elif hit.kind in TABLE:
        detail = f"{_said(hit.kind)} · {detail}" if detail else _said(hit.kind)
    where = " · ".join(part for part in (district, distance_text(hit.distance_m)) if part)
    return Line(ICONS.get(hit.kind, "place"), hit.title, detail, where)


def distance_text(metres: float) -> str:
    """Coarse enough to be read at a glance; "" where it is not known."""
    if metres != metres:
        return ""
    if metres < 1000:
        return f"{round(metres, -1):.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 100_000 else f"{metres / 1000:,.0f} km"
