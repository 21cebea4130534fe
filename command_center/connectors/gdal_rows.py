"""Files that GDAL reads, as rows of features: shapefiles, GeoPackage, FlatGeobuf, OpenStreetMap, GML and the rest. On
the connector's thread; GDAL itself runs in a child process."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from command_center.connectors import osm_tags
from command_center.connectors.features import Numbered, Reading, Row
from command_center.connectors.gdal import (
    ReaderError,
    copied_with_parts,
    encoding_of,
    inside_zip,
    is_osm,
    lacks_index,
    read_frames,
)
from command_center.connectors.geometry import from_wkb
from command_center.connectors.osm_salvage import salvaged
from command_center.domain.geo import parse_crs


class Wanted(NamedTuple):
    """layer: "" for all; encoding: "" for what is declared or detected; osm: sort OpenStreetMap data into collections;
    options: open options of the driver; fallback_crs: of what declares none, fallback_swapped: whether that writes the
    northing first; one_collection: layers' names do not matter."""

    layer: str = ""
    encoding: str = ""
    osm: bool = True
    options: Mapping[str, str] = {}
    fallback_crs: str = ""
    fallback_swapped: bool = False
    one_collection: bool = False


def read_download(body: bytes, name: str, reading: Reading, wanted: Wanted, stop: threading.Event) -> None:
    """The bytes of a file that came over the network."""
    with tempfile.TemporaryDirectory(prefix="command-center-") as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        read_file(path, reading, wanted, stop)


def read_file(path: Path, reading: Reading, wanted: Wanted, stop: threading.Event) -> None:
    """A file, or a file geodatabase's folder."""
    if lacks_index(path):
        with tempfile.TemporaryDirectory(prefix="command-center-") as folder:  # its index is written beside it
            _read(copied_with_parts(path, Path(folder)), reading, wanted, stop)
    else:
        _read(path, reading, wanted, stop)


def _read(path: Path, reading: Reading, wanted: Wanted, stop: threading.Event) -> None:
    try:
        if path.suffix.lower() == ".zip":
            targets = inside_zip(path)
            if not targets:
                reading.fail("no_layer: the zip file holds no vector data")
        else:
            targets = [(str(path.resolve()), encoding_of(path))]
        for target, encoding in targets:
            _read_target(target, wanted._replace(encoding=wanted.encoding or encoding), reading, stop,
                         among=len(targets) > 1)
    except _DamagedOsm as damage:
        _read_salvaged(path, str(damage), reading, wanted, stop)
    except ReaderError as error:
        reading.fail(str(error))


class _DamagedOsm(Exception):
    """Nothing was taken of it yet; the text is GDAL's reason."""


def _read_salvaged(path: Path, reason: str, reading: Reading, wanted: Wanted, stop: threading.Event) -> None:
    with tempfile.TemporaryDirectory(prefix="command-center-") as folder:
        whole = salvaged(path, Path(folder))
        if whole is None:
            reading.fail(reason)
            return
        for number in range(max(1, whole.lost)):
            reading.fail(reason if number == 0 else "damaged")
        try:
            _read_target(str(whole.path), wanted, reading, stop, among=False, gives_up=False)
        except ReaderError as error:
            reading.fail(str(error))


def _read_target(target: str, wanted: Wanted, reading: Reading, stop: threading.Event, *, among: bool,
                 gives_up: bool = True) -> None:
    """One data set. among: there are others, so that its layers' names tell them apart; gives_up: raises _DamagedOsm at
    the first trouble with a file of OpenStreetMap's."""
    layer, crs, fields, several, swapped = "", "wgs84", [], False, False
    osm = wanted.osm and is_osm(target)
    for frame in read_frames(target, stop, layer=wanted.layer, encoding=wanted.encoding, options=wanted.options):
        if "error" in frame:
            if gives_up and not layer and is_osm(target) and not target.startswith("/vsi"):
                raise _DamagedOsm(str(frame["error"]))
            reading.fail(str(frame["error"]))
        elif "layer" in frame:
            layer, fields = str(frame["layer"]), frame["fields"]
            several = (among or bool(frame["several"])) and not wanted.one_collection
            crs = _crs(str(frame["crs"]) or wanted.fallback_crs, reading)
            swapped = wanted.fallback_swapped and not frame["crs"]
        elif crs:
            rows = _osm_rows(frame, fields, layer, reading) if osm else \
                _rows(frame, fields, layer if several else "", reading)
            reading.take(rows, crs, swapped=swapped)
        else:
            reading.fail_all("unknown_crs", len(frame["fids"]))


def _crs(declared: str, reading: Reading) -> str:
    """What the configuration says, else what the file says, else WGS84; "" for one that PROJ does not know."""
    try:
        return reading.system("" if reading.config.crs else parse_crs(declared) if declared else "")
    except ValueError:
        return ""


def _rows(frame: dict[str, Any], fields: list[str], collection: str, reading: Reading) -> Iterator[Row]:
    broken = set(frame.get("broken") or ())
    repeated = 0
    for fid, geometry, blob, properties in _records(frame, fields):
        if fid in broken:
            reading.fail("truncated")
        elif reading.is_paged and reading.is_repeated(repr((blob, properties)).encode("utf-8", "backslashreplace")):
            repeated += 1
        else:
            yield Row(reading.number() if reading.is_paged else Numbered(fid), geometry, properties, blob is None,
                      collection)
    reading.skip("repeated", repeated)


def _osm_rows(frame: dict[str, Any], fields: list[str], layer: str, reading: Reading) -> Iterator[Row]:
    unmapped = 0
    for _, geometry, blob, properties in _records(frame, fields):
        tags = osm_tags.tags_of(properties)
        mapped = osm_tags.classify(tags, layer)
        if mapped is None:
            unmapped += 1
            continue
        if tags.get("oneway") == "-1" and mapped[0] == "roads" and geometry is not None:
            import shapely

            geometry = shapely.reverse(geometry)
        identity = osm_tags.identity(layer, properties)
        yield Row(identity, geometry, mapped[1] | {"id": identity}, blob is None, mapped[0])
    reading.skip("unmapped", unmapped)


def _records(frame: dict[str, Any], fields: list[str]) -> Iterator[tuple[int, Any, bytes | None, dict[str, Any]]]:
    """fid, geometry, its bytes, properties."""
    values = zip(*frame["columns"], strict=True) if fields else ([()] * len(frame["fids"]))
    for fid, geometry, blob, row in zip(frame["fids"], from_wkb(frame["wkb"]), frame["wkb"], values, strict=True):
        yield fid, geometry, blob, {name: value for name, value in zip(fields, row, strict=True) if value is not None}
