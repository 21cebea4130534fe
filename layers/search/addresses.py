"""Addresses that no source knows by name: the crossing of two roads, a house number on a road. Pure; any thread."""

from __future__ import annotations

import itertools
import re

import numpy as np

from command_center.domain.columns import LINE, decode
from command_center.state.snapshot import Snapshot
from layers.search.index import Hit, Index, distance_m, folded
from layers.search.names import Named, Place
from layers.search.pinyin import spellings

_BETWEEN = re.compile(r"\s*(?:与|和|跟|及|/|&|\band\b|\bat\b|@|\s)\s*", re.IGNORECASE)
_TAIL = re.compile(r"(?:的)?(?:十字|交叉)?(?:路口|交叉口|口|crossing|junction|intersection)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?P<road>.*?[^\d\s-])\s*(?P<number>\d+(?:-\d+)?)\s*(?:号|號|弄|#)?\s*$|^(?P<number_en>\d+)\s+(?P<road_en>\D.*)$")
_TOUCHING_M = 30.0
_CANDIDATES = 3


def address_hits(text: str, index: Index, snapshot: Snapshot, near: Place | None) -> list[Hit]:
    """Crossings first, then the road of a house number; none for other texts."""
    return _crossings(text, index, snapshot, near) or _on_road(text, index, near)


def _roads(text: str, index: Index, near: Place | None) -> list[Named]:
    """Roads that a text names from the beginning."""
    found = [hit.row for hit in index.find(text, near, 40) if hit.identity.startswith("roads/")]
    return found[:_CANDIDATES]


def _crossings(text: str, index: Index, snapshot: Snapshot, near: Place | None) -> list[Hit]:
    plain = _TAIL.sub("", folded(text))
    hits: list[Hit] = []
    for match in _BETWEEN.finditer(plain):
        one, other = plain[:match.start()].strip(), plain[match.end():].strip()
        if not one or not other or one.isdigit() or other.isdigit():
            continue
        for first in _roads(one, index, near):
            for second in _roads(other, index, near):
                if first.title != second.title:
                    hits += [_crossing(first, second, place, near) for place in _meeting(first, second, snapshot)]
        if hits:
            break
    return hits[:_CANDIDATES]


def _crossing(first: Named, second: Named, place: Place, near: Place | None) -> Hit:
    row = Named("place", f"crossing {place[0]:.7f} {place[1]:.7f}", f"{first.title} / {second.title}", "", (place,))
    return Hit(row, place, distance_m(near, place) if near else float("nan"), row.identity)


def _meeting(first: Named, second: Named, snapshot: Snapshot) -> list[Place]:
    """Where two roads come nearest, each place once."""
    one, other = _line(first, snapshot), _line(second, snapshot)
    if not len(one) or not len(other):
        return []
    scale = np.array([np.cos(np.radians(one[0, 1])), 1.0]) * 111_195.0
    a, b = _dense(one * scale), _dense(other * scale)
    away = np.linalg.norm(a[:, None, :] - b[None, :, :], axis=2) if len(a) * len(b) < 4_000_000 else np.full((1, 1), np.inf)
    near = np.argwhere(away <= _TOUCHING_M)
    found: list[Place] = []
    for row, column in near[np.argsort(away[tuple(near.T)], kind="stable")].tolist():
        place = tuple(((a[row] + b[column]) / 2 / scale).tolist())
        if all(distance_m(place, known) > 4 * _TOUCHING_M for known in found):
            found.append(place)
        if len(found) >= _CANDIDATES:
            break
    return found


def _line(row: Named, snapshot: Snapshot) -> np.ndarray:
    """All vertices of a road, NaN between its parts."""
    members = snapshot.features.get("roads", {})
    parts = [members[name.partition("/")[2]].geometry for name in (row.identities or (row.identity,))
             if name.partition("/")[2] in members]
    columns = decode(parts)
    lines = [np.vstack((columns.xy[start:end], [[np.nan, np.nan]])) for start, end, kind in
             zip(columns.offset[:-1], columns.offset[1:], columns.kind, strict=True) if kind == LINE]
    return np.concatenate(lines) if lines else np.empty((0, 2))


def _dense(line: np.ndarray) -> np.ndarray:
    """Points at most 20 m apart along a line in metres."""
    pieces = []
    for start, end in itertools.pairwise(line):
        length = float(np.hypot(*(end - start)))
        if length == length:
            pieces.append(start + (end - start) * np.linspace(0, 1, max(2, min(400, int(length / 20) + 2)))[:, None])
    return np.concatenate(pieces) if pieces else np.empty((0, 2))


def _is_called(row: Named, text: str) -> bool:
    """Whether a text is the whole of a name, in any spelling."""
    names = [folded(name) for name in (row.title, *row.keys) if name]
    return text in names or any(text in spellings(name) for name in names)


def _on_road(text: str, index: Index, near: Place | None) -> list[Hit]:
    """The middle of a road of which somebody gave a house number that no source knows."""
    match = _NUMBER.match(folded(text))
    if match is None:
        return []
    road, number = match["road"] or match["road_en"], match["number"] or match["number_en"]
    return [Hit(row._replace(kind="place", identity=f"road {row.identity} {number}", detail=""), place,
                distance_m(near, place) if near else float("nan"), row.identity)
            for row in _roads(road.strip(), index, near) if row.places and _is_called(row, road.strip())
            for place in [row.places[len(row.places) // 2]]][:_CANDIDATES]
