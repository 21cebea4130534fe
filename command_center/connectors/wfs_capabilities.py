"""What a WFS says of itself: versions 1.0 to 2.0 of capabilities, counts, exceptions, types. Pure; any thread."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from command_center.connectors.xml import children, local, parse_xml, text_of

MOST_TYPES = 10_000
_HEAD = 1 << 16
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_JSON = ("application/geo+json", "application/vnd.geo+json", "application/json", "geojson", "json")
_GML = ("gml/3.2", "gml32", "version=3.2", "gml/3.1", "gml3", "gml+xml", "text/xml", "gml2", "gml")
_NO_FORMAT = ("javascript", "jsonp", "getpath", "callback", "zip", "topojson", "csv")


class FeatureType(NamedTuple):
    """default_crs, crs: as written; formats: of this type alone."""

    name: str
    title: str = ""
    default_crs: str = ""
    crs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The name without the prefix of its namespace."""
        return self.name.rpartition(":")[2]


class Capabilities(NamedTuple):
    """url: where GetFeature is asked, "" if it is not said; limit: features that an answer has at most, 0 if unknown."""

    version: str
    types: tuple[FeatureType, ...]
    formats: tuple[str, ...]
    url: str = ""
    limit: int = 0


class Head(NamedTuple):
    """The root element of an answer: its local name and attributes."""

    name: str
    attributes: dict[str, str]

    def number(self, *names: str) -> int | None:
        """The first of these attributes that is a number."""
        for name in names:
            text = self.attributes.get(name, "")
            if text.isdecimal():
                return int(text)
        return None


def head_of(body: bytes) -> Head:
    """The root element without reading the rest; an empty name for what is no XML. Raises ValueError for a document
    with entities of its own."""
    head = body[:_HEAD]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ValueError("xml_entities: DOCTYPE")
    match = _ROOT.search(re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL))
    if match is None or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return Head("", {})
    attributes = {key.decode("ascii", "replace"): (first or second).decode("utf-8", "replace")
                  for key, first, second in _ATTRIBUTE.findall(match[2])}
    return Head(match[1].decode("ascii", "replace"), attributes)


def exception_of(body: bytes) -> str:
    """"code: text" of an exception report, "" for anything else."""
    if head_of(body).name not in ("ExceptionReport", "ServiceExceptionReport"):
        return ""
    try:
        root = parse_xml(body)
    except ValueError:
        return "exception"
    parts = [f"{element.get('exceptionCode') or element.get('code') or ''} {' '.join(''.join(element.itertext()).split())}"
             for element in root.iter() if local(element) in ("Exception", "ServiceException")]
    return "; ".join(part.strip() for part in parts if part.strip())[:300] or "exception"


def read_capabilities(body: bytes) -> Capabilities:
    """Raises ValueError for what are no capabilities of a WFS."""
    root = parse_xml(body)
    if local(root) != "WFS_Capabilities":
        raise ValueError(f"not_wfs: {local(root)[:40]}")
    types = tuple(_type(element) for element in _feature_types(root)[:MOST_TYPES] if text_of(element, "Name"))
    operation = next((element for element in root.iter() if local(element) == "GetFeature" or
                      (local(element) == "Operation" and element.get("name") == "GetFeature")), None)
    return Capabilities(root.get("version", ""), types, _formats(operation), _url(operation), _limit(root, operation))


def _feature_types(root: Element) -> list[Element]:
    return [element for listing in children(root, "FeatureTypeList") for element in children(listing, "FeatureType")]


def _type(element: Element) -> FeatureType:
    def texts(*names: str) -> tuple[str, ...]:
        return tuple(text for name in names for child in children(element, name) if (text := text_of(child)))

    default = next(iter(texts("DefaultCRS", "DefaultSRS", "SRS")), "")
    formats = tuple(text_of(inner) for group in children(element, "OutputFormats") for inner in group)
    return FeatureType(text_of(element, "Name"), text_of(element, "Title"), default,
                       (*texts("DefaultCRS", "DefaultSRS", "SRS"), *texts("OtherCRS", "OtherSRS")), formats)


def _formats(operation: Element | None) -> tuple[str, ...]:
    """Values of the parameter outputFormat, or the elements of ResultFormat (1.0)."""
    if operation is None:
        return ()
    listed = [text_of(value) for parameter in operation if local(parameter) == "Parameter"
              and parameter.get("name") == "outputFormat" for value in parameter.iter() if local(value) == "Value"]
    old = [local(value) for group in children(operation, "ResultFormat") for value in group]
    return tuple(text for text in (*listed, *old) if text)


def _url(operation: Element | None) -> str:
    if operation is None:
        return ""
    return next((str(element.get(_XLINK) or element.get("onlineResource") or "") for element in operation.iter()
                 if local(element) == "Get"), "")


def _limit(root: Element, operation: Element | None) -> int:
    for element in root.iter():
        if local(element) == "Constraint" and element.get("name") in ("CountDefault", "DefaultMaxFeatures"):
            for inner in element.iter():
                if local(inner) in ("DefaultValue", "Value") and text_of(inner).isdecimal():
                    return int(text_of(inner))
    return 0


def best_format(capabilities: Capabilities, kind: FeatureType) -> str:
    """The output format to ask for: GeoJSON where it is offered, else the newest GML; "" to ask for none."""
    offered = [text for text in (*kind.formats, *capabilities.formats)
               if not any(word in text.lower() for word in _NO_FORMAT)]
    for wanted in (*_JSON, *_GML):
        for text in offered:
            if wanted == text.lower() or (wanted not in ("json", "gml") and wanted in text.lower()):
                return text
    return ""


def is_json(output_format: str) -> bool:
    """Whether a format's name means JSON."""
    return "json" in output_format.lower()


def properties_of(schema: bytes) -> list[str]:
    """Names of the properties in a DescribeFeatureType answer that are no geometries, the first ones for sorting."""
    try:
        root = parse_xml(schema)
    except ValueError:
        return []
    found = []
    for element in root.iter():
        name, kind = element.get("name"), str(element.get("type") or "")
        if local(element) == "element" and name and not element.get("substitutionGroup") and \
                "gml:" not in kind and "Type" not in kind.rpartition(":")[2].removesuffix("PropertyType"):
            found.append(name)
    return found
