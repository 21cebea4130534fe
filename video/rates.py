"""How cameras were over time, and the rates that are asked of a city: all online, 98 % in order. Pure.

All of it follows from the journal's events by occurrence. Where the recorder did not watch, or a camera was not measured
yet, nothing is known; such time counts neither for nor against a camera, and how much of a stretch is known is said
beside every rate.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta, tzinfo
from typing import NamedTuple

from command_center.domain.cameras import Camera
from command_center.domain.events import CameraHealthChanged, CamerasWatched, Event
from command_center.domain.time import DAY, SECOND, from_datetime, to_datetime

KINDS: tuple[type[Event], ...] = (CameraHealthChanged, CamerasWatched)
TARGETS = {"online": 1.0, "in_order": 0.98}
OFFLINE = ("no_signal", "refused", "stalled")
UNKNOWN = "unknown"
LEAD_US = 26 * 3600 * SECOND  # every camera's state is told again once a day: so much earlier a stretch is read
_SILENCE_US = 660 * SECOND  # the recorder says every five minutes that it watches; after this it did not


class Stretch(NamedTuple):
    """[from_utc, until_utc) in one state; detail: the recorder's words."""

    from_utc: int
    until_utc: int
    state: str
    detail: str = ""


class Share(NamedTuple):
    """Microseconds. known: measured; of these online (a picture comes) and in order (nothing is wrong with it); total:
    of all cameras together."""

    known: int = 0
    online: int = 0
    in_order: int = 0
    total: int = 0

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(*(one + two for one, two in zip(self, other, strict=True)))

    def rate(self, which: str) -> float | None:
        """0 to 1; None where nothing is known."""
        return getattr(self, which) / self.known if self.known else None

    @property
    def coverage(self) -> float:
        """How much is known, 0 to 1."""
        return self.known / self.total if self.total else 0.0


class Ledger:
    """What the recorder said of cameras and of itself. Events may come in any order and again."""

    def __init__(self) -> None:
        self._said: dict[str, list[tuple[int, str, str]]] = {}
        self._beats: list[tuple[int, int]] = []  # instant; 1 began, 0 goes on, 2 ended
        self._watched: list[tuple[int, int]] | None = None
        self.latest_utc = 0  # of receipt

    def take(self, events: Iterable[Event]) -> None:
        """More events."""
        for event in events:
            self.latest_utc = max(self.latest_utc, event.received_utc)
            if isinstance(event, CameraHealthChanged):
                _put(self._said.setdefault(event.camera, []), (event.at_utc, event.state, event.detail))
            elif isinstance(event, CamerasWatched):
                _put(self._beats, (event.at_utc, 1 if event.began else 2 if event.ended else 0))
                self._watched = None

    def stretches(self, camera: str, since_utc: int, until_utc: int) -> list[Stretch]:
        """How a camera was in [since, until), without gaps."""
        said = self._said.get(camera, [])
        found: list[Stretch] = []
        at = since_utc
        for began, ended in self._watches(until_utc):
            if ended <= since_utc or began >= until_utc:
                continue
            _add(found, at, began, UNKNOWN, "")
            at = max(at, began)
            # Only what was said since the recorder began to watch is still so.
            first = bisect_left(said, (began, "", ""))
            last = bisect_right(said, (min(ended, until_utc), "\x7f", ""))
            state, detail = UNKNOWN, ""
            for told_utc, next_state, next_detail in said[first:last]:
                _add(found, at, min(told_utc, ended), state, detail)
                at, state, detail = max(at, told_utc), next_state, next_detail
            _add(found, at, min(ended, until_utc), state, detail)
            at = max(at, min(ended, until_utc))
        _add(found, at, until_utc, UNKNOWN, "")
        return found

    def share(self, camera: str, since_utc: int, until_utc: int) -> Share:
        """A camera's time in [since, until)."""
        return share_of(self.stretches(camera, since_utc, until_utc), since_utc, until_utc)

    def _watches(self, until_utc: int) -> list[tuple[int, int]]:
        """Stretches in which the recorder watched; the last one goes on as long as it may just not have spoken."""
        if self._watched is None:
            self._watched = []
            began = last = None
            for at, what in self._beats:
                if began is not None and last is not None and (what == 1 or at - last > _SILENCE_US):
                    self._watched.append((began, last))
                    began = None
                began = at if began is None and what != 2 else began
                last = at
                if what == 2 and began is not None:
                    self._watched.append((began, at))
                    began = None
            if began is not None and last is not None:
                self._watched.append((began, last + _SILENCE_US))
        return self._watched


