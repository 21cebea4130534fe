"""Capabilities as real servers write them, and as broken ones do."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from command_center.domain.time import parse_iso
from layers.tiles.base import TileError
from layers.tiles.grid import TileKey
from layers.tiles.instants import value_at
from layers.tiles.ows import Dimension
from layers.tiles.wms import WmsConfig, WmsSource
from layers.tiles.wms_capabilities import read_wms
from layers.tiles.wmts import WmtsConfig, WmtsSource
from layers.tiles.wmts_capabilities import read_wmts
from tests.servers.http_server import Answer, HttpServer

WMTS = """<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<ows:ServiceIdentification><ows:Title>城市影像</ows:Title></ows:ServiceIdentification>
<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP><ows:Get xlink:href="http://127.0.0.1:9/gwc?">
<ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>{encoding}</ows:Value></ows:AllowedValues></ows:Constraint>
</ows:Get></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
<Contents>
<Layer><ows:Title>正射影像</ows:Title><ows:WGS84BoundingBox><ows:LowerCorner>114.0 29.5</ows:LowerCorner>
<ows:UpperCorner>116.0 30.5</ows:UpperCorner></ows:WGS84BoundingBox><ows:Identifier>ortho</ows:Identifier>
<Style><ows:Identifier>grey</ows:Identifier></Style><Style isDefault="true"><ows:Identifier>colour</ows:Identifier></Style>
<Format>image/tiff</Format><Format>image/jpeg</Format>
<Dimension><ows:Identifier>Time</ows:Identifier><Default>2024</Default><Value>2020</Value><Value>2022</Value><Value>2024</Value></Dimension>
<TileMatrixSetLink><TileMatrixSet>{first}</TileMatrixSet>{limits}</TileMatrixSetLink>
<TileMatrixSetLink><TileMatrixSet>unknown</TileMatrixSet></TileMatrixSetLink>{resource}</Layer>
<Layer><ows:Title>no identifier at all</ows:Title></Layer>
<TileMatrixSet><ows:Identifier>c4490</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::4490</ows:SupportedCRS>
<TileMatrix><ows:Identifier>c:1</ows:Identifier><ScaleDenominator>2.958293554545656E8</ScaleDenominator>
<TopLeftCorner>{corner}</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>2</MatrixWidth>
<MatrixHeight>1</MatrixHeight></TileMatrix>
<TileMatrix><ows:Identifier>c:10</ows:Identifier><ScaleDenominator>577791.7098721985</ScaleDenominator>
<TopLeftCorner>{corner}</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>1024</MatrixWidth>
<MatrixHeight>512</MatrixHeight></TileMatrix>
<TileMatrix><ows:Identifier>broken</ows:Identifier><ScaleDenominator>NaN</ScaleDenominator></TileMatrix></TileMatrixSet>
<TileMatrixSet><ows:Identifier>local</ows:Identifier><ows:SupportedCRS>IGNF:NOWHERE</ows:SupportedCRS></TileMatrixSet>
</Contents></Capabilities>"""
LIMITS = """<TileMatrixSetLimits><TileMatrixLimits><TileMatrix>c:10</TileMatrix><MinTileRow>169</MinTileRow>
<MaxTileRow>171</MaxTileRow><MinTileCol>838</MinTileCol><MaxTileCol>841</MaxTileCol></TileMatrixLimits></TileMatrixSetLimits>"""


def _wmts(first: str = "c4490", corner: str = "90.0 -180.0", encoding: str = "KVP", limits: str = "", resource: str = "") -> bytes:
    return WMTS.format(first=first, corner=corner, encoding=encoding, limits=limits, resource=resource).encode()


def _query(url: str) -> dict[str, str]:
    return {key.upper(): value for key, value in parse_qsl(urlsplit(url).query, keep_blank_values=True)}


def test_the_sample_of_nasa(samples: Path) -> None:
    told = read_wmts((samples / "ogc" / "eosdis-wmts-cap.xml").read_bytes())
    assert len(told.layers) == 55 and told.layers[0].id == "AIRS_CO_Total_Column_Day"
    assert {key for key, _ in told.problems} == {"scale"}  # its degrees are those of a sphere
    assert {name: one.matrices for name, one in told.matrix_sets.items()} == {
        "EPSG4326_2km": 6, "EPSG4326_1km": 7, "EPSG4326_500m": 8, "EPSG4326_250m": 9}
    grid = told.matrix_sets["EPSG4326_2km"].grid
    assert grid is not None and grid.crs == "wgs84" and grid.matrices[0].origin == (-180.0, 90.0)
    assert grid.matrices[-1].resolution == pytest.approx(0.017578125, rel=2e-6) and grid.matrices[0].tile_size == (512, 512)


@pytest.mark.parametrize(("name", "version", "elements", "named", "first", "crs", "dimensions"), [
    ("wms_JPLCapabilities.xml", "1.1.1", 16, 15, "global_mosaic", {"AUTO:42003", "EPSG:4326"}, {"time"}),
    ("wms_datageo_caps_130.xml", "1.3.0", 1, 1, "Risco_Louveira", {"CRS:84", "EPSG:4674"}, set()),
    ("wms_geoserver-cap.xml", "1.1.1", 4, 3, "opengeo:poi", {"EPSG:4326"}, set()),
    ("wms_mesonet-caps-130_bom.xml", "1.3.0", 3, 3, "nexrad_base_reflect",
     {"EPSG:4326", "EPSG:900913", "EPSG:102100", "EPSG:3857"}, {"time"})])
def test_the_samples_of_map_services(samples: Path, name: str, version: str, elements: int, named: int, first: str,
                                     crs: set[str], dimensions: set[str]) -> None:
    told = read_wms((samples / "ogc" / name).read_bytes())
    assert (told.version, len(told.layers), len(told.named), told.named[0].name) == (version, elements, named, first)
    assert {one for layer in told.layers for one in layer.crs} == crs
    assert {one.name for layer in told.layers for one in layer.dimensions} == dimensions


def test_layers_inherit_and_add(samples: Path) -> None:
    told = read_wms((samples / "ogc" / "wms_mesonet-caps-130_bom.xml").read_bytes())
    child = told.layer("nexrad-n0r-wmst")
    assert child.depth == 1 and child.bounds_wgs84 == (-126.0, 24.0, -66.0, 50.0)
    assert (child.min_scale, child.max_scale) == (90_000.0, 4_650_000.0)  # told by its parent only
    assert child.dimensions == (Dimension("time", "2006-06-23T03:10:00Z", ("1995-01-01/2015-12-31/PT5M",), "ISO8601"),)
    assert not told.layers[0].dimensions


@pytest.mark.parametrize("name", ["mapserver-wfs-cap.xml", "wfs_CUZK_GetCapabilities_2_0_0.xml",
                                  "wfs_koeln_arcgis_describefeaturetype_200.xml"])
def test_another_service_is_said(samples: Path, name: str) -> None:
    body = (samples / "ogc" / name).read_bytes()
    for read in (read_wms, read_wmts):
        with pytest.raises(TileError) as caught:
            read(body)
        assert caught.value.key == "bad_capabilities"


@pytest.mark.parametrize(("body", "key"), [
    (b"", "empty"), (b"<html><title>Sign in</title>", "html"), (b"not xml", "bad_capabilities"), (b"<a><b></a>", "bad_capabilities"),
    (b'<ServiceExceptionReport><ServiceException>no</ServiceException></ServiceExceptionReport>', "service_exception"),
    (b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><Capabilities>&c;</Capabilities>', "bad_capabilities"),
    (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><WMS_Capabilities>&a;</WMS_Capabilities>', "bad_capabilities"),
    (b"<Capabilities/>", "bad_capabilities"), (b"<WMS_Capabilities/>", "bad_capabilities")])
def test_what_is_no_capabilities_is_told(body: bytes, key: str) -> None:
    for read in (read_wms, read_wmts):
        with pytest.raises(TileError) as caught:
            read(body)
        assert caught.value.key == key


def test_any_damage_is_a_plain_reason(samples: Path) -> None:
    """Numbers of capabilities replaced by impossible ones: a source that opens can be asked for its tiles."""
    chance, url = random.Random(5), "http://h.example/ows"
    for name, make in (("eosdis-wmts-cap.xml", lambda: WmtsSource(WmtsConfig(url=url))),
                       ("wms_mesonet-caps-130_bom.xml", lambda: WmsSource(WmsConfig(url=url, follows_clock=True)))):
        whole = (samples / "ogc" / name).read_bytes()
        for turn in range(40):
            broken = whole[: chance.randrange(len(whole))] if turn % 4 == 0 else whole
            for _ in range(6):
                spots = [match.span() for match in re.finditer(rb"-?\d+(\.\d+)?", broken)] or [(0, 0)]
                start, end = chance.choice(spots)
                broken = broken[:start] + chance.choice([b"0", b"-1", b"1e308", b"NaN", b"inf", b"", b"9" * 30]) + broken[end:]
            source = make()
            try:
                source._take(broken, url)
            except TileError as error:
                assert error.key in ("bad_capabilities", "empty", "no_such_layer", "no_usable_grid")
                continue
            source.at(parse_iso("2026-05-01T10:03:00Z"))
            assert source.grid is not None and json.dumps(source.describe(), allow_nan=False)
            for index in (0, len(source.grid.matrices) - 1):
                span = source.grid.matrices[index].span
                assert source.request(TileKey(index, span.last_column, span.last_row)).url
                source.grid.bounds_wgs84(TileKey(index, span.first_column, span.last_row))
                source.grid.covering(index, (114.0, 30.0, 115.0, 31.0))


@pytest.mark.parametrize("corner", ["90.0 -180.0", "-180.0 90.0"])
def test_a_matrix_set_of_degrees_lies_right_in_either_order(tmp_path: Path, never: threading.Event, corner: str) -> None:
    path = tmp_path / "capabilities.xml"
    path.write_bytes(_wmts(corner=corner))
    source = WmtsSource(WmtsConfig(path=str(path), url="http://city.example/wmts?tk=K"))
    source.open(never)
    grid = source.grid
    assert grid is not None and grid.crs == "cgcs2000" and [one.id for one in grid.matrices] == ["c:1", "c:10"]
    assert grid.matrices[1].origin == (-180.0, 90.0) and grid.matrices[1].resolution == pytest.approx(360 / 256 / 1024)
    assert grid.matrices[1].span[:2] == (836, 841)  # only what the layer's box has
    keys = [key for key, _ in source.notes]
    assert keys.count("bad_tilematrix") == 1 and "bad_layer" not in keys and ("corner" in keys) == (corner == "-180.0 90.0")
    query = _query(source.request(TileKey(1, 839, 170)).url)
    assert query == {"TK": "K", "SERVICE": "WMTS", "REQUEST": "GetTile", "VERSION": "1.0.0", "LAYER": "ortho", "STYLE": "colour",
                     "FORMAT": "image/jpeg", "TILEMATRIXSET": "c4490", "TILEMATRIX": "c:10", "TILEROW": "170",
                     "TILECOL": "839", "TIME": "2024"}


def test_addresses_that_only_the_server_can_reach_are_replaced(tmp_path: Path, never: threading.Event) -> None:
    path = tmp_path / "capabilities.xml"
    path.write_bytes(_wmts())
    for trusted in (True, False):
        source = WmtsSource(WmtsConfig(path=str(path), url="http://city.example/wmts", trusts_addresses=trusted))
        source.open(never)
        place = urlsplit(source.request(TileKey(1, 839, 170)).url)
        assert (place.netloc, place.path) == ("city.example", "/gwc" if trusted else "/wmts")


def test_a_service_that_knows_no_keys_is_asked_by_address(server: HttpServer, never: threading.Event) -> None:
    server.routes["/arcgis/MapServer/WMTS"] = Answer(200, b"<html><title>ArcGIS</title>")
    server.routes["/arcgis/MapServer/WMTS/1.0.0/WMTSCapabilities.xml"] = _wmts()
    source = WmtsSource(WmtsConfig(url=server.url + "/arcgis/MapServer/WMTS"))
    source.open(never)
    assert source.grid is not None
    del server.routes["/arcgis/MapServer/WMTS/1.0.0/WMTSCapabilities.xml"]
    with pytest.raises(TileError) as caught:
        WmtsSource(WmtsConfig(url=server.url + "/arcgis/MapServer/WMTS")).open(never)
    assert caught.value.detail == "ArcGIS"


def test_a_datum_that_cannot_be_is_said(tmp_path: Path, server: HttpServer, never: threading.Event) -> None:
    (tmp_path / "c.xml").write_bytes(_wmts())
    source = WmtsSource(WmtsConfig(path=str(tmp_path / "c.xml"), datum="gcj02"))
    source.open(never)
    assert source.grid is not None and source.grid.crs == "gcj02"
    with pytest.raises(TileError) as caught:
        _wms(server, ("EPSG:4547",), datum="gcj02")
    assert caught.value.key == "bad_configuration" and caught.value.fatal


def test_tiles_by_address_pattern(tmp_path: Path, never: threading.Event) -> None:
    resource = ('<ResourceURL format="image/jpeg" resourceType="tile" template="http://tiles.example/{layer}/{Style}/{Time}/'
                '{TileMatrixSet}/{tilematrix}/{TileRow}/{TileCol}.jpg"/>'
                '<ResourceURL format="text/xml" resourceType="FeatureInfo" template="http://tiles.example/info"/>')
    path = tmp_path / "capabilities.xml"
    path.write_bytes(_wmts(encoding="RESTful", resource=resource, limits=LIMITS))
    source = WmtsSource(WmtsConfig(path=str(path), url="http://city.example/wmts?token=T", dimensions={"time": "2020"}))
    source.open(never)
    assert source.grid is not None and [one.id for one in source.grid.matrices] == ["c:10"]  # limits name no other
    assert source.grid.matrices[0].span == (838, 841, 169, 171)
    assert source.request(TileKey(0, 839, 170)).url == "http://tiles.example/ortho/colour/2020/c4490/c:10/170/839.jpg"


def test_what_is_asked_for_and_not_there_is_said(tmp_path: Path, never: threading.Event) -> None:
    path = tmp_path / "capabilities.xml"
    path.write_bytes(_wmts())
    for settings, key in (({"layer": "x"}, "no_such_layer"), ({"matrix_set": "x"}, "no_such_matrix_set"),
                          ({"matrix_set": "unknown"}, "no_usable_grid")):
        with pytest.raises(TileError) as caught:
            WmtsSource(WmtsConfig(path=str(path), **settings)).open(never)  # type: ignore[arg-type]
        assert caught.value.key == key and caught.value.fatal
    assert WmtsSource(WmtsConfig(path=str(path), layer="正射影像")).open(never) is None  # by title
    with pytest.raises(TileError) as caught:
        WmtsSource(WmtsConfig(path=str(tmp_path / "none.xml"))).open(never)
    assert caught.value.key == "not_found"


WMS = """<?xml version="1.0" encoding="UTF-8"?><WMS_Capabilities version="{version}" xmlns="http://www.opengis.net/wms"
 xmlns:xlink="http://www.w3.org/1999/xlink"><Service><Name>WMS</Name><Title>雷达</Title><MaxWidth>1000</MaxWidth>
