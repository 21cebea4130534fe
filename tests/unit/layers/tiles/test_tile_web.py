"""Tiles over HTTP from a server that behaves and one that does not."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from command_center.domain.time import now_utc
from layers.tiles.base import VECTOR_TILE, TileError
from layers.tiles.grid import TileKey
from layers.tiles.patterns import quadkey
from layers.tiles.tianditu import TiandituConfig, TiandituSource
from layers.tiles.tms import TmsSource
from layers.tiles.xyz import VectorTileSource, XyzConfig, XyzSource
from tests.servers.http_server import Answer, HttpServer, Request, flood, stall

KEY = TileKey(3, 6, 3)  # level 3 of a grid that begins at level 0


def _xyz(server: HttpServer, pattern: str = "/{z}/{x}/{y}.png", **settings: Any) -> XyzSource:
    return XyzSource(XyzConfig(id="t", url=server.url + pattern, **settings))


def test_patterns_are_filled_in(server: HttpServer) -> None:
    for pattern, wanted in (("/{z}/{x}/{y}.png", "/3/6/3.png"), ("/{z}/{x}/{-y}.png", "/3/6/4.png"),
                            ("/{q}", f"/{quadkey(3, 6, 3)}"), ("/{zoom}/{x}/{y}{r}.png", "/3/6/3.png"),
                            ("/L{z:02d}/R{y:08x}/C{x:08x}.png", "/L03/R00000003/C00000006.png"),
                            ("/{z}/{x/16}/{-y/2}/{x}_{-y}.jpg", "/3/0/2/6_4.jpg")):
        assert _xyz(server, pattern).request(KEY).url == server.url + wanted
    assert quadkey(3, 3, 5) == "213"  # the example of Bing's own documentation
    sharp = _xyz(server, "/{z}/{x}/{y}{r}.png", sharp=True, tile_px=512)
    assert sharp.request(KEY).url.endswith("/3/6/3@2x.png") and sharp.grid is not None
    assert sharp.grid.metres_per_pixel(0) == pytest.approx(78271.517, abs=0.001)


def test_subdomains_take_turns_and_stay_with_a_tile() -> None:
    for url, settings in (("http://t{s}.example.org/{z}/{x}/{y}", {"subdomains": ("1", "2", "3", "4")}),
                          ("http://t{switch:1,2,3,4}.example.org/{z}/{x}/{y}", {})):
        source = XyzSource(XyzConfig(url=url, **settings))
        hosts = {source.request(TileKey(5, x, 7)).url.split("/")[2] for x in range(8)}
        assert hosts == {f"t{n}.example.org" for n in range(1, 5)}
        assert source.request(KEY) == source.request(KEY)


def test_rows_from_the_south(server: HttpServer) -> None:
    tms = TmsSource(TmsSource.Config(url=server.url + "/{z}/{x}/{y}.png"))
    assert tms.request(KEY).url.endswith("/3/6/4.png")
    tencent = _xyz(server, "/tile?z={z}&x={x}&y={-y}", datum="gcj02")
    assert tencent.request(KEY).url.endswith("z=3&x=6&y=4") and tencent.grid is not None
    assert tencent.grid.crs == "gcj02/epsg:3857"


def test_baidu_writes_minus_as_m(server: HttpServer) -> None:
    baidu = _xyz(server, "/tile/?x={x}&y={y}&z={z}", crs="bd09mc", min_level=3, max_level=18)
    assert baidu.request(TileKey(0, 0, 0)).url.endswith("x=M4&y=3&z=3")
    assert baidu.request(TileKey(0, 4, 3)).url.endswith("x=0&y=0&z=3")
    assert baidu.request(TileKey(0, 5, 4)).url.endswith("x=1&y=M1&z=3")


def test_a_cache_with_a_grid_of_its_own(server: HttpServer) -> None:
    """An ArcGIS cache in a city's zone: corner and resolutions as its conf.xml says."""
    source = _xyz(server, "/L{z:02d}/{y}/{x}.png", crs="EPSG:4547", origin=(-5123200.0, 10002100.0),
                  resolutions=(132.29193125052918, 66.14596562526459))
    grid = source.grid
    assert grid is not None and grid.datum == "cgcs2000"
    span = grid.covering(1, (115.03, 30.19, 115.05, 30.21))
    assert span is not None
    west, south, east, north = grid.bounds_wgs84(TileKey(1, span.first_column, span.first_row))
    assert west < 115.05 and east > 115.03 and south < 30.21 and north > 30.19


