"""Tiles over HTTP: one request a tile, what comes back is looked at before it counts as a tile. Blocking; the threads
of a fetcher share a source, each has connections of its own."""

from __future__ import annotations

import contextlib
import email.utils
import hashlib
import re
import threading
from abc import abstractmethod
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from pydantic import Field, field_validator

from command_center.connectors.base import ConnectorError
from command_center.connectors.http import HttpClient, Response, origin, redact, retry_after_s
from command_center.domain.time import SECOND, from_datetime, now_utc
from layers.tiles.base import VECTOR_TILE, Fetched, TileConfig, TileData, TileError, TileSource
from layers.tiles.grid import TileKey
from layers.tiles.images import look_at_image, not_a_tile, vector_tile
from layers.tiles.patterns import SWITCH

_T = TypeVar("_T")
_DOCUMENT_BYTES = 64 << 20  # capabilities of large servers have 30 MB
_DAY_S = 86400
_WEEK_S = 7 * 86400
_NONE_FOR_S = 3600  # a server that has lost its data for a while says 404, too
_MAX_AGE = re.compile(r"(?i)(?:^|[,\s])(?:s-)?max-age\s*=\s*\"?(\d+)")
_NO_TILE = (204, 404, 410)
_REFUSED = (401, 403, 418)  # 418: Tianditu
_BUSY = (502, 503, 504)


class WebTileConfig(TileConfig):
    """What every source of tiles over HTTP has."""

    url: str = Field("", description="address of the service, or pattern of its tiles")
    subdomains: tuple[str, ...] = Field((), description="what {s} in the address stands for, in turn")
    headers: dict[str, str] = Field({}, description="request headers (Referer, User-Agent), sent to these servers only")
    auth_header: str = Field("", description="value of the Authorization header; write ${VARIABLE}, not the secret")
    timeout_s: float = Field(10.0, gt=0, le=600, description="seconds without a byte before a request is given up")
    total_timeout_s: float = Field(30.0, gt=0, le=3600, description="seconds that a whole tile may take")
    max_bytes: int = Field(8 << 20, gt=0, description="largest tile that is read")
    verify: bool | str = Field(True, description="check the server's certificate; or a file of trusted certificates")
    cache_hours: float | None = Field(None, ge=0, description="hours that a tile counts as fresh; left out: as the server "
                                                              "says, a week where it says nothing; 0: nothing is kept")

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an http or https URL")
        return value

    @field_validator("verify")
    @classmethod
    def _truth(cls, value: bool | str) -> bool | str:
        return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


class Request(NamedTuple):
    """What to ask for. size: pixels that the answer must have, None for any; gutter_px: see TileData."""

    url: str
    size: tuple[int, int] | None = None
    gutter_px: int = 0


