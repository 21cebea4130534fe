"""`command-center tiles`: fetches an area of a configured tile source ahead, and looks into the cache of tiles."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np

from command_center.cli.main import UsageError
from command_center.config import Configuration, load_configuration
from command_center.registry import plugins
from layers.tiles.base import TileError, TileSource
from layers.tiles.grid import TileGrid
from layers.tiles.prefetch import Prefetch
from layers.tiles.prefetch_plan import PrefetchPlan, plan_prefetch
from layers.tiles.store import TileStore, open_store

HELP = "fetch an area of map tiles ahead, look into their cache"
_WHY = {"prefetch.too_many": "more tiles than prefetch_limit of this source allows",
        "prefetch.no_room": "more than the cache has room for (tile_cache_mb)",
        "prefetch.forbidden": "prefetch_limit of this source is 0", "prefetch.outside": "the source has nothing there",
        "prefetch.local": "the source is a file of this machine, or keeps nothing", "prefetch.not_open": "it was not read"}
_EXAMPLES = """Examples:
  command-center tiles prefetch tdt --config city.toml --area 114.9,30.1,115.2,30.3 --levels 8-14 --plan
  command-center tiles prefetch tdt --config city.toml --area district.geojson --levels 8-16
  command-center tiles cache --config city.toml --json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `tiles`."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    ahead = actions.add_parser("prefetch", help="fetch an area ahead; started again it goes on where it stopped")
    ahead.add_argument("id", help="id of a [[map.tiles]] table")
    ahead.add_argument("--area", required=True, help="west,south,east,north in WGS84 degrees, or a GeoJSON file with a polygon")
    ahead.add_argument("--levels", required=True, metavar="A-B", help="level numbers, such as 8-14")
    ahead.add_argument("--plan", action="store_true", help="only say how many tiles and about how many bytes")
    cache = actions.add_parser("cache", help="how full the cache is")
    cache.add_argument("--clear", action="store_true", help="forget everything")
    for one in (ahead, cache):
        one.add_argument("--config", type=Path, required=True, metavar="FILE", help="the city's configuration")
        one.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the source or the cache failed; 2 for what may not be or is wrongly asked."""
    configuration = load_configuration(args.config, connectors=False)
    settings = configuration.map
    store = open_store(settings.tile_cache, settings.tile_cache_mb, configuration.path)
    try:
        return _cache(store, args) if args.action == "cache" else _prefetch(configuration, store, args)
    finally:
        store.close()


def _cache(store: TileStore, args: argparse.Namespace) -> int:
    if args.clear:
        store.clear()
    use = store.use()
    told = {"path": str(store.path), **use._asdict(), "trouble": store.trouble}
    print(json.dumps(told, ensure_ascii=False) if args.json else
          f"{store.path}: {use.tiles} tiles, {_size(use.bytes)} of {_size(use.limit_bytes)}, "
          f"{use.pinned} of them kept for offline use ({_size(use.pinned_bytes)})")
    if store.trouble:
        print(f"command-center: {store.path}: {store.trouble}", file=sys.stderr)
    return 1 if store.trouble else 0


def _prefetch(configuration: Configuration, store: TileStore, args: argparse.Namespace) -> int:
    source = _source(configuration, args.id)
    source.documents = store
    try:
        source.open(threading.Event())
        plan = _plan(source, store, args)
        _say(args, {"type": "PrefetchPlan", "tiles": plan.tiles, "bytes": plan.bytes, "refused": plan.refused, "levels": [
            {"id": source.grid.matrices[one.matrix].id, "tiles": one.tiles} for one in plan.stages] if source.grid else []},
            f"{plan.tiles} tiles, about {_size(plan.bytes)}")
        if plan.refused:
            raise UsageError(f"{args.id}: {_WHY[plan.refused]}")
        return 0 if args.plan else _fetch(source, store, plan, args)
    except TileError as error:
        print(f"command-center: {args.id}: {error}", file=sys.stderr)
        return 1
    finally:
        source.close()


def _source(configuration: Configuration, identity: str) -> TileSource:
    tables = [one for table in configuration.map.tiles for one in (table, *table[1].companions())]
    for kind, config in tables:
        if config.id == identity:
            source: TileSource = plugins("tile_sources")[kind].load()(config)
            return source
    raise UsageError(f"there are no map tiles {identity!r}; known are {', '.join(config.id for _, config in tables) or 'none'}")


def _plan(source: TileSource, store: TileStore, args: argparse.Namespace) -> PrefetchPlan:
    if source.grid is None:
        raise TileError("not_open", "")
    first, last = (level_index(source.grid, part) for part in _pair(args.levels))
    return plan_prefetch(source, store, _area(args.area), first, last)


def _pair(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    try:
        pair = int(low), int(high or low)
    except ValueError:
        raise UsageError(f"--levels: expected A-B such as 8-14, not {text!r}") from None
    if pair[0] > pair[1]:
        raise UsageError(f"--levels: expected the coarser one first, not {text!r}")
    return pair


def level_index(grid: TileGrid, number: int) -> int:
    """The matrix of a level's number: by its identifier ("10", "EPSG:4490:10"), beyond the ends the nearest one."""
    ids = [one.id.rpartition(":")[2] for one in grid.matrices]
    if str(number) in ids:
        return ids.index(str(number))
    if all(one.isdecimal() for one in ids):
        return 0 if number < int(ids[0]) else len(ids) - 1
    return min(max(0, number), len(ids) - 1)


