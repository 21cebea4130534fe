"""Words of a camera's states: the one table for panels, map and wall. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from widgets.map.worded import worded

CONTEXT = "Cameras"
STATES: dict[str, Any] = {
    "ok": QT_TRANSLATE_NOOP("Cameras", "In order"),  #: 正常
    "no_signal": QT_TRANSLATE_NOOP("Cameras", "No signal"),  #: 无信号
    "refused": QT_TRANSLATE_NOOP("Cameras", "Refused"),  #: 被拒绝
    "stalled": QT_TRANSLATE_NOOP("Cameras", "Stalled"),  #: 停滞
    "frozen": QT_TRANSLATE_NOOP("Cameras", "Picture frozen"),  #: 画面冻结
    "dark": QT_TRANSLATE_NOOP("Cameras", "Dark"),  #: 画面过暗
    "covered": QT_TRANSLATE_NOOP("Cameras", "Covered"),  #: 遮挡
    "turned": QT_TRANSLATE_NOOP("Cameras", "Turned away"),  #: 偏转
    "glaring": QT_TRANSLATE_NOOP("Cameras", "Glaring"),  #: 过亮
    "blurred": QT_TRANSLATE_NOOP("Cameras", "Blurred"),  #: 模糊
    "noisy": QT_TRANSLATE_NOOP("Cameras", "Noisy"),  #: 噪点
    "colour_cast": QT_TRANSLATE_NOOP("Cameras", "Colour cast"),  #: 偏色
    "unknown": QT_TRANSLATE_NOOP("Cameras", "Not measured"),  #: 未检测
}


def state_words(state: str) -> str:
    """A state; one that this version does not know is shown as it is."""
    return worded(CONTEXT, STATES, state, {}, state)


def state_in_line(state: str) -> str:
    """A state within a line of other words: a language with capitals begins it with a small letter."""
    words = state_words(state)
    return words[:1].lower() + words[1:]
