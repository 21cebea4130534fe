"""What devices notify, as events: alarms, positions, changes of the catalogue. Owned by the connector's thread."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from command_center.connectors.gb28181.channels import position
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.manscdp import Document
from command_center.connectors.values import instant, number
from command_center.domain.events import DeviceAlarmCleared, DeviceAlarmRaised, Event, PositionReported
from command_center.domain.time import SECOND

_METHODS = {"1": ("电话报警", "Alarm by telephone"), "2": ("设备报警", "Device alarm"), "3": ("短信报警", "Alarm by text message"),
            "4": ("GPS报警", "GPS alarm"), "5": ("视频报警", "Video alarm"), "6": ("设备故障报警", "Device fault"),
            "7": ("其他报警", "Other alarm")}
_TYPES = {
    ("2", "1"): ("视频丢失报警", "Video lost"), ("2", "2"): ("设备防拆报警", "Tampering with the device"),
    ("2", "3"): ("存储设备磁盘满报警", "Disk full"), ("2", "4"): ("设备高温报警", "Device too hot"),
    ("2", "5"): ("设备低温报警", "Device too cold"), ("5", "1"): ("人工视频报警", "Manual video alarm"),
    ("5", "2"): ("运动目标检测报警", "Motion detected"), ("5", "3"): ("遗留物检测报警", "Object left behind"),
    ("5", "4"): ("物体移除检测报警", "Object removed"), ("5", "5"): ("绊线检测报警", "Line crossed"),
    ("5", "6"): ("入侵检测报警", "Intrusion"), ("5", "7"): ("逆行检测报警", "Wrong-way movement"),
    ("5", "8"): ("徘徊检测报警", "Loitering"), ("5", "9"): ("流量统计报警", "Count of people"),
    ("5", "10"): ("密度检测报警", "Crowd density"), ("5", "11"): ("视频异常检测报警", "Picture out of order"),
    ("5", "12"): ("快速移动报警", "Fast movement"), ("5", "13"): ("图像遮挡报警", "Picture covered"),
    ("6", "1"): ("存储设备磁盘故障报警", "Disk fault"), ("6", "2"): ("存储设备风扇故障报警", "Fan fault")}
_FAULTS = {("2", "1"), ("2", "2"), ("5", "11"), ("5", "13")}
_LONGEST_TEXT = 500


class Notices:
    """Makes events of notifications, and remembers which alarms are to be taken back."""

    def __init__(self, config: Gb28181Config) -> None:
        self._config = config
        self._zone = ZoneInfo(config.timezone)
        self._prefix = f"{config.id}/" if config.id else ""
        self._until: dict[tuple[str, str], float] = {}  # alarms that stand -> when they are taken back

    def alarm(self, notice: Document, at_utc: int) -> DeviceAlarmRaised:
        """An Alarm notification. Raises ValueError without a device."""
        fields = notice.fields
        if not notice.device:
            raise ValueError("missing_id: alarm")
        method, kind = fields.get("AlarmMethod", ""), fields.get("Info.AlarmType", "") or fields.get("AlarmType", "")
        zh, en = _TYPES.get((method, kind)) or _METHODS.get(method) or ("设备报警", "Device alarm")
        said = fields.get("AlarmDescription", "")[:_LONGEST_TEXT]
        priority = fields.get("AlarmPriority", "")
        where = self._position(fields)
        code = f"gb28181.{method or '0'}.{kind or '0'}"
        device = f"{self._prefix}{notice.device}"
        self._until[device, code] = time.monotonic() + self._config.alarm_hold_s
        return DeviceAlarmRaised(
            at_utc=self._instant(fields.get("AlarmTime", ""), at_utc), source=self._config.id, device=device, code=code,
            text=f"{zh}：{said}" if said else zh, text_en=f"{en}: {said}" if said else en,
            level=int(priority) if priority in ("1", "2", "3", "4") else 0,
            lon=where[0] if where else None, lat=where[1] if where else None,
            type_key="camera_fault" if (method, kind) in _FAULTS or method == "6" else "")

    def ended(self, at_utc: int) -> list[Event]:
        """Alarms that were not repeated for so long that they count as over."""
        now = time.monotonic()
        over = [key for key, until in self._until.items() if until <= now]
        for key in over:
            del self._until[key]
        return [DeviceAlarmCleared(at_utc=at_utc, source=self._config.id, device=device, code=code)
                for device, code in over]

    def positions(self, notice: Document, at_utc: int) -> list[PositionReported]:
        """A MobilePosition notification: one, or a list of them (2022). Raises ValueError for what is no place."""
        items: Iterable[Mapping[str, str]] = notice.items or [notice.fields]
        return [made for item in items if (made := self._moved(item, notice.device, at_utc)) is not None]

    def _moved(self, item: Mapping[str, str], device: str, at_utc: int) -> PositionReported | None:
        where = position(item, self._config.crs)
        subject = item.get("DeviceID", "") or device
        if where is None or not subject:
            return None
        speed, heading = _number(item, "Speed"), _number(item, "Direction")
        return PositionReported(
            at_utc=self._instant(item.get("Time", "") or item.get("CaptureTime", ""), at_utc), source=self._config.id,
            subject=f"{self._prefix}{subject}", lon=where[0], lat=where[1],
            heading_deg=heading % 360.0 if heading is not None else None,
            speed_mps=round(speed / 3.6, 3) if speed is not None and speed >= 0 else None,
            altitude_m=_number(item, "Altitude"), class_key=self._config.class_key)

    def _position(self, fields: Mapping[str, str]) -> tuple[float, float] | None:
        try:
            return position(fields, self._config.crs)
        except ValueError:
            return None  # an alarm without its place is still an alarm

    def _instant(self, text: str, otherwise: int) -> int:
        """A device's time; when it came where there is none, or one further ahead than a clock may be wrong."""
        try:
            said = instant(text, zone=self._zone)
        except ValueError:
            said = None
        return otherwise if said is None or said > otherwise + 3600 * SECOND else said


def _number(item: Mapping[str, str], name: str) -> float | None:
    try:
        return number(item.get(name) or None)
    except ValueError:
        return None
