"""Disks that fail while they are written, and surprises of libraries: the recording goes on when they are over."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_center.domain.events import Event, SegmentRecorded
from tests.servers.video_clips import Clip
from tests.servers.video_http import CameraServer
from tests.unit.video.conftest import wait_for
from video.recorder.capture import Capture, Recording
from video.recorder.condition import Condition
from video.recorder.disk import RESERVE_BYTES, Disk, Stored


@pytest.fixture
def own_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory, where the test may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = RESERVE_BYTES + 20_000_000
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True,
                          check=False) if os.path.exists("/bin/mount") else None
    if made is None or made.returncode:
        pytest.skip("a file system of its own cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


class _Recorder:
    """One capture, and what it said."""

    def __init__(self, url: str, folder: Path, budget_gb: float = 1.0) -> None:
        self.events: list[Event] = []
        self.troubles: list[str] = []
        self.disk = Disk(folder, budget_gb, lambda _: None)
        recording = Recording(folder, 1.0, True, self.disk, self.events.append, lambda _, reason: self.troubles.append(reason))
        self.capture = Capture("c", url, recording, Condition("c", "unknown", self.events.append))
        self.capture.start()

    @property
    def written(self) -> int:
        """Segments that were told of."""
        return len({event.path for event in self.events if isinstance(event, SegmentRecorded)})

    def close(self) -> None:
        self.capture.stop()
        self.capture.join(10)


def test_a_full_disk_is_said_and_the_recording_goes_on_with_room(server: CameraServer, clip: Clip, own_disk: Path) -> None:
    server.add("c", clip)
    recorder = _Recorder(server.url("c"), own_disk)
    try:
        wait_for(lambda: recorder.written >= 2)
        with open(own_disk / "filler", "wb", buffering=0) as filler, pytest.raises(OSError, match="space"):
            while True:
                filler.write(bytes(65536))
        wait_for(lambda: recorder.troubles[-1:] == ["disk_full"])
        before = recorder.written
        (own_disk / "filler").unlink()
        wait_for(lambda: recorder.troubles[-1:] == [""])
        wait_for(lambda: recorder.written >= before + 2)
    finally:
        recorder.close()


def test_a_disk_that_becomes_read_only_is_said_and_the_recording_goes_on(server: CameraServer, clip: Clip,
                                                                         own_disk: Path) -> None:
    server.add("c", clip)
    recorder = _Recorder(server.url("c"), own_disk, budget_gb=0.0001)  # so that there is always something to remove
    try:
        wait_for(lambda: recorder.written >= 3)
        subprocess.run(["mount", "-o", "remount,ro,force", str(own_disk)], check=False, capture_output=True)
        subprocess.run(["umount", "-l", str(own_disk)], check=True)  # writers keep what they have open
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=4k", "tmpfs", str(own_disk)], check=True)
        wait_for(lambda: recorder.troubles[-1:] in (["disk_full"], ["not_recorded"]))
        assert recorder.capture.is_alive()
        subprocess.run(["mount", "-o", f"remount,rw,size={RESERVE_BYTES + 20_000_000}", str(own_disk)], check=True)
        before = recorder.written
        wait_for(lambda: recorder.written >= before + 2)
        assert recorder.troubles[-1] == ""
    finally:
        recorder.close()


def test_what_cannot_be_removed_holds_up_nobody(tmp_path: Path) -> None:
    told: list[Stored] = []
    disk = Disk(tmp_path, 0.000001, told.append)
    (tmp_path / "segment.mp4").mkdir()
    disk.closed(Stored(1, "c", tmp_path / "segment.mp4", 5000))
    assert len(told) == 1 and disk.used_bytes == 0


def test_a_surprise_does_not_end_the_recording(server: CameraServer, clip: Clip, tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    surprises = [RuntimeError("unheard of"), AssertionError()]
    plain = Condition.picture

    def picture(self: Condition, pixels: object) -> None:
        if surprises:
            raise surprises.pop()
        plain(self, pixels)  # type: ignore[arg-type]

    monkeypatch.setattr(Condition, "picture", picture)
    server.add("c", clip)
    recorder = _Recorder(server.url("c"), tmp_path)
    try:
        wait_for(lambda: not surprises and recorder.written >= 2)
    finally:
        recorder.close()
