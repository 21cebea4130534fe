"""Dismissing reports. Pure; any thread."""

from __future__ import annotations

from command_center.domain.commands import DismissReport, Rejection
from command_center.domain.events import Event, ReportDismissed
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def dismiss_report(snapshot: Snapshot, command: DismissReport, now_utc: int) -> list[Event] | Rejection:
    """Once, and only one that no incident was made of. Stream "report:ID" has a single version for it."""
    known = snapshot.reports.get(command.report)
    if known is None:
        return Rejection("refusal.report_unknown", {"report": command.report})
    if known.state != "new":
        return Rejection("refusal.report_settled", {"report": command.report, "state": known.state})
    return [ReportDismissed(**signed(command, now_utc), stream=f"report:{known.report}", ver=1, report=known.report,
                            reason=command.reason)]


DECISIONS = {DismissReport: dismiss_report}