def _area(text: str) -> Any:
    """A box, or the outer ring of the first polygon of a file."""
    parts = text.split(",")
    if len(parts) == 4:
        try:
            west, south, east, north = map(float, parts)
        except ValueError:
            raise UsageError(f"--area: expected four numbers, not {text!r}") from None
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise UsageError(f"--area: expected west,south,east,north in degrees, not {text!r}")
        return west, south, east, north
    try:
        ring = _first_ring(json.loads(Path(text).read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"--area: {text}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UsageError(f"--area: {text}: expected GeoJSON with a polygon") from error
    return ring


def _first_ring(shape: dict[str, Any]) -> Any:
    if shape["type"] == "FeatureCollection":
        shape = shape["features"][0]
    shape = shape.get("geometry", shape)
    rings = shape["coordinates"] if shape["type"] == "Polygon" else shape["coordinates"][0]
    ring = np.asarray([point[:2] for point in rings[0]], np.float64)
    if ring.ndim != 2 or len(ring) < 3 or not np.isfinite(ring).all():
        raise ValueError("a ring")
    return ring


def _fetch(source: TileSource, store: TileStore, plan: PrefetchPlan, args: argparse.Namespace) -> int:
    job = Prefetch(source, store, plan)
    job.start()
    try:
        while not job.wait(1.0):
            _tell(job, args)
    except KeyboardInterrupt:
        job.cancel()
        job.wait(source.config.timeout_s + 1.0)
    _tell(job, args)
    end = job.progress()
    if end.state == "failed" or end.failed:
        print(f"command-center: {args.id}: {end.failed} tiles did not come: {end.reason} {end.detail}", file=sys.stderr)
    return {"done": 0, "cancelled": 130}.get(end.state, 1)


def _tell(job: Prefetch, args: argparse.Namespace) -> None:
    now = job.progress()
    _say(args, {"type": "PrefetchProgress", **dataclasses.asdict(now)},
         f"{now.state}: {now.done} of {now.tiles} tiles, {now.present} were there, {_size(now.bytes)} fetched"
         + (f", about {now.remaining_s:.0f} s left" if now.remaining_s else ""))


def _say(args: argparse.Namespace, shape: dict[str, Any], line: str) -> None:
    print(json.dumps(shape, ensure_ascii=False) if args.json else line, flush=True)


def _size(count: float) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
