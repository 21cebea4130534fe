"""Words of the style panel: names of keys and choices, and what is wrong with an expression. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from layers.styled.expression import ExpressionError
from widgets.map.worded import worded

CONTEXT = "MapStyle"
TABLE: dict[str, Any] = {
    "filter": QT_TRANSLATE_NOOP("MapStyle", "Filter"),  #: 筛选
    "min_mpp": QT_TRANSLATE_NOOP("MapStyle", "From scale (m/px)"),  #: 起始比例（米/像素）
    "max_mpp": QT_TRANSLATE_NOOP("MapStyle", "Up to scale (m/px)"),  #: 截止比例（米/像素）
    "last_min": QT_TRANSLATE_NOOP("MapStyle", "Last minutes"),  #: 最近（分钟）
    "symbol": QT_TRANSLATE_NOOP("MapStyle", "Symbol"),  #: 符号
    "text": QT_TRANSLATE_NOOP("MapStyle", "Character"),  #: 字符
    "colour": QT_TRANSLATE_NOOP("MapStyle", "Colour"),  #: 颜色
    "size": QT_TRANSLATE_NOOP("MapStyle", "Size (px)"),  #: 大小（像素）
    "turn": QT_TRANSLATE_NOOP("MapStyle", "Turned by"),  #: 旋转字段
    "size_by": QT_TRANSLATE_NOOP("MapStyle", "Size by"),  #: 大小依据
    "sizes": QT_TRANSLATE_NOOP("MapStyle", "Smallest, largest"),  #: 最小、最大
    "range": QT_TRANSLATE_NOOP("MapStyle", "Values of these"),  #: 对应数值
    "by": QT_TRANSLATE_NOOP("MapStyle", "Classes by"),  #: 分类字段
    "classes": QT_TRANSLATE_NOOP("MapStyle", "Classes"),  #: 分类
    "width": QT_TRANSLATE_NOOP("MapStyle", "Width (px)"),  #: 线宽（像素）
    "dash": QT_TRANSLATE_NOOP("MapStyle", "Dashes"),  #: 虚线
    "casing": QT_TRANSLATE_NOOP("MapStyle", "Casing"),  #: 衬边
    "width_by": QT_TRANSLATE_NOOP("MapStyle", "Width by"),  #: 线宽依据
    "widths": QT_TRANSLATE_NOOP("MapStyle", "Thinnest, thickest"),  #: 最细、最粗
    "outline": QT_TRANSLATE_NOOP("MapStyle", "Outline"),  #: 边线
    "fill": QT_TRANSLATE_NOOP("MapStyle", "Fill"),  #: 填充强度
    "hatch": QT_TRANSLATE_NOOP("MapStyle", "Hatch (px)"),  #: 影线间距（像素）
    "value": QT_TRANSLATE_NOOP("MapStyle", "Value"),  #: 数值
    "count": QT_TRANSLATE_NOOP("MapStyle", "Count of"),  #: 计数对象
    "count_filter": QT_TRANSLATE_NOOP("MapStyle", "Counted are"),  #: 计数条件
    "method": QT_TRANSLATE_NOOP("MapStyle", "Method"),  #: 分级方法
    "breaks": QT_TRANSLATE_NOOP("MapStyle", "Breaks"),  #: 分级界限
    "ramp": QT_TRANSLATE_NOOP("MapStyle", "Colours"),  #: 色带
    "reverse": QT_TRANSLATE_NOOP("MapStyle", "Reversed"),  #: 反向
    "digits": QT_TRANSLATE_NOOP("MapStyle", "Digits"),  #: 小数位
    "unit": QT_TRANSLATE_NOOP("MapStyle", "Unit"),  #: 单位
    "radius": QT_TRANSLATE_NOOP("MapStyle", "Radius (px)"),  #: 半径（像素）
    "weight": QT_TRANSLATE_NOOP("MapStyle", "Weight"),  #: 权重
    "peak": QT_TRANSLATE_NOOP("MapStyle", "Full at"),  #: 峰值
    "strength": QT_TRANSLATE_NOOP("MapStyle", "Strength"),  #: 强度
    "cell": QT_TRANSLATE_NOOP("MapStyle", "Cell (px)"),  #: 聚合距离（像素）
    "open_below": QT_TRANSLATE_NOOP("MapStyle", "Opens below (m/px)"),  #: 展开比例（米/像素）
    "length": QT_TRANSLATE_NOOP("MapStyle", "Positions"),  #: 点数
    "fade": QT_TRANSLATE_NOOP("MapStyle", "Fades"),  #: 渐隐
    "heading": QT_TRANSLATE_NOOP("MapStyle", "Heading"),  #: 朝向字段
    "angle": QT_TRANSLATE_NOOP("MapStyle", "Angle"),  #: 张角字段
    "reach": QT_TRANSLATE_NOOP("MapStyle", "Reach"),  #: 距离字段
    "angle_deg": QT_TRANSLATE_NOOP("MapStyle", "Usual angle (°)"),  #: 默认张角（度）
    "reach_m": QT_TRANSLATE_NOOP("MapStyle", "Usual reach (m)"),  #: 默认距离（米）
    "level": QT_TRANSLATE_NOOP("MapStyle", "Level"),  #: 等级
    "badge": QT_TRANSLATE_NOOP("MapStyle", "Badge (px)"),  #: 徽标（像素）
    "shape": QT_TRANSLATE_NOOP("MapStyle", "Shape"),  #: 形状
    "cell_m": QT_TRANSLATE_NOOP("MapStyle", "Cell (m)"),  #: 格网（米）
    "measure": QT_TRANSLATE_NOOP("MapStyle", "Measure"),  #: 统计
    "numbers": QT_TRANSLATE_NOOP("MapStyle", "Numbers shown"),  #: 显示数字
    "depth": QT_TRANSLATE_NOOP("MapStyle", "Depth"),  #: 埋深
    "depths": QT_TRANSLATE_NOOP("MapStyle", "Strong, faint depth"),  #: 浅、深
    "flow_below": QT_TRANSLATE_NOOP("MapStyle", "Flow below (m/px)"),  #: 流向显示比例
    "minutes": QT_TRANSLATE_NOOP("MapStyle", "Minutes"),  #: 分钟
    "speed_kmh": QT_TRANSLATE_NOOP("MapStyle", "Speed (km/h)"),  #: 速度（km/h）
    "label.text": QT_TRANSLATE_NOOP("MapStyle", "Label"),  #: 标注
    "label.text_en": QT_TRANSLATE_NOOP("MapStyle", "Label (English)"),  #: 标注（英文）
    "label.colour": QT_TRANSLATE_NOOP("MapStyle", "Label colour"),  #: 标注颜色
    "label.role": QT_TRANSLATE_NOOP("MapStyle", "Label size"),  #: 标注字号
    "label.below": QT_TRANSLATE_NOOP("MapStyle", "Label below (m/px)"),  #: 标注显示比例
    "label.priority": QT_TRANSLATE_NOOP("MapStyle", "Label priority"),  #: 标注优先
    "label.offset": QT_TRANSLATE_NOOP("MapStyle", "Label offset (px)"),  #: 标注偏移（像素）
    "choice.quantile": QT_TRANSLATE_NOOP("MapStyle", "quantile"),  #: 等量
    "choice.equal": QT_TRANSLATE_NOOP("MapStyle", "equal steps"),  #: 等距
    "choice.hex": QT_TRANSLATE_NOOP("MapStyle", "hexagons"),  #: 六边形
    "choice.square": QT_TRANSLATE_NOOP("MapStyle", "squares"),  #: 方格
    "choice.count": QT_TRANSLATE_NOOP("MapStyle", "count"),  #: 数量
    "choice.mean": QT_TRANSLATE_NOOP("MapStyle", "mean"),  #: 平均
    "choice.sum": QT_TRANSLATE_NOOP("MapStyle", "sum"),  #: 合计
    "choice.max": QT_TRANSLATE_NOOP("MapStyle", "maximum"),  #: 最大
    "choice.min": QT_TRANSLATE_NOOP("MapStyle", "minimum"),  #: 最小
    "choice.micro": QT_TRANSLATE_NOOP("MapStyle", "small"),  #: 小
    "choice.caption": QT_TRANSLATE_NOOP("MapStyle", "middle"),  #: 中
    "choice.body": QT_TRANSLATE_NOOP("MapStyle", "large"),  #: 大
    "choice.none": QT_TRANSLATE_NOOP("MapStyle", "none"),  #: 无
    "shape.dot": QT_TRANSLATE_NOOP("MapStyle", "dot"),  #: 圆点
    "shape.ring": QT_TRANSLATE_NOOP("MapStyle", "ring"),  #: 圆环
    "shape.diamond": QT_TRANSLATE_NOOP("MapStyle", "diamond"),  #: 菱形
    "colour.void": QT_TRANSLATE_NOOP("MapStyle", "Black"),  #: 黑
    "colour.panel": QT_TRANSLATE_NOOP("MapStyle", "Panel black"),  #: 面板黑
    "colour.raised": QT_TRANSLATE_NOOP("MapStyle", "Raised black"),  #: 浮层黑
    "colour.active": QT_TRANSLATE_NOOP("MapStyle", "Dark slate"),  #: 深岩灰
    "colour.line": QT_TRANSLATE_NOOP("MapStyle", "Faint line grey"),  #: 细线灰
    "colour.line2": QT_TRANSLATE_NOOP("MapStyle", "Line grey"),  #: 线条灰
    "colour.control": QT_TRANSLATE_NOOP("MapStyle", "Border grey"),  #: 边框灰
    "colour.hi": QT_TRANSLATE_NOOP("MapStyle", "White"),  #: 白
    "colour.mid": QT_TRANSLATE_NOOP("MapStyle", "Light grey"),  #: 浅灰
    "colour.lo": QT_TRANSLATE_NOOP("MapStyle", "Grey"),  #: 灰
    "colour.data": QT_TRANSLATE_NOOP("MapStyle", "Silver grey"),  #: 银灰
    "colour.fill": QT_TRANSLATE_NOOP("MapStyle", "Medium grey"),  #: 中灰
    "colour.band": QT_TRANSLATE_NOOP("MapStyle", "Dark grey"),  #: 深灰
    "colour.normal": QT_TRANSLATE_NOOP("MapStyle", "Night grey"),  #: 夜灰
    "colour.focus": QT_TRANSLATE_NOOP("MapStyle", "Pure white"),  #: 纯白
    "colour.ink": QT_TRANSLATE_NOOP("MapStyle", "Ink"),  #: 墨黑
    "colour.red": QT_TRANSLATE_NOOP("MapStyle", "Red"),  #: 红
    "colour.orange": QT_TRANSLATE_NOOP("MapStyle", "Orange"),  #: 橙
    "colour.yellow": QT_TRANSLATE_NOOP("MapStyle", "Yellow"),  #: 黄
    "colour.blue": QT_TRANSLATE_NOOP("MapStyle", "Blue"),  #: 蓝
    "colour.step": QT_TRANSLATE_NOOP("MapStyle", "{ramp} {step}"),  #: {ramp} {step}
    "ramp.calm": QT_TRANSLATE_NOOP("MapStyle", "Calm"),  #: 灰蓝
    "ramp.water": QT_TRANSLATE_NOOP("MapStyle", "Water"),  #: 水蓝
    "ramp.warm": QT_TRANSLATE_NOOP("MapStyle", "Warm"),  #: 暖棕
    "ramp.leaf": QT_TRANSLATE_NOOP("MapStyle", "Leaf"),  #: 叶绿
    "expression.character": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: “{text}” means nothing here"),  #: 第 {at} 个字符“{text}”在此无意义
    "expression.text_open": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: the quote is not closed"),  #: 第 {at} 个字符：引号未闭合
    "expression.end": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: the expression ends too early"),  #: 第 {at} 个字符：表达式不完整
    "expression.unexpected": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: “{text}” does not fit here"),  #: 第 {at} 个字符：“{text}”不应出现在此
    "expression.function": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: there is no function “{text}”; there are {known}"),  #: 第 {at} 个字符：没有函数“{text}”，可用 {known}
    "expression.arguments": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: “{text}” takes {count} value(s)"),  #: 第 {at} 个字符：“{text}”需要 {count} 个参数
    "expression.deep": QT_TRANSLATE_NOOP("MapStyle", "Character {at}: too deeply nested"),  #: 第 {at} 个字符：嵌套过深
    "expression.long": QT_TRANSLATE_NOOP("MapStyle", "Longer than {limit} characters"),  #: 超过 {limit} 个字符
    "wrong": QT_TRANSLATE_NOOP("MapStyle", "This cannot be used here"),  #: 此处不能使用该值
    "wrong.numbers": QT_TRANSLATE_NOOP("MapStyle", "Numbers with commas between them"),  #: 请填数字，以逗号分隔
    "wrong.data": QT_TRANSLATE_NOOP("MapStyle", "Data such as features:NAME, reports or incidents"),  #: 请填数据来源，如 features:NAME、reports、incidents
    "wrong.class": QT_TRANSLATE_NOOP("MapStyle", "A value, ≥ a number, or an expression after “?”"),  #: 请填值、≥数字，或以“?”开头的表达式
}


def say(key: str, **parameters: Any) -> str:
    """The word of a key; what has none is shown as it is."""
    return worded(CONTEXT, TABLE, key, parameters, key.rpartition(".")[2])


def expression_wrong(error: ExpressionError) -> str:
    """What is wrong with an expression, and where."""
    return say(error.key, **{**error.parameters, "at": error.at + 1})
