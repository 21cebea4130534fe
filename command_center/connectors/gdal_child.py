"""Reads one vector file with GDAL and writes what it finds to standard output: the body of a child process that may
be killed. Run as `python -m command_center.connectors.gdal_child REQUEST`, REQUEST being JSON (see `main`).

GDAL is C code that meets files of strangers: it runs here, with limits on memory and processor time, without network
drivers, so that a bad file costs a process and nothing else.
"""

from __future__ import annotations

import os
import resource
import struct
import sys
from typing import Any, BinaryIO

import msgspec

BATCH = 2000
_CPU_S = 300
# Formats that lead to other files, to servers or to databases have no place in a file reader.
_SKIPPED = ("OGR_VRT", "GDALG", "OAPIF", "OGCAPI", "WFS", "CSW", "EEDA", "HTTP", "Elasticsearch", "Carto", "AmigoCloud",
            "PLSCENES", "NGW", "ADBC", "GPSBabel", "PDS4", "PCIDSK", "VICAR", "PDF", "MBTiles", "PMTiles", "MVT")
_OSM_LAYERS = ("points", "lines", "multipolygons")  # the others hold routes and the like, nothing for a base map
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "GDAL_SKIP": ",".join(_SKIPPED),
                "GML_DOWNLOAD_SCHEMA": "NO", "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
                "OGR_GEOJSON_MAX_OBJ_SIZE": "200", "OSM_MAX_TMPFILE_SIZE": "200"}


def main() -> int:
    """request: path (what GDAL opens), layer ("" for all), encoding ("" for its own guess), memory (bytes),
    options (open options of the driver), osm (whether it is OpenStreetMap's)."""
    request = msgspec.json.decode(sys.argv[1].encode())
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)
    os.environ |= _ENVIRONMENT
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not land among the frames
    try:
        _read(request, out)
    except MemoryError:
        _frame(out, {"error": "too_large: the reader ran out of its memory limit"})
    except Exception as error:  # whatever GDAL says about the file is the answer
        _frame(out, {"error": f"unreadable: {str(error)[:300]}"})
    out.flush()
    return 0


def _frame(out: BinaryIO, message: dict[str, Any]) -> None:
    body = msgspec.msgpack.encode(message)
    out.write(struct.pack("<I", len(body)))
    out.write(body)


def _read(request: dict[str, Any], out: BinaryIO) -> None:
    import warnings

    import pyogrio

    warnings.simplefilter("ignore")
    path = request["path"]
    if path.lower().endswith(".shp") and not path.startswith("/vsi") and not any(os.path.exists(os.path.splitext(path)[0] + end) for end in (".shx", ".SHX")):
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})  # here the parent copied it to where it may
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    if not layers:
        _frame(out, {"error": "unreadable: no layer in it"})
    several = len(layers) > 1
    if request["layer"]:
        if request["layer"] not in layers:
            _frame(out, {"error": f"no_layer: {request['layer']}, there are {', '.join(layers)[:200]}"})
            return
        layers = [request["layer"]]
    elif request.get("osm"):
        layers = [layer for layer in layers if layer in _OSM_LAYERS]
    options: dict[str, Any] = {"encoding": request["encoding"]} if request["encoding"] else {}
    options |= request.get("options") or {}
    if path.lower().endswith(".gpkg"):
        options["IMMUTABLE"] = "YES"  # else SQLite may leave files beside it
    cut = _cut_shapes(path)
    for layer in layers:
        arguments = {"layer": layer, "return_fids": True, "force_2d": True, **options}
        try:
            found = _whole(path, arguments)
        except Exception as error:  # one broken layer must not cost the others, nor a broken end the beginning
            _frame(out, {"error": f"unreadable: {str(error)[:300]}"})
            found = _some(path, arguments) if request.get("osm") else _beginning(path, arguments)
        if found is None:
            continue
        meta, fids, geometry, columns = found
        names = [str(name) for name in meta["fields"]]
        kinds = [str(kind) for kind in meta["dtypes"]]
        _frame(out, {"layer": layer, "crs": str(meta["crs"] or ""), "fields": names, "several": several})
        for start in range(0, len(fids), BATCH):
            part = slice(start, start + BATCH)
            blobs = [None if blob is None else bytes(blob) for blob in geometry[part]] if geometry is not None else None
            _frame(out, {"fids": [int(fid) for fid in fids[part]],
                         "wkb": blobs or [None] * len(fids[part]), "broken": [f for f in cut if start <= f < start + BATCH],
                         "columns": [_plain(column[part], kind) for column, kind in zip(columns, kinds, strict=True)]})


def _whole(path: str, arguments: dict[str, Any]) -> Any:
    """All of a layer. OpenStreetMap files whose nodes do not rise need an index that is slower, so only they get it."""
    import pyogrio
    from pyogrio.raw import read

    try:
        return read(path, **arguments)
    except Exception as error:
        if "OSM_USE_CUSTOM_INDEXING" not in str(error):
            raise
    pyogrio.set_gdal_config_options({"OSM_USE_CUSTOM_INDEXING": "NO"})
    return read(path, **arguments)


def _beginning(path: str, arguments: dict[str, Any]) -> Any:
    """The longest run of features from the first on that can be read; None if not even one can."""
    from pyogrio.raw import read

    best, low, high = None, 0, 64
    rising = True
    while high - low > 1 or rising:
        count = high if rising else (low + high) // 2
        try:
            best, low = read(path, max_features=count, **arguments), count
            if len(best[1]) < count:
                return best
            high = high * 2 if rising else high
        except Exception:  # that far it cannot be read
            high, rising = count, False
    return best


def _some(path: str, arguments: dict[str, Any]) -> Any:
    """A beginning found in few steps, because every try reads an OpenStreetMap file from its start."""
    from pyogrio.raw import read

    best = None
    for count in (64, 512, 4096, 32768, 262144):
        try:
            best = read(path, max_features=count, **arguments)
        except Exception:  # that far it cannot be read
            break
    return best


def _cut_shapes(path: str) -> list[int]:
    """Numbers of the shapes that lie beyond the end of a shapefile that was cut off: GDAL gives them as null."""
    if not path.lower().endswith(".shp") or path.startswith("/vsi"):
        return []
    size = os.path.getsize(path)
    try:
        with open(path[:-1] + ("x" if path.endswith("p") else "X"), "rb") as index:
            index.seek(100)
            body = index.read()
    except OSError:
        return []
    rows = struct.iter_unpack(">ii", body[:len(body) // 8 * 8])
    return [number for number, (offset, length) in enumerate(rows) if (offset + 4 + length) * 2 > size]


def _plain(column: Any, kind: str) -> list[Any]:
    """A numpy column as JSON values; whole numbers that came as floats because of nulls are whole again."""
    import numpy as np

    if column.dtype.kind == "M":
        return [None if text == "NaT" else text for text in np.datetime_as_string(column, unit="ms").tolist()]
    values = column.tolist()
    if kind == "bool":  # comes as floats where there are nulls
        return [None if value is None or value != value else bool(value) for value in values]
    whole = kind.startswith(("int", "uint"))
    return [_value(value, whole) for value in values]


def _value(value: Any, whole: bool) -> Any:
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if whole and value.is_integer() else value
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, bytes):
        return None
    return value.tolist() if hasattr(value, "tolist") else str(value)


if __name__ == "__main__":
    sys.exit(main())
