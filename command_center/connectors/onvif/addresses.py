"""Addresses as cameras give them, made usable: wrong hosts and ports behind a router, credentials cut off. Pure; any
thread."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

DEVICE_PATH = "/onvif/device_service"
PROBE_PORT = 3702
_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
_HOST = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.%\w]+\]")
_SECRET = re.compile(r"(?i)\b(pass(?:word|wd)?|pwd)=([^&_;/?#\s]*)")


def device_url(text: str) -> str:
    """The device service of "host", "host:port", "2001:db8::1" or a URL. Raises ValueError for anything else."""
    text = text.strip()
    if "://" not in text:
        bare_v6 = text.count(":") > 1 and not text.startswith("[")
        text = f"http://[{text}]" if bare_v6 else f"http://{text}"
    parts = _split(text)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a host, HOST:PORT or an http or https URL")
    if parts.username is not None:
        raise ValueError("a URL without user and password (there are keys for them)")
    path = parts.path if parts.path not in ("", "/") else DEVICE_PATH
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def probe_address(text: str) -> tuple[str, int]:
    """Host and UDP port of "HOST" or "HOST:PORT". Raises ValueError."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or text.count(":") > 1:
        host, port = text.strip(), str(PROBE_PORT)
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("discover_at: HOST or HOST:PORT")
    return host.strip("[]"), int(port)


def host_of(url: str) -> str:
    """Host, with its port where that is not the scheme's own; "" for what is no URL."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return ""
    port = _port(parts)
    return parts.hostname if port in (None, _PORTS.get(parts.scheme)) else f"{parts.hostname}:{port}"


def is_url(text: str, *schemes: str) -> bool:
    """Whether a text is an address of one of these schemes with a host (and not a word that stands for one)."""
    parts = _split(text)
    return parts is not None and parts.scheme in schemes and bool(parts.hostname)


def service_urls(given: str, reached: str) -> list[str]:
    """Where a service may be: at the address given, or, where that is another host than the one that answered (a
    router, an old address, 0.0.0.0), at the one that answered. The likelier first, without repetition."""
    there, here = _split(given), _split(reached)
    if there is None or here is None or not there.hostname or there.scheme not in ("http", "https"):
        return [reached]
    ours = urlunsplit((here.scheme, here.netloc, there.path or here.path, there.query, ""))
    own_port = urlunsplit((there.scheme, _netloc(here.hostname or "", _port(there)), there.path or here.path, there.query, ""))
    plain = urlunsplit((there.scheme, there.netloc.rpartition("@")[2], there.path, there.query, ""))
    same_host = there.hostname == here.hostname
    return list(dict.fromkeys([plain, ours] if same_host else [ours, own_port]))


def stream_url(given: str, reached: str, *, user: str = "", password: str = "", port: int = 0, usual_port: int = 0, keep_host: bool = False) -> str:
    """A stream's address as it can be opened from here: on the host that answered, with the user's name instead
    of what it says itself, and the password where one is given. port: what a router makes of it; usual_port: what the camera says its RTSP port is, for addresses
    with a port of 0. "" for what is no address of a stream."""
    given = given.strip().replace("&amp;", "&")
    parts = _split(given)
    if parts is None or not parts.scheme or not parts.netloc:
        return ""
    there = _port(parts)
    if there == 0 or (there is None and parts.netloc.endswith(":0")):
        there = usual_port or None
    here = _split(reached) if reached else None
    host = (parts.hostname or "") if keep_host or here is None or not here.hostname else here.hostname
    if not host:
        return ""
    if there == _PORTS.get(parts.scheme):
        there = None
    netloc = _netloc(host, port or there)
    if user:
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        netloc = f"{login}@{netloc}"
    return _SECRET.sub(r"\1=", urlunsplit((parts.scheme, netloc, parts.path, parts.query, "")))


def _netloc(host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    return parts if not host or _HOST.fullmatch(f"[{host}]" if ":" in host else host) else None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:  # 70000, or no number at all
        return None
