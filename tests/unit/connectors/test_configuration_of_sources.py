"""The [[connector]] tables of a configuration: every problem listed, no secret told, the demo's own file good."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from command_center.config import ConfigError, load_configuration

FILE = """
[[connector]]
kind = "cap"
id = "a"
path = "alerts"
[[connector]]
kind = "mqtt"
id = "b"
url = "mqtt://broker"
password = "geheim"
[[connector]]
kind = "http_json"
id = "b"
url = "http://host"
mapping = { nothing = "x" }
[[connector]]
kind = "teleport"
[[connector]]
kind = "csv"
id = "e"
path = "x.csv"
crs = "mars"
auth_header = ["Bearer geheim"]
"""


def test_every_problem_is_listed_and_no_secret(tmp_path):
    path = tmp_path / "city.toml"
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_configuration(path)
    keys = [key for _, key, _ in caught.value.problems]
    assert keys == ["connector[1] b", "connector[2] b.id", "connector[2] b", "connector[3].kind", "connector[4] e.crs",
                    "connector[4] e.auth_header"]
    assert "geheim" not in str(caught.value)


def test_paths_start_at_the_file(tmp_path):
    path = tmp_path / "city.toml"
    path.write_text('[[connector]]\nkind = "cap"\nid = "a"\npath = "alerts"\n', encoding="utf-8")
    assert load_configuration(path).connectors[0][1].path == str(tmp_path / "alerts")


def test_the_demo_is_good():
    configuration = load_configuration(Path(resources.__file__).parent / "demo" / "city.toml")
    assert {kind for kind, _ in configuration.connectors} == {"vector", "sensorthings", "cap", "gtfs_rt", "http_json"}
