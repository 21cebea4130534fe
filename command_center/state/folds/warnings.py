"""How warnings are issued, replaced and withdrawn. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.events import WarningCancelled, WarningIssued, WarningUpdated
from command_center.domain.warnings import Warning
from command_center.state.work import Work

_SHARED = tuple(name for name in WarningIssued.__struct_fields__ if name in Warning.__struct_fields__
                and name != "received_utc")


def issued(work: Work, event: WarningIssued) -> None:
    """A warning; the same identifier again refreshes the text and keeps what became of it."""
    known = work.warnings.get(event.identifier)
    if known is None:
        replaced_by, cancelled_utc = work.superseded.get(event.identifier, ("", 0))
    else:
        replaced_by, cancelled_utc = known.replaced_by, known.cancelled_utc
    work.put("warnings", event.identifier, Warning(
        received_utc=known.received_utc if known else event.received_utc, cancelled_utc=cancelled_utc,
        replaced_by=replaced_by, **{name: getattr(event, name) for name in _SHARED}))
    if work.superseded.pop(event.identifier, None) is not None:
        work.touch("superseded", event.identifier)


def updated(work: Work, event: WarningUpdated) -> None:
    """A warning that replaces those it refers to."""
    issued(work, event)
    for identifier in event.references:
        if identifier != event.identifier:
            _supersede(work, identifier, event.identifier, 0)


def cancelled(work: Work, event: WarningCancelled) -> None:
    """Withdrawn by its issuer."""
    for identifier in event.references:
        _supersede(work, identifier, "", event.at_utc)


def _supersede(work: Work, identifier: str, replaced_by: str, cancelled_utc: int) -> None:
    """The first word counts. It may come before the warning itself: feeds list the newest first."""
    known = work.warnings.get(identifier)
    if known is not None:
        work.put("warnings", identifier, replace(known, replaced_by=known.replaced_by or replaced_by,
                                                 cancelled_utc=known.cancelled_utc or cancelled_utc))
        return
    before = work.superseded.get(identifier, ("", 0))
    work.put("superseded", identifier, (before[0] or replaced_by, before[1] or cancelled_utc))


HANDLERS = {WarningIssued: issued, WarningUpdated: updated, WarningCancelled: cancelled}
