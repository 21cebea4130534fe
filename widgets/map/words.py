"""The map's own words: keys of cards and collections in the language of the screen. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from widgets.camera_states import state_in_line
from widgets.map.worded import worded

CONTEXT = "Map"
CAMERA = "camera."  # the state of one: its words are those of every panel
TABLE: dict[str, Any] = {
    "status": QT_TRANSLATE_NOOP("Map", "Status"),  #: 状态
    "since": QT_TRANSLATE_NOOP("Map", "Since"),  #: 自
    "seen": QT_TRANSLATE_NOOP("Map", "Last seen"),  #: 最后定位
    "speed": QT_TRANSLATE_NOOP("Map", "Speed"),  #: 速度
    "incident": QT_TRANSLATE_NOOP("Map", "Incident"),  #: 事件
    "opened": QT_TRANSLATE_NOOP("Map", "Opened"),  #: 受理
    "reported": QT_TRANSLATE_NOOP("Map", "Reported"),  #: 报警
    "address": QT_TRANSLATE_NOOP("Map", "Place"),  #: 地点
    "units": QT_TRANSLATE_NOOP("Map", "Units"),  #: 力量
    "text": QT_TRANSLATE_NOOP("Map", "Report"),  #: 情况
    "raised": QT_TRANSLATE_NOOP("Map", "Raised"),  #: 发生
    "current": QT_TRANSLATE_NOOP("Map", "Now"),  #: 当前
    "last": QT_TRANSLATE_NOOP("Map", "Last value"),  #: 最后值
    "value": QT_TRANSLATE_NOOP("Map", "At alarm"),  #: 告警时
    "limit": QT_TRANSLATE_NOOP("Map", "Limit"),  #: 限值
    "issued": QT_TRANSLATE_NOOP("Map", "Issued"),  #: 发布
    "expires": QT_TRANSLATE_NOOP("Map", "Expires"),  #: 失效
    "area": QT_TRANSLATE_NOOP("Map", "Area"),  #: 区域
    "sender": QT_TRANSLATE_NOOP("Map", "Issued by"),  #: 发布单位
    "measured": QT_TRANSLATE_NOOP("Map", "Measured"),  #: 测得
    "frames": QT_TRANSLATE_NOOP("Map", "Frames"),  #: 帧率
    "heading": QT_TRANSLATE_NOOP("Map", "Looks to"),  #: 朝向
    "district": QT_TRANSLATE_NOOP("Map", "District"),  #: 辖区
    "beds": QT_TRANSLATE_NOOP("Map", "Beds"),  #: 床位
    "capacity": QT_TRANSLATE_NOOP("Map", "Capacity"),  #: 容量
    "pressure_mpa": QT_TRANSLATE_NOOP("Map", "Pressure (MPa)"),  #: 水压（MPa）
    "things": QT_TRANSLATE_NOOP("Map", "Things"),  #: 数量
    "measure.mean": QT_TRANSLATE_NOOP("Map", "Mean"),  #: 平均
    "measure.sum": QT_TRANSLATE_NOOP("Map", "Sum"),  #: 合计
    "measure.max": QT_TRANSLATE_NOOP("Map", "Maximum"),  #: 最大
    "measure.min": QT_TRANSLATE_NOOP("Map", "Minimum"),  #: 最小
    "class": QT_TRANSLATE_NOOP("Map", "Class"),  #: 类别
    "diameter_mm": QT_TRANSLATE_NOOP("Map", "Diameter (mm)"),  #: 管径（mm）
    "depth_m": QT_TRANSLATE_NOOP("Map", "Depth (m)"),  #: 埋深（m）
    "laid": QT_TRANSLATE_NOOP("Map", "Laid in"),  #: 敷设年份
    "road": QT_TRANSLATE_NOOP("Map", "Road"),  #: 道路
    "name": QT_TRANSLATE_NOOP("Map", "Name"),  #: 名称
    "name_en": QT_TRANSLATE_NOOP("Map", "Name (English)"),  #: 英文名
    "id": QT_TRANSLATE_NOOP("Map", "Number"),  #: 编号
    "drawing.placed": QT_TRANSLATE_NOOP("Map", "Drawn"),  #: 标绘时间
    "drawing.by": QT_TRANSLATE_NOOP("Map", "Drawn by"),  #: 标绘人
    "drawing.changed": QT_TRANSLATE_NOOP("Map", "Changed"),  #: 修改时间
    "drawing.changed_by": QT_TRANSLATE_NOOP("Map", "Changed by"),  #: 修改人
    "drawing.note": QT_TRANSLATE_NOOP("Map", "Note"),  #: 备注
    "drawing.radius": QT_TRANSLATE_NOOP("Map", "Radius"),  #: 半径
    "drawing.length": QT_TRANSLATE_NOOP("Map", "Length"),  #: 长度
    "unit.free": QT_TRANSLATE_NOOP("Map", "standing by"),  #: 待命
    "unit.ordered": QT_TRANSLATE_NOOP("Map", "ordered"),  #: 已下令
    "unit.en_route": QT_TRANSLATE_NOOP("Map", "on the way"),  #: 途中
    "unit.on_scene": QT_TRANSLATE_NOOP("Map", "on scene"),  #: 现场
    "unit.returning": QT_TRANSLATE_NOOP("Map", "returning"),  #: 返回
    "unit.out_of_service": QT_TRANSLATE_NOOP("Map", "out of service"),  #: 停用
    "incident.waiting": QT_TRANSLATE_NOOP("Map", "waiting"),  #: 待派警
    "incident.en_route": QT_TRANSLATE_NOOP("Map", "units on the way"),  #: 途中
    "incident.on_scene": QT_TRANSLATE_NOOP("Map", "units on scene"),  #: 处置中
    "incident.closed": QT_TRANSLATE_NOOP("Map", "closed"),  #: 已结
    "alarm.unacknowledged": QT_TRANSLATE_NOOP("Map", "not acknowledged"),  #: 未确认
    "alarm.acknowledged": QT_TRANSLATE_NOOP("Map", "acknowledged"),  #: 已确认
    "alarm.returned": QT_TRANSLATE_NOOP("Map", "back to normal, not acknowledged"),  #: 已恢复未确认
    "alarm.cleared": QT_TRANSLATE_NOOP("Map", "cleared"),  #: 已解除
    "quantity.rain_intensity": QT_TRANSLATE_NOOP("Map", "Rainfall"),  #: 降雨强度
    "quantity.rain_1h": QT_TRANSLATE_NOOP("Map", "Rain in 1 h"),  #: 1 小时雨量
    "quantity.river_level": QT_TRANSLATE_NOOP("Map", "River level"),  #: 水位
    "quantity.underpass_depth": QT_TRANSLATE_NOOP("Map", "Water depth"),  #: 积水深度
    "quantity.pump_running": QT_TRANSLATE_NOOP("Map", "Pumps running"),  #: 水泵运行
    "quantity.temperature": QT_TRANSLATE_NOOP("Map", "Temperature"),  #: 气温
    "quantity.humidity": QT_TRANSLATE_NOOP("Map", "Humidity"),  #: 湿度
    "quantity.wind_speed": QT_TRANSLATE_NOOP("Map", "Wind"),  #: 风速
    "quantity.visibility": QT_TRANSLATE_NOOP("Map", "Visibility"),  #: 能见度
    "quantity.traffic_index": QT_TRANSLATE_NOOP("Map", "Traffic index"),  #: 拥堵指数
    "quantity.mean_speed": QT_TRANSLATE_NOOP("Map", "Mean speed"),  #: 平均车速
    "level.1": QT_TRANSLATE_NOOP("Map", "Red"),  #: 红
    "level.2": QT_TRANSLATE_NOOP("Map", "Orange"),  #: 橙
    "level.3": QT_TRANSLATE_NOOP("Map", "Yellow"),  #: 黄
    "level.4": QT_TRANSLATE_NOOP("Map", "Blue"),  #: 蓝
    "legend.solid": QT_TRANSLATE_NOOP("Map", "solid: not acknowledged"),  #: 实心 未确认
    "legend.outline": QT_TRANSLATE_NOOP("Map", "outline: acknowledged"),  #: 空心 已确认
    "age.s": QT_TRANSLATE_NOOP("Map", "{n} s ago"),  #: {n} 秒前
    "age.min": QT_TRANSLATE_NOOP("Map", "{n} min ago"),  #: {n} 分钟前
    "age.h": QT_TRANSLATE_NOOP("Map", "{n} h ago"),  #: {n} 小时前
    "age.d": QT_TRANSLATE_NOOP("Map", "{n} d ago"),  #: {n} 天前
    "east": QT_TRANSLATE_NOOP("Map", "E"),
    "west": QT_TRANSLATE_NOOP("Map", "W"),
    "north": QT_TRANSLATE_NOOP("Map", "N"),
    "south": QT_TRANSLATE_NOOP("Map", "S"),
    "empty.before": QT_TRANSLATE_NOOP("Map", "The record begins at {time}. Nothing is known of the time before."),
    #: 记录自 {time} 开始，此前的情况未知。
    "empty.layers": QT_TRANSLATE_NOOP("Map", "All layers are switched off. Tick one in the list of layers."),  #: 图层均已关闭
    "empty.nothing": QT_TRANSLATE_NOOP("Map", "Nothing is known yet. The map fills as the sources answer."),  #: 暂无数据
    "place.choose": QT_TRANSLATE_NOOP("Map", "Click the place on the map, or move the map under the cross and press "
                                             "Enter. Esc: cancel."),  #: 在地图上点选位置，或移动地图对准十字后按回车；Esc 取消
}


def word(key: Any, **parameters: Any) -> str:
    """The word of a key; what has none is shown as it is."""
    if isinstance(key, str) and key.startswith(CAMERA):
        return state_in_line(key.removeprefix(CAMERA))
    return worded(CONTEXT, TABLE, str(key), parameters, str(key))
