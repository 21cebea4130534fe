"""A snapshot as JSON values and as readable lines, for `command-center journal state`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from command_center.journal.geojson import to_geojson
from command_center.journal.pack import QUALITIES
from command_center.journal.render import instant_json, plain_json
from command_center.state.snapshot import Snapshot


def state_json(snapshot: Snapshot) -> dict[str, Any]:
    """The tables; features are counted, not listed."""
    lists: dict[str, Any] = {name: [plain_json(row) for row in getattr(snapshot, name).values()]
                             for name in ("incidents", "units", "alarms", "warnings", "cameras")}
    for row, warning in zip(lists["warnings"], snapshot.warnings.values(), strict=True):
        row["in_force"] = warning.in_force(snapshot.at_utc)
    return {
        "at_utc": instant_json(snapshot.at_utc), "axis": snapshot.axis, "seq": snapshot.seq, **lists,
        "reports": [plain_json(row) for row in snapshot.reports.values()],
        "series": {key.series: _sample(snapshot, row) for row, key in
                   enumerate(snapshot.series.keys[: snapshot.series.count])},
        "positions": {key.subject: _position(snapshot, row) for row, key in
                      enumerate(snapshot.positions.keys[: snapshot.positions.count])},
        "features": {name: len(rows) for name, rows in sorted(snapshot.features.items())},
        "sources": [plain_json(row) for row in snapshot.sources.values()],
        "drawings": [plain_json(row) | {"geometry": to_geojson(row.geometry)} for row in snapshot.drawings.values()],
        "footage_locks": [plain_json(row) for row in snapshot.footage_locks.values()],
        "engine": plain_json(snapshot.engine),
    }


def _number(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None


def _sample(snapshot: Snapshot, row: int) -> dict[str, Any]:
    table = snapshot.series
    key = table.keys[row]
    sample = {"value": _number(table.value[row]), "unit": key.unit, "at_utc": instant_json(int(table.at_utc[row])),
              "quality": QUALITIES[table.quality[row]]}
    text = table.texts.get(key.series)
    return sample | {"text": text} if text else sample


def _position(snapshot: Snapshot, row: int) -> dict[str, Any]:
    table = snapshot.positions
    lon, lat = table.lonlat[row]
    return {"lon": float(lon), "lat": float(lat), "heading_deg": _number(table.heading_deg[row]),
            "speed_mps": _number(table.speed_mps[row]), "at_utc": instant_json(int(table.at_utc[row])),
            "class_key": table.keys[row].class_key, "lost": bool(table.lost[row])}


def state_lines(snapshot: Snapshot) -> Iterator[str]:
    """For people: what there is, and the open incidents and active alarms."""
    yield f"at {instant_json(snapshot.at_utc)} ({snapshot.axis}), seq {snapshot.seq}"
    counts = {"incidents": len(snapshot.incidents), "reports": len(snapshot.reports), "units": len(snapshot.units),
              "alarms": len(snapshot.alarms), "warnings": len(snapshot.warnings), "cameras": len(snapshot.cameras),
              "sources": len(snapshot.sources), "series": snapshot.series.count,
              "positions": snapshot.positions.count,
              "drawings": sum(each.is_shown for each in snapshot.drawings.values()),
              **{f"features/{name}": len(rows) for name, rows in sorted(snapshot.features.items())}}
    for name, count in counts.items():
        if count:
            yield f"{count:>10}  {name}"
    for incident in snapshot.incidents.values():
        if incident.is_open:
            yield f"incident {incident.number}  grade {incident.grade}  {incident.status:<9}  {incident.title}"
    for alarm in snapshot.alarms.values():
        if alarm.is_active:
            yield f"alarm level {alarm.level}  {alarm.state:<14}  {alarm.title_zh or alarm.title_en or alarm.rule}"
    for warning in snapshot.warnings.values():
        if warning.in_force(snapshot.at_utc):
            yield f"warning level {warning.level}  {warning.headline or warning.event or warning.identifier}"
    for source in snapshot.sources.values():
        yield f"source {source.source}  {source.state}  good {source.good}  bad {source.bad}"
