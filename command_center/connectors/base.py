"""What a connector is. A plug-in author needs this file and `config`; everything blocks, nothing is async."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field, field_validator

from command_center.domain.events import Event, OrderCancelled, UnitOrdered
from command_center.domain.geo import parse_crs
from command_center.domain.ptz import PtzRequest

Tier = Literal["bronze", "silver", "gold"]


class ConnectorConfig(BaseModel):
    """What every connector's table in the configuration has. Unknown keys are errors, so that a typing mistake is
    found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field("", description="name of this source in the city, unique")
    title: str = Field("", description="what the operator reads")
    crs: str = Field("wgs84", description="wgs84, cgcs2000, gcj02, bd09 or EPSG:CODE")
    max_bytes: int = Field(64 << 20, gt=0, description="largest message or file that is read")

    @field_validator("crs")
    @classmethod
    def _known_crs(cls, value: str) -> str:
        return parse_crs(value) if value else value


class ConnectorError(Exception):
    """A connector cannot go on. fatal: a human must change something; else the host tries again with backoff.

    key is what widgets translate (timeout, refused, http_status, not_found, bad_configuration, ...), detail the
    technical words without secrets.
    """

    def __init__(self, key: str, detail: str = "", *, fatal: bool = False, retry_after_s: float | None = None) -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key = key
        self.detail = detail
        self.fatal = fatal
        self.retry_after_s = retry_after_s


class EventSink(Protocol):
    """Where a connector puts what it read. publish blocks while the engine is behind (it never drops silently)."""

    def publish(self, events: Sequence[Event], records: int | None = None) -> None:
        """Hand over events; returns after they were taken into the bounded queue. `records`: how many good records
        of the source they came from (default: one an event; 0 if counted already)."""

    def publish_durably(self, events: Sequence[Event], records: int | None = None, timeout_s: float = 30.0) -> None:
        """Return only after the durable append (to acknowledge to a broker afterwards). Raises ConnectorError."""

    def bad(self, reason: str, raw: bytes = b"") -> None:
        """Count a record that could not be read; its bytes are kept (the last ones, cut to a limit)."""

    def skip(self, reason: str, count: int = 1) -> None:
        """Count records that are none of our business (a filter, a dummy entry, an unchanged feature)."""

    def dropped(self, count: int = 1) -> None:
        """Count messages that the protocol allowed us to lose (QoS 0 overflow)."""

    def trouble(self, reason: str) -> None:
        """A part of the source does not work although the rest does (a refused topic): shown until it is lost or
        started again. "" takes it back."""

    def left_out(self, document: str, left_out: Mapping[str, Mapping[str, int]],
                 mended: Mapping[str, Mapping[str, int]]) -> None:
        """How many features of the last reading of a document are not on the map, and how many had to be mended:
        collection -> reason -> count. It replaces what was said of that document before."""

    def alive(self) -> None:
        """The source answered, even if with nothing new (304, empty page)."""

    def clock(self, their_utc: int) -> None:
        """The source told its own time (a Date header, a feed's timestamp of now): a skewed clock is shown."""


class SendOutcome(NamedTuple):
    """state: confirmed, failed (refused or certainly not delivered), unknown (may have been delivered)."""

    state: Literal["confirmed", "failed", "unknown"]
    reason: str = ""
    detail: str = ""


class Connector(ABC):
    """One source. The host makes it with a checked configuration, calls run on a thread of its own, and owns retry,
    backoff and health."""

    kind: ClassVar[str]
    tier: ClassVar[Tier] = "bronze"
    inputs: ClassVar[tuple[str, ...]] = ("url",)  # of url, path, listen, frames
    Config: ClassVar[type[ConnectorConfig]] = ConnectorConfig
    handles: ClassVar[tuple[type[Event], ...]] = ()  # UnitOrdered, OrderCancelled where orders can be sent

    moves_cameras: ClassVar[bool] = False  # whether `move` does anything

    def __init__(self, config: Any) -> None:
        self.config = config

    @abstractmethod
    def run(self, sink: EventSink, stop: threading.Event) -> None:
        """Publish until stopped; return early only when the source is exhausted (a file read once)."""

    def check(self) -> None:  # noqa: B027 - a connector that can try nothing need not
        """Try the configuration before it is saved; raises ConnectorError."""

    def remember(self, events: Sequence[Event]) -> None:  # noqa: B027 - most sources have nothing to remember
        """What the journal already holds of this source (features, cameras, units, reports, warnings, the newest
        observations), given before `run`, so that a restart appends only what changed meanwhile."""

    def send(self, command: UnitOrdered | OrderCancelled) -> SendOutcome:
        """Carry an order out; called on a thread that may wait, never twice for one order."""
        raise ConnectorError("not_handled", type(command).__name__, fatal=True)

    def move(self, camera: str, request: PtzRequest) -> SendOutcome:
        """Move a camera of this source (its id as published). Called on a thread of that camera alone, one request at
        a time, beside `run`; it should answer within two seconds. A request that is repeated must do no harm."""
        raise ConnectorError("not_handled", request.kind, fatal=True)
