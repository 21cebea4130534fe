"""OGC WFS 2.0, 1.1 and 1.0: capabilities, counts, pages of GeoJSON or GML. Stored answers too. On the connector's
thread; GML is decoded by GDAL in a child process."""

from __future__ import annotations

import re
import threading
import time
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pydantic import Field, field_validator

from command_center.connectors import wfs_capabilities as caps
from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.features import (
    FeatureConnector,
    FeatureServiceConfig,
    Reading,
    Words,
    epsg_code,
)
from command_center.connectors.gdal_rows import Wanted, read_download
from command_center.connectors.geojson import NotGeoJson
from command_center.connectors.geojson_rows import take_geojson
from command_center.connectors.http import Response, status_error
from command_center.connectors.source import Document
from command_center.connectors.wfs_capabilities import Capabilities, FeatureType
from command_center.domain.coordinates import north_first
from command_center.domain.geo import from_wgs84, parse_crs

LOOK_AGAIN_S = 3600.0  # so often the capabilities are read anew
VERSIONS = ("2.0.0", "1.1.0", "1.0.0")
_OURS = frozenset({"service", "version", "request", "acceptversions", "typename", "typenames", "outputformat", "count",
                   "maxfeatures", "startindex", "resulttype", "srsname", "bbox"})
_MEMBER = re.compile(rb"<(?:[\w.-]+:)?(?:member|featureMembers?)[\s>]|<gml:(?:Point|LineString|Polygon|Multi)")
_UNORDERED = ("natural order", "primary key", "sortby", "sort by")


class WfsConfig(FeatureServiceConfig):
    """url: the service; what it needs beside WFS's own parameters (map=...) may stand in it."""

    type_names: Words = Field((), description="feature types that are read, prefix or not; empty: the one that "
                                              "`collection` names, else all")
    version: Literal["", "2.0.0", "1.1.0", "1.0.0"] = Field("", description="empty: the newest that the server speaks")
    output_format: str = Field("", description="empty: GeoJSON where it is offered, else the newest GML")
    count: int = Field(1000, gt=0, le=1_000_000, description="features that are asked for at once")
    max_types: int = Field(50, gt=0, description="feature types that are read at most where none is named")
    request_crs: str = Field("", description="coordinate system that is asked for (EPSG:CODE); empty: the server's own")
    sort_by: str = Field("", description="property that pages are ordered by; empty: found out if the server asks")
    query: dict[str, str] = Field({}, description="further parameters of each GetFeature (cql_filter, viewparams)")

    @field_validator("request_crs")
    @classmethod
    def _code(cls, value: str) -> str:
        return f"EPSG:{epsg_code(value)}" if value else value


