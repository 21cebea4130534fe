"""OGC SensorThings API 1.0 and 1.1: the catalogue once in a while, history at the start, then what is new. Stored
pages too. On the connector's thread."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.seen import Seen
from command_center.connectors.sensorthings_entities import (
    Json,
    Reader,
    identity,
    inlined,
    kind_of,
    page_stream,
    rows_of_data_array,
)
from command_center.connectors.source import Document, DocumentConfig, DocumentConnector
from command_center.connectors.texts import load_json
from command_center.connectors.truncated import load_whole_records
from command_center.domain.events import Event, ObservationMade
from command_center.domain.time import HOUR, MINUTE, SECOND, now_utc, to_iso

_SETS = re.compile(r"/(Things|Locations|Datastreams|Observations|Sensors|ObservedProperties|MultiDatastreams"
                   r"|FeaturesOfInterest|HistoricalLocations)(\(.*)?$")
_CATALOGUE = "$expand=Locations,Datastreams($expand=ObservedProperty)&$top=200"
RECENT = 10 * MINUTE  # read before the history
_REMEMBERED = 200_000


class SensorThingsConfig(DocumentConfig):
    """url: the service's root, ".../v1.1"."""

    poll_s: float = Field(5.0, gt=0, le=86400, description="seconds between two requests for new observations")
    max_bytes: int = Field(32 << 20, gt=0, description="largest message or file that is read")
    history_hours: float = Field(6.0, ge=0, le=24 * 366, description="hours of observations read at the start")
    refresh_s: float = Field(600.0, gt=0, description="seconds between two readings of Things and Datastreams")
    overlap_s: float = Field(15.0, ge=0, description="how late an observation may arrive and still be noticed")
    page_size: int = Field(1000, gt=0, description="observations that are asked for at once")
    max_pages: int = Field(2000, gt=0, description="pages that are read at most in one go")
    quantities: dict[str, str] = Field({}, description="observed property (name, definition) or Datastream -> quantity")


