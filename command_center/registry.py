"""The plug-in registry: one file plus one entry-point line adds a connector, layer, panel, video source or pack.

In a checkout the lines are read from the sibling setup.cfg, so that a new line works without reinstalling; else from
the installed metadata. Any thread.
"""

from __future__ import annotations

import configparser
import functools
import importlib.metadata
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from command_center import DISTRIBUTION

PREFIX = "command_center."


class Plugin(NamedTuple):
    """name: the key in configurations; value: "module:attribute"."""

    name: str
    value: str

    def load(self) -> Any:
        """The object itself. Raises ImportError or AttributeError with the line's text."""
        module, _, attribute = self.value.partition(":")
        loaded = import_module(module)
        return functools.reduce(getattr, attribute.split("."), loaded) if attribute else loaded


def _checkout() -> Path | None:
    candidate = Path(__file__).resolve().parents[1] / "setup.cfg"
    if not candidate.is_file():
        return None
    return candidate if f"name = {DISTRIBUTION}" in candidate.read_text(encoding="utf-8") else None


@functools.cache
def _own() -> configparser.ConfigParser | None:
    """The checkout's setup.cfg, read once for all groups."""
    path = _checkout()
    if path is None:
        return None
    parser = configparser.ConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read(path, encoding="utf-8")
    return parser


@functools.cache
def _installed() -> importlib.metadata.EntryPoints:
    """What every installed distribution offers; looked for once, for it opens a file a distribution."""
    found: importlib.metadata.EntryPoints = importlib.metadata.entry_points()  # type: ignore[assignment]
    return found


@functools.cache
def plugins(group: str) -> dict[str, Plugin]:
    """The plug-ins of a group ("connectors", "layers", "map_tools", "panels", "video_sources", "packs") by name,
    in their order."""
    found: dict[str, Plugin] = {}
    for entry in _installed().select(group=PREFIX + group):
        found[entry.name] = Plugin(entry.name, entry.value)
    parser = _own()
    if parser is not None:
        lines = parser.get("options.entry_points", PREFIX + group, fallback="")
        own = {name.strip(): value.strip() for name, _, value in
               (line.partition("=") for line in lines.splitlines() if "=" in line)}
        found = {name: Plugin(name, value) for name, value in own.items()} | {
            name: plugin for name, plugin in found.items() if name not in own
            and plugin.value.partition(":")[0].partition(".")[0] not in ("command_center", "layers", "video", "widgets",
                                                                        "resources")
        }
    return found
