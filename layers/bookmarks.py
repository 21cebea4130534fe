"""Named places to come back to: those of the configuration, then the operators' own. Pure; one thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from command_center.config import Bookmark as Configured
from command_center.domain.geo import is_place
from layers.base import Title

MOST = 200


@dataclass(frozen=True)
class Bookmark:
    """A place with its scale: metres on the ground under a pixel. own: an operator's, which may be renamed and deleted."""

    key: str
    title: Title
    lon: float
    lat: float
    metres_per_pixel: float
    own: bool = False


class Bookmarks:
    """In their order; titles of the operators' own are unique."""

    def __init__(self, configured: tuple[Configured, ...] = ()) -> None:
        self._all = [Bookmark(one.key, Title(one.title or one.title_en or one.key, one.title_en or one.title or one.key),
                              *one.centre, one.metres_per_pixel) for one in configured]

    def __iter__(self) -> Iterator[Bookmark]:
        return iter(list(self._all))

    def __len__(self) -> int:
        return len(self._all)

    def find(self, key: str) -> Bookmark | None:
        """By its key."""
        return next((one for one in self._all if one.key == key), None)

    def add(self, title: str, lon: float, lat: float, metres_per_pixel: float) -> Bookmark:
        """A place under a name; one of an operator's with the same name is replaced."""
        title = title.strip() or f"{lon:.5f}, {lat:.5f}"
        known = next((one for one in self._all if one.own and one.title.zh == title), None)
        number = 1 + max((int(one.key[4:]) for one in self._all if one.own and one.key[4:].isdigit()), default=0)
        made = Bookmark(known.key if known else f"own:{number}", Title(title, title), lon, lat, metres_per_pixel, own=True)
        if known is not None:
            self._all[self._all.index(known)] = made
        elif sum(one.own for one in self._all) < MOST:
            self._all.append(made)
        return made

    def rename(self, key: str, title: str) -> bool:
        """Whether it could be: it is an operator's and no other has that name."""
        one = self.find(key)
        title = title.strip()
        if one is None or not one.own or not title or any(
                other.own and other.title.zh == title and other.key != key for other in self._all):
            return False
        self._all[self._all.index(one)] = Bookmark(key, Title(title, title), one.lon, one.lat, one.metres_per_pixel, own=True)
        return True

    def remove(self, key: str) -> bool:
        """Whether it could be: it is an operator's."""
        one = self.find(key)
        if one is None or not one.own:
            return False
        self._all.remove(one)
        return True

    def save(self) -> list[dict[str, Any]]:
        """The operators' own as plain values."""
        return [{"key": one.key, "title": one.title.zh, "lon": one.lon, "lat": one.lat, "metres_per_pixel": one.metres_per_pixel}
                for one in self._all if one.own]

    def restore(self, state: Any) -> None:
        """Bring them back; rubbish is ignored."""
        for row in state if isinstance(state, list) else ():
            try:
                lon, lat, scale, title = float(row["lon"]), float(row["lat"]), float(row["metres_per_pixel"]), str(row["title"])
            except (KeyError, TypeError, ValueError):
                continue
            if is_place(lon, lat) and 0 < scale < 1e6 and title.strip():
                self.add(title, lon, lat, scale)


def as_toml(bookmarks: Bookmarks) -> str:
    """All of them as tables of the configuration."""
    return "\n".join(f'[[map.bookmark]]\nkey = "place{number}"\ntitle = "{_plain(one.title.zh)}"\n'
                     f'title_en = "{_plain(one.title.en)}"\ncentre = [{one.lon:.6f}, {one.lat:.6f}]\n'
                     f"metres_per_pixel = {one.metres_per_pixel:.3g}\n" for number, one in enumerate(bookmarks, 1))


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
