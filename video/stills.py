"""Cameras that give one picture at a time (a snapshot address): fetched every so often, and handed out as packets, so that
they are judged and recorded like a stream. One thread a reader.

Every picture is a packet of its own with the time of its arrival. Between two fetches nothing is asked of the camera.
"""

from __future__ import annotations

import time
from typing import Any

import av

from command_center.domain.addresses import parse_address
from video.demux import open_container, source_error
from video.source import SourceError

FORMATS = frozenset({"jpeg_pipe", "png_pipe", "mjpeg", "image2"})  # as the library calls what is one picture
APART_S = 60.0  # pictures nearer in time than this may be the same one: many cameras make a new snapshot only now and then
_STEP_S = 0.25
_EMPTY = 8  # packets without a picture before it counts as none


def is_still(url: str) -> bool:
    """Whether an address says that it gives single pictures."""
    return parse_address(url).is_still


def interval_s(url: str) -> float:
    """How often a single picture is fetched of an address."""
    return parse_address(url).interval_s


def apart_s(url: str) -> float:
    """How far apart in time pictures of an address have to be for equal ones to say anything."""
    return max(APART_S, 2 * interval_s(url))


def was_single(error: SourceError, container: Any, packets: int) -> bool:
    """Whether what was opened as a stream gave one picture and ended: its address gives single ones without saying so."""
    return error.reason == "ended" and packets == 1 and container is not None and container.format.name in FORMATS


class StillReader:
    """stream: of the first picture, for who writes or decodes packets; raises SourceError where there is none."""

    def __init__(self, url: str, read_timeout_s: float) -> None:
        self._url, self._timeout_s = url, read_timeout_s
        self._interval_s = interval_s(url)
        self._began_s = self._due_s = time.monotonic()
        self._container = open_container(url, read_timeout_s, quick=True)
        self.stream = self._container.streams.video[0]
        self._tick = self.stream.time_base
        self._first: Any = self._picture(self._container)
        try:
            self._shape = self._shape_of(self.stream, self._first)
        except SourceError:
            self._container.close()
            raise

    def next(self) -> Any:
        """The next picture; None while it is not due. Raises SourceError; "ended" where it has another size or codec."""
        if self._first is not None:
            packet, self._first = self._first, None
            return self._stamped(packet)
        left_s = self._due_s - time.monotonic()
        if left_s > 0:
            time.sleep(min(left_s, _STEP_S))
            return None
        container = open_container(self._url, self._timeout_s, quick=True)
        try:
            packet = self._picture(container)
            if self._shape_of(container.streams.video[0], packet) != self._shape:
                raise SourceError("ended", "another size")
            return self._stamped(packet)
        finally:
            container.close()

    def close(self) -> None:
        """Let go of the first picture's container."""
        self._container.close()

    def _picture(self, container: Any) -> Any:
        """The bytes of its first picture. Raises SourceError."""
        try:
            for _, packet in zip(range(_EMPTY), container.demux(video=0), strict=False):
                if packet.size:
                    return av.Packet(bytes(packet))  # of its own: the container is closed before it is used
        except Exception as error:
            raise source_error(error) from error
        raise SourceError("bad_payload", "no picture")

    def _stamped(self, packet: Any) -> Any:
        now_s = time.monotonic()
        # One that was late is not asked much sooner to make up for it.
        self._due_s = max(now_s + self._interval_s / 2, self._due_s + self._interval_s)
        packet.time_base = self._tick
        packet.pts = packet.dts = round((now_s - self._began_s) / float(self._tick))
        packet.is_keyframe = True
        return packet

    @staticmethod
    def _shape_of(stream: Any, packet: Any) -> tuple[str, bytes]:
        name, size = "" if stream.codec_context is None else stream.codec_context.name, jpeg_size(bytes(packet))
        if name == "mjpeg" and not size:  # by its name the library takes anything for a picture
            raise SourceError("bad_payload", "no JPEG picture")
        return name, size


def jpeg_size(data: bytes) -> bytes:
    """Height and width as they stand in the head of a JPEG picture (ISO/IEC 10918-1, B.2.2); empty for what is none."""
    at = 2
    while data[:2] == b"\xff\xd8" and at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2:at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return data[at + 5:at + 9]
        at += 2 + length
    return b""
