"""The wall's pictures: which views of the decode pool are open, live or following a replay's clock. GUI thread.

Cameras that were pushed aside stay open but hidden (received, not decoded), so that they are back at once. In a
replay no live view exists at all.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from command_center.config_video import VideoSection
from command_center.domain.cameras import Camera, Segment
from command_center.domain.time import SECOND
from command_center.engine.session import Clock
from video.addressing import addresses_of
from video.governing import governing_of, tile_of
from video.governor import Tile as Governed
from video.offsets import offset_ms
from video.pool import DecodePool
from video.segments import window
from video.views import Playing, View

_ASIDE = 8  # cameras kept open although hidden
_DRIFT_US = SECOND // 8  # how far a running tile's clock may be off before it is told; one that stands is told at once
_TELL_AGAIN_S = 4.0


class Feeds:
    """Views by camera id."""

    def __init__(self, pool: DecodePool, recordings: Path | None, settings: VideoSection | None = None) -> None:
        self.pool = pool
        self.views: dict[str, View] = {}
        self.recordings = recordings
        self._settings = settings or VideoSection()
        self._covered: dict[str, View] = {}  # live views that go on behind a recorded one
        self._replay: bool | None = None
        self._aside: list[str] = []
        self._told_at = 0.0
        self._told: Playing | None = None
        self._segments: Mapping[str, tuple[Segment, ...]] = {}
        self._live_segments: Mapping[str, tuple[Segment, ...]] = {}  # what is known today
        self._told_segments: dict[str, tuple[Segment, ...]] = {}
        self.needed: Collection[str] | None = None  # cameras that step down last under overload; None: all
        governing = governing_of(pool)
        governing.on = self._settings.govern
        governing.watch(self)

    def set_replay(self, replay: bool) -> None:
        """Live or replay; every picture of the other kind is gone at once."""
        if replay != self._replay:
            self._replay = replay
            self.clear()

    def show(self, wanted: Mapping[str, tuple[Camera, int, int]]) -> None:
        """Have these cameras (with the width and height of their pictures) open; others go aside or close."""
        for identity, (camera, width, height) in wanted.items():
            self._have(identity, camera, width, height)
        for identity in [identity for identity in self.views if identity not in wanted and identity not in self._aside]:
            self._put_aside(identity)  # may close one that was put aside long ago

    def hide(self, hidden: bool) -> None:
        """The whole wall is out of sight, or back."""
        for identity, view in self.views.items():
            self.pool.hide(view, hidden or identity in self._aside)

    def follow(self, clock: Clock, segments: Mapping[str, tuple[Segment, ...]]) -> None:
        """In a replay: keep the views on its clock. Cheap; called with every tick."""
        if not self._replay:
            self._live_segments = segments
            return
        at_utc, now = clock.now_utc(), time.monotonic_ns()
        told, again = self._told, time.monotonic() - self._told_at > _TELL_AGAIN_S / max(1.0, abs(clock.speed) / 16)
        self._segments = segments
        known = {identity: segments.get(identity, ()) for identity in self.views}
        same = all(known[identity] is self._told_segments.get(identity) for identity in known)
        if told is not None and same and told.speed == clock.speed and not again:
            expected = told.at_utc + (now - told.monotonic_ns) / 1000 * told.speed
            if abs(expected - at_utc) <= (_DRIFT_US * max(1.0, abs(clock.speed)) if clock.speed else 0):
                return
        self._told = Playing((), at_utc, clock.speed, now)
        self._told_at, self._told_segments = time.monotonic(), known
        for identity, view in self.views.items():
            self._tell(identity, view)

    def cover(self, identity: str, playing: Playing) -> None:
        """Show a recording in front of a live view, which goes on receiving."""
        live = self.views[identity]
        self.pool.hide(live, True)
        assert self.recordings is not None
        self._covered[identity] = live
        self.views[identity] = self.pool.open_recorded(self.recordings, live.pictures.width, live.pictures.height)
        self.pool.play(self.views[identity], playing)

    def cover_with(self, identity: str, url: str) -> View:
        """Show another address (a recording that its device plays) in front of a live view, which goes on receiving."""
        live = self.views[identity]
        self.pool.hide(live, True)
        self._covered[identity] = live
        self.views[identity] = self.pool.open_live(url, live.pictures.width, live.pictures.height)
        return self.views[identity]

    def uncover(self, identity: str) -> None:
        """The live view again."""
        live = self._covered.pop(identity, None)
        if live is not None:
            self.pool.release(self.views[identity])
            self.views[identity] = live
            self.pool.hide(live, identity in self._aside)

    def in_sight(self) -> Iterator[Governed]:
        """The live pictures that cost something, for the governor."""
        for identity, view in self.views.items():
            if view.folder is None and not view.hidden:
                yield tile_of(view, self.needed is None or identity in self.needed)

    def clear(self) -> None:
        """Close every view."""
        for view in (*self.views.values(), *self._covered.values()):
            self.pool.release(view)
        self._covered.clear()
        self.views.clear()
        self._aside.clear()
        self._told = None

    def _have(self, identity: str, camera: Camera, width: int, height: int) -> None:
        view = self.views.get(identity)
        if identity in self._covered and view is not None:
            self.pool.resize(view, width, height)
            return
        url, sub_url = ("", "") if self._replay else addresses_of(camera, self._settings)
        if view is not None and (view.url, view.sub_url) != (url, sub_url):
            self.pool.release(self.views.pop(identity))
            view = None
            if identity in self._aside:
                self._aside.remove(identity)
        if view is None:
            view = self._open(url, sub_url, width, height, camera)
            if view is None:
                return
            self.views[identity] = view
            if self._replay and self._told is not None:
                self._tell(identity, view)
        self.pool.resize(view, width, height)
        if identity in self._aside:
            self._aside.remove(identity)
        self.pool.hide(view, False)

    def _open(self, url: str, sub_url: str, width: int, height: int, camera: Camera) -> View | None:
        if self._replay:
            return self.pool.open_recorded(self.recordings, width, height) if self.recordings else None
        offset = offset_ms(camera.camera, camera.properties, self._settings)
        return self.pool.open_live(url, width, height, sub_url=sub_url, offset_ms=offset) if url else None

    def _tell(self, identity: str, view: View) -> None:
        assert self._told is not None
        known, today = self._segments.get(identity, ()), self._live_segments.get(identity, ())
        if today and self._told.at_utc > (known[-1].until_utc if known else 0):
            known = today  # dragged forward, pictures are sought before the state of then is folded, which names them
        segments = window(known, self._told.at_utc, self._told.speed)
        self.pool.play(view, self._told._replace(segments=segments))

    def _put_aside(self, identity: str) -> None:
        self.uncover(identity)
        if self._replay:
            self.pool.release(self.views.pop(identity))
            return
        self._aside.append(identity)
        self.pool.hide(self.views[identity], True)
        while len(self._aside) > _ASIDE:
            self.pool.release(self.views.pop(self._aside.pop(0)))
