"""What the recorder keeps: by size, by age, as evidence; and what it does when the clock is set or nothing may go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from command_center.config import VideoSection
from command_center.config_video import CameraOptions
from command_center.domain.cameras import FootageLock, Segment
from command_center.domain.events import (
    CameraSeen,
    Event,
    FootageLocked,
    FootageUnlocked,
    SegmentRecorded,
    SegmentsRemoved,
    SourceHealthChanged,
)
from command_center.domain.time import DAY, HOUR, SECOND, now_utc
from command_center.journal.memory import MemoryJournal
from tests.servers.video_clips import Clip, make_clip
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from video.recorder.disk import FULL, LOCKED, Disk, Stored
from video.recorder.service import Recorder
from video.segments import camera_folder, read_index

KB = 1000


def _events(journal: MemoryJournal, kind: type[Event]) -> list:
    return [entry.event for page in journal.read() for entry in page if isinstance(entry.event, kind)]


class Shelf:
    """A disk with segments of ten seconds and one kilobyte each."""

    def __init__(self, folder: Path, budget_kb: float = 1e6, **more) -> None:
        self.folder, self.removed, self.free = folder, [], 10**12
        self.disk = Disk(folder, budget_kb * KB / 1e9, self.removed.append, lambda _: self.free, **more)

    def put(self, *starts: int, camera: str = "a") -> None:
        for start in starts:
            path = self.folder / f"{camera}{start}.mp4"
            path.write_bytes(bytes(KB))
            path.with_suffix(".idx").write_bytes(b"")
            self.disk.closed(Stored(start * SECOND, camera, path, KB, (start + 10) * SECOND))

    def lock(self, since: int, until: int, camera: str = "a", name: str = "l") -> None:
        self.disk.lock(FootageLock(lock=name, camera=camera, from_utc=since * SECOND, until_utc=until * SECOND))

    @property
    def kept(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.mp4"))


def test_evidence_stays_and_what_is_younger_goes_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, budget_kb=3)
    shelf.lock(12, 13)
    shelf.put(10, 20, 30, 40, 50)
    assert shelf.kept == ["a10", "a40", "a50"]
    assert shelf.disk.locked_bytes == KB
    shelf.lock(45, 60, name="m")
    shelf.put(60, camera="b")
    assert shelf.kept == ["a10", "a40", "a50"] and [each.from_utc // SECOND for each in shelf.removed] == [20, 30, 60]
    shelf.disk.unlock("l")
    shelf.put(70)
    assert shelf.kept == ["a40", "a50", "a70"]


def test_two_locks_hold_the_same_until_both_are_gone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, budget_kb=1)
    shelf.lock(0, 99, name="one")
    shelf.lock(15, 16, name="two")
    shelf.put(10, 20)
    assert shelf.kept == ["a10", "a20"] and shelf.disk.trouble() == LOCKED
    shelf.disk.unlock("one")
    assert shelf.kept == ["a10"] and shelf.disk.trouble() == ""
    shelf.disk.unlock("two")
    assert shelf.kept == ["a10"], "within the budget"


def test_a_full_disk_gives_up_the_oldest_but_never_evidence(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(10, 20)
    shelf.lock(10, 11)
    shelf.free = 0
    assert shelf.disk.trouble() == FULL
    shelf.disk.make_room()
    assert shelf.kept == ["a10"] and shelf.disk.trouble() == LOCKED
    shelf.disk.make_room()
    assert shelf.kept == ["a10"]


def test_what_is_too_old_goes_unless_it_is_evidence(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, keep_days=2.0)
    shelf.put(10, 20, 30)
    shelf.lock(22, 23)
    day = DAY // SECOND
    shelf.disk.forget_old((2 * day + 15) * SECOND, 0)
    assert shelf.kept == ["a10", "a20", "a30"], "its last picture is not that old"
    shelf.disk.forget_old((2 * day + 25) * SECOND, 10 * SECOND)
    assert shelf.kept == ["a20", "a30"]
    shelf.disk.forget_old(40 * DAY, 20 * SECOND)
    assert shelf.kept == ["a20", "a30"], "the clock was set to another day: wait whether it stays"
    shelf.disk.forget_old(40 * DAY + HOUR, 21 * SECOND + HOUR)
    assert shelf.kept == ["a20"]


@pytest.fixture
def journal() -> Iterator[MemoryJournal]:
    memory = MemoryJournal()
    yield memory
    memory.close()


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("video.recorder.capture.ANNOUNCE_S", 0.3)
    monkeypatch.setattr("video.recorder.capture._ROOM_CHECK_S", 0.2)


@pytest.fixture
def clip() -> Clip:
    return make_clip(20)


@pytest.mark.usefixtures("fast")
def test_all_is_evidence_and_the_recorder_says_so(journal: MemoryJournal, server: CameraServer, clip: Clip,
                                                  tmp_path: Path) -> None:
    server.add("c", clip)
    now = now_utc()
    journal.append([CameraSeen(at_utc=now, camera="c", name="c", sub_url=server.url("c")),
                    FootageLocked(at_utc=now, lock="l", camera="c", from_utc=now - DAY, until_utc=now + DAY,
                                  reason="theft")]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=2, budget_gb=0.0002))
    recorder.start()

    def said() -> str:
        recorder.look_after()
        said = _events(journal, SourceHealthChanged)
        return said[-1].reason if said else "nothing"

    wait_for(lambda: said() == "disk_locked")
    assert not _events(journal, SegmentsRemoved)
    paths = list(tmp_path.rglob("*.mp4"))
    journal.append([FootageUnlocked(at_utc=now, lock="l", camera="c", reason="done")]).result()
    wait_for(lambda: said() == "")
    removed = wait_for(lambda: _events(journal, SegmentsRemoved))
    assert (tmp_path / removed[0].path) in paths and not (tmp_path / removed[0].path).exists()
    wait_for(lambda: set(tmp_path.rglob("*.mp4")) - set(paths))
    recorder.close()


@pytest.mark.usefixtures("fast")
def test_main_or_sub_by_camera(journal: MemoryJournal, server: CameraServer, clip: Clip, tmp_path: Path) -> None:
    for name in ("main", "sub"):
        server.add(name, clip)
    for camera, properties in (("usual", {}), ("own", {}), ("told", {"record": "main", "offset_ms": "-120"})):
        journal.append([CameraSeen(at_utc=now_utc(), camera=camera, name=camera, main_url=server.url("main"),
                                   sub_url=server.url("sub"), properties=properties)]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(camera={"own": CameraOptions(record="main", offset_ms=5)}))
    recorder.start()
    captures = recorder._captures
    assert {name: capture.url.rsplit("/", 1)[-1] for name, capture in captures.items()} == {
        "usual": server.url("sub").rsplit("/", 1)[-1], "own": server.url("main").rsplit("/", 1)[-1],
        "told": server.url("main").rsplit("/", 1)[-1]}
    assert [captures[name]._times.offset_us for name in ("usual", "own", "told")] == [0, 5000, -120_000]
    recorder.close()


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("by_us", [-2 * HOUR, 2 * HOUR])
def test_a_clock_that_is_set_begins_a_segment_and_loses_nothing(journal: MemoryJournal, server: CameraServer, clip: Clip,
                                                               tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                               by_us: int) -> None:
    set_by = [0]
    monkeypatch.setattr("video.recorder.capture.now_utc", lambda: now_utc() + set_by[0])
    server.add("c", clip)
    journal.append([CameraSeen(at_utc=now_utc(), camera="c", name="c", sub_url=server.url("c"))]).result()
    recorder = Recorder(journal, tmp_path, VideoSection(segment_s=60))
    recorder.start()
    folder = tmp_path / camera_folder("c")
    packets = lambda: [len(read_index(path)) for path in sorted(folder.glob("*.mp4"))]  # noqa: E731
    wait_for(lambda: sum(packets()) > 40)
    set_by[0] = by_us
    wait_for(lambda: len(packets()) == 2 and min(packets()) > 10)
    recorder.close()
    segments = sorted({event.path: Segment(event.at_utc, event.until_utc, event.path)
                       for event in _events(journal, SegmentRecorded)}.values(), key=lambda each: each.from_utc)
    assert abs(segments[1].from_utc - segments[0].from_utc) > HOUR
    total = 0
    for segment in segments:
        index = read_index(tmp_path / segment.path)
        assert (index["at_utc"][1:] > index["at_utc"][:-1]).all(), "instants only rise"
        assert index["key"][0] == 1
        total += len(index)
        with av.open(str(tmp_path / segment.path)) as container:
            assert sum(1 for _ in container.decode(video=0)) == len(index)
    assert total >= server.cameras["c"].sent[-1][1] - 40, "but for what was on its way at the ends, all is there"


def test_half_a_second_at_most_is_lost_by_a_kill(tmp_path: Path) -> None:
    """The writer in a process of its own, killed between two packets: every packet but those of the last fragment is in
    the file."""
    clip = tmp_path / "clip.ts"
    clip.write_bytes(make_clip(8).data)
    script = f"""
import av, os, sys, time
from pathlib import Path
from video.recorder.segment import SegmentWriter
with av.open({str(clip)!r}) as container:
    writer = None
    for number, packet in enumerate(container.demux(video=0)):
        writer = writer or SegmentWriter(Path({str(tmp_path)!r}), container.streams.video[0], 1)
        writer.write(packet, 1 + number)
        if number == 137:
            print("now", flush=True)
            time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "now\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    path = next(tmp_path.glob("*.mp4"))
    written = len(read_index(path))
    assert written == 138
    with av.open(str(path)) as container:
        assert written - sum(1 for _ in container.decode(video=0)) <= 13
