"""What all sources that FFmpeg reads have in common (video/sources holds them), and files, which loop. One thread each.

One decoder thread a camera (frame threading costs more and delays two pictures), scaled straight to the size that
is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import av
import numpy as np
from av.video.format import VideoFormat
from av.video.reformatter import Interpolation, VideoReformatter

from command_center.domain.time import now_utc
from video.decoder import Decoder, Wanted
from video.demux import open_container, source_error
from video.fitting import fitted_size
from video.hardware import hardware
from video.packets import LIVE_ALLOWANCE, PacketReader
from video.source import Capabilities, Frame, SourceError
from video.step import StreamClock, camera_instant

_SHOWN: Any = VideoFormat("bgra")  # as the library takes it without looking it up, which its own annotation leaves out
_FAST = int(Interpolation.FAST_BILINEAR)
_PLAUSIBLE_US = 10_000_000
# Shown at this share of its size or less, a picture whose blocks are not smoothed differs by less than can be seen and costs
# a quarter less. Key frames are always decoded in full; what differs adds up until the next one, so that must not be far
# (decision 94).
_SMALL = 0.6
_NEAR = 60  # packets from key frame to key frame
_FILTERED = ("h264", "hevc")
LIGHT = {"skip_loop_filter": "nokey"}


class AvSource:
    """Subclasses say what an end means and how fast to read."""

    capabilities = Capabilities(live=True, seekable=False)
    lead_s = 1.0  # a live source this far ahead of the clock is held back
    allowance = LIVE_ALLOWANCE

    def __init__(self, url: str, read_timeout_s: float) -> None:
        self.url = url
        self.picture_size: tuple[int, int] | None = None
        self.keys_only = False
        self._read_timeout_s = read_timeout_s
        self._container: Any = None
        self._stream: Any = None
        self._reader: Any = None
        self._decoder: Any = None
        self._card: Any = None  # what decodes instead of the processor
        self._light = False
        self._group = self._since_key = 0  # packets of the last whole group of pictures, and of this one; 0: not known
        self._sequence = 0
        self._reformatter = VideoReformatter()
        self.times = StreamClock()
        self.on_packet: Callable[[Any, int], None] | None = None  # hears packets with the instant they were taken
        self._tick_us = 0.0
        self._shape = (0, 0)
        self._aspect = 1.0

    def open(self) -> None:
        """Connect and find the video stream. Raises SourceError."""
        self._container = open_container(self.url, self._read_timeout_s, quick=True)
        self._stream = self._container.streams.video[0]
        codec = self._stream.codec_context
        if codec is None:
            raise SourceError("unsupported", "no decoder for this codec")
        codec.thread_type = "NONE"
        codec.thread_count = 1
        self._light, self._group, self._since_key = False, 0, 0
        self._card = hardware.decoder(codec, self.url)
        self._decoder = Decoder(self._card or codec)
        self.times, self._tick_us = StreamClock(), float(self._stream.time_base or 0) * 1e6
        self._reader = PacketReader(self._container, self._read_timeout_s, self.lead_s, self.allowance)

    def read(self, timeout: float) -> Frame | None:
        """The next picture. May take up to twice the source's read time-out when nothing comes."""
        deadline = time.monotonic() + timeout
        while True:
            packet = self._next_packet()
            if packet is not None:
                self._hear(packet)
                frame = self._take(packet)
                if frame is not None:
                    return self._scaled(frame)
            if time.monotonic() >= deadline:
                return None

    def _take(self, packet: Any) -> Any:
        if packet.is_keyframe:
            self._group, self._since_key = self._since_key, 1
            if self._card is None:
                self._weigh()
        elif self._since_key:
            self._since_key += 1
        try:
            return self._decoder.take(packet, self._wanted)
        except SourceError:
            if self._card is not None:
                hardware.refused(self.url)
            raise

    def _weigh(self) -> None:
        """At a key frame: decode in full, or lightly, as the tile's size has become."""
        codec = self._stream.codec_context
        light = self._may_be_light(codec)
        if light == self._light or self.picture_size is None:
            return
        self._light, fresh = light, av.CodecContext.create(codec.name, "r")
        fresh.thread_type, fresh.thread_count = "NONE", 1
        if codec.extradata:
            fresh.extradata = codec.extradata
        fresh.options = LIGHT if light else {}
        self._decoder.go_on_with(fresh)

    def _may_be_light(self, codec: Any) -> bool:
        if self.picture_size is None:
            return False
        shape = self._shape if self._shape[0] else (codec.width or 0, codec.height or 0)
        return may_be_light(codec.name, shape, self.picture_size, self._group)

    @property
    def codec(self) -> tuple[str, bytes | None]:
        """What decodes it: the codec's name and extradata."""
        context = self._stream.codec_context
        return context.name, context.extradata

    def _hear(self, packet: Any) -> None:
        stamp = packet.pts if packet.pts is not None else packet.dts
        now = now_utc()
        if stamp is not None:
            stamp_us = round(stamp * self._tick_us)
            self.times.arrived(stamp_us, now, time.monotonic_ns() // 1000, camera_instant(packet))
            now = self.times.captured(stamp_us)
        if self.on_packet is not None:
            self.on_packet(packet, now)

    def _taken(self, frame: Any) -> int:
        """When a picture was taken, as far as can be known."""
        now = now_utc()
        if frame.pts is None or not self.capabilities.live:
            return now
        taken = self.times.captured(round(frame.pts * self._tick_us))
        return taken if 0 <= now - taken < _PLAUSIBLE_US else now  # else of before the stream's time jumped

    def close(self) -> None:
        """Let go of the connection."""
        if self._container is not None:
            self._container.close()
            self._container = self._stream = self._reader = self._decoder = self._card = None

    def seek(self, at_utc: int) -> None:
        """Live pictures cannot be sought."""
        raise SourceError("unsupported", "seek")

    def _next_packet(self) -> Any:
        return self._reader.next()

    @property
    def _wanted(self) -> Wanted:
        return "none" if self.picture_size is None else "keys" if self.keys_only else "all"

    def _scaled(self, frame: Any) -> Frame:
        assert self.picture_size is not None
        shape = (frame.width, frame.height)
        if shape != self._shape or frame.key_frame:
            self._shape, self._aspect = shape, self._decoder.pixel_aspect
        self._sequence += 1
        pixels = scale(self._reformatter, frame, self.picture_size, self._aspect)
        return Frame(pixels, self._taken(frame), self._sequence)


class FileSource(AvSource):
    """A file, played at its own pace and looped."""

    capabilities = Capabilities(live=False, seekable=False)
    lead_s = 0.0
    allowance = 1.0
    _heard = False

    def _next_packet(self) -> Any:
        try:
            packet = self._reader.next()
            self._heard = self._heard or packet is not None
            return packet
        except SourceError as error:
            if error.reason != "ended":
                raise
        if not self._heard or (self._wanted == "all" and not self._sequence):
            raise SourceError("ended", "no picture in the file")
        try:
            self._container.seek(0)
            self._decoder.flush()
        except Exception as error:
            raise source_error(error) from error
        self._reader = PacketReader(self._container, self._read_timeout_s, self.lead_s, self.allowance)
        return None


def may_be_light(codec: str, shape: tuple[int, int], box: tuple[int, int], group: int) -> bool:
    """Whether pictures of a shape are shown so small in a box, and come in so short groups (packets from key frame to key
    frame; 0 where that is not known), that their blocks need no smoothing (see LIGHT)."""
    near = 0 < group <= _NEAR
    return near and codec in _FILTERED and box[0] <= shape[0] * _SMALL and box[1] <= shape[1] * _SMALL


def scale(reformatter: VideoReformatter, frame: Any, box: tuple[int, int], aspect: float = 1.0) -> np.ndarray:
    """A decoded picture as BGRA fitted into a box, without a copy of the plane."""
    width, height = fitted_size((frame.width, frame.height), box, aspect)
    plane: Any = reformatter.reformat(frame, width, height, _SHOWN, interpolation=_FAST, threads=1).planes[0]
    return np.ndarray((height, width, 4), np.uint8, plane, 0, (plane.line_size, 4, 1))
