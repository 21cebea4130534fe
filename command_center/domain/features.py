"""Static features as the fold keeps them. Immutable; any thread."""

from __future__ import annotations

from typing import Any

import msgspec


class Feature(msgspec.Struct, frozen=True):
    """geometry: WKB in WGS84 longitude, latitude, b"" where unknown."""

    feature: str
    geometry: bytes
    properties: dict[str, Any]
    source: str = ""
