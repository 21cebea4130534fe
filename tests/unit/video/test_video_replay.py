"""Recorded segments played in every direction, and sought."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from command_center.domain.cameras import Segment
from tests.servers.video_clips import bars, make_clip, read_bars
from tests.unit.video.conftest import wait_for
from video.decode.recorded import PlayClock, RecordedTile
from video.decode.rush import Rush, make_page
from video.forward import ForwardDecoder
from video.pictures import SharedPictures
from video.playback import Reader
from video.pool import DecodePool
from video.recorder.segment import SegmentWriter
from video.reverse import Backwards
from video.segments import segment_at
from video.stepping import neighbour_picture
from video.views import Playing

FROM = 1_700_000_000_000_000
STEP = 40_000  # microseconds a picture


def _write(folder: Path, data: bytes, from_utc: int = FROM) -> Segment:
    """A segment as the recorder makes it, its pictures arriving every 40 ms."""
    source = folder / "source"
    source.write_bytes(data)
    with av.open(str(source)) as opened:
        writer, number = None, 0
        for packet in opened.demux(video=0):
            if packet.size:
                writer = writer or SegmentWriter(folder, opened.streams.video[0], from_utc)
                assert writer.write(packet, from_utc + number * STEP)
                number += 1
        writer.close()
    return Segment(from_utc, writer.until_utc, writer.path.name)


def _number(recorded) -> int:
    return read_bars(recorded.picture.to_ndarray(format="bgra"))


@pytest.fixture(scope="module")
def reordered() -> bytes:
    """Six seconds of H.264 in which pictures are shown in another order than they are sent."""
    import io
    from fractions import Fraction

    sink = io.BytesIO()
    output = av.open(sink, "w", format="mpegts")
    stream = output.add_stream("libx264", rate=25, options={"preset": "veryfast", "bf": "2", "b_strategy": "0"})
    stream.width, stream.height, stream.pix_fmt, stream.gop_size = 320, 176, "yuv420p", 25
    stream.max_b_frames = 2
    for number in range(150):
        frame = av.VideoFrame.from_ndarray(bars(number), "gray").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, 25)
        output.mux(stream.encode(frame))
    output.mux(stream.encode())
    output.close()
    return sink.getvalue()


@pytest.mark.parametrize("kind", ["plain", "reordered"])
def test_every_picture_is_found_from_everywhere(tmp_path: Path, reordered: bytes, kind: str) -> None:
    segment = _write(tmp_path, make_clip(6).data if kind == "plain" else reordered)
    reader = Reader(tmp_path / segment.path, segment)
    for wanted in (70, 71, 72, 30, 29, 149, 0, 75, 74, 76, 120):
        position = reader.position(FROM + wanted * STEP + 10)
        assert position == wanted and _number(reader.picture(position)) == wanted
    assert _number(reader.picture(74, key_only=True)) == 50 == reader.key_before(74)
    assert reader.distance(80) in (6, 5) and reader.distance(70) > 10
    reader.close()


@pytest.mark.parametrize("kept", [10**9, 320 * 176 * 3 // 2 * 10])
def test_backwards_every_picture_comes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr("video.reverse._KEPT_BYTES", kept)
    segment = _write(tmp_path, make_clip(6, gop=25).data)
    backwards = Backwards(Reader(tmp_path / segment.path, segment), (160, 88))
    shown = []
    for position in range(140, -1, -1):
        found = backwards.picture(position)
        shown.append(_number(found))
        assert (found.picture.width, found.picture.height) == (160, 88)
        backwards.prefetch(time.monotonic() + 0.002)
    assert shown == list(range(140, -1, -1))
    assert _number(backwards.picture(100)) == 100, "and turned round"


class _Screen:
    """A recorded tile and every picture it published."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.numbers: list[int] = []
        self.instants: list[int] = []
        self.pictures = SharedPictures(320, 176)
        publish = self.pictures.publish

        def note(pixels: np.ndarray, at_utc: int) -> None:
            self.numbers.append(read_bars(pixels))
            self.instants.append(at_utc)
            publish(pixels, at_utc)

        self.pictures.publish = note
        self.tile = RecordedTile(1, self.pictures, lambda message: self.said.append(message["state"]), folder)
        self.tile.start()

    def play(self, segments: tuple[Segment, ...], at_utc: int, speed: float) -> None:
        self.tile.play(segments, PlayClock(at_utc, speed, time.monotonic_ns()))