class WebTileSource(TileSource):
    """A subclass says what to ask for (`request`) and what it depends on (`address`)."""

    Config = WebTileConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._own = threading.local()
        self._clients: list[HttpClient] = []
        self._lock = threading.Lock()
        self._names = _subdomains(config)
        self._trusted = {self._origin(SWITCH.sub("{s}", config.url).replace("{s}", name)) for name in self._names or ("",)}

    @abstractmethod
    def request(self, key: TileKey) -> Request:
        """The request for a tile."""

    @property
    def address(self) -> str:
        """What the tiles depend on besides their key; secrets in it do not matter, they are left out."""
        return str(self.config.url)

    @property
    def cache_key(self) -> str:
        """See TileSource."""
        if self.config.cache_hours == 0:
            return ""
        told = f"{self.kind} {redact(self.address)} {self.config.datum or ''}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def host(self) -> str:
        """See TileSource; {s} counts as one host."""
        return self._origin(SWITCH.sub("{s}", self.config.url).replace("{s}", ""))

    @staticmethod
    def _origin(url: str) -> str:
        try:
            return "{}://{}:{}".format(*origin(url))
        except ValueError:
            return ""

    def subdomain(self, column: int, row: int) -> str:
        """The same tile always from the same server, so that caches on the way are of use."""
        return self._names[(column + row) % len(self._names)] if self._names else ""

    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        """See TileSource."""
        return self.fetch(key, stop).tile

    def fetch(self, key: TileKey, stop: threading.Event, etag: str = "", modified: str = "") -> Fetched:
        """See TileSource."""
        wanted = self.request(key)
        validators = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        response = self.get(wanted.url, stop, validators)
        if response.status == 304 and validators:
            return Fetched(None, True, *self._times(response))
        if response.status in _NO_TILE or _is_out_of_range(response):
            expires, etag, when, keep = self._times(response)
            return Fetched(None, False, min(expires, now_utc() + _NONE_FOR_S * SECOND), etag, when, keep)
        if response.status != 200:
            raise answer_error(response)
        return Fetched(self._tile(response.body, wanted), False, *self._times(response))

    def _tile(self, body: bytes, wanted: Request) -> TileData | None:
        if self.is_vector:
            plain = vector_tile(body)
            return TileData(plain, VECTOR_TILE, 0, False, now_utc()) if plain else None
        image = look_at_image(body)
        if wanted.size is not None and (image.width, image.height) != wanted.size:
            raise TileError("wrong_size", f"{image.width} x {image.height} pixels instead of "
                                          f"{wanted.size[0]} x {wanted.size[1]}")
        return TileData(body, image.media, wanted.gutter_px, False, now_utc())

    def _times(self, response: Response) -> tuple[int, str, str, bool]:
        """expires_utc, ETag, Last-Modified, and whether it may be kept at all."""
        now, headers = now_utc(), response.headers
        control = headers.get("Cache-Control", "").lower()
        hours = self.config.cache_hours
        if hours is not None:
            expires, keep = now + int(hours * 3600 * SECOND), hours > 0
        else:
            expires, keep = now + int(_fresh_s(headers, control) * SECOND), "no-store" not in control
        return expires, headers.get("ETag", ""), headers.get("Last-Modified", ""), keep

    def document(self, url: str, stop: threading.Event, read: Callable[[bytes, str], _T]) -> _T:
        """What `read` makes of a document (its bytes, the URL it came from): asked of the server once a day, and of
        what is remembered while the server is away. Raises TileError, also what `read` raises."""
        name = f"{self.kind} {redact(url)}"
        kept = self.documents.document(name) if self.documents is not None else None
        if kept is not None and now_utc() - kept[1] < _DAY_S * SECOND:
            with contextlib.suppress(TileError):
                return read(kept[0], url)
        try:
            response = self.get(url, stop, max_bytes=_DOCUMENT_BYTES)
            if response.status != 200:
                raise answer_error(response)
            value = read(response.body, response.url)
        except TileError:
            if kept is None:
                raise
            return read(kept[0], url)
        if self.documents is not None:
            self.documents.keep_document(name, response.body)
        return value

    def get(self, url: str, stop: threading.Event, headers: dict[str, str] | None = None,
            max_bytes: int = 0) -> Response:
        """An answer of any status. Raises TileError where none came."""
        try:
            return self._client(url, max_bytes).request("GET", url, headers=headers, stop=stop)
        except ConnectorError as error:
            raise TileError(error.key, error.detail, fatal=error.fatal, retry_after_s=error.retry_after_s) from error

    def _client(self, url: str, max_bytes: int) -> HttpClient:
        """This thread's client for the server; only those of the configuration get its headers."""
        config, where = self.config, self._origin(url)
        clients: dict[tuple[str, int], HttpClient] = self._own.__dict__.setdefault("clients", {})
        client = clients.get((where, max_bytes))
        if client is None:
            own = dict(config.headers) if where in self._trusted else {}
            if config.auth_header and where in self._trusted:
                own["Authorization"] = config.auth_header
            client = HttpClient(url, headers=own, timeout_s=config.timeout_s, total_s=config.total_timeout_s,
                                max_bytes=max_bytes or config.max_bytes, verify=config.verify)
            clients[where, max_bytes] = client
            with self._lock:
                self._clients.append(client)
        return client

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            for client in self._clients:
                client.close()
            self._clients.clear()


def _subdomains(config: Any) -> tuple[str, ...]:
    switch = SWITCH.search(config.url)
    if config.subdomains:
        return tuple(config.subdomains)
    return tuple(switch[1].split(",")) if switch else ("a", "b", "c") if "{s}" in config.url else ()


def answer_error(response: Response) -> TileError:
    """The error of an answer that is neither a tile nor "no tile here"; in the server's own words where it has any."""
    status, wait = response.status, retry_after_s(response.headers.get("Retry-After", ""))
    told = not_a_tile(response.body) if response.body.strip() else None
    words = f"HTTP {status}" + (f": {told.detail}" if told is not None and told.key != "not_an_image" else "")
    if status in _REFUSED:
        return TileError("unauthorized", words, retry_after_s=wait)
    if status == 429:
        return TileError("too_many_requests", words, retry_after_s=wait)
    if status in _BUSY:
        return TileError("server_error", words, retry_after_s=wait)
    return TileError("http_status", words, retry_after_s=wait)


def _is_out_of_range(response: Response) -> bool:
    """GeoWebCache and others answer 400 with this word for a tile outside of what they have."""
    return response.status == 400 and b"TileOutOfRange" in response.body[:4096]


def _fresh_s(headers: Any, control: str) -> float:
    """Seconds that an answer is fresh by its headers."""
    if "no-cache" in control or "must-revalidate, max-age=0" in control:
        return 0.0
    match = _MAX_AGE.search(control)
    if match:
        age = headers.get("Age", "0")
        return max(0.0, float(match[1]) - (float(age) if age.isdecimal() else 0.0))
    try:
        until = from_datetime(email.utils.parsedate_to_datetime(headers["Expires"]))
        since = from_datetime(email.utils.parsedate_to_datetime(headers["Date"])) if "Date" in headers else now_utc()
        return max(0.0, (until - since) / SECOND)
    except KeyError:
        return float(_WEEK_S)
    except (ValueError, TypeError):
        return 0.0  # "Expires: 0" and the like
