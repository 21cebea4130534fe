"""JSON over HTTP (or from a file) by a mapping of the user's: units, calls, cameras, alarms, anything. Orders can be
sent back. On the connector's thread; `send` on the caller's."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

import jmespath
import msgspec
from jmespath.exceptions import JMESPathError
from pydantic import Field, field_validator

from command_center.connectors.base import ConnectorError, EventSink, SendOutcome
from command_center.connectors.http import HttpClient, NotSent, Response, origin
from command_center.connectors.items import items_of, usual
from command_center.connectors.mapping import automatic
from command_center.connectors.rows import MappedConfig, Rows, mappers
from command_center.connectors.source import Document, DocumentConnector
from command_center.connectors.texts import load_json
from command_center.connectors.truncated import load_whole_records
from command_center.domain.events import Event, OrderCancelled, UnitOrdered
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import to_iso

_TELLING = frozenset({"at_utc", "lat", "lonlat", "latlon", "title", "text"})


class HttpJsonConfig(MappedConfig):
    """`items` finds the list in the answer, `events` (or `event` and `mapping`) makes events of each item."""

    poll_s: float = Field(10.0, gt=0, le=86400, description="seconds between two requests")
    max_bytes: int = Field(32 << 20, gt=0, description="largest message or file that is read")
    items: str = Field("", description="JMESPath of the list of items; empty: the answer itself or its first list")
    next: str = Field("", description="JMESPath of the next page's URL, or of a cursor for `next_param`")
    next_param: str = Field("", description="query parameter that takes the cursor")
    page_param: str = Field("", description="query parameter that counts pages or records, where there is no next link")
    page_start: int = Field(0, description="its first value")
    page_step: int = Field(1, gt=0, description="by how much it rises (1 for pages, the page size for offsets)")
    max_pages: int = Field(500, gt=0, description="pages that are read at most")
    since_param: str = Field("", description="query parameter that takes the newest time seen, ISO 8601")
    order_url: str = Field("", description="where an order is POSTed; {unit}, {order}, {incident} are filled in")
    cancel_url: str = Field("", description="what is DELETEd to call a unit back; the same words are filled in")
    move_url: str = Field("", description="where the movements of cameras are POSTed; {camera} is filled in")
    order_timeout_s: float = Field(5.0, gt=0, le=120, description="seconds to wait for the answer to an order")

    @field_validator("items", "next", "when")
    @classmethod
    def _jmespath(cls, value: str) -> str:
        try:
            if value:
                jmespath.compile(value)
        except JMESPathError as error:
            raise ValueError(f"a JMESPath ({error})".splitlines()[0]) from error
        return value


    @field_validator("move_url")
    @classmethod
    def _movement(cls, value: str) -> str:
        try:
            if value:
                origin(value.format(camera="c"))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError("an http or https URL in which {camera} may stand") from error
        return value

    @field_validator("order_url", "cancel_url")
    @classmethod
    def _template(cls, value: str) -> str:
        try:
            if value:
                origin(value.format(unit="u", order="o", incident="i"))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError("an http or https URL in which {unit}, {order} and {incident} may stand") from error
        return value


class HttpJsonConnector(DocumentConnector):
    """JSON over HTTP by a mapping; orders can be sent back."""

    kind = "http_json"
    tier = "silver"
    Config = HttpJsonConfig
    suffixes = (".json", ".geojson", ".jsonld")
    accept = "application/json, */*;q=0.5"
    handles: ClassVar = (UnitOrdered, OrderCancelled)
    moves_cameras = True

    def __init__(self, config: HttpJsonConfig) -> None:
        super().__init__(config)
        self._rows = Rows(config.complete)
        self._mappers = mappers(config)
        # Only a report may go without an id: a series or a unit of one record would be none.
        self._identify = _identity if {rule.event for rule in config.rules()} == {"ReportReceived"} else None
        self._items = jmespath.compile(config.items) if config.items else None
        self._next = jmespath.compile(config.next) if config.next else None
        self._newest_utc = 0

    def remember(self, events: Sequence[Event]) -> None:
        """What the journal already holds of this source."""
        self._rows.remember(events)

    def read(self, document: Document, sink: EventSink) -> None:
        """One file."""
        self._feed(load_whole_records(document.body, sink), sink)
        self._rows.end_of_list(sink, self.config.id)

    def poll(self, sink: EventSink, stop: threading.Event) -> None:
        """All pages of one answer."""
        paged = bool(self._next or self.config.page_param or self.config.since_param)
        params = {self.config.since_param: to_iso(self._newest_utc)} if (
            self.config.since_param and self._newest_utc) else {}
        response = self.client.get(self.config.url, params=params, accept=self.accept, conditional=not paged, stop=stop)
        if response is None:
            sink.alive()
            return
        if response.date_utc:
            sink.clock(response.date_utc)
        for body in self._pages(response, params, sink, stop):
            self._feed(body, sink)
        self._rows.end_of_list(sink, self.config.id)

    def _pages(self, response: Response, params: dict[str, str], sink: EventSink,
               stop: threading.Event) -> Iterator[Any]:
        config, url, before = self.config, self.config.url, None
        asked = {url + repr(params)}
        for number in range(1, config.max_pages + 1):
            try:
                body = load_json(response.body)
            except ValueError as error:
                self.client.forget(config.url)
                sink.bad(str(error)[:200], response.body)
                return
            if number > 1 and (body == before or not self._list(body)):
                return
            yield body
            before = body
            following = self._following(body, url, params, number)
            if following is None or stop.is_set():
                return
            url, params = following
            if url + repr(params) in asked:
                sink.bad("paging_loop: the next page is one already read")
                return
            asked.add(url + repr(params))
            answer = self.client.get(url, params=params, accept=self.accept, conditional=False, stop=stop)
            if answer is None:
                return
            response = answer

    def _following(self, body: Any, url: str, params: dict[str, str], number: int) -> tuple[str, dict[str, str]] | None:
        """Where the next page is; None at the end. Raises ConnectorError for a link that leaves the origin."""
        config = self.config
        if self._next is not None:
            link = self._next.search(body)
            if link in (None, "", False):
                return None
            if config.next_param:
                return config.url, {**params, config.next_param: str(link)}
            target = urljoin(url, str(link))
            if not self.client.same_origin(target):
                raise ConnectorError("foreign_link", "the next page leads to another server", fatal=True)
            return target, {}
        if config.page_param and self._list(body):
            return config.url, {**params, config.page_param: str(config.page_start + number * config.page_step)}
        return None

    def _list(self, body: Any) -> list[Any]:
        if self._items is None:
            return items_of(body)
        found = self._items.search(body)
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def _feed(self, body: Any, sink: EventSink) -> None:
        try:
            items = self._list(body)
        except JMESPathError as error:
            sink.bad(f"bad_mapping: items: {error}"[:200])
            return
        news = self._rows.feed(items, self._mappers, sink, self._identify)
        self._newest_utc = max([self._newest_utc, *(event.at_utc for event in news)])
        if not items:
            sink.alive()

    # --- orders

    def send(self, command: UnitOrdered | OrderCancelled) -> SendOutcome:
        """POST or DELETE. confirmed: 2xx; failed: refused or never sent; unknown: it may have arrived."""
        config = self.config
        template = config.order_url if isinstance(command, UnitOrdered) else config.cancel_url
        if not template:
            return SendOutcome("failed", "not_handled", config.id)
        unit = command.unit.removeprefix(f"{config.id}/")
        url = template.format_map({"unit": quote(unit, safe=""), "order": quote(command.order, safe=""),
                                   "incident": quote(command.incident, safe="")})
        body = None
        if isinstance(command, UnitOrdered):
            body = {"order": command.order, "incident": command.incident, "unit": unit, "lon": command.lon,
                    "lat": command.lat}
        return self._deliver("POST" if body else "DELETE", url, body, config.order_timeout_s)

    def move(self, camera: str, request: PtzRequest) -> SendOutcome:
        """POST a movement as JSON, its fields as in domain/ptz.py."""
        config = self.config
        if not config.move_url:
            return SendOutcome("failed", "not_handled", config.id)
        url = config.move_url.format_map({"camera": quote(camera.removeprefix(f"{config.id}/"), safe="")})
        return self._deliver("POST", url, msgspec.to_builtins(request), min(2.0, config.order_timeout_s))

    def _deliver(self, method: str, url: str, body: Any, timeout_s: float) -> SendOutcome:
        config = self.config
        try:
            # A connection of its own: a kept one may be dead, and then nobody knows whether the order arrived.
            client = HttpClient(url, headers=config.request_headers(), timeout_s=timeout_s, total_s=timeout_s * 2,
                                max_bytes=1 << 20, verify=config.verify)
            response = client.request(method, url, json=body, headers={"Connection": "close"})
        except NotSent as error:
            return SendOutcome("failed", error.key, error.detail)
        except ConnectorError as error:
            return SendOutcome("failed" if error.fatal else "unknown", error.key, error.detail)
        return _outcome(response)


def _identity(item: Any) -> str:
    """An id for a report that has none: the same content gets the same one. "" for what tells nothing."""
    if not isinstance(item, dict) or not _TELLING & set(automatic("ReportReceived", tuple(usual(item)))):
        return ""
    return hashlib.blake2b(json.dumps(item, sort_keys=True, default=str).encode("utf-8", "backslashreplace"),
                           digest_size=8).hexdigest()


def _outcome(response: Response) -> SendOutcome:
    if 200 <= response.status < 300:
        return SendOutcome("confirmed")
    said = _words(response.body)
    if 400 <= response.status < 500 or response.status in (501, 503):
        return SendOutcome("failed", "refused_by_service", said or str(response.status))
    return SendOutcome("unknown", "http_status", f"{response.status} {said}".strip())


def _words(body: bytes) -> str:
    """Why the service refused, in its own words."""
    try:
        parsed = load_json(body)
    except ValueError:
        return body[:200].decode("utf-8", "replace").strip()
    if isinstance(parsed, dict):
        parsed = next((parsed[key] for key in ("reason", "detail", "message", "error", "title") if parsed.get(key)), "")
    return str(parsed)[:200]
