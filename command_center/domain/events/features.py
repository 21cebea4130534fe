"""Static things on the map: roads, buildings, hydrants, sensors' sites. Appended only when their content changed."""

from __future__ import annotations

from typing import Any

from command_center.domain.events.envelope import Event


class FeatureSeen(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A feature as its source has it now.

    collection: the table it belongs to ("roads", "hydrants", "things"); feature: its id there; geometry: WKB in
    WGS84 longitude, latitude, empty where the source has none; properties: plain JSON values.
    """

    collection: str
    feature: str
    geometry: bytes = b""
    properties: dict[str, Any] = {}


class FeatureGone(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The source does not list the feature any more."""

    collection: str
    feature: str
