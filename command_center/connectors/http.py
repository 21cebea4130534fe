"""HTTP as city sources need it: time limits, size limits while streaming, conditional requests, Retry-After,
credentials that never leave their origin. Blocking; one client belongs to one connector thread."""

from __future__ import annotations

import email.utils
import re
import threading
import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import urllib3

from command_center import DISTRIBUTION, __version__
from command_center.connectors.base import ConnectorError
from command_center.domain.time import SECOND, from_datetime, now_utc

_SECRET = re.compile(r"(?i)([?&;](?:[\w-]*(?:key|token|secret|password|passwd|sig|signature|auth|tk|ak|sk))=)[^&;#\s]*")
_USERINFO = re.compile(r"(?<=://)[^/@\s]+@")
_REDIRECTS = 5
_CHUNK = 1 << 16


def redact(text: str) -> str:
    """A text with the passwords and keys of its URLs blotted out."""
    return _SECRET.sub(r"\1***", _USERINFO.sub("***@", text))


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what credentials are bound to. Raises ValueError for what is no http(s) URL."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an http or https URL")
    return parts.scheme, parts.hostname.lower(), parts.port or (443 if parts.scheme == "https" else 80)


class NotSent(ConnectorError):
    """No connection came about, so the request certainly did not arrive."""


class Response(NamedTuple):
    """A whole answer. url: where it came from in the end."""

    status: int
    headers: requests.structures.CaseInsensitiveDict[str]
    body: bytes
    url: str

    @property
    def date_utc(self) -> int:
        """The server's clock when it answered, 0 if it does not tell or the answer comes from a cache."""
        try:
            if self.headers.get("Age", "0") != "0":
                return 0
            return from_datetime(email.utils.parsedate_to_datetime(self.headers["Date"]))
        except (KeyError, ValueError, TypeError):
            return 0


