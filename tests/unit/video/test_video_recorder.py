"""The recorder: what it writes, what it says, and what survives a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from command_center.config import VideoSection
from command_center.domain.cameras import Segment
from command_center.domain.events import (
    CameraHealthChanged,
    CameraSeen,
    CamerasWatched,
    Event,
    SegmentRecorded,
    SegmentsRemoved,
    SourceHealthChanged,
)
from command_center.domain.time import now_utc
from command_center.journal.memory import MemoryJournal
from command_center.journal.server import JournalServer
from command_center.journal.sqlite import SqliteJournal
from tests.servers.video_clips import Clip, bars, make_clip, read_bars
from tests.servers.video_http import Camera, CameraServer
from tests.unit.video.conftest import wait_for
from video.decode.recorded import PlayClock, RecordedTile
from video.packets import PacketReader
from video.pictures import SharedPictures
from video.playback import Reader
from video.recorder.disk import Disk, Stored
from video.recorder.segment import SegmentWriter
from video.recorder.service import Recorder
from video.segments import camera_folder, read_index, recordings_folder, resolve, segment_at, window
from video.source import SourceError


def _seen(server: CameraServer, name: str) -> CameraSeen:
    return CameraSeen(at_utc=now_utc(), camera=f"city/{name}", name=name, sub_url=server.url(name))


def _events(journal: MemoryJournal | SqliteJournal, kind: type[Event]) -> list:
    return [entry.event for page in journal.read() for entry in page if isinstance(entry.event, kind)]


@pytest.fixture
def journal() -> Iterator[MemoryJournal]:
    memory = MemoryJournal()
    yield memory
    memory.close()


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.recorder.capture.ANNOUNCE_S", 0.5)
    monkeypatch.setattr("video.recorder.sampler.USUAL_S", 0.5)


def _expected_number(camera: Camera, at_utc: int) -> int:
    """The picture that the server had sent last at an instant."""
    return next(number for sent_s, number in reversed(camera.sent) if sent_s * 1e6 <= at_utc)


def _play(folder: Path, segments: tuple[Segment, ...], at_utc: int) -> tuple[str, int | None]:
    """State and number of the picture that a recorded tile shows at an instant."""
    said: list[str] = []
    tile = RecordedTile(1, SharedPictures(320, 176), lambda message: said.append(message["state"]), folder)
    tile.play(segments, PlayClock(at_utc, 0.0, time.monotonic_ns()))
    tile.start()
    wait_for(lambda: said and (said[0] != "playback" or tile._shown[1] >= 0))  # the key frame comes before the picture
    tile.stop()
    tile.join(5)
    picture = tile.pictures.latest()
    return said[0], None if picture is None else read_bars(picture.pixels)


@pytest.mark.usefixtures("fast")
def test_a_replay_shows_the_recorded_instant(journal: MemoryJournal, server: CameraServer, clip: Clip,
                                             tmp_path: Path) -> None:
    camera = server.add("c", clip)
    journal.append([_seen(server, "c")]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=2))
    recorder.start()
    wait_for(lambda: len({event.path for event in _events(journal, SegmentRecorded)}) >= 3)
    growing = _segments(journal)
    head = growing[-1].until_utc
    state, number = _play(tmp_path, growing, head)  # the segment that is still being written
    assert state == "playback" and abs(number - _expected_number(camera, head)) <= 12
    recorder.close()
    segments = _segments(journal)
    first, last = segments[0].from_utc, segments[-1].until_utc
    for share in (0.02, 0.3, 0.45, 0.8, 0.99):
        at_utc = int(first + share * (last - first))
        state, number = _play(tmp_path, segments, at_utc)
        assert state == "playback"
        assert abs(number - _expected_number(camera, at_utc)) <= 12, "within half a second"
    assert _play(tmp_path, segments, first - 5_000_000) == ("gap", None)
    assert _play(tmp_path, segments, last + 60_000_000) == ("gap", None)
    assert next(event.state for event in _events(journal, SourceHealthChanged)) == "live"


def _segments(journal: MemoryJournal | SqliteJournal) -> tuple[Segment, ...]:
    newest = {event.path: event for event in _events(journal, SegmentRecorded)}
    return tuple(sorted((Segment(event.at_utc, event.until_utc, event.path, event.byte_count)
                         for event in newest.values()), key=lambda segment: segment.from_utc))


def test_kill_the_recorder_and_everything_but_the_last_fragment_is_there(server: CameraServer, clip: Clip,
                                                                         tmp_path: Path) -> None:
    camera = server.add("c", clip)
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    link = JournalServer(journal, tmp_path / "journal.sqlite")
    journal.append([_seen(server, "c")]).result()
    config = tmp_path / "city.toml"
    config.write_text("[video]\nsegment_s = 3\n", encoding="utf-8")
    folder = recordings_folder(VideoSection(), tmp_path / "journal.sqlite")
    command = [sys.executable, "-m", "video.recorder", "--config", str(config), "--journal",
               str(tmp_path / "journal.sqlite")]
    recorder = subprocess.Popen(command)
    try:
        wait_for(lambda: _indexed(folder) > 40)
        os.kill(recorder.pid, signal.SIGKILL)
        recorder.wait()
        killed_utc, indexed = now_utc(), _indexed(folder)
        assert indexed - _decodable(folder) <= 25, "at most a second is lost"
        recorder = subprocess.Popen(command)
        wait_for(lambda: _segments(journal)[-1].from_utc > killed_utc)
        before = [segment for segment in _segments(journal) if segment.from_utc < killed_utc][-1]
        assert killed_utc - before.until_utc < 1_500_000, "recovered to its true end"
        at_utc = before.until_utc - 1_000_000
        state, number = _play(folder, _segments(journal), at_utc)
        assert state == "playback" and abs(number - _expected_number(camera, at_utc)) <= 12
        recorder.terminate()
        assert recorder.wait(10) == 0
        wait_for(lambda: _events(journal, SourceHealthChanged)[-1].state == "stopped")
    finally:
        recorder.kill()
        recorder.wait()
        link.close()
        journal.close()


def _indexed(folder: Path) -> int:
    return sum(len(read_index(path.with_suffix(".mp4"))) for path in folder.rglob("*.idx"))


def _decodable(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*.mp4"):
        with av.open(str(path)) as container:
            total += sum(1 for _ in container.decode(video=0))
    return total


def _dark(number: int):
    return bars(number, 20) // 8


def _still(number: int):
    return bars(5)


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("record", [True, False])
@pytest.mark.parametrize(("picture", "expected"), [(_dark, "dark"), (_still, "frozen"), (bars, "ok")])
def test_health_is_measured(journal: MemoryJournal, server: CameraServer, tmp_path: Path, picture,
                            expected: str, record: bool) -> None:
    server.add("c", make_clip(8, gop=13, picture=picture), live=True)
    journal.append([_seen(server, "c")]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(record=record, look_every_s=0.8))
    recorder.start()
    wait_for(lambda: (events := _events(journal, CameraHealthChanged)) and events[-1].state == expected)
    recorder.close()
    assert bool(list(tmp_path.rglob("*.mp4"))) == record
    assert _events(journal, CameraHealthChanged)[-1].watch == ("continuous" if record else "look")
    watched = _events(journal, CamerasWatched)
    assert (watched[0].began, watched[-1].ended, watched[-1].cameras) == (True, True, 1)


@pytest.mark.usefixtures("fast")
def test_cameras_in_trouble_are_told_and_come_back(journal: MemoryJournal, server: CameraServer, clip: Clip,
                                                   tmp_path: Path) -> None:
    for name in ("busy", "stall", "hang_up"):
        server.add(name, clip)
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=60))
    recorder.start()
    journal.append([_seen(server, name) for name in server.cameras]).result()  # found by following the journal
    states = lambda: {event.camera.partition("/")[2]: event.state  # noqa: E731
                      for event in _events(journal, CameraHealthChanged)}
    wait_for(lambda: set(states().values()) == {"ok"} and len(states()) == 3)
    for name, camera in server.cameras.items():
        camera.mode = name
    wait_for(lambda: states()["stall"] == "stalled" and states()["hang_up"] == "no_signal")
    server.cameras["busy"].mode = "hang_up"
    wait_for(lambda: states()["busy"] == "no_signal")
    server.cameras["busy"].mode = "busy"
    wait_for(lambda: states()["busy"] == "refused")
    for camera in server.cameras.values():
        camera.mode = "play"
    wait_for(lambda: set(states().values()) == {"ok"})
    recorder.close()


@pytest.mark.parametrize(("codec", "container", "suffix"), [
    ("mpeg4", "mpegts", ".mp4"), ("mpeg2video", "mpegts", ".mp4"), ("libx264", "mpegts", ".mp4"),
    ("mjpeg", "matroska", ".mp4"), ("libvpx", "matroska", ".mkv")])
def test_codecs_are_remuxed_or_fall_back(tmp_path: Path, codec: str, container: str, suffix: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(make_clip(2, codec, container).data)
    segment = tmp_path / "out"
    segment.mkdir()
    with av.open(str(source)) as opened:
        reader = PacketReader(opened, 5.0, lead_s=1e9)
        writer, at_utc = SegmentWriter(segment, opened.streams.video[0], 1_000_000), 1_000_000
        with pytest.raises(SourceError):
            while True:
                packet = reader.next()
                if packet is not None:
                    assert writer.write(packet, at_utc)
                    at_utc += 40_000
        writer.close()
    assert writer.path.suffix == suffix
    reader_of_segment = Reader(writer.path, Segment(1_000_000, at_utc, writer.path.name))
    for wanted in (30, 3, 47):
        position = reader_of_segment.position(1_000_000 + wanted * 40_000 + 1000)
        shown = read_bars(reader_of_segment.picture(position).picture.to_ndarray(format="bgra"))
        assert abs(shown - wanted) <= 2
    reader_of_segment.close()


def test_the_oldest_goes_when_the_budget_is_used_up(tmp_path: Path) -> None:
    removed = []
    disk = Disk(tmp_path, 1e-6 * 3, removed.append)
    for number in range(6):
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(bytes(1000))
        path.with_suffix(".idx").write_bytes(b"")
        disk.closed(Stored(number * 10, f"camera{number % 2}", path, 1000))
    assert [(each.camera, each.from_utc) for each in removed] == [("camera0", 0), ("camera1", 10), ("camera0", 20)]
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["3.mp4", "4.mp4", "5.mp4"]
    assert disk.used_bytes == 3000
    disk.growing("camera0", 1500)
    assert len(removed) == 5


def test_default_budget_is_a_tenth_of_what_is_free(tmp_path: Path) -> None:
    assert Disk(tmp_path, None, lambda *_: None, free=lambda _: 50_000_000_000).budget_bytes == 5_000_000_000
    assert Disk(tmp_path, None, lambda *_: None, free=lambda _: 500_000_000_000).budget_bytes == 10_000_000_000


@pytest.mark.usefixtures("fast")
def test_a_full_disk_is_told_and_recording_goes_on_when_there_is_room(
        journal: MemoryJournal, server: CameraServer, clip: Clip, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.recorder.capture._ROOM_CHECK_S", 0.2)
    server.add("c", clip)
    journal.append([_seen(server, "c")]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=60))
    free = [10**12]
    monkeypatch.setattr(recorder.disk, "_free", lambda _: free[0])
    recorder.start()
    wait_for(lambda: _events(journal, SegmentRecorded))
    free[0] = 1000
    wait_for(lambda: (_events(journal, SourceHealthChanged)[-1].state,
                      _events(journal, SourceHealthChanged)[-1].reason) == ("degraded", "disk_full"))
    paths = {event.path for event in _events(journal, SegmentRecorded)}
    free[0] = 10**12
    wait_for(lambda: _events(journal, SourceHealthChanged)[-1].state == "live")
    wait_for(lambda: {event.path for event in _events(journal, SegmentRecorded)} - paths)
    recorder.close()


def test_events_wait_while_the_engine_is_away(server: CameraServer, clip: Clip, tmp_path: Path) -> None:
    class Away(MemoryJournal):
        away = True

        def append(self, batch, expected=None):
            if self.away:
                raise ConnectionError("no engine")
            return super().append(batch, expected)

    journal = Away()
    journal.away = False
    server.add("c", clip)
    journal.append([_seen(server, "c")]).result()
    journal.away = True
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=2))
    recorder.start()
    wait_for(lambda: len(list(tmp_path.rglob("*.mp4"))) >= 2)
    assert not _events(journal, SegmentRecorded)
    journal.away = False
    wait_for(lambda: len(_segments(journal)) >= 2)
    recorder.close()


def test_a_changed_address_is_followed(journal: MemoryJournal, server: CameraServer, clip: Clip,
                                       tmp_path: Path) -> None:
    first, second = server.add("first", clip), server.add("second", clip)
    recorder = Recorder(journal, tmp_path, VideoSection(stream="main"))
    recorder.start()
    for name in ("first", "second", "second"):
        journal.append([CameraSeen(at_utc=now_utc(), camera="x", name="x", main_url=server.url(name))]).result()
        wait_for(lambda name=name: server.cameras[name].connections)
    time.sleep(0.3)
    assert (first.connections, second.connections) == (1, 1)
    recorder.close()


def test_removals_are_told(journal: MemoryJournal, server: CameraServer, clip: Clip, tmp_path: Path) -> None:
    server.add("c", clip)
    journal.append([_seen(server, "c")]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=2, budget_gb=0.00002))
    recorder.start()
    removed = wait_for(lambda: _events(journal, SegmentsRemoved))
    recorder.close()
    oldest = _segments(journal)[0]
    assert (removed[0].before_utc, removed[0].path) == (oldest.from_utc + 1, oldest.path)
    assert not (tmp_path / oldest.path).exists()


@pytest.mark.parametrize("path", ["../x.mp4", "/etc/passwd", "", "a/../../b.mp4"])
def test_a_foreign_journal_cannot_point_outside_the_folder(tmp_path: Path, path: str) -> None:
    assert resolve(tmp_path, path) is None


def test_camera_folders_never_meet() -> None:
    names = ["a/b", "a_b", "a b", "../a", "摄像头一", "摄像头二", "x" * 300, ""]
    folders = {camera_folder(name) for name in names}
    assert len(folders) == len(names)
    assert all("/" not in folder and len(folder) < 90 for folder in folders)


def test_which_segment_belongs_to_an_instant() -> None:
    second = 1_000_000
    segments = tuple(Segment(start * second, (start + 10) * second, f"{start}.mp4") for start in (0, 10, 30))
    assert [getattr(segment_at(segments, at * second), "path", None) for at in (-1, 5, 15, 25, 35, 99)] == [
        None, "0.mp4", "10.mp4", None, "30.mp4", "30.mp4"]
    assert [segment.path for segment in window(segments, 5 * second, 1.0, ahead_s=10)] == ["0.mp4", "10.mp4"]
    assert window((), 5 * second, 1.0) == ()


def test_a_torn_index_and_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(b"rubbish" * 100)
    path.with_suffix(".idx").write_bytes(bytes(24) + (3_000_000).to_bytes(8, "little") + bytes(16) + b"torn")
    assert len(read_index(path)) == 2
    assert _play(tmp_path, (Segment(0, 3_000_000, "x.mp4"),), 10) == ("missing", None)
    assert _play(tmp_path, (Segment(0, 3_000_000, "../x.mp4"),), 10) == ("gap", None)
    assert _play(tmp_path, (Segment(0, 3_000_000, "removed.mp4"),), 10) == ("gap", None)


@pytest.mark.usefixtures("fast")
def test_a_folder_that_cannot_be_written_is_told_and_health_is_measured_all_the_same(
        journal: MemoryJournal, server: CameraServer, clip: Clip, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    server.add("c", clip)
    journal.append([_seen(server, "c")]).result()
    recorder = Recorder(journal, tmp_path / "file" / "video", VideoSection())
    recorder.start()
    wait_for(lambda: (events := _events(journal, CameraHealthChanged)) and events[-1].state == "ok")
    wait_for(lambda: (_events(journal, SourceHealthChanged)[-1].state,
                      _events(journal, SourceHealthChanged)[-1].reason) == ("degraded", "not_recorded"))
    recorder.close()
