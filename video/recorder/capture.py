"""One camera: a connection, a segment after another, its health. One thread a camera.

A camera of single pictures is fetched at its interval (video.stills), and its segments last longer, so that there is more
than a picture or two in each.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import av.error

from command_center.domain.events import Event, SegmentRecorded
from command_center.domain.time import SECOND, now_utc
from video.backoff import Backoff, Patience
from video.demux import fell_silent, open_container, source_error
from video.packets import PacketReader
from video.recorder.condition import Condition
from video.recorder.disk import Disk, Stored
from video.recorder.sampler import Sampler
from video.recorder.segment import FULL, DiskFull, SegmentWriter
from video.segments import camera_folder
from video.source import SourceError
from video.step import StreamClock, camera_instant, stamp_of
from video.stills import StillReader, interval_s, is_still, was_single

log = logging.getLogger(__name__)
ANNOUNCE_S = 10.0  # a growing segment is announced this often, so that a replay knows it
_ROOM_CHECK_S = 2.0
_STILLS_A_SEGMENT = 30
_STANDS = 0.95  # of its interval: how long a single picture stands after it was fetched
_WITHOUT_KEY_S = 3.0  # a segment is ended at a key frame; without any, after this many times its length


class Recording(NamedTuple):
    """What every capture is given. record False: health only; emit takes events for the journal; on_trouble hears,
    with the camera, "disk_full", "disk_locked" (all that could be removed is evidence) or "not_recorded" (the folder cannot be
    written), and "" when that is over."""

    folder: Path
    segment_s: float
    record: bool
    disk: Disk
    emit: Callable[[Event], None]
    on_trouble: Callable[[str, str], None]
    sample_s: Callable[[], float | None] = lambda: None  # how often a key frame is judged; None: as usual


class Capture(threading.Thread):
    """Records an address until stopped."""

    def __init__(self, camera: str, url: str, recording: Recording, condition: Condition,
                 offset_us: int = 0) -> None:
        super().__init__(name=f"record-{camera}", daemon=True)
        self.camera, self.url = camera, url
        self._recording, self._condition = recording, condition
        self._over = threading.Event()
        self._patience = Patience()
        self._writer: SegmentWriter | None = None
        self._announced_s = self._room_checked_s = 0.0
        self._blocked = ""
        self._times = StreamClock(offset_us)
        self._turned = False  # instants begin anew: with the next key frame a segment does too
        self._stamp_us, self._tick_us = 0, 0.0
        self._still_us = round(interval_s(url) * SECOND) if is_still(url) else 0  # between two single pictures; 0: a stream
        self.segments = 0

    def stop(self) -> None:
        """End soon; the thread closes its segment when its read returns."""
        self._over.set()

    def run(self) -> None:
        """Thread: one connection after another."""
        backoff = Backoff()
        while not self._over.is_set():
            try:
                error = self._connect_and_record(backoff)
            except Exception as surprise:  # of a library or a disk: it must not end the recording for good
                log.exception("the recording of %s broke off", self.camera)
                error = SourceError("lost", f"{type(surprise).__name__}: {surprise}"[:200])
            if error is not None and not self._over.is_set():
                self._condition.lost(error)
                self._over.wait(backoff.wait_s(error.reason))
        self._condition.save()

    def _connect_and_record(self, backoff: Backoff) -> SourceError | None:
        """None where it is to be opened again at once, in another way."""
        container: Any = None
        packets = 0
        try:
            reader: PacketReader | StillReader
            if self._still_us:
                container = reader = StillReader(self.url, self._patience.timeout_s)
                stream = reader.stream
            else:
                container = open_container(self.url, self._patience.timeout_s)
                stream = container.streams.video[0]
                reader = PacketReader(container, self._patience.timeout_s, lead_s=1.0)
            self._tick_us = float(stream.time_base or 0) * 1e6
            self._times, self._turned = StreamClock(self._times.offset_us), False
            sampler = Sampler(stream, self._recording.sample_s())
            while not self._over.is_set():
                packet = reader.next()
                if packet is None or (packet.dts is None and packet.pts is None):
                    continue
                packets += 1
                if packets == 5:
                    backoff.worked()
                self._take(packet, stream, sampler)
            return SourceError("ended")
        except SourceError as error:
            if not self._still_us and was_single(error, container, packets):
                self._still_us = round(interval_s(self.url) * SECOND)
                self._condition.gives_stills(interval_s(self.url))
                return None
            return self._broke_off(error, container, packets)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            return source_error(error)
        finally:
            try:
                self._end_segment()
            finally:
                if container is not None:
                    container.close()

    def _broke_off(self, error: SourceError, container: Any, packets: int) -> SourceError | None:
        self._patience.broke_off(error.reason, packets)
        if self._still_us:
            return None if error.reason == "ended" and packets else error  # another size: a new segment
        if container is not None and not packets:
            fell_silent(self.url, container)
        if error.reason in ("timeout", "ended") and packets:
            return SourceError("stalled" if error.reason == "timeout" else "ended", error.detail)
        return error

    def _take(self, packet: Any, stream: Any, sampler: Sampler) -> None:
        taken = self._taken(packet)
        self._condition.packet(packet.size, packet.is_keyframe)
        if packet.is_keyframe:  # before it is written: muxing takes the packet away
            picture = sampler.sample(packet)
            if picture is not None:
                self._condition.picture(picture)
        if self._recording.record and self._has_room():
            try:
                self._write(packet, stream, taken)
            except DiskFull:
                self._block("disk_full")
            except OSError as error:
                self._block("disk_full" if error.errno in FULL else "not_recorded")

    def _taken(self, packet: Any) -> int:
        """When a packet was taken, as far as can be known. Within a segment instants only rise: where our clock was set
        meanwhile, they go on with the stream until a key frame begins another."""
        stamp = stamp_of(packet, self._tick_us)
        assert stamp is not None
        if self._still_us:  # it has just been fetched, and has no clock of its own
            return now_utc() + self._times.offset_us
        before, self._stamp_us = self._stamp_us, stamp
        if self._times.arrived(stamp, now_utc(), time.monotonic_ns() // 1000, camera_instant(packet)):
            self._turned = True
        if self._turned and not packet.is_keyframe and self._writer is not None:
            return self._writer.until_utc + max(1, stamp - before)
        return self._times.captured(stamp)

    def _write(self, packet: Any, stream: Any, arrived: int) -> None:
        if self._is_due(packet, arrived) or (self._turned and packet.is_keyframe):
            self._turned = False
            self._end_segment()
        if self._writer is not None and self._writer.write(packet, max(arrived, self._writer.until_utc + 1)):
            self._announce_now_and_then()
            return
        self._end_segment()
        if packet.is_keyframe:
            folder = self._recording.folder / camera_folder(self.camera)
            folder.mkdir(parents=True, exist_ok=True)
            self._writer = SegmentWriter(folder, stream, arrived, self._still_us)
            self._condition.recording(True)
            self._writer.write(packet, arrived)
            self._announce_now_and_then()

    def _announce_now_and_then(self) -> None:
        if time.monotonic() - self._announced_s >= ANNOUNCE_S:
            self._announce()

    def _is_due(self, packet: Any, arrived: int) -> bool:
        if self._writer is None:
            return False
        length_s = (arrived - self._writer.from_utc) / SECOND
        limit_s = max(self._recording.segment_s, _STILLS_A_SEGMENT * self._still_us / SECOND)
        return length_s >= limit_s * _WITHOUT_KEY_S or (packet.is_keyframe and length_s >= limit_s)

    def _announce(self) -> None:
        writer = self._writer
        if writer is None:
            return
        self._announced_s = time.monotonic()
        self._recording.disk.growing(self.camera, writer.byte_count)
        path = writer.path.relative_to(self._recording.folder).as_posix()
        self._recording.emit(SegmentRecorded(
            at_utc=writer.from_utc, source="recorder", camera=self.camera, path=path,
            until_utc=self._reaches_utc(writer), byte_count=writer.byte_count))

    def _reaches_utc(self, writer: SegmentWriter) -> int:
        """Its last picture, and of single ones how long that stands."""
        return writer.until_utc + round(_STANDS * self._still_us)

    def _end_segment(self) -> None:
        writer = self._writer
        if writer is None:
            return
        writer.close()
        self._announce()
        self._announced_s, self._writer = 0.0, None
        self.segments += 1
        self._recording.disk.closed(Stored(writer.from_utc, self.camera, writer.path, writer.byte_count,
                                           self._reaches_utc(writer)))

    def _has_room(self) -> bool:
        if time.monotonic() - self._room_checked_s < _ROOM_CHECK_S:
            return not self._blocked
        self._room_checked_s = time.monotonic()
        trouble = self._recording.disk.trouble()
        if not trouble:
            if self._blocked:
                self._blocked = ""
                self._condition.recording(True)
                self._recording.on_trouble(self.camera, "")
        elif trouble != self._blocked:
            self._block(trouble)
        else:
            self._recording.disk.make_room()
        return not self._blocked

    def _block(self, reason: str) -> None:
        """Write nothing until the next look at the disk."""
        self._blocked = reason
        self._condition.recording(False)
        self._room_checked_s = time.monotonic()
        self._recording.on_trouble(self.camera, reason)
        self._end_segment()
