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


def test_a_mistyped_secret_and_an_address_with_a_login_are_not_told(tmp_path):
    path = tmp_path / "city.toml"
    path.write_text('[[connector]]\nkind = "mqtt"\nid = "a"\nurl = "ftp://duty:geheim@broker"\npasword = "geheim"\n'
                    '[[connector]]\nkind = "http_json"\nid = "b"\nurl = "duty:geheim@host"\napi_key = ["geheim"]\n'
                    '[[connector]]\nkind = "cap"\nid = "c"\nurl = "gopher://duty:geheim@host"\npoll_s = "geheim-ish"\n',
                    encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_configuration(path)
    told = "\n".join(": ".join(problem) for problem in caught.value.problems).replace("geheim-ish", "")
    assert "geheim" not in told
    for key in ("a.pasword", "b.api_key", "c.poll_s"):
        assert key in told


def test_the_examples_of_the_documentation_are_good():
    examples = sorted((Path(__file__).resolve().parents[3] / "docs/examples").glob("*.toml"))
    assert examples
    for path in examples:
        assert load_configuration(path).path == path
