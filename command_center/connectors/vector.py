"""Static features from vector files and servers: GeoJSON by our own reader, every other format by GDAL in a child
process. On the connector's thread."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from command_center.connectors import osm_tags
from command_center.connectors.base import EventSink
from command_center.connectors.gdal import (
    ReaderError,
    copied_with_parts,
    encoding_of,
    inside_zip,
    lacks_index,
    read_frames,
)
from command_center.connectors.geojson import Item, NotGeoJson, read_geojson
from command_center.connectors.geometry import from_geojson, from_wkb, wkb_of
from command_center.connectors.seen import Seen, key_of
from command_center.connectors.source import Document, DocumentConfig, DocumentConnector, read_limited
from command_center.connectors.values import text as as_text
from command_center.domain.events import Event, FeatureGone, FeatureSeen
from command_center.domain.geo import parse_crs
from command_center.domain.time import now_utc

_BATCH = 1000
_IDS = ("id", "@id", "adcode", "gml_id", "osm_id", "fid")
_JSON = (".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonld")
_BLANK = b"\xef\xbb\xbf \t\r\n\x1e"
_BY_TYPE = {"application/geopackage+sqlite3": ".gpkg", "application/flatgeobuf": ".fgb", "application/zip": ".zip"}


class VectorConfig(DocumentConfig):
    """A file, a folder of files, or the URL of one."""

    crs: str = Field("", description="coordinate system of the source; empty: what the file declares, else wgs84")
    poll_s: float = Field(300.0, gt=0, le=86400, description="seconds between two requests")
    max_bytes: int = Field(256 << 20, gt=0, description="largest message or file that is read")
    collection: str = Field("", description="table the features belong to; empty: name of the layer or file")
    collection_from: str = Field("", description="property that names each feature's collection")
    layer: str = Field("", description="layer of a file that has several; empty: all")
    id_property: str = Field("", description="property with the feature's id; empty: the format's own, else `id`")
    name_property: str = Field("", description="property that becomes `name`")
    encoding: str = Field("", description="of a shapefile's texts; empty: declared, else detected (UTF-8, GBK)")
    osm: bool = Field(True, description="sort OpenStreetMap data into roads, buildings, water, parks and places")


class _Row(NamedTuple):
    identity: Any
    geometry: Any  # a shapely geometry; None where it could not be read, see `is_null`
    properties: dict[str, Any]
    is_null: bool
    collection: str = ""
    raw: bytes = b""


class VectorConnector(DocumentConnector):
    """Static features: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, OpenStreetMap."""

    kind = "vector"
    tier = "silver"
    Config = VectorConfig
    suffixes = (*_JSON, ".shp", ".zip", ".gpkg", ".fgb", ".osm", ".pbf", ".kml", ".gml", ".gpx", ".tab", ".mif")
    reads_files_itself = True

    def __init__(self, config: VectorConfig) -> None:
        super().__init__(config)
        self._seen = Seen(5_000_000)
        self._listed: dict[str, set[tuple[str, str, str]]] = {}
        self._remembered: set[tuple[str, str, str]] = set()

    def remember(self, events: Sequence[Event]) -> None:
        """Features that the journal already holds; what the first reading of a single document lacks is gone."""
        for event in events:
            self._seen.is_news(event)
            self._remembered.add(key_of(event))

    def _files(self) -> Iterator[Path]:
        root = Path(self.config.path)
        if root.suffix.lower() == ".gdb" and root.is_dir():  # a file geodatabase is a folder
            return iter((root,))
        return super()._files()

    def read(self, document: Document, sink: EventSink) -> None:
        """One file or answer: features seen, features gone since the last reading."""
        name = document.path.name if document.path else document.name
        if self._remembered and not (self.config.path and Path(self.config.path).is_dir()):
            self._listed.setdefault(name, self._remembered)
        self._remembered = set()
        pass_ = _Pass(self, name, sink)
        if document.path is not None:
            self._read_path(document.path, pass_, sink)
        elif _is_json(name, document.body):
            self._read_json(document.body, pass_, sink)
        else:
            suffix = Path(name).suffix or _BY_TYPE.get(document.content_type.partition(";")[0], ".bin")
            self._read_download(document.body, f"download{suffix}", pass_, sink)
        if pass_.present or not pass_.failed:
            self._gone(name, pass_, sink)
        sink.alive()

    def _read_download(self, body: bytes, name: str, pass_: _Pass, sink: EventSink) -> None:
        with tempfile.TemporaryDirectory(prefix="command-center-") as folder:
            path = Path(folder) / name
            path.write_bytes(body)
            self._read_gdal(path, pass_, sink)

    def _gone(self, name: str, done: _Pass, sink: EventSink) -> None:
        """What the last reading of this document had and this one has not. Not after a reading that broke off."""
        gone = set() if done.failed else self._listed.get(name, set()) - done.present
        for key in gone:
            self._seen.forget(key)
        events: list[Event] = [FeatureGone(at_utc=now_utc(), source=self.config.id, collection=key[1], feature=key[2])
                               for key in sorted(gone)]
        if events:
            sink.publish(events, 0)
        self._listed[name] = done.present | (self._listed.get(name, set()) if done.failed else set())

    def _read_path(self, path: Path, pass_: _Pass, sink: EventSink) -> None:
        if path.suffix.lower() in _JSON:
            self._read_json(read_limited(path, self.config.max_bytes), pass_, sink)
            return
        if path.is_dir():
            self._read_gdal(path, pass_, sink)
            return
        read_limited(path, self.config.max_bytes) if path.stat().st_size > self.config.max_bytes else None
        with path.open("rb") as file:
            head = file.read(64)
        if not head.strip():
            pass_.fail("empty")
        elif head.lstrip(_BLANK)[:1] == b"{":
            self._read_json(read_limited(path, self.config.max_bytes), pass_, sink)
        else:
            self._read_gdal(path, pass_, sink)

    # --- GeoJSON

    def _read_json(self, body: bytes, pass_: _Pass, sink: EventSink) -> None:
        if not body.strip():
            pass_.fail("empty")
            return
        try:
            declared, items = read_geojson(body.replace(b"\x1e", b"\n"))  # marks between texts, RFC 8142
        except NotGeoJson as error:
            if any(mark in body[:4096] for mark in (b'"Topology"', b'"geometryType"', b'"esriGeometry')):
                self._read_download(body, "download.json", pass_, sink)
            else:
                pass_.fail(str(error), body)
            return
        except ValueError as error:
            pass_.fail(f"bad_json: {error}", body)
            return
        crs = self.config.crs or declared or "wgs84"
        batch: list[Item] = []
        number = 0
        for item in items:
            if item.error:
                pass_.fail(item.error, item.raw)
                continue
            batch.append(item if item.identity is not None else item._replace(identity=_Number(number)))
            number += 1
            if len(batch) >= _BATCH:
                pass_.take(_json_rows(batch), crs)
                batch = []
        pass_.take(_json_rows(batch), crs)

    # --- GDAL

    def _read_gdal(self, path: Path, pass_: _Pass, sink: EventSink, without_index: bool = False) -> None:
        if not without_index and lacks_index(path):
            with tempfile.TemporaryDirectory(prefix="command-center-") as folder:  # its index is written beside it
                self._read_gdal(copied_with_parts(path, Path(folder)), pass_, sink, without_index=True)
            return
        try:
            if path.suffix.lower() == ".zip":
                targets = inside_zip(path)
                if not targets:
                    pass_.fail("no_layer: the zip file holds no vector data")
            else:
                targets = [(str(path.resolve()), encoding_of(path))]
            for target, encoding in targets:
                self._read_target(target, self.config.encoding or encoding, pass_, len(targets) > 1)
        except ReaderError as error:
            pass_.fail(str(error))

    def _read_target(self, target: str, encoding: str, pass_: _Pass, among: bool) -> None:
        """One data set. among: there are others, so that its layers' names tell them apart."""
        layer, crs, fields, several, is_osm = "", "wgs84", [], False, target.lower().endswith((".osm", ".pbf"))
        for frame in read_frames(target, self._stop, layer=self.config.layer, encoding=encoding):
            if "error" in frame:
                pass_.fail(str(frame["error"]))
            elif "layer" in frame:
                layer, fields, several = str(frame["layer"]), frame["fields"], among or bool(frame["several"])
                crs = self._crs(str(frame["crs"]), pass_)
            elif crs:
                pass_.take(_gdal_rows(frame, fields, layer, several, is_osm and self.config.osm, pass_), crs)
            else:
                pass_.fail_all("unknown_crs", len(frame["fids"]))

    def _crs(self, declared: str, pass_: _Pass) -> str:
        """What the configuration says, else what the file says, else WGS84; "" for one that PROJ does not know."""
        if self.config.crs or not declared:
            return str(self.config.crs or "wgs84")
        try:
            return parse_crs(declared)
        except ValueError:
            return ""


