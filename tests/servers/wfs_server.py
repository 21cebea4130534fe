"""A WFS of one feature type on the test server: capabilities, hits, pages, GML and GeoJSON, versions 1.0 to 2.0."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs

from tests.servers.http_server import Answer, HttpServer, Request

URN, PLAIN = "urn:ogc:def:crs:EPSG::", "EPSG:"
_GML = {"2.0.0": "http://www.opengis.net/gml/3.2", "1.1.0": "http://www.opengis.net/gml", "1.0.0": "http://www.opengis.net/gml"}


class WfsService:
    """points: (longitude or easting, latitude or northing) by number; north_first: how GML is written."""

    def __init__(self, server: HttpServer, version: str = "2.0.0", *, formats: tuple[str, ...] = (), count: int = 25,
                 limit: int = 10, crs: str = URN + "4326", hits: bool = True, paging: bool = True) -> None:
        self.server, self.version, self.formats, self.crs = server, version, formats, crs
        self.limit, self.hits, self.paging = limit, hits, paging
        self.north_first = crs.startswith(URN)
        self.refuse: Callable[[dict[str, str]], str] = lambda _: ""
        self.points = [(115.0 + n / 1000, 30.2) for n in range(count)]
        self.asked: list[dict[str, str]] = []
        server.routes["/wfs"] = self.answer

    def answer(self, request: Request) -> Answer:
        """One request."""
        query = {key.lower(): values[0] for key, values in parse_qs(request.query).items()}
        self.asked.append(query)
        what = query.get("request", "")
        if what == "GetCapabilities":
            asked = query.get("version", "")
            if asked > self.version:
                return Answer(400, self.report("VersionNegotiationFailed", f"no {asked}"))
            return Answer(200, self.capabilities())
        if what == "DescribeFeatureType":
            return Answer(200, b'<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="pipes" type="t:pipesType" '
                               b'substitutionGroup="gml:_Feature"/><element name="geom" type="gml:PointPropertyType"/>'
                               b'<element name="code" type="xsd:string"/></schema>')
        if text := self.refuse(query):
            return Answer(200, self.report("NoApplicableCode", text))
        if query.get("resulttype") == "hits":
            total = str(len(self.points)) if self.hits else "unknown"
            name = "numberMatched" if self.version == "2.0.0" else "numberOfFeatures"
            return Answer(200, f'<wfs:FeatureCollection xmlns:wfs="w" {name}="{total}" numberReturned="0"/>'.encode())
        return Answer(200, self.features(query))

    def report(self, code: str, text: str) -> bytes:
        """An exception."""
        if self.version == "1.0.0":
            return (f'<ServiceExceptionReport version="1.2.0"><ServiceException code="{code}">{text}</ServiceException>'
                    "</ServiceExceptionReport>").encode()
        return (f'<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception exceptionCode="{code}">'
                f"<ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>").encode()

    def capabilities(self) -> bytes:
        """Of this version."""
        values = "".join(f"<Value>{form}</Value>" for form in self.formats)
        if self.version == "1.0.0":
            operation = ('<Capability><Request><GetFeature><ResultFormat><GML2/></ResultFormat><DCPType><HTTP>'
                         '<Get onlineResource="http://elsewhere.invalid/wfs?"/></HTTP></DCPType></GetFeature></Request></Capability>')
            system = f"<SRS>{self.crs}</SRS>"
        else:
            name = "CRS" if self.version == "2.0.0" else "SRS"
            operation = f'<OperationsMetadata><Operation name="GetFeature"><Parameter name="outputFormat">{values}</Parameter></Operation></OperationsMetadata>'
            system = f"<Default{name}>{self.crs}</Default{name}><Other{name}>{URN}4326</Other{name}>"
        return (f'<wfs:WFS_Capabilities xmlns:wfs="http://www.opengis.net/wfs" version="{self.version}">{operation}<wfs:FeatureTypeList>'
                f'<wfs:FeatureType><wfs:Name>city:pipes</wfs:Name><wfs:Title>Pipes</wfs:Title>{system.replace("<", "<wfs:").replace("<wfs:/", "</wfs:")}'
                "</wfs:FeatureType></wfs:FeatureTypeList></wfs:WFS_Capabilities>").encode()

    def features(self, query: dict[str, str]) -> bytes:
        """A page."""
        start = int(query.get("startindex", 0)) if self.paging else 0
        numbers = range(len(self.points))[start:start + min(self.limit, int(query.get("count", self.limit)))]
        if "json" in query.get("outputformat", ""):
            return json.dumps({"type": "FeatureCollection", "totalFeatures": len(self.points), "features": [
                {"type": "Feature", "id": f"pipes.{n}", "properties": {"code": f"c{n}"},
                 "geometry": {"type": "Point", "coordinates": self.points[n]}} for n in numbers]}).encode()
        return self.gml(list(numbers))

    def gml(self, numbers: list[int]) -> bytes:
        """The same as GML of this version."""
        old = self.version == "1.0.0"
        member = "wfs:member" if self.version == "2.0.0" else "gml:featureMember"
        identity = "fid" if old else "gml:id"
        parts = []
        for n in numbers:
            pair = self.points[n][::-1] if self.north_first else self.points[n]
            place = f"<gml:coordinates>{pair[0]},{pair[1]}</gml:coordinates>" if old else f"<gml:pos>{pair[0]} {pair[1]}</gml:pos>"
            parts.append(f'<{member}><city:pipes {identity}="pipes.{n}"><city:code>c{n}</city:code><city:geom>'
                         f'<gml:Point srsName="{self.crs}">{place}</gml:Point></city:geom></city:pipes></{member}>')
        total = len(self.points) if self.hits else "unknown"
        counted = f'numberMatched="{total}" numberReturned="{len(numbers)}"' if self.version == "2.0.0" else ""
        space = "http://www.opengis.net/wfs/2.0" if self.version == "2.0.0" else "http://www.opengis.net/wfs"
        return (f'<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="{space}" xmlns:gml="{_GML[self.version]}" '
                f'xmlns:city="http://city.invalid" {counted}>{"".join(parts)}</wfs:FeatureCollection>').encode()