class Report(NamedTuple):
    """begins: of the spans. history: how every camera was over the longest of them; shares: by camera and span."""

    at_utc: int
    begins: Mapping[str, int]
    history: Mapping[str, Sequence[Stretch]]
    shares: Mapping[str, Mapping[str, Share]]

    def state(self, camera: str) -> str:
        """How it was last known to be."""
        history = self.history.get(camera)
        return history[-1].state if history else UNKNOWN


class Group(NamedTuple):
    """Cameras of one district or department. now: how many are in each of ok, faulty (online, yet something is wrong),
    offline, unknown; shares: by the name of a span."""

    name: str
    cameras: tuple[str, ...]
    now: Mapping[str, int]
    shares: Mapping[str, Share]


def share_of(stretches: Iterable[Stretch], since_utc: int, until_utc: int) -> Share:
    """What of [since, until) was known, online and in order."""
    known = online = in_order = 0
    for stretch in stretches:
        took = min(stretch.until_utc, until_utc) - max(stretch.from_utc, since_utc)
        if took > 0 and stretch.state != UNKNOWN:
            known += took
            online += took * (stretch.state not in OFFLINE)
            in_order += took * (stretch.state == "ok")
    return Share(known, online, in_order, max(0, until_utc - since_utc))


def spans(now_utc: int, zone: tzinfo) -> dict[str, int]:
    """Where today (of the city), the last 7 and the last 30 days begin."""
    midnight = to_datetime(now_utc, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return {"today": from_datetime(midnight), "week": now_utc - 7 * DAY, "month": now_utc - 30 * DAY}


def days(now_utc: int, zone: tzinfo, count: int = 30) -> list[int]:
    """Midnights of the last days and the one to come, count + 1 of them; days may have 23 or 25 hours."""
    today = to_datetime(now_utc, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return [from_datetime((today + timedelta(days=back)).replace(hour=0)) for back in range(1 - count, 2)]


def by_district(camera: Camera) -> str:
    """Its district, "" where its source names none."""
    return camera.district


def by_department(camera: Camera) -> str:
    """Whose it is, by the property `department`."""
    return camera.properties.get("department", "")


def condition_of(state: str) -> str:
    """ok, faulty, offline or unknown."""
    return state if state in ("ok", UNKNOWN) else "offline" if state in OFFLINE else "faulty"


def report(ledger: Ledger, cameras: Iterable[str], now_utc: int, zone: tzinfo,
           rest: Callable[[], None] = lambda: None) -> Report:
    """How these cameras were. rest is called between them, so that a screen in the same process is not held up."""
    begins = spans(now_utc, zone)
    first = min(begins.values())
    history, shares = {}, {}
    for camera in cameras:
        known = history[camera] = ledger.stretches(camera, first, now_utc)
        shares[camera] = {name: share_of(known, since, now_utc) for name, since in begins.items()}
        rest()
    return Report(now_utc, begins, history, shares)


def groups(known: Report, cameras: Sequence[Camera], key: Callable[[Camera], str]) -> list[Group]:
    """The groups, by name, those without a name last; then all cameras together under the name "*"."""
    members: dict[str, list[str]] = {}
    for camera in cameras:
        members.setdefault(key(camera), []).append(camera.camera)
    names = sorted(members, key=lambda name: (not name, name))
    return [_group(name, members[name], known) for name in names] + [
        _group("*", [camera.camera for camera in cameras], known)]


def _group(name: str, cameras: Sequence[str], known: Report) -> Group:
    now = dict.fromkeys(("ok", "faulty", "offline", UNKNOWN), 0)
    together = dict.fromkeys(known.begins, Share())
    for camera in cameras:
        now[condition_of(known.state(camera))] += 1
        shares = known.shares.get(camera)
        if shares is not None:
            together = {span: share.plus(shares[span]) for span, share in together.items()}
    return Group(name, tuple(cameras), now, together)


def _add(found: list[Stretch], from_utc: int, until_utc: int, state: str, detail: str) -> None:
    if until_utc <= from_utc:
        return
    if found and found[-1].state == state and found[-1].until_utc == from_utc:
        found[-1] = found[-1]._replace(until_utc=until_utc)
    else:
        found.append(Stretch(from_utc, until_utc, state, detail))


def _put(rows: list[tuple], row: tuple) -> None:  # type: ignore[type-arg]
    if not rows or rows[-1] < row:
        rows.append(row)
    elif rows[bisect_left(rows, row)] != row:
        insort(rows, row)
