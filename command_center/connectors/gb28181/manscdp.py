"""The XML that messages carry (MANSCDP): read from strangers, written for devices. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from command_center.connectors.gb28181.sip import Message
from command_center.connectors.xml import children, local, parse_xml, text_of
from command_center.connectors.xml_recovery import recover_xml

CONTENT_TYPE = "Application/MANSCDP+xml"
_ITEMS = {"DeviceList", "RecordList", "PresetList"}
_NOTHING = frozenset({"", "null", "none", "nil", "n/a"})


class Document(NamedTuple):
    """A MANSCDP document. root: Query, Response, Notify or Control; fields: its plain children; items: of its list, in
    order; is_damaged: it breaks off, what stands here was whole."""

    root: str
    command: str
    serial: int
    device: str
    fields: Mapping[str, str]
    items: Sequence[Mapping[str, str]]
    total: int | None
    has_list: bool
    is_damaged: bool = False


def read(message: Message) -> Document:
    """The document of a message; the datagram wins over Content-Length, unless only the shorter one can be read.
    Raises ValueError."""
    whole = message.body.strip(b" \t\r\n\0")
    try:
        return document(parse_xml(whole))
    except ValueError as error:
        cut = message.content()
        if cut and cut != whole:
            try:
                return document(parse_xml(cut))
            except ValueError:
                pass  # neither is whole: what can be had of the longer one follows
        recovered = recover_xml(whole)
        if recovered is None:
            raise ValueError(str(error)) from error
        return document(recovered.root, recovered.cut, is_damaged=True)


def document(root: Element, cut: frozenset[int] = frozenset(), *, is_damaged: bool = False) -> Document:
    """A document of its root element. Raises ValueError where CmdType is missing."""
    command = text_of(root, "CmdType")
    if not command:
        raise ValueError("bad_manscdp: no CmdType")
    items: list[dict[str, str]] = []
    total: int | None = _number(text_of(root, "SumNum"))
    fields = {local(child): _said(child) for child in root if not len(child)}
    has_list = False
    for child in root:
        if local(child) in _ITEMS or (len(child) and children(child, "Item")):
            has_list = True
            items += [_item(item) for item in children(child, "Item") if id(item) not in cut]
        elif len(child):  # <Info> of a notification: its fields beside the others
            fields.update({f"{local(child)}.{name}": value for name, value in _item(child).items()})
    serial = _number(fields.get("SN", "")) or 0
    return Document(local(root), command, serial, fields.get("DeviceID", ""), fields, items, total, has_list, is_damaged)


def _item(element: Element) -> dict[str, str]:
    found = {local(child): _said(child) for child in element.iter() if child is not element and not len(child)}
    return {name: value for name, value in found.items() if value}


def _said(element: Element) -> str:
    text = text_of(element)
    return "" if text.lower() in _NOTHING else text


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def write(root: str, command: str, serial: int, device: str, fields: Sequence[tuple[str, str]] = ()) -> bytes:
    """A document in GB 2312 (its declaration says so), which devices of both editions read; our texts are ASCII."""
    lines = ['<?xml version="1.0" encoding="GB2312"?>', f"<{root}>", f"<CmdType>{command}</CmdType>",
             f"<SN>{serial}</SN>", f"<DeviceID>{escape(device)}</DeviceID>"]
    lines += [value if name == "" else f"<{name}>{escape(value)}</{name}>" for name, value in fields]
    return "\r\n".join([*lines, f"</{root}>", ""]).encode("gb18030")