@pytest.fixture
def screen(tmp_path: Path):
    made: list[_Screen] = []

    def make() -> _Screen:
        made.append(_Screen(tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.tile.stop()
        each.tile.join(5)


def test_a_tile_plays_backwards_across_segments_and_forwards_again(tmp_path: Path,
                                                                   screen: Callable[[], _Screen]) -> None:
    clip = make_clip(3).data
    first = _write(tmp_path, clip)
    second = _write(tmp_path, clip, FROM + 75 * STEP)
    it = screen()
    it.play((first, second), FROM + 110 * STEP, -1.0)
    wait_for(lambda: it.instants and it.instants[-1] < FROM + 60 * STEP)
    assert it.instants == sorted(it.instants, reverse=True), "never a step forward"
    assert len(it.instants) > 20, "pictures, not key frames alone"
    before = len(it.instants)
    it.play((first, second), it.instants[-1], 1.0)
    wait_for(lambda: it.instants[-1] > FROM + 80 * STEP)
    assert it.instants[before + 1:] == sorted(it.instants[before + 1:])
    it.play((first, second), FROM + 110 * STEP, -32.0)
    wait_for(lambda: it.said[-1] == "gap")


def test_a_far_seek_shows_the_key_frame_first_and_then_the_exact_picture(tmp_path: Path,
                                                                         screen: Callable[[], _Screen]) -> None:
    segment = _write(tmp_path, make_clip(6, gop=50).data)
    it = screen()
    it.play((segment,), FROM + 148 * STEP, 0.0)
    wait_for(lambda: 148 in it.numbers)
    assert it.numbers == [100, 148]
    it.play((segment,), FROM + 130 * STEP, 0.0)
    wait_for(lambda: it.numbers[-1] == 130)
    assert it.numbers[2] == 100
    for number in range(131, 137):  # step by step: nothing but the next picture
        it.play((segment,), FROM + number * STEP, 0.0)
        wait_for(lambda number=number: it.numbers[-1] == number)
    assert it.numbers[4:] == list(range(131, 137))
    it.play((segment,), FROM + 135 * STEP, 0.0)
    wait_for(lambda: it.numbers[-1] == 135)


def test_a_newer_seek_ends_an_older_one(tmp_path: Path, screen: Callable[[], _Screen],
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    """While the timeline is dragged nothing is decoded to its end but what the hand rests on."""
    segment = _write(tmp_path, make_clip(16, gop=100).data)
    it = screen()
    decoding, go_on, taken = threading.Event(), threading.Event(), []
    take = ForwardDecoder.take

    def slowly(self, packet, wanted):
        taken.append(packet)
        if len(taken) == 20:
            decoding.set()
            assert go_on.wait(30)
        return take(self, packet, wanted)

    monkeypatch.setattr(ForwardDecoder, "take", slowly)
    it.play((segment,), FROM + 190 * STEP, 0.0)
    assert decoding.wait(30)
    it.play((segment,), FROM + 390 * STEP, 0.0)
    go_on.set()
    wait_for(lambda: it.numbers[-1] == 390)
    assert it.numbers == [100, 300, 390], "never came to 190"
    assert len(taken) < 20 + 5 + 91


def test_what_is_told_again_does_not_begin_anew(tmp_path: Path, screen: Callable[[], _Screen],
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    segment = _write(tmp_path, make_clip(4, gop=100).data)
    it = screen()
    take, taken = ForwardDecoder.take, []

    def telling(self, packet, wanted):
        taken.append(packet)
        it.tile.play((segment, ), PlayClock(FROM + 90 * STEP, 0.0, time.monotonic_ns()))
        return take(self, packet, wanted)

    monkeypatch.setattr(ForwardDecoder, "take", telling)
    it.play((segment,), FROM + 90 * STEP, 0.0)
    wait_for(lambda: it.numbers[-1:] == [90])
    assert it.numbers == [0, 90] and len(taken) <= 93
    assert not PlayClock(FROM, 2.0, 10**9).says_else(PlayClock(FROM + 1_000_000, 2.0, 10**9 + 500_000_000))
    assert PlayClock(FROM, 2.0, 10**9).says_else(PlayClock(FROM + 1_000_000, 2.0, 10**9))
    assert PlayClock(FROM, 0.0, 1).says_else(PlayClock(FROM, 1.0, 1)) and PlayClock(1, 0.0, 1).says_else(PlayClock(2, 0.0, 1))


def test_no_tile_goes_on_while_another_shows_nothing_of_the_new_place() -> None:
    """The processes of a pool see each other's rush; one that died in it is not waited for."""
    page = make_page()
    here, there, alone = Rush(), Rush(), Rush()
    here.join(page, 0)
    there.join(page, 1)
    os.close(page)
    over: list[str] = []

    def wait(name: str, one: Rush, gives_up: Callable[[], bool] = lambda: False) -> threading.Thread:
        thread = threading.Thread(target=lambda: (one.over(gives_up), over.append(name)), daemon=True)
        thread.start()
        return thread

    with there.first():
        wait("alone", alone).join(30)
        waits = wait("here", here)
        given_up = wait("given up", here, lambda: True)
        given_up.join(30)
        assert over == ["alone", "given up"]
    waits.join(30)
    assert over[-1] == "here"
    dead = there.first()
    dead.__enter__()  # and never comes back
    wait("in the end", here).join(30)
    assert over[-1] == "in the end"


def test_slow_motion_shows_each_picture_once(tmp_path: Path, screen: Callable[[], _Screen]) -> None:
    segment = _write(tmp_path, make_clip(6).data)
    it = screen()
    it.play((segment,), FROM + 50 * STEP, 1 / 8)
    wait_for(lambda: it.numbers and it.numbers[-1] >= 54)
    assert it.numbers == sorted(set(it.numbers))


def test_segments_that_overlap_because_the_clock_was_set_back() -> None:
    old, new = Segment(0, 60_000_000, "old"), Segment(20_000_000, 30_000_000, "new")
    later = Segment(70_000_000, 80_000_000, "later")
    found = [segment_at((old, new, later), at) for at in (10_000_000, 25_000_000, 45_000_000, 65_000_000)]
    assert [getattr(each, "path", None) for each in found] == ["old", "new", "old", None]


def test_steps_lead_through_every_picture_of_every_segment(tmp_path: Path) -> None:
    clip = make_clip(1).data
    first, second = _write(tmp_path, clip), _write(tmp_path, clip, FROM + 25 * STEP)
    far = _write(tmp_path, clip, FROM + 60_000_000)
    segments = (first, second, far)
    seen, at_utc = [], FROM
    while at_utc is not None:
        seen.append(at_utc)
        at_utc = neighbour_picture(tmp_path, segments, at_utc, forward=True)
    assert seen == [each.from_utc + number * STEP for each in (first, second, far) for number in range(25)]
    back, at_utc = [], seen[-1]
    while at_utc is not None:
        back.append(at_utc)
        at_utc = neighbour_picture(tmp_path, segments, at_utc, forward=False)
    assert back == seen[::-1]
    between = FROM + 50 * STEP + 5_000_000  # in the gap
    assert neighbour_picture(tmp_path, segments, between, forward=True) == far.from_utc
    assert neighbour_picture(tmp_path, segments, between, forward=False) == second.until_utc
    assert neighbour_picture(tmp_path, segments, FROM + 10 * STEP + 7, forward=False) == FROM + 9 * STEP
    assert neighbour_picture(tmp_path, (), FROM, forward=True) is None
    assert neighbour_picture(tmp_path, (Segment(0, 9, "gone.mp4"),), 5, forward=False) is None


@pytest.mark.parametrize("speed", [1.0, -1.0, 0.25])
def test_sixteen_cameras_show_one_instant(tmp_path: Path, speed: float) -> None:
    segment = _write(tmp_path, make_clip(20, gop=50).data)
    pool = DecodePool()
    try:
        views = [pool.open_recorded(tmp_path, 160, 88) for _ in range(16)]
        clock = PlayClock(FROM + (480 if speed < 0 else 20) * STEP, speed, time.monotonic_ns())
        for view in views:
            pool.play(view, Playing((segment,), *clock))

        def in_step() -> bool:
            pool.poll()
            latest = [view.latest() for view in views]
            return all(picture is not None and abs(picture.captured_utc - clock.now_utc()) < 200_000 for picture in latest)

        wait_for(in_step, patience_s=18)  # then the recording is at its end
    finally:
        pool.close()
