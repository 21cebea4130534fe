"""Where moving things were within a stretch of time, as columns. Immutable; any thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Tracks(NamedTuple):
    """Thing k was at lonlat[offset[k]:offset[k + 1]] (WGS84) at at_utc of the same rows, in time order."""

    subjects: tuple[str, ...]
    offset: NDArray[np.int64]
    lonlat: NDArray[np.float64]
    at_utc: NDArray[np.int64]

    def within(self, since_utc: int, until_utc: int) -> Tracks:
        """Only what lies in [since, until]."""
        keep = (self.at_utc >= since_utc) & (self.at_utc <= until_utc)
        if keep.all():
            return self
        owner = np.repeat(np.arange(len(self.subjects)), np.diff(self.offset))[keep]
        return grouped(self.subjects, owner, self.lonlat[keep], self.at_utc[keep])

    def joined(self, later: Tracks) -> Tracks:
        """These and more of them."""
        if not len(later.at_utc):
            return self
        names = {name: row for row, name in enumerate(self.subjects)}
        mapped = np.array([names.setdefault(name, len(names)) for name in later.subjects], np.int64)
        owner = np.concatenate((np.repeat(np.arange(len(self.subjects)), np.diff(self.offset)),
                                mapped[np.repeat(np.arange(len(later.subjects)), np.diff(later.offset))]))
        return grouped(tuple(names), owner, np.concatenate((self.lonlat, later.lonlat)),
                       np.concatenate((self.at_utc, later.at_utc)))


def grouped(subjects: tuple[str, ...], owner: NDArray[np.int64], lonlat: NDArray[np.float64],
            at_utc: NDArray[np.int64]) -> Tracks:
    """Rows in any order, owner: index into subjects; the same place at the same instant is kept once."""
    order = np.lexsort((at_utc, owner))
    owner, lonlat, at_utc = owner[order], lonlat[order], at_utc[order]
    if len(owner) > 1:
        fresh = np.r_[True, (owner[1:] != owner[:-1]) | (at_utc[1:] != at_utc[:-1])]
        owner, lonlat, at_utc = owner[fresh], lonlat[fresh], at_utc[fresh]
    counts = np.bincount(owner, minlength=len(subjects)) if len(subjects) else np.zeros(0, np.int64)
    return Tracks(subjects, np.concatenate(([0], np.cumsum(counts))).astype(np.int64), lonlat, at_utc)


NO_TRACKS = Tracks((), np.zeros(1, np.int64), np.empty((0, 2)), np.empty(0, np.int64))
