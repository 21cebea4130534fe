"""MQTT against a real mosquitto."""

from __future__ import annotations

import json
import socket
import threading
import time
from concurrent.futures import Future

import paho.mqtt.client as paho
import paho.mqtt.publish as publishing
import pytest
from paho.mqtt.enums import CallbackAPIVersion
from pydantic import ValidationError

from command_center.connectors.mqtt.line import Line
from tests.servers.mosquitto import Mosquitto, dynamic_security, find_mosquitto, free_port
from tests.unit.connectors.conftest import make

pytestmark = pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")


@pytest.fixture
def broker(tmp_path):
    running = Mosquitto(tmp_path)
    yield running
    running.stop()


def send(broker, topic, payload, qos=1, retain=False):
    publishing.single(topic, payload, qos=qos, retain=retain, hostname="127.0.0.1", port=broker.port)


def connected(recorder):
    return recorder.start().until(lambda r: r.health.state in ("live", "degraded"))


def test_messages_of_every_quality_become_events(broker):
    found = connected(make("mqtt", id="m", url=broker.url, topic="city/+/level", mapping={
        "series": "_levels[1]", "value": "v", "at_utc": "t", "quality": "_retained && 'uncertain' || 'good'"}))
    for qos in (0, 1, 2):
        send(broker, f"city/s{qos}/level", json.dumps({"v": qos + 0.5, "t": 1700000000}), qos)
    send(broker, "city/other", "1")
    found.until(lambda r: len(r.events) == 3).finish()
    assert sorted((event.series, event.value) for event in found.events) == [("m/s0", 0.5), ("m/s1", 1.5), ("m/s2", 2.5)]
    assert found.events[0].quality == "good"


def test_retained_and_plain_messages(broker):
    send(broker, "a/depth", "0.25", retain=True)
    found = connected(make("mqtt", url=broker.url, topics=[
        {"topic": "a/#", "mapping": {"series": "_topic", "value": "value", "unit": "'m'",
                                     "quality": "_retained && 'uncertain' || 'good'"}},
        {"topic": "list", "items": "rows", "event": "PositionReported"}]))
    send(broker, "list", json.dumps({"rows": [{"subject": "x", "lon": 115, "lat": 30}, {"subject": "y"}]}))
    found.until(lambda r: len(r.events) == 2).finish()
    depth = next(event for event in found.events if type(event).__name__ == "ObservationMade")
    assert (depth.series, depth.value, depth.unit, depth.quality) == ("a/depth", 0.25, "m", "uncertain")
    assert found.health.bad == 1  # the message whose second row has no place


def test_rubbish_is_counted_and_acknowledged(broker):
    found = connected(make("mqtt", id="m", url=broker.url, topic="t", payload="json", max_bytes=1000))
    for payload in (b"{", b"\x00\xff", b"", b"x" * 2000, b'{"value": 1}'):
        send(broker, "t", payload)
    found.until(lambda r: r.events).finish()
    assert found.health.bad == 4
    again = connected(make("mqtt", id="m", url=broker.url, topic="t"))
    send(broker, "t", "2")
    again.until(lambda r: r.events).finish()
    assert [event.value for event in again.events] == [2.0]


def test_nothing_is_acknowledged_before_it_is_recorded(broker):
    first = make("mqtt", id="m", url=broker.url, topic="t")
    waiting: list[Future[int]] = []
    came = threading.Event()

    def never(batch):
        waiting.append(Future())
        came.set()
        return waiting[-1]

    first.sink._submit = never
    connected(first)
    send(broker, "t", "7")
    assert came.wait(10)
    waiting[0].cancel()  # the engine dies before the append
    first.finish()
    assert first.error.key == "not_recorded"
    second = connected(make("mqtt", id="m", url=broker.url, topic="t"))
    second.until(lambda r: r.events).finish()
    assert second.events[0].value == 7.0


@pytest.mark.skipif(dynamic_security() is None, reason="mosquitto's dynamic security plug-in is not installed")
def test_refused_topics_are_shown(tmp_path):
    rights = {"defaultACLAccess": {"publishClientSend": True, "publishClientReceive": True, "subscribe": False,
                                   "unsubscribe": True},
              "groups": [{"groupname": "all", "roles": [{"rolename": "reader"}], "clients": []}], "anonymousGroup": "all",
              "roles": [{"rolename": "reader", "acls": [
                  {"acltype": "subscribePattern", "topic": "open/#", "priority": 0, "allow": True}]}], "clients": []}
    (tmp_path / "rights.json").write_text(json.dumps(rights))
    broker = Mosquitto(tmp_path, f"allow_anonymous true\nplugin {dynamic_security()}\n"
                                 f"plugin_opt_config_file {tmp_path}/rights.json")
    found = connected(make("mqtt", url=broker.url, topics=[{"topic": "open/a"}, {"topic": "closed/b"}]))
    report = found.until(lambda r: r.health.state == "degraded").health.report(now=True)
    assert (report.reason, report.detail) == ("subscribe_refused", "closed/b")
    found.finish()
    assert make("mqtt", url=broker.url, topic="closed/b").to_end().error.key == "subscribe_refused"
    broker.stop()