class SensorThingsConnector(DocumentConnector):
    """OGC SensorThings 1.0 and 1.1: things, datastreams, observations."""

    kind = "sensorthings"
    tier = "silver"
    Config = SensorThingsConfig
    suffixes = (".json",)
    accept = "application/json"

    def __init__(self, config: SensorThingsConfig) -> None:
        super().__init__(config)
        self._reader = Reader(config.id, config.crs, config.quantities)
        self._seen = Seen()
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._root = _SETS.sub("", config.url.partition("?")[0].rstrip("/"))
        self._refresh_at = 0.0
        self._newest_utc = 0
        self._history_utc = 0  # observations before this instant are still to be read; 0: none

    def remember(self, events: Sequence[Event]) -> None:
        """Things that the journal already holds, and how far its observations reach: no history is read twice."""
        for event in events:
            if isinstance(event, ObservationMade):
                self._newest_utc = max(self._newest_utc, event.at_utc)
            else:
                self._seen.is_news(event)

    # --- stored pages

    def read(self, document: Document, sink: EventSink) -> None:
        """A page, an entity or a list of them."""
        body = load_whole_records(document.body, sink)
        entities = body.get("value", body) if isinstance(body, dict) else body
        items = entities if isinstance(entities, list) else [entities]
        # A page of one datastream's observations often names it nowhere: then the file's name keeps them apart.
        default = (page_stream(body) if isinstance(body, dict) else "") or document.name.rpartition(".")[0]
        if not items:
            sink.alive()
        for item in items:
            if isinstance(item, dict) and "dataArray" in item:
                self._publish_observations(list(rows_of_data_array(item)), sink, None, default)
            else:
                self._entity(item, sink, default)

    def _entity(self, item: Any, sink: EventSink, default: str) -> None:
        kind = kind_of(item) if isinstance(item, dict) else None
        if kind is None:
            sink.bad("no_object", repr(item)[:200].encode("utf-8", "backslashreplace"))
        elif kind == "Thing":
            self._thing(item, sink)
        elif kind == "Datastream":
            self._stream(item, next(iter(inlined(item, "Thing")), None), sink)
        elif kind == "Observation":
            self._publish_observations([item], sink, None, default)
        else:
            sink.skip("not_sensing")

    def _thing(self, thing: Json, sink: EventSink) -> None:
        self._feature(lambda: self._reader.thing(thing), thing, sink)
        for name in ("Datastreams", "MultiDatastreams"):
            for stream in inlined(thing, name):
                self._stream(stream, thing, sink)

    def _stream(self, stream: Json, thing: Json | None, sink: EventSink) -> None:
        self._feature(lambda: self._reader.datastream(stream, thing), stream, sink)
        self._publish_observations(inlined(stream, "Observations"), sink, stream)

    def _feature(self, make: Any, raw: Json, sink: EventSink) -> None:
        try:
            event = make()
            is_news = self._seen.is_news(event)
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            sink.bad(str(error)[:200], repr(raw)[:400].encode("utf-8", "backslashreplace"))
            return
        if is_news:
            sink.publish([event])
        else:
            sink.skip("unchanged")

    def _publish_observations(self, items: list[Json], sink: EventSink, stream: Json | None = None,
                              default: str = "") -> None:
        events: list[Event] = []
        good = known = 0
        for item in items:
            key = str(item.get("@iot.id", ""))
            if key and key in self._ids:
                known += 1
                continue
            try:
                samples = self._reader.observation(item, stream, default)
            except (ValueError, TypeError, AttributeError, OverflowError) as error:
                sink.bad(str(error)[:200], repr(item)[:400].encode("utf-8", "backslashreplace"))
                continue
            if key:
                self._remember(key)
            events += samples
            good += 1
            self._newest_utc = max(self._newest_utc, samples[0].at_utc)
        sink.skip("repeated", known)
        if events:
            sink.publish(events, good)

    def _remember(self, key: str) -> None:
        self._ids[key] = None
        if len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)

    # --- a service

    def poll(self, sink: EventSink, stop: threading.Event) -> None:
        """The catalogue when it is due, then observations since the newest."""
        if time.monotonic() >= self._refresh_at:
            self._catalogue(sink, stop)
            self._refresh_at = time.monotonic() + self.config.refresh_s
        now = now_utc()
        since = now - int(self.config.history_hours * HOUR)
        if not self._newest_utc and since < now - RECENT:
            # What is so now must not wait for hours of what was so.
            self._observations(f"phenomenonTime ge {_z(now - RECENT)}", sink, stop)
            self._history_utc = now - RECENT
        if self._history_utc:
            self._history(since, sink, stop)
            self._history_utc = 0
        elif self._newest_utc:
            # A sensor whose clock is ahead must not hide what the others say.
            since = max(since, min(self._newest_utc, now) - int(self.config.overlap_s * SECOND))
            self._observations(f"phenomenonTime ge {_z(since)}", sink, stop)
        else:
            self._observations(f"phenomenonTime ge {_z(since)}", sink, stop)
        sink.alive()

    def _history(self, since_utc: int, sink: EventSink, stop: threading.Event) -> None:
        condition = f"phenomenonTime ge {_z(since_utc)}"
        try:
            self._observations(f"{condition} and phenomenonTime lt {_z(self._history_utc)}", sink, stop)
        except ConnectorError as error:
            if error.key != "http_status":
                raise
            self._observations(condition, sink, stop)  # a server that takes one condition only

    def _observations(self, condition: str, sink: EventSink, stop: threading.Event) -> None:
        query = (f"{self._root}/Observations?$filter={condition}&$orderby=phenomenonTime asc"
                 f"&$expand=Datastream($select=@iot.id)&$top={self.config.page_size}")
        for page in self._pages(query, sink, stop):
            self._publish_observations([item for item in page if isinstance(item, dict)], sink)

    def _catalogue(self, sink: EventSink, stop: threading.Event) -> None:
        try:
            pages = list(self._pages(f"{self._root}/Things?{_CATALOGUE}", sink, stop))
        except ConnectorError as error:
            if error.key not in ("http_status", "not_found"):
                raise
            # Some servers cannot expand so deep: then without the observed properties.
            pages = list(self._pages(f"{self._root}/Things?$expand=Locations,Datastreams", sink, stop))
        for page in pages:
            for thing in page:
                if not isinstance(thing, dict):
                    sink.bad("no_object", repr(thing)[:200].encode("utf-8", "backslashreplace"))
                    continue
                rest = str(thing.get("Datastreams@iot.nextLink") or "")
                if rest:
                    more = [item for later in self._pages(rest, sink, stop) for item in later]
                    thing = thing | {"Datastreams": [*inlined(thing, "Datastreams"), *more]}
                self._thing(thing, sink)

    def _pages(self, url: str, sink: EventSink, stop: threading.Event) -> Iterator[list[Any]]:
        """Lists of entities, following next links of this server only; ends when a link repeats."""
        asked: set[str] = set()
        for _ in range(self.config.max_pages):
            if url in asked:
                sink.bad("paging_loop: a page links to one already read")
                return
            asked.add(url)
            response = self.client.get(url, accept=self.accept, conditional=False, stop=stop)
            if response is None:
                return
            if response.date_utc:
                sink.clock(response.date_utc)
            try:
                body = load_json(response.body)
                page = body["value"] if isinstance(body, dict) else None
                if not isinstance(page, list):
                    raise ValueError("bad_json: no list under value")
            except (ValueError, KeyError) as error:
                sink.bad(f"{error}"[:200] if isinstance(error, ValueError) else "bad_json: no value", response.body)
                raise ConnectorError("bad_payload", f"no SensorThings page at {url.partition('?')[0]}") from error
            yield page
            link = str(body.get("@iot.nextLink") or "")
            if not link or stop.is_set():
                return
            if not self.client.same_origin(link):
                sink.bad("foreign_link: the next page leads to another server", link.encode())
                return
            url = link


def _z(at_utc: int) -> str:
    return to_iso(at_utc - at_utc % 1000).replace("+00:00", "Z")


__all__ = ["SensorThingsConfig", "SensorThingsConnector", "identity"]
