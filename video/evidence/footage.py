"""Reading the packets of a range out of recorded segments, each with the instant it was recorded. One thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.demux import open_container, source_error
from video.evidence.request import Failure, Span
from video.segments import TAIL_S, read_index, resolve, tail_us
from video.source import SourceError


class Piece(NamedTuple):
    """A segment with the entries of its index, as video.segments.INDEX has them."""

    segment: Segment
    path: Path
    entries: NDArray[np.void]


def pieces_of(recordings: Path, segments: tuple[Segment, ...]) -> list[Piece]:
    """The segments that are still there, oldest first. What the budget has removed is a gap, not an error."""
    found = []
    for segment in segments:
        path = resolve(recordings, segment.path)
        if path is None or not path.is_file():
            continue
        index = read_index(path)
        if len(index):
            found.append(Piece(segment, path, index))
    return sorted(found, key=lambda piece: int(piece.entries["at_utc"][0]))


def first_packet(piece: Piece, from_utc: int) -> int:
    """Index of the key frame from which on everything from `from_utc` can be seen."""
    at = int(np.searchsorted(piece.entries["at_utc"], from_utc, "right")) - 1
    keys = np.flatnonzero(piece.entries["key"][:max(0, at) + 1])
    return int(keys[-1]) if len(keys) else 0


def gaps(pieces: list[Piece], from_utc: int, until_utc: int) -> list[Span]:
    """Where nothing was recorded in [from_utc, until_utc)."""
    times = np.concatenate([piece.entries["at_utc"] for piece in pieces]) if pieces else np.empty(0, np.int64)
    tail = max((tail_us(piece.entries["at_utc"]) for piece in pieces), default=round(TAIL_S * SECOND))
    times = np.sort(times[(times >= from_utc - tail) & (times < until_utc)])
    edges = np.concatenate(([from_utc - tail], times, [until_utc]))
    found = []
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        begun = max(from_utc, start + tail)
        if end - start > tail and end > begun:
            found.append(Span(begun, end))
    return found


def packets(piece: Piece, first: int, until_utc: int) -> Iterator[tuple[Any, int]]:
    """(packet, at_utc) from an index position on, up to an instant, as they lie in the file. Raises Failure."""
    times = dict(zip(piece.entries["pts_us"].tolist(), piece.entries["at_utc"].tolist(), strict=True))
    known = np.sort(piece.entries["pts_us"])
    least = int(piece.entries["pts_us"][first:].min())
    try:
        container = open_container(str(piece.path), 5.0)
    except SourceError as error:
        raise Failure("evidence.unreadable", f"{piece.path.name}: {error}") from error
    begun = False
    try:
        stream = container.streams.video[0]
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            shown_us = int(known[_nearest(known, round(float(packet.pts * packet.time_base) * 1e6))])
            begun = begun or (packet.is_keyframe and shown_us >= least)
            at_utc = times[shown_us]
            if begun and at_utc >= until_utc:
                return
            if begun:
                yield packet, at_utc
    except Failure:
        raise
    except Exception as error:
        raise Failure("evidence.unreadable", f"{piece.path.name}: {source_error(error)}") from error
    finally:
        container.close()


def _nearest(ordered: NDArray[np.int64], value: int) -> int:
    at = int(np.searchsorted(ordered, value))
    if at == 0 or (at < len(ordered) and ordered[at] - value <= value - ordered[at - 1]):
        return min(at, len(ordered) - 1)
    return at - 1
