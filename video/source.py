"""What a video source is, and which one serves an address. Headless; one source belongs to one thread.

Reconnection is not a source's business: whoever reads it (`video.decode.live`, `video.recorder`) opens a new one.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from command_center.redaction import redact
from command_center.registry import plugins

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 2.0


class Frame(NamedTuple):
    """One picture. pixels: uint8 (height, width, 4) in BGRA; captured_utc: when it reached us (or was recorded);
    sequence: rises with every picture of the source."""

    pixels: NDArray[np.uint8]
    captured_utc: int
    sequence: int


class Capabilities(NamedTuple):
    """live: it cannot wait for us; seekable: `seek` works."""

    live: bool
    seekable: bool


class SourceError(Exception):
    """A source cannot be read. reason: a key that widgets translate (refused, password, certificate,
    transport, timeout, ended, lost, bad_payload, unsupported, missing); detail: the library's words, for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        detail = redact(detail)  # the library quotes the whole address
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class VideoSource(Protocol):
    """Pictures of one address. `picture_size` is the box (width, height) in pixels that pictures are scaled into;
    None means that packets are received but not decoded (a hidden tile)."""

    capabilities: Capabilities
    picture_size: tuple[int, int] | None

    def open(self) -> None:
        """Connect. Raises SourceError."""

    def read(self, timeout: float) -> Frame | None:
        """The next picture, or None when none came within about `timeout` seconds. Raises SourceError when there
        will be no more."""

    def close(self) -> None:
        """Let go; on the reading thread only."""

    def seek(self, at_utc: int) -> None:
        """Go to an instant; only where capabilities.seekable."""


def create_source(url: str, read_timeout_s: float = READ_TIMEOUT_S) -> VideoSource:
    """The source for an address, by its scheme. Raises SourceError("unsupported")."""
    scheme = urlsplit(url).scheme.lower() if "://" in url else "file"
    plugin = plugins("video_sources").get(scheme)
    if plugin is None:
        raise SourceError("unsupported", scheme)
    source: VideoSource = plugin.load()(url, read_timeout_s)
    return source
