"""The uniform symbols of resources/symbols: what each is called, in both languages, and which group it is of. Read
once; any thread."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from layers.base import Title
from resources import FOLDER

SITUATION = "situation"  # the group that is plotted most


class Emblem(NamedTuple):
    """A symbol: its file's name, its group's key, its title."""

    name: str
    group: str
    title: Title


@cache
def emblems() -> dict[str, Emblem]:
    """All of them by name, in the order of the file."""
    table = _table()["symbol"]
    return {name: Emblem(name, row["group"], Title(row["zh"], row["en"])) for name, row in table.items()}


@cache
def emblem_groups() -> dict[str, Title]:
    """Titles of the groups by key, in their order."""
    return {key: Title(row["zh"], row["en"]) for key, row in _table()["group"].items()}


def of_group(group: str) -> list[Emblem]:
    """The symbols of a group."""
    return [emblem for emblem in emblems().values() if emblem.group == group]


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((FOLDER / "symbols" / "symbols.toml").read_text(encoding="utf-8"))
