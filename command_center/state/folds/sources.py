"""What is known of connectors and of the engine. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.events import EngineStarted, EngineStopped, SourceHealthChanged
from command_center.domain.sources import Engine, Source
from command_center.state.work import Work

_SHARED = tuple(name for name in Source.__struct_fields__ if name in SourceHealthChanged.__struct_fields__)


def health_changed(work: Work, event: SourceHealthChanged) -> None:
    """The last word on a connector; older news is ignored."""
    known = work.sources.get(event.source)
    if known is not None and event.at_utc < known.reported_utc:
        return
    since = known.since_utc if known is not None and known.state == event.state else event.at_utc
    fresh = Source(since_utc=since, reported_utc=event.at_utc, **{name: getattr(event, name) for name in _SHARED})
    if known is not None:
        fresh = replace(fresh, kind=fresh.kind or known.kind, title=fresh.title or known.title)
    work.put("sources", event.source, fresh)


def started(work: Work, event: EngineStarted) -> None:
    """An engine runs."""
    work.engine = Engine(running=True, since_utc=event.at_utc, version=event.version, demo=event.demo)
    work.touch("engine", "engine")


def stopped(work: Work, event: EngineStopped) -> None:
    """It ended in good order."""
    work.engine = replace(work.engine, running=False, since_utc=event.at_utc)
    work.touch("engine", "engine")


HANDLERS = {SourceHealthChanged: health_changed, EngineStarted: started, EngineStopped: stopped}
