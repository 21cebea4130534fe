"""From a configuration to the layers of a map: those of the registry, and those it configures. Headless; any thread."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from command_center.config import MapSection
from command_center.notices import notify
from command_center.registry import plugins
from layers.base import Layer, Title
from layers.groups import Group
from layers.tiles.layer import tile_layers

_log = logging.getLogger(__name__)


def load_layers(keys: Sequence[str] = ()) -> list[Layer]:
    """The layers of the registry, all by their rank or those of `keys` in their order; one that cannot be loaded is
    said and left out."""
    found: list[Layer] = []
    known = plugins("layers")
    for key in keys or known:
        try:
            found.append(known[key].load()())
        except Exception as error:
            _say(key, error)
    return found if keys else sorted(found, key=lambda layer: layer.rank)


def configured_layers(settings: MapSection) -> list[Layer]:
    """One layer for each [[map.layer]] table, in their order."""
    found: list[Layer] = []
    known = plugins("layer_kinds")
    for kind, config in settings.layer:
        try:
            found.append(known[kind].load()(config))
        except Exception as error:
            _say(config.key, error)
    return found


def all_layers(settings: MapSection) -> list[Layer]:
    """Registered and configured layers and tile sources from bottom to top. A configured one that `settings.layers`
    does not name lies by its rank."""
    configured: list[Layer] = [*tile_layers(settings.tiles), *configured_layers(settings)]
    own = {layer.key: layer for layer in configured}
    registered = load_layers([key for key in settings.layers if key not in own]) if settings.layers else load_layers()
    named = {layer.key: layer for layer in registered} | own
    stacked = [named[key] for key in settings.layers if key in named] or registered
    return with_layers(stacked, [layer for layer in configured if layer not in stacked])


def with_layers(stacked: Sequence[Layer], more: Iterable[Layer]) -> list[Layer]:
    """More layers, each beneath the lowest one of a higher rank."""
    result = list(stacked)
    for layer in more:
        at = next((at for at, other in enumerate(result) if other.rank > layer.rank), len(result))
        result.insert(at, layer)
    return result


def groups_of(settings: MapSection) -> list[Group]:
    """The groups of a configuration."""
    return [Group(one.key, Title(one.title, one.title_en), one.parent, one.visible, one.opacity, one.alone, one.open)
            for one in settings.group]


def membership(settings: MapSection) -> dict[str, str]:
    """Layer -> key of its group, by the layers' own word or the groups'."""
    named = {key: group.key for group in settings.group for key in group.layers}
    named |= {config.key: config.group for _, config in settings.layer if config.group}
    return named | {config.id: config.group for _, config in settings.tiles if config.group}


def _say(key: str, error: Exception) -> None:
    _log.exception("layer %s", key)
    notify("error", "notice.layer_failed", layer=key, error=repr(error))
