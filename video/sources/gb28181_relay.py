"""Bytes of a program stream from the relay of a GB/T 28181 connector, as a file that PyAV reads. One thread.

An address is gb28181://127.0.0.1:PORT/DEVICE/CHANNEL, with /sub for the sub stream, or with ?from=&until= (Unix seconds)
for a recording that the device itself holds.
"""

from __future__ import annotations

import errno
import json
import select
import socket
import time
import weakref
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import av
import av.error

from video.source import CONNECT_TIMEOUT_S, SourceError

_OPTIONS = {"probesize": "1000000", "analyzeduration": "100000", "fpsprobesize": "0"}  # it begins at a key frame
_REASONS = {"offline": "refused", "refused": "refused", "unknown": "missing", "timeout": "timeout",
            "unsupported": "unsupported"}
PAUSE_S = 45.0  # a recording that is paused for longer is let go; who goes on with it opens it anew
_PADDING = b"\x00\x00\x01\xbe\x00\x02\xff\xff"  # a PES packet that says nothing
_LARGEST_HEAD = 16_384
_CHUNK = 65_536
_read_by: weakref.WeakValueDictionary[int, RelayBytes] = weakref.WeakValueDictionary()  # by the container that reads it


def relay_path(url: str, verb: str = "", **more: str) -> tuple[tuple[str, int], str]:
    """((host, port), path) of an address at the relay. verb: instead of live or playback. Raises SourceError."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    way = parts.path.strip("/")
    try:
        port = parts.port
    except ValueError:
        port = None
    if not parts.hostname or not port or way.count("/") not in (1, 2):
        raise SourceError("missing", "gb28181://HOST:PORT/DEVICE/CHANNEL")
    if query.get("from") and query.get("until"):
        rest = {"viewer": query.get("viewer", ""), **more}
        return (parts.hostname, port), f"/{verb or 'playback'}/{way}/{query['from']}/{query['until']}?{urlencode(rest)}"
    return (parts.hostname, port), f"/{verb or 'live'}/{way}"


class RelayBytes:
    """What PyAV reads: not seekable; b"" at the end; TimeoutError when nothing came within the time-out."""

    def __init__(self, url: str, read_timeout_s: float, verb: str = "", **more: str) -> None:
        """verb: instead of live or playback, with more parameters. Raises SourceError."""
        address, path = relay_path(url, verb, **more)
        self.timed_out = False
        self._may_pause = path.startswith("/playback/")
        self._heard_s = 0.0  # of time.monotonic(), 0 before the first bytes
        self._timeout_s = read_timeout_s
        try:
            self._socket = socket.create_connection(address, CONNECT_TIMEOUT_S)
        except OSError as error:
            raise SourceError("refused", f"relay: {error}") from error
        try:
            self._rest = self._ask(path)
        except BaseException:
            self._socket.close()
            raise

    def _ask(self, path: str) -> bytes:
        """Request and head of the answer; gives what came behind it. Raises SourceError."""
        data = b""
        try:
            self._socket.sendall(f"GET {path} HTTP/1.0\r\nHost: relay\r\n\r\n".encode())
            while len(data) < _LARGEST_HEAD and (b"\r\n\r\n" not in data or b" 200 " not in data[:20]):
                fresh = self._socket.recv(_CHUNK)  # a refusal is read to its end, which says why
                if not fresh:
                    break
                data += fresh
        except TimeoutError as error:
            raise SourceError("timeout", "the device does not answer") from error
        except OSError as error:
            raise SourceError("lost", str(error)) from error
        head, _, rest = data.partition(b"\r\n\r\n")
        words = head.split(b" ", 2)
        if len(words) < 2 or words[1] != b"200":
            raise self._refused(rest)
        return rest

    @staticmethod
    def _refused(body: bytes) -> SourceError:
        try:
            told = json.loads(body or b"{}")
        except ValueError:
            told = {}
        key = str(told.get("error", "lost")) if isinstance(told, dict) else "lost"
        return SourceError(_REASONS.get(key, "lost"), f"{key} {told.get('detail', '') if isinstance(told, dict) else ''}".strip())

    def read(self, size: int = _CHUNK) -> bytes:
        """At most `size` bytes. Raises av.error.TimeoutError, which the library hands on to its caller."""
        if self._rest:
            data, self._rest = self._rest[:size], self._rest[size:]
            return data
        if self._may_pause and self._heard_s and not self.timed_out and time.monotonic() - self._heard_s < PAUSE_S:
            if not select.select([self._socket], [], [], self._timeout_s)[0]:
                return _PADDING  # it is paused: the library is told that the stream goes on
        elif self.timed_out or not select.select([self._socket], [], [], self._timeout_s)[0]:
            self.timed_out = True  # the library asks some more times before it believes it
            raise av.error.TimeoutError(errno.ETIMEDOUT, "no data")
        try:
            data = self._socket.recv(min(size, _CHUNK))
        except OSError:
            return b""
        self._heard_s = time.monotonic()
        return data

    def close(self) -> None:
        """Let go; the relay ends the session when nobody else reads it."""
        self._socket.close()


def open_relay(url: str, read_timeout_s: float) -> Any:
    """An opened container with a video stream. Raises SourceError."""
    data = RelayBytes(url, read_timeout_s)
    container = None
    try:
        container = av.open(data, format="mpeg", options=dict(_OPTIONS))
        if container.streams.video:
            _read_by[id(container)] = data
            return container
        raise SourceError("bad_payload", "no video stream")
    except Exception as error:
        if container is not None:
            container.close()
        data.close()
        if data.timed_out:
            raise SourceError("timeout", "no pictures came") from error
        if isinstance(error, SourceError):
            raise
        raise SourceError("bad_payload", f"{type(error).__name__}: {error}"[:200]) from error


def close_relay(container: Any) -> None:
    """Close what a container reads, after the container itself: PyAV only forgets it with the last of what belongs to it."""
    data = _read_by.pop(id(container), None)
    if data is not None:
        data.close()


def ask_relay(url: str, verb: str, **more: str) -> dict[str, Any]:
    """A question about an address (records, control) and its JSON answer. Raises SourceError."""
    address, path = relay_path(url, verb, **more)
    try:
        with socket.create_connection(address, CONNECT_TIMEOUT_S) as line:
            line.settimeout(20.0)
            line.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            data = b"".join(iter(lambda: line.recv(_CHUNK), b""))
    except OSError as error:
        raise SourceError("timeout" if isinstance(error, TimeoutError) else "lost", f"relay: {error}") from error
    head, _, body = data.partition(b"\r\n\r\n")
    if b" 200 " not in head[:20]:
        raise RelayBytes._refused(body)
    answer: dict[str, Any] = json.loads(body)
    return answer
