"""Notices of a device as device alarms: only changes, at the centre's time. On the device's thread."""

from __future__ import annotations

from collections.abc import Sequence

from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.facts import Eye
from command_center.connectors.onvif.notifications import Notice
from command_center.domain.events import CameraSeen, DeviceAlarmCleared, DeviceAlarmRaised, Event
from command_center.domain.time import MINUTE, now_utc

_TEXTS = {"motion": ("画面有移动", "Motion in the picture"), "tamper": ("镜头被遮挡或移动", "Camera tampered with"),
          "input": ("报警输入触发", "Alarm input triggered"), "video_loss": ("视频信号丢失", "Video signal lost"),
          "line": ("有目标越线", "Line crossed"), "intrusion": ("有目标进入区域", "Somebody in the area"),
          "sound": ("声音异常", "Unusual sound")}


class AlarmBook:
    """Which alarms of a device stand. is_stored: the notices are a record, whose times are as they are. A source that the device does not name, or an input, is its first camera."""

    def __init__(self, config: OnvifConfig, *, is_stored: bool = False) -> None:
        self._config, self._is_stored = config, is_stored
        self._on: set[tuple[str, str]] = set()
        self._heard: set[tuple[str, str]] = set()

    def events(self, notice: Notice, eyes: Sequence[Eye], cameras: Sequence[CameraSeen], skew_us: int) -> list[Event]:
        """What a notice changes; nothing where it is no alarm, of no kind that is wanted, or known."""
        if notice.kind not in self._config.alarms or notice.is_on is None or not cameras:
            return []
        camera = _camera_of(notice, eyes, cameras)
        code = f"{notice.kind}:{notice.source}" if notice.kind == "input" and notice.source else notice.kind
        key = camera.camera, code
        # The first word that it is over may end what another run of the engine saw begin.
        is_first = key not in self._heard
        self._heard.add(key)
        if notice.is_on == (key in self._on) and not (is_first and not notice.is_on):
            return []
        at_utc = notice.at_utc if self._is_stored and notice.at_utc else _ours(notice.at_utc, skew_us)
        if not notice.is_on:
            self._on.discard(key)
            return [DeviceAlarmCleared(at_utc=at_utc, device=camera.camera, code=code)]
        self._on.add(key)
        text, text_en = _TEXTS.get(notice.kind, (notice.topic, notice.topic))
        return [DeviceAlarmRaised(at_utc=at_utc, device=camera.camera, code=code, text=text, text_en=text_en,
                                  level=self._config.levels.get(notice.kind, 0), lon=camera.lon, lat=camera.lat,
                                  place=camera.name, place_en=camera.name)]


def _camera_of(notice: Notice, eyes: Sequence[Eye], cameras: Sequence[CameraSeen]) -> CameraSeen:
    names = {token: eye.camera for eye in eyes for token in (eye.source, eye.main.token) if token}
    wanted = names.get(notice.source)
    return next((each for each in cameras if each.camera == wanted), cameras[0])


def _ours(at_utc: int, skew_us: int) -> int:
    """The camera's time by our clock; one that is far off in spite of that is not believed."""
    now = now_utc()
    ours = at_utc - skew_us
    return ours if at_utc and now - 10 * MINUTE <= ours <= now + MINUTE else now
