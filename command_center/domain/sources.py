"""Sources (connectors at work) and the engine, as the fold keeps them. Immutable; any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The last word on a connector; see events.SourceHealthChanged for the fields."""

    source: str
    state: str
    since_utc: int
    reported_utc: int = 0
    kind: str = ""
    title: str = ""
    reason: str = ""
    detail: str = ""
    retry_utc: int = 0
    last_message_utc: int = 0
    rate_per_s: float = 0.0
    good: int = 0
    bad: int = 0
    skipped: int = 0
    dropped: int = 0
    clock_skew_s: float = 0.0
    last_bad: str = ""
    left_out: dict[str, dict[str, int]] = {}
    mended: dict[str, dict[str, int]] = {}


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an engine says it runs on this journal, and since when."""

    running: bool = False
    since_utc: int = 0
    version: str = ""
    demo: bool = False


def left_out(sources: Iterable[Source], collection: str) -> Counter[str]:
    """Why and how many features of a collection are not on the map, over all sources: reason -> count."""
    found: Counter[str] = Counter()
    for source in sources:
        found.update(source.left_out.get(collection, {}))
    return found


def mended(sources: Iterable[Source], collection: str) -> Counter[str]:
    """Why and how many features of a collection are on the map because they were mended: reason -> count."""
    found: Counter[str] = Counter()
    for source in sources:
        found.update(source.mended.get(collection, {}))
    return found