@pytest.mark.parametrize("settings", [
    {"url": ""}, {"url": "ftp://x/{z}/{x}/{y}"}, {"url": "http://x/{z}/{x}/{y}", "crs": "EPSG:4547"},
    {"url": "http://x/{z}/{x}/{y}", "min_level": 9, "max_level": 3}, {"url": "http://x/{z}/{x}/{y}", "nonsense": 1},
    {"url": "http://x/{z}/{x}/{y}", "crs": "EPSG:4547", "origin": [0, 0], "resolutions": [1.0], "datum": "gcj02"},
    {"url": "http://x/{z}/{x}/{y}", "bounds": [10, 0, 5, 1]}, {"url": "http://x/{z}/{x}/{y}", "opacity": 3}])
def test_a_wrong_configuration_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        XyzConfig(**settings)


def test_a_tile_comes_with_its_times(server: HttpServer, png: Callable[..., bytes], never: threading.Event) -> None:
    server.routes["/3/6/3.png"] = Answer(200, png(), {"ETag": '"a"', "Cache-Control": "public, max-age=600", "Age": "100"})
    fetched = _xyz(server).fetch(KEY, never)
    assert fetched.tile is not None and fetched.tile.media == "image/png" and fetched.keep and fetched.etag == '"a"'
    assert 480e6 < fetched.expires_utc - now_utc() <= 500e6

    server.routes["/3/6/3.png"] = lambda request: (
        Answer(304, b"", {"Cache-Control": "max-age=60"}) if request.headers.get("If-None-Match") == '"a"' else Answer(500))
    again = _xyz(server).fetch(KEY, never, '"a"')
    assert again.unchanged and again.tile is None


@pytest.mark.parametrize(("headers", "seconds", "keep"), [
    ({}, 7 * 86400, True), ({"Cache-Control": "no-store"}, 7 * 86400, False), ({"Cache-Control": "no-cache"}, 0, True),
    ({"Expires": "0"}, 0, True), ({"Expires": "in an hour"}, 3600, True),
    ({"Cache-Control": "max-age=rubbish"}, 7 * 86400, True)])
def test_how_long_a_tile_is_fresh(server: HttpServer, png: Callable[..., bytes], never: threading.Event,
                                  headers: dict[str, str], seconds: int, keep: bool) -> None:
    if headers.get("Expires") == "in an hour":
        headers = {"Expires": formatdate(time.time() + 3600, usegmt=True)}
    server.routes["/3/6/3.png"] = Answer(200, png(), headers)
    fetched = _xyz(server).fetch(KEY, never)
    assert abs((fetched.expires_utc - now_utc()) / 1e6 - seconds) < 30 and fetched.keep == keep
    configured = _xyz(server, cache_hours=2.0).fetch(KEY, never)
    assert abs((configured.expires_utc - now_utc()) / 1e6 - 7200) < 30 and configured.keep


@pytest.mark.parametrize("answer", [Answer(204), Answer(404, b"<html>no"), Answer(410),
                                    Answer(400, b"<ExceptionReport><Exception exceptionCode='TileOutOfRange'/></ExceptionReport>")])
def test_no_tile_here_is_no_error(server: HttpServer, never: threading.Event, answer: Answer) -> None:
    server.routes["/3/6/3.png"] = answer
    fetched = _xyz(server).fetch(KEY, never)
    assert fetched.tile is None and not fetched.unchanged
    assert fetched.expires_utc <= now_utc() + 3600e6


HTML = b"<html><head><title>Login</title></head></html>"
EXCEPTION = b'<ServiceExceptionReport><ServiceException>quota used up</ServiceException></ServiceExceptionReport>'


def _slowly(write: Any, ending: threading.Event) -> None:
    for _ in range(1000):
        write.write(b"x")
        write.flush()
        if ending.wait(0.05):
            return


