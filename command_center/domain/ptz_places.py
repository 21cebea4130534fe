"""Where a camera that can be moved stands, as far as the journal knows: a name for every place from which its picture is
framed the same. Pure; any thread.

    at:0              it was never moved through the centre
    preset:7@UTC      at its preset 7, as that was stored at this instant (0: never through the centre)
    home              at its home position
    abs:0.5,0,0.25    at this position in numbers
    at:UTC            where it came to stand at this instant, wherever that is
    ""                it moves, or is on its way, or nobody knows any more

Two equal names are one framing; nothing can be said of two different ones. Focus and iris frame nothing. That a camera
was turned by somebody else (its own web page, another platform) is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from command_center.domain.time import SECOND

if TYPE_CHECKING:
    from command_center.domain.ptz import PtzRequest

FIRST, MOVING = "at:0", ""
TRAVEL_US = 8 * SECOND  # from one end to the other a slow camera takes no longer
COAST_US = 2 * SECOND
MOST = 96  # changes that are remembered
_LENS = ("focus", "iris", "auto")


class Places(msgspec.Struct, frozen=True):
    """changes: (from when on, place), oldest first; is_cut: there were older ones; stored: preset -> when it was stored."""

    changes: tuple[tuple[int, str], ...] = ()
    is_cut: bool = False
    stored: dict[str, int] = {}

    def at(self, at_utc: int) -> str:
        """Where it stood at an instant."""
        for since_utc, place in reversed(self.changes):
            if since_utc <= at_utc:
                return place
        return MOVING if self.is_cut else FIRST

    def between(self, from_utc: int, until_utc: int) -> list[tuple[int, str]]:
        """(from when on, place) from an instant on until another."""
        return [(from_utc, self.at(from_utc)), *((since, place) for since, place in self.changes if from_utc < since < until_utc)]

    def _then(self, *changes: tuple[int, str]) -> Places:
        since = min(at for at, _ in changes)  # what was still to come does not come any more
        kept = [*(change for change in self.changes if change[0] < since), *changes]
        return Places(tuple(kept[-MOST:]), self.is_cut or len(kept) > MOST, self.stored)


def after(places: Places, before: PtzRequest, request: PtzRequest, at_utc: int) -> Places:
    """After one more movement; before: the last one until then."""
    kind = request.kind
    if kind in _LENS or (kind == "stop" and before.kind in _LENS) or kind == "preset_remove":
        return places
    if kind == "preset_set":
        if not request.preset:
            return places  # the camera names it; until it is called, it stands where it stood
        stored = Places(places.changes, places.is_cut, {**places.stored, request.preset: at_utc})
        return stored if places.at(at_utc) == MOVING else stored._then((at_utc, _preset(stored, request.preset)))
    if request.is_motion or kind == "patrol":
        return places._then((at_utc, MOVING))
    if kind in ("stop", "move"):
        return places._then((at_utc, MOVING), (at_utc + COAST_US, f"at:{at_utc}"))
    named = {"preset": _preset(places, request.preset), "home": "home",
             "absolute": f"abs:{request.pan:g},{request.tilt:g},{request.zoom:g}"}.get(kind, f"at:{at_utc}")
    return places._then((at_utc, MOVING), (at_utc + TRAVEL_US, named))


def is_named(place: str) -> bool:
    """Whether a camera can be sent there again."""
    return place.startswith(("preset:", "abs:")) or place == "home"


def _preset(places: Places, token: str) -> str:
    return f"preset:{token}@{places.stored.get(token, 0)}"
