"""What a page says besides the map, in the screen's language. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from command_center.domain.time import now_utc, to_datetime
from layers.attribution import attributions
from widgets.map.legend_art import Block
from widgets.map.paper.options import Page, scale_denominator
from widgets.map.paper.painting import Content
from widgets.map.viewpoint import Viewpoint

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel

TABLE: dict[str, Any] = {
    "title": QT_TRANSLATE_NOOP("MapPage", "{city}: situation map"),  #: {city} 态势图
    "replay": QT_TRANSLATE_NOOP("MapPage", "REPLAY"),  #: 回放
    "drill": QT_TRANSLATE_NOOP("MapPage", "DRILL"),  #: 演练
    "what_if": QT_TRANSLATE_NOOP("MapPage", "WHAT-IF"),  #: 推演
    "demo": QT_TRANSLATE_NOOP("MapPage", "DEMO"),  #: 演示
    "live": QT_TRANSLATE_NOOP("MapPage", "State at {time}, as known then"),  #: {time} 所知状态
    "so": QT_TRANSLATE_NOOP("MapPage", "State at {time}, as it was"),  #: {time} 实际状态
    "window": QT_TRANSLATE_NOOP("MapPage", "with what happened from {since} to {until}"),  #: 含 {since} 至 {until} 的经过
    "scale": QT_TRANSLATE_NOOP("MapPage", "Scale about 1:{n}, WGS 84"),  #: 比例尺约 1:{n}，WGS 84
    "printed": QT_TRANSLATE_NOOP("MapPage", "Printed {time} by {who}"),  #: {time} 由 {who} 打印
    "data": QT_TRANSLATE_NOOP("MapPage", "Data: {names}"),  #: 数据：{names}
    "legend": QT_TRANSLATE_NOOP("MapPage", "Legend"),  #: 图例
}
_WHEN = "%Y-%m-%d %H:%M:%S"


def said(key: str, **parameters: str) -> str:
    """A sentence of the page."""
    return QCoreApplication.translate("MapPage", TABLE[key]).format(**parameters)


def usual_title(panel: MapPanel) -> str:
    """What the page is called unless somebody says otherwise."""
    city = panel.context.configuration.city
    return said("title", city=panel.context.say(city.name, city.name_en) or city.site)


def content_of(panel: MapPanel, page: Page, view: Viewpoint) -> Content:
    """Of what a map shows now; view: of the picture on the page."""
    context, zone = panel.context, panel.context.configuration.city.zone
    session = context.session()
    mode = session.mode if session is not None else "live"
    marks = [said(mode)] if mode != "live" else []
    if context.configuration.city.demo:
        marks.append(said("demo"))
    when = to_datetime(panel.map.now_utc, zone).strftime(_WHEN)
    state = said("so" if session is not None and session.axis == "at" else "live", time=when)
    span = panel.companions.past.span
    if span is not None:
        since, until = (to_datetime(at, zone).strftime("%m-%d %H:%M") for at in span)
        state = f"{state} · {said('window', since=since, until=until)}"
    scale = said("scale", n=f"{_rounded(scale_denominator(view.ground_scale)):,}")
    printed = said("printed", time=to_datetime(now_utc(), zone).strftime(_WHEN), who=context.actor or "-")
    names = "  ·  ".join(attributions(panel.map.stack.snapshot, panel.map.base.rasters.attributions))
    return Content(page.title or usual_title(panel), tuple(marks), (state, scale, printed),
                   said("data", names=names) if names else "", legend_blocks(panel, page), said("legend"))


def legend_blocks(panel: MapPanel, page: Page) -> tuple[Block, ...]:
    """What the legend of the screen says; () on a page without one."""
    return tuple(panel.layers.legend.blocks()) if page.legend and panel.layers is not None else ()


def _rounded(number: float) -> int:
    """Two digits are what such a scale is worth."""
    digits = max(0, len(str(int(number))) - 2)
    return int(round(number, -digits))
