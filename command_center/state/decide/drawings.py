"""Drawing on the shared map. Pure; any thread.

Every command names the version that its operator saw. Of two who change one drawing the first wins; the other is told
by whom, instead of undoing it without a word.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from command_center.domain.columns import LINE, POINT, RING, Geometries, decode
from command_center.domain.commands import ChangeDrawing, Command, PlaceDrawing, Rejection, RemoveDrawing
from command_center.domain.drawings import (
    AREA_KINDS,
    COLOURS,
    DRAWING_KINDS,
    FILLS,
    LINE_KINDS,
    LINES,
    LONGEST,
    SIZES,
    WIDTHS,
    Drawn,
)
from command_center.domain.events import (
    DrawingChanged,
    DrawingPlaced,
    DrawingRemoved,
    DrawingStyle,
    Event,
)
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot

_LONGEST_TEXT = 4000


def place_drawing(snapshot: Snapshot, command: PlaceDrawing, now_utc: int) -> list[Event] | Rejection:
    """A new one, or a removed one as it is to be again."""
    known = snapshot.drawings.get(command.drawing)
    if not command.drawing or (known is not None and known.is_shown):
        return Rejection("refusal.drawing_exists", {"drawing": command.drawing})
    if command.ver != (known.ver if known else 0):
        return _other(known, command)
    refusal = _unfit(snapshot, command.kind, command)
    if refusal is not None:
        return refusal
    return [DrawingPlaced(**_on(snapshot, command, now_utc), kind=command.kind, **_content(command))]


def change_drawing(snapshot: Snapshot, command: ChangeDrawing, now_utc: int) -> list[Event] | Rejection:
    """Only what the operator saw, and only into something else."""
    known = _seen(snapshot, command)
    if isinstance(known, Rejection):
        return known
    refusal = _unfit(snapshot, known.kind, command)
    if refusal is not None:
        return refusal
    content = _content(command)
    if all(getattr(known, name) == value for name, value in content.items()):
        return Rejection("refusal.drawing_same")
    return [DrawingChanged(**_on(snapshot, command, now_utc), **content)]


def remove_drawing(snapshot: Snapshot, command: RemoveDrawing, now_utc: int) -> list[Event] | Rejection:
    """Only what the operator saw."""
    known = _seen(snapshot, command)
    if isinstance(known, Rejection):
        return known
    return [DrawingRemoved(**_on(snapshot, command, now_utc), reason=command.reason.strip())]


def _seen(snapshot: Snapshot, command: ChangeDrawing | RemoveDrawing) -> Drawn | Rejection:
    known = snapshot.drawings.get(command.drawing)
    if known is None:
        return Rejection("refusal.drawing_unknown", {"drawing": command.drawing})
    return known if known.is_shown and known.ver == command.ver else _other(known, command)


def _other(known: Drawn | None, command: Command) -> Rejection:
    """Somebody else was first."""
    if known is None:
        return Rejection("refusal.drawing_unknown", {"drawing": getattr(command, "drawing", "")})
    key = "refusal.drawing_changed" if known.is_shown else "refusal.drawing_removed"
    return Rejection(key, {"drawing": known.drawing, "by": known.last_by})


def _on(snapshot: Snapshot, command: Any, now_utc: int) -> dict[str, Any]:
    """The next event of the drawing's stream; in an exercise's incident it is part of the exercise."""
    known = snapshot.drawings.get(command.drawing)
    incident = snapshot.incidents.get(getattr(command, "incident", "") or (known.incident if known else ""))
    return {**signed(command, now_utc), "stream": f"drawing:{command.drawing}",
            "ver": (known.ver if known else 0) + 1, "drawing": command.drawing,
            "exercise": incident is not None and incident.exercise}


def _content(command: PlaceDrawing | ChangeDrawing) -> dict[str, Any]:
    return {"geometry": command.geometry, "title": command.title.strip(), "text": command.text.strip(),
            "symbol": command.symbol, "style": command.style, "incident": command.incident}


def _unfit(snapshot: Snapshot, kind: str, command: PlaceDrawing | ChangeDrawing) -> Rejection | None:
    if kind not in DRAWING_KINDS:
        return Rejection("refusal.drawing_kind", {"kind": kind})
    if not is_shape_of(kind, command.geometry):
        return Rejection("refusal.drawing_shape", {"kind": kind})
    if not _is_style(command.style):
        return Rejection("refusal.drawing_style")
    if (kind == "symbol") != bool(command.symbol):
        return Rejection("refusal.drawing_symbol")
    if kind == "text" and not command.title.strip():
        return Rejection("refusal.text_empty")
    if len(command.title) + len(command.text) > _LONGEST_TEXT:
        return Rejection("refusal.text_long", {"most": _LONGEST_TEXT})
    if command.incident and command.incident not in snapshot.incidents:
        return Rejection("refusal.incident_unknown", {"incident": command.incident})
    return None


def is_shape_of(kind: str, geometry: bytes) -> bool:
    """Whether bytes are a geometry that a kind of drawing may have, in the range of WGS84 degrees."""
    columns = decode([geometry])
    xy = columns.xy
    if columns.bad or len(columns.kind) != 1 or not 0 < len(xy) <= LONGEST or _declared(geometry) != len(xy):
        return False
    if not (np.abs(xy) <= (180.0, 90.0)).all():
        return False
    part = int(columns.kind[0])
    if kind in LINE_KINDS:
        return part == LINE and len(np.unique(xy, axis=0)) > 1
    if kind in AREA_KINDS:
        return part == RING and _is_ring(columns)
    return part == POINT


def _is_ring(columns: Geometries) -> bool:
    return bool((columns.xy[0] == columns.xy[-1]).all()) and len(np.unique(columns.xy, axis=0)) > 2


def _declared(geometry: bytes) -> int:
    """How many vertices plain two-dimensional bytes hold: what is not finite, is missing after decoding."""
    head = {1: 5, 2: 9, 3: 13}.get(int.from_bytes(geometry[1:5], "little"), len(geometry))
    return (len(geometry) - head) // 16


def _is_style(style: DrawingStyle) -> bool:
    heading = style.heading_deg
    return (style.colour in COLOURS and style.line in LINES and style.fill in FILLS
            and WIDTHS[0] <= style.width <= WIDTHS[1] and SIZES[0] <= style.size <= SIZES[1]
            and (heading is None or (math.isfinite(heading) and 0.0 <= heading < 360.0)))


DECISIONS = {PlaceDrawing: place_drawing, ChangeDrawing: change_drawing, RemoveDrawing: remove_drawing}