<MaxHeight>1000</MaxHeight></Service><Capability><Request><GetMap><Format>image/tiff</Format><Format>image/png</Format>
<DCPType><HTTP><Get><OnlineResource xlink:href="{url}/wms?map=radar.map&amp;"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>all</Title>{crs}<EX_GeographicBoundingBox><westBoundLongitude>110</westBoundLongitude>
<eastBoundLongitude>120</eastBoundLongitude><southBoundLatitude>25</southBoundLatitude><northBoundLatitude>35</northBoundLatitude>
</EX_GeographicBoundingBox><Layer queryable="1"><Name>rain</Name><Title>降水</Title><MaxScaleDenominator>1000000</MaxScaleDenominator>
<Dimension name="time" units="ISO8601" default="2026-05-01T10:00:00Z">2026-05-01T00:00:00Z/2026-05-02T00:00:00Z/PT6M</Dimension>
<Dimension name="member" units="" default="3">1,2,3</Dimension><Style><Name>dbz</Name></Style></Layer></Layer></Capability></WMS_Capabilities>"""


def _wms(server: HttpServer, crs: tuple[str, ...], version: str = "1.3.0", **settings: object) -> WmsSource:
    tags = "".join(f"<{'CRS' if version == '1.3.0' else 'SRS'}>{one}</{'CRS' if version == '1.3.0' else 'SRS'}>" for one in crs)
    body = WMS.format(version=version, url=server.url, crs=tags).encode()
    server.routes["/wms"] = lambda request: Answer(200, body)
    source = WmsSource(WmsConfig(id="w", url=server.url + "/wms", **settings))  # type: ignore[arg-type]
    source.open(threading.Event())
    return source


@pytest.mark.parametrize(("crs", "version", "ignores", "asked", "key", "bbox"), [
    (("EPSG:4326", "CRS:84", "EPSG:3857"), "1.3.0", False, "EPSG:3857", "CRS", "wsen"),
    (("EPSG:4326", "CRS:84"), "1.3.0", False, "CRS:84", "CRS", "wsen"),
    (("EPSG:4326",), "1.3.0", False, "EPSG:4326", "CRS", "swne"), (("EPSG:4326",), "1.3.0", True, "EPSG:4326", "CRS", "wsen"),
    (("EPSG:4326",), "1.1.1", False, "EPSG:4326", "SRS", "wsen"), (("EPSG:4490",), "1.3.0", False, "EPSG:4490", "CRS", "swne"),
    (("EPSG:4547",), "1.3.0", False, "EPSG:4547", "CRS", "swne"), (("EPSG:4547",), "1.1.1", False, "EPSG:4547", "SRS", "wsen")])
def test_the_box_is_in_the_order_that_the_server_expects(server: HttpServer, crs: tuple[str, ...], version: str, ignores: bool,
                                                         asked: str, key: str, bbox: str) -> None:
    source = _wms(server, crs, version, ignores_axis_order=ignores)
    assert source.grid is not None
    level = len(source.grid.matrices) - 8
    span = source.grid.covering(level, (115.0389, 30.2, 115.0390, 30.2001))
    assert span is not None
    request = source.request(TileKey(level, span.first_column, span.first_row))
    query = _query(request.url)
    assert query[key] == asked and query["MAP"] == "radar.map" and query["LAYERS"] == "rain" and query["VERSION"] == version
    numbers = [float(part) for part in query["BBOX"].split(",")]
    west, south, east, north = numbers if bbox == "wsen" else (numbers[1], numbers[0], numbers[3], numbers[2])
    lon, lat = source.grid.to_wgs84([west, east], [south, north])
    assert lon[0] < 115.0389 < lon[1] and lat[0] < 30.2 < lat[1]
    assert request.size == (544, 544) == (int(query["WIDTH"]), int(query["HEIGHT"])) and request.gutter_px == 16
    assert (query["TIME"], query["DIM_MEMBER"], query["FORMAT"]) == ("2026-05-01T10:00:00Z", "3", "image/png")


def test_a_tile_and_its_rim_fit_together(server: HttpServer, png: Callable[..., bytes], never: threading.Event) -> None:
    source = _wms(server, ("EPSG:3857",))
    server.routes["/wms"] = Answer(200, png(544))
    tile = source.read(TileKey(10, 839, 421), never)
    assert tile is not None and tile.gutter_px == 16
    box = [float(part) for part in _query(f"?{server.requests[-1].query}")["BBOX"].split(",")]
    matrix = source.grid.matrices[10] if source.grid else None
    assert matrix is not None and box[0] == pytest.approx(matrix.bounds(839, 421)[0] - 16 * matrix.resolution)
    server.routes["/wms"] = Answer(200, png(256))
    with pytest.raises(TileError) as caught:
        source.read(TileKey(10, 839, 421), never)
    assert caught.value.key == "wrong_size"


def test_limits_of_a_service_are_kept(server: HttpServer) -> None:
    assert _wms(server, ("EPSG:3857",)).scale_mpp == (0.0, pytest.approx(280.0))
    large = _wms(server, ("EPSG:3857",), tile_px=2048, gutter_px=0)
    assert large.grid is not None and large.grid.matrices[0].tile_size == (512, 512)  # the server gives 1000 at most


def test_a_service_without_a_usable_system_says_so(server: HttpServer) -> None:
    with pytest.raises(TileError) as caught:
        _wms(server, ("AUTO:42001", "IGNF:WGS84G"))
    assert caught.value.key == "no_usable_grid"
    assumed = _wms(server, ())
    assert assumed.grid is not None and assumed.grid.crs == "wgs84" and ("no_crs", "rain: EPSG:4326 is assumed") in assumed.notes


@pytest.mark.parametrize(("values", "at", "wanted"), [
    (("2026-05-01T00:00:00Z/2026-05-02T00:00:00Z/PT6M",), "2026-05-01T10:03:00Z", "2026-05-01T10:00:00Z"),
    (("2026-05-01T00:00:00Z/2026-05-02T00:00:00Z/PT6M",), "2026-05-03T00:00:00Z", "2026-05-02T00:00:00Z"),
    (("2026-05-01T00:00:00Z/2026-05-02T00:00:00Z/PT6M",), "2020-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
    (("2020", "2022", "2024"), "2023-07-01T00:00:00Z", "2022"), (("2012-06-23", "2012-07-02"), "2012-06-30T00:00:00Z", "2012-06-23"),
    (("1999-01-31/2000-08-31/P1M",), "1999-03-15T00:00:00Z", "1999-02-28"),
    (("2026-01-01T00:00:00Z/current/PT1H",), "2026-05-01T10:03:00Z", "2026-05-01T10:00:00Z"),
    (("rubbish", "2020/x/y/z"), "2023-07-01T00:00:00Z", "2020"), (("rubbish",), "2023-07-01T00:00:00Z", "")])
def test_the_picture_of_an_instant(values: tuple[str, ...], at: str, wanted: str) -> None:
    assert value_at(Dimension("time", values=values), parse_iso(at)) == wanted


def test_a_source_follows_the_clock(server: HttpServer) -> None:
    source = _wms(server, ("EPSG:3857",), follows_clock=True)
    before = source.cache_key
    assert source.at(parse_iso("2026-05-01T10:03:00Z")) is False  # the default is of that time already
    assert source.at(parse_iso("2026-05-01T12:15:00Z")) and source.cache_key != before
    assert _query(source.request(TileKey(5, 26, 12)).url)["TIME"] == "2026-05-01T12:12:00Z"
    assert source.at(parse_iso("2026-05-01T12:16:00Z")) is False
    assert _wms(server, ("EPSG:3857",)).at(parse_iso("2026-05-01T12:15:00Z")) is False


def test_a_server_that_hides_its_scale_hints(samples: Path) -> None:
    """1.1.1's ScaleHint of a GeoServer holds denominators; taken for metres it would hide the layer for good."""
    head = b'<WMT_MS_Capabilities version="1.1.1"><Capability><Layer><Name>a</Name><SRS>EPSG:4326 EPSG:3857</SRS>'
    tail = b"</Layer></Capability></WMT_MS_Capabilities>"
    layer = read_wms(head + b'<ScaleHint min="4000" max="75000"/>' + tail).layers[0]
    assert layer.min_scale == 0.0 and layer.crs == ("EPSG:4326", "EPSG:3857")
    layer = read_wms(head + b'<ScaleHint min="0" max="100"/>' + tail).layers[0]
    assert layer.max_scale == pytest.approx(100 / 2 ** 0.5 / 0.00028)