class _Number(int):
    """The position of a feature that has no id of its own."""


class _Pass:
    """One reading of one document: builds features, counts, remembers what is present."""

    def __init__(self, connector: VectorConnector, name: str, sink: EventSink) -> None:
        self._config, self._seen, self._sink = connector.config, connector._seen, sink
        self._stem = name.partition(".")[0]
        self._in_folder = bool(self._config.path) and Path(self._config.path).is_dir()
        self.present: set[tuple[str, str, str]] = set()
        self.failed = False

    def fail(self, reason: str, raw: bytes = b"") -> None:
        """A record that could not be read, or a whole file of them."""
        self.failed = True
        self._sink.bad(reason[:300], raw)

    def fail_all(self, reason: str, count: int) -> None:
        """Many for one reason."""
        for _ in range(count):
            self.fail(reason)

    def skip(self, reason: str, count: int) -> None:
        """Features that belong to no collection of ours."""
        self._sink.skip(reason, count)

    def take(self, rows: Iterable[_Row], crs: str) -> None:
        """Publish what is new of some rows."""
        listed = list(rows)
        if not listed:
            return
        geometries: NDArray[np.object_] = np.empty(len(listed), dtype=object)
        geometries[:] = [row.geometry for row in listed]
        events: list[Event] = []
        for row, blob in zip(listed, wkb_of(geometries, crs), strict=True):
            if isinstance(blob, ValueError) and not row.is_null:
                self.fail(str(blob), row.raw)
                continue
            try:
                event = self._event(row, b"" if isinstance(blob, ValueError) else blob)
                is_news = self._seen.is_news(event)
            except (ValueError, OverflowError, TypeError, RecursionError) as error:  # what no journal can hold
                self.fail(f"bad_feature: {error}"[:160], row.raw)
                continue
            if is_news:
                events.append(event)
            else:
                self._sink.skip("unchanged")
        if events:
            self._sink.publish(events)

    def _event(self, row: _Row, geometry: bytes) -> FeatureSeen:
        config, properties = self._config, row.properties
        collection = str(properties.get(config.collection_from) or "") if config.collection_from else ""
        collection = collection or row.collection or config.collection or self._stem
        if config.name_property and properties.get(config.name_property) is not None:
            properties = properties | {"name": as_text(properties[config.name_property]) or ""}
        identity = self._identity(row, collection)
        event = FeatureSeen(at_utc=now_utc(), source=config.id, collection=collection, feature=identity,
                            geometry=geometry, properties=properties)
        self.present.add(key_of(event))
        return event

    def _identity(self, row: _Row, collection: str) -> str:
        own = row.properties.get(self._config.id_property) if self._config.id_property else None
        if own is None and isinstance(row.identity, _Number) and not self._config.id_property:
            own = next((row.properties[key] for key in _IDS if isinstance(row.properties.get(key), str | int)
                        and row.properties[key] != ""), None)
        if own is None:
            own = f"{self._stem}.{row.identity}" if self._in_folder and isinstance(row.identity, _Number) else row.identity
        base = identity = as_text(own) or "0"
        count = 1
        while ("FeatureSeen", collection, identity) in self.present:  # an id that is not unique must lose nothing
            count += 1
            identity = f"{base}-{count}"
        return identity