@pytest.mark.parametrize(("answer", "key", "words"), [
    (Answer(200, HTML), "html", "Login"), (Answer(200, EXCEPTION), "service_exception", "quota used up"),
    (Answer(200, b""), "empty", ""), (Answer(200, b"%PDF-1.4"), "not_an_image", "%PDF"),
    (Answer(403, '{"msg":"权限错误","code":301001}'.encode()), "unauthorized", "301001 权限错误"),
    (Answer(418, b"<html><title>teapot</title>"), "unauthorized", "418"), (Answer(401), "unauthorized", "401"),
    (Answer(500, HTML), "http_status", "500"), (Answer(503, b"", {"Retry-After": "7"}), "server_error", "503"),
    (Answer(429), "too_many_requests", "429"), (Answer(200, flood), "too_large", "2000"),
    (Answer(200, b"x" * 5000), "too_large", "5000"), (Answer(200, stall), "timeout", ""), (Answer(200, _slowly), "timeout", ""),
    (Answer(302, b"", {"Location": "/3/6/3.png"}), "too_many_redirects", ""),
    (Answer(302, b"", {"Location": "file:///etc/passwd"}), "bad_redirect", "")])
def test_what_else_comes_is_a_plain_reason(server: HttpServer, never: threading.Event, answer: Answer, key: str,
                                           words: str) -> None:
    server.routes["/3/6/3.png"] = answer
    source = _xyz(server, timeout_s=0.4, total_timeout_s=0.8, max_bytes=2000)
    with pytest.raises(TileError) as caught:
        source.read(KEY, never)
    assert (caught.value.key, words in caught.value.detail) == (key, True), caught.value
    assert caught.value.retry_after_s == (7.0 if words == "503" else None)


def test_a_truncated_picture_and_a_connection_that_breaks(server: HttpServer, png: Callable[..., bytes],
                                                          never: threading.Event) -> None:
    server.routes["/3/6/3.png"] = Answer(200, png()[:200])
    with pytest.raises(TileError) as caught:
        _xyz(server).read(KEY, never)
    assert caught.value.key == "truncated"
    server.routes["/3/6/3.png"] = Answer(200, lambda write, _: write.write(png()[:200]), {"Content-Length": str(len(png()))})
    with pytest.raises(TileError) as caught:
        _xyz(server).read(KEY, never)
    assert caught.value.key in ("unreachable", "truncated")


def test_nobody_there(never: threading.Event) -> None:
    gone = HttpServer()
    gone.close()
    with pytest.raises(TileError) as caught:
        _xyz(gone).read(KEY, never)
    assert caught.value.key in ("refused", "unreachable")


def test_headers_stay_with_their_servers(server: HttpServer, png: Callable[..., bytes], never: threading.Event) -> None:
    other = HttpServer()
    other.routes["/moved.png"] = png()
    server.routes["/3/6/3.png"] = Answer(302, b"", {"Location": other.url + "/moved.png"})
    source = _xyz(server, headers={"Referer": "https://city.example"}, auth_header="Bearer secret")
    assert source.read(KEY, never) is not None
    assert server.requests[-1].headers["Authorization"] == "Bearer secret"
    assert server.requests[-1].headers["Referer"] == "https://city.example"
    assert "Authorization" not in other.requests[-1].headers and "Referer" not in other.requests[-1].headers
    other.close()


def test_a_tile_json_describes_images_and_vectors(server: HttpServer, samples: Path, never: threading.Event) -> None:
    plain = (samples / "tiles" / "lakes_mvt_0_0_0.pbf").read_bytes()
    server.routes["/tiles.json"] = Answer(200, b'{"tilejson":"2.2.0","tiles":["t/{z}/{x}/{y}.pbf"],"minzoom":0,"maxzoom":5,'
                                               b'"bounds":[-170,-60,170,80],"attribution":"<a href=x>Natural Earth</a>"}')
    server.routes["/t/0/0/0.pbf"] = Answer(200, gzip.compress(plain))
    source = VectorTileSource(XyzConfig(url=server.url + "/tiles.json", tile_px=512))
    assert source.grid is None
    source.open(never)
    assert source.grid is not None and len(source.grid.matrices) == 6 and source.attribution == "Natural Earth"
    assert source.bounds_wgs84 == (-170.0, -60.0, 170.0, 80.0)
    tile = source.read(TileKey(0, 0, 0), never)
    assert tile is not None and tile.data == plain and tile.media == VECTOR_TILE
    server.routes["/t/0/0/0.pbf"] = Answer(200, b"")
    assert source.read(TileKey(0, 0, 0), never) is None  # a vector tile without a feature


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"tiles":[]}', b'{"tiles":["no place"]}', b'{"tiles":7}', b"<html>",
                                  b'{"tiles":["{z}/{x}/{y}"],"minzoom":9,"maxzoom":2}', b'{"tiles":["{z}{x}{y}"],"minzoom":"a"}'])
