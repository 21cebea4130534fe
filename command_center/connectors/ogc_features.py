"""OGC API Features: from the landing page over the collections to their items, page by page. Stored pages too. On the
connector's thread."""

from __future__ import annotations

import threading
import time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.features import (
    FeatureConnector,
    FeatureServiceConfig,
    Key,
    Reading,
    Words,
    epsg_code,
)
from command_center.connectors.geojson import NotGeoJson
from command_center.connectors.geojson_rows import Taken, take_geojson
from command_center.connectors.http import Response
from command_center.connectors.ogc_links import (
    DATA,
    Collection,
    at_origin,
    collections_of,
    link_to,
    links_of,
    system_of_answer,
    with_query,
)
from command_center.connectors.source import Document
from command_center.connectors.texts import load_json

_BLANK = b"\xef\xbb\xbf \t\r\n"
LOOK_AGAIN_S = 3600.0  # so often the list of collections is read anew
_DEEPEST = 4  # from a landing page to items


class OgcFeaturesConfig(FeatureServiceConfig):
    """url: the landing page, the collections, one collection, or its items."""

    collections: Words = Field((), description="ids of the collections that are read; empty: the one that "
                                               "`collection` names, else all")
    limit: int = Field(1000, gt=0, le=100_000, description="features that are asked for at once")
    max_collections: int = Field(100, gt=0, description="collections that are read at most where none is named")
    datetime: str = Field("", description="only this instant or interval, such as 2024-01-01T00:00:00Z/..")
    request_crs: str = Field("", description="coordinate system that is asked for (EPSG:CODE or a URI); empty: CRS84")
    rebase_links: bool = Field(False, description="follow links to other hosts at the URL's own origin, for a server "
                                                  "behind a proxy that names itself wrongly")
    query: dict[str, str] = Field({}, description="further parameters of each request for items (filter, properties)")

    @field_validator("request_crs")
    @classmethod
    def _a_uri(cls, value: str) -> str:
        if not value or value.startswith("http"):
            return value
        return f"http://www.opengis.net/def/crs/EPSG/0/{epsg_code(value, ' or a URI')}"


class _Page(NamedTuple):
    """What is remembered of an unchanged page: the next one's address, and its features. loops: there is nothing on it
    that was not on an earlier one."""

    following: str
    keys: tuple[Key, ...]
    loops: bool = False


