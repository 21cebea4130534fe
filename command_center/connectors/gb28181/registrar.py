"""Who is registered: REGISTER with digest, keepalives, who went silent. Owned by the connector's thread; `get` may be
called from any."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.digest import ALGORITHMS, Nonces, is_right
from command_center.connectors.gb28181.sip import Message, parameters, user_of
from command_center.connectors.gb28181.transport import Peer
from command_center.secrets import secret_for, store_stamp

_MISSES = 3
_LONGEST_ID = 64


@dataclass
class Device:
    """A registered device."""

    identifier: str
    peer: Peer
    call_id: str = ""
    heard: float = 0.0
    expires: float = 0.0
    version: str = ""
    catalogued: float = 0.0
    subscriptions: dict[str, float] = field(default_factory=dict)  # kind -> when to ask again
    refused: set[str] = field(default_factory=set)
    presets_asked: set[str] = field(default_factory=set)

    @property
    def is_2022(self) -> bool:
        """Whether it says that it follows the edition of 2022."""
        return self.version.startswith("3")


class Verdict(NamedTuple):
    """What a REGISTER is answered. change: new, refreshed, gone or ""; bad: what is counted."""

    status: int
    reason: str
    headers: list[tuple[str, str]]
    change: str = ""
    device: Device | None = None
    bad: str = ""


class Registrar:
    """The devices of one connector."""

    def __init__(self, config: Gb28181Config) -> None:
        self._config = config
        self._zone = ZoneInfo(config.timezone)
        self._nonces = Nonces()
        self.devices: dict[str, Device] = {}
        self._stamp, self._secret = -1, ""

    def get(self, identifier: str) -> Device | None:
        """A registered device."""
        return self.devices.get(identifier)

    def register(self, request: Message, peer: Peer) -> Verdict:
        """Judge a REGISTER."""
        identifier = user_of(request.get("to")) or request.sender
        if not identifier or len(identifier) > _LONGEST_ID or not identifier.isprintable():
            return Verdict(400, "Bad Request", [], bad="bad_register: no device id")
        refusal = self._refusal(identifier, request, peer)
        if refusal is not None:
            return refusal
        if identifier not in self.devices and len(self.devices) >= self._config.max_devices:
            return Verdict(503, "Service Unavailable", [], bad="too_many_devices")
        expires = self._expires(request)
        if expires == 0:
            device = self.devices.pop(identifier, None)
            return Verdict(200, "OK", self._ok_headers(request, 0), "gone" if device else "", device)
        return self._let_in(identifier, request, peer, expires)

    def _let_in(self, identifier: str, request: Message, peer: Peer, expires: int) -> Verdict:
        known = self.devices.get(identifier)
        is_new = known is None or known.call_id != request.call_id
        device = Device(identifier, peer) if known is None or is_new else known
        device.peer, device.call_id, device.version = peer, request.call_id, request.get("x-gb-ver").strip()
        device.heard = time.monotonic()
        device.expires = device.heard + expires * 1.1 + 5
        self.devices[identifier] = device
        return Verdict(200, "OK", self._ok_headers(request, expires), "new" if is_new else "refreshed", device)

    def _refusal(self, identifier: str, request: Message, peer: Peer) -> Verdict | None:
        password = self._password(identifier)
        if not password:
            return None if self._config.anonymous else Verdict(403, "Forbidden", [], bad=f"unknown_device: {identifier}")
        fields = parameters(request.get("authorization"))
        nonce = fields.get("nonce", "")
        if not nonce or not self._nonces.is_ours(nonce, peer.host):
            return self._challenge(peer)
        right = fields.get("algorithm", "MD5").upper() in self._config.digest and fields.get("realm") == self._realm \
            and is_right(fields, "REGISTER", password)
        if right:  # by whatever user name: the password was looked up by the device's id
            return None if self._nonces.is_fresh(nonce) else self._challenge(peer, stale=True)
        return Verdict(403, "Forbidden", [], bad=f"wrong_password: {identifier}")

    def _password(self, identifier: str) -> str:
        """Of the configuration, else of the secret store, read again when that changed."""
        known = self._config.password_of(identifier)
        if known or not self._config.secret:
            return known
        if (stamp := store_stamp()) != self._stamp:
            self._stamp, self._secret = stamp, (secret_for(self._config.secret) or ("", ""))[1]
        return self._secret

    @property
    def _realm(self) -> str:
        return self._config.realm or self._config.domain

    def _challenge(self, peer: Peer, *, stale: bool = False) -> Verdict:
        nonce = self._nonces.make(peer.host)
        headers = [("WWW-Authenticate", f'Digest realm="{self._realm}",nonce="{nonce}",algorithm={name}'
                    + (",stale=TRUE" if stale else "")) for name in self._config.digest if name in ALGORITHMS]
        return Verdict(401, "Unauthorized", headers)

    def _expires(self, request: Message) -> int:
        said = request.get("expires").strip() or parameters(request.get("contact")).get("expires", "")
        wanted = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else self._config.expires_s
        return min(wanted, self._config.expires_s)

    def _ok_headers(self, request: Message, expires: int) -> list[tuple[str, str]]:
        now = datetime.now(self._zone)  # local time without a zone: devices set their clocks by it
        stamp = f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}"
        contact = [("Contact", f"{request.get('contact').partition(';')[0]};expires={expires}")] \
            if request.get("contact") else []
        return [*contact, ("Expires", str(expires)), ("Date", stamp), ("X-GB-Ver", "3.0")]

    def heard(self, identifier: str, peer: Peer) -> Device | None:
        """A message of a device: it lives, and is reached where it now speaks from. None where it is not registered,
        or speaks from another host."""
        device = self.devices.get(identifier)
        if device is None or device.peer.host != peer.host:
            return None
        device.heard = time.monotonic()
        device.peer = peer
        return device

    def silent(self) -> list[tuple[Device, str]]:
        """Devices that missed three keepalives, or whose registration ran out; they are forgotten."""
        now = time.monotonic()
        found = [(device, "keepalive" if now - device.heard > _MISSES * self._config.keepalive_s else "expired")
                 for device in self.devices.values()
                 if now - device.heard > _MISSES * self._config.keepalive_s or now > device.expires]
        for device, _ in found:
            del self.devices[device.identifier]
        return found
