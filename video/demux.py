"""Opening containers with PyAV: options, time-outs, and the library's errors as our reasons. Headless; any thread.

Only here and in the recorder's writer is PyAV's container interface used. A container is never closed from another
thread while it reads: that is a segmentation fault.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import unquote, urlsplit

import av
import av.error
import av.logging

from video.source import CONNECT_TIMEOUT_S, SourceError

av.logging.set_level(av.logging.PANIC)  # a noisy camera would fill the log; its trouble is state, not text
logging.getLogger("libav").setLevel(logging.CRITICAL)

# A server must not be able to make us read local files or other hosts (play lists, concat scripts).
_NETWORK = "tcp,tls,http,https,httpproxy,rtp,rtsp,udp,srtp"
_FORMATS = "mpegts,mpjpeg,mjpeg,rtsp,sdp,rtp,mov,matroska,flv,h264,hevc,avi,mpeg,mpegvideo,m4v,jpeg_pipe"
_REFUSED = (
    av.error.ConnectionRefusedError, av.error.HTTPUnauthorizedError, av.error.HTTPForbiddenError,
    av.error.HTTPNotFoundError, av.error.HTTPBadRequestError, av.error.HTTPOtherClientError,
    av.error.HTTPServerError, av.error.PermissionError,
)
_TIMEOUT = (av.error.ExitError, av.error.TimeoutError, av.error.BlockingIOError)
_MISSING = (av.error.FileNotFoundError, av.error.IsADirectoryError)


def source_error(error: Exception) -> SourceError:
    """One of PyAV's or the system's errors as a SourceError."""
    detail = f"{type(error).__name__}: {error}"[:200]
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


def container_options(url: str) -> dict[str, str]:
    """FFmpeg's options for an address. RTSP describes its streams, so it need not be probed; `nobuffer` is not set,
    because it loses the first key frame."""
    scheme = urlsplit(url).scheme.lower() if "://" in url else "file"
    if scheme in ("rtsp", "rtsps"):
        return {"rtsp_transport": "tcp", "probesize": "32", "analyzeduration": "0",
                "protocol_whitelist": _NETWORK, "format_whitelist": _FORMATS}
    if scheme in ("http", "https"):
        return {"probesize": "300000", "analyzeduration": "1000000", "protocol_whitelist": _NETWORK,
                "format_whitelist": _FORMATS, "max_delay": "200000"}
    return {"protocol_whitelist": "file", "format_whitelist": _FORMATS}


def open_container(url: str, read_timeout_s: float) -> Any:
    """An opened input container with a video stream. Raises SourceError. Never waits for good."""
    try:
        container = av.open(
            url if "://" in url and not url.lower().startswith("file://") else local_path(url),
            container_options=container_options(url), timeout=(CONNECT_TIMEOUT_S, read_timeout_s),
        )
    except Exception as error:
        raise source_error(error) from error
    if not container.streams.video:
        container.close()
        raise SourceError("bad_payload", "no video stream")
    return container