class OgcFeaturesConnector(FeatureConnector):
    """OGC API Features 1.0: collections page by page."""

    kind = "ogc_features"
    tier = "silver"
    Config = OgcFeaturesConfig
    suffixes = (".json", ".geojson")
    accept = "application/geo+json, application/json;q=0.9"

    def __init__(self, config: OgcFeaturesConfig) -> None:
        super().__init__(config)
        self._pages: dict[str, _Page] = {}
        self._collections: list[Collection] = []
        self._by_parameter = False
        self._look_again_at = 0.0

    # --- stored pages

    def read(self, document: Document, sink: EventSink) -> None:
        """A page of items; of a landing page or a list of collections each entry counts as skipped."""
        reading = self.begin(document.name, sink)
        value = self._json(document.body, reading)
        if isinstance(value, dict) and isinstance(value.get("collections"), list):
            reading.skip("collection", len(value["collections"]))
        elif isinstance(value, dict) and "features" not in value and value.get("type") != "Feature" \
                and (next(links_of(value), None) is not None or "conformsTo" in value):
            reading.skip("no_items", 1)
        elif value is not None:
            self._take(document.body, reading, "", False)
        self.end(reading, sink)

    def _json(self, body: bytes, reading: Reading) -> Any:
        try:
            return load_json(body)
        except ValueError as error:
            if b'"features"' in body or b'"Feature"' in body:
                return {"type": "FeatureCollection", "features": []}  # the whole features of a broken page are kept
            reading.fail(f"bad_json: {error}"[:160], body)
            return None

    def _take(self, body: bytes, reading: Reading, crs: str, swapped: bool) -> Taken:
        try:
            return take_geojson(body, reading, crs=crs, swapped=swapped)
        except NotGeoJson as error:
            reading.fail(str(error), body)
        except ValueError as error:
            reading.fail(f"bad_json: {error}"[:160], body)
        return Taken([])

    # --- a service

    def poll(self, sink: EventSink, stop: threading.Event) -> None:
        """Every collection once. One that fails takes none of the others away."""
        if not self._collections or time.monotonic() >= self._look_again_at:
            self._collections = self._discover(stop)
            self._look_again_at = time.monotonic() + LOOK_AGAIN_S
            self.retire({collection.identity for collection in self._collections}, sink)
        sink.trouble("")
        alone = len(self._collections) == 1
        for collection in self._collections:
            reading = self.begin(collection.identity, sink, collection.identity, alone=alone)
            try:
                self._read_collection(collection, reading, sink, stop)
            except ConnectorError as error:
                if error.key == "stopped" or alone:
                    self._collections = []
                    raise
                reading.fail(f"{error.key}: {collection.identity}: {error.detail}")
                sink.trouble(f"{error.key}: {collection.identity}")
                self._collections = []  # it may be gone: look again next time
            self.end(reading, sink)
            if not self._collections:
                break

    def check(self) -> None:
        """Find the collections, or look at the path."""
        if self.config.path:
            super().check()
        else:
            self._discover(threading.Event())

    def _discover(self, stop: threading.Event) -> list[Collection]:
        url = self.config.url
        for _ in range(_DEEPEST):
            response = self._get(url, stop, conditional=False)
            assert response is not None
            value = self._document(response)
            if isinstance(value, dict) and ("features" in value or value.get("type") == "Feature"):
                return [Collection(_name_of(url), url)]
            found = collections_of(value, response.url)
            if found:
                return self._wanted(found)
            following = link_to(value, DATA, response.url)
            if not following and isinstance(value, dict) and isinstance(value.get("collections"), list):
                return []
            if not following or following == url:
                raise ConnectorError("not_ogc_features", "no link to data", fatal=False)
            url = self._own(following)
        raise ConnectorError("not_ogc_features", "no collections behind the landing page")

    def _document(self, response: Response) -> Any:
        try:
            return load_json(response.body)
        except ValueError as error:
            raise ConnectorError("bad_json", f"{response.headers.get('Content-Type', '')[:60]}: {error}"[:160]) from error

    def _wanted(self, found: list[Collection]) -> list[Collection]:
        known = {one.identity: one for one in found}
        missing = [name for name in self.config.collections if name not in known]
        if missing:
            raise ConnectorError("not_found", f"no collection {missing[0][:60]}; there are {', '.join(known)[:200]}",
                                 fatal=True)
        alone = known.get(self.config.collection)  # named as the table too: only that one can be meant
        wanted = [known[name] for name in self.config.collections] or ([alone] if alone is not None else found)
        if len(wanted) > self.config.max_collections:
            raise ConnectorError("too_large", f"{len(wanted)} collections, {self.config.max_collections} allowed: name "
                                              "those that are wanted", fatal=True)
        return [Collection(one.identity, self._own(one.url)) for one in wanted]

    def _own(self, url: str) -> str:
        """A link that stays on our server. Credentials and requests never leave it. Raises ConnectorError."""
        if self.client.same_origin(url):
            return url
        ours, theirs = urlsplit(self.config.url), urlsplit(url)
        if self.config.rebase_links or (theirs.hostname == ours.hostname and theirs.scheme == "http"):
            return at_origin(url, self.config.url)  # a server that does not know that it is reached over TLS
        raise ConnectorError("foreign_link", f"{theirs.hostname}; set rebase_links if it is the same server")

    def _get(self, url: str, stop: threading.Event, *, conditional: bool = True) -> Response | None:
        """An answer in JSON; asks with f=json where the Accept header is not heard."""
        asked = with_query(url, {"f": "json"}) if self._by_parameter else url
        response = self.client.get(asked, accept=self.accept, conditional=conditional, stop=stop)
        if response is not None and not self._by_parameter and response.body.lstrip(_BLANK)[:1] == b"<":
            self._by_parameter = True
            return self._get(url, stop, conditional=False)
        return response

    def _query(self) -> dict[str, str]:
        config = self.config
        wanted = {"limit": str(config.limit), **config.query}
        if config.bbox is not None:
            wanted["bbox"] = ",".join(f"{part:.7g}" for part in config.bbox)
        wanted |= {"datetime": config.datetime} if config.datetime else {}
        return wanted | ({"crs": config.request_crs} if config.request_crs else {})

    def _read_collection(self, collection: Collection, reading: Reading, sink: EventSink,
                         stop: threading.Event) -> None:
        url: str = with_query(collection.url, self._query())
        visited: set[str] = set()
        reading.in_pages()
        while url:
            if stop.is_set():
                raise ConnectorError("stopped", "asked to stop")  # what was not reached is not gone
            if url in visited:
                reading.fail(f"paging_loop: {collection.identity}", url.encode())
                return
            if len(visited) >= self.config.max_pages:
                reading.failed = True  # what was not reached is not gone
                sink.trouble(f"too_many_pages: {collection.identity}, {self.config.max_pages} read")
                return
            visited.add(url)
            page = self._page(url, reading, sink, stop)
            if page.loops:
                reading.fail(f"paging_loop: {collection.identity}", url.encode())
                return
            url = self._own(page.following) if page.following else ""

    def _page(self, url: str, reading: Reading, sink: EventSink, stop: threading.Event) -> _Page:
        response = self._get(url, stop, conditional=url in self._pages)
        known = self._pages.get(url)
        if response is None and known is not None:
            reading.present |= set(known.keys)
            reading.skip("unchanged", len(known.keys))
            return known
        assert response is not None
        if response.date_utc:
            sink.clock(response.date_utc)
        try:
            crs, swapped = system_of_answer(response.headers.get("Content-Crs", ""), self.config.ignores_axis_order)
        except ValueError as error:
            reading.fail(f"unknown_crs: {error}"[:160], response.body)
            return _Page("", ())
        before = reading.failed
        reading.failed = False
        keys, repeated = self._take(response.body, reading, crs, swapped)
        page = _Page(self._next(response), tuple(keys), bool(repeated and not keys))
        if reading.failed:
            self.client.forget(url)
        if not reading.failed:
            self._pages[url] = page
        reading.failed = reading.failed or before
        return page

    def _next(self, response: Response) -> str:
        try:
            return link_to(load_json(response.body), ("next",), response.url)
        except ValueError:
            return ""


def _name_of(url: str) -> str:
    """The collection that an address of items belongs to."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    return parts[-2] if len(parts) > 1 and parts[-1] == "items" else parts[-1].partition(".")[0] if parts else "items"
