"""The decode pool: two niced processes that turn cameras into pictures, and one more for each camera that crashed or
hung one. Owner's thread only (on the desk the GUI's); every call returns at once.

`poll` is called with every tick: it hears the processes, restarts those that crashed or hung, and finds the camera
to blame by what each thread was in when it happened.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from video.decode.rush import make_page
from video.pictures import DECODING, OPENING, READING, SharedPictures
from video.views import Playing, Step, View, choice
from video.worker import AWAY_S, Worker

log = logging.getLogger(__name__)

PROCESSES = 2
_STUCK_S = 10.0  # in one decoder call for this long: hung
_STUCK_OPENING_S = 40.0
_STUCK_READING_S = 60.0  # a server may feed the library forever with what is no picture of ours
_CALM_S = 30.0  # a process that lived this long is restarted at once when it dies
_LOOK_EVERY_S = 0.25
_FORGIVEN_S = 900.0  # so long a camera that was blamed has a process of its own: it may have been another. The next time
_SHARPER = 4  # times as long
_LONGEST_WAIT_S = 30.0


class _Seat:
    """A place for a process and the views it serves; the process may be gone for a while."""

    def __init__(self, isolated: bool) -> None:
        self.isolated = isolated
        self.worker: Worker | None = None
        self.views: dict[int, View] = {}
        self.started = 0.0
        self.failures = 0
        self.restart_at = 0.0


class DecodePool:
    """Views of cameras. Processes start with the first view; `close` ends them."""

    def __init__(self, processes: int = PROCESSES) -> None:
        self._seats = [_Seat(isolated=False) for _ in range(processes)]
        self.hardware = "off"  # "auto": processes that start from now on may use the graphics card
        self._blamed: dict[str, tuple[float, int]] = {}  # camera -> until which time.monotonic(), how often
        self._numbers = count(1)
        self._places, self._page = count(), -1  # where the processes see each other's rush
        self._next_look = 0.0
        self._awake_s = self._polled_s = time.monotonic()  # since when we poll without standing still ourselves

    def open_live(self, url: str, width: int, height: int, *, sub_url: str = "", hidden: bool = False,
                  offset_ms: float = 0.0) -> View:
        """Play an address, scaled into width x height; with a sub_url, that one while the picture is small. offset_ms:
        added to the time of its pictures."""
        view = View(next(self._numbers), url, SharedPictures(width, height), hidden=hidden, offset_ms=offset_ms,
                    sub_url=sub_url)
        view.choice = choice(view)
        return self._open(view)

    def open_recorded(self, folder: Path, width: int, height: int) -> View:
        """Show recorded segments of `folder`; `play` says which and when."""
        return self._open(View(next(self._numbers), "", SharedPictures(width, height), folder))

    def play(self, view: View, playing: Playing) -> None:
        """Give a recorded view its segments and clock."""
        view.playing = playing
        self._send(view, playing.command(view.number))

    def resize(self, view: View, width: int, height: int) -> None:
        """Another size; the last picture of the former one stays until there is a new one."""
        if (view.pictures.width, view.pictures.height) == (width, height):
            return
        former = view.pictures
        if former.sequence:
            view.older = former
        former.close_fd()
        view.pictures = SharedPictures(width, height)
        self._send(view, {"do": "size", "view": view.number, "width": width, "height": height}, view.pictures.fd)
        self._choose(view)

    def set_step(self, view: View, step: Step) -> None:
        """The most that a live view may cost: main (which it takes only where it is tall enough for it), sub, keys (key
        frames of the sub-stream), paused (received, not decoded)."""
        view.step = step
        self._choose(view)

    def hide(self, view: View, hidden: bool) -> None:
        """A hidden view receives but does not decode."""
        if view.hidden != hidden:
            view.hidden = hidden
            self._send(view, {"do": "hide", "view": view.number, "hidden": hidden})

    def _choose(self, view: View) -> None:
        chosen = choice(view)
        if chosen != view.choice:
            view.choice = chosen
            self._send(view, {"do": "step", "view": view.number, **chosen._asdict()})

    def again(self, view: View, seconds: float) -> None:
        """Show the last seconds of a live view again, from memory; its state is "replay" meanwhile, since when it shows."""
        self._send(view, {"do": "again", "view": view.number, "seconds": seconds})

    def stop_again(self, view: View) -> None:
        """Back to live."""
        self._send(view, {"do": "now", "view": view.number})

    def hold(self, view: View, hold_ms: int) -> None:
        """Show a live view's pictures so much later."""
        if view.hold_ms != hold_ms:
            view.hold_ms = hold_ms
            self._send(view, {"do": "hold", "view": view.number, "hold_ms": hold_ms})

    def listen(self, view: View, urls: Sequence[str], volume: float) -> None:
        """Hear the camera of a view from one of these addresses (none: no longer) at this volume (0..1); its `sound` says
        how that goes. One of a process is heard at a time: whoever asks silences the one before."""
        if not urls:
            view.sound = ""
        self._send(view, {"do": "listen", "view": view.number, "urls": list(urls), "volume": volume})

    def release(self, view: View) -> None:
        """Let go of a view, at once."""
        seat = self._seat_of(view)
        if seat is None:
            return
        self._send(view, {"do": "close", "view": view.number})
        del seat.views[view.number]
        view.pictures.close_fd()
        if seat.isolated and not seat.views:
            self._end(seat)
            self._seats.remove(seat)

    def poll(self) -> set[View]:
        """Hear the processes and mend what is broken; the views whose state changed."""
        changed: set[View] = set()
        if time.monotonic() - self._polled_s > AWAY_S:
            self._awake_s = time.monotonic()
        self._polled_s = time.monotonic()
        for seat in self._seats:
            if seat.worker is not None:
                for message in seat.worker.hear():
                    self._take(seat, message, changed)
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + _LOOK_EVERY_S
            for seat in list(self._seats):
                self._look_after(seat, changed)
        return changed

    def pids(self) -> list[int]:
        """Process ids of the decode processes, the isolated ones last."""
        return [seat.worker.pid for seat in self._seats if seat.worker is not None]

    def close(self) -> None:
        """End every process."""
        for seat in self._seats:
            self._end(seat)
            seat.views.clear()
        if self._page >= 0:
            os.close(self._page)
            self._page = -1

    def _open(self, view: View) -> View:
        seat = self._choose_seat(view)
        seat.views[view.number] = view
        if seat.worker is None and time.monotonic() >= seat.restart_at:
            self._start(seat)
        elif seat.worker is not None:
            self._hand_over(seat, view)
        return view

    def _choose_seat(self, view: View) -> _Seat:
        if self._is_blamed(view):
            seat = _Seat(isolated=True)
            self._seats.append(seat)
            return seat
        return min((seat for seat in self._seats if not seat.isolated), key=lambda seat: len(seat.views))

    def _is_blamed(self, view: View) -> bool:
        until_s, _ = self._blamed.get(self._key(view), (0.0, 0))
        return time.monotonic() < until_s

    @staticmethod
    def _key(view: View) -> str:
        if view.url or view.playing is None:
            return view.url
        return "\n".join(segment.path for segment in view.playing.segments[:1])

    def _start(self, seat: _Seat) -> None:
        seat.worker, seat.started = Worker(self.hardware), time.monotonic()
        if self._page < 0:
            self._page = make_page()
        seat.worker.send({"do": "join", "place": next(self._places)}, self._page)
        for view in seat.views.values():
            self._hand_over(seat, view)

    def _hand_over(self, seat: _Seat, view: View) -> None:
        assert seat.worker is not None
        command: dict[str, Any] = {"do": "recorded" if view.folder else "live", "view": view.number, "addresses": view.addresses,
                                   "folder": str(view.folder or ""), "width": view.pictures.width,
                                   "height": view.pictures.height, "hidden": view.hidden, "offset_ms": view.offset_ms,
                                   "hold_ms": view.hold_ms, **view.choice._asdict()}
        seat.worker.send(command, view.pictures.fd)
        if view.playing is not None:
            seat.worker.send(view.playing.command(view.number))

    def _send(self, view: View, command: dict[str, Any], fd: int | None = None) -> None:
        seat = self._seat_of(view)
        if seat is not None and seat.worker is not None:
            seat.worker.send(command, fd)

    def _seat_of(self, view: View) -> _Seat | None:
        return next((seat for seat in self._seats if view.number in seat.views), None)

    def _take(self, seat: _Seat, message: dict[str, Any], changed: set[View]) -> None:
        view = seat.views.get(message["view"])
        if view is None:
            return
        changed.add(view)
        if "sound" in message:
            view.sound = message["sound"]
            return
        view.state, view.reason, view.detail = message["state"], message["reason"], message["detail"]
        view.stream = message.get("stream", "")
        view.since_utc = message["since"] or view.since_utc

    def _look_after(self, seat: _Seat, changed: set[View]) -> None:
        now = time.monotonic()
        if seat.worker is None:
            if seat.views and now >= seat.restart_at:
                self._start(seat)
            return
        fault = seat.worker.fault()
        stuck = [view for view in seat.views.values() if _is_stuck(view, self._awake_s)]
        if fault or stuck:
            self._mend(seat, fault or "hung", stuck or self._suspects(seat), changed)
        elif seat.isolated and not any(self._is_blamed(view) for view in seat.views.values()):
            self._forgive(seat)

    def _mend(self, seat: _Seat, fault: str, suspects: list[View], changed: set[View]) -> None:
        """End a broken process, isolate who is to blame, start again (soon, if it keeps breaking)."""
        now = time.monotonic()
        log.warning("a decode process %s; to blame: %s", fault, ", ".join(v.url or str(v.folder) for v in suspects))
        seat.failures = 0 if now - seat.started > _CALM_S else seat.failures + 1
        self._end(seat)
        for view in seat.views.values():
            view.pictures.enter(0)
            view.state, view.reason = "connecting", fault
            changed.add(view)
        wait = 0.0 if seat.failures <= 1 else min(_LONGEST_WAIT_S, 2.0 ** (seat.failures - 2))
        seat.restart_at = now + wait
        if not seat.isolated:
            for view in suspects:
                self._isolate(seat, view)
        if seat.views and not wait:
            self._start(seat)

    def _isolate(self, seat: _Seat, view: View) -> None:
        _, times = self._blamed.get(self._key(view), (0.0, 0))
        self._blamed[self._key(view)] = time.monotonic() + _FORGIVEN_S * _SHARPER**times, times + 1
        del seat.views[view.number]
        self._open(view)

    def _forgive(self, seat: _Seat) -> None:
        """Back among the others: kills from without would leave a process a camera."""
        views = list(seat.views.values())
        self._end(seat)
        self._seats.remove(seat)
        for view in views:
            self._open(view)

    @staticmethod
    def _suspects(seat: _Seat) -> list[View]:
        return [view for view in seat.views.values() if view.pictures.activity[0] in (OPENING, DECODING)]

    @staticmethod
    def _end(seat: _Seat) -> None:
        if seat.worker is not None:
            seat.worker.end()
            seat.worker = None


def _is_stuck(view: View, awake_s: float) -> bool:
    activity, since_ns = view.pictures.activity
    for_s = time.monotonic() - max(since_ns / 1e9, awake_s)
    return for_s > {DECODING: _STUCK_S, OPENING: _STUCK_OPENING_S, READING: _STUCK_READING_S}.get(activity, for_s)
