"""`connect try` of tile sources, `[[map.tiles]]` in a configuration, and the layers that come of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_center.cli.main import main
from command_center.config import ConfigError, load_configuration
from command_center.registry import plugins
from command_center.state.snapshot import EMPTY
from layers.base import View
from layers.drawing import NOTHING
from layers.tiles.base import TileSource
from layers.tiles.health import TileHealth
from layers.tiles.layer import tile_layers
from tests.servers.http_server import Answer, HttpServer


def _tried(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["connect", "try", *words, "--json"])
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.splitlines()], told.err


def test_capabilities_as_json(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = _tried(capsys, "wmts", f"path={samples / 'ogc' / 'eosdis-wmts-cap.xml'}")
    told = lines[0]
    assert code == 0 and told["type"] == "TileSource" and len(told["layers"]) == 55
    assert [(one["id"], one["matrices"]) for one in told["matrix_sets"]] == [
        ("EPSG4326_2km", 6), ("EPSG4326_1km", 7), ("EPSG4326_500m", 8), ("EPSG4326_250m", 9)]
    assert told["chosen"]["layer"] == "AIRS_CO_Total_Column_Day" and told["grid"]["crs"] == "wgs84"
    assert lines[-1] == {"summary": {"events": 55, "good": 55, "bad": 0, "skipped": 0}}

    code, lines, _ = _tried(capsys, "wms", f"path={samples / 'ogc' / 'wms_mesonet-caps-130_bom.xml'}", "layer=nexrad-n0r-wmst")
    assert code == 0 and lines[0]["layer_elements"] == 3 and lines[0]["dimensions"] == ["time"]
    assert lines[0]["chosen"]["dimensions"] == {"time": "2006-06-23T03:10:00Z"} and lines[0]["shown_from_mpp"] == pytest.approx(25.2)


@pytest.mark.parametrize(("kind", "name", "good", "told"), [
    ("mbtiles", "geography-class-png.mbtiles", 5, {"tiles": 5, "min_zoom": 0, "max_zoom": 1, "vector": False}),
    ("mbtiles", "geography-class-png-no-bounds.mbtiles", 5, {"tiles": 5, "bounds": [-180.0, -90.0, 180.0, 90.0]}),
    ("mbtiles", "world_cities.mbtiles", 196, {"tiles": 196, "format": "pbf", "vector": True, "layers": [{"name": "cities"}]}),
    ("pmtiles", "test_fixture_1.pmtiles", 1, {"tiles": 1, "entries": 1, "contents": 1, "format": "mvt"})])
def test_archives_as_json(samples: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str, good: int,
                          told: dict[str, Any]) -> None:
    code, lines, _ = _tried(capsys, kind, f"path={samples / 'tiles' / name}")
    assert code == 0 and told.items() <= lines[0].items()
    assert lines[-1]["summary"] == {"events": good, "good": good, "bad": 0, "skipped": 0}


def test_what_cannot_be_read_ends_with_2(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, why in ((("mbtiles", f"path={samples / 'tiles' / 'invalid.mbtiles'}"), "not_mbtiles"),
                       (("wmts", f"path={samples / 'ogc' / 'wms_geoserver-cap.xml'}"), "bad_capabilities"),
                       (("wms", "path=/nowhere.xml"), "not_found"), (("wms", "nonsense=1"), "there is no key"),
                       (("pmtiles",), "either url or path"), (("nothing",), "of map tiles xyz, tms")):
        code, lines, error = _tried(capsys, *words)
        assert (code, lines) == (2, []) and why in error, words


def test_a_server_is_tried_with_one_tile(server: HttpServer, png: Callable[..., bytes], capsys: pytest.CaptureFixture[str]) -> None:
    class Any_(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return Answer(200, png())

    server.routes = Any_()
    code, lines, _ = _tried(capsys, "xyz", f"url={server.url}/{{z}}/{{x}}/{{y}}.png", "bounds=[114.9,30.1,115.2,30.3]")
    assert code == 0 and lines[1]["type"] == "Tile" and lines[1]["media"] == "image/png" and len(server.requests) == 1
    west, south, east, north = lines[1]["bounds"]
    assert west < 115.05 < east and south < 30.2 < north
    server.routes = {}
    code, lines, _ = _tried(capsys, "xyz", f"url={server.url}/{{z}}/{{x}}/{{y}}.png")
    assert code == 0 and lines[1]["media"] is None  # 404: no tile there
    gone = server.url
    server.close()
    code, lines, error = _tried(capsys, "wms", f"url={gone}/wms")
    assert code == 1 and lines[-1]["summary"]["good"] == 0 and "wms: " in error


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["connect", "list", "--tiles", "--json"]) == 0
    rows = {row["kind"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(rows) == set(plugins("tile_sources")) >= {"xyz", "tms", "vector_tiles", "wmts", "tianditu", "wms", "mbtiles", "pmtiles"}
    assert rows["wms"]["inputs"] == ["url", "path"]
    assert main(["connect", "list", "--json"]) == 0
    assert {row["kind"] for row in json.loads(capsys.readouterr().out)}.isdisjoint(rows)


def test_every_kind_keeps_the_contract() -> None:
    for name, plugin in plugins("tile_sources").items():
        kind = plugin.load()
        assert issubclass(kind, TileSource) and kind.kind == name and kind.__doc__
        for key, field in kind.Config.model_fields.items():
            assert field.description, f"{name}.{key}"


CONFIG = """
[[map.tiles]]
kind = "tianditu"
id = "tdt"
layer = "img"
tk = "${TDT:-abc}"
[[map.tiles]]
kind = "xyz"
id = "amap"
title = "高德"
title_en = "Amap"
url = "https://webrd0{s}.example/appmaptile?x={x}&y={y}&z={z}"
subdomains = ["1", "2", "3", "4"]
datum = "gcj02"
opacity = 0.5
visible = false
max_mpp = 100.0
attribution = "© 高德"
[[map.tiles]]
kind = "mbtiles"
id = "own"
path = "tiles/own.mbtiles"
"""


def test_the_configuration_becomes_layers(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(CONFIG, encoding="utf-8")
    settings = load_configuration(path).map
    layers = tile_layers(settings.tiles)
    assert [layer.key for layer in layers] == ["tdt", "tdt-labels", "amap", "own"]
    assert layers[1].rank > 0 > layers[0].rank and layers[2].title() == ("高德", "Amap")
    assert layers[2].attribution == "© 高德" and layers[2].config.opacity == 0.5 and not layers[2].config.visible
    assert layers[2].source.grid is not None and layers[2].source.grid.datum == "gcj02"
    assert layers[3].config.path == str(tmp_path / "tiles" / "own.mbtiles")  # type: ignore[attr-defined]
    view = View(metres_per_pixel=10.0)
    assert layers[2].draw(EMPTY, view) is NOTHING and layers[2].is_in_scale(view)
    assert not layers[2].is_in_scale(View(metres_per_pixel=200.0))


def test_every_mistake_of_a_configuration_is_told(tmp_path: Path) -> None:
    path = tmp_path / "city.toml"
    path.write_text(CONFIG + """
