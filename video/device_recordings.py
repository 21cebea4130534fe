"""Recordings that a GB/T 28181 device holds itself: what there is, where they are played from, and fetching them into a
file. Headless; calls block for as long as the device takes, so not on the GUI thread.
"""

from __future__ import annotations

import math
import os
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import av.error

from command_center.domain.ids import new_id
from command_center.domain.time import SECOND
from video.source import SourceError
from video.sources.gb28181_relay import RelayBytes, ask_relay

SCHEME = "gb28181"
LONGEST_S = 7 * 86_400
_SILENCE_S = 15.0
_PACK, _PACK_BYTES = b"\x00\x00\x01\xba", 10
_NEARLY = 0.97  # a device that ends without a word after so much of it has sent all


class DeviceRecording(NamedTuple):
    """bytes: None where the device does not say."""

    from_utc: int
    until_utc: int
    kind: str
    name: str
    bytes: int | None


class Listing(NamedTuple):
    """Oldest first. is_complete: as many came as the device announced."""

    recordings: tuple[DeviceRecording, ...]
    is_complete: bool


def is_on_device(url: str) -> bool:
    """Whether a camera's address is of a device that may hold recordings of its own."""
    return urlsplit(url).scheme == SCHEME


def recording_url(url: str, from_utc: int, until_utc: int, viewer: str = "") -> str:
    """The address of a stretch; viewer: a name of its own for each who watches, so that one's pause is not another's."""
    parts = urlsplit(url)
    way = parts.path.removesuffix("/sub")
    return f"{SCHEME}://{parts.netloc}{way}?" + urlencode(
        {"from": from_utc // SECOND, "until": math.ceil(until_utc / SECOND), "viewer": viewer or new_id()})


def list_recordings(url: str, from_utc: int, until_utc: int) -> Listing:
    """What the device holds of [from_utc, until_utc). Raises SourceError: offline, refused and timeout by its detail."""
    told = ask_relay(recording_url(url, from_utc, until_utc, "list"), "records")
    found = []
    for record in told.get("records", ()):
        begin, end = record.get("from"), record.get("until")
        if isinstance(begin, int) and isinstance(end, int) and begin < end:
            found.append(DeviceRecording(begin * SECOND, end * SECOND, str(record.get("kind", "")), str(record.get("name", "")),
                                         record.get("bytes") if isinstance(record.get("bytes"), int) else None))
    return Listing(tuple(sorted(found)), bool(told.get("complete", True)))


def control(url: str, command: str, **more: str) -> None:
    """play (scale=, begin= seconds from its start) or pause what is played from an address. Raises SourceError."""
    ask_relay(url, "control", command=command, **more)


class Download(threading.Thread):
    """Fetches a stretch into a file (an MPEG program stream, as the device sends it). done: 0..1; result: "" while it runs,
    then complete, incomplete (it broke off; the file says so in its name), cancelled or failed; detail: why; path: of the
    file, once there is one."""

    def __init__(self, url: str, from_utc: int, until_utc: int, target: Path, speed: int = 4) -> None:
        super().__init__(name="device-download", daemon=True)
        self.url, self._span_s = recording_url(url, from_utc, until_utc), max(1.0, (until_utc - from_utc) / SECOND)
        self._target, self._speed = target, speed
        self.done, self.bytes, self.result, self.detail = 0.0, 0, "", ""
        self.path: Path | None = None
        self._over = threading.Event()
        self._first: float | None = None

    def cancel(self) -> None:
        """End soon; nothing is left behind."""
        self._over.set()

    def run(self) -> None:
        """Thread."""
        part = self._target.with_name(f".{self._target.name}.{os.getpid()}.part")
        try:
            self._fetch(part)
        except SourceError as error:
            self._end("failed", error.detail or error.reason)
        except OSError as error:
            self._end("failed", error.strerror or str(error))
        finally:
            part.unlink(missing_ok=True)

    def _fetch(self, part: Path) -> None:
        data = RelayBytes(self.url, 1.0, "download", speed=str(self._speed))
        try:
            with part.open("xb") as file:
                whole = self._copy(data, file)
                file.flush()
                os.fsync(file.fileno())
        finally:
            data.close()
        if self._over.is_set():
            self._end("cancelled")
        elif not self.bytes:
            self._end("failed", self.detail or "nothing came")
        else:
            self.path = self._target if whole else self._target.with_stem(f"{self._target.stem}-incomplete")
            os.replace(part, self.path)
            self._end("complete" if whole else "incomplete", self.detail)

    def _copy(self, data: RelayBytes, file: Any) -> bool:
        """Whether all of it came."""
        heard_s = time.monotonic()
        while not self._over.is_set():
            try:
                chunk = data.read(1 << 16)
            except av.error.TimeoutError:
                data.timed_out = False
                if time.monotonic() - heard_s > _SILENCE_S:
                    self.detail = "silent"
                    break
                continue
            if not chunk:
                break
            heard_s = time.monotonic()
            file.write(chunk)
            self.bytes += len(chunk)
            self._follow(chunk)
        return not self._over.is_set() and self._was_whole()

    def _was_whole(self) -> bool:
        try:
            told = ask_relay(self.url, "outcome")
        except SourceError:
            told = {}
        lost = int(told.get("lost", 0)) + int(told.get("dropped", 0))
        reason = str(told.get("reason", self.detail))
        self.detail = f"{lost} packets lost" if lost else reason
        return not lost and (reason in ("complete", "bye") or (reason in ("closed", "silent") and self.done >= _NEARLY))

    def _follow(self, chunk: bytes) -> None:
        """How far it is, by the stream's own clock."""
        at = chunk.rfind(_PACK, 0, len(chunk) - _PACK_BYTES)
        clock_s = _clock_s(chunk[at + 4:at + _PACK_BYTES]) if at >= 0 else None
        if clock_s is None:
            return
        self._first = clock_s if self._first is None else self._first
        if clock_s >= self._first:
            self.done = max(self.done, min(1.0, (clock_s - self._first) / self._span_s))

    def _end(self, result: str, detail: str = "") -> None:
        self.done = 1.0 if result == "complete" else self.done
        self.detail, self.result = detail, result


def _clock_s(head: bytes) -> float | None:
    """The system clock of a pack header (ISO/IEC 13818-1, 2.5.3.4) in seconds; None for another kind of header."""
    if len(head) < 5 or head[0] >> 6 != 1:
        return None
    base = ((head[0] >> 3 & 7) << 30 | (head[0] & 3) << 28 | head[1] << 20 | (head[2] >> 3) << 15 | (head[2] & 3) << 13
            | head[3] << 5 | head[4] >> 3)
    return base / 90_000
