"""Why a camera is in its state, in words. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from command_center.domain.cameras import Camera
from widgets.camera_states import state_words
from widgets.sentences import reason


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
