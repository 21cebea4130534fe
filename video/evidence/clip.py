"""One MP4 of a camera's range, its packets as the camera sent them: nothing is encoded again. One thread.

Times in the file are those of the wall clock, so that a gap is a gap there too. It begins with the key frame before
the range, without which its first pictures could not be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error

from video.evidence.footage import Piece, first_packet, packets
from video.evidence.request import Failure

_BASE = Fraction(1, 90_000)
Step = Callable[[int], None]  # is told the instant that was reached; raises Failure to stop


def write_clip(pieces: list[Piece], from_utc: int, until_utc: int, target: Path, step: Step) -> list[Path]:
    """The files that were written: one, and another after each change of codec or picture size. Raises Failure."""
    writer: _Writer | None = None
    written: list[Path] = []
    try:
        for piece in pieces:
            for packet, at_utc in packets(piece, first_packet(piece, from_utc), until_utc):
                if writer is None or not writer.fits(packet.stream):
                    if writer is not None:
                        writer.close()
                    path = target if not written else target.with_stem(f"{target.stem}-{len(written) + 1}")
                    writer = _Writer(path, packet.stream, at_utc)
                    written.append(writer.path)
                writer.write(packet, at_utc)
                step(at_utc)
    except (OSError, av.error.FFmpegError) as error:
        raise Failure("evidence.disk_full" if getattr(error, "errno", 0) == 28 else "evidence.unreadable", str(error)) from error
    finally:
        if writer is not None:
            writer.close()
    return written


class _Writer:
    """One output file, of one shape of stream."""

    def __init__(self, path: Path, stream: Any, at_utc: int) -> None:
        codec = stream.codec_context
        self._shape = (codec.name, codec.width, codec.height)
        self._begun_utc = at_utc
        self._last: int | None = None
        self._out, self._stream, self.path = _opened(path, stream)

    def fits(self, stream: Any) -> bool:
        """Whether packets of a stream belong into this file."""
        codec = stream.codec_context
        return self._shape == (codec.name, codec.width, codec.height)

    def write(self, packet: Any, at_utc: int) -> None:
        """Add a packet; it is taken away. Pictures that are shown later than they are decoded stay so."""
        ahead = packet.pts - packet.dts if packet.dts is not None else 0
        shown = round(Fraction(at_utc - self._begun_utc, 1_000_000) / _BASE)
        decoded = shown - round(ahead * packet.time_base / _BASE)
        if self._last is not None and decoded <= self._last:
            decoded = self._last + 1
        self._last = decoded
        packet.stream = self._stream
        packet.time_base = _BASE
        packet.dts, packet.pts = decoded, max(shown, decoded)
        self._out.mux(packet)

    def close(self) -> None:
        """Finish the file."""
        self._out.close()


def _opened(path: Path, stream: Any) -> tuple[Any, Any, Path]:
    """An MP4, or a Matroska file for what MP4 does not hold."""
    for suffix, kind, options in ((".mp4", "mp4", {"movflags": "faststart"}), (".mkv", "matroska", {})):
        out = av.open(str(path.with_suffix(suffix)), "w", format=kind, options=options)
        try:
            made = out.add_stream_from_template(stream)
            made.time_base = _BASE
            out.start_encoding()
            return out, made, path.with_suffix(suffix)
        except (av.error.FFmpegError, ValueError):
            out.close()
            path.with_suffix(suffix).unlink(missing_ok=True)
    raise Failure("evidence.unreadable", f"no container for {stream.codec_context.name}")
