"""The configuration of a city: one TOML file, checked as a whole; every error is listed with file, key and what was
expected. Read once at start; immutable; any thread."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, ValidationError, field_validator

from command_center.config_video import CameraGroup, Tour, VideoSection, unknown_names
from command_center.registry import plugins
from command_center.sections import Section
from command_center.time_zone import ZoneName

__all__ = ["CameraGroup", "City", "ConfigError", "Configuration", "Section", "Tour", "VideoSection", "load_configuration"]

_VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


class ConfigError(Exception):
    """The configuration cannot be used. problems: (file, key, what was expected), all of them."""

    def __init__(self, problems: list[tuple[str, str, str]]) -> None:
        super().__init__("\n".join(f"{file}: {key}: {expected}" for file, key, expected in problems))
        self.problems = problems


class City(Section):
    """Whose centre this is."""

    name: str = Field("", description="name of the centre in Chinese, shown in the header")
    name_en: str = Field("", description="the same in English")
    site: str = Field("local", description="key of the site whose journal this is")
    timezone: ZoneName = Field("Asia/Shanghai", description="IANA time zone of the city; all times are shown in it")
    centre: tuple[float, float] = Field((115.0, 30.2), description="longitude, latitude (WGS84) the map opens on; left out: where the data are")
    metres_per_pixel: float = Field(12.0, gt=0, description="scale the map opens with")
    demo: bool = Field(False, description="true marks every screen as a demo")

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.timezone)


class JournalSection(Section):
    """Where the journal lies."""

    path: str = Field("", description="file of the journal; relative to this file; empty: in the user's data folder")


class LayerGroup(Section):
    """A branch of the list of layers."""

    key: str = Field(min_length=1, description="name that no other group has")
    title: str = Field("", description="what operators read, in Chinese")
    title_en: str = Field("", description="the same in English")
    parent: str = Field("", description="key of the group it lies in; empty: none")
    layers: tuple[str, ...] = Field((), description="layers in it that do not say so themselves")
    visible: bool = Field(True, description="false: starts switched off")
    opacity: float = Field(1.0, ge=0, le=1, description="of all its layers together")
    alone: bool = Field(False, description="while it is shown the rest of the map is dimmed, as for what lies underground")
    open: bool = Field(True, description="false: starts folded in the list")


class SavedView(Section):
    """A named way to look at the map."""

    key: str = Field(min_length=1, description="name that no other view has")
    title: str = Field("", description="what operators read, in Chinese")
    title_en: str = Field("", description="the same in English")
    layers: tuple[str, ...] = Field((), description="the layers that are shown, all others hidden; empty: others stay")
    show: tuple[str, ...] = Field((), description="layers and groups to switch on")
    hide: tuple[str, ...] = Field((), description="layers and groups to switch off")
    opacity: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, description="layer or group -> opacity; basemap = 0.5 dims the base map")
    style: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="configured layer -> keys of its table that are other in this view")
    centre: tuple[float, float] | None = Field(None, description="longitude, latitude (WGS84) to look at")
    metres_per_pixel: float | None = Field(None, gt=0, description="scale to look with")


class Bookmark(Section):
    """A named place of the map to come back to."""

    key: str = Field(min_length=1, description="name that no other bookmark has")
    title: str = Field("", description="what operators read, in Chinese")
    title_en: str = Field("", description="the same in English")
    centre: tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]] = Field(
        description="longitude, latitude (WGS84)")
    metres_per_pixel: float = Field(4.0, gt=0, description="scale to look with, on the ground")


class MapSection(Section):
    """Which collections are the base map, the layers on it, their groups, and named views of them."""

    crs: str = Field("EPSG:3857", description="the plane that maps are shown in: EPSG:3857, or the city's three-degree "
                                              "zone of CGCS2000, EPSG:4534 to 4554 (eastings without the zone's number) "
                                              "or EPSG:4513 to 4533 (with it)")
    layers: tuple[str, ...] = Field((), description="layer keys from bottom to top; empty: all known layers")
    hidden: tuple[str, ...] = Field((), description="layers that start switched off")
    layer: tuple[tuple[str, Any], ...] = Field(
        (), description="configured layers, each a table headed [[map.layer]] with `kind` and `key`")
    group: tuple[LayerGroup, ...] = Field((), description="groups of layers, tables headed [[map.group]]")
    view: tuple[SavedView, ...] = Field((), description="saved views, tables headed [[map.view]]")
    bookmark: tuple[Bookmark, ...] = Field((), description="named places, tables headed [[map.bookmark]]")
    tiles: tuple[tuple[str, Any], ...] = Field((), description="tile sources, each a table headed [[map.tiles]] with `kind`")
    tile_cache: str = Field("", description="file that keeps tiles of servers; relative to this file; empty: in the "
                                            "user's cache folder")
    tile_cache_mb: int = Field(2048, ge=16, description="size of that file in MB; what was used longest ago goes first")

    @field_validator("crs")
    @classmethod
    def _is_plane(cls, value: str) -> str:
        code = value.strip().upper().removeprefix("EPSG:")
        if not (code.isascii() and code.isdecimal()) or not (int(code) == 3857 or 4513 <= int(code) <= 4554):
            raise ValueError("EPSG:3857, or a three-degree zone of CGCS2000: EPSG:4513 to EPSG:4554")
        return f"EPSG:{code}"


class SceneSection(Section):
    """A named arrangement of the window."""

    profile: Literal["desk", "wall"] = Field("desk", description="desk: all controls; wall: nothing to click")
    size: tuple[int, int] | None = Field(None, description="window size in pixels")
    scale: float | None = Field(None, gt=0, description="S of the type scale; overrides pitch and distance")
    pixel_pitch_mm: float | None = Field(None, gt=0, description="pixel pitch of the screen")
    viewing_distance_m: float | None = Field(None, gt=0, description="distance of the nearest reader")
    monitor: str = Field("", description="name or number of the monitor; empty: the first")
    full_screen: bool = Field(False, description="cover the whole monitor")
    panels: tuple[str, ...] = Field((), description="panel keys to show; empty: those of the profile")
    view: str = Field("", description="key of the saved view ([[map.view]]) that the map begins with; empty: as it was "
                                      "left")
    layout: str = Field("", description="layout of the video wall (1 to 64 tiles); empty: that of [video]")
    tour: str = Field("", description="key of the tour ([[video.tour]]) that the video wall begins with; empty: none")


class Configuration(Section):
    """The whole file. connectors: (kind, checked configuration) pairs in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    city: City = City()
    journal: JournalSection = JournalSection()
    map: MapSection = MapSection()
    video: VideoSection = VideoSection()
    scenes: dict[str, SceneSection] = Field(default_factory=dict)
    packs: tuple[str, ...] = Field(("drainage", "weather", "traffic", "platform"), description="domain packs")
    connectors: tuple[tuple[str, Any], ...] = ()
    path: Path | None = None


