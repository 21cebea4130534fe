"""From items to events, for every source that is read by a user's mapping. On the connector's thread."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import Field, model_validator

from command_center.connectors.base import EventSink
from command_center.connectors.mapping import EventName, EventRule, Getter, Mapper
from command_center.connectors.seen import Seen, key_of
from command_center.connectors.source import DocumentConfig
from command_center.domain.events import (
    DeviceAlarmCleared,
    DeviceAlarmRaised,
    Event,
    FeatureGone,
    FeatureSeen,
    PositionLost,
    PositionReported,
)
from command_center.domain.time import now_utc
from command_center.time_zone import ZoneName

BATCH = 500
Key = tuple[str, str, str]


class MappedConfig(DocumentConfig):
    """Keys of sources with a mapping."""

    event: EventName = Field("ReportReceived", description="event that an item becomes, with `mapping`")
    mapping: dict[str, Any] = Field({}, description="field -> path or table; empty: fields by their usual names")
    when: str = Field("", description="JMESPath that must be true (JSON sources)")
    events: tuple[EventRule, ...] = Field((), description="several events of one item, instead of event and mapping")
    timezone: ZoneName = Field("UTC", description="IANA time zone of times that state none")
    complete: bool = Field(False, description="every answer lists all there is: what is missing from it is gone")

    @model_validator(mode="after")
    def _rules_are_good(self) -> MappedConfig:
        self.rules()
        return self

    def rules(self) -> tuple[EventRule, ...]:
        """The rules, however they are written."""
        return self.events or (EventRule(event=self.event, mapping=self.mapping, when=self.when),)


def mappers(config: Any, compile_path: Any = None, names: tuple[str, ...] | None = None,
            day_first: bool = False) -> list[Mapper]:
    """The mappers of a configuration (a MappedConfig or one with the same keys)."""
    options: dict[str, Any] = {"compile_path": compile_path} if compile_path else {}
    return [Mapper(rule, source=config.id, crs=config.crs, zone=config.timezone, names=names,
                   day_first=day_first, **options)
            for rule in config.rules()]


class Rows:
    """Applies the mappers to items, counts them, drops what is no news, notices what is gone."""

    def __init__(self, complete: bool = False) -> None:
        self._seen = Seen()
        self._complete = complete
        self._listed: set[Key] = set()
        self._present: set[Key] = set()

    def remember(self, events: Iterable[Event]) -> None:
        """What the journal already holds."""
        for event in events:
            self._seen.is_news(event)
            self._listed.add(key_of(event))

    def feed(self, items: Iterable[Any], makers: list[Mapper], sink: EventSink, identify: Any = None) -> list[Event]:
        """Publish the events of some items; returns those that were news. identify(item) gives an id for items that
        have none."""
        batch: list[Event] = []
        news: list[Event] = []
        good = 0
        for item in items:
            fresh, wrong, known = self.one(item, makers, identify)
            batch += fresh
            news += fresh
            if wrong:
                sink.bad(wrong, _raw(item))
            elif fresh:
                good += 1
            else:
                sink.skip("unchanged" if known else "filtered")
            if len(batch) >= BATCH:
                sink.publish(batch, good)
                batch, good = [], 0
        if batch:
            sink.publish(batch, good)
        return news

    def one(self, item: Any, makers: list[Mapper], identify: Any) -> tuple[list[Event], str, bool]:
        """(events that are news, why the item is bad or "", whether it said something already known)."""
        fresh: list[Event] = []
        wrong, known = "", False
        for maker in makers:
            try:
                if not maker.applies(item):
                    continue
                event = maker.make(item, identify(item) if identify else "")
                is_news = self._seen.is_news(event)  # fails for what no journal can hold
            except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
                wrong = str(error) or type(error).__name__
                continue
            self._present.add(key_of(event))
            if is_news:
                fresh.append(event)
            else:
                known = True
        return fresh, wrong, known

    def end_of_list(self, sink: EventSink, source: str) -> None:
        """All items of one answer were fed."""
        if self._complete:
            gone = [event for key in self._listed - self._present if (event := _gone(key, source)) is not None]
            for key in self._listed - self._present:
                self._seen.forget(key)
            if gone:
                sink.publish(gone, 0)
        self._listed, self._present = self._present, set()


def _gone(key: Key, source: str) -> Event | None:
    table, group, identity = key
    at = now_utc()
    if table == DeviceAlarmRaised.__name__:
        return DeviceAlarmCleared(at_utc=at, source=source, device=identity, code=group)
    if table == FeatureSeen.__name__:
        return FeatureGone(at_utc=at, source=source, collection=group, feature=identity)
    if table == PositionReported.__name__:
        return PositionLost(at_utc=at, source=source, subject=identity, reason="gone")
    return None


def _raw(item: Any) -> bytes:
    try:
        return json.dumps(item, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace")[:400]
    except (ValueError, RecursionError):
        return b""


__all__ = ["Getter", "MappedConfig", "Rows", "mappers"]
