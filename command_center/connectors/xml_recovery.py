"""What can honestly be had of XML that is damaged: every element that was whole before the damage. Pure; any thread.

Only text is mended, never meaning: an entity that nobody declared stands for what it means in HTML or for itself, a
control character goes, a byte that is no UTF-8 becomes U+FFFD. A document with a DOCTYPE is never mended: what its
entities would mean is for its author to say, and is how parsers are attacked.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from command_center.connectors.texts import decode, nearly_utf8

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|&#(?:x0*(?:1?[0-8bcef]|0)|0*(?:[0-8]|1[124-9]|2\\d|3[01]));")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|apos|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{0,31});)?")


class Recovered(NamedTuple):
    """root: of what was whole; cut: ids of its elements that the damage cut off (the way down to it)."""

    root: Element
    cut: frozenset[int]


class _Builder(TreeBuilder):
    """Remembers which elements are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Element] = []

    def start(self, tag, attrs):  # type: ignore[no-untyped-def]
        element = super().start(tag, attrs)
        self.open.append(element)
        return element

    def end(self, tag):  # type: ignore[no-untyped-def]
        self.open.pop()
        return super().end(tag)


def recover_xml(data: bytes) -> Recovered | None:
    """The tree up to the damage; None where there is nothing whole, or where the document declares a DOCTYPE."""
    try:
        text = _mended(data)
    except ValueError:
        return None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(text)
        parser.close()
        return Recovered(builder.close(), frozenset()) if not builder.open else None
    except (DefusedXmlException, RecursionError):
        return None
    except (ParseError, ValueError, AssertionError):
        return _standing(builder)


def _standing(builder: _Builder) -> Recovered | None:
    """The way down to the damage without the text that it cut."""
    way = list(builder.open)
    while len(way) > 1 and not len(way[-1]):
        cut = way.pop()
        way[-1].remove(cut)
    if not way or not len(way[0]):
        return None
    return Recovered(way[0], frozenset(id(element) for element in way))


def _mended(data: bytes) -> str:
    """Raises ValueError for bytes that are no text."""
    text = nearly_utf8(data)
    if text is None:
        match = _DECLARED.match(data)
        declared = match[1].decode("ascii").lower() if match else ""
        try:
            text = decode(data, "gb18030" if declared in ("gb2312", "gbk") else declared)
        except ValueError:
            text = decode(data)
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)
    return _LOOSE.sub(_meant, _CONTROL.sub("", text))


def _meant(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    meant = html.unescape(f"&{name};")
    return f"&amp;{name};" if meant.startswith("&") else html.escape(meant)