def test_a_wrong_password_and_nobody_there(tmp_path):
    broker = Mosquitto(tmp_path, "allow_anonymous false")
    found = make("mqtt", url=f"mqtt://joe:wrong@127.0.0.1:{broker.port}", topic="t").to_end()
    assert found.error.key == "unauthorized"
    assert "wrong" not in str(found.error)
    broker.stop()
    assert make("mqtt", url=f"mqtt://127.0.0.1:{free_port()}", topic="t").to_end().error.key == "refused"


def test_a_broker_that_dies_and_comes_back(broker):
    found = connected(make("mqtt", id="m", url=broker.url, topic="t"))
    broker.stop()
    found.until(lambda r: r.error is not None)
    assert found.error.key == "disconnected"
    broker.start()
    again = connected(make("mqtt", id="m", url=broker.url, topic="t"))
    send(broker, "t", "1")
    assert [event.value for event in again.until(lambda r: r.events).finish().events] == [1.0]


def test_version_3_1_1(broker):
    found = connected(make("mqtt", id="m", url=broker.url, topic="t", protocol="3.1.1"))
    send(broker, "t", "1")
    assert [event.value for event in found.until(lambda r: r.events).finish().events] == [1.0]


def test_an_old_broker_is_asked_again_in_its_own_version():
    """Brokers older than MQTT 5 close the connection without a word."""
    levels = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def serve():
            for _ in range(2):
                peer, _address = listening.accept()
                hello = peer.recv(1000)
                levels.append(hello[hello.index(b"MQTT") + 4])
                if levels[-1] == 4:
                    peer.sendall(b"\x20\x02\x00\x00")  # CONNACK: accepted
                    subscribe = peer.recv(1000)
                    peer.sendall(b"\x90\x03" + subscribe[2:4] + b"\x01")  # SUBACK
                    peer.sendall(b"\x30\x04\x00\x01t7")  # PUBLISH "7" on "t"
                    time.sleep(1)
                peer.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        connector = make("mqtt", url=f"mqtt://127.0.0.1:{port}", topic="t")
        assert connector.to_end().error.key == "unsupported_version"
        second = connector.to_end()
        thread.join(10)
    assert levels == [5, 4]
    assert second.error.key == "disconnected"
    assert [event.value for event in second.events] == [7.0]


def test_a_flood_of_quality_0_is_dropped_and_counted(broker):
    found = make("mqtt", id="m", url=broker.url, topic="t", qos=0, queue_size=200)
    hold = threading.Event()
    submit = found.sink._submit
    found.sink._submit = lambda batch: (hold.wait(20), submit(batch))[1]
    connected(found)
    client = paho.Client(CallbackAPIVersion.VERSION2)
    client.max_queued_messages_set(0)
    client.connect("127.0.0.1", broker.port)
    client.loop_start()
    for number in range(3000):
        client.publish("t", str(number), qos=0)
    found.until(lambda r: r.health.dropped > 0)
    hold.set()
    found.until(lambda r: r.events).finish()
    client.loop_stop()
    values = [event.value for event in found.events]
    assert 0 < len(values) < 3000 and len(values) + found.health.dropped <= 3000
    assert values == sorted(values), "what was kept is in the order in which it was sent"


@pytest.mark.parametrize("wrong", [{"topic": "a/#/b"}, {"topic": "a+"}, {}, {"topic": "a", "topics": [{"topic": "b"}]},
                                   {"topic": "a", "url": "http://x"}, {"topic": "a", "mapping": {"nothing": "x"}},
                                   {"topic": "a", "qos": 3}])
def test_a_wrong_configuration_is_refused(wrong):
    with pytest.raises(ValidationError):
        make("mqtt", **{"url": "mqtt://127.0.0.1", **wrong})


def test_a_flood_that_the_broker_must_drop_is_shown_while_it_lasts(broker, monkeypatch):
    slow = threading.Event()
    plain = Line._message

    def message(line, client, data, told):
        if slow.is_set():
            time.sleep(0.003)  # a network thread that gets too little of the processor
        plain(line, client, data, told)

    monkeypatch.setattr(Line, "_message", message)
    found = connected(make("mqtt", id="m", url=broker.url, topic="f", qos=0, mapping={"series": "'s'", "value": "value"}))
    slow.set()
    flood = paho.Client(CallbackAPIVersion.VERSION2)
    flood.connect(*broker.url.removeprefix("mqtt://").split(":")[:1], int(broker.url.rpartition(":")[2]))
    flood.loop_start()
    body = json.dumps({"value": 1, "rest": "x" * 900})
    for _ in range(3000):
        flood.publish("f", body)
    found.until(lambda r: r.health.state == "degraded")
    assert found.health.report(now=True).reason == "overflow"
    slow.clear()
    found.until(lambda r: r.health.state == "live").finish()
    flood.disconnect()
    flood.loop_stop()
