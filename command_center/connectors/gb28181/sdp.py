"""Session descriptions with the standard's own lines (y=, f=, u=). Pure; any thread.

Generic readers refuse those lines; devices write others wrongly. What cannot be read is left out.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Transport = Literal["udp", "tcp_passive", "tcp_active"]


class Session(NamedTuple):
    """What an answer says. ssrc: None where it leaves it open (none, or 0000000000)."""

    host: str = ""
    port: int = 0
    is_tcp: bool = False
    setup: str = ""
    payloads: dict[int, str] = {}
    ssrc: int | None = None
    name: str = ""
    span: tuple[int, int] = (0, 0)


def parse(body: bytes) -> Session:
    """A session of the lines of an SDP body. Never raises: what is missing stays empty."""
    host = media_host = setup = name = ""
    port, is_tcp, ssrc, span = 0, False, None, (0, 0)
    payloads: dict[int, str] = {}
    media = ""
    for line in body.decode("utf-8", "replace").replace("\r", "\n").split("\n"):
        key, _, value = line.strip().partition("=")
        value = value.strip()
        if key == "m":
            media = value.partition(" ")[0].lower()
            found = re.match(r"(?:video|audio)\s+(\d{1,5})(?:/\d+)?\s+(\S+)", value, re.IGNORECASE)
            if found and not port and media == "video":
                port, is_tcp = int(found[1]), "TCP" in found[2].upper()
        elif key == "c":
            address = value.split()[-1].partition("/")[0] if value.split() else ""
            host, media_host = (host, address) if media == "video" else (host or address, media_host)
        elif key == "a" and value.lower().startswith("setup:"):
            setup = value[6:].strip().lower()
        elif key == "a" and (found := re.match(r"rtpmap:\s*(\d{1,3})\s+(\S+)", value)):
            payloads[int(found[1])] = found[2].upper()
        elif key == "y" and value.isascii() and value.isdigit():
            ssrc = int(value) & 0xFFFFFFFF or None
        elif key == "s":
            name = value
        elif key == "t" and (found := re.match(r"(\d{1,12})\s+(\d{1,12})$", value)):
            span = int(found[1]), int(found[2])
    return Session(media_host or host, port if port < 65536 else 0, is_tcp, setup, payloads, ssrc, name, span)


def ssrc_text(domain: str, serial: int, *, is_history: bool = False) -> str:
    """y=: digit 1 is 0 for live and 1 for history, digits 2 to 6 are 4 to 8 of the domain's id, the rest a serial."""
    middle = (domain + "0" * 8)[3:8]
    return f"{int(is_history)}{middle if middle.isdigit() else '00000'}{serial % 10_000:04d}"


def offer(*, server: str, channel: str, host: str, port: int, transport: Transport, ssrc: str,
          span: tuple[int, int] | None = None, stream: str = "", download: int = 0) -> bytes:
    """What we ask for: live, or a stretch of Unix seconds. stream: an attribute that asks for the sub stream; download: so
    many times as fast as it was recorded."""
    family = "IP6" if ":" in host else "IP4"
    lines = ["v=0", f"o={server} 0 0 IN {family} {host}", f"s={'Download' if span and download else 'Playback' if span else 'Play'}"]
    lines += [f"u={channel}:0"] if span else []
    lines += [f"c=IN {family} {host}", f"t={span[0]} {span[1]}" if span else "t=0 0"]
    protocol = "RTP/AVP" if transport == "udp" else "TCP/RTP/AVP"
    lines += [f"m=video {port} {protocol} 96", "a=recvonly", "a=rtpmap:96 PS/90000"]
    if transport != "udp":
        lines += [f"a=setup:{transport.removeprefix('tcp_')}", "a=connection:new"]
    lines += [f"a={stream}"] if stream else []
    lines += [f"a=downloadspeed:{download}"] if span and download else []
    return "\r\n".join([*lines, f"y={ssrc}", "f=", ""]).encode()