def _is_json(name: str, body: bytes) -> bool:
    return Path(name).suffix.lower() in _JSON or body.lstrip(_BLANK)[:1] == b"{" or not body.strip()


def _json_rows(items: list[Item]) -> Iterator[_Row]:
    geometries = from_geojson([item.geometry or b"null" for item in items]) if items else ()
    for item, geometry in zip(items, geometries, strict=True):
        yield _Row(item.identity, geometry, item.properties, not item.geometry, "", item.raw)


def _gdal_rows(frame: dict[str, Any], fields: list[str], layer: str, several: bool, is_osm: bool,
               pass_: _Pass) -> Iterator[_Row]:
    geometries = from_wkb(frame["wkb"])
    rows = zip(frame["fids"], geometries, frame["wkb"], zip(*frame["columns"], strict=True) if fields else
               ([()] * len(frame["fids"])), strict=True)
    unmapped, broken = 0, set(frame.get("broken") or ())
    for fid, geometry, blob, row in rows:
        properties = {name: value for name, value in zip(fields, row, strict=True) if value is not None}
        if fid in broken:
            pass_.fail("truncated")
        elif not is_osm:
            yield _Row(_Number(fid), geometry, properties, blob is None, layer if several else "")
        if fid in broken or not is_osm:
            continue
        tags = osm_tags.tags_of(properties)
        mapped = osm_tags.classify(tags, layer)
        if mapped is None:
            unmapped += 1
            continue
        if tags.get("oneway") == "-1" and mapped[0] == "roads" and geometry is not None:
            import shapely

            geometry = shapely.reverse(geometry)
        identity = osm_tags.identity(layer, properties)
        yield _Row(identity, geometry, mapped[1] | {"id": identity}, blob is None, mapped[0])
    pass_.skip("unmapped", unmapped)
