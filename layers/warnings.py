"""Areas of the warnings in force: outline, faint fill and hatch in the level's colour. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from command_center.domain.columns import RING, decode
from command_center.domain.events.warnings import WarningArea
from command_center.domain.geo import destination
from command_center.domain.warnings import Warning
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, Moment, Row, Title, View, mercator
from layers.drawing import NOTHING, Areas, AreaStyle, Drawing

STYLES = tuple(AreaStyle(colour, 20, 44, gap) for colour, gap in
               (("data", 14), ("red", 8), ("orange", 10), ("yellow", 12), ("blue", 14)))
_AROUND = np.arange(0.0, 360.0, 5.0)


class WarningLayer(Layer):
    """Warnings of status Actual or Exercise whose time it is, the gravest on top."""

    key = "warnings"
    kind = "warning"
    depends_on = ("warnings", "features/districts")
    timely = True

    def title(self) -> Title:
        return Title("预警区域", "Warning areas")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        shown = [w for w in snapshot.warnings.values()
                 if w.in_force(view.now_utc) and w.status not in ("Test", "Draft", "System")]
        shown.sort(key=lambda w: -w.level if w.level else -9)
        rings, owner, count = list[np.ndarray](), list[int](), 0
        for row, warning in enumerate(shown):
            for ring in _rings(warning, snapshot):
                rings.append(ring)
                owner.append(row)
                count += 1
        if not rings:
            return NOTHING
        offset = np.concatenate(([0], np.cumsum([len(ring) for ring in rings])))
        areas = Areas([w.identifier for w in shown], mercator(np.concatenate(rings)), offset, np.array(owner, np.intp),
                      STYLES, np.array([w.level for w in shown], np.intp))
        return Drawing(areas=areas)

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


def _rings(warning: Warning, snapshot: Snapshot) -> Iterator[np.ndarray]:
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
