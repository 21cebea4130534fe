"""Writing one segment: packets as they come into a fragmented file, and the index beside it. One thread.

Fragmented MP4 with fragments of 0.4 s, flushed: a kill loses at most one fragment (plain MP4 loses all).
What MP4 does not hold goes into Matroska with short clusters.
"""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path
from typing import Any

import av
import av.error

from video.segments import segment_name

_FRAGMENTED: tuple[tuple[str, str, dict[str, str]], ...] = (
    (".mp4", "mp4", {"movflags": "empty_moov+default_base_moof", "frag_duration": "400000", "flush_packets": "1"}),
    (".mkv", "matroska", {"cluster_time_limit": "500", "flush_packets": "1"}),
)
_FORWARD_US, _BACK_US = 10_000_000, 500_000  # larger steps of the stream's clock begin another segment
_ENTRY = struct.Struct("<qqii")  # one packet, as video.segments.INDEX reads it
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class DiskFull(Exception):
    """There is no room to write."""


class SegmentWriter:
    """One open segment; begins with the key frame it is given first. apart_us: how far apart its pictures are as a rule,
    where that is seconds."""

    def __init__(self, folder: Path, template: Any, from_utc: int, apart_us: int = 0) -> None:
        self.from_utc = self.until_utc = from_utc
        self.byte_count = 0
        self.dropped = 0
        self._forward_us = max(_FORWARD_US, 3 * apart_us)
        self._last_dts_us: int | None = None
        self._base: int | None = None
        self._tick_us = float(template.time_base or 0) * 1e6  # a fraction for every packet would cost as much as the rest
        self.path = self._open(folder, template, from_utc)  # OSError where the folder cannot be written
        self._index = os.open(self.path.with_suffix(".idx"), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)

    def write(self, packet: Any, at_utc: int) -> bool:
        """Append a packet that arrived at an instant. False when it does not belong here (the stream's clock jumped):
        begin another segment. Raises DiskFull."""
        stamp = packet.dts if packet.dts is not None else packet.pts
        base = self._base = stamp if self._base is None else self._base
        dts = stamp - base
        pts = (packet.pts if packet.pts is not None else stamp) - base
        dts_us = round(dts * self._tick_us)
        if self._last_dts_us is not None and not -_BACK_US < dts_us - self._last_dts_us < self._forward_us:
            return False
        if self._last_dts_us is not None and dts_us <= self._last_dts_us:
            self.dropped += 1  # out of order: the muxer would refuse it
            return True
        entry = _ENTRY.pack(at_utc, round(pts * self._tick_us), packet.size, packet.is_keyframe)
        size = packet.size  # muxing changes the packet in place: its stream, times and size are gone afterwards
        packet.dts, packet.pts, packet.stream = dts, pts, self._stream
        try:
            self._container.mux(packet)
            os.write(self._index, entry)
        except OSError as error:
            if error.errno in FULL:
                raise DiskFull(str(error)) from error
            self.dropped += 1
            return True
        except (av.error.FFmpegError, ValueError):
            self.dropped += 1
            return True
        self._last_dts_us, self.until_utc = dts_us, at_utc
        self.byte_count += size + len(entry)
        return True

    def close(self) -> None:
        """Write the last fragment and let go. On a full disk what is there already stays readable."""
        try:
            self._container.close()
        except (OSError, av.error.FFmpegError, ValueError):
            pass
        os.close(self._index)

    def _open(self, folder: Path, template: Any, from_utc: int) -> Path:
        problem: Exception = OSError("no container")
        for suffix, container_format, options in _FRAGMENTED:
            path = folder / segment_name(from_utc, suffix)
            if path.exists():  # of the same instant, before the clock was set back: never written over
                path = path.with_stem(f"{path.stem}-{os.urandom(3).hex()}")
            try:
                self._container = av.open(str(path), "w", format=container_format, options=options)
                self._stream = self._container.add_stream_from_template(template)
                self._container.start_encoding()
                return path
            except (av.error.FFmpegError, ValueError) as error:
                problem = error
                path.unlink(missing_ok=True)
                if isinstance(error, OSError) and error.errno in FULL:
                    raise DiskFull(str(error)) from error
        raise problem
