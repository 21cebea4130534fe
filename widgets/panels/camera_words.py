"""Words of cameras' health: states, and why. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from command_center.domain.cameras import Camera
from widgets.map.worded import worded
from widgets.sentences import reason

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


def why_words(camera: Camera) -> str:
    """What the recorder measured, where that says more than the state."""
    translate, found = QCoreApplication.translate, list[str]()
    numbers = camera.measures
    if camera.state in ("no_signal", "refused", "stalled") and camera.detail != camera.state:
        key = camera.detail.partition(":")[0]
        found.append(translate("Cameras", "no key frame arrives") if key == "no_key_frame" else reason(key) if key else "")
    found += [state_words(fault) for fault in camera.faults if fault != camera.state]
    shown = {"dark": ("mean", translate("Cameras", "brightness {value} of 255")),
             "glaring": ("bright", translate("Cameras", "{value} % burnt out")),
             "blurred": ("sharp", translate("Cameras", "{value} % of the usual sharpness")),
             "covered": ("lost", translate("Cameras", "{value} % of the picture without detail")),
             "turned": ("similar", translate("Cameras", "{value} % like the usual view")),
             "noisy": ("noise", translate("Cameras", "noise of {value} grey levels"))}.get(camera.state)
    if shown is not None and shown[0] in numbers:
        value = numbers[shown[0]]
        if camera.state == "blurred":
            value /= numbers.get("usual_sharp", 0.0) or 1.0
        if camera.state in ("glaring", "covered", "turned", "blurred"):
            value = max(0.0, value * 100)
        if camera.state != "blurred" or "usual_sharp" in numbers:
            found.append(shown[1].format(value=f"{value:.0f}"))
    if camera.recorded is False:
        found.append(translate("Cameras", "not recorded"))
    return "   ".join(part for part in found if part)
