"""Devices and their channels as the city sees them: CameraSeen when something is new, offline and back. Owned by the
connector's thread; `place_of` may be called from any."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import msgspec

from command_center.connectors.base import EventSink
from command_center.connectors.gb28181.channels import Addresses, Channels
from command_center.connectors.gb28181.collect import Collection
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.controls import CAN
from command_center.connectors.gb28181.manscdp import Document
from command_center.connectors.seen import Seen
from command_center.domain.events import (
    CameraSeen,
    DeviceAlarmCleared,
    DeviceAlarmRaised,
    Event,
    PositionReported,
)
from command_center.domain.ids import new_eid
from command_center.domain.ptz import presets_property

_OFFLINE = "gb28181.offline"
_MOVED_DEG = 0.0003  # some thirty metres
_CODES = {"ONLINE": "ON", "OK": "ON", "OFFLINE": "OFF", "NOTONLINE": "OFF"}


class Cameras:
    """Makes the events of one source."""

    def __init__(self, config: Gb28181Config, addresses: Addresses) -> None:
        self._config = config
        self._prefix = f"{config.id}/" if config.id else ""
        self.channels = Channels(config.id, config.crs, addresses)
        self._seen = Seen()
        self._offline: set[str] = set()
        self._device_fields: dict[str, dict[str, str]] = {}

    def remember(self, events: Iterable[Event]) -> None:
        """Cameras that the journal holds."""
        self.channels.remember(event for event in events if isinstance(event, CameraSeen))
        for camera in self.channels.cameras.values():
            self._seen.is_news(camera)
            if camera.properties.get("reason") == "offline":
                self._offline.add(camera.properties.get("device", ""))

    def readdress(self, at_utc: int) -> list[Event]:
        """Cameras whose address is another one than the journal has (the relay's port changed)."""
        found = []
        for camera in list(self.channels.cameras.values()):
            main, sub = self.channels.addresses(camera.properties.get("device", ""), camera.properties.get("channel", ""))
            found.append(msgspec.structs.replace(camera, main_url=main, sub_url=sub if camera.sub_url or not main else ""))
        return self._changed(found, at_utc)

    def unseen(self, registered: Iterable[str]) -> set[str]:
        """Devices that the journal has cameras of, and that are not registered, nor known to be offline."""
        known = {camera.properties.get("device", "") for camera in self.channels.cameras.values()}
        return known - set(registered) - self._offline - {""}

    def place_of(self, camera: str) -> tuple[str, str] | None:
        """(device, channel) of a camera."""
        return self.channels.place_of(camera)

    def catalogue(self, collection: Collection, at_utc: int, sink: EventSink) -> tuple[list[Event], int]:
        """(events, good records) of a collected catalogue. What a whole one lacks is off."""
        events, good = self._items(collection.device, collection.items.values(), at_utc, sink)
        if collection.is_complete:
            listed = {item.get("DeviceID") for item in collection.items.values()}
            events += self._changed(
                [self._with(camera, status="REMOVED") for camera in self.channels.of_device(collection.device)
                 if camera.properties.get("channel") not in listed], at_utc)
        return events, good

    def listed(self, device: str, document: Document, at_utc: int, sink: EventSink) -> tuple[list[Event], int]:
        """A part that nobody asked for, or a notification of what changed (Event ON, OFF, ADD, DEL, UPDATE, ...)."""
        whole = [item for item in document.items if item.get("Event", "").upper() in ("", "ADD", "UPDATE")
                 and ("Name" in item or not item.get("Event"))]
        events, good = self._items(device, whole, at_utc, sink)
        for item in document.items:
            if item not in whole:
                events += self._turned(device, item, at_utc, sink)
        return events, good + len(document.items) - len(whole)

    def _turned(self, device: str, item: Mapping[str, str], at_utc: int, sink: EventSink) -> list[Event]:
        camera = self.channels.cameras.get(self.channels.name(device, item.get("DeviceID", "")))
        if camera is None:
            sink.skip("unknown_channel")
            return []
        said = item.get("Event", "").upper()
        status = {"DEL": "REMOVED", "ON": "ON", "OFF": "OFF", "VLOST": "OFF", "DEFECT": "OFF"}.get(said, "ON")
        return self._changed([self._with(camera, status=status, reason=said if said in ("VLOST", "DEFECT") else "")],
                             at_utc)

    def _items(self, device: str, items: Iterable[Mapping[str, str]], at_utc: int,
               sink: EventSink) -> tuple[list[Event], int]:
        before = {camera.camera: camera for camera in self.channels.of_device(device)}
        made = self.channels.make(device, items, at_utc)
        sink.skip("not_a_camera", made.others)
        for reason, item in made.problems:
            sink.bad(reason, json.dumps(dict(item), ensure_ascii=False).encode())
        events: list[Event] = []
        for camera in made.cameras:
            kept = before.get(camera.camera)
            presets = kept.properties.get("ptz_presets", "") if kept else ""
            more = self._device_fields.get(device, {}) | ({"ptz_can": CAN} if camera.properties.get("ptz") else {})
            status = _CODES.get(camera.properties["status"], camera.properties["status"])
            events += self._changed([self._with(camera, **{**{key: value for key, value in more.items() if key not in camera.properties},
                                                           "ptz_presets": presets, "status": status})], at_utc)
        return events, len(made.cameras)

    def presets(self, collection: Collection, at_utc: int) -> tuple[list[Event], int]:
        """A camera's presets. The collection's device field holds the device, its items PresetID and PresetName."""
        found = {item["PresetID"]: item.get("PresetName", "") or item["PresetID"]
                 for item in collection.items.values() if item.get("PresetID")}
        camera = self.channels.cameras.get(self.channels.name(collection.device, collection.target))
        if camera is None:
            return [], 1
        return self._changed([self._with(camera, ptz_presets=presets_property(found) if found else "")], at_utc), 1

    def described(self, device: str, document: Document, at_utc: int, sink: EventSink) -> tuple[list[Event], int]:
        """DeviceInfo and DeviceStatus: what stands on every camera of the device, and whether it is in order."""
        fields = document.fields
        found = {"device_manufacturer": fields.get("Manufacturer", ""), "device_model": fields.get("Model", ""),
                 "firmware": fields.get("Firmware", ""), "device_name": fields.get("DeviceName", "")} \
            if document.command == "DeviceInfo" else {
                "device_recording": fields.get("Record", ""), "device_status": fields.get("Status", "")}
        known = self._device_fields.setdefault(device, {})
        known.update({key: value for key, value in found.items() if value})
        cameras = [self._with(camera, **known) for camera in self.channels.of_device(device)]
        return self._changed(cameras, at_utc), 1

    def placed(self, alarm: DeviceAlarmRaised) -> DeviceAlarmRaised:
        """An alarm of a camera that does not say where: where the camera stands."""
        camera = self.channels.cameras.get(alarm.device)
        if camera is None:
            return alarm
        where = (alarm.lon, alarm.lat) if alarm.lon is not None else (camera.lon, camera.lat)
        return msgspec.structs.replace(alarm, lon=where[0], lat=where[1], place=camera.name)

    def moved(self, positions: Iterable[PositionReported], at_utc: int) -> list[Event]:
        """Cameras that are now elsewhere: what they see is another place."""
        found = []
        for position in positions:
            camera = self.channels.cameras.get(position.subject)
            if camera is not None and (camera.lon is None or camera.lat is None or max(
                    abs(camera.lon - position.lon), abs(camera.lat - position.lat)) > _MOVED_DEG):
                found.append(msgspec.structs.replace(camera, lon=position.lon, lat=position.lat,
                                                     heading_deg=position.heading_deg))
        return self._changed(found, at_utc)

    def online(self, device: str, at_utc: int) -> list[Event]:
        """A device registered."""
        if device not in self._offline:
            return []
        self._offline.discard(device)
        back = [self._with(camera, status="ON", reason="") for camera in self.channels.of_device(device)
                if camera.properties.get("reason") == "offline"]
        return [*self._changed(back, at_utc),
                DeviceAlarmCleared(at_utc=at_utc, source=self._config.id, device=f"{self._prefix}{device}", code=_OFFLINE)]

    def offline(self, device: str, why: str, at_utc: int) -> list[Event]:
        """A device went silent, or said that it goes."""
        self._offline.add(device)
        off = [self._with(camera, status="OFF", reason="offline") for camera in self.channels.of_device(device)
               if camera.properties.get("status") == "ON"]
        alarm = DeviceAlarmRaised(
            at_utc=at_utc, source=self._config.id, device=f"{self._prefix}{device}", code=_OFFLINE, level=3,
            text=f"国标设备离线：{device}", text_en=f"GB/T 28181 device offline: {device}", type_key="camera_fault")
        return [*self._changed(off, at_utc), *([alarm] if why != "unregistered" else [])]

    @staticmethod
    def _with(camera: CameraSeen, **properties: str) -> CameraSeen:
        """With other properties; empty ones go."""
        merged = {key: value for key, value in {**camera.properties, **properties}.items() if value}
        return msgspec.structs.replace(camera, properties=merged)

    def _changed(self, cameras: Iterable[CameraSeen], at_utc: int) -> list[Event]:
        events: list[Event] = []
        for camera in cameras:
            fresh = msgspec.structs.replace(camera, at_utc=at_utc, eid=new_eid())
            self.channels.cameras[camera.camera] = fresh
            if self._seen.is_news(fresh):
                events.append(fresh)
        return events
