"""Areas of the warnings in force: outline, faint fill and hatch in the level's colour. Pure; any thread."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

import numpy as np

from command_center.domain.columns import RING, decode
from command_center.domain.events.warnings import WarningArea
from command_center.domain.geo import destination
from command_center.domain.warnings import Warning
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Areas, AreaStyle, Drawing

_COLOURS = (("data", 14), ("red", 8), ("orange", 10), ("yellow", 12), ("blue", 14))
# Small ones first; the second half is for those that fill the screen, under which the city must stay readable.
STYLES = (*(AreaStyle(colour, 24, 56, gap) for colour, gap in _COLOURS),
          *(AreaStyle(colour, 9, 22, gap + 8, 1.0, 64) for colour, gap in _COLOURS))
_WIDE_PX = 700.0
_AROUND = np.arange(0.0, 360.0, 5.0)


class WarningLayer(Layer):
    """Warnings of status Actual or Exercise whose time it is, the gravest on top."""

    key = "warnings"
    rank = 20
    kind = "warning"
    depends_on = ("warnings", "features/districts")
    timely = True

    def __init__(self) -> None:
        self._basis: tuple[Any, ...] = ()
        self._drawing = NOTHING  # the same object as long as the same is in force: its tiles are dear to paint

    def title(self) -> Title:
        return Title("预警区域", "Warning areas")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        shown = [w for w in snapshot.warnings.values()
                 if w.in_force(view.now_utc) and w.status not in ("Test", "Draft", "System")]
        shown.sort(key=lambda w: -w.level if w.level else -9)
        basis = (*shown, snapshot.features.get("districts"), view.coarseness)
        if len(basis) != len(self._basis) or any(map(operator.is_not, basis[:-1], self._basis)) or (
                basis[-1] != self._basis[-1]):
            self._basis, self._drawing = basis, _drawn(shown, snapshot, view)
        return self._drawing

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        warning = snapshot.warnings.get(identity)
        if warning is None:
            return None
        rows = [Row("issued", Moment(warning.sent_utc or warning.received_utc))]
        if warning.expires_utc:
            rows.append(Row("expires", Moment(warning.expires_utc, aged=False)))
        if warning.areas:
            rows.append(Row("area", " · ".join(area.text for area in warning.areas if area.text)[:120]))
        rows.append(Row("sender", warning.sender))
        english = next((text for tag, text in warning.texts.items() if tag.lower().startswith("en")), "")
        headline = warning.headline or warning.event or identity
        title = Title(headline, english) if english else headline
        return Card(title, Title("预警", "Warning"), warning.level, tuple(rows))


def _drawn(shown: list[Warning], snapshot: Snapshot, view: View) -> Drawing:
    rings, owner = _without_doubles([list(rings_of(warning, snapshot)) for warning in shown])
    if not rings:
        return NOTHING
    offset = np.concatenate(([0], np.cumsum([len(ring) for ring in rings])))
    xy = mercator(np.concatenate(rings))
    extent = (np.maximum.reduceat(xy, offset[:-1]) - np.minimum.reduceat(xy, offset[:-1])).max(axis=1)
    wide = np.zeros(len(shown), bool)
    np.logical_or.at(wide, owner, extent / view.coarseness > _WIDE_PX)
    style = np.array([w.level for w in shown], np.intp) + wide * len(_COLOURS)
    return Drawing(areas=Areas([w.identifier for w in shown], xy, offset, owner, STYLES, style))


def _without_doubles(rings: list[list[np.ndarray]]) -> tuple[list[np.ndarray], np.ndarray]:
    """Rings and their owners, bottom first. Of warnings for the very same district only the gravest is drawn there:
    hatches of two colours would mix to a third."""
    kept: list[tuple[int, np.ndarray]] = []
    seen: set[bytes] = set()
    for owner in range(len(rings) - 1, -1, -1):
        for ring in rings[owner]:
            if ring.tobytes() not in seen:
                seen.add(ring.tobytes())
                kept.append((owner, ring))
    kept.sort(key=lambda item: item[0])
    return [ring for _, ring in kept], np.array([owner for owner, _ in kept], np.intp)


def rings_of(warning: Warning, snapshot: Snapshot) -> Iterator[np.ndarray]:
    """The rings of a warning's areas, WGS84 longitude and latitude (n, 2)."""
    for area in warning.areas:
        for polygon in area.polygons:
            if len(polygon) > 2:
                yield np.array(polygon, np.float64)
        for lon, lat, radius_m in area.circles:
            if radius_m > 0:
                yield np.column_stack(destination(lon, lat, _AROUND, radius_m))
        if not area.polygons and not area.circles:
            yield from _district_rings(area, snapshot)


def _district_rings(area: WarningArea, snapshot: Snapshot) -> Iterator[np.ndarray]:
    """An area that is only named by codes gets the outline of the district of that code, if one is known."""
    codes = {value[:6] for _, value in area.geocodes}
    if not codes:
        return
    for feature in snapshot.features.get("districts", {}).values():
        if str(feature.properties.get("adcode") or feature.properties.get("code") or "")[:6] in codes:
            columns = decode([feature.geometry])
            for part in np.flatnonzero(columns.kind == RING):
                yield columns.part(int(part))
