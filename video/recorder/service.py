"""The recorder as a whole: cameras come from the journal, findings go to it. Captures have threads of their own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from command_center.config import VideoSection
from command_center.config_video import CameraOptions
from command_center.domain.cameras import FootageLock
from command_center.domain.events import (
    NUMBERS,
    CameraHealthChanged,
    CameraSeen,
    Event,
    FootageLocked,
    FootageUnlocked,
    SegmentRecorded,
    SegmentsRemoved,
    SourceHealthChanged,
)
from command_center.domain.time import now_utc
from command_center.journal.base import Entry, Journal
from video.addressing import addresses_of
from video.offsets import offset_ms
from video.recorder.capture import Capture, Recording
from video.recorder.disk import Disk, Stored
from video.recorder.outbox import Outbox
from video.recorder.recovery import found_on_disk, is_news, remember_camera
from video.recorder.watching import Watching

log = logging.getLogger(__name__)
SOURCE = "recorder"
_APPEND_S = 15.0
_USUAL = CameraOptions()
_HEALTH_EVERY_S = 30.0
_KINDS = frozenset(NUMBERS[kind] for kind in (CameraSeen, CameraHealthChanged, SegmentRecorded, SegmentsRemoved,
                                                   FootageLocked, FootageUnlocked))


class Recorder:
    """Runs until `close`."""

    def __init__(self, journal: Journal, folder: Path, video: VideoSection) -> None:
        self._journal, self._folder, self._video = journal, folder, video
        self._outbox = Outbox(self._append)
        self.disk = Disk(folder, video.budget_gb, self._removed, keep_days=video.keep_days)
        self.watching = Watching(folder, video, self._outbox.put)
        self._recording = Recording(folder, video.segment_s, video.record, self.disk, self._outbox.put, self._trouble,
                                    self.watching.sample_s)
        self._captures: dict[str, Capture] = {}
        self._states: dict[str, str] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._troubles: dict[str, str] = {}  # camera -> reason
        self._said: tuple[str, str] = ("", "")
        self._said_s = 0.0
        self._lock = threading.Lock()
        self._stop_tail = lambda: None

    def start(self) -> None:
        """Read what the journal knows, recover what lies on disk, then follow the journal."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log.error("the folder for recordings cannot be made: %s", error)
            self._troubles[""] = "not_recorded"
        self.say()
        head = self._journal.head()
        cameras: dict[str, CameraSeen] = {}
        for page in self._journal.read(0, head, kinds=_KINDS):
            for entry in page:
                self._learn(entry.event, cameras)
        self._recover()
        self.watching.beat(began=True)
        for camera in cameras.values():
            self._watch(camera)
        self._stop_tail = self._journal.tail(head, self._follow)

    def look_after(self) -> None:
        """Call about once a second: tell the recorder's own health."""
        if time.monotonic() - self._said_s >= _HEALTH_EVERY_S or self._health() != self._said:
            self.say()
        self.watching.beat()
        self.disk.forget_old(now_utc(), time.monotonic_ns() // 1000)

    def say(self) -> None:
        """Append the recorder's own state."""
        self._said, self._said_s = self._health(), time.monotonic()
        state, reason = self._said
        captures = list(self._captures.values())
        self._outbox.put(SourceHealthChanged(
            at_utc=now_utc(), source=SOURCE, kind=SOURCE, state=state, reason=reason,
            detail=f"{self.disk.used_bytes / 1e9:.2f} of {self.disk.budget_bytes / 1e9:.2f} GB",
            last_message_utc=now_utc(), good=sum(capture.segments for capture in captures),
            dropped=self._outbox.dropped))

    def close(self) -> None:
        """End the captures (each closes its segment), deliver what waits."""
        self._stop_tail()
        for capture in self._captures.values():
            capture.stop()
        deadline = time.monotonic() + 3.0
        for capture in self._captures.values():
            capture.join(max(0.0, deadline - time.monotonic()))
        self.watching.close()
        self._outbox.put(SourceHealthChanged(at_utc=now_utc(), source=SOURCE, kind=SOURCE, state="stopped"))
        self._outbox.close()

    def _append(self, batch: Sequence[Event]) -> None:
        self._journal.append(batch).result(timeout=_APPEND_S)

    def _follow(self, entries: list[Entry]) -> None:
        for entry in entries:
            if isinstance(entry.event, CameraSeen):
                self._watch(entry.event)
            else:
                self._keep(entry.event)

    def _keep(self, event: Event) -> None:
        """Footage is evidence from now on, or no more."""
        if isinstance(event, FootageLocked):
            self.disk.lock(FootageLock(lock=event.lock, camera=event.camera, from_utc=event.from_utc,
                                       until_utc=event.until_utc, reason=event.reason))
        elif isinstance(event, FootageUnlocked):
            self.disk.unlock(event.lock)

    def _learn(self, event: Event, cameras: dict[str, CameraSeen]) -> None:
        if isinstance(event, CameraSeen):
            cameras[event.camera] = event
        elif isinstance(event, CameraHealthChanged):
            self._states[event.camera] = event.state
        elif isinstance(event, SegmentRecorded):
            self._known[event.camera, event.path] = event.until_utc
        else:
            self._keep(event)

    def _recover(self) -> None:
        for stored, event in found_on_disk(self._folder):
            if is_news(event, self._known.get((event.camera, event.path))):
                self._outbox.put(event)
            self.disk.closed(stored)
        self._known.clear()

    def _watch(self, camera: CameraSeen) -> None:
        url, records = self._address(camera), self.watching.records(camera)
        former = self._captures.get(camera.camera)
        if (former.url if former else "", self.watching.looks.url(camera.camera)) == ((url, "") if records else ("", url)):
            return
        if former is not None:
            former.stop()
            del self._captures[camera.camera]
        self.watching.leave(camera.camera)
        if not url:
            return
        condition = self.watching.condition(camera, self._states.get(camera.camera, "unknown"), url)
        if not records:
            self.watching.looks.watch(camera.camera, url, condition)
            return
        try:
            remember_camera(self._folder, camera.camera)
        except OSError as error:
            log.warning("the folder of a camera cannot be made: %s", error)
        capture = self._captures[camera.camera] = Capture(
            camera.camera, url, self._recording, condition, round(1000 * offset_ms(camera.camera, camera.properties, self._video)))
        capture.start()

    def _own(self, camera: CameraSeen) -> CameraOptions:
        return self._video.camera.get(camera.camera, _USUAL)

    def _address(self, camera: CameraSeen) -> str:
        main, sub = addresses_of(camera, self._video)
        own = self._own(camera).record or camera.properties.get("record", "")
        return main if (own if own in ("main", "sub") else self._video.stream) == "main" else sub or main

    def _removed(self, segment: Stored) -> None:
        self._outbox.put(SegmentsRemoved(at_utc=now_utc(), source=SOURCE, camera=segment.camera,
                                         before_utc=segment.from_utc + 1,
                                         path=segment.path.relative_to(self._folder).as_posix()))

    def _trouble(self, camera: str, reason: str) -> None:
        with self._lock:
            if reason:
                self._troubles[camera] = reason
            else:
                self._troubles.pop(camera, None)
        self.look_after()

    def _health(self) -> tuple[str, str]:
        reasons = sorted(set(self._troubles.values()))
        if not reasons and self.watching.is_behind:
            reasons = ["looks_behind"]
        return ("degraded", reasons[0]) if reasons else ("live", "")
