"""What a decode thread is told and what it tells: common to live and recorded tiles. One thread each.

A tile lets go at once (`stop` returns immediately and nothing more is reported); its thread ends when the library
returns from the read it is in, because a container must not be closed from another thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from video.pictures import SharedPictures

Report = Callable[[dict[str, Any]], None]


class TileThread(threading.Thread):
    """A thread that fills one tile's pictures."""

    def __init__(self, view: int, pictures: SharedPictures, report: Report) -> None:
        super().__init__(name=f"tile-{view}", daemon=True)
        self.view = view
        self.pictures = pictures
        self.hidden = False
        self.over = threading.Event()
        self.wake = threading.Event()
        self._report = report
        self._last: tuple[str, str] = ("", "")

    def show_in(self, pictures: SharedPictures) -> None:
        """From the next picture on, the tile has another size."""
        self.pictures = pictures
        self.wake.set()

    def hide(self, hidden: bool) -> None:
        """Out of sight nothing is decoded."""
        self.hidden = hidden
        self.wake.set()

    def look_after(self) -> None:
        """Called twice a second."""

    def stop(self) -> None:
        """Let go of the tile."""
        self.over.set()
        self.wake.set()

    def say(self, state: str, reason: str = "", detail: str = "", since_utc: int = 0) -> None:
        """Report a state, once as long as it lasts."""
        if self.over.is_set() or (state, reason) == self._last:
            return
        self._last = (state, reason)
        self._report({"view": self.view, "state": state, "reason": reason, "detail": detail, "since": since_utc})
