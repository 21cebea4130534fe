"""Catalogue items as cameras. Owned by the connector's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from command_center.connectors.geometry import place
from command_center.connectors.values import number
from command_center.domain.events import CameraSeen

_NO_CAMERAS = frozenset({"200", "215", "216", "134", "135", "136", "137", "138"})
_MOVABLE = frozenset({"1", "4", "5"})  # PTZType: dome, remote gun, remote half dome
_KEPT = {"Manufacturer": "manufacturer", "Model": "model", "Owner": "owner", "CivilCode": "civil_code",
         "Address": "address", "IPAddress": "ip_address", "PTZType": "ptz_type"}
Item = Mapping[str, str]
Addresses = Callable[[str, str], tuple[str, str]]


class Made(NamedTuple):
    """What became of a catalogue. problems: (reason, item) of what was wrong in items that are cameras all the same."""

    cameras: list[CameraSeen]
    problems: list[tuple[str, Item]]
    others: int


def type_of(identifier: str) -> str:
    """The type code, digits 11 to 13; "" for ids that are not of 20 digits."""
    return identifier[10:13] if len(identifier) == 20 and identifier.isascii() and identifier.isdigit() else ""


def is_camera(item: Item) -> bool:
    """Whether a catalogue item gives pictures: neither a directory, a district, an alarm input nor a loudspeaker."""
    identifier = item.get("DeviceID", "")
    kind = type_of(identifier)
    if kind in _NO_CAMERAS or len(identifier) <= 8 or item.get("Parental", "0") not in ("0", ""):
        return kind in ("131", "132")
    return True


def parents_of(item: Item) -> list[str]:
    """ParentID, which may be a path a/b, nearest first; then the district's code."""
    way = [part.strip() for part in item.get("ParentID", "").split("/") if part.strip()]
    return [*reversed(way), *filter(None, (item.get("BusinessGroupID", ""), item.get("CivilCode", "")))]


class Channels:
    """The cameras of all devices: which device owns a channel, and what each is called in the city."""

    def __init__(self, source: str, crs: str, addresses: Addresses) -> None:
        self._prefix = f"{source}/" if source else ""
        self._source, self._crs, self.addresses = source, crs, addresses
        self._owner: dict[str, str] = {}  # name in the city -> device
        self.cameras: dict[str, CameraSeen] = {}

    def remember(self, cameras: Iterable[CameraSeen]) -> None:
        """Cameras that the journal holds: names stay with their devices."""
        for camera in cameras:
            self._owner[camera.camera] = camera.properties.get("device", "")
            self.cameras[camera.camera] = camera

    def name(self, device: str, channel: str) -> str:
        """The camera's id: its channel's, and with the device's before it where another device has the same one."""
        plain = f"{self._prefix}{channel}"
        if self._owner.setdefault(plain, device) in (device, ""):
            self._owner[plain] = device
            return plain
        long = f"{self._prefix}{device}:{channel}"
        self._owner[long] = device
        return long

    def place_of(self, camera: str) -> tuple[str, str] | None:
        """(device, channel) of a camera's id."""
        known = self.cameras.get(camera)
        if known is None:
            return None
        return known.properties.get("device", ""), known.properties.get("channel", "")

    def of_device(self, device: str) -> list[CameraSeen]:
        """Cameras of a device."""
        return [camera for camera in self.cameras.values() if camera.properties.get("device") == device]

    def make(self, device: str, items: Iterable[Item], at_utc: int) -> Made:
        """Cameras of catalogue items; directories give districts and departments."""
        items = list(items)
        names = {item.get("DeviceID", ""): item.get("Name", "") for item in items if not is_camera(item)}
        made = Made([], [], sum(not is_camera(item) for item in items))
        for item in items:
            if is_camera(item):
                if not item.get("DeviceID"):
                    made.problems.append(("missing_id", item))
                    continue
                made.cameras.append(self._camera(device, item, names, at_utc, made.problems))
        return made

    def _camera(self, device: str, item: Item, names: Mapping[str, str], at_utc: int,
                problems: list[tuple[str, Item]]) -> CameraSeen:
        channel = item["DeviceID"]
        try:
            where = position(item, self._crs)
        except ValueError as error:
            problems.append((str(error), item))
            where = None
        main, sub = self.addresses(device, channel)
        properties = {"device": device, "channel": channel, "status": item.get("Status", "").upper() or "ON"}
        properties |= {key: item[name] for name, key in _KEPT.items() if item.get(name)}
        if item.get("PTZType", "") in _MOVABLE or not item.get("PTZType"):
            properties["ptz"] = "1"  # a device that does not say is asked: there is no other way to know
        above = [parent for parent in parents_of(item) if names.get(parent)]
        group = next((parent for parent in above if len(parent) > 8), "")
        district = next((parent for parent in above if len(parent) <= 8), "")
        properties |= {"department": names[group]} if group else {}
        camera = CameraSeen(
            at_utc=at_utc, source=self._source, camera=self.name(device, channel), name=item.get("Name", "") or channel,
            lon=where[0] if where else None, lat=where[1] if where else None, main_url=main, sub_url=sub,
            heading_deg=_heading(item), district=names.get(district, ""), properties=properties)
        self.cameras[camera.camera] = camera
        return camera


_HEADINGS = {"1": 90.0, "2": 270.0, "3": 180.0, "4": 0.0, "5": 135.0, "6": 45.0, "7": 225.0, "8": 315.0}


def _heading(item: Item) -> float | None:
    """DirectionType: 1 east, 2 west, 3 south, 4 north, 5 south-east, 6 north-east, 7 south-west, 8 north-west."""
    return _HEADINGS.get(item.get("DirectionType", ""))


def position(item: Item, crs: str) -> tuple[float, float] | None:
    """Longitude and latitude in WGS84; None where they are missing or 0. Raises ValueError for what is no place."""
    lon, lat = number(item.get("Longitude") or None), number(item.get("Latitude") or None)
    if not lon or not lat:
        return None
    return place(lon, lat, crs)
