"""The host: health as events, retries, blocking, orders; with small connectors of its own."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

import pytest

from command_center.connectors import host as host_module
from command_center.connectors.backoff import Backoff
from command_center.connectors.base import Connector, ConnectorConfig, ConnectorError, SendOutcome
from command_center.connectors.health import Health, readable
from command_center.connectors.host import ConnectorHost
from command_center.connectors.sink import HostSink
from command_center.domain.events import FeatureSeen, ObservationMade, SourceHealthChanged, UnitOrdered
from command_center.domain.time import SECOND, now_utc
from command_center.registry import Plugin


class Flaky(Connector):
    """Fails twice, then gives and goes on."""

    kind = "flaky"
    handles = (UnitOrdered,)
    tries = 0

    def run(self, sink, stop):
        self.tries += 1
        if self.tries == 1:
            raise ConnectorError("timeout", "first")
        if self.tries == 2:
            raise RuntimeError("a bug")
        sink.publish([ObservationMade(at_utc=now_utc(), series="a", value=1.0)])
        sink.bad("bad_json: broken", b"\xff\x00rubbish")
        stop.wait()

    def send(self, command):
        if command.unit == "u1":
            return SendOutcome("confirmed")
        raise (ConnectorError("timeout") if command.unit == "u2" else RuntimeError("bug"))


class Fatal(Connector):
    """Needs a human."""

    kind = "fatal"

    def run(self, sink, stop):
        raise ConnectorError("bad_configuration", "no such thing", fatal=True)


class Once(Connector):
    """A file."""

    kind = "once"

    def run(self, sink, stop):
        sink.publish([FeatureSeen(at_utc=1, collection="c", feature="1")])


@pytest.fixture
def city(monkeypatch):
    kinds = {kind.kind: Plugin(kind.kind, "") for kind in (Flaky, Fatal, Once)}
    monkeypatch.setattr(Plugin, "load", lambda self: {"flaky": Flaky, "fatal": Fatal, "once": Once}[self.name])
    monkeypatch.setattr(host_module, "plugins", lambda group: kinds)
    monkeypatch.setattr(host_module, "Backoff", lambda: Backoff(0.01, 0.02))
    events, lock = [], threading.Lock()

    def submit(batch):
        with lock:
            events.extend(batch)
        done = Future()
        done.set_result(len(events))
        return done

    host = ConnectorHost([(kind, ConnectorConfig(id=kind + "1", title=kind)) for kind in kinds], submit)
    host.start()
    yield host, events
    host.stop()


def until(condition):
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come about")


def health(events, source):
    return [event for event in events if isinstance(event, SourceHealthChanged) and event.source == source]


def test_states_become_events(city):
    host, events = city
    until(lambda: {event.state for event in health(events, "flaky1")} >= {"degraded"})
    until(lambda: any(event.state == "failed" for event in health(events, "fatal1")))
    until(lambda: any(event.state == "stopped" and event.reason == "complete" for event in health(events, "once1")))
    last = [event for event in health(events, "flaky1") if event.state == "degraded"][-1]
    assert last.reason == "bad_json"
    assert last.good == 1
    assert last.bad == 1
    assert last.last_bad.startswith("ff 00")
    failed = health(events, "fatal1")[-1]
    assert failed.detail == "no such thing"
    assert failed.kind == "fatal"
    assert [event.source for event in events if isinstance(event, ObservationMade)] == ["flaky1"]
    host.stop()
    assert health(events, "flaky1")[-1].state == "stopped"


def test_orders_never_raise(city):
    host, _events = city
    outcome = {unit: host.send(UnitOrdered(at_utc=1, incident="i", order="o", unit=unit, lon=0, lat=0), source)
               for unit, source in (("u1", "flaky1"), ("u2", "flaky1"), ("u3", "flaky1"), ("u4", "once1"), ("u5", "?"))}
    assert [outcome[unit].state for unit in sorted(outcome)] == ["confirmed", "failed", "unknown", "failed", "failed"]
    assert outcome["u5"].reason == "no_source"


def test_publish_blocks_until_there_is_room():
    waiting: list[Future[int]] = []
    stop = threading.Event()

    def submit(batch):
        waiting.append(Future())
        return waiting[-1]

    sink = HostSink(Health("s"), submit, stop, limit=10)
    done = threading.Event()

    def work():
        for _ in range(3):
            sink.publish([ObservationMade(at_utc=1, series="a")] * 5)
        done.set()

    threading.Thread(target=work, daemon=True).start()
    until(lambda: len(waiting) == 2)
    assert not done.wait(0.3)
    waiting[0].set_result(1)
    assert done.wait(5)


def test_publishing_durably_waits_and_tells_of_a_failure():
    def refuse(batch):
        failed = Future()
        failed.set_exception(OSError("disk full"))
        return failed

    health_ = Health("s")
    sink = HostSink(health_, refuse, threading.Event())
    with pytest.raises(ConnectorError, match="disk full"):
        sink.publish_durably([ObservationMade(at_utc=1, series="a")])
    assert health_.dropped == 1


def test_a_clock_ahead_is_shown():
    health_ = Health("s")
    done = Future()
    done.set_result(1)
    sink = HostSink(health_, lambda batch: done, threading.Event())
    sink.publish([ObservationMade(at_utc=now_utc() + 60 * SECOND, series="a")])
    report = health_.report(now=True)
    assert report.state == "degraded"
    assert report.reason == "clock_skew"
    assert 55 < report.clock_skew_s < 61
    sink.clock(now_utc())
    assert health_.report(now=True).state == "live"


def test_one_line_for_loss_and_one_for_recovery(caplog):
    caplog.set_level("INFO")
    health_ = Health("s")
    for _ in range(5):
        health_.turn("lost", "timeout", "host")
    health_.message(1, 1)
    health_.message(1, 1)
    assert [record.message for record in caplog.records] == ["source s is lost: timeout host", "source s is back"]


def test_reports_are_rare():
    health_ = Health("s")
    assert health_.report() is not None
    health_.message(1, 1)
    assert health_.report().state == "live"
    health_.message(1, 1)
    assert health_.report() is None


def test_waits_grow_and_obey_the_server():
    backoff = Backoff(1.0, 60.0)
    waits = [backoff.next_s() for _ in range(20)]
    assert 0.5 <= waits[0] <= 1.0
    assert all(30.0 <= wait <= 60.0 for wait in waits[10:])
    assert backoff.next_s(at_least_s=120) == 120
    backoff.reset()
    assert backoff.next_s() <= 1.0


def test_bytes_are_shown_as_text_or_hex():
    assert readable("中文".encode()) == "中文"
    assert readable(b"\x00\x01") == "00 01"
    assert len(readable(b"a" * 5000)) == 200
