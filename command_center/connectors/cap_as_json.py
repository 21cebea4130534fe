"""CAP that is written as JSON: key by key (NINA of Germany and others), or as the GeoJSON of the US weather service.
Made into the elements of an <alert>, so that there is one reader of warnings. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from command_center.connectors import values

_ALERT = ("identifier", "sender", "sent", "status", "msgType", "scope", "note")
_INFO = ("language", "category", "event", "urgency", "severity", "certainty", "effective", "onset", "expires",
         "senderName", "headline", "description", "instruction")
_MOST = 5_000  # values of one list


def alerts_in(body: Any) -> list[Any] | None:
    """The alerts of an answer, None if there are none of these kinds."""
    if isinstance(body, list):
        return body if body and any(map(is_alert, body[:100])) else None
    if not isinstance(body, dict):
        return None
    if is_alert(body):
        return [body]
    for key in ("features", "@graph", "alerts", "warnings", "alert", "entries"):
        found = body.get(key)
        if isinstance(found, list) and (any(map(is_alert, found[:100])) or (not found and _is_of_weather(body))):
            return found
    return None


def is_alert(item: Any) -> bool:
    """Whether it is an alert of either kind."""
    if not isinstance(item, dict):
        return False
    about = _properties(item)
    return ("messageType" in about and "areaDesc" in about) or ("identifier" in item and "info" in item)


def alert_element(item: dict[str, Any]) -> Element:
    """The <alert> of one."""
    return _national(item) if "identifier" in item and "info" in item else _american(item)


def _is_of_weather(body: dict[str, Any]) -> bool:
    return "weather.gov" in str(body.get("@context", ""))[:2000]


def _properties(item: dict[str, Any]) -> dict[str, Any]:
    inner = item.get("properties")
    return inner if isinstance(inner, dict) else item


def _national(item: dict[str, Any]) -> Element:
    alert = Element("alert")
    _texts(alert, item, _ALERT)
    _add(alert, "references", _references(item.get("references")))
    for told in _list(item.get("info")):
        if not isinstance(told, dict):
            continue
        info = SubElement(alert, "info")
        _texts(info, told, _INFO)
        for name in ("parameter", "eventCode"):
            _pairs(info, name, told.get(name))
        for place in _list(told.get("area")):
            if isinstance(place, dict):
                area = SubElement(info, "area")
                _texts(area, place, ("areaDesc", "polygon", "circle"))
                _pairs(area, "geocode", place.get("geocode"))
    return alert


def _american(item: dict[str, Any]) -> Element:
    about = _properties(item)
    alert, info = Element("alert"), Element("info")
    _texts(alert, about | {"identifier": about.get("id") or about.get("identifier") or item.get("id"),
                           "msgType": about.get("messageType")}, _ALERT)
    _add(alert, "references", _references(about.get("references")))
    alert.append(info)
    _texts(info, {"language": "en-US"} | about, _INFO)
    _pairs(info, "parameter", about.get("parameters"))
    area = SubElement(info, "area")
    _texts(area, about, ("areaDesc",))
    _pairs(area, "geocode", about.get("geocode"))
    for ring in _rings(item.get("geometry")):
        _add(area, "polygon", " ".join(f"{point[1]},{point[0]}" for point in ring))
    return alert


def _rings(geometry: Any) -> Iterator[list[Any]]:
    """Outer rings of a polygon or several, lon before lat."""
    if not isinstance(geometry, dict):
        return
    parts = geometry.get("coordinates")
    for polygon in {"Polygon": [parts], "MultiPolygon": parts}.get(str(geometry.get("type"))) or []:
        if isinstance(polygon, list) and polygon and isinstance(polygon[0], list):
            points = [point for point in polygon[0] if isinstance(point, list) and len(point) >= 2]
            if points:
                yield points


def _list(value: Any) -> list[Any]:
    return [] if value is None else value[:_MOST] if isinstance(value, list) else [value]


def _texts(parent: Element, item: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        for value in _list(item.get(name)):
            _add(parent, name, values.text(value))


def _add(parent: Element, name: str, text: str | None) -> None:
    if text:
        SubElement(parent, name).text = text


def _pairs(parent: Element, name: str, told: Any) -> None:
    """From [{valueName, value}], or from {name: [values]}."""
    pairs = [(key, value) for key, value in told.items()] if isinstance(told, dict) else [
        (one.get("valueName"), one.get("value")) for one in _list(told) if isinstance(one, dict)]
    for key, value in pairs:
        for each in _list(value):
            pair = SubElement(parent, name)
            _add(pair, "valueName", values.text(key))
            _add(pair, "value", values.text(each))


def _references(told: Any) -> str:
    """As CAP writes them: sender,identifier,sent parted by blanks."""
    return " ".join(",".join(values.text(one.get(key)) or "" for key in ("sender", "identifier", "sent"))
                    if isinstance(one, dict) else values.text(one) or "" for one in _list(told))
