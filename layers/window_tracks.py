"""The tracks of a time window as polylines. Pure; any thread."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from command_center.domain.time import MINUTE
from command_center.domain.tracks import Tracks
from layers.base import View, mercator
from layers.drawing import Lines, LineStyle

GAP_US = 5 * MINUTE  # longer without a place and nobody knows the way between
_kept: list[tuple[Tracks, tuple[int, int], Tracks]] = []


def within(view: View) -> Tracks | None:
    """The tracks inside the view's window; kept while both are the same, for all layers together."""
    if view.window_utc is None or view.tracks is None:
        return None
    for tracks, window, cut in _kept:
        if tracks is view.tracks and window == view.window_utc:
            return cut
    cut = view.tracks.within(*view.window_utc)
    _kept.insert(0, (view.tracks, view.window_utc, cut))
    del _kept[2:]
    return cut


def window_lines(view: View, wanted: Callable[[str], bool], style: LineStyle) -> Lines | None:
    """One line a stretch without a gap, of the things that are wanted; None without a window."""
    tracks = within(view)
    if tracks is None:
        return None
    keep = np.array([wanted(subject) for subject in tracks.subjects], bool)
    owner = np.repeat(np.arange(len(tracks.subjects)), np.diff(tracks.offset))
    rows = keep[owner] if len(owner) else np.zeros(0, bool)
    owner, at, lonlat = owner[rows], tracks.at_utc[rows], tracks.lonlat[rows]
    if not len(owner):
        return Lines()
    breaks = np.flatnonzero((owner[1:] != owner[:-1]) | (at[1:] - at[:-1] > GAP_US)) + 1
    offset = np.concatenate(([0], breaks, [len(owner)])).astype(np.int64)
    ids = [tracks.subjects[row] for row in owner[offset[:-1]].tolist()]
    return Lines(ids, mercator(lonlat), offset, (style,), np.zeros(len(ids), np.intp))
