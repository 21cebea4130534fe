"""From the code a report came with to one of our incident types. Pure; any thread.

A code means nothing without its scheme, so both are compared; what no type answers to stays unclassified, and the
operator chooses.
"""

from __future__ import annotations

from collections.abc import Mapping

from command_center.domain.packs import IncidentType, Pack

OWN_SCHEME = "incident_type"  # a source that already speaks in our types


def type_of(packs: Mapping[str, Pack], scheme: str, code: str, title: str = "") -> IncidentType | None:
    """The type with that code in that scheme (the longest that the code begins with), else one of that very name."""
    kinds = [kind for pack in packs.values() for kind in pack.incident_types]
    if scheme == OWN_SCHEME:
        found = next((kind for kind in kinds if kind.key == code), None)
        if found is not None:
            return found
    same = [kind for kind in kinds if kind.code and scheme == kind.scheme and code.startswith(kind.code)]
    if same:
        return max(same, key=lambda kind: len(kind.code))
    return next((kind for kind in kinds if title and title in (kind.zh, kind.en)), None)
