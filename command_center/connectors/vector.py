"""Static features from vector files and servers: GeoJSON by our own reader, every other format by GDAL in a child
process. On the connector's thread."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from command_center.connectors.base import EventSink
from command_center.connectors.features import FeatureConfig, FeatureConnector, Reading
from command_center.connectors.gdal_rows import Wanted, read_download, read_file
from command_center.connectors.geojson import NotGeoJson
from command_center.connectors.geojson_rows import take_geojson
from command_center.connectors.packed import PACKED, unpacked
from command_center.connectors.source import Document, read_limited
from command_center.connectors.texts import without_head

_JSON = (".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonld")
_BLANK = b"\xef\xbb\xbf \t\r\n\x1e"
_OTHER_JSON = (b'"Topology"', b'"geometryType"', b'"esriGeometry')
_BY_TYPE = {"application/geopackage+sqlite3": ".gpkg", "application/flatgeobuf": ".fgb", "application/zip": ".zip"}


class VectorConfig(FeatureConfig):
    """A file, a folder of files, or the URL of one."""

    layer: str = Field("", description="layer of a file that has several; empty: all")
    encoding: str = Field("", description="of a shapefile's texts; empty: declared, else detected (UTF-8, GBK)")
    osm: bool = Field(True, description="sort OpenStreetMap data into roads, buildings, water, parks and places")


class VectorConnector(FeatureConnector):
    """Static features: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, OpenStreetMap."""

    kind = "vector"
    tier = "silver"
    Config = VectorConfig
    suffixes = (*_JSON, ".shp", ".zip", ".gpkg", ".fgb", ".osm", ".pbf", ".kml", ".gml", ".gpx", ".tab", ".mif",
                *PACKED)
    reads_files_itself = True

    def _files(self) -> Iterator[Path]:
        root = Path(self.config.path)
        if root.suffix.lower() == ".gdb" and root.is_dir():  # a file geodatabase is a folder
            return iter((root,))
        return super()._files()

    def read(self, document: Document, sink: EventSink) -> None:
        """One file or answer: features seen, features gone since the last reading."""
        name = document.path.name if document.path else document.name
        reading = self.begin(name, sink)
        if document.path is not None:
            self._read_path(document.path, reading)
        elif _is_json(name, document.body):
            self._read_json(document.body, reading)
        elif Path(name).suffix.lower() in PACKED:
            with tempfile.TemporaryDirectory(prefix="command-center-") as folder:
                path = Path(folder) / Path(name).name
                path.write_bytes(document.body)
                self._read_path(path, reading)
        else:
            suffix = Path(name).suffix or _BY_TYPE.get(document.content_type.partition(";")[0], ".bin")
            read_download(document.body, f"download{suffix}", reading, self._wanted, self._stop)
        self.end(reading, sink)

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self.config.layer, self.config.encoding, self.config.osm)

    def _read_path(self, path: Path, reading: Reading) -> None:
        if path.suffix.lower() in PACKED and not path.is_dir():
            with tempfile.TemporaryDirectory(prefix="command-center-") as folder:
                try:
                    inner, trouble = unpacked(path, Path(folder), self.config.max_bytes)
                    self._read_path(inner, reading)
                    if trouble and not reading.failed:
                        reading.fail(trouble)
                except ValueError as error:
                    reading.fail(str(error))
            return
        if path.suffix.lower() in _JSON:
            self._read_json(without_head(read_limited(path, self.config.max_bytes)), reading)
            return
        if path.is_dir():
            read_file(path, reading, self._wanted, self._stop)
            return
        if path.stat().st_size > self.config.max_bytes:
            read_limited(path, self.config.max_bytes)
        with path.open("rb") as file:
            head = file.read(64)
        if not head.strip():
            reading.fail("empty")
        elif head.lstrip(_BLANK)[:1] == b"{":
            self._read_json(without_head(read_limited(path, self.config.max_bytes)), reading)
        else:
            read_file(path, reading, self._wanted, self._stop)

    def _read_json(self, body: bytes, reading: Reading) -> None:
        if not body.strip():
            reading.fail("empty")
            return
        try:
            take_geojson(body, reading)
        except NotGeoJson as error:
            if any(mark in body[:4096] for mark in _OTHER_JSON):
                read_download(body, "download.json", reading, self._wanted, self._stop)
            else:
                reading.fail(str(error), body)
        except ValueError as error:
            reading.fail(f"bad_json: {error}", body)


def _is_json(name: str, body: bytes) -> bool:
    return Path(name).suffix.lower() in _JSON or body.lstrip(_BLANK)[:1] == b"{" or not body.strip()
