"""What operators draw on the shared map: lines, areas, arrows, texts and plotted situation symbols."""

from __future__ import annotations

import msgspec

from command_center.domain.events.envelope import Event


class DrawingStyle(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a drawing looks. colour: "hi" or the token of a level ("red", "orange", "yellow", "blue"); line: solid,
    dashed or dotted; fill: none, faint, hatch or dense; width, size (of symbols): design pixels; heading_deg: of
    symbols and texts, clockwise from north, None for upright on the screen."""

    colour: str = "hi"
    line: str = "solid"
    fill: str = "hatch"
    width: float = 2.0
    size: float = 26.0
    heading_deg: float | None = None


class DrawingPlaced(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A drawing is on the map from now on, or again after it was removed. Stream "drawing:ID".

    kind: point, symbol, text, line, arrow, attack, polygon, rectangle or circle; geometry: WKB in WGS84 longitude,
    latitude (points for the first three, lines for the next three, one ring for the rest); title: what is written
    beside it; text: a note; symbol: name in resources/symbols/symbols.toml; incident: what it belongs to, "" for none.
    """

    drawing: str
    kind: str
    geometry: bytes
    title: str = ""
    text: str = ""
    symbol: str = ""
    style: DrawingStyle = DrawingStyle()
    incident: str = ""


class DrawingChanged(Event, frozen=True, kw_only=True, omit_defaults=True):
    """It was moved, reshaped or described anew: everything it is now except its kind, which never changes."""

    drawing: str
    geometry: bytes
    title: str = ""
    text: str = ""
    symbol: str = ""
    style: DrawingStyle = DrawingStyle()
    incident: str = ""


class DrawingRemoved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """It was taken off the map."""

    drawing: str
    reason: str = ""