@pytest.mark.parametrize(("crs", "levels", "resolution", "odd"), [
    # Tianditu's own documents, c and w: scales of 96 dpi, the corner of w the wrong way round.
    ("urn:ogc:def:crs:EPSG::4490", [("2.958293554545656E8", "90.0 -180.0", 256, 2, 1), ("2256.998866688275", "90.0 -180.0", 256, 262144, 131072)],
     0.703125, {"scale"}),
    ("urn:ogc:def:crs:EPSG::900913", [("2.958293554545656E8", "20037508.3427892 -20037508.3427892", 256, 2, 2)], 78271.51696402048,
     {"scale", "corner"}),
    # A province's: only as wide as the province; its corner longitude first.
    ("urn:ogc:def:crs:EPSG::4490", [("2311166.839488794", "-180.0 90.0", 256, 209, 48)], 360 / 256 / 256, {"scale", "corner"}),
    # MapGIS: degrees of another length.
    ("urn:ogc:def:crs:EPSG::4326", [("2.798544199868153E8", "90.0 -180.0", 512, 1, 1), ("1.3992720999340764E8", "90.0 -180.0", 512, 2, 1)],
     0.703125, {"scale"}),
    # The standard's own sets stay as they are.
    ("urn:ogc:def:crs:EPSG::4326", [("5.0E8", "90.0 -180.0", 256, 2, 1), ("2.5E8", "90.0 -180.0", 256, 3, 2)], 1.2576413977673, set()),
    ("urn:ogc:def:crs:EPSG:6.18:3:3857", [("559082264.0287178", "-20037508.34 20037508.34", 256, 1, 1)], 156543.03392804097, set())])
