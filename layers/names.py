"""What things are called in the screen's language, as far as their sources say it in two. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from command_center.alarms.place import carrier
from command_center.domain.alarms import Alarm
from command_center.domain.cameras import Camera
from command_center.domain.incidents import Incident, Report
from command_center.domain.packs import Pack
from command_center.domain.units import Unit
from command_center.state.snapshot import NOTHING, Snapshot


def either(own: str, english: str, chinese: bool) -> str:
    """A name as its source gives it, or its English one; the other where one is missing."""
    return (own if chinese else english) or own or english


def named(properties: Mapping[str, Any], chinese: bool) -> str:
    """The name of a feature."""
    own = str(properties.get("name") or properties.get("name_zh") or "")
    return either(own, str(properties.get("name_en") or properties.get("name:en") or ""), chinese)


def unit_name(unit: Unit, chinese: bool) -> str:
    """A unit's name, else its id without the source."""
    return either(unit.name, unit.name_en, chinese) or unit.unit.rpartition("/")[2]


def camera_name(camera: Camera, chinese: bool) -> str:
    """A camera's name, else its id."""
    return either(camera.name, str(camera.properties.get("name_en") or ""), chinese) or camera.camera


def said(report: Report, field: str, chinese: bool) -> str:
    """Title, text or address of a report."""
    return either(str(getattr(report, field)), str(report.properties.get(f"{field}_en") or ""), chinese)


def alarm_title(alarm: Alarm, chinese: bool) -> str:
    """An alarm's title, else the key of its rule."""
    return either(alarm.title_zh, alarm.title_en, chinese) or alarm.rule


def alarm_place(alarm: Alarm, snapshot: Snapshot, chinese: bool) -> str:
    """Where an alarm is: by its own word or by the name of what carries its sensor, else the id of what it is about."""
    english = alarm.place_en
    row = None if chinese or english else snapshot.series.row(alarm.subject)
    if row is not None:
        feature = carrier(snapshot.series.keys[row].feature, snapshot)
        english = named(feature.properties, False) if feature is not None else ""
    raw = alarm.subject.rpartition("/")[2] if "/" in alarm.subject else ""
    return either(alarm.place, english, chinese) or raw


def incident_title(incident: Incident, snapshot: Snapshot, chinese: bool, packs: Mapping[str, Pack] = NOTHING) -> str:
    """An incident's title; one that was taken unchanged from its type or report is said in the screen's language."""
    for pack in packs.values():
        for kind in pack.incident_types:
            if kind.key == incident.type_key and incident.title in (kind.zh, kind.en):
                return either(kind.zh, kind.en, chinese)
    report = snapshot.reports.get(incident.report)
    if report is not None and incident.title in (report.title, report.properties.get("title_en")):
        return said(report, "title", chinese) or incident.title
    return incident.title


def incident_address(incident: Incident, snapshot: Snapshot, chinese: bool) -> str:
    """An incident's address, likewise where it was taken from its alarm or report."""
    report, alarm = snapshot.reports.get(incident.report), snapshot.alarms.get(incident.alarm)
    if report is not None and incident.address in (report.address, report.properties.get("address_en")):
        return said(report, "address", chinese)
    if alarm is not None and incident.address in (alarm.place, alarm_place(alarm, snapshot, False)):
        return alarm_place(alarm, snapshot, chinese)
    return incident.address
