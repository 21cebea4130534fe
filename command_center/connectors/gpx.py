"""GPX 1.0 and 1.1: tracks, routes and waypoints as features with their times, and on demand as positions. On the
connector's thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
from pydantic import Field

from command_center.connectors.base import EventSink
from command_center.connectors.features import FeatureConfig, FeatureConnector, Reading, Row
from command_center.connectors.source import Document
from command_center.connectors.values import instant
from command_center.connectors.xml import children, local, parse_xml, text_of
from command_center.connectors.xml_recovery import recover_xml
from command_center.domain.events import PositionReported
from command_center.domain.geo import distance_m, is_place, to_wgs84
from command_center.domain.time import to_iso

_TABLES = {"trk": "tracks", "rte": "routes", "wpt": "waypoints"}
_TEXTS = ("name", "cmt", "desc", "src", "type", "sym", "number", "fix", "sat", "hdop", "vdop", "pdop", "url", "urlname")
_NUMBERS = frozenset({"number", "sat", "hdop", "vdop", "pdop"})
_BATCH = 1000


class GpxConfig(FeatureConfig):
    """A file, a folder of files, or the URL of one."""

    collection: str = Field("", description="table of all features; empty: tracks, routes and waypoints")
    times: bool = Field(True, description="give each track the instants of its points (property `times`)")
    positions: bool = Field(False, description="publish the points of tracks as positions that a replay moves along")
    class_key: str = Field("gps", description="class of those positions")


class _Points(NamedTuple):
    """lonlat: (n, 2) as written, longitude first; times: text as ISO 8601 or None, n; lost: points without a place."""

    lonlat: list[tuple[float, float]]
    times: list[str | None]
    utc: list[int | None]
    lost: int


class GpxConnector(FeatureConnector):
    """GPX 1.0 and 1.1: tracks, routes and waypoints."""

    kind = "gpx"
    tier = "silver"
    Config = GpxConfig
    suffixes = (".gpx",)
    accept = "application/gpx+xml, application/xml;q=0.9, */*;q=0.5"

    def read(self, document: Document, sink: EventSink) -> None:
        """One file or answer. A record is a track, a route or a waypoint."""
        reading = self.begin(document.name, sink)
        try:
            root = parse_xml(document.body)
        except ValueError as error:
            reading.fail(str(error), document.body[-200:])
            whole = recover_xml(document.body) if str(error).startswith("bad_xml") else None
            root = Element("none") if whole is None else whole.root
            for element in [part for part in root if whole is not None and id(part) in whole.cut]:
                root.remove(element)  # a track that is cut short is not taken for a whole one
        if local(root) == "gpx":
            self._records(root, reading, sink)
        elif not reading.failed:
            reading.fail(f"not_gpx: {local(root)[:40]}", document.body)
        self.end(reading, sink)

    def _records(self, root: Element, reading: Reading, sink: EventSink) -> None:
        crs, numbers = reading.system(""), Counter[str]()
        rows: list[Row] = []
        for element in (part for part in root if local(part) in _TABLES):
            kind = local(element)
            row, points = self._row(element, f"{reading.folder_prefix}{kind}/{numbers[kind]}")
            numbers[kind] += 1
            rows.append(row)
            if self.config.positions and local(element) == "trk" and points is not None:
                self._positions(points, row, crs, sink)
        for start in range(0, len(rows), _BATCH):
            reading.take(rows[start:start + _BATCH], crs)

    def _row(self, element: Element, identity: str) -> tuple[Row, _Points | None]:
        """A feature, and its points where it has times."""
        kind = local(element)
        properties = dict(_texts(element)) | {"kind": kind}
        lines = [_points([element])] if kind == "wpt" else \
            [_points(children(part, "trkpt")) for part in children(element, "trkseg")] if kind == "trk" else \
            [_points(children(element, "rtept"))]
        lost = sum(line.lost for line in lines)
        geometry, error = _geometry(kind, [line.lonlat for line in lines if line.lonlat])
        every = _Points([at for line in lines for at in line.lonlat], [t for line in lines for t in line.times],
                        [utc for line in lines for utc in line.utc], lost)
        properties |= _measures(kind, lines, every, self.config.times)
        if lost and not every.lonlat:
            error = "coordinates_out_of_range"
        return Row(identity, geometry, properties, geometry is None and not error,
                   self.config.collection or _TABLES[kind], _raw(element), "points_left_out" if lost else "",
                   error), every

    def _positions(self, points: _Points, row: Row, crs: str, sink: EventSink) -> None:
        if not points.lonlat:
            return
        places = np.array(points.lonlat)
        lon, lat = to_wgs84(places[:, 0], places[:, 1], crs)
        label = str(row.properties.get("name") or row.identity)
        subject = f"{self.config.id}/{label}" if self.config.id else label
        events = [PositionReported(at_utc=utc, source=self.config.id, subject=subject, lon=float(x), lat=float(y),
                                   class_key=self.config.class_key, label=label)
                  for x, y, utc in zip(lon, lat, points.utc, strict=True) if utc is not None]
        if events:
            sink.publish(events, 0)


def _points(elements: list[Element]) -> _Points:
    found = _Points([], [], [], 0)
    lost = 0
    for element in elements:
        try:
            lon, lat = float(element.get("lon", "")), float(element.get("lat", ""))
        except ValueError:
            lon = lat = float("nan")
        if not is_place(lon, lat):
            lost += 1
            continue
        utc = _instant(text_of(element, "time"))
        found.lonlat.append((lon, lat))
        found.utc.append(utc)
        found.times.append(to_iso(utc) if utc is not None else None)
    return found._replace(lost=lost)


def _instant(text: str) -> int | None:
    try:
        return instant(text) if text else None
    except (ValueError, OverflowError):
        return None


def _geometry(kind: str, lines: list[list[tuple[float, float]]]) -> tuple[Any, str]:
    """A point, a line, several lines, or a point for a track of one; None where there is no place at all."""
    import shapely

    if not lines:
        return None, ""
    if kind == "wpt":
        return shapely.points(lines[0][0]), ""
    long = [shapely.linestrings(line) for line in lines if len(line) > 1]
    if not long:
        return shapely.points(lines[0][0]), ""
    return long[0] if len(long) == 1 else shapely.multilinestrings(long), ""


def _measures(kind: str, lines: list[_Points], every: _Points, with_times: bool) -> dict[str, Any]:
    """Counts, instants, length; of a waypoint its instant."""
    known = [text for text in every.times if text]
    if kind == "wpt":
        return {"time": known[0]} if known else {}
    metres = sum(float(distance_m(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1]).sum())
                 for points in lines if len(line := np.array(points.lonlat)) > 1)
    found: dict[str, Any] = {"points": len(every.lonlat), "length_m": round(metres, 1)}
    if kind == "trk":
        found |= {"segments": len(lines)}
    instants = [utc for utc in every.utc if utc is not None]
    if instants:
        found |= {"start": to_iso(min(instants)), "end": to_iso(max(instants))}
        found |= {"times": [points.times for points in lines if points.times]} if with_times else {}
    return found


def _texts(element: Element) -> Iterator[tuple[str, Any]]:
    for child in element:
        name, text = local(child), text_of(child)
        if name in _TEXTS and text:
            yield name, _number(text) if name in _NUMBERS else text
        elif name == "ele" and text:
            yield "ele_m", _number(text)
        elif name == "link" and child.get("href"):
            yield "link", child.get("href")


def _number(text: str) -> float | str:
    try:
        value = float(text)
    except ValueError:
        return text
    return (int(value) if value.is_integer() else value) if abs(value) < 1e15 else text


def _raw(element: Element) -> bytes:
    return f"{local(element)} {text_of(element, 'name')}".encode()[:200]