class WfsConnector(FeatureConnector):
    """OGC WFS 2.0, 1.1, 1.0: feature types page by page."""

    kind = "wfs"
    tier = "silver"
    Config = WfsConfig
    suffixes = (".xml", ".gml", ".json", ".geojson", ".xsd")

    def __init__(self, config: WfsConfig) -> None:
        super().__init__(config)
        self._capabilities: Capabilities | None = None
        self._sort_by: dict[str, str] = {}
        self._look_again_at = 0.0

    # --- stored answers

    def read(self, document: Document, sink: EventSink) -> None:
        """Features of an answer; of capabilities each feature type counts as skipped."""
        reading = self.begin(document.name, sink)
        try:
            name = caps.head_of(document.body).name
            if name == "WFS_Capabilities":
                reading.skip("feature_type", len(caps.read_capabilities(document.body).types))
            elif name == "schema":
                reading.skip("schema", 1)
            else:
                self._take(document.body, reading, FeatureType(""), "")
        except ValueError as error:
            reading.fail(str(error)[:200], document.body)
        self.end(reading, sink)

    def _take(self, body: bytes, reading: Reading, kind: FeatureType, crs: str) -> None:
        """The features of one answer. crs: of an answer that declares none. Raises ValueError, ConnectorError."""
        if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            try:
                take_geojson(body, reading, fallback=_system(crs))
            except NotGeoJson as error:
                raise ConnectorError("bad_payload", str(error)) from error
            return
        head = caps.head_of(body)
        if report := caps.exception_of(body):
            raise ConnectorError("refused_by_service", report)
        if not head.name or head.name.lower() == "html":
            raise ConnectorError("bad_payload", f"neither GML nor GeoJSON: {body[:60]!r}")
        if not _MEMBER.search(body):  # numberReturned may be 0 beside features (deegree)
            return
        name = _system(crs)
        swapped = bool(name) and not crs.upper().startswith("EPSG:") and north_first(name)
        options = {"SWAP_COORDINATES": "NO"} if self.config.ignores_axis_order else {}
        read_download(body, "answer.gml", reading,
                      Wanted(options=options, fallback_crs=name, one_collection=bool(kind.name),
                             fallback_swapped=swapped and not self.config.ignores_axis_order), self._stop)

    # --- a service

    def poll(self, sink: EventSink, stop: threading.Event) -> None:
        """Every feature type once. One that fails takes none of the others away."""
        if self._capabilities is None or time.monotonic() >= self._look_again_at:
            self._capabilities = self._discover(stop)
            self._look_again_at = time.monotonic() + LOOK_AGAIN_S
            self.retire({kind.name for kind in self._wanted(self._capabilities)}, sink)
        types = self._wanted(self._capabilities)
        sink.trouble("")
        for kind in types:
            reading = self.begin(kind.name, sink, kind.plain, alone=len(types) == 1)
            try:
                self._read_type(self._capabilities, kind, reading, sink, stop)
            except ConnectorError as error:
                if error.key == "stopped" or len(types) == 1:
                    self._capabilities = None if error.key != "stopped" else self._capabilities
                    raise
                reading.fail(f"{error.key}: {kind.name}: {error.detail}")
                sink.trouble(f"{error.key}: {kind.name}")
            except ValueError as error:
                reading.fail(f"{error}"[:200])
            self.end(reading, sink)

    def check(self) -> None:
        """Read the capabilities, or look at the path."""
        if self.config.path:
            super().check()
        else:
            self._wanted(self._discover(threading.Event()))

    def _discover(self, stop: threading.Event) -> Capabilities:
        """Capabilities in the newest version that the server answers in."""
        problem: Exception | None = None
        for version in (self.config.version,) if self.config.version else VERSIONS:
            asked = {"service": "WFS", "request": "GetCapabilities", "version": version, "acceptVersions": version}
            try:
                response = self._ask(self.config.url, asked, stop)
                if report := caps.exception_of(response.body):
                    raise ConnectorError("refused_by_service", report)
                found = caps.read_capabilities(response.body)
                return found._replace(version=found.version or version, url=self._own(found.url, response.url))
            except ValueError as error:
                problem = ConnectorError("not_wfs", str(error)[:200])
            except ConnectorError as error:
                if error.key in ("stopped", "refused", "unreachable", "unauthorized", "tls"):
                    raise
                problem = error
        assert problem is not None
        raise problem

    def _own(self, url: str, answered: str) -> str:
        """Where GetFeature is asked: as the server says if that is itself, else where it answered."""
        absolute = urljoin(answered, url) if url else ""
        return absolute if absolute and self.client.same_origin(absolute) else self.config.url

    def _wanted(self, capabilities: Capabilities) -> list[FeatureType]:
        known = {kind.plain: kind for kind in capabilities.types} | {kind.name: kind for kind in capabilities.types}
        missing = [name for name in self.config.type_names if name not in known]
        if missing:
            raise ConnectorError("not_found", f"no feature type {missing[0][:60]}; there are "
                                 f"{', '.join(kind.name for kind in capabilities.types)[:200]}", fatal=True)
        alone = known.get(self.config.collection)  # named as the table too: only that one can be meant
        wanted = [known[name] for name in self.config.type_names] or \
            ([alone] if alone is not None else list(capabilities.types))
        if len(wanted) > self.config.max_types:
            raise ConnectorError("too_large", f"{len(wanted)} feature types, {self.config.max_types} allowed: name "
                                              "those that are wanted", fatal=True)
        return wanted

    def _ask(self, url: str, wanted: dict[str, str], stop: threading.Event) -> Response:
        """One answer; an exception report is an answer whatever its status."""
        parts = urlsplit(url)
        kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True)
                if key.lower() not in _OURS]
        query = urlencode([*kept, *wanted.items()], safe=":,/;")
        response = self.client.request("GET", urlunsplit(parts._replace(query=query)), stop=stop)
        if not 200 <= response.status < 300 and not caps.exception_of(response.body):
            raise status_error(response)
        return response

    def _parameters(self, capabilities: Capabilities, kind: FeatureType) -> tuple[dict[str, str], str]:
        """Parameters of GetFeature, and the coordinate system of an answer that declares none."""
        config, version = self.config, capabilities.version
        two = version.startswith("2")
        wanted = {"service": "WFS", "version": version, "request": "GetFeature",
                  "typeNames" if two else "typeName": kind.name}
        form = config.output_format or caps.best_format(capabilities, kind)
        if form and not (version == "1.0.0" and form.upper() == "GML2"):
            wanted["outputFormat"] = form
        crs = self._srs_name(version, kind, form)
        if crs:
            wanted["srsName"] = crs
        if config.bbox is not None:
            wanted["bbox"] = self._bbox(version, kind)
        return {**wanted, **config.query}, crs or kind.default_crs

    def _srs_name(self, version: str, kind: FeatureType, form: str) -> str:
        """What is asked for: as configured, else degrees where GeoJSON may come and the type has them."""
        if self.config.request_crs:
            code = self.config.request_crs[5:]
            return f"EPSG:{code}" if version == "1.0.0" else f"urn:ogc:def:crs:EPSG::{code}"
        if not caps.is_json(form) or _system(kind.default_crs) == "wgs84":
            return ""
        return next((name for name in kind.crs if _system(name) == "wgs84"), "")

    def _bbox(self, version: str, kind: FeatureType) -> str:
        west, south, east, north = self.config.bbox
        if version == "1.0.0":  # in the type's own system, always east first
            x, y = from_wgs84([west, east, west, east], [south, south, north, north], _system(kind.default_crs) or "wgs84")
            return f"{x.min():.9g},{y.min():.9g},{x.max():.9g},{y.max():.9g}"
        if version.startswith("2") and not self.config.ignores_axis_order:
            return f"{south:.9g},{west:.9g},{north:.9g},{east:.9g},urn:ogc:def:crs:EPSG::4326"
        return f"{west:.9g},{south:.9g},{east:.9g},{north:.9g},EPSG:4326"

    def _read_type(self, capabilities: Capabilities, kind: FeatureType, reading: Reading, sink: EventSink,
                   stop: threading.Event) -> None:
        wanted, crs = self._parameters(capabilities, kind)
        total = self._hits(capabilities, wanted, stop)
        reading.in_pages()
        start = pages = 0
        while pages < self.config.max_pages:
            if stop.is_set():
                raise ConnectorError("stopped", "asked to stop")  # what was not reached is not gone
            before, repeated = reading.records, reading.repeated
            response = self._page(capabilities, kind, wanted, start, stop)
            pages += 1
            self._take(response.body, reading, kind, crs)
            got = reading.records - before
            start += got + reading.repeated - repeated
            total = total if total is not None else caps.head_of(response.body).number("numberMatched")
            # Without a total the server may have a smaller limit than ours: ask until nothing new comes.
            if not got or (total is not None and start >= total) or (total is None and capabilities.version[0] == "1"):
                break
        if total is not None and start < total:
            reading.failed = True  # what was not reached is not gone
            sink.trouble(f"incomplete: {kind.name}, {start} of {total}")

    def _page(self, capabilities: Capabilities, kind: FeatureType, wanted: dict[str, str], start: int,
              stop: threading.Event) -> Response:
        two = capabilities.version.startswith("2")
        asked = dict(wanted)
        if two:
            asked["count"] = str(self.config.count)
        if start:
            asked["startIndex"] = str(start)
        sort_by = self.config.sort_by or self._sort_by.get(kind.name, "")
        if sort_by:
            asked["sortBy"] = sort_by
        response = self._ask(capabilities.url, asked, stop)
        report = caps.exception_of(response.body).lower()
        if report and not sort_by and any(word in report for word in _UNORDERED):
            self._sort_by[kind.name] = self._first_property(capabilities, kind, stop)
            if self._sort_by[kind.name]:
                return self._page(capabilities, kind, wanted, start, stop)
        return response

    def _first_property(self, capabilities: Capabilities, kind: FeatureType, stop: threading.Event) -> str:
        two = capabilities.version.startswith("2")
        response = self._ask(capabilities.url, {
            "service": "WFS", "version": capabilities.version, "request": "DescribeFeatureType",
            "typeNames" if two else "typeName": kind.name}, stop)
        return next(iter(caps.properties_of(response.body)), "")

    def _hits(self, capabilities: Capabilities, wanted: dict[str, str], stop: threading.Event) -> int | None:
        """How many features there are; None where the server does not count (1.0 cannot)."""
        if capabilities.version.startswith("1.0"):
            return None
        asked = {key: value for key, value in wanted.items() if key not in ("outputFormat", "srsName")}
        try:
            response = self._ask(capabilities.url, asked | {"resultType": "hits"}, stop)
            return caps.head_of(response.body).number("numberMatched", "numberOfFeatures")
        except ValueError:
            return None
        except ConnectorError as error:
            if error.key in ("http_status", "not_found", "too_large"):
                return None
            raise


def _system(name: str) -> str:
    """The canonical name of a system as capabilities write it; "" for one that PROJ does not know."""
    try:
        return parse_crs(name) if name else ""
    except ValueError:
        return ""
