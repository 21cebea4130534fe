"""`connect try` of a tile source: what it says of itself, whether a tile comes, and what was odd about it."""

from __future__ import annotations

import argparse
import json
import math
import sys
import threading
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from command_center.cli.main import UsageError
from command_center.registry import plugins
from layers.tiles.base import TileError, TileSource
from layers.tiles.grid import TileKey

_CHECKED = 20_000  # tiles of an archive that are looked at
_BAD_INPUT = ("not_found", "bad_capabilities", "not_mbtiles", "not_pmtiles", "no_tiles", "unsupported_version",
              "unsupported_compression", "unsupported_tiles", "truncated", "bad_configuration", "no_such_layer",
              "no_such_matrix_set")


def list_tiles(as_json: bool) -> int:
    """`connect list --tiles`."""
    rows = []
    for name, plugin in plugins("tile_sources").items():
        kind = plugin.load()
        keys = kind.Config.model_fields
        inputs = [key for key in ("url", "path") if key in keys]
        rows.append({"kind": name, "title": (kind.__doc__ or name).splitlines()[0].rstrip("."), "inputs": inputs})
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['kind']:<14}{', '.join(row['inputs']):<12}{row['title']}")
    return 0


def make_source(kind: str, settings: dict[str, Any]) -> TileSource:
    """A tile source from checked settings. UsageError in one sentence."""
    loaded = plugins("tile_sources")[kind].load()
    try:
        source: TileSource = loaded(loaded.Config(**{"id": kind, **settings}))
    except ValidationError as error:
        raise UsageError(f"{kind}: " + "; ".join(_problem(item) for item in error.errors())) from error
    return source


def _problem(item: Any) -> str:
    key = ".".join(str(part) for part in item["loc"])
    message = item["msg"].removeprefix("Value error, ")
    return f"there is no key {key!r}" if item["type"] == "extra_forbidden" else f"{key}: expected {message}".lstrip(": ")


def try_tiles(args: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Exit code 0; 1 where it cannot be reached, 2 where it is none of its kind."""
    source, stop = make_source(args.kind, settings), threading.Event()
    timer = threading.Timer(args.seconds, stop.set) if args.seconds else None
    if timer is not None:
        timer.daemon = True
        timer.start()
    try:
        return _examine(source, args.kind, args.json, stop)
    finally:
        if timer is not None:
            timer.cancel()
        source.close()


def _examine(source: TileSource, kind: str, as_json: bool, stop: threading.Event) -> int:
    failed: TileError | None = None
    try:
        source.open(stop)
    except TileError as error:
        failed = error
    told = source.describe()
    if failed is None or told:
        _print({"type": "TileSource", "kind": kind, **told, **_grid_json(source)}, as_json)
    good, bad = _parts(told, source) if told.get("layers") and kind in ("wms", "wmts") else (0, 0)
    if failed is None:
        tiles_good, tiles_bad, failed = _check_tiles(source, as_json, stop)
        good, bad = (good, bad) if kind in ("wms", "wmts") else (tiles_good, tiles_bad)
    for key, detail in source.notes:
        print(f"command-center: note: {key}: {detail}", file=sys.stderr)
    if failed is not None:
        print(f"command-center: {kind}: {failed}", file=sys.stderr)
        if not good and (failed.key in _BAD_INPUT or bool(getattr(source.config, "path", ""))):
            return 2
    summary = {"events": good, "good": good, "bad": bad, "skipped": 0}
    print(json.dumps({"summary": summary}) if as_json else "  ".join(f"{name} {count}" for name, count in summary.items()))
    return 1 if failed is not None and not good else 0


def _parts(told: dict[str, Any], source: TileSource) -> tuple[int, int]:
    """Layers that were read, and parts that could not be."""
    return len(told["layers"]), sum(key.startswith("bad_") for key, _ in source.notes)


def _grid_json(source: TileSource) -> dict[str, Any]:
    grid = source.grid
    about = {"vector": source.is_vector, "attribution": source.attribution,
             "notes": [{"key": key, "detail": detail} for key, detail in source.notes]}
    if grid is None:
        return about
    finest, coarsest = source.scale_mpp
    return {"bounds": list(source.bounds_wgs84), **about,
            "grid": {"crs": grid.crs, "datum": grid.datum, "levels": [
                {"id": one.id, "resolution": one.resolution, "tile_px": list(one.tile_size), "size": list(one.size),
                 "limits": list(one.limits) if one.limits else None} for one in grid.matrices]},
            "shown_from_mpp": finest, "shown_to_mpp": coarsest if math.isfinite(coarsest) else None}


def _check_tiles(source: TileSource, as_json: bool, stop: threading.Event) -> tuple[int, int, TileError | None]:
    """Good and bad tiles: all of an archive, one of a server. A server's error, if that one did not come."""
    listing = getattr(source, "all_keys", None)
    if listing is not None and source.is_local:
        return (*_check_archive(source, listing(_CHECKED), stop), None)
    if not getattr(source.config, "url", ""):
        return 0, 0, None
    key = middle_tile(source)
    try:
        tile = source.read(key, stop)
    except TileError as error:
        return 0, 1, error
    told = {"type": "Tile", "matrix": source.grid.matrices[key.matrix].id if source.grid else "", "column": key.column,
            "row": key.row, "media": tile.media if tile else None, "bytes": len(tile.data) if tile else 0,
            "bounds": list(source.grid.bounds_wgs84(key)) if source.grid else None}
    _print(told, as_json)
    return 1, 0, None


def _check_archive(source: TileSource, keys: Sequence[TileKey], stop: threading.Event) -> tuple[int, int]:
    good = bad = 0
    for key in keys:
        if stop.is_set():
            break
        try:
            source.read(key, stop)
            good += 1
        except TileError as error:
            bad += 1
            if bad <= 5:
                print(f"command-center: bad tile {key.column} {key.row}: {error}", file=sys.stderr)
    return good, bad


def middle_tile(source: TileSource) -> TileKey:
    """The tile in the middle of what the source has, of a level that is neither the whole world nor a street."""
    grid = source.grid
    if grid is None:
        raise TileError("not_open", "")
    levels = [index for index in range(len(grid.matrices)) if grid.metres_per_pixel(index) < 20_000] or [
        len(grid.matrices) - 1]
    west, south, east, north = source.bounds_wgs84
    lon, lat = (west + east) / 2, (max(south, -85.0) + min(north, 85.0)) / 2
    span = grid.covering(levels[0], (lon, lat, lon + 1e-9, lat + 1e-9)) or grid.matrices[levels[0]].span
    return TileKey(levels[0], span.first_column, span.first_row)


def _print(shape: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(shape, ensure_ascii=False))
        return
    for name, value in shape.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            print(f"{name}: {len(value)}")
            for row in value[:40]:
                print("   ", "  ".join(f"{key}={_short(inner)}" for key, inner in row.items() if inner not in (None, [], "")))
        elif value not in (None, [], {}, ""):
            print(f"{name}: {_short(value)}")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:157] + "..."
