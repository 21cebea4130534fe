"""XML from strangers: no entities, no external references, any encoding that occurs. Pure; any thread."""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from command_center.connectors.texts import decode, nearly_utf8

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SHORT = re.compile(rb"(?i)iso-8859-\d+|latin-?1|windows-125\d|cp125\d|(us-)?ascii|gb2312|gbk|gb18030|big5")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")


def parse_xml(data: bytes) -> Element:
    """The root element. Bytes, not text, because a declared encoding is often wrong: then UTF-8, GB 18030 and
    Windows-1252 are tried. Raises ValueError: "xml_entities" for hostile documents, "bad_xml" for broken ones."""
    if not data.strip(b"\0 \t\r\n"):
        raise ValueError("empty")
    while data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and b"\0" not in data[2:8]:
        data = data[2:]  # the mark of UTF-16 before text of single bytes: a server's slip
    data = _rightly_declared(data.lstrip(b" \t\r\n"))
    try:
        root: Element = fromstring(data)
        return root
    except DefusedXmlException as error:
        raise ValueError(f"xml_entities: {type(error).__name__}") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        return _again(data, error)


def _rightly_declared(data: bytes) -> bytes:
    """UTF-8 that says it is of one or two bytes a letter would be read as rubbish without a word. (Text in those is
    next to never UTF-8 by chance.)"""
    match = _DECLARED.match(data)
    if match is None or not _SHORT.fullmatch(match[1]) or data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return data[:match.start(1)] + b"utf-8" + data[match.end(1):]


def _again(data: bytes, first: Exception) -> Element:
    """Decode ourselves: expat knows no Chinese encoding and believes every declaration."""
    match = _DECLARED.match(data)
    declared = match[1].decode("ascii") if match else ""
    try:
        codecs.lookup(declared or "utf-8")
    except LookupError:
        declared = ""
    if declared.lower() in ("", "utf-8", "utf8") and nearly_utf8(data) is not None:
        raise ValueError(f"bad_xml: {first}"[:200]) from first  # in another encoding all of it would be rubbish
    try:
        text = _DECLARATION.sub("", decode(data, "gb18030" if declared.lower() in ("gb2312", "gbk") else declared), 1)
        root: Element = fromstring(text)
        return root
    except DefusedXmlException as error:
        raise ValueError(f"xml_entities: {type(error).__name__}") from error
    except (ParseError, ValueError, LookupError, RecursionError):
        raise ValueError(f"bad_xml: {first}"[:200]) from first


def local(element: Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """An element's namespace, "" for none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: Element, name: str) -> list[Element]:
    """Children by local name, whatever their namespace."""
    return [child for child in element if local(child) == name]


def text_of(element: Element | None, name: str = "") -> str:
    """The text of an element, or of its first child of that name; blanks at the ends cut; "" where there is none."""
    if element is not None and name:
        element = next((child for child in element if local(child) == name), None)
    return "".join(element.itertext()).strip() if element is not None else ""