def load_configuration(path: Path, overrides: dict[str, Any] | None = None, *,
                       connectors: bool = True) -> Configuration:
    """Read and check a file. `overrides` replaces whole keys of tables ("city.demo": True). Raises ConfigError.

    connectors=False leaves them unread: a desk does not run any, and their libraries are slow to import.
    """
    try:
        raw = _expand(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ConfigError([(str(path), "", "a configuration file; there is none at this place")]) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError([(str(path), "", f"a TOML file in UTF-8 ({error})")]) from error
    for dotted, value in (overrides or {}).items():
        table, _, key = dotted.rpartition(".")
        (raw.setdefault(table, {}) if table else raw)[key] = value
    if not connectors:
        raw.pop("connector", None)
    return check_configuration(raw, path)


def _expand(value: Any) -> Any:
    """`${NAME}` and `${NAME:-default}` in texts become environment variables, so that secrets and ports stay out of
    the file."""
    if isinstance(value, str):
        return _VARIABLE.sub(lambda match: os.environ.get(match[1], match[2] or ""), value)
    if isinstance(value, dict):
        return {key: _expand(inner) for key, inner in value.items()}
    return [_expand(inner) for inner in value] if isinstance(value, list) else value


def check_configuration(raw: dict[str, Any], path: Path | None) -> Configuration:
    """Check the tables of a configuration; raises ConfigError with every problem found."""
    name = str(path) if path else "configuration"
    tables = raw.pop("connector", [])
    problems: list[tuple[str, str, str]] = []
    base = path.parent if path else None
    connectors = _plugged("connectors", "connector", tables, name, base, problems)
    section = raw.get("map")
    if isinstance(section, dict) and "tiles" in section:
        sources = _plugged("tile_sources", "map.tiles", section["tiles"], name, base, problems)
        section = section | {"tiles": tuple(sources)}
    if isinstance(section, dict) and "layer" in section:
        layers = _plugged("layer_kinds", "map.layer", section["layer"], name, None, problems, "key")
        section = section | {"layer": tuple(layers)}
    raw = raw | {"map": section} if section is not None else raw
    try:
        configuration = Configuration(**raw, connectors=tuple(connectors), path=path)
    except ValidationError as error:
        problems.extend(_problems(error, name, ""))
    else:
        known = plugins("packs")
        problems.extend((name, "packs", f"one of {', '.join(known)}, not {pack!r}")
                        for pack in configuration.packs if pack not in known)
        if not problems:  # a layer that was left out for an error of its own is no unknown name
            problems.extend((name, key, wanted) for key, wanted in _unknown_names(configuration.map))
            problems.extend((name, key, wanted) for key, wanted in unknown_names(configuration.video))
    if problems:
        raise ConfigError(problems)
    return configuration


def _plugged(group: str, heading: str, tables: Any, name: str, base: Path | None,
             problems: list[tuple[str, str, str]], own: str = "id") -> list[tuple[str, Any]]:
    """(kind, checked configuration) of tables whose `kind` is a plug-in of a group; own: the key that names one."""
    known, seen, good = plugins(group), set[str](), []
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append((name, heading, f"tables headed [[{heading}]]"))
        return []
    for number, table in enumerate(tables):
        fields = dict(table)
        kind, key = fields.pop("kind", None), f"{heading}[{number}] {table.get(own, '')}".strip()
        if kind not in known:
            problems.append((name, f"{key}.kind", f"one of {', '.join(known)}, not {kind!r}"))
            continue
        identity = fields.get(own)
        if not identity or identity in seen:
            problems.append((name, f"{key}.{own}", f"a name that no other [[{heading}]] has"))
        seen.add(str(identity))
        if fields.get("path") and isinstance(fields["path"], str) and base is not None:
            fields["path"] = str(base / fields["path"])
        try:
            good.append((str(kind), known[kind].load().Config(**fields)))
        except (ImportError, AttributeError) as error:
            problems.append((name, f"{key}.kind", f"a kind that can be loaded ({error})"))
        except ValidationError as error:
            problems.extend(_problems(error, name, key + "."))
    return good


def _unknown_names(settings: MapSection) -> Iterator[tuple[str, str]]:
    """(key, what was expected) of every name in [map] that stands for nothing, or for two things."""
    groups = [group.key for group in settings.group]
    configured = [config.key for _, config in settings.layer]
    tiles = [str(getattr(config, "id", "")) for _, config in settings.tiles]
    layers = {*plugins("layers"), *configured, *tiles}
    for key in sorted({key for key in (*groups, *configured) if key in plugins("layers")}
                      | {key for key in groups if key in configured or groups.count(key) > 1}):
        yield f"map {key}.key", "a name that no other layer or group has"
    places = [(f"map.layer[{at}] {one.key}.group", one.group) for at, (_, one) in enumerate(settings.layer)]
    places += [(f"map.tiles[{at}] {one.id}.group", one.group) for at, (_, one) in enumerate(settings.tiles)]
    places += [(f"map.group[{at}] {one.key}.parent", one.parent) for at, one in enumerate(settings.group)]
    yield from ((place, f"one of the [[map.group]] keys ({', '.join(groups)}), not {key!r}")
                for place, key in places if key and key not in groups)
    marks = [one.key for one in settings.bookmark]
    yield from ((f"map.bookmark[{at}].key", "a name that no other [[map.bookmark]] has")
                for at, key in enumerate(marks) if key in marks[:at])
    for at, view in enumerate(settings.view):
        either = layers | set(groups)
        named = [("layers", view.layers, layers), ("show", view.show, either), ("hide", view.hide, either),
                 ("opacity", tuple(view.opacity), either), ("style", tuple(view.style), set(configured))]
        for field, keys, known in named:
            yield from ((f"map.view[{at}] {view.key}.{field}", f"keys of layers or groups, not {key!r}")
                        for key in keys if key not in known)
        for key, changes in view.style.items():
            yield from _unfit(settings, f"map.view[{at}] {view.key}.style.{key}", key, changes)


def _unfit(settings: MapSection, place: str, layer: str, changes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a view would change of a layer, and must not."""
    config = next((config for _, config in settings.layer if config.key == layer), None)
    try:
        if config is not None:
            config.changed(changes)
    except ValidationError as error:
        yield from ((key, wanted) for _, key, wanted in _problems(error, "", f"{place}."))


def _problems(error: ValidationError, name: str, prefix: str) -> list[tuple[str, str, str]]:
    return [(name, (prefix + ".".join(str(part) for part in item["loc"])).rstrip("."),
             _WANTED.get(item["type"], item["msg"].removeprefix("Value error, ")) + _got(item))
            for item in error.errors()]


# In place of pydantic's words, which do not read on after "expected".
_WANTED = {"extra_forbidden": "no such key; docs/reference/configuration.md lists those that are known",
           "missing": "a value; this key is required"}
_SECRET = ("password", "auth", "token", "secret", "headers", "url", "key")


def _got(item: Any) -> str:
    """What stood there; not for a whole table, an unknown key (a mistyped `pasword` too) or one that may hold a
    secret, because messages end up in logs."""
    given, place = item["input"], str(item["loc"]).lower()
    silent = item["type"] in _WANTED or any(word in place for word in _SECRET) or isinstance(given, dict | list)
    return "" if silent else f" (got {given!r})"
