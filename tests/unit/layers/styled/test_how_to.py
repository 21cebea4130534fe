"""Every example of the how-to is what the program accepts."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from command_center.config import check_configuration
from command_center.registry import plugins
from layers.styled.expression import compiled
from resources import FOLDER

TEXT = (FOLDER.parent / "docs" / "how-to" / "map-layers.md").read_text(encoding="utf-8")


def blocks() -> list[str]:
    found = re.findall(r"(?:^(?:    .*)?\n)+", TEXT, re.MULTILINE)
    return [re.sub(r"(?m)^    ", "", block).strip() for block in found if block.strip()]


def test_every_example_is_accepted_and_every_kind_has_one() -> None:
    whole: dict[str, list[Any]] = {"layer": [], "group": [], "view": []}
    for block in blocks():
        if block.startswith("[["):
            for key, tables in tomllib.loads(block)["map"].items():
                whole[key] += tables
    for table in whole["layer"]:
        check_configuration({"map": {"layer": [{key: value for key, value in table.items() if key != "group"}]}}, None)
    check_configuration({"map": whole}, None)
    assert {table["kind"] for table in whole["layer"]} == set(plugins("layer_kinds"))


def test_every_filter_is_one() -> None:
    filters = next(block for block in blocks() if block.startswith("diameter >="))
    assert len([compiled(line) for line in filters.splitlines()]) == 4
