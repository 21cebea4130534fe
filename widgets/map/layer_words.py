"""Words of the list of layers: what a layer shows, and what is wrong with it. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from layers.base import Status, Trouble
from widgets.map.worded import worded
from widgets.sentences import reason

CONTEXT = "MapLayers"
TABLE: dict[str, Any] = {
    "layer.failed": QT_TRANSLATE_NOOP("MapLayers", "It cannot be drawn: {error}"),  #: 无法绘制：{error}
    "layer.no_data": QT_TRANSLATE_NOOP("MapLayers", "No data yet ({data})"),  #: 尚无数据（{data}）
    "layer.no_property": QT_TRANSLATE_NOOP("MapLayers", "No feature has the property “{name}”"),  #: 要素均无属性“{name}”
    "layer.filtered_out": QT_TRANSLATE_NOOP("MapLayers", "The filter leaves none of {count}"),  #: 筛选后 {count} 条全部排除
    "layer.computing": QT_TRANSLATE_NOOP("MapLayers", "Asking the road network"),  #: 正在计算路网
    "layer.too_many": QT_TRANSLATE_NOOP("MapLayers", "{count} more are too many to draw"),  #: 另有 {count} 条过多未绘
    "layer.left_out": QT_TRANSLATE_NOOP("MapLayers", "{count} left out: {reason}"),  #: 缺 {count} 条：{reason}
    "layer.mended": QT_TRANSLATE_NOOP("MapLayers", "{count} mended: {reason}"),  #: 修复 {count} 条：{reason}
    "layer.source_lost": QT_TRANSLATE_NOOP("MapLayers", "Source “{source}” does not answer"),  #: 数据源“{source}”无响应
    "tiles.lost": QT_TRANSLATE_NOOP("MapLayers", "No tiles come: {reason} ({detail}). They are asked for again."),
    "tiles.failed": QT_TRANSLATE_NOOP("MapLayers", "Cannot be used: {reason} ({detail})"),
    "tiles.degraded": QT_TRANSLATE_NOOP("MapLayers", "{count} tiles did not come: {reason} ({detail})"),
    "tiles.broken": QT_TRANSLATE_NOOP("MapLayers", "{count} tiles cannot be read ({detail})"),  #: {count} 张瓦片无法读取（{detail}）
    "tiles.stale": QT_TRANSLATE_NOOP("MapLayers", "{count} tiles are old ones from the cache"),
    "status.count": QT_TRANSLATE_NOOP("MapLayers", "{count} shown"),  #: 显示 {count} 条
    "status.left_out": QT_TRANSLATE_NOOP("MapLayers", "{count} without a place"),  #: {count} 条无位置
    "status.hidden": QT_TRANSLATE_NOOP("MapLayers", "hidden"),  #: 隐藏
    "status.shown": QT_TRANSLATE_NOOP("MapLayers", "shown"),  #: 显示
    "status.scale": QT_TRANSLATE_NOOP("MapLayers", "not at this scale"),  #: 当前比例尺不显示
    "status.group": QT_TRANSLATE_NOOP("MapLayers", "group of {count}"),  #: 含 {count} 个图层
    "status.group_off": QT_TRANSLATE_NOOP("MapLayers", "its group is hidden"),  #: 所在组已隐藏
    "status.opacity": QT_TRANSLATE_NOOP("MapLayers", "opacity {percent} %"),  #: 不透明度 {percent}%
    "list.unfolded": QT_TRANSLATE_NOOP("MapLayers", "unfolded, Enter folds it"),  #: 已展开，回车收起
    "list.folded": QT_TRANSLATE_NOOP("MapLayers", "folded, Enter unfolds it"),  #: 已收起，回车展开
    "reason.no_geometry": QT_TRANSLATE_NOOP("MapLayers", "no geometry"),  #: 无几何
    "reason.empty_geometry": QT_TRANSLATE_NOOP("MapLayers", "empty geometry"),  #: 空几何
}


def say(key: str, **parameters: Any) -> str:
    """The sentence of a key; what has none is shown as it is."""
    return worded(CONTEXT, TABLE, key, parameters, key)


def trouble_text(trouble: Trouble) -> str:
    """What is wrong."""
    return say(trouble.key, **_plain(trouble.parameters))


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    key = parameters.get("reason")
    if not isinstance(key, str):
        return dict(parameters)
    own = f"reason.{key}"
    return {**parameters, "reason": say(own) if own in TABLE else reason(key)}


def status_lines(status: Status, *, count: int, visible: bool, in_scale: bool, group_on: bool) -> list[str]:
    """What the list says of a layer below it: how many, and all that is wrong."""
    if not visible:
        return [say("status.hidden"), *map(trouble_text, status.trouble)]
    if not group_on:
        return [say("status.group_off")]
    if not in_scale:
        return [say("status.scale")]
    lines = [say("status.count", count=f"{count:,}")]
    if status.left_out:
        lines.append(say("status.left_out", count=f"{status.left_out:,}"))
    return [*lines, *map(trouble_text, status.trouble)]
