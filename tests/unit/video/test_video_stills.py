"""Cameras that give one picture at a time: fetched at their interval, recorded without gaps, not called frozen too soon."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from command_center.config import VideoSection
from command_center.domain.cameras import Segment
from command_center.domain.events import CameraHealthChanged, CameraSeen, SegmentRecorded
from command_center.domain.time import SECOND, now_utc
from command_center.journal.memory import MemoryJournal
from tests.servers.http_server import Answer, Request
from tests.servers.video_clips import bars
from tests.servers.video_web import VideoWeb, jpeg
from tests.unit.video.conftest import wait_for
from tests.unit.video.rendered import SCENES, seen
from video._cv import cv2
from video.backoff import Patience
from video.pictures import SharedPictures
from video.playback import Reader
from video.recorder.condition import Condition
from video.recorder.looks import Watched, look_at
from video.recorder.service import Recorder
from video.segments import resolve, tail_us
from video.source import SourceError
from video.stills import StillReader, apart_s
from video.views import View


@pytest.fixture
def web() -> Iterator[VideoWeb]:
    server = VideoWeb()
    yield server
    server.close()


@pytest.fixture
def journal() -> Iterator[MemoryJournal]:
    memory = MemoryJournal()
    yield memory
    memory.close()


def _events(journal: MemoryJournal, kind: type) -> list:
    return [entry.event for page in journal.read() for entry in page if isinstance(entry.event, kind)]


def _read(reader: StillReader, count: int) -> list:
    found: list = []
    while len(found) < count:
        packet = reader.next()
        found += [packet] if packet is not None else []
    return found


def test_a_picture_is_fetched_when_it_is_due_and_never_sooner(web: VideoWeb) -> None:
    web.add_stills("/snapshot.jpg")
    began = time.monotonic()
    reader = StillReader(f"{web.url}/snapshot.jpg#interval_s=2.5", 2.0)
    packets = _read(reader, 2)
    reader.close()
    assert time.monotonic() - began >= 1.2 and len(web.requests) == 2
    apart = float((packets[1].pts - packets[0].pts) * packets[0].time_base)
    assert apart >= 1.2 and all(packet.is_keyframe for packet in packets)


def test_another_size_ends_it_and_a_camera_without_a_picture_says_so(web: VideoWeb) -> None:
    small = cv2.imencode(".jpg", bars(3)[:120, :160])[1].tobytes()
    answers = [jpeg(1), jpeg(2), small]
    web.routes["/s.jpg"] = lambda _: Answer(200, answers.pop(0), {"Content-Type": "image/jpeg"})
    reader = StillReader(f"{web.url}/s.jpg#interval_s=0.1", 2.0)
    _read(reader, 2)
    with pytest.raises(SourceError, match="ended"):
        _read(reader, 1)
    reader.close()
    web.routes["/s.jpg"] = lambda _: Answer(200, b"no picture at all", {"Content-Type": "image/jpeg"})
    with pytest.raises(SourceError):
        StillReader(f"{web.url}/s.jpg", 2.0)


@pytest.mark.parametrize("path", ["/snapshot.jpg#interval_s=0.4", "/cgi-bin/snapshot"], ids=["says so", "is found out"])
def test_the_recorder_fetches_and_records_them(web: VideoWeb, journal: MemoryJournal, tmp_path: Path, path: str,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.recorder.capture.ANNOUNCE_S", 0.3)
    web.add_stills(path.partition("#")[0])
    journal.append([CameraSeen(at_utc=now_utc(), camera="c", name="c", main_url=web.url + path)]).result(5)
    recorder = Recorder(journal, tmp_path, VideoSection())
    recorder.start()
    began = time.monotonic()
    try:
        wait_for(lambda: any(event.until_utc - event.at_utc > 3 * SECOND for event in _events(journal, SegmentRecorded)), patience_s=40)
        fetched, took_s = len(web.requests), time.monotonic() - began
        wait_for(lambda: any(event.state == "ok" and event.frames_per_s for event in _events(journal, CameraHealthChanged)), patience_s=20)
    finally:
        recorder.close()
    interval_s = 0.4 if "#" in path else 1.0
    assert fetched <= took_s / interval_s + 4, "no more than it is to be asked"
    assert {event.state for event in _events(journal, CameraHealthChanged)} == {"ok"}
    segment = _events(journal, SegmentRecorded)[-1]
    file = resolve(tmp_path, segment.path)
    assert file is not None
    whole = [event for event in _events(journal, SegmentRecorded) if event.path == segment.path][-1]
    reader = Reader(file, _segment(whole))
    at = segment.at_utc + round(0.6 * interval_s * SECOND)
    for _ in range(3):  # between the pictures too: the last one stands until the next
        position = reader.position(at)
        assert position is not None and reader.picture(position) is not None
        at += round(0.5 * interval_s * SECOND)
    reader.close()


def _segment(event: SegmentRecorded) -> Segment:
    return Segment(event.at_utc, event.until_utc, event.path, event.byte_count)


def test_pictures_far_apart_stand_until_the_next_one() -> None:
    every_30_s = np.arange(0, 300, 30, dtype=np.int64) * SECOND
    assert tail_us(every_30_s) == 45 * SECOND
    video = np.arange(0, 100, dtype=np.int64) * 40_000
    assert tail_us(np.concatenate((video, video + 60 * SECOND))) == 2 * SECOND, "one gap makes no stills of it"
    assert tail_us(video[:1]) == tail_us(video[:0]) == 2 * SECOND


@pytest.mark.parametrize(("path", "asked"), [("/snapshot.jpg#interval_s=30", 1), ("/cgi", 1)])
def test_a_look_fetches_one_picture(web: VideoWeb, path: str, asked: int) -> None:
    web.add_stills(path.partition("#")[0])
    told: list[CameraHealthChanged] = []
    watched = Watched(web.url + path, Condition("c", "unknown", told.append, watch="look"), Patience(), [])
    assert look_at(watched, threading.Event()) is None
    assert [event.state for event in told] == ["ok"] and len(web.requests) == asked
    web.routes.clear()
    failed = look_at(watched, threading.Event())
    assert failed is not None and failed.reason == "refused"


def test_an_equal_picture_is_frozen_only_after_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[CameraHealthChanged] = []
    url = "http://camera/snapshot.jpg"
    condition = Condition("c", "unknown", told.append, apart_s=apart_s(url), interval_s=1.0)
    clock = [1_800_000_000.0]
    monkeypatch.setattr("video.recorder.condition.time.time", lambda: clock[0])
    old, new = seen(SCENES[0], 3, seed=1), seen(SCENES[0], 3, seed=2)
    for second in range(0, 600, 5):  # it makes a new snapshot every two minutes only
        clock[0] += 5
        condition.picture(old if second // 120 % 2 else new)
    assert {event.state for event in told} == {"ok"}
    for _ in range(60):
        clock[0] += 5
        condition.picture(old)
    assert told[-1].state == "frozen", "nothing new for five minutes"


@pytest.mark.parametrize(("url", "old"), [("http://c/s.jpg#interval_s=30", False), ("http://c/live.ts", True)])
def test_a_tile_of_seldom_pictures_is_not_stalled(url: str, old: bool) -> None:
    view = View(1, url, SharedPictures(64, 36))
    view.pictures.publish(np.zeros((36, 64, 4), np.uint8), now_utc(), 0.0)
    time.sleep(2.2)
    assert view.is_stale is old


def test_how_often(web: VideoWeb) -> None:
    asked: list[Request] = []
    web.routes["/x.jpg"] = lambda request: asked.append(request) or Answer(200, jpeg(1), {"Content-Type": "image/jpeg"})
    assert apart_s("http://c/x.jpg#interval_s=300") == 600 and apart_s("http://c/x.jpg") == 60
    reader = StillReader(f"{web.url}/x.jpg#interval_s=3600", 2.0)
    _read(reader, 1)
    assert reader.next() is None and len(asked) == 1
    reader.close()
