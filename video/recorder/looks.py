"""Looks at cameras that are not recorded: connect, one key frame, let go, once a minute each. A few threads.

What is doubtful (a first failure, a first bad picture) is looked at again after some seconds instead of a minute.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

import av.error

from video.backoff import Patience
from video.demux import fell_silent, open_container, source_error
from video.packets import PacketReader
from video.recorder.condition import Condition
from video.recorder.rounds import Rounds
from video.recorder.sampler import Sampler
from video.source import SourceError
from video.stills import StillReader, interval_s, is_still, was_single

_LONGEST_S = 15.0  # for one look: the key frames of some cameras are ten seconds apart
_GOES_ON = 3  # packets after the picture: one frame alone is no stream
_FAILURES = 2


class Watched(NamedTuple):
    """A camera on the round."""

    url: str
    condition: Condition
    patience: Patience
    failures: list[SourceError]


class Looks:
    """at_once: how many cameras at most are open at a time."""

    def __init__(self, every_s: float = 60.0, at_once: int = 24,
                 look: Callable[[Watched, threading.Event], SourceError | None] | None = None) -> None:
        self._rounds = Rounds(every_s)
        self._at_once = at_once
        self._look = look or look_at
        self._cameras: dict[str, Watched] = {}
        self._news = threading.Condition()
        self._over = threading.Event()
        self._idle = 0
        self._threads: list[threading.Thread] = []
        self.looked = 0

    def __len__(self) -> int:
        return len(self._cameras)

    def watch(self, camera: str, url: str, condition: Condition) -> None:
        """Put a camera on the round, or give it another address."""
        with self._news:
            self._cameras[camera] = Watched(url, condition, Patience(), [])
            self._rounds.add(camera, time.monotonic())
            self._news.notify()
            if not self._idle and len(self._threads) < min(self._at_once, len(self._cameras)):
                self._start()

    def leave(self, camera: str) -> None:
        """Take it off the round; a look that is under way ends by itself."""
        with self._news:
            watched = self._cameras.pop(camera, None)
            self._rounds.remove(camera)
        if watched is not None:
            watched.condition.save()

    def url(self, camera: str) -> str:
        """The address that is looked at, "" for none."""
        watched = self._cameras.get(camera)
        return watched.url if watched else ""

    @property
    def behind(self) -> int:
        """Cameras that wait for longer than a round: there are too many for the machine or the network."""
        with self._news:
            return self._rounds.behind(time.monotonic())

    def close(self, patience_s: float = 1.0) -> None:
        """End; looks under way are not waited for longer than this."""
        self._over.set()
        with self._news:
            self._news.notify_all()
        deadline = time.monotonic() + patience_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for watched in list(self._cameras.values()):
            watched.condition.save()

    def _start(self) -> None:
        thread = threading.Thread(target=self._run, name=f"look-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _run(self) -> None:
        """Thread: whoever is due next."""
        while not self._over.is_set():
            camera, watched = self._next()
            if watched is None:
                continue
            try:
                soon = self._take(watched, self._look(watched, self._over))
            except Exception as error:  # a library's surprise must not end the rounds
                soon = self._take(watched, SourceError("lost", f"{type(error).__name__}: {error}"[:200]))
            with self._news:
                self.looked += 1
                if self._cameras.get(camera) is watched:
                    self._rounds.done(camera, time.monotonic(), soon)
                    self._news.notify()

    def _next(self) -> tuple[str, Watched | None]:
        with self._news:
            camera = self._rounds.take(time.monotonic())
            if camera is None:
                self._idle += 1
                self._news.wait(min(1.0, self._rounds.wait_s(time.monotonic())))
                self._idle -= 1
                return "", None
            if not self._idle and self._rounds.wait_s(time.monotonic()) == 0 and len(self._threads) < self._at_once:
                self._start()
            return camera, self._cameras.get(camera)

    def _take(self, watched: Watched, error: SourceError | None) -> bool:
        """Tell what a look found; whether to look again soon."""
        condition = watched.condition
        if self._over.is_set():
            return False
        if error is None:
            watched.failures.clear()
            return condition.is_doubtful
        watched.failures.append(error)
        if len(watched.failures) >= _FAILURES:
            condition.lost(error)
            del watched.failures[:-_FAILURES]
            return False
        return True


def look_at(watched: Watched, over: threading.Event) -> SourceError | None:
    """One look; None when a picture was seen and the stream goes on."""
    container, packets, picture = None, 0, None
    try:
        if is_still(watched.url):
            return _look_at_still(watched)
        container = open_container(watched.url, watched.patience.timeout_s)
        reader = PacketReader(container, watched.patience.timeout_s, lead_s=1.0)
        sampler, began_s, picture, after = Sampler(container.streams.video[0], every_s=0.0), time.monotonic(), None, 0
        while not over.is_set():
            packet = reader.next()
            if packet is None or (packet.dts is None and packet.pts is None):
                continue
            packets += 1
            watched.condition.packet(packet.size, packet.is_keyframe)
            if picture is not None:
                after += 1
                if after >= _GOES_ON:
                    watched.condition.picture(picture)
                    return None
            elif packet.is_keyframe:
                picture = sampler.sample(packet)
            elif time.monotonic() - began_s > _LONGEST_S:
                return SourceError("stalled", "no_key_frame")
        return None
    except SourceError as error:
        if picture is not None and was_single(error, container, packets):
            watched.condition.gives_stills(interval_s(watched.url))
            watched.condition.picture(picture)
            return None
        watched.patience.broke_off(error.reason, packets)
        if container is not None and not packets:
            fell_silent(watched.url, container)
        return SourceError("stalled", error.detail) if error.reason == "timeout" and packets else error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        return source_error(error)
    finally:
        watched.condition.looked()
        if container is not None:
            container.close()


def _look_at_still(watched: Watched) -> SourceError | None:
    """One picture is all there is to see."""
    reader = StillReader(watched.url, watched.patience.timeout_s)
    try:
        packet = reader.next()
        watched.condition.packet(packet.size)
        picture = Sampler(reader.stream, every_s=0.0).sample(packet)
        if picture is None:
            return SourceError("bad_payload", "no picture")
        watched.condition.picture(picture)
        return None
    finally:
        reader.close()
