"""Where a map looks, as plain values that survive a restart. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from command_center.domain.geo import is_place
from widgets.map.viewpoint import FINEST_LEVEL, Viewpoint


def save_viewpoint(view: Viewpoint) -> dict[str, Any]:
    """Centre and level."""
    lon, lat = view.lonlat(view.width / 2, view.height / 2)
    return {"lon": lon, "lat": lat, "level": view.level}


def restored_viewpoint(view: Viewpoint, state: dict[str, Any]) -> Viewpoint | None:
    """The view that was saved, in this window; None for rubbish."""
    lon, lat, level = state.get("lon"), state.get("lat"), state.get("level")
    if not isinstance(lon, (int, float)) or not isinstance(lat, (int, float)) or not is_place(lon, lat):
        return None
    centred = view.centred(lon, lat)
    if isinstance(level, (int, float)):
        centred = replace(centred, level=float(max(4, min(FINEST_LEVEL, round(level)))))
    return centred
