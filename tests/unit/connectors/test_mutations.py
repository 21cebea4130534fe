"""Real files cut off and scrambled: no reader raises, every document counts for something, good ones stay good."""

from __future__ import annotations

import random

import pytest

from tests.unit.connectors.conftest import make

FILES = [("cap", "cap/canada.cap", {}), ("cap", "cap/weather.atom", {}), ("cap", "cap/cn_caiyun_alert_dongcheng.json", {}),
         ("sensorthings", "sensorthings/deep_insert_things.json", {}),
         ("gtfs_rt", "gtfs/raba-vehicle-positions.pb", {}), ("gtfs_rt", "gtfs/raba-trip-updates.pb", {}),
         ("csv", "vector/obs.csv", {"event": "ObservationMade", "mapping": {"series": "2", "value": "4", "at_utc": "3"}}),
         ("csv", "cameras/hk_Traffic_Camera_Locations_En.csv", {"event": "CameraSeen"}),
         ("vector", "parking/amsterdam_garages.json", {}), ("vector", "ogcapi/items.geojson", {}),
         ("http_json", "incidents/usgs_earthquakes-1.json", {"items": "features"})]


def mutations(body: bytes, seed: int):
    """A dozen ways to damage a file."""
    dice = random.Random(seed)
    for share in (0.02, 0.3, 0.7, 0.98):
        yield body[:int(len(body) * share)]
    for _ in range(6):
        damaged = bytearray(body)
        for _ in range(dice.randint(1, 20)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        yield bytes(damaged)
    yield body[:len(body) // 2] + b"\x00\xff<&\"" + body[len(body) // 2:]
    yield body + body


@pytest.mark.parametrize(("kind", "name", "settings"), FILES, ids=[name for _, name, _ in FILES])
def test_damaged_files(samples, tmp_path, kind, name, settings):
    original = samples / name
    for number, body in enumerate(mutations(original.read_bytes(), len(name))):
        path = tmp_path / f"{number}{original.suffix}"
        path.write_bytes(body)
        found = make(kind, path=str(path), **settings).to_end()
        assert found.error is None
        assert sum(found.counts) >= 1, (number, name)


@pytest.mark.parametrize("name", ["vector/heterogeneous.fgb", "vector/test_gpkg_nulls.gpkg", "osm/helsinki_test.osm.pbf"])
def test_damaged_files_in_the_child(samples, tmp_path, name):
    original = samples / name
    body = original.read_bytes()
    for number, damaged in enumerate((body[:len(body) // 2], body[:200] + b"\xff" * 50 + body[250:])):
        path = tmp_path / f"{number}{''.join(original.suffixes)}"
        path.write_bytes(damaged)
        found = make("vector", path=str(path)).to_end()
        assert found.error is None
        assert sum(found.counts) >= 1
