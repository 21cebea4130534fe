"""What sources of static features share: their configuration, and one reading of one document as features seen,
features gone, and counts of those left out or mended. On the connector's thread."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field, model_validator

from command_center.connectors.base import EventSink
from command_center.connectors.seen import Seen, key_of
from command_center.connectors.shapes import MAX_VERTICES, Shape, shapes_of
from command_center.connectors.source import DocumentConfig, DocumentConnector
from command_center.connectors.values import text as as_text
from command_center.domain.events import Event, FeatureGone, FeatureSeen
from command_center.domain.geo import on_datum, parse_crs
from command_center.domain.time import now_utc

_IDS = ("id", "@id", "adcode", "gml_id", "osm_id", "fid")
Key = tuple[str, str, str]


class FeatureConfig(DocumentConfig):
    """Keys of every source of static features."""

    crs: str = Field("", description="coordinate system of the source; empty: what it declares, else wgs84")
    datum: Literal["", "gcj02", "bd09"] = Field(
        "", description="offset of the degrees under the declared system, where it is said nowhere: gcj02 or bd09; a "
                        "system that is shifted already is not shifted again")
    swap_axes: bool = Field(False, description="the source writes latitude or northing first where it should not")
    poll_s: float = Field(300.0, gt=0, le=86400, description="seconds between two requests")
    max_bytes: int = Field(256 << 20, gt=0, description="largest message or file that is read")
    max_vertices: int = Field(MAX_VERTICES, gt=0, description="features with more points are left out")
    collection: str = Field("", description="table the features belong to; empty: name of the layer or file")
    collection_from: str = Field("", description="property that names each feature's collection")
    id_property: str = Field("", description="property with the feature's id; empty: the format's own, else `id`")
    name_property: str = Field("", description="property that becomes `name`")

    @model_validator(mode="after")
    def _a_datum_that_fits(self) -> FeatureConfig:
        if self.crs and self.datum:
            on_datum(self.crs, self.datum)
        return self


def _words(value: Any) -> Any:
    """A list as one text with commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _box(value: Any) -> Any:
    return tuple(value.split(",")) if isinstance(value, str) and value else value or None


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class FeatureServiceConfig(FeatureConfig):
    """Keys of every service that gives features in pages."""

    max_pages: int = Field(2000, gt=0, description="pages of a collection or feature type that are read at most")
    bbox: Annotated[tuple[float, float, float, float] | None, BeforeValidator(_box)] = Field(
        None, description="only what touches this box: west, south, east, north (WGS84)")
    ignores_axis_order: bool = Field(False, description="the server sends east first although its system says north")


def epsg_code(value: str, also: str = "") -> str:
    """The number of a system written in any of the usual ways. also: what else would have done. Raises ValueError."""
    name = parse_crs(value)
    code = {"wgs84": "4326", "cgcs2000": "4490"}.get(name, name.removeprefix("epsg:"))
    if not code.isdecimal():
        raise ValueError(f"EPSG:CODE{also}, not {value[:60]!r}")
    return code


class Row(NamedTuple):
    """A record before it is a feature. geometry: a shapely one, None where it could not be read, see is_null; note:
    what was mended already; error: why it is left out."""

    identity: Any
    geometry: Any
    properties: dict[str, Any]
    is_null: bool = False
    collection: str = ""
    raw: bytes = b""
    note: str = ""
    error: str = ""


class Numbered(int):
    """The position of a feature that has no id of its own."""


class FeatureConnector(DocumentConnector):
    """Knows what it listed before, so that only news is appended and what vanished is gone."""

    config: Any

    def __init__(self, config: FeatureConfig) -> None:
        super().__init__(config)
        self.seen = Seen(5_000_000)
        self._listed: dict[str, set[Key]] = {}
        self._remembered: set[Key] = set()

    def remember(self, events: Sequence[Event]) -> None:
        """Features that the journal already holds; what the first reading of a single document lacks is gone."""
        for event in events:
            self.seen.is_news(event)
            self._remembered.add(key_of(event))

    def begin(self, name: str, sink: EventSink, table: str = "", *, alone: bool = True) -> Reading:
        """A reading of the document of that name; table: its collection where nothing else names one; alone: whether
        it is the source's only one, so that what the journal holds of the source must be in it."""
        if self._remembered and not (self.config.path and Path(self.config.path).is_dir()):
            mine = self._remembered if alone else {key for key in self._remembered if key[1] == table}
            if alone or not (self.config.collection or self.config.collection_from):
                self._listed.setdefault(name, mine)
                self._remembered = self._remembered - mine
        if alone:
            self._remembered = set()
        return Reading(self.config, self.seen, name, sink, table)

    def retire(self, names: Collection[str], sink: EventSink) -> None:
        """The source has these documents only; what others held is gone."""
        for name in set(self._listed) - set(names):
            self._publish_gone(self._listed.pop(name), sink)
            sink.left_out(name, {}, {})

    def end(self, done: Reading, sink: EventSink) -> None:
        """Tell what is gone and what was left out."""
        if done.present or not done.failed:
            self._gone(done, sink)
        sink.left_out(done.name, done.left_out, done.mended)
        sink.alive()

    def _gone(self, done: Reading, sink: EventSink) -> None:
        """What the last reading of this document had and this one has not. Not after a reading that broke off."""
        self._publish_gone(set() if done.failed else self._listed.get(done.name, set()) - done.present, sink)
        self._listed[done.name] = done.present | (self._listed.get(done.name, set()) if done.failed else set())

    def _publish_gone(self, gone: set[Key], sink: EventSink) -> None:
        for key in gone:
            self.seen.forget(key)
        events: list[Event] = [FeatureGone(at_utc=now_utc(), source=self.config.id, collection=key[1], feature=key[2])
                               for key in sorted(gone)]
        if events:
            sink.publish(events, 0)