class HttpClient:
    """GET with memory of ETag and Last-Modified by URL, and plain requests for orders."""

    def __init__(self, url: str, *, headers: dict[str, str] | None = None, timeout_s: float = 10.0,
                 total_s: float = 60.0, max_bytes: int = 64 << 20, verify: bool | str = True) -> None:
        """headers go to the origin of `url` only. timeout_s: connect and between two reads; total_s: a whole answer.
        Raises ConnectorError for what is no URL."""
        try:
            self._origin = origin(url)
        except ValueError as error:
            raise ConnectorError("bad_configuration", f"url: expected {error}", fatal=True) from error
        self._headers, self._timeout, self._total, self._max = dict(headers or {}), timeout_s, total_s, max_bytes
        self._session = requests.Session()
        self._session.verify = verify
        self._session.headers["User-Agent"] = f"{DISTRIBUTION}/{__version__}"
        # A proxy of the environment is for the world outside, not for a gateway on this machine.
        self._session.trust_env = self._origin[1] not in ("localhost", "127.0.0.1", "::1")
        self._validators: dict[str, dict[str, str]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def same_origin(self, url: str) -> bool:
        """Whether credentials may go there."""
        try:
            return origin(url) == self._origin
        except ValueError:
            return False

    def get(self, url: str, *, params: dict[str, str] | None = None, conditional: bool = True,
            accept: str = "*/*", stop: threading.Event | None = None) -> Response | None:
        """The answer, or None if nothing changed since the last `get` of this URL. Raises ConnectorError for
        everything but 2xx and 304."""
        extra = {"Accept": accept}
        if conditional:
            with self._lock:
                extra |= self._validators.get(url, {})
        response = self.request("GET", url, params=params, headers=extra, stop=stop)
        if response.status == 304:
            return None
        if not 200 <= response.status < 300:
            raise status_error(response)
        validators = {ours: response.headers[theirs] for theirs, ours in
                      (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")) if theirs in response.headers}
        with self._lock:
            self._validators[url] = validators
        return response

    def forget(self, url: str) -> None:
        """Ask for the whole again next time (what came could not be used)."""
        with self._lock:
            self._validators.pop(url, None)

    def request(self, method: str, url: str, *, params: dict[str, str] | None = None,
                headers: dict[str, str] | None = None, json: Any = None,
                stop: threading.Event | None = None, data: bytes | None = None, auth: Any = None) -> Response:
        """One request, redirects followed. data: a body as it is; auth: of requests (digest), for our own
        origin only. Raises ConnectorError when there is no whole answer."""
        deadline = time.monotonic() + self._total
        for _ in range(_REDIRECTS + 1):
            if not url.startswith(("http://", "https://")):
                raise ConnectorError("bad_redirect", redact(url)[:200])
            own = self._headers if self.same_origin(url) else {}
            response = self._one(method, url, params, {**own, **(headers or {})}, json, deadline, stop, data,
                                 auth if self.same_origin(url) else None)
            if response.status not in (301, 302, 303, 307, 308) or "Location" not in response.headers:
                return response
            url, params = urljoin(url, response.headers["Location"]), None
            if method != "GET" and response.status in (301, 302, 303):
                method, json, data = "GET", None, None
        raise ConnectorError("too_many_redirects", redact(url))

    def _one(self, method: str, url: str, params: dict[str, str] | None, headers: dict[str, str], json: Any,
             deadline: float, stop: threading.Event | None, data: bytes | None, auth: Any) -> Response:
        try:
            with self._session.request(method, url, params=params, headers=headers, json=json, stream=True,
                                       timeout=(min(self._timeout, 10.0), self._timeout), allow_redirects=False,
                                       data=data, auth=auth or _no_netrc) as answer:
                body = self._body(answer, deadline, stop)
                return Response(answer.status_code, answer.headers, body, answer.url)
        except requests.RequestException as error:
            raise _as_connector_error(error, url) from error
        except (ValueError, OSError) as error:  # urllib3 lets some through: a bad chunk, a bad host name
            raise ConnectorError("unreachable", f"{type(error).__name__} at {_bare(url)}") from error

    def _body(self, answer: requests.Response, deadline: float, stop: threading.Event | None) -> bytes:
        declared = answer.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared) > self._max:
            raise ConnectorError("too_large", f"{declared} bytes announced, {self._max} allowed")
        parts, size = [], 0
        for part in _as_it_comes(answer):
            size += len(part)
            if size > self._max:
                raise ConnectorError("too_large", f"more than {self._max} bytes")
            if time.monotonic() > deadline:
                raise ConnectorError("timeout", f"answer not complete after {self._total:g} s")
            if stop is not None and stop.is_set():
                raise ConnectorError("stopped", "asked to stop")
            parts.append(part)
        return b"".join(parts)


def _as_it_comes(answer: requests.Response) -> Iterator[bytes]:
    """Whatever has arrived, at once: iter_content waits for a whole chunk, and a server that drips a byte a second
    would keep its thread for hours whatever the limit of the whole answer. Errors are those of requests."""
    try:
        while part := answer.raw.read1(_CHUNK, decode_content=True):
            yield part
    except urllib3.exceptions.ReadTimeoutError as error:
        raise requests.exceptions.ReadTimeout(error) from error
    except urllib3.exceptions.SSLError as error:
        raise requests.exceptions.SSLError(error) from error
    except urllib3.exceptions.HTTPError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Without an auth object requests would send what ~/.netrc says."""
    return request


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return redact(urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")))


def _as_connector_error(error: requests.RequestException, url: str) -> ConnectorError:
    where = _bare(url)
    if isinstance(error, requests.exceptions.SSLError):
        return NotSent("tls", f"no trusted connection to {where}")
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return NotSent("timeout", where)
    if isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error).lower():
        return ConnectorError("timeout", where)
    if isinstance(error, requests.exceptions.ConnectionError):
        if "NewConnectionError" in str(error) or "NameResolution" in str(error) or "refused" in str(error).lower():
            return NotSent("refused" if "refused" in str(error).lower() else "unreachable", where)
        return ConnectorError("unreachable", where)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema
                  | requests.exceptions.InvalidSchema | requests.exceptions.InvalidHeader):
        return ConnectorError("bad_configuration", f"url or headers ({where})", fatal=True)
    return ConnectorError("unreachable", f"{type(error).__name__} at {where}")


def status_error(response: Response) -> ConnectorError:
    """The error of an answer that is no success; 429 and 503 carry their Retry-After."""
    key = {401: "unauthorized", 403: "unauthorized", 404: "not_found", 429: "too_many_requests"}.get(
        response.status, "http_status")
    return ConnectorError(key, f"{response.status} from {_bare(response.url)}",
                          retry_after_s=retry_after_s(response.headers.get("Retry-After", "")))


def retry_after_s(text: str) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date), None if it does not."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, (from_datetime(email.utils.parsedate_to_datetime(text)) - now_utc()) / SECOND)
    except (ValueError, TypeError):
        return None
