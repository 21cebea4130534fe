"""What the journal already holds, as the events that said it: connectors are told at start, so that a restart appends
only what changed meanwhile. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from command_center.domain.events import (
    CameraSeen,
    Event,
    FeatureSeen,
    ObservationMade,
    ReportReceived,
    UnitStatusChanged,
    WarningIssued,
)
from command_center.state.snapshot import Snapshot


def known_events(snapshot: Snapshot) -> Iterator[Event]:
    """One event for everything that a source said last."""
    for collection, features in snapshot.features.items():
        for feature in features.values():
            yield FeatureSeen(at_utc=snapshot.at_utc, source=feature.source, collection=collection,
                              feature=feature.feature, geometry=feature.geometry, properties=feature.properties)
    for kind, rows in ((CameraSeen, snapshot.cameras), (UnitStatusChanged, snapshot.units),
                       (ReportReceived, snapshot.reports), (WarningIssued, snapshot.warnings)):
        for row in rows.values():
            yield kind(at_utc=snapshot.at_utc, **_shared(kind, row))
    table = snapshot.series
    for row_number, key in enumerate(table.keys[:table.count]):
        yield ObservationMade(at_utc=int(table.at_utc[row_number]), source=key.source, series=key.series)


def _shared(kind: type[Event], row: Any) -> dict[str, Any]:
    """The fields that an event and its row have in common."""
    own = set(kind.__struct_fields__) - {"at_utc", "eid", "received_utc", "ver", "stream"}
    return {name: getattr(row, name) for name in row.__struct_fields__ if name in own}