class Reading:
    """One reading of one document: builds features, counts, remembers what is present. left_out, mended: collection
    -> reason -> how many."""

    def __init__(self, config: Any, seen: Seen, name: str, sink: EventSink, table: str = "") -> None:
        self.config, self._seen, self._sink, self.name = config, seen, sink, name
        self._stem = table or name.partition(".")[0]
        self._in_folder = bool(config.path) and Path(config.path).is_dir()
        self.present: set[Key] = set()
        self.failed = False
        self.records = 0  # rows that were taken, whatever became of them
        self.repeated = 0  # records of one page that stood on another
        self._count = 0
        self._pages: set[bytes] | None = None
        self.left_out: dict[str, Counter[str]] = {}
        self.mended: dict[str, Counter[str]] = {}

    @property
    def folder_prefix(self) -> str:
        """What tells this document's features from those of others in its folder."""
        return f"{Path(self.name).stem}." if self._in_folder else ""

    def number(self) -> Numbered:
        """The next feature's position in the document."""
        self._count += 1
        return Numbered(self._count - 1)

    def in_pages(self) -> None:
        """The document comes in pages, which may overlap where its server's data change meanwhile."""
        self._pages = set()

    @property
    def is_paged(self) -> bool:
        """Whether it comes in pages."""
        return self._pages is not None

    def is_repeated(self, raw: bytes) -> bool:
        """Whether these very words stood on an earlier page, or twice on this one; remembers them."""
        if self._pages is None:
            return False
        mark = hashlib.blake2b(raw, digest_size=8).digest()
        known = mark in self._pages
        self._pages.add(mark)
        self.repeated += known
        return known

    def fail(self, reason: str, raw: bytes = b"", collection: str = "") -> None:
        """A record that could not be read, or a whole document of them."""
        self.failed = True
        table = self.left_out.setdefault(collection or self.config.collection or self._stem, Counter())
        table[reason.partition(":")[0][:60]] += 1
        self._sink.bad(reason[:300], raw)

    def fail_all(self, reason: str, count: int) -> None:
        """Many for one reason."""
        for _ in range(count):
            self.fail(reason)

    def skip(self, reason: str, count: int) -> None:
        """Records that belong to no collection of ours."""
        self._sink.skip(reason, count)

    def system(self, declared: str) -> str:
        """The coordinate system that counts: as configured, else as declared, else WGS84, on the configured datum."""
        return on_datum(self.config.crs or declared or "wgs84", self.config.datum)

    def take(self, rows: Iterable[Row], crs: str, *, swapped: bool = False) -> list[Key]:
        """Publish what is new of some rows; gives the keys of those present. swapped: this document writes the
        northing first, as its authority does."""
        listed = list(rows)
        self.records += len(listed)
        if not listed:
            return []
        geometries: NDArray[np.object_] = np.empty(len(listed), dtype=object)
        geometries[:] = [row.geometry for row in listed]
        shapes = shapes_of(geometries, crs, swap_axes=swapped != self.config.swap_axes,
                           max_vertices=self.config.max_vertices)
        events: list[Event] = []
        keys: list[Key] = []
        for row, shape in zip(listed, shapes, strict=True):
            event, is_news = self._feature(row, shape)
            if event is None:
                continue
            keys.append(key_of(event))
            if is_news:
                events.append(event)
            else:
                self._sink.skip("unchanged")
        if events:
            self._sink.publish(events)
        return keys

    def _feature(self, row: Row, shape: Shape) -> tuple[FeatureSeen | None, bool]:
        """The feature, or None where it is left out, and whether it is news; counts either."""
        collection = self._collection(row)
        if row.is_null:
            shape = Shape(b"", "", "no_geometry")
        if row.error or shape.error:
            self.fail(row.error or shape.error, row.raw, collection)
            return None, False
        try:
            event = self._event(row, collection, shape.wkb)
            is_news = self._seen.is_news(event)
        except (ValueError, OverflowError, TypeError, RecursionError) as error:  # what no journal can hold
            self.fail(f"bad_feature: {error}"[:160], row.raw, collection)
            return None, False
        note = shape.note or row.note
        if note:
            tables = self.left_out if note in ("no_geometry", "empty_geometry") else self.mended
            tables.setdefault(collection, Counter())[note] += 1
        return event, is_news

    def _collection(self, row: Row) -> str:
        named = row.properties.get(self.config.collection_from) if self.config.collection_from else None
        return str(named or "") or row.collection or self.config.collection or self._stem

    def _event(self, row: Row, collection: str, geometry: bytes) -> FeatureSeen:
        config, properties = self.config, row.properties
        if config.name_property and properties.get(config.name_property) is not None:
            properties = properties | {"name": as_text(properties[config.name_property]) or ""}
        event = FeatureSeen(at_utc=now_utc(), source=config.id, collection=collection,
                            feature=self._identity(row, collection), geometry=geometry, properties=properties)
        self.present.add(key_of(event))
        return event

    def _identity(self, row: Row, collection: str) -> str:
        own = row.properties.get(self.config.id_property) if self.config.id_property else None
        if own is None and isinstance(row.identity, Numbered) and not self.config.id_property:
            own = next((row.properties[key] for key in _IDS if isinstance(row.properties.get(key), str | int)
                        and row.properties[key] != ""), None)
        if own is None:
            own = f"{self.folder_prefix}{row.identity}" if isinstance(row.identity, Numbered) else row.identity
        base = identity = as_text(own) or "0"
        count = 1
        while ("FeatureSeen", collection, identity) in self.present:  # an id that is not unique must lose nothing
            count += 1
            identity = f"{base}-{count}"
        return identity
