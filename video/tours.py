"""Groups of cameras and tours over them. Pure; times are seconds of whatever clock the owner has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from command_center.config_video import CameraGroup, Tour
from command_center.domain.cameras import Camera


class Page(NamedTuple):
    """What a tour shows at a time: cameras of one group, and which part of it this is (of 1 where it fits)."""

    group: str
    cameras: tuple[str, ...]
    part: int = 1
    parts: int = 1


def members(group: CameraGroup, cameras: Mapping[str, Camera]) -> list[str]:
    """Cameras of a group: those it names, in its order, then those that fit what it asks for, by id."""
    named = [camera for camera in group.cameras if camera in cameras]
    if not (group.districts or group.where or group.name):
        return named
    fitting = sorted(camera.camera for camera in cameras.values() if _fits(group, camera))
    return list(dict.fromkeys([*named, *fitting]))


def _fits(group: CameraGroup, camera: Camera) -> bool:
    if not (camera.main_url or camera.sub_url):
        return False
    names = (camera.name, camera.properties.get("name_en", ""))
    districts = {camera.district, camera.properties.get("district_en", "")}
    return ((not group.districts or not districts.isdisjoint(group.districts))
            and (not group.name or any(group.name.lower() in name.lower() for name in names))
            and all(camera.properties.get(key) == value for key, value in group.where.items()))


def pages(tour: Tour, groups: Sequence[CameraGroup], cameras: Mapping[str, Camera], tiles: int) -> list[Page]:
    """A page a group, or several where it has more cameras than there are tiles."""
    by_key, found = {group.key: group for group in groups}, []
    for key in tour.groups:
        ids = members(by_key[key], cameras) if key in by_key else []
        parts = [ids[start:start + tiles] for start in range(0, len(ids), max(1, tiles))]
        found += [Page(key, tuple(part), number, len(parts)) for number, part in enumerate(parts, 1)]
    return found


class TourRun:
    """A tour under way. It stands while paused by hand or held (an alarm has the wall)."""

    def __init__(self, tour: Tour, now_s: float) -> None:
        self.tour = tour
        self.at = 0
        self.paused = self.held = False
        self._left_s = tour.dwell_s
        self._seen_s = now_s

    @property
    def left_s(self) -> float:
        """Seconds until the next page."""
        return max(0.0, self._left_s)

    def tick(self, now_s: float, count: int) -> bool:
        """Time has passed, there are so many pages; whether another one is due."""
        passed, self._seen_s = now_s - self._seen_s, now_s
        if self.paused or self.held or count < 1:
            return False
        self._left_s -= max(0.0, passed)
        if self._left_s > 0:
            return False
        self.step(1, count)
        return True

    def step(self, by: int, count: int) -> None:
        """The next page or the one before; it gets its whole time."""
        self.at = (self.at + by) % max(1, count)
        self._left_s = self.tour.dwell_s


def first_page(found: Iterable[Page], at: int) -> Page | None:
    """The page of a number, where cameras have gone the last one there is."""
    every = list(found)
    return every[min(at, len(every) - 1)] if every else None
