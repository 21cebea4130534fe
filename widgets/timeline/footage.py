"""Where recorded video has gaps, for the strip under the lanes. Pure; the GUI thread calls it now and then."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND

_JOINT = 3 * SECOND  # between two segments: a picture stands for a while, and a new connection takes a moment
_ANNOUNCED = 15 * SECOND  # a segment that is being written is told of this seldom


class Stretch(NamedTuple):
    """share: of the cameras, how many have a recording of it (0 nobody, 1 all)."""

    from_utc: int
    until_utc: int
    share: float


class Footage:
    """Remembers what each camera's segments add up to, so that only what is new is looked at."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[Segment, ...], list[tuple[int, int]]]] = {}

    def stretches(self, segments: Mapping[str, tuple[Segment, ...]], cameras: Iterable[str], since_utc: int,
                  until_utc: int) -> list[Stretch]:
        """The interval in stretches of equal coverage; empty without cameras."""
        merged = [self._merged(camera, segments.get(camera, ())) for camera in cameras]
        edges: dict[int, int] = {since_utc: 0, until_utc: 0}
        for spans in merged:
            first = max(0, bisect_right(spans, (since_utc, since_utc)) - 1)
            for start, end in spans[first:]:
                if start >= until_utc:
                    break
                left, right = max(start, since_utc), min(end, until_utc)
                if left < right:
                    edges[left] = edges.get(left, 0) + 1
                    edges[right] = edges.get(right, 0) - 1
        found: list[Stretch] = []
        covered, places = 0, sorted(edges)
        for left, right in itertools.pairwise(places):
            covered += edges[left]
            if merged:
                found.append(Stretch(left, right, covered / len(merged)))
        return found

    def _merged(self, camera: str, segments: tuple[Segment, ...]) -> list[tuple[int, int]]:
        known, spans = self._known.get(camera, ((), []))
        if known is segments:
            return spans
        same = len(known) - 1
        if 0 < same < len(segments) and known[0] is segments[0] and known[same - 1] is segments[same - 1]:
            fresh = _merge(segments[same:], spans)
        else:
            fresh = _merge(segments, [])
        self._known[camera] = (segments, fresh)
        return fresh


def _merge(segments: Sequence[Segment], before: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = list(before)
    for segment in segments:
        end = segment.until_utc
        if spans and segment.from_utc <= spans[-1][1] + _JOINT:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((segment.from_utc, end))
    return spans


def known_until(now_utc: int, stretches: list[Stretch]) -> list[Stretch]:
    """Without what is not known yet: the last seconds of a segment that is being written."""
    if stretches and stretches[-1].share < 1 and now_utc - stretches[-1].from_utc < _ANNOUNCED:
        return stretches[:-1]
    return stretches
