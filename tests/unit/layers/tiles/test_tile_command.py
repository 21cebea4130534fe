"""`command-center tiles`: a plan, a prefetch that goes on, the cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_center.cli.main import main
from command_center.cli.tiles import level_index
from layers.tiles.grid import TileGrid, TileMatrix
from layers.tiles.grids import mercator_grid
from tests.servers.http_server import Answer, HttpServer


class _Tiles(dict[str, Any]):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer

    def get(self, path: str, default: Any = None) -> Any:
        return self.answer


@pytest.fixture
def config(tmp_path: Path, server: HttpServer) -> str:
    path = tmp_path / "city.toml"
    path.write_text(f"""
[map]
tile_cache = "cache.sqlite"
tile_cache_mb = 16
[[map.tiles]]
kind = "xyz"
id = "base"
url = "{server.url}/{{z}}/{{x}}/{{y}}.png"
prefetch_limit = 500
[[map.tiles]]
kind = "xyz"
id = "osm"
url = "{server.url}/{{z}}/{{x}}/{{y}}.png"
prefetch_limit = 0
""", encoding="utf-8")
    return str(path)


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["tiles", *words, "--json"])
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.splitlines()], told.err


def test_an_area_is_planned_fetched_and_gone_on_with(config: str, server: HttpServer, png: Callable[..., bytes],
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    server.routes = _Tiles(Answer(200, png()))
    words = ("prefetch", "base", "--config", config, "--area", "114.9,30.1,115.2,30.3", "--levels", "8-12")
    code, lines, _ = _run(capsys, *words, "--plan")
    assert code == 0 and [one["id"] for one in lines[0]["levels"]] == ["8", "9", "10", "11", "12"] and not server.requests
    code, lines, _ = _run(capsys, *words)
    tiles = lines[0]["tiles"]
    assert code == 0 and lines[-1]["state"] == "done" and lines[-1]["fetched"] == tiles == len(server.requests)
    code, lines, _ = _run(capsys, *words)
    assert code == 0 and lines[-1]["present"] == tiles == len(server.requests)
    code, lines, _ = _run(capsys, "cache", "--config", config)
    assert code == 0 and (lines[0]["tiles"], lines[0]["pinned"], lines[0]["limit_bytes"]) == (tiles, tiles, 16 << 20)
    code, lines, _ = _run(capsys, "cache", "--config", config, "--clear")
    assert code == 0 and lines[0]["tiles"] == 0
    assert main(["tiles", "cache", "--config", config]) == 0 and "0 tiles" in capsys.readouterr().out


def test_a_district_as_a_file(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    area = tmp_path / "district.geojson"
    ring = [[114.9, 30.1], [115.2, 30.1], [114.9, 30.3], [114.9, 30.1]]
    for shape in ({"type": "Polygon", "coordinates": [ring]}, {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}},
                  {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}]}):
        area.write_text(json.dumps(shape))
        code, lines, _ = _run(capsys, "prefetch", "base", "--config", config, "--area", str(area), "--levels", "13", "--plan")
        assert code == 0 and 20 < lines[0]["tiles"] < 40


def test_what_may_not_be_ends_with_2(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "line.geojson").write_text('{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}')
    good = {"id": "base", "--config": config, "--area": "114.9,30.1,115.2,30.3", "--levels": "8-12"}
    for key, value, why in (("id", "none", "known are base, osm"), ("id", "osm", "prefetch_limit of this source is 0"),
                            ("--levels", "8-18", "more tiles than"), ("--levels", "x", "expected A-B"), ("--levels", "9-8", "coarser"),
                            ("--area", "1,2,3", "No such file"), ("--area", "5,0,1,1", "west,south"), ("--area", "a,b,c,d", "four numbers"),
                            ("--area", str(tmp_path / "line.geojson"), "a polygon"), ("--config", "/none.toml", "a configuration file")):
        words = {**good, key: value}
        code, _, error = _run(capsys, "prefetch", words.pop("id"), *(part for pair in words.items() for part in pair))
        assert code == 2 and why in error, (key, value, error)


def test_a_server_that_is_down_ends_with_1(config: str, server: HttpServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.routes = _Tiles(Answer(200, b"<html><title>closed</title>"))
    code, lines, error = _run(capsys, "prefetch", "base", "--config", config, "--area", "114.9,30.1,115.2,30.3", "--levels", "13")
    assert code == 1 and lines[-1]["state"] == "failed" and "html closed" in error


def test_level_numbers_find_their_matrix() -> None:
    assert [level_index(mercator_grid(3, 18), number) for number in (0, 3, 10, 30)] == [0, 0, 7, 15]
    named = TileGrid("wgs84", tuple(TileMatrix(f"EPSG:4490:{z}", 1.0 / 2 ** z, (0.0, 0.0), (256, 256), (1, 1)) for z in range(1, 5)))
    assert level_index(named, 3) == 2
    odd = TileGrid("wgs84", tuple(TileMatrix(name, 1.0, (0.0, 0.0), (256, 256), (1, 1)) for name in ("coarse", "fine")))
    assert [level_index(odd, number) for number in (0, 1, 7)] == [0, 1, 1]
