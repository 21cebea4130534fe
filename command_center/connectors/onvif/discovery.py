"""WS-Discovery: who calls itself a network video transmitter. Blocking; on the thread that asks.

Probes go out by every network card, twice, because UDP loses some; answers are told apart by their lasting id.
"""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import struct
import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from command_center.connectors.base import ConnectorError
from command_center.connectors.onvif.addresses import DEVICE_PATH, probe_address
from command_center.connectors.onvif.answers import Match, matches
from command_center.connectors.onvif.soap import read_reply

log = logging.getLogger("command_center.connectors.onvif")
LISTEN_S = 3.0
AGAIN_S = 0.5
MOST_ANSWERS = 5_000
_TYPES = ("dn:NetworkVideoTransmitter", "tds:Device")
_PROBE = """<?xml version="1.0" encoding="UTF-8"?>
<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"
 xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><e:Header><w:MessageID>urn:uuid:{id}</w:MessageID>
<w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>
<w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>
<e:Body><d:Probe><d:Types>{types}</d:Types></d:Probe></e:Body></e:Envelope>"""


class Found(NamedTuple):
    """A device and where its device service may be, the likeliest first."""

    match: Match
    urls: tuple[str, ...]


def discover(addresses: Iterable[str], listen_s: float = LISTEN_S, stop: threading.Event | None = None) -> list[Found]:
    """Devices, each once. Raises ConnectorError where this machine cannot send at all."""
    targets = [probe_address(address) for address in addresses]
    sockets = list(_sockets(targets))
    found: list[Found] = []
    endpoints: set[str] = set()
    try:
        end, again = time.monotonic() + listen_s, 0.0
        while (left := end - time.monotonic()) > 0 and not (stop is not None and stop.is_set()):
            if time.monotonic() >= again and again < end:
                if not _probe(sockets, targets):
                    raise ConnectorError("unreachable", "no probe could be sent from any network card")
                again = time.monotonic() + AGAIN_S if not again else end
            for data, sender in _answers(sockets, min(left, 0.2)):
                _note(data, sender, found, endpoints)
    finally:
        for each in sockets:
            each.close()
    return found


def _note(data: bytes, sender: str, found: list[Found], endpoints: set[str]) -> None:
    try:
        answered = matches(read_reply(data).body)
    except ConnectorError as error:
        log.debug("an answer to a probe from %s is unreadable: %s", sender, error)
        return
    for match in answered:
        urls = reachable(match, sender)
        name = match.endpoint or urls[0]
        if name not in endpoints and len(found) < MOST_ANSWERS:
            endpoints.add(name)
            found.append(Found(match, urls))


def reachable(match: Match, sender: str) -> tuple[str, ...]:
    """Where the device service may be: the address that names the one from which the answer came; else that one, for
    many give a wrong one or none; then the others, for some have several network cards. IPv6 last."""
    given = [urlsplit(url) for url in match.urls]
    own = next((parts for parts in given if parts.hostname == sender), None)
    if own is not None:
        return (urlunsplit(own),)
    shown = f"[{sender}]" if ":" in sender else sender
    given.sort(key=lambda parts: ":" in (parts.hostname or ""))
    if not given:
        return (f"http://{shown}{DEVICE_PATH}",)
    with contextlib.suppress(ValueError):
        shown = f"{shown}:{given[0].port}" if given[0].port else shown
    there = urlunsplit((given[0].scheme, shown, given[0].path or DEVICE_PATH, given[0].query, ""))
    return (there, *(urlunsplit(parts) for parts in given))


def _sockets(targets: list[tuple[str, int]]) -> Iterator[socket.socket]:
    """One for each network card where there is a multicast group among the targets, else one."""
    cards = [number for number, _ in socket.if_nameindex()] if any(_is_group(host) for host, _ in targets) else []
    made = False
    for card in cards:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("@4s4si", b"\0" * 4, b"\0" * 4, card))
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 2)
            sock.setblocking(False)
        except OSError:  # a card without IPv4, or a system that takes no number of a card
            sock.close()
            continue
        made = True
        yield sock
    if not made:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setblocking(False)
        yield sock


def _is_group(host: str) -> bool:
    return host.partition(".")[0].isdecimal() and 224 <= int(host.partition(".")[0]) <= 239


def _probe(sockets: list[socket.socket], targets: list[tuple[str, int]]) -> int:
    """How many probes left this machine."""
    sent = 0
    for number, sock in enumerate(sockets):
        for host, port in targets:
            if number and not _is_group(host):
                continue
            for types in _TYPES:
                try:
                    sock.sendto(_PROBE.format(id=uuid.uuid4(), types=types).encode(), (host, port))
                    sent += 1
                except OSError as error:
                    log.debug("no probe to %s: %s", host, error)
    return sent


def _answers(sockets: list[socket.socket], wait_s: float) -> Iterator[tuple[bytes, str]]:
    for sock in select.select(sockets, [], [], wait_s)[0]:
        with contextlib.suppress(OSError):  # a host that said it does not listen
            while True:
                data, address = sock.recvfrom(65_535)
                yield data, address[0]
