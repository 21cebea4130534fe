"""Digest authentication (RFC 2617, RFC 7616) of registrations. Pure; any thread.

Nonces carry their time and are signed, so that nothing is remembered of the many that are never answered.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping

ALGORITHMS = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
NONCE_S = 300


def response(fields: Mapping[str, str], method: str, password: str) -> str:
    """The response that an Authorization header with these fields must hold. Raises ValueError for an algorithm that
    is not known. The uri is the header's own: what the request line says may differ."""
    name = fields.get("algorithm", "MD5").upper()
    session = name.endswith("-SESS")
    make = ALGORITHMS.get(name.removesuffix("-SESS"))
    if make is None:
        raise ValueError(f"algorithm {name[:20]!r}")

    def digest(text: str) -> str:
        return make(text.encode()).hexdigest()

    first = digest(f"{fields.get('username', '')}:{fields.get('realm', '')}:{password}")
    if session:
        first = digest(f"{first}:{fields.get('nonce', '')}:{fields.get('cnonce', '')}")
    second = digest(f"{method}:{fields.get('uri', '')}")
    quality = fields.get("qop", "")
    middle = f"{fields.get('nc', '')}:{fields.get('cnonce', '')}:{quality}:" if quality else ""
    return digest(f"{first}:{fields.get('nonce', '')}:{middle}{second}")


def is_right(fields: Mapping[str, str], method: str, password: str) -> bool:
    """Whether an Authorization header proves the password."""
    try:
        wanted = response(fields, method, password)
    except ValueError:
        return False
    return hmac.compare_digest(wanted, fields.get("response", "").lower())


class Nonces:
    """Makes and knows its own nonces, bound to who asked and good for some minutes."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def make(self, who: str) -> str:
        """A fresh nonce."""
        stamp = f"{int(time.monotonic()) & 0xFFFFFFFF:08x}{secrets.token_hex(2)}"
        return stamp + self._seal(stamp, who)

    def is_ours(self, nonce: str, who: str) -> bool:
        """Whether it was made here for that one, whatever its age."""
        return len(nonce) == 28 and hmac.compare_digest(nonce[12:], self._seal(nonce[:12], who))

    def is_fresh(self, nonce: str) -> bool:
        """Whether one of ours is still good."""
        return 0 <= int(time.monotonic()) - int(nonce[:8], 16) <= NONCE_S

    def _seal(self, stamp: str, who: str) -> str:
        return hmac.new(self._key, f"{stamp}{who}".encode(), hashlib.sha256).hexdigest()[:16]
