"""Camera streams: each viewer's thread sends the loop that fits place, hour and weather, in real time and with
continuous time stamps; one thread makes loops, slowly enough to leave the machine to others."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from command_center.citysim import faults, storm
from command_center.citysim.cameras import DARK_CAMERA, Camera
from command_center.citysim.clock import ScriptClock
from command_center.citysim.encoding import CODEC, GROUP, Shelf, preview, render
from command_center.citysim.heads import HOME, Heads
from command_center.citysim.looks import FRAMES, RATE, Look, hash_of
from command_center.citysim.mpegts import CLOCK_HZ, Clip, Muxer
from command_center.citysim.sensors import jam_at
from command_center.citysim.server import Answer, Drop, Stream
from command_center.citysim.turning import Turning
from command_center.domain.time import HOUR, SECOND, now_utc

_STYLES = {"tunnel": 2, "road": 3, "junction": 2, "bridge": 2, "river": 2, "square": 1}
_IDLE_SHARE = 1.8  # seconds of rest a second of work
_KEPT = 60  # loops in memory
_BACKLOG = 2 * GROUP


def look_of(camera: Camera, clock: ScriptClock, now: int) -> Look:
    """What the camera sees at an instant."""
    _, second = clock.script(now)
    style = (int(camera.key[-2:]) if camera.scene != "tunnel" else hash_of(camera.key)) % _STYLES[camera.scene]
    if camera.key == DARK_CAMERA and second >= 0 and faults.camera_fault(second):
        return Look("dark", 0)
    hour = (now + 8 * HOUR) // HOUR % 24
    rain = float(storm.approach(storm.RAIN, np.array([second]), 0.0, 2.2)[0])
    depth = float(storm.along(storm.UNDERPASS, max(second, 0.0)))
    water = 0
    if camera.floods and depth >= camera.floods:
        water = 1 + (depth >= 0.27) + (depth >= 0.5) if camera.scene == "tunnel" else 1
    if camera.scene == "river":
        water = int(np.clip((float(storm.along(storm.RIVER, max(second, 0.0))) - 7.6) / 0.5, 0, 3))
    jam = camera.scene in ("road", "junction") and float(
        jam_at(camera.x, camera.y, np.array([second]), np.array([now / 1e6]))[0]) > 0.55
    return Look(camera.scene, style, hour < 6 or hour >= 19, int(rain >= 2.5) + int(rain >= 24), water, jam)


class Studio:
    """Makes loops on demand and streams them."""

    def __init__(self, cameras: Iterable[Camera], clock: ScriptClock, stopping: threading.Event,
                 shelf: Shelf | None = None) -> None:
        self._clock, self._stopping, self._shelf = clock, stopping, shelf or Shelf()
        cameras = list(cameras)
        self.heads = Heads(cameras)
        self._clips: dict[tuple[Look, str], Clip] = {}
        self._still: set[tuple[Look, str]] = set()
        self._wanted: list[tuple[Look, str]] = []
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._watched: Counter[tuple[Camera, str]] = Counter()
        now = now_utc()
        self._want({(look_of(camera, clock, now), "sub"): None for camera in cameras})
        threading.Thread(target=self._work, name="studio", daemon=True).start()

    def open(self, camera: Camera, size: str) -> Answer:
        """A viewer's stream."""
        if self._fault(camera) == "refuse":
            return Drop()
        return Stream("video/mp2t", lambda write: self._feed(camera, size, write))

    def _fault(self, camera: Camera) -> str:
        loop, second = self._clock.script(now_utc())
        return faults.camera_fault(second) if loop >= 0 and camera.key == DARK_CAMERA else ""

    def _feed(self, camera: Camera, size: str, write: Callable[[bytes], None]) -> None:
        muxer, turning = Muxer(CODEC), Turning(size)
        turned = False
        clip: Clip | None = None
        # The wall clock gives the picture, so that all viewers see the same; it is not asked again, for it may be set.
        ahead_s = time.time() - time.monotonic()
        frame = int(time.time() * RATE)
        # Enter at a key picture two seconds back: players count some twenty pictures before they show the first.
        frame -= frame % FRAMES % GROUP + _BACKLOG
        self._count(camera, size, 1)
        try:
            while not self._stopping.is_set():
                index = frame % FRAMES
                out = b""
                if index % GROUP == 0:
                    if self._fault(camera) == "refuse":
                        return
                    clip = self._clip(look_of(camera, self._clock, now_utc()), size, clip)
                    out = muxer.preamble()
                ahead = frame / RATE - ahead_s - time.monotonic()
                if ahead > 0:
                    time.sleep(min(ahead, 0.5))
                pose = self.heads.pose(camera.key)
                if turned and index % GROUP == 0 and pose == HOME:  # back to the loop where one may enter it
                    turning.rest()
                    turned = False
                turned = turned or pose != HOME
                seen = (turning.picture(clip, index, pose), 0) if turned and clip is not None else (clip, index)
                if seen[0] is not None:
                    write(out + muxer.pictures(seen[0], seen[1], seen[1] + 1, round(frame * CLOCK_HZ / RATE)))
                frame += 1
        except OSError:
            pass  # the viewer went: every stream ends so, and there is nobody left to tell
        finally:
            self._count(camera, size, -1)

    def _count(self, camera: Camera, size: str, change: int) -> None:
        with self._lock:
            self._watched[camera, size] += change

    def _clip(self, look: Look, size: str, before: Clip | None) -> Clip:
        """The loop for a look; until it is made what was shown before, or its first picture."""
        key = look, size
        with self._lock:
            held = self._clips.get(key)
            still = key in self._still
        if held is not None and not still:
            return held
        self._want([key])
        if before is not None:
            return before
        if held is None:
            held = self._shelf.take(look, size)
            fresh = held is None
            held = held or preview(look, size)
            with self._lock:
                if key not in self._clips:
                    self._clips[key] = held
                    if fresh:
                        self._still.add(key)
        return held

    def _want(self, keys: Iterable[tuple[Look, str]]) -> None:
        with self._lock:
            for key in keys:
                if key not in self._wanted and (key not in self._clips or key in self._still):
                    self._wanted.append(key)
            if self._wanted:
                self._news.set()

    def _work(self) -> None:
        try:
            # On Linux this is the thread's own niceness.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        except OSError:
            pass  # it then only competes with the rest of the simulator, which is niced itself
        while not self._stopping.is_set():
            with self._lock:
                key = self._wanted[0] if self._wanted else None
            if key is None:
                self._foresee()
                self._news.wait(2.0)
                self._news.clear()
                continue
            self._make(*key)

    def _foresee(self) -> None:
        """Ask for what watched cameras will see within the next script minute: the weather here is known."""
        with self._lock:
            watched = [key for key, count in self._watched.items() if count > 0]
        for ahead_s in (20, 60):
            then = now_utc() + int(ahead_s / self._clock.speed * SECOND)
            self._want([(look_of(camera, self._clock, then), size) for camera, size in watched])

    def _make(self, look: Look, size: str) -> None:
        clip = self._shelf.take(look, size)
        worked = 0.0
        if clip is None:
            started = time.thread_time()
            clip = render(look, size)
            worked = time.thread_time() - started
            self._shelf.put(look, size, clip)
        with self._lock:
            self._clips[look, size] = clip
            self._still.discard((look, size))
            self._wanted.remove((look, size))
            while len(self._clips) > _KEPT:
                self._clips.pop(next(iter(self._clips)))
        self._stopping.wait(worked * _IDLE_SHARE)
