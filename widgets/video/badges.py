"""The badge of a tile: the gravest open incident that its camera looks at. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from command_center.domain.cameras import Camera
from command_center.domain.incidents import Incident
from video.coverage import covers


class Badge(NamedTuple):
    """level 0: none; solid while nobody is on the way."""

    level: int
    solid: bool


def badge_of(camera: Camera, incidents: Iterable[Incident]) -> Badge:
    """Badge for a camera among these incidents."""
    best = Badge(0, False)
    for incident in incidents:
        if incident.is_open and covers(camera, incident.lon, incident.lat) and (
                not best.level or incident.grade < best.level):
            best = Badge(incident.grade, incident.status == "waiting")
    return best
