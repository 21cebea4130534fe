"""How an address is opened with FFmpeg: options by scheme, trust, transport and its fall-back, the password at the last
moment. Any thread.

An address that was silent over UDP is read over TCP for a while, in this process; the first who notices says so.
"""

from __future__ import annotations

import functools
import ssl
import threading
import time
from pathlib import Path

from command_center.domain.addresses import Address, host_of, with_password
from command_center.secrets import secret_for, secret_of_user
from video.source import CONNECT_TIMEOUT_S

UDP, TCP = "udp", "tcp"
_UDP_AGAIN_S = 600.0  # so long an address that was silent over UDP is not tried over it
LIST_TIMEOUT_S = 20.0  # a play list gives nothing for as long as a segment lasts
_UDP_OPEN_S = 2.5  # RTSP describes its streams, so that an opening which takes longer waits for pictures in vain
# A server must not be able to make us read local files (play lists, concat scripts).
_NETWORK = "tcp,tls,http,https,httpproxy,rtp,rtsp,rtsps,udp,srtp,crypto,data"
_STREAMS = "mpegts,mpjpeg,mjpeg,rtsp,sdp,rtp,mov,matroska,flv,h264,hevc,avi,mpeg,mpegvideo,m4v,jpeg_pipe"
_MOST_STREAMS = "64"  # one that announces a thousand would keep the process from all its other cameras

_without_udp: dict[str, float] = {}
_lock = threading.Lock()


def transports(address: Address) -> tuple[str, ...]:
    """What to try, in order; ("",) where there is no choice."""
    if address.scheme not in ("rtsp", "rtsps"):
        return ("",)
    if address.scheme == "rtsps":
        return (TCP,)  # TLS protects what is interleaved with it, and nothing beside it
    with _lock:
        silent = time.monotonic() < _without_udp.get(address.url, 0.0)
    return (UDP, TCP) if address.options.get("transport") == UDP and not silent else (TCP, UDP)


def silent_over_udp(url: str) -> None:
    """Nothing came over UDP from this address (without options): TCP from now on."""
    with _lock:
        _without_udp[url] = time.monotonic() + _UDP_AGAIN_S


def open_timeout_s(transport: str) -> float:
    """How long an opening may take."""
    return _UDP_OPEN_S if transport == UDP else CONNECT_TIMEOUT_S


def container_options(address: Address, transport: str, audio: bool = False, quick: bool = False) -> dict[str, str]:
    """FFmpeg's options. RTSP describes its streams, so it need not be probed; `nobuffer` is not set, because it loses
    the first key frame."""
    if address.scheme == "file":
        return {"protocol_whitelist": "file", "format_whitelist": _STREAMS}
    common = {"protocol_whitelist": _NETWORK, "format_whitelist": _STREAMS + ",hls,image2", "max_streams": _MOST_STREAMS,
              **_trust(address)}
    if address.scheme in ("rtsp", "rtsps"):
        return common | {"rtsp_transport": transport, "probesize": "32", "analyzeduration": "0", "max_delay": "100000",
                         "buffer_size": "2000000", "allowed_media_types": "video+audio" if audio else "video"}
    # PMT versions are merged, so that a server that numbers its streams anew is not waited for in vain; the kind is
    # guessed from little, because plain motion JPEG would be read for seconds to be sure of it.
    return common | {"probesize": "300000", "formatprobesize": "4096", "fpsprobesize": "0",
                     "analyzeduration": "400000" if quick else "1000000", "max_delay": "200000", "merge_pmt_versions": "1",
                     "live_start_index": "-2", "pattern_type": "none"}


def _trust(address: Address) -> dict[str, str]:
    if address.scheme not in ("rtsps", "https"):
        return {}
    certificate = address.options.get("certificate", "")
    if certificate == "any":
        return {"tls_verify": "0"}
    return {"tls_verify": "1", "ca_file": certificate or authorities()}


@functools.cache
def authorities() -> str:
    """The file with the authorities that this machine trusts; certifi's where the system has none."""
    paths = ssl.get_default_verify_paths()
    for path in (paths.cafile, "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"):
        if path and Path(path).is_file():
            return path
    import certifi

    return certifi.where()


def secret_address(address: Address) -> str:
    """The address as the library takes it, with its password if the store has one for it. For this moment only."""
    host, port = host_of(address.url)
    user = address.url.partition("://")[2].partition("/")[0].rpartition("@")[0]
    name = address.options.get("secret", "")
    found = secret_for(name, host) if name else None
    if found is None and user and ":" not in user and not name:
        found = secret_of_user(user, host, port)
    return with_password(address.url, *found) if found is not None else address.url
