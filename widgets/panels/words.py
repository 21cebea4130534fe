"""Words of the dispatch panels: states, classes, reasons, and the lines of an incident's log. GUI thread.

Headless code gives keys; here they become the screen's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from command_center.domain.incidents import Assignment, Incident, LogEntry
from command_center.domain.packs import Pack
from command_center.state.snapshot import Snapshot
from layers import names
from widgets.sentences import reason as source_reason
from widgets.spans import travel_words

CLOSE_REASONS = ("resolved", "false_alarm", "duplicate", "handed_over", "other")
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def status_words(incident: Incident) -> str:
    """How an incident stands."""
    translate = QCoreApplication.translate
    return {"waiting": translate("Words", "To dispatch"), "en_route": translate("Words", "En route"),
            "on_scene": translate("Words", "On scene"), "closed": translate("Words", "Closed")}.get(
        incident.status, incident.status)


def class_words(class_key: str) -> str:
    """Name of a class of units."""
    translate = QCoreApplication.translate
    return {"fire": translate("Words", "Fire"), "police": translate("Words", "Police"),
            "medical": translate("Words", "Medical"), "drainage": translate("Words", "Drainage"),
            "power": translate("Words", "Power")}.get(class_key, class_key)


def order_words(assignment: Assignment) -> str:
    """How an order stands: what is known, never what is hoped."""
    translate = QCoreApplication.translate
    return {"pending": translate("Words", "Ordered, no answer yet"), "confirmed": translate("Words", "On the way"),
            "arrived": translate("Words", "On scene"), "released": translate("Words", "Released"),
            "failed": translate("Words", "Refused"), "cancelled": translate("Words", "Called back"),
            "unknown": translate("Words", "Unknown whether it was received")}.get(assignment.state, assignment.state)


def reason_words(reason: str) -> str:
    """Why an order failed, a unit was released or an incident closed; a service's own words stay as they are."""
    translate = QCoreApplication.translate
    return {"resolved": translate("Words", "Resolved"), "false_alarm": translate("Words", "False alarm"),
            "duplicate": translate("Words", "Duplicate"), "handed_over": translate("Words", "Handed over"),
            "other": translate("Words", "Other"), "refused": translate("Words", "refused by the unit's service"),
            "timeout": translate("Words", "no answer in time"), "unreachable": translate("Words", "service not reached"),
            "no_answer": translate("Words", "no answer"), "engine_restarted": translate("Words", "engine restarted"),
            "no_channel": translate("Words", "no connection takes orders for this unit"),
            "free": translate("Words", "free again by its own word"),
            "returning": translate("Words", "returning by its own word"),
            "out_of_service": translate("Words", "out of service by its own word"),
            "settled_by_operator": translate("Words", "settled by the operator"),
            "cancel_not_delivered": translate("Words", "calling back could not be delivered"),
            "released": translate("Words", "released")}.get(reason) or source_reason(reason)


def unit_name(snapshot: Snapshot, unit: str, chinese: bool = True) -> str:
    """A unit's name in the screen's language, else its id without the source."""
    known = snapshot.units.get(unit)
    return names.unit_name(known, chinese) if known is not None else unit.rpartition("/")[2]


def type_title(packs: Mapping[str, Pack], key: str, chinese: bool) -> str:
    """Title of an incident type in the screen's language, "" for an unknown one."""
    kind = next((kind for pack in packs.values() for kind in pack.incident_types if kind.key == key), None)
    return "" if kind is None else (kind.zh if chinese else kind.en)


def log_words(entry: LogEntry, snapshot: Snapshot, chinese: bool = True) -> str:
    """One line of an incident's timeline as a sentence."""
    given: Mapping[str, Any] = entry.parameters
    unit = unit_name(snapshot, str(given.get("unit", "")), chinese)
    reason = reason_words(str(given.get("reason", "")))
    values = {"unit": unit, "reason": reason, "text": given.get("text", ""), "detail": given.get("detail", ""),
              "grade": ROMAN.get(given.get("grade", 0), ""), "before": ROMAN.get(given.get("from", 0), ""),
              "after": ROMAN.get(given.get("to", 0), "")}
    line = _log_source(entry, given).format(**values)
    eta = given.get("eta_s")
    if entry.what == "UnitOrdered" and eta:
        line += QCoreApplication.translate("Words", " ({time} by road)").format(time=travel_words(eta))
    extra = [str(part) for part in (values["detail"], values["text"] if entry.what == "IncidentClosed" else "") if part]
    return f"{line}: {', '.join(extra)}" if extra else line


def _log_source(entry: LogEntry, given: Mapping[str, Any]) -> str:
    translate = QCoreApplication.translate
    sources = {
        "IncidentOpened": translate("Words", "Opened as grade {grade}"),
        "IncidentRegraded": translate("Words", "Regraded from {before} to {after}"),
        "IncidentNoted": "{text}",
        "IncidentClosed": translate("Words", "Closed: {reason}"),
        "UnitOrdered": translate("Words", "{unit} ordered"),
        "OrderConfirmed": translate("Words", "{unit} accepted and is on the way"),
        "OrderFailed": translate("Words", "{unit}: order failed, {reason}"),
        "OrderUnresolved": translate("Words", "{unit}: unknown whether the order was received ({reason})"),
        "OrderCancelled": translate("Words", "{unit} called back"),
        "UnitArrived": translate("Words", "{unit} arrived"),
        "UnitReleased": (translate("Words", "{unit} released: {reason}") if given.get("reason")
                         else translate("Words", "{unit} released")),
    }
    return sources.get(entry.what, entry.what)
