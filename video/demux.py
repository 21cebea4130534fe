"""Opening containers with PyAV: options, time-outs, and the library's errors as our reasons. Headless; any thread.

Only here and in the recorder's writer is PyAV's container interface used. A container is never closed from another
thread while it reads: that is a segmentation fault.
"""

from __future__ import annotations

import errno
import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import av
import av.error
import av.logging
from av.stream import Discard

from command_center.domain.addresses import Address, parse_address
from command_center.redaction import redact
from video.source import SourceError
from video.sources.gb28181_relay import open_relay
from video.transports import (
    LIST_TIMEOUT_S,
    UDP,
    container_options,
    open_timeout_s,
    secret_address,
    silent_over_udp,
    transports,
)

av.logging.set_level(av.logging.PANIC)  # a noisy camera would fill the log; its trouble is state, not text
logging.getLogger("libav").setLevel(logging.CRITICAL)

_REFUSED = (
    av.error.ConnectionRefusedError, av.error.HTTPNotFoundError, av.error.HTTPBadRequestError,
    av.error.HTTPOtherClientError, av.error.HTTPServerError, av.error.PermissionError,
)
_PASSWORD = (av.error.HTTPUnauthorizedError, av.error.HTTPForbiddenError)
_TIMEOUT = (av.error.ExitError, av.error.TimeoutError, av.error.BlockingIOError)
_MISSING = (av.error.FileNotFoundError, av.error.IsADirectoryError)
SEGMENT_TIMEOUT_S = 5.0


def source_error(error: Exception) -> SourceError:
    """One of PyAV's or the system's errors as a SourceError."""
    detail = redact(f"{type(error).__name__}: {error}")[:200]
    if getattr(error, "errno", None) == errno.EPROTONOSUPPORT:
        return SourceError("transport", detail)
    if "certificate" in str(error).lower():  # the library has no error of its own for it
        return SourceError("certificate", detail)
    if isinstance(error, _PASSWORD):
        return SourceError("password", detail)
    if isinstance(error, _REFUSED):
        return SourceError("refused", detail)
    if isinstance(error, _TIMEOUT):
        return SourceError("timeout", detail)
    if isinstance(error, _MISSING):
        return SourceError("missing", detail)
    if isinstance(error, (av.error.InvalidDataError, av.error.DemuxerNotFoundError, ValueError, IndexError)):
        return SourceError("bad_payload", detail)
    if isinstance(error, (av.error.EOFError, EOFError)):
        return SourceError("ended", detail)
    return SourceError("lost", detail)


def local_path(url: str) -> str:
    """A file address as FFmpeg takes it literally (a bare "concat:..." would be a protocol of its own)."""
    return "file:" + (unquote(urlsplit(url).path) if url.lower().startswith("file://") else url)


def open_container(text: str, read_timeout_s: float, *, audio: bool = False, quick: bool = False) -> Any:
    """An opened input container with a video stream (audio: and what audio comes with it; else that is not even
    fetched; quick: for whom pictures are enough, not for who writes the stream down). text: an address with its options (see command_center.domain.addresses). Raises SourceError. Never
    waits for good."""
    address = parse_address(text)
    ways = transports(address)
    for way in ways:
        try:
            container = _open(address, container_options(address, way, audio, quick), way, read_timeout_s)
            break
        except SourceError as error:
            if way == ways[-1] or (error.reason != "transport" if way != UDP else error.reason == "password"):
                raise
            if way == UDP:
                silent_over_udp(address.url)
    if not container.streams.video:
        container.close()
        raise SourceError("bad_payload", "no video stream")
    for stream in container.streams:
        if stream.type not in ("video", "audio" if audio else "video"):
            stream.discard = Discard.all
    return container


def open_segment(path: Path) -> Any:
    """A segment of our own recorder, opened without decoding anything: its head says all. Raises SourceError."""
    try:
        decoding: Any = [{"skip_frame": "all"}]  # PyAV's own annotation takes a list of names; it wants a table a stream
        return av.open(local_path(str(path)), timeout=SEGMENT_TIMEOUT_S, stream_options=decoding, container_options={
            "protocol_whitelist": "file", "format_whitelist": "mov,matroska", "probesize": "5000", "analyzeduration": "1"})
    except Exception as error:
        raise source_error(error) from error


def fell_silent(text: str, container: Any) -> bool:
    """Call when not one packet came from a container of this address: whether opening it again tries another way."""
    if container.container_options.get("rtsp_transport") != UDP:
        return False
    silent_over_udp(parse_address(text).url)
    return True


def _open(address: Address, options: dict[str, str], transport: str, read_timeout_s: float) -> Any:
    if address.scheme == "gb28181":
        return open_relay(address.url, read_timeout_s)
    url = local_path(address.url) if address.scheme == "file" else secret_address(address)
    try:
        for patience_s in (LIST_TIMEOUT_S if address.is_play_list else read_timeout_s, LIST_TIMEOUT_S):
            container = av.open(url, container_options=options,
                                timeout=(open_timeout_s(transport), patience_s))
            if container.format.name != "hls" or patience_s == LIST_TIMEOUT_S:
                break
            container.close()  # a play list under another name
    except Exception as error:
        raise source_error(error) from None  # its text and its traceback hold the password
    return container
