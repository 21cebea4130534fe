"""Which picture of a recording comes next, or came before. Reads index files; any thread that may wait for a disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.segments import TAIL_S, read_index, resolve, segment_at


def neighbour_picture(folder: Path, segments: Sequence[Segment], at_utc: int, forward: bool) -> int | None:
    """The instant of the picture after the one that is shown at an instant (or of the one before), in whatever segment
    it lies; None beyond the last. segments: of one camera, in order of time."""
    shown = segment_at(segments, at_utc)
    here = next((n for n, each in enumerate(segments) if each is shown), None)
    if here is None:  # in a gap: the nearest on that side
        before = sum(each.from_utc <= at_utc for each in segments)
        here = before if forward else before - 1
    order = range(here, len(segments)) if forward else range(here, -1, -1)
    for number in order:
        found = _in(folder, segments[number], at_utc, forward, segments[number] is shown)
        if found is not None:
            return found
    return None


def _in(folder: Path, segment: Segment, at_utc: int, forward: bool, is_shown: bool) -> int | None:
    path = resolve(folder, segment.path)
    instants = read_index(path)["at_utc"] if path is not None else np.empty(0, np.int64)
    after = int(np.searchsorted(instants, at_utc, "right"))
    if forward:
        return int(instants[after]) if after < len(instants) else None
    stands = is_shown and after and at_utc - int(instants[after - 1]) <= TAIL_S * SECOND  # a picture of it is shown now
    wanted = after - 2 if stands else after - 1
    return int(instants[wanted]) if wanted >= 0 else None
