"""Loads domain packs: TOML files found through the registry, checked field by field. Read once at start; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import msgspec

from command_center.config import ConfigError
from command_center.domain.packs import Pack
from command_center.registry import Plugin, plugins


def load_packs(names: Iterable[str]) -> dict[str, Pack]:
    """The named packs in that order. Raises ConfigError that lists every pack which is unknown or cannot be read."""
    known = plugins("packs")
    problems: list[tuple[str, str, str]] = []
    packs: dict[str, Pack] = {}
    for name in names:
        if name not in known:
            problems.append(("packs", name, f"one of {', '.join(known)}"))
            continue
        try:
            packs[name] = _load(known[name])
        except (OSError, ImportError, UnicodeDecodeError) as error:
            problems.append((known[name].value, "", f"a readable TOML file ({error})"))
        except msgspec.DecodeError as error:
            problems.append((known[name].value, "", f"a domain pack in TOML ({error})"))
        else:
            problems.extend((known[name].value, key, expected) for key, expected in _faults(packs[name]))
    if problems:
        raise ConfigError(problems)
    return packs


def _load(plugin: Plugin) -> Pack:
    module, _, file = plugin.value.partition(":")
    return msgspec.toml.decode((files(module) / file).read_bytes(), type=Pack)


def _faults(pack: Pack) -> Iterable[tuple[str, str]]:
    """What a type cannot say: a rule watches one thing and has one limit; bands rise."""
    for rule in pack.rules:
        if bool(rule.quantity) == bool(rule.platform):
            yield f"rule {rule.key}", "either quantity or platform"
        if (rule.above is None) == (rule.below is None):
            yield f"rule {rule.key}", "either above or below"
        if rule.level not in (1, 2, 3, 4):
            yield f"rule {rule.key}.level", "1 (red) to 4 (blue)"
    for gauge in pack.gauges:
        limits = [band.above for band in gauge.bands if band.above is not None]
        if limits != sorted(limits):
            yield f"gauge {gauge.key}.band", "bands whose `above` rises"
        if gauge.low >= gauge.high:
            yield f"gauge {gauge.key}", "a `low` under its `high`"
