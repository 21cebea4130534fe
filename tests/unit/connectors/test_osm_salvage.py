"""OpenStreetMap files that are damaged or break off keep what is whole."""

from __future__ import annotations

import bz2
import gzip

import pytest

from command_center.connectors.osm_salvage import salvaged
from tests.unit.connectors.conftest import make

NODES = "".join(f'<node id="{n}" lat="30.{n:03d}" lon="115.{n:03d}" version="1"/>\n' for n in range(1, 41))


def way(number: int, *nodes: int) -> str:
    members = "".join(f'<nd ref="{node}"/>' for node in nodes)
    return f'<way id="{number}" version="1">{members}<tag k="highway" v="primary"/><tag k="name" v="路{number}"/></way>\n'


WAYS = [way(100 + n, n, n + 1, n + 2) for n in range(1, 30)]
FILE = f'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n{NODES}{"".join(WAYS)}</osm>\n'.encode()


def roads(tmp_path, name, body):
    path = tmp_path / name
    path.write_bytes(body)
    found = make("vector", path=str(path)).to_end()
    assert found.error is None
    return {event.feature for event in found.events}, found.counts[1]


def test_a_file_that_breaks_off_keeps_its_whole_elements(tmp_path):
    cut = FILE[:FILE.index(b'<way id="125"') + 40]
    expected = {f"way/{100 + n}" for n in range(1, 25)}
    assert roads(tmp_path, "a.osm", cut) == (expected, 1)
    whole = gzip.compress(FILE, 0)  # stored, so that a cut file is known to hold so much
    some, bad = roads(tmp_path, "b.osm.gz", whole[:FILE.index(b'<way id="125"')])
    assert "way/120" in some and bad == 1
    assert roads(tmp_path, "c.osm.bz2", bz2.compress(FILE)[:-5])[1] >= 1


def test_damage_in_the_middle_costs_its_element_alone(tmp_path):
    damaged = FILE.replace(WAYS[4].encode(), WAYS[4].encode().replace(b"<nd ref", b"<nd & ref")).replace(
        WAYS[9].encode(), WAYS[9].encode().replace(b"</way>", b"</woy>"))
    found, bad = roads(tmp_path, "a.osm", damaged)
    assert found == {f"way/{100 + n}" for n in range(1, 30) if n not in (5, 10)}
    assert bad == 2


def test_blobs_that_are_whole(samples, tmp_path):
    body = (samples / "osm/helsinki_test.osm.pbf").read_bytes()
    for name, damaged in (("cut", body[:110_000]), ("hit", body[:120_000] + b"\xff" * 40 + body[120_040:])):
        found, bad = roads(tmp_path, f"{name}.osm.pbf", damaged)
        assert len(found) > 1000, name
        assert bad < 20


@pytest.mark.parametrize("body", [b"", b"\0" * 4000, b"<html>no</html>", b"\n\x07OSMData" * 50, b"<node " * 20_000,
                                  b"<way>" * 20_000, b"\x00\x00\x00\x0d\n\x07OSMData\x18\xff\xff\xff\x7f"])
def test_what_holds_nothing(tmp_path, body):
    for name in ("a.osm", "a.osm.pbf"):
        path = tmp_path / name
        path.write_bytes(body)
        assert salvaged(path, tmp_path) is None
