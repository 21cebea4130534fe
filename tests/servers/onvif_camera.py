"""A camera that speaks ONVIF on loopback, made of stored answers of a real one: real HTTP, real UDP, a clock of its own,
a login that it checks, and every way to misbehave that a test asks for."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from command_center.connectors.onvif.soap import said
from command_center.connectors.xml import local, parse_xml
from command_center.domain.time import SECOND, now_utc, parse_iso, to_datetime
from tests.servers.http_server import Answer, HttpServer, Request

PATH = "/onvif/services"
HEAD = ('<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl" '
        'xmlns:tev="http://www.onvif.org/ver10/events/wsdl" xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" '
        'xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:tr2="http://www.onvif.org/ver20/media/wsdl" '
        'xmlns:ter="http://www.onvif.org/ver10/error" xmlns:trt="http://www.onvif.org/ver10/media/wsdl"><s:Body>')
TAIL = "</s:Body></s:Envelope>"
MAX_SKEW_US = 5 * SECOND


def soap(body: str) -> bytes:
    """An answer around a body."""
    return f"{HEAD}{body}{TAIL}".encode()


def fault(subcode: str, text: str) -> bytes:
    """A SOAP fault."""
    return soap(f"<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>{subcode}</s:Value></s:Subcode></s:Code>"
                f'<s:Reason><s:Text xml:lang="en">{text}</s:Text></s:Reason></s:Fault>')


class OnvifCamera:
    """login: token, digest or none. skew_s: how far its clock is ahead. answers: name of a request -> bytes, Answer or
    callable(request) instead of its own answer. asked: names of the requests that it answered, in their order;
    bodies: their content."""

    def __init__(self, samples: Path, *, login: str = "none", user: str = "admin", password: str = "geheim",
                 skew_s: float = 0.0) -> None:
        self.samples = {path.stem: path.read_bytes() for path in (samples / "onvif").glob("*.xml")}
        self.login, self.user, self.password, self.skew_s = login, user, password, skew_s
        self.clock_needs_login = False
        self.answers: dict[str, bytes | Answer | Callable[[Element], Any]] = {}
        self.asked: list[str] = []
        self.refused = 0
        self.bodies: list[tuple[str, Element]] = []
        self.presets = {"1": "Gate", "2": "Yard"}
        self.notices: list[str] = []
        self._news = threading.Condition()
        self.http = HttpServer()
        self.http.routes = {PATH: self._answer, "/onvif/device_service": self._answer, "/events": self._answer}

    @property
    def url(self) -> str:
        """Its device service."""
        return self.http.url + PATH

    @property
    def host(self) -> str:
        """HOST:PORT."""
        return self.http.url.removeprefix("http://")

    def close(self) -> None:
        """Let go of whoever waits, and end."""
        self.http.ending.set()
        with self._news:
            self._news.notify_all()
        self.http.close()

    def names(self, name: str) -> list[Element]:
        """The requests of one name."""
        return [body for asked, body in list(self.bodies) if asked == name]

    def notify(self, topic: str, data: str, *, operation: str = "Changed", source: str = "vidsrc0") -> None:
        """Something happens before the camera. data: "Name=value"."""
        name, _, value = data.partition("=")
        at = to_datetime(self._now()).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._news:
            self.notices.append(
                f"<wsnt:NotificationMessage><wsnt:Topic>{topic}</wsnt:Topic><wsnt:Message>"
                f'<tt:Message UtcTime="{at}" PropertyOperation="{operation}"><tt:Source><tt:SimpleItem '
                f'Name="VideoSourceToken" Value="{source}"/></tt:Source><tt:Data><tt:SimpleItem Name="{name}" '
                f'Value="{value}"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>')
            self._news.notify_all()

    def _now(self) -> int:
        return now_utc() + round(self.skew_s * SECOND)

    def _answer(self, request: Request) -> Answer:
        root = parse_xml(request.body)
        body = next(each for each in root if local(each) == "Body")[0]
        name = local(body)
        if (name != "GetSystemDateAndTime" or self.clock_needs_login) and not self._may(request, root):
            self.refused += 1
            if self.login == "digest":
                return Answer(401, b"", {"WWW-Authenticate": 'Digest realm="cam", nonce="abcdef", qop="auth"'})
            return Answer(400, fault("ter:NotAuthorized", "Sender not Authorized"))
        self.asked.append(name)
        self.bodies.append((name, body))
        own = self.answers.get(name)
        if own is not None:
            found = own(body) if callable(own) else own
            return found if isinstance(found, Answer) else Answer(200, found)
        make = getattr(self, f"_{name}", None)
        if make is not None:
            return Answer(200, make(body))
        known = self.samples.get(name)
        return Answer(200, known) if known else Answer(500, fault("ter:ActionNotSupported", f"{name} is not known here"))

    def _may(self, request: Request, root: Element) -> bool:
        if self.login == "none":
            return True
        if self.login == "digest":
            return _digest_is_right(request, self.user, self.password)
        created, nonce, digest = said(root, "Created"), said(root, "Nonce"), said(root, "Password")
        if said(root, "Username") != self.user or not created or abs(parse_iso(created) - self._now()) > MAX_SKEW_US:
            return False
        right = hashlib.sha1(base64.b64decode(nonce) + created.encode() + self.password.encode()).digest()
        return base64.b64encode(right).decode() == digest

    # --- what it does by itself

    def _GetSystemDateAndTime(self, _body: Element) -> bytes:
        now = to_datetime(self._now())
        text = self.samples["GetSystemDateAndTime"].decode()
        for name, value in (("Hour", now.hour), ("Minute", now.minute), ("Second", now.second), ("Year", now.year),
                            ("Month", now.month), ("Day", now.day)):
            text = re.sub(rf"<tt:{name}>\d+</tt:{name}>", f"<tt:{name}>{value}</tt:{name}>", text, count=1)
        return text.encode()

    def _GetPresets(self, _body: Element) -> bytes:
        listed = "".join(f'<tptz:Preset token="{token}"><tt:Name>{name}</tt:Name></tptz:Preset>'
                         for token, name in self.presets.items())
        return soap(f"<tptz:GetPresetsResponse>{listed}</tptz:GetPresetsResponse>")

    def _SetPreset(self, body: Element) -> bytes:
        token = said(body, "PresetToken") or str(len(self.presets) + 1)
        self.presets[token] = said(body, "PresetName")
        return soap(f"<tptz:SetPresetResponse><tptz:PresetToken>{token}</tptz:PresetToken></tptz:SetPresetResponse>")

    def _RemovePreset(self, body: Element) -> bytes:
        self.presets.pop(said(body, "PresetToken"), None)
        return soap("<tptz:RemovePresetResponse/>")

    def _done(self, body: Element) -> bytes:
        return soap(f"<tptz:{local(body)}Response/>")

    _ContinuousMove = _AbsoluteMove = _Stop = _GotoPreset = _GotoHomePosition = _RelativeMove = _Renew = _Unsubscribe = _done

    def _CreatePullPointSubscription(self, _body: Element) -> bytes:
        return soap("<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>http://192.168.68.111/events"
                    "</wsa:Address></tev:SubscriptionReference></tev:CreatePullPointSubscriptionResponse>")

    def _PullMessages(self, body: Element) -> bytes:
        wait_s = float(said(body, "Timeout").removeprefix("PT").removesuffix("S"))
        with self._news:
            self._news.wait_for(lambda: bool(self.notices) or self.http.ending.is_set(), wait_s)
            sent, self.notices = "".join(self.notices), []
        return soap(f"<tev:PullMessagesResponse>{sent}</tev:PullMessagesResponse>")


def _digest_is_right(request: Request, user: str, password: str) -> bool:
    header = next((value for key, value in request.headers.items() if key.lower() == "authorization"), "")
    said_there = dict(re.findall(r'(\w+)="?([^",]*)"?', header.removeprefix("Digest ")))
    if said_there.get("username") != user:
        return False
    one = hashlib.md5(f"{user}:cam:{password}".encode()).hexdigest()
    two = hashlib.md5(f"POST:{said_there['uri']}".encode()).hexdigest()
    right = hashlib.md5(":".join((one, said_there["nonce"], said_there["nc"], said_there["cnonce"], "auth", two)).encode())
    return right.hexdigest() == said_there["response"]


class ProbeResponder:
    """Answers probes on a UDP port of loopback, also those to the multicast group. answers: what each probe gets, with
    RELATES_TO filled in."""

    GROUP = "239.255.255.250"

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.probes: list[bytes] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("", 0))
        self._socket.settimeout(0.1)
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                                struct.pack("4s4s", socket.inet_aton(self.GROUP), socket.inet_aton("127.0.0.1")))
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._socket.getsockname()[1])

    def close(self) -> None:
        """End."""
        self._ending.set()
        self._thread.join(2)
        self._socket.close()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                data, address = self._socket.recvfrom(65_535)
            except TimeoutError:
                continue
            self.probes.append(data)
            message = re.search(rb"urn:uuid:[0-9a-f-]+", data)
            for answer in self.answers:
                self._socket.sendto(answer.replace(b"RELATES_TO", message[0] if message else b""), address)
                time.sleep(0)