[[map.tiles]]
kind = "xyz"
id = "own"
url = "https://host/{z}/{x}/{y}.png?key=SECRET"
opacity = 7
[[map.tiles]]
kind = "nothing"
id = "n"
[[map.tiles]]
kind = "wms"
ur = "x"
""", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_configuration(path)
    told = {key: wanted for _, key, wanted in caught.value.problems}
    assert {"map.tiles[3] own.id", "map.tiles[3] own.opacity", "map.tiles[4] n.kind", "map.tiles[5].id", "map.tiles[5].ur"} <= set(told)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(("health", "keys"), [
    (TileHealth("live", good=3, cached=2), []), (TileHealth("degraded", "empty", "0 bytes", good=1, failed=2), ["tiles.degraded"]),
    (TileHealth("lost", "html", "maintenance", stale=4), ["tiles.lost", "tiles.stale"]),
    (TileHealth("failed", "no_key", "set it"), ["tiles.failed"])])
def test_the_state_of_a_source_is_that_of_its_layer(health: TileHealth, keys: list[str]) -> None:
    layer = tile_layers([("xyz", plugins("tile_sources")["xyz"].load().Config(id="a", url="http://x/{z}/{x}/{y}"))])[0]
    assert layer.status(EMPTY) == (None, 0, ())
    layer.health = lambda: health
    status = layer.status(EMPTY)
    assert [trouble.key for trouble in status.trouble] == keys and status.count == health.good + health.cached + health.stale
    assert not keys or status.trouble[0].parameters["detail"] == health.detail
