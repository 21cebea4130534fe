"""The packets of a recorded segment, from a key frame on: read by ourselves where it is as our recorder writes it, else by
the library. One thread a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from video.demux import open_segment, source_error
from video.fragments import FragmentedFile, Unfamiliar
from video.source import SourceError


class PacketFile(Protocol):
    """An open segment. name, extradata: of its codec; shape: width and height; aspect: how much wider than high a pixel is,
    0 while unknown; tick_us: the unit of its packets' own times."""

    name: str
    extradata: bytes | None
    shape: tuple[int, int]
    aspect: float
    tick_us: float

    def packets_from(self, pts_us: int) -> Iterator[tuple[int, Any]]:
        """(time in microseconds, packet) from the key frame that is shown at a time on, in the order of decoding."""

    def close(self) -> None:
        """Let go of the file."""


def open_packets(path: Path) -> PacketFile:
    """Open a segment. Raises SourceError."""
    try:
        return FragmentedFile(path)
    except Unfamiliar:
        return _LibraryFile(path)


class _LibraryFile:
    """A segment in another format, or of another codec."""

    def __init__(self, path: Path) -> None:
        self._container = open_segment(path)
        if not self._container.streams.video:
            self._container.close()
            raise SourceError("bad_payload", "no video stream")
        self._stream: Any = self._container.streams.video[0]
        codec = self._stream.codec_context
        if codec is None:
            self._container.close()
            raise SourceError("unsupported", "no decoder for this codec")
        self.name, self.extradata = codec.name, codec.extradata
        self.shape, self.aspect = (codec.width or 0, codec.height or 0), float(codec.sample_aspect_ratio or 0)
        self.tick_us = float(self._stream.time_base or 0) * 1e6

    def packets_from(self, pts_us: int) -> Iterator[tuple[int, Any]]:
        """See PacketFile."""
        try:
            self._container.seek(round(pts_us / self.tick_us), stream=self._stream)
            for packet in self._container.demux(self._stream):
                if packet.size:
                    stamp = packet.pts if packet.pts is not None else packet.dts
                    yield round((stamp or 0) * self.tick_us), packet
        except Exception as error:
            raise source_error(error) from error

    def close(self) -> None:
        """See PacketFile."""
        self._container.close()
