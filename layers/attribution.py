"""Whose data the map shows: licences such as ODbL want it said on the screen. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from command_center.state.snapshot import Snapshot

_LOOKED_AT = 3  # features of a collection: its sources say the same of each


def attributions(snapshot: Snapshot, tiles: Iterable[str] = ()) -> list[str]:
    """What has to be said of a state's features (their property `attribution`) and of tile sources, each once."""
    said = [str(feature.properties["attribution"]) for mapping in snapshot.features.values()
            for feature in islice(mapping.values(), _LOOKED_AT) if feature.properties.get("attribution")]
    return list(dict.fromkeys([*tiles, *said]))
