"""The demo's configuration and every example of the how-to are what the program accepts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from command_center.citysim.city import City
from command_center.citysim.transit import make_routes
from command_center.citysim.vectors import make_collections
from command_center.config import check_configuration, load_configuration
from command_center.packs import load_packs
from resources import FOLDER

HOW_TO = FOLDER.parent / "docs" / "how-to" / "configure.md"
DEMO = FOLDER / "demo" / "city.toml"


def test_the_demo_configuration_is_good_and_follows_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITY_URL", "http://127.0.0.1:1")
    configuration = load_configuration(DEMO)
    assert configuration.city.demo and len(configuration.connectors) > 15
    assert all(config.url.startswith("http://127.0.0.1:1/") for _, config in configuration.connectors)


def test_every_base_collection_of_the_demo_is_served(city: City) -> None:
    served = set(make_collections(city, make_routes(city)))
    wanted = {config.collection for kind, config in load_configuration(DEMO).connectors if kind == "vector"}
    assert wanted <= served


def test_the_packs_of_the_demo_ask_for_quantities_that_its_sensors_measure() -> None:
    from command_center.citysim.sensors import QUANTITIES

    packs = load_packs(load_configuration(DEMO).packs).values()
    asked = {gauge.value.quantity for pack in packs for gauge in pack.gauges} | {
        rule.quantity for pack in packs for rule in pack.rules}
    assert asked - {""} <= set(QUANTITIES)


def test_every_example_of_the_how_to_is_accepted() -> None:
    examples = re.findall(r"(?:^(?:    .*)?\n)+", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE)
    seen = 0
    for block in (re.sub(r"(?m)^    ", "", example) for example in examples):
        text = "\n".join(line for line in block.splitlines() if not line.startswith(("command-center", "auth_header")))
        if not re.search(r"^\[", text, re.MULTILINE) and "packs =" not in text:
            continue  # not a configuration but commands or an error's text
        raw = tomllib.loads(text)
        tables = raw.setdefault("connector", [])
        if isinstance(tables, dict):  # an excerpt that begins with [[connector.events]]
            tables = raw["connector"] = [tables]
        for number, table in enumerate(tables):
            table.setdefault("kind", "http_json")
            table.setdefault("id", f"x{number}")
            if table["kind"] == "http_json":
                table.setdefault("url", "http://host/x")
        check_configuration(raw, Path("how-to"))
        seen += 1
    assert seen >= 10
