"""What a tile source is. A plug-in author needs this file and `grid`; reading blocks, on one of the fetcher's threads.

Adding a kind of tiles is one file with a `TileSource` and one line under `command_center.tile_sources` in setup.cfg;
each `[[map.tiles]]` table of the configuration makes one source of its `kind`.
"""

from __future__ import annotations

import html
import math
import re
import threading
from abc import ABC, abstractmethod
from typing import Any, ClassVar, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field, field_validator

from command_center.connectors.base import ConnectorError
from layers.tiles.grid import Bounds, Datum, TileGrid, TileKey, with_datum

VECTOR_TILE = "application/vnd.mapbox-vector-tile"
_TAG = re.compile(r"</?[A-Za-z][^>]{0,2000}>")
WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)


class TileConfig(BaseModel):
    """What every `[[map.tiles]]` table has. Unknown keys are errors, so that a typing mistake is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field("", description="name of this source in the city, unique; also the key of its layer")
    title: str = Field("", description="what the layer list calls it in Chinese")
    title_en: str = Field("", description="the same in English")
    attribution: str = Field("", description="whose data these are, shown in the map's corner; empty: what the source says")
    datum: Datum | None = Field(None, description="in which system the tiles were drawn: wgs84, cgcs2000, gcj02 (Amap, "
                                                  "Tencent) or bd09 (Baidu); left out: what the kind of source says")
    opacity: float = Field(1.0, ge=0, le=1, description="how strongly it is drawn at first")
    visible: bool = Field(True, description="whether it is switched on at first")
    rank: int = Field(-5, description="where it lies among the layers: below 0 under the base map, 5 above it")
    group: str = Field("", description="group of the layer list")
    min_mpp: float = Field(0.0, ge=0, description="shown from so many metres a pixel on")
    max_mpp: float = Field(0.0, ge=0, description="shown up to so many metres a pixel; 0: without limit")
    prefetch_limit: int = Field(100_000, ge=0, description="most tiles that may be fetched ahead at once; 0: none, where "
                                                            "the server's terms forbid it")
    bounds: tuple[float, float, float, float] | None = Field(
        None, description="west, south, east, north (WGS84 degrees) outside of which nothing is asked for")

    @field_validator("bounds")
    @classmethod
    def _is_box(cls, value: Bounds | None) -> Bounds | None:
        if value is not None and not (-180 <= value[0] < value[2] <= 180 and -90 <= value[1] < value[3] <= 90):
            raise ValueError("west, south, east, north in degrees")
        return value


    def companions(self) -> list[tuple[str, TileConfig]]:
        """(kind, configuration) of further layers that belong to this one, such as its labels."""
        return []


class TileError(ConnectorError):
    """A tile cannot be had now. key and detail as those of ConnectorError; fatal: the whole source cannot be used
    until somebody changes something."""


class TileData(NamedTuple):
    """The bytes of a tile. media: "image/png", "image/jpeg", "image/webp", "image/gif" or VECTOR_TILE (never
    compressed); gutter_px: pixels on each side that belong to the neighbours and are to be cut off; stale: from the
    cache because the server does not answer; fetched_utc: when it came from the server (0: not known)."""

    data: bytes
    media: str
    gutter_px: int = 0
    stale: bool = False
    fetched_utc: int = 0


class Fetched(NamedTuple):
    """What asking for a tile gave. tile None: there is none, or (unchanged) what one had still holds; expires_utc:
    until when it is fresh; etag, modified: to ask next time whether it changed; keep: whether the disk may have it."""

    tile: TileData | None
    unchanged: bool = False
    expires_utc: int = 0
    etag: str = ""
    modified: str = ""
    keep: bool = False


def plain(text: object) -> str:
    """What a source says of itself without the HTML that many write it in, its blanks made single."""
    return " ".join(html.unescape(_TAG.sub("", str(text or ""))).split())


def on_declared_datum(grid: TileGrid, config: TileConfig) -> TileGrid:
    """A grid in the datum that the configuration declares. TileError("bad_configuration") for one that cannot be."""
    try:
        return TileGrid(with_datum(grid.crs, config.datum), grid.matrices)
    except ValueError as error:
        raise TileError("bad_configuration", str(error), fatal=True) from error


class Documents(Protocol):
    """What a source remembers of its server, so that tiles of the disk can be shown while the server is away."""

    def document(self, name: str) -> tuple[bytes, int] | None:
        """The bytes kept under a name and when they came (UTC microseconds)."""

    def keep_document(self, name: str, data: bytes) -> None:
        """Keep them."""


class TileSource(ABC):
    """One source of tiles. Used by several threads of its fetcher at once; `open` by one before any `read`."""

    kind: ClassVar[str]
    Config: ClassVar[type[TileConfig]] = TileConfig
    is_local: ClassVar[bool] = False  # reads a file of this machine: nothing is cached

    def __init__(self, config: Any) -> None:
        self.config = config
        self.grid: TileGrid | None = None  # None until `open` has read what the source says of itself
        self.is_vector = False
        self.documents: Documents | None = None  # given by whoever has a cache
        self.notes: list[tuple[str, str]] = []  # what was odd about the source and how it was taken: key, detail
        self.attribution: str = config.attribution
        self.bounds_wgs84: Bounds = config.bounds or WORLD
        self.scale_mpp = (0.0, math.inf)  # metres a pixel between which the source shows anything

    def open(self, stop: threading.Event) -> None:  # noqa: B027 - what needs nothing read is open at once
        """Read what is needed to know the grid. Blocks with a time-out; raises TileError; may be tried again."""

    @abstractmethod
    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        """A tile, or None where the source has none. Blocks with a time-out; raises TileError with a plain reason."""

    def fetch(self, key: TileKey, stop: threading.Event, etag: str = "", modified: str = "") -> Fetched:
        """`read` for the cache: etag and modified are those of the tile on disk, if there is one."""
        return Fetched(self.read(key, stop))

    def at(self, now_utc: int) -> bool:
        """The map shows another instant; whether other tiles belong to it (a source with a time dimension that follows
        the clock)."""
        return False

    @property
    def cache_key(self) -> str:
        """Whose tiles these are on disk: everything but the TileKey that a tile depends on (address, layer, style,
        time), without secrets. "" where nothing is to be kept."""
        return ""

    @property
    def host(self) -> str:
        """Whom the requests go to; sources of one host share its limit. "" for a file."""
        return ""

    def describe(self) -> dict[str, Any]:
        """What the source says of itself as plain JSON values (layers, coordinate systems, matrix sets)."""
        return {}

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Let go of files and connections."""
