"""How reports change. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.events import ReportDismissed, ReportReceived
from command_center.domain.incidents import Report
from command_center.state.work import Work


def received(work: Work, event: ReportReceived) -> None:
    """A new report, or a newer text of a known one, which keeps what was decided about it."""
    known = work.reports.get(event.report)
    if known is not None and event.at_utc < known.at_utc:
        return
    work.put("reports", event.report, Report(
        report=event.report, at_utc=event.at_utc, state=known.state if known else "new", title=event.title,
        text=event.text, channel=event.channel, class_scheme=event.class_scheme, class_code=event.class_code,
        lon=event.lon, lat=event.lat, address=event.address, grade=event.grade, status=event.status,
        source=event.source, incident=known.incident if known else "", properties=event.properties))


def dismissed(work: Work, event: ReportDismissed) -> None:
    """No incident needed; one that has an incident keeps it."""
    known = work.reports.get(event.report)
    if known is not None and known.state == "new":
        work.put("reports", event.report, replace(known, state="dismissed"))


HANDLERS = {ReportReceived: received, ReportDismissed: dismissed}