def test_a_broken_tile_json_is_said(server: HttpServer, never: threading.Event, body: bytes) -> None:
    server.routes["/tiles.json"] = Answer(200, body)
    with pytest.raises(TileError) as caught:
        _xyz(server, "/tiles.json").open(never)
    assert caught.value.key == "bad_capabilities"


def test_a_tile_map_document(server: HttpServer, png: Callable[..., bytes], never: threading.Event) -> None:
    """As gdal2tiles writes it: origin in degrees although the system is Web Mercator."""
    server.routes["/map/tilemapresource.xml"] = Answer(200, b"""<?xml version="1.0" encoding="utf-8"?>
    <TileMap version="1.0.0"><Title>ortho</Title><SRS>EPSG:900913</SRS>
    <BoundingBox minx="30.1" miny="114.9" maxx="30.3" maxy="115.2"/><Origin x="30.1" y="114.9"/>
    <TileFormat width="256" height="256" mime-type="image/png" extension="png"/>
    <TileSets profile="mercator"><TileSet href="9" units-per-pixel="305.74811314055756" order="9"/>
    <TileSet href="10" units-per-pixel="152.87405657027878" order="10"/></TileSets></TileMap>""")
    server.routes["/map/10/839/602.png"] = png()
    source = TmsSource(TmsSource.Config(url=server.url + "/map"))
    source.open(never)
    assert source.grid is not None and source.grid.matrices[1].size == (1024, 1024)
    assert source.read(TileKey(1, 839, 1023 - 602), never) is not None
    assert source.describe()["title"] == "ortho"


def test_tianditu_asks_as_its_documents_say(server: HttpServer, png: Callable[..., bytes], never: threading.Event,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIANDITU_TK", "k123")
    server.routes["/vec_c/wmts"] = png()
    source = TiandituSource(TiandituConfig(id="tdt", url=server.url, layer="vec", matrix_set="c"))
    assert source.read(TileKey(9, 839, 170), never) is not None
    query = server.requests[-1].query
    for part in ("LAYER=vec", "TILEMATRIXSET=c", "TILEMATRIX=10", "TILEROW=170", "TILECOL=839", "FORMAT=tiles", "tk=k123",
                 "STYLE=default", "SERVICE=WMTS", "REQUEST=GetTile", "VERSION=1.0.0"):
        assert part in query.split("&"), part
    assert "k123" not in source.cache_key and source.grid is not None and source.grid.crs == "cgcs2000"
    labels = source.config.companions()
    assert [(kind, config.layer, config.id) for kind, config in labels] == [("tianditu", "cva", "tdt-labels")]
    assert labels[0][1].rank > source.config.rank

    monkeypatch.delenv("TIANDITU_TK")
    with pytest.raises(TileError) as caught:
        TiandituSource(TiandituConfig(url=server.url)).read(TileKey(9, 839, 170), never)
    assert caught.value.key == "no_key" and caught.value.fatal


def test_requests_can_be_stopped(server: HttpServer) -> None:
    stop = threading.Event()

    def trickle(write: Any, ending: threading.Event) -> None:
        stop.set()
        flood(write, ending)

    server.routes["/3/6/3.png"] = lambda _request: Answer(200, trickle)
    with pytest.raises(TileError) as caught:
        _xyz(server, max_bytes=1 << 30).read(KEY, stop)
    assert caught.value.key == "stopped"


def test_the_secret_of_an_address_is_in_no_message(server: HttpServer, never: threading.Event) -> None:
    server.routes["/3/6/3.png"] = lambda _request: Answer(500)
    with pytest.raises(TileError) as caught:
        _xyz(server, "/{z}/{x}/{y}.png?token=SECRET", timeout_s=0.3).read(KEY, never)
    assert "SECRET" not in str(caught.value)
    assert isinstance(server.requests[-1], Request) and "token=SECRET" in server.requests[-1].query
