"""What a journal already holds, so that `ingest` of the same file adds nothing twice.

The same is: a feature or camera whose last content is equal; a report or warning with an equal id and content; anything
else with an equal id, content and time.
"""

from __future__ import annotations

from collections.abc import Iterable

from command_center.connectors.seen import fingerprint, key_of
from command_center.domain.events import (
    CameraSeen,
    Event,
    FeatureGone,
    FeatureSeen,
    ObservationMade,
    PositionReported,
    ReportReceived,
    WarningCancelled,
    WarningIssued,
)
from command_center.journal.base import Journal
from command_center.journal.pack import explode

_STANDING = (FeatureSeen, CameraSeen)
_TIMELESS = (ReportReceived, WarningIssued, WarningCancelled)  # where none is written, their time is that of reading


class Known:
    """The content of a journal by source, thing and fingerprint."""

    def __init__(self, journal: Journal) -> None:
        self._standing: dict[tuple[str, tuple[str, str, str]], object] = {}
        self._said: set[int] = set()
        for page in journal.read():
            for _, event in page:
                self.add(explode(event))

    def add(self, events: Iterable[Event]) -> None:
        """What was appended."""
        for event in events:
            if isinstance(event, _STANDING):
                self._standing[event.source, key_of(event)] = fingerprint(event)
            elif isinstance(event, FeatureGone):
                self._standing.pop((event.source, key_of(event)), None)
            else:
                self._said.add(_mark(event))

    def holds(self, event: Event) -> bool:
        """Whether the journal says this already."""
        if isinstance(event, _STANDING):
            return self._standing.get((event.source, key_of(event))) == fingerprint(event)
        return _mark(event) in self._said


def _mark(event: Event) -> int:
    content: object = fingerprint(event)
    if isinstance(event, PositionReported):  # the journal rounds speeds and headings
        content = round(event.lon, 6), round(event.lat, 6)
    elif isinstance(event, ObservationMade):
        content = event.value, event.text
    at_utc = 0 if isinstance(event, _TIMELESS) else event.at_utc
    return hash((event.source, key_of(event), at_utc, content))
