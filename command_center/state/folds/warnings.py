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
    fresh = Warning(received_utc=known.received_utc if known else event.received_utc,
                    cancelled_utc=known.cancelled_utc if known else 0, replaced_by=known.replaced_by if known else "",
                    **{name: getattr(event, name) for name in _SHARED})
    work.put("warnings", event.identifier, fresh)


def updated(work: Work, event: WarningUpdated) -> None:
    """A warning that replaces those it refers to."""
    issued(work, event)
    for identifier in event.references:
        known = work.warnings.get(identifier)
        if known is not None and identifier != event.identifier and not known.replaced_by:
            work.put("warnings", identifier, replace(known, replaced_by=event.identifier))


def cancelled(work: Work, event: WarningCancelled) -> None:
    """Withdrawn by its issuer."""
    for identifier in event.references:
        known = work.warnings.get(identifier)
        if known is not None and not known.cancelled_utc:
            work.put("warnings", identifier, replace(known, cancelled_utc=event.at_utc))


HANDLERS = {WarningIssued: issued, WarningUpdated: updated, WarningCancelled: cancelled}
