"""What layers ask of the road network, and the answers: the network lives in another process. Immutable; any thread."""

from __future__ import annotations

import msgspec

Place = tuple[float, float]


class ReachAsked(msgspec.Struct, tag=True, array_like=True, frozen=True):
    """How far one gets from the nearest of some places (longitude, latitude) in each of some times."""

    places: tuple[Place, ...]
    seconds: tuple[float, ...]


class TourAsked(msgspec.Struct, tag=True, array_like=True, frozen=True):
    """The quickest way by road through some places, in their order."""

    places: tuple[Place, ...]


class ReachFound(msgspec.Struct, tag=True, array_like=True, frozen=True):
    """rings: for each time the closed outlines in degrees, holes among them."""

    rings: tuple[tuple[tuple[Place, ...], ...], ...] = ()


class TourFound(msgspec.Struct, tag=True, array_like=True, frozen=True):
    """legs: vertices of the way between each two places, empty where none leads; metres and seconds of each."""

    legs: tuple[tuple[Place, ...], ...] = ()
    metres: tuple[float, ...] = ()
    seconds: tuple[float, ...] = ()


Asked = ReachAsked | TourAsked
Found = ReachFound | TourFound