def test_scales_that_mislead_are_seen_through(crs: str, levels: list[tuple[str, str, int, int, int]], resolution: float,
                                              odd: set[str]) -> None:
    matrices = "".join(
        f"<TileMatrix><ows:Identifier>{number}</ows:Identifier><ScaleDenominator>{scale}</ScaleDenominator><TopLeftCorner>{corner}"
        f"</TopLeftCorner><TileWidth>{side}</TileWidth><TileHeight>{side}</TileHeight><MatrixWidth>{wide}</MatrixWidth>"
        f"<MatrixHeight>{high}</MatrixHeight></TileMatrix>" for number, (scale, corner, side, wide, high) in enumerate(levels))
    told = read_wmts((
        '<Capabilities xmlns:ows="http://www.opengis.net/ows/1.1"><Contents><Layer><ows:Identifier>a</ows:Identifier></Layer>'
        f"<TileMatrixSet><ows:Identifier>s</ows:Identifier><ows:SupportedCRS>{crs}</ows:SupportedCRS>{matrices}</TileMatrixSet>"
        "</Contents></Capabilities>").encode())
    grid = told.matrix_sets["s"].grid
    assert grid is not None and grid.matrices[0].resolution == pytest.approx(resolution, rel=1e-7)
    assert grid.matrices[0].origin[0] < 0 < grid.matrices[0].origin[1] and {key for key, _ in told.problems} == odd
