"""Warnings in JSON: as the Chinese services Caiyun and QWeather give them, and CAP written as JSON. Pure; any thread."""

from __future__ import annotations

from typing import Any

from command_center.connectors import values
from command_center.connectors.cap_alert import (
    Parsed,
    Unusable,
    colour_level,
    moment,
    parse_alert,
    title_level,
)
from command_center.connectors.cap_as_json import alert_element, alerts_in, is_alert
from command_center.domain.events import WarningArea, WarningCancelled, WarningIssued, WarningUpdated
from command_center.domain.time import now_utc

_CAIYUN_LEVELS = {"01": 4, "02": 3, "03": 2, "04": 1}
_CAIYUN_TYPES = {"01": "台风", "02": "暴雨", "03": "暴雪", "04": "寒潮", "05": "大风", "06": "沙尘暴", "07": "高温",
                 "08": "干旱", "09": "雷电", "10": "冰雹", "11": "霜冻", "12": "大雾", "13": "霾", "14": "道路结冰"}
_SEVERITIES = {"minor": "Minor", "moderate": "Moderate", "severe": "Severe", "extreme": "Extreme"}


def warnings_in(body: Any) -> list[Any] | None:
    """The list of warnings in an answer of a service, None if it is none's."""
    alerts = alerts_in(body)
    if alerts is not None:
        return alerts
    if isinstance(body, dict):
        for path in (("result", "alert", "content"), ("alert", "content"), ("content",), ("warning",), ("alerts",)):
            found: Any = body
            for key in path:
                found = found.get(key) if isinstance(found, dict) else None
            if isinstance(found, list):
                return found
        return [body] if "alertId" in body else None
    if isinstance(body, list) and body and isinstance(body[0], dict) and ("alertId" in body[0] or "pubTime" in body[0]):
        return body
    return None


def parse_warning(item: Any, source: str, languages: tuple[str, ...] = (), crs: str = "wgs84") -> Parsed:
    """The event of one warning; languages, crs: of CAP. Raises Unusable."""
    if not isinstance(item, dict):
        raise Unusable("no object")
    if is_alert(item):
        return parse_alert(alert_element(item), languages, crs, source)
    if item.get("alertId"):
        return Parsed(_caiyun(item, source))
    if item.get("id"):
        return Parsed(_qweather(item, source))
    raise Unusable("missing_identifier")


def _caiyun(item: dict[str, Any], source: str) -> WarningIssued:
    code, title = _text(item, "code"), _text(item, "title")
    sent = _instant(item.get("pubtimestamp"))
    codes = (("adcode", _text(item, "adcode")),) if item.get("adcode") else ()
    area = WarningArea(text=_text(item, "location") or _text(item, "county"), geocodes=codes)
    return WarningIssued(at_utc=sent or now_utc(), source=source, identifier=_text(item, "alertId"), headline=title,
                         event=_CAIYUN_TYPES.get(code[:2], ""), description=_text(item, "description"),
                         sender=_text(item, "source"), language="zh-CN", category="Met", sent_utc=sent, areas=(area,),
                         level=_CAIYUN_LEVELS.get(code[2:4], 0) or title_level(title))


def _qweather(item: dict[str, Any], source: str) -> WarningIssued | WarningCancelled:
    sent, state = moment(_text(item, "pubTime")), _text(item, "status").lower()
    identifier, title = _text(item, "id"), _text(item, "title")
    if state == "cancel":
        return WarningCancelled(at_utc=sent or now_utc(), source=source, identifier=identifier,
                                references=tuple(filter(None, (_text(item, "related"), identifier))),
                                sender=_text(item, "sender"), reason=title)
    kind = WarningUpdated if state == "update" else WarningIssued
    related = (_text(item, "related"),) if item.get("related") else ()
    return kind(at_utc=sent or now_utc(), source=source, identifier=identifier, sender=_text(item, "sender"),
                headline=title, event=_text(item, "typeName"), description=_text(item, "text"), language="zh-CN",
                category="Met", sent_utc=sent, onset_utc=moment(_text(item, "startTime")),
                expires_utc=moment(_text(item, "endTime")), references=related,
                severity=_SEVERITIES.get(_text(item, "severity").lower(), ""),
                level=colour_level(_text(item, "severityColor")) or title_level(title))


def _text(item: dict[str, Any], key: str) -> str:
    return values.text(item.get(key)) or ""


def _instant(value: Any) -> int:
    try:
        return values.instant(value) or 0
    except ValueError:
        return 0
