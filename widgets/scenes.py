"""Scenes: which arrangement of the window, at what size and at what scale S. Light: read before the first paint.

A scene is a TOML file of resources/scenes, refined by a table [scenes.NAME] of the configuration.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from resources import FOLDER
from widgets.theme import tokens

FIRST_WALL_ASPECT = 2.5  # a window wider than this is a wall unless a scene says otherwise
BODY_ARC_MINUTES = 20.0  # ISO 9241-3: body text at least this high
GLYPH_SHARE = 0.92  # of its pixel size that a Chinese glyph fills


@dataclass(frozen=True)
class Scene:
    """name: of the scene; layout: its TOML table; scale: S; monitor "" for the first; panels () for all; view: key of the
    saved view that the map begins with, "" for none; video, tour: layout and tour of the video wall, "" for its own."""

    name: str
    profile: str
    size: tuple[int, int]
    scale: float
    layout: dict[str, Any] = field(default_factory=dict)
    monitor: str = ""
    full_screen: bool = False
    panels: tuple[str, ...] = ()
    view: str = ""
    video: str = ""
    tour: str = ""


class UnknownScene(Exception):
    """No scene of this name; `known` lists those there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.known = known


def shipped_scenes() -> list[str]:
    """Names of the scenes in resources."""
    return sorted(path.stem for path in (FOLDER / "scenes").glob("*.toml"))


def body_scale(profile: str, pixel_pitch_mm: float, viewing_distance_m: float) -> float:
    """S at which body text is 20 arc minutes high (look.md)."""
    body = tokens()["type"][profile]["body"]
    return viewing_distance_m * math.tan(math.radians(BODY_ARC_MINUTES / 60)) / (
        GLYPH_SHARE * pixel_pitch_mm / 1000 * body)


def default_scale(profile: str, size: tuple[int, int]) -> float:
    """S where nobody measured the screen: 1 on a full HD desk, 2 on a wall of 3840 pixels."""
    width, height = size
    if profile == "wall":
        return max(1.0, min(2.0 * height / 1080, width / 1920))
    return max(1.0, min(height / 1080, width / 1920))


def choose_scene(name: str, size: tuple[int, int] | None, tables: Mapping[str, Mapping[str, Any]]) -> Scene:
    """The scene of that name (or by the shape of `size`), refined by the tables [scenes.NAME] of a configuration.

    Raises UnknownScene.
    """
    if not name:
        wide = size is not None and size[0] / size[1] > FIRST_WALL_ASPECT
        name = "wall" if wide else "desk"
    table = tables.get(name)
    if table is None and name not in shipped_scenes():
        raise UnknownScene(name, sorted({*shipped_scenes(), *tables}))
    table = table or {}
    base = name if name in shipped_scenes() else "desk"
    layout = read_layout(base)
    if layout["profile"] != table.get("profile", layout["profile"]):
        layout = read_layout("wall" if table["profile"] == "wall" else "desk")
    width, height = size or table.get("size") or layout["size"]
    scene = Scene(name, layout["profile"], (int(width), int(height)), 1.0, layout)
    return _refined(scene, table)


def read_layout(name: str) -> dict[str, Any]:
    """The table of a shipped scene."""
    return tomllib.loads((FOLDER / "scenes" / f"{name}.toml").read_text(encoding="utf-8"))


def _refined(scene: Scene, table: Mapping[str, Any]) -> Scene:
    scale = float(table.get("scale") or default_scale(scene.profile, scene.size))
    pitch, distance = table.get("pixel_pitch_mm"), table.get("viewing_distance_m")
    if not table.get("scale") and pitch and distance:
        scale = max(1.0, body_scale(scene.profile, pitch, distance))
    return replace(scene, scale=scale, monitor=str(table.get("monitor", "")),
                   full_screen=bool(table.get("full_screen", False)), panels=tuple(table.get("panels", ())),
                   view=str(table.get("view") or ""), tour=str(table.get("tour") or ""),
                   video=str(table.get("layout") or scene.layout.get("video_layout") or ""))
