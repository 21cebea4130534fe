"""A view: one camera's pictures at one size, as the screen holds it. Owner's thread only."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from command_center.domain.addresses import parse_address
from command_center.domain.cameras import Segment
from command_center.domain.time import now_utc
from video.pictures import Picture, SharedPictures
from video.source import READ_TIMEOUT_S

MAIN_ABOVE_PX = 420  # a picture taller than this is worth the main stream
_KEEPS_MAIN = 0.9
_KEYS_APART_S = 15.0  # where only key frames are shown, an old picture may be the newest
Step = Literal["main", "sub", "keys", "paused"]


class Playing(NamedTuple):
    """What a recorded view follows: segments and the clock as it was at a moment of time.monotonic_ns()."""

    segments: tuple[Segment, ...]
    at_utc: int
    speed: float
    monotonic_ns: int

    def command(self, view: int) -> dict[str, Any]:
        """As it is sent to the decode process."""
        rows: Sequence[tuple[int, int, str, int]] = [
            (s.from_utc, s.until_utc, s.path, s.byte_count) for s in self.segments]
        return {"do": "play", "view": view, "segments": rows,
                "clock": (self.at_utc, self.speed, self.monotonic_ns)}


class Choice(NamedTuple):
    """What a live view takes of its camera. stream: "main" or "sub"; keys: key frames only; paused: received, not
    decoded."""

    stream: str = "main"
    keys: bool = False
    paused: bool = False


@dataclass(eq=False)
class View:
    """state: connecting, live, no_signal, refused, ended; of a recorded view playback, gap, missing. `stalled` is
    not told but seen: `age_s` grows while the state is live."""

    number: int
    url: str  # of a live view, "" of a recorded one
    pictures: SharedPictures
    folder: Path | None = None
    state: str = "connecting"
    reason: str = ""
    detail: str = ""
    since_utc: int = field(default_factory=now_utc)
    hidden: bool = False
    playing: Playing | None = None
    offset_ms: float = 0.0  # added to the time of its pictures
    hold_ms: int = 0  # by how much they are held back, to be in step with others
    skew_ms: float | None = None  # how far it is from the tile that is earliest, None where nothing is known
    sub_url: str = ""
    step: Step = "main"  # the most it may cost (see DecodePool.set_step)
    choice: Choice = field(default_factory=Choice)
    stream: str = ""  # which one is shown: "main" or "sub"; the chosen one from its first picture on
    sound: str = ""  # of the camera that is heard: connecting, playing, silent, no_speaker, lost
    older: SharedPictures | None = None  # of the size before, shown until the first picture of the new one

    @property
    def addresses(self) -> dict[str, str]:
        """By stream, of a live view."""
        return {"main": self.url, "sub": self.sub_url} if self.sub_url else {"main": self.url}

    def latest(self) -> Picture | None:
        """The newest picture; of the former size while there is none of the new one."""
        picture = self.pictures.latest()
        if picture is not None:
            self.older = None
            return picture
        return self.older.latest() if self.older is not None else None

    @property
    def age_s(self) -> float | None:
        """Seconds since the newest picture arrived, None before the first."""
        picture = self.latest()
        return None if picture is None else (time.monotonic_ns() - picture.published_ns) / 1e9

    @property
    def latency_ms(self) -> float | None:
        """From taking to showing, of a live view, without what it is held back for; None while unknown, and of cameras that
        do not say when pictures were taken: there is only a least that it must be."""
        delay_us, by_camera = self.pictures.delay
        return delay_us / 1000 if self.url and delay_us and by_camera else None

    @property
    def is_timed(self) -> bool:
        """Whether its camera says itself when pictures were taken."""
        return self.pictures.delay[1]

    @property
    def is_stale(self) -> bool:
        """Whether a live view's picture is older than its camera's rhythm explains."""
        age = self.age_s
        return age is not None and not self.choice.paused and age > max(
            _KEYS_APART_S if self.choice.keys else READ_TIMEOUT_S, 3 * self.pictures.interval_s, _stills_s(self.url), _stills_s(self.sub_url))


@lru_cache(maxsize=1024)
def _stills_s(url: str) -> float:
    """How old a picture of an address may be that gives single ones, or a recording that may be paused; 0 of a stream."""
    address = parse_address(url)
    if address.scheme == "gb28181" and "from=" in url:
        return 3600.0
    return 2.5 * address.interval_s if address.is_still else 0.0


def choice(view: View) -> Choice:
    """By the height of its pictures and what it may cost. A view keeps its stream while its height wavers."""
    if not view.sub_url:
        return Choice("main", view.step == "keys", view.step == "paused")
    limit_px = MAIN_ABOVE_PX * (_KEEPS_MAIN if view.choice.stream == "main" and view.stream else 1.0)
    main = view.step == "main" and view.pictures.height > limit_px
    return Choice("main" if main else "sub", view.step == "keys", view.step == "paused")
