"""Addresses of cameras: an ordinary URL whose fragment says how to read it, and which never holds a password. Pure.

`rtsp://admin@10.1.4.7/main#transport=udp&secret=gate`: a fragment is never sent to a server. Options:
transport (tcp, udp), secret (the name of a secret; without it the URL's user names it), certificate (any, or a PEM
file with the authority to trust; without it the system's), interval_s (of a still picture that is asked for again
and again).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

OPTIONS = ("transport", "secret", "certificate", "interval_s")
PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}


class Address(NamedTuple):
    """url: without the options; options: those of OPTIONS that were given."""

    url: str
    options: dict[str, str]

    @property
    def scheme(self) -> str:
        """Lower case; "file" for a bare path."""
        return self.url.partition("://")[0].lower() if "://" in self.url else "file"

    @property
    def is_play_list(self) -> bool:
        """By its name, an HLS play list."""
        return self.scheme in ("http", "https") and self._path.endswith((".m3u8", ".m3u"))

    @property
    def is_still(self) -> bool:
        """One picture, that is to be asked for again and again: by its name, or because it says how often."""
        return self.scheme in ("http", "https") and ("interval_s" in self.options or self._path.endswith((".jpg", ".jpeg")))

    @property
    def interval_s(self) -> float:
        """How often a still picture is asked for: 0.1 s to an hour, 1 s where nothing sensible is said."""
        try:
            return min(3600.0, max(0.1, float(self.options.get("interval_s", "1"))))
        except ValueError:
            return 1.0

    @property
    def _path(self) -> str:
        return self.url.partition("?")[0].lower()


class Split(NamedTuple):
    """An address without its password; user and password decoded, "" where there is none; name: what the secret is
    called, "user@host:port" as the address writes it."""

    url: str
    user: str
    password: str
    name: str


def parse_address(text: str) -> Address:
    """Take an address apart. A fragment without any of our options stays part of the URL."""
    url, mark, fragment = text.rpartition("#")
    if not mark:
        return Address(text, {})
    options = {key: value for key, value in parse_qsl(fragment) if key in OPTIONS}
    return Address(url, options) if options else Address(text, {})


def address_with(url: str, properties: Mapping[str, str], over: Mapping[str, str] | None = None) -> str:
    """An address with the options that a camera's properties give; those of the address itself come first, and those of
    `over` before them."""
    if not url:
        return ""
    plain, own = parse_address(url)
    options = {key: properties[key] for key in OPTIONS if properties.get(key)} | own | dict(over or {})
    return f"{plain}#{urlencode(options)}" if options else plain


def split_password(url: str) -> Split:
    """Take the password out of an address; tolerates one that was not percent-encoded ("/", "@", ":" in it)."""
    scheme, mark, rest = url.partition("://")
    authority, at = rest.partition("/")[0], "@"
    if not mark or at not in rest:
        return Split(url, "", "", "")
    info, _, host = authority.rpartition(at)
    tail = rest[len(authority):]
    if not info:  # no user, or a password with a slash: then what stands for the port is no number
        before, _, after = rest.rpartition(at)
        if ":" not in authority or authority.rpartition(":")[2].isdigit():
            return Split(url, "", "", "")
        info, (host, slash, path) = before, after.partition("/")
        tail = slash + path
    user, colon, password = info.partition(":")
    clean = f"{scheme}://{quote(unquote(user), safe='')}@{host}{tail}" if user else f"{scheme}://{host}{tail}"
    return Split(clean, unquote(user), unquote(password), f"{unquote(user)}@{host}") if colon else \
        Split(clean, unquote(user), "", "")


def with_password(url: str, user: str, password: str) -> str:
    """An address as a library wants it; only for the moment of connecting."""
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    host = authority.rpartition("@")[2]
    return f"{scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{host}{slash}{path}"


def host_of(url: str) -> tuple[str, int | None]:
    """Host and port (the scheme's usual one where none is given); ("", None) for what is no URL."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.port or PORTS.get(parts.scheme.lower())
    except ValueError:
        return "", None
