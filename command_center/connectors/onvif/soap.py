"""SOAP 1.2 as ONVIF needs it: envelopes, the WS-UsernameToken digest, answers and faults. Pure; any thread.

Cameras send unbound prefixes, curly quotes, entities that nobody declared and half documents: what was whole is read,
what was not is a clean error.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from command_center.connectors.base import ConnectorError
from command_center.connectors.xml import local, parse_xml, text_of
from command_center.connectors.xml_recovery import recover_xml
from command_center.domain.time import SECOND, to_iso

ENVELOPE = "http://www.w3.org/2003/05/soap-envelope"
DEVICE = "http://www.onvif.org/ver10/device/wsdl"
MEDIA = "http://www.onvif.org/ver10/media/wsdl"
MEDIA2 = "http://www.onvif.org/ver20/media/wsdl"
PTZ = "http://www.onvif.org/ver20/ptz/wsdl"
IMAGING = "http://www.onvif.org/ver20/imaging/wsdl"
EVENTS = "http://www.onvif.org/ver10/events/wsdl"
SCHEMA = "http://www.onvif.org/ver10/schema"
_WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
_DIGEST = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest"
_BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
_PREFIX = re.compile(r"[</\s]([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s=/>])")
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]*")
_LOGIN = ("notauthorized", "failedauthentication", "unauthorized", "senderauthenticationfailed", "failedcheck")


class OnvifFault(ConnectorError):
    """The device answered that it will not. subcodes: what it says of the reason, without prefixes."""

    def __init__(self, reason: str, subcodes: tuple[str, ...] = ()) -> None:
        said = f"{reason} ({', '.join(subcodes)})" if reason and subcodes else reason or ", ".join(subcodes) or "no reason"
        is_login = any(code.lower() in _LOGIN for code in subcodes) or "not authorized" in reason.lower()
        super().__init__("unauthorized" if is_login else "fault", said[:300])
        self.subcodes = subcodes


class Reply(NamedTuple):
    """body: the first element of the SOAP body; headers: those of the SOAP header; is_cut: the rest was missing."""

    body: Element
    headers: tuple[Element, ...] = ()
    is_cut: bool = False

    @property
    def name(self) -> str:
        """What it answers ("GetProfilesResponse")."""
        return local(self.body)


def envelope(body: str, header: str = "") -> bytes:
    """A request around the XML of its body; `tt` is bound to the ONVIF schema."""
    return (f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{ENVELOPE}" xmlns:tt="{SCHEMA}">'
            f"<s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>").encode()


def element(name: str, namespace: str, content: str = "") -> str:
    """An element of a service with its content (XML)."""
    return f"<{name} xmlns={quoteattr(namespace)}>{content}</{name}>"


def tag(name: str, value: object) -> str:
    """A child with a text."""
    return f"<{name}>{escape(str(value))}</{name}>"


def username_token(user: str, password: str, at_utc: int, nonce: bytes = b"") -> str:
    """The security header: a digest of nonce, time (the camera's own, in microseconds) and password."""
    nonce = nonce or os.urandom(16)
    created = to_iso(at_utc - at_utc % (SECOND // 1000)).replace("+00:00", "Z")
    digest = hashlib.sha1(nonce + created.encode() + password.encode()).digest()
    return (f'<Security xmlns="{_WSSE}" xmlns:s="{ENVELOPE}" s:mustUnderstand="1"><UsernameToken>{tag("Username", user)}'
            f'<Password Type="{_DIGEST}">{base64.b64encode(digest).decode()}</Password>'
            f'<Nonce EncodingType="{_BASE64}">{base64.b64encode(nonce).decode()}</Nonce>'
            f'<Created xmlns="{_WSU}">{created}</Created></UsernameToken></Security>')


def read_reply(data: bytes) -> Reply:
    """The answer in bytes. Raises OnvifFault, or ConnectorError("bad_payload") for what is no SOAP."""
    root, cut = _tree(data)
    body = next((each for each in root if local(each) == "Body"), None)
    first = body[0] if body is not None and len(body) else None
    if first is None:
        raise ConnectorError("bad_payload", _what(root) if local(root) != "Envelope" else "a SOAP envelope without a body")
    if local(first) == "Fault":
        raise fault_of(first)
    header = next((each for each in root if local(each) == "Header"), None)
    return Reply(first, tuple(header) if header is not None else (), id(first) in cut)


def fault_of(fault: Element) -> OnvifFault:
    """SOAP 1.2, or 1.1 which some firmware speaks."""
    reason = next((text_of(each) for each in fault.iter() if local(each) == "Text" and text_of(each)), "")
    reason = reason or text_of(fault, "faultstring")
    codes = [text_of(each).rpartition(":")[2] for each in fault.iter() if local(each) in ("Value", "faultcode")]
    subcodes = tuple(dict.fromkeys(code for code in codes if code and code not in ("Sender", "Receiver", "Client", "Server")))
    return OnvifFault(" ".join(reason.split()), subcodes)


def found(root: Element, *path: str) -> Iterator[Element]:
    """Descendants by local names, level by level; a level may lie anywhere below the one before."""
    if not path:
        yield root
        return
    for child in root.iter():
        if child is not root and local(child) == path[0]:
            yield from found(child, *path[1:])


def first(root: Element | None, *path: str) -> Element | None:
    """The first of `found`."""
    return next(found(root, *path), None) if root is not None else None


def said(root: Element | None, *path: str) -> str:
    """The text of the first of `found`, "" where there is none."""
    return text_of(first(root, *path))


def _tree(data: bytes) -> tuple[Element, frozenset[int]]:
    try:
        return parse_xml(data), frozenset()
    except ValueError as error:
        if str(error).startswith("xml_entities"):
            raise ConnectorError("bad_payload", str(error)) from error
        recovered = recover_xml(_bound(data))
        if recovered is None or local(recovered.root) != "Envelope":
            raise ConnectorError("bad_payload", _is_page(data) or str(error)[:200]) from error
        return recovered.root, recovered.cut


def _bound(data: bytes) -> bytes:
    """Prefixes that nobody bound are bound to nothing in particular: names are read without them."""
    text = data.decode("utf-8", "surrogateescape")
    used = set(_PREFIX.findall(text)) - {"xmlns", "xml"}
    unbound = sorted(prefix for prefix in used if f"xmlns:{prefix}=" not in text)
    match = _ROOT.search(text)
    if match is None or not unbound:
        return data
    bindings = "".join(f' xmlns:{prefix}="urn:unbound:{prefix}"' for prefix in unbound)
    return (text[:match.end()] + bindings + text[match.end():]).encode("utf-8", "surrogateescape")


def _is_page(data: bytes) -> str:
    start = data[:2000].lower()
    return "a web page, not SOAP" if b"<html" in start or b"<!doctype html" in start else ""


def _what(root: Element) -> str:
    name = local(root)
    return "a web page, not SOAP" if name.lower() == "html" else f"<{name}>, not SOAP"
