"""Exports of footage: untouched originals, a clip, a watermarked copy, and a signed list that openssl verifies."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import av
import numpy as np
import pytest

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from tests.servers.video_clips import make_clip, read_bars
from tests.unit.video.evidence_stage import START, export_of, record
from video.evidence.export import Progress, make_export
from video.evidence.job import ExportJob
from video.evidence.manifest import NAME, PUBLIC_KEY, SIGNATURE, decode
from video.evidence.request import CameraPart, Failure, touching
from video.evidence.signing import fingerprint, load_key
from video.evidence.verify import verify


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.ts"
    path.write_bytes(make_clip(3).data)
    return path


@pytest.fixture
def part(tmp_path: Path, source: Path) -> CameraPart:
    return CameraPart("gate/1", "北门 1号", (record(tmp_path / "recordings", "gate/1", source),))


def _numbers(path: Path) -> list[tuple[float, int]]:
    """(second, number of the picture) of every picture of a file."""
    with av.open(str(path)) as container:
        return [(float(frame.time), read_bars(frame.to_ndarray(format="bgr24"))) for frame in container.decode(video=0)]


def test_originals_are_byte_for_byte_and_the_clip_is_the_same_stream(tmp_path: Path, part: CameraPart) -> None:
    result = make_export(export_of(tmp_path, part, from_utc=START + SECOND, until_utc=START + 2 * SECOND))
    entry = decode((result.folder / NAME).read_bytes()).cameras[0]
    roles = {file.role: file.path for file in entry.files}
    kept = tmp_path / "recordings" / part.segments[0].path
    assert (result.folder / roles["original"]).read_bytes() == kept.read_bytes()
    assert (result.folder / roles["index"]).read_bytes() == kept.with_suffix(".idx").read_bytes()
    clip = _numbers(result.folder / roles["clip"])
    assert [number for _, number in clip] == list(range(25, 50))  # from the key frame at 1 s to 2 s
    assert clip[0][0] == pytest.approx(0.0) and clip[-1][0] == pytest.approx(0.96, abs=0.002)
    assert not entry.gaps and entry.pictures == 25


def test_the_copy_carries_words_and_masks(tmp_path: Path, part: CameraPart) -> None:
    covered = CameraPart(part.camera, part.name, part.segments, ((0, (((0.5, 0.6), (1.0, 0.6), (1.0, 0.8), (0.5, 0.8)),)),))
    result = make_export(export_of(tmp_path, covered))
    with av.open(str(result.folder / "北门_1号_watermarked.mp4")) as shown, \
            av.open(str(result.folder / "北门_1号.mp4")) as plain:
        first = next(shown.decode(video=0)).to_ndarray(format="bgr24").astype(int)
        as_it_was = next(plain.decode(video=0)).to_ndarray(format="bgr24").astype(int)
    height, width = first.shape[:2]
    mask = first[round(height * 0.63):round(height * 0.77), round(width * 0.55):round(width * 0.95)]
    assert mask.std() < 6  # nothing of the picture is left
    top = first[:height // 8]
    assert (top > 200).any() and np.abs(top - as_it_was[:height // 8]).max() > 100  # words
    middle = slice(round(height * 0.35), round(height * 0.45))
    assert np.abs(first[middle] - as_it_was[middle]).mean() < 12


def test_openssl_verifies_the_list_and_finds_a_changed_one(tmp_path: Path, part: CameraPart) -> None:
    folder = make_export(export_of(tmp_path, part)).folder
    command = ["openssl", "dgst", "-sha256", "-verify", PUBLIC_KEY, "-signature", SIGNATURE, NAME]
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    assert "Verified OK" in subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    listed = json.loads((folder / NAME).read_text("utf-8"))["cameras"][0]["files"]
    for file in listed:
        printed = subprocess.run(["openssl", "dgst", "-sha256", "-r", file["path"]], cwd=folder, capture_output=True, text=True,
                                 check=True).stdout
        assert printed.split()[0] == file["sha256"]
    (folder / NAME).write_bytes((folder / NAME).read_bytes().replace("王伟".encode(), "王炜".encode()))
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode != 0


def test_verify_finds_what_was_changed_removed_and_added(tmp_path: Path, part: CameraPart) -> None:
    folder = make_export(export_of(tmp_path, part)).folder
    sound = verify(folder)
    assert sound.is_sound and not sound.trusted and sound.manifest is not None and sound.manifest.operator == "王伟"
    files = {file.role: folder / file.path for file in sound.manifest.cameras[0].files}
    body = bytearray(files["original"].read_bytes())
    body[len(body) // 2] ^= 1
    files["original"].write_bytes(body)
    files["clip"].unlink()
    (folder / "extra.mp4").write_bytes(b"x")
    found = {(finding.kind, finding.path) for finding in verify(folder).findings}
    assert found == {("changed", files["original"].relative_to(folder).as_posix()),
                     ("missing", files["clip"].name), ("added", "extra.mp4")}


def test_a_list_signed_by_somebody_else_is_not_ours(tmp_path: Path, part: CameraPart, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_export(export_of(tmp_path, part)).folder
    ours = tmp_path / "ours.pem"
    ours.write_bytes((folder / PUBLIC_KEY).read_bytes())
    assert verify(folder, ours).is_sound and verify(folder, ours).trusted
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "stranger"))
    shutil.rmtree(folder)
    theirs = make_export(export_of(tmp_path, part)).folder
    assert verify(theirs).is_sound
    assert [finding.kind for finding in verify(theirs, ours).findings] == ["not_signed"]


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    first, again = load_key(), load_key()
    assert first.private_numbers() == again.private_numbers()
    place = tmp_path / "config" / "command-center" / "evidence-key.pem"
    assert place.stat().st_mode & 0o777 == 0o600
    place.write_text("rubbish")
    with pytest.raises(Failure) as failure:
        load_key()
    assert failure.value.key == "evidence.no_key"


def test_gaps_are_named(tmp_path: Path, source: Path) -> None:
    recordings = tmp_path / "recordings"
    segments = (record(recordings, "a", source, START, 50), record(recordings, "a", source, START + 10 * SECOND, 50))
    manifest = decode((make_export(export_of(tmp_path, CameraPart("a", "", segments), from_utc=START - 5 * SECOND,
                                             until_utc=START + 20 * SECOND)).folder / NAME).read_bytes())
    assert [(gap.since[14:19], gap.until[14:19]) for gap in manifest.cameras[0].gaps] == [
        ("26:35", "26:40"), ("26:43", "26:50"), ("26:53", "27:00")]


def test_several_cameras_one_without_footage(tmp_path: Path, part: CameraPart) -> None:
    gone = CameraPart("b", "北门 1号", (Segment(START, START + SECOND, "gone.mp4"),))
    result = make_export(export_of(tmp_path, part, gone))
    assert result.empty == ("b",) and verify(result.folder).is_sound
    shutil.rmtree(result.folder)
    with pytest.raises(Failure) as failure:
        make_export(export_of(tmp_path, gone))
    assert failure.value.key == "evidence.no_footage" and not (tmp_path / "out").exists()


def test_nothing_is_left_of_one_that_is_cancelled_or_in_the_way(tmp_path: Path, part: CameraPart) -> None:
    told: list[Progress] = []
    with pytest.raises(Failure) as failure:
        make_export(export_of(tmp_path, part), told.append, lambda: len(told) > 20)
    assert failure.value.key == "evidence.cancelled" and told[-1].done > 0
    assert not list(tmp_path.glob("*out*")) and not list(tmp_path.glob(".*out*"))
    (tmp_path / "out").mkdir()
    with pytest.raises(Failure) as exists:
        make_export(export_of(tmp_path, part))
    assert exists.value.key == "evidence.target_exists"


def test_a_damaged_segment_is_a_failure_that_says_which(tmp_path: Path, part: CameraPart) -> None:
    path = tmp_path / "recordings" / part.segments[0].path
    path.write_bytes(b"\0" * 4000)
    with pytest.raises(Failure) as failure:
        make_export(export_of(tmp_path, part))
    assert failure.value.key == "evidence.unreadable" and path.name in failure.value.detail


def test_the_process_of_its_own_tells_how_far_it_is(tmp_path: Path, part: CameraPart) -> None:
    job = ExportJob(export_of(tmp_path, part))
    assert job.wait(60) and job.result is not None and job.result["files"] == 4
    assert verify(Path(job.result["folder"])).is_sound


def test_cancelling_the_process_leaves_nothing(tmp_path: Path, source: Path) -> None:
    recordings = tmp_path / "recordings"
    long = tuple(record(recordings, "a", source, START + 3 * number * SECOND) for number in range(40))
    job = ExportJob(export_of(tmp_path, CameraPart("a", "", long), until_utc=START + 120 * SECOND))
    deadline = time.monotonic() + 30
    while job.done == 0.0 and time.monotonic() < deadline:
        time.sleep(0.01)
    job.cancel()
    assert job.wait(30) and job.result == {"failure": "evidence.cancelled", "detail": ""}
    assert not list(tmp_path.glob("*out*")) and not list(tmp_path.glob(".*out*"))


def test_which_segments_touch_a_range() -> None:
    segments = tuple(Segment(start, start + 10, str(start)) for start in (0, 10, 20, 30))
    assert [one.from_utc for one in touching(segments, 10, 30)] == [0, 10, 20]


def test_a_fingerprint_is_of_the_key_not_of_its_spelling(tmp_path: Path, part: CameraPart) -> None:
    pem = (make_export(export_of(tmp_path, part)).folder / PUBLIC_KEY).read_bytes()
    assert fingerprint(pem) == fingerprint(pem.replace(b"\n", b"\r\n"))
