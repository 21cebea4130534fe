"""What sources of whole documents share: a URL that is polled, or a file or folder that is read. On the connector's
thread. A subclass says what a document holds (`read`)."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from pydantic import Field, field_validator, model_validator

from command_center.connectors.base import Connector, ConnectorConfig, ConnectorError, EventSink
from command_center.connectors.http import HttpClient, Response, origin
from command_center.connectors.texts import without_head
from command_center.domain.time import now_utc

_WATCH_S = 1.0


class DocumentConfig(ConnectorConfig):
    """Keys of every source that has a URL or a path."""

    url: str = Field("", description="http or https URL that is polled")
    path: str = Field("", description="file or folder that is read once, or again when it changes (watch)")
    poll_s: float = Field(30.0, gt=0, le=86400, description="seconds between two requests")
    watch: bool = Field(False, description="keep looking at the path and read what changed")
    headers: dict[str, str] = Field({}, description="request headers, sent to the URL's own origin only")
    auth_header: str = Field("", description="value of the Authorization header; write ${VARIABLE}, not the secret")
    timeout_s: float = Field(10.0, gt=0, le=600, description="seconds without a byte before the source counts as lost")
    total_timeout_s: float = Field(60.0, gt=0, le=3600, description="seconds that a whole answer may take")
    verify: bool | str = Field(True, description="check the server's certificate; or a file of trusted certificates")

    @field_validator("verify")
    @classmethod
    def _truth(cls, value: bool | str) -> bool | str:
        return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_input(self) -> DocumentConfig:
        if bool(self.url) == bool(self.path):
            raise ValueError("either url or path")
        if self.url:
            try:
                origin(self.url)
            except ValueError as error:
                raise ValueError(f"url: {error}") from error
        return self

    def request_headers(self) -> dict[str, str]:
        """Headers with the authorization."""
        return {**self.headers, **({"Authorization": self.auth_header} if self.auth_header else {})}


class Document(NamedTuple):
    """name: file name or URL without its query; url "" for a file; read_utc: when it came."""

    name: str
    body: bytes
    url: str = ""
    content_type: str = ""
    path: Path | None = None
    read_utc: int = 0


class DocumentConnector(Connector):
    """Polls or reads, and gives every document to `read`."""

    inputs: ClassVar[tuple[str, ...]] = ("url", "path")
    suffixes: ClassVar[tuple[str, ...]] = ()  # of files taken from a folder; none: all
    accept: ClassVar[str] = "*/*"
    reads_files_itself: ClassVar[bool] = False  # then Document.body is empty for a path

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._client: HttpClient | None = None
        self._stop = threading.Event()

    @property
    def client(self) -> HttpClient:
        """The client of this source; kept, because it remembers ETags."""
        if self._client is None:
            config = self.config
            self._client = HttpClient(config.url, headers=config.request_headers(), timeout_s=config.timeout_s,
                                      total_s=config.total_timeout_s, max_bytes=config.max_bytes,
                                      verify=config.verify)
        return self._client

    def read(self, document: Document, sink: EventSink) -> None:
        """Publish what a document holds; every record counted as good, bad or skipped. May raise ConnectorError for
        a URL (the source is then lost until the next try)."""
        raise NotImplementedError

    def run(self, sink: EventSink, stop: threading.Event) -> None:
        """Poll until stopped, or read the path."""
        self._stop = stop
        if self.config.path:
            self._run_path(sink, stop)
            return
        while not stop.is_set():
            started = time.monotonic()
            self.poll(sink, stop)
            stop.wait(max(0.05, self.config.poll_s - (time.monotonic() - started)))

    def poll(self, sink: EventSink, stop: threading.Event) -> None:
        """One round."""
        response = self.client.get(self.config.url, accept=self.accept, stop=stop)
        if response is None:
            sink.alive()
            return
        try:
            self.read(self.document(response, sink), sink)
        except (ValueError, RecursionError, MemoryError) as error:
            self.client.forget(self.config.url)
            sink.bad(f"unreadable: {type(error).__name__}: {error}"[:200], response.body)

    def document(self, response: Response, sink: EventSink) -> Document:
        """An answer as a document; its clock is compared with ours."""
        if response.date_utc:
            sink.clock(response.date_utc)
        return Document(response.url.partition("?")[0].rstrip("/").rpartition("/")[2], response.body, response.url,
                        response.headers.get("Content-Type", ""), None, now_utc())

    def check(self) -> None:
        """One request or one look at the path."""
        if self.config.path:
            next(iter(self._files()), None)
        else:
            self.client.get(self.config.url, accept=self.accept, conditional=False)

    # --- paths

    def _run_path(self, sink: EventSink, stop: threading.Event) -> None:
        seen: dict[Path, tuple[int, int]] = {}
        while not stop.is_set():
            for path in self._files():
                if stop.is_set():
                    return
                mark = _mark(path)
                if seen.get(path) != mark:
                    seen[path] = mark
                    self._read_file(path, sink)
            if not self.config.watch:
                return
            sink.alive()
            stop.wait(_WATCH_S)

    def _files(self) -> Iterator[Path]:
        root = Path(self.config.path)
        if not root.exists():
            raise ConnectorError("not_found", f"no file or folder {root}", fatal=not self.config.watch)
        if not root.is_dir():
            yield root
            return
        inside = root.resolve()
        for path in sorted(root.iterdir()):
            # A link that leads out of the folder would let whoever fills it read any file of this machine.
            if path.is_file() and path.resolve().is_relative_to(inside) and self.takes(path):
                yield path

    def takes(self, path: Path) -> bool:
        """Whether a file of a folder is ours."""
        return not self.suffixes or path.name.lower().endswith(self.suffixes)

    def _read_file(self, path: Path, sink: EventSink) -> None:
        try:
            body = b"" if self.reads_files_itself else without_head(read_limited(path, self.config.max_bytes))
            self.read(Document(path.name, body, path=path, read_utc=now_utc()), sink)
        except ConnectorError as error:
            if error.key in ("stopped", "not_recorded"):
                raise
            sink.bad(f"{error.key}: {error.detail}")
        except OSError as error:
            sink.bad(f"unreadable: {error.strerror or error}")
        except (ValueError, RecursionError, MemoryError, UnicodeError) as error:
            sink.bad(f"unreadable: {type(error).__name__}: {error}"[:200])


def _mark(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def read_limited(path: Path, limit: int) -> bytes:
    """The bytes of a regular file; ConnectorError for a device or pipe (it might never end) and for one too large."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise ConnectorError("unreadable", "not a regular file")
        if status.st_size > limit:
            raise ConnectorError("too_large", f"{status.st_size} bytes, {limit} allowed")
        return file.read(limit)
