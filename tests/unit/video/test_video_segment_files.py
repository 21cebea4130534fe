"""Our own reader of recorded segments beside the library's: the same packets from every key frame, of whole files and torn
ones, and everything else left to the library."""

from __future__ import annotations

import io
import os
import struct
from fractions import Fraction
from pathlib import Path

import av
import pytest

from command_center.domain.cameras import Segment
from tests.servers.video_clips import bars, make_clip, read_bars
from video.demux import open_segment
from video.forward import ForwardDecoder
from video.fragments import FragmentedFile, Unfamiliar
from video.packet_file import open_packets
from video.playback import Reader
from video.recorder.segment import SegmentWriter
from video.segments import read_index
from video.source import SourceError

STEP = 40_000


def encode(codec: str, seconds: float = 4, gop: int = 25, between: int = 2, level: int = 235) -> bytes:
    """A transport stream whose pictures are shown in another order than they are sent."""
    sink = io.BytesIO()
    output = av.open(sink, "w", format="mpegts")
    extra = {"preset": "veryfast", "bf": str(between), "b_strategy": "0", "x265-params": "log-level=none"}
    stream = output.add_stream(codec, rate=25, options=extra)
    stream.width, stream.height, stream.pix_fmt, stream.gop_size = 320, 176, "yuv420p", gop
    stream.max_b_frames = between
    for number in range(round(seconds * 25)):
        frame = av.VideoFrame.from_ndarray(bars(number, level), "gray").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, 25)
        output.mux(stream.encode(frame))
    output.mux(stream.encode())
    output.close()
    return sink.getvalue()


def record(folder: Path, data: bytes, *, end: bool = True) -> Segment:
    """A segment; not ended: as a kill leaves it."""
    with av.open(io.BytesIO(data)) as opened:
        writer, number = None, 0
        for packet in opened.demux(video=0):
            if packet.size:
                writer = writer or SegmentWriter(folder, opened.streams.video[0], 0)
                assert writer.write(packet, number * STEP)
                number += 1
        assert writer is not None
        kept = writer.path.read_bytes()
        writer.close()
        if not end:
            writer.path.write_bytes(kept)
    return Segment(0, writer.until_utc, writer.path.name)


def packets(file, since_us: int) -> list[tuple[int, bytes]]:
    return [(pts_us, bytes(packet)) for pts_us, packet in file.packets_from(since_us)]


def by_library(path: Path) -> list[tuple[int, bytes]]:
    with open_segment(path) as container:
        stream = container.streams.video[0]
        return [(round(float(packet.pts * stream.time_base) * 1e6), bytes(packet))
                for packet in container.demux(stream) if packet.size]


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
@pytest.mark.parametrize("end", [True, False])
def test_the_same_packets_as_the_library_reads(tmp_path: Path, codec: str, end: bool) -> None:
    path = tmp_path / record(tmp_path, encode(codec), end=end).path
    file, expected = FragmentedFile(path), by_library(path)
    assert file.name == {"libx264": "h264", "libx265": "hevc"}[codec] and file.shape == (320, 176)
    index = read_index(path)
    assert len(expected) > 70
    for key_us in index["pts_us"][index["key"] != 0]:
        begin = next((n for n, (pts_us, _) in enumerate(expected) if abs(pts_us - key_us) < 100), None)
        found = packets(file, int(key_us))
        if begin is None:
            assert found == [] and not end, "what the kill took"
            continue
        assert [data for _, data in found] == [data for _, data in expected[begin:]]
        assert all(abs(one[0] - other[0]) <= 1 for one, other in zip(found, expected[begin:], strict=True))
    file.close()


def test_a_file_torn_anywhere_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / record(tmp_path, encode("libx264"), end=False).path
    whole, everything = path.read_bytes(), packets(FragmentedFile(path), 80_000)
    assert len(everything) > 70 and everything[0][0] == 80_000, "two pictures late: they are reordered"
    for length in range(len(whole), 0, -len(whole) // 40):
        path.write_bytes(whole[:length])
        try:
            found = packets(FragmentedFile(path), 80_000)
        except Unfamiliar:
            assert length < 1200, "not even its head"
            continue
        assert found == everything[:len(found)]
        assert len(found) >= 0.7 * len(everything) * length / len(whole) - 15


def test_rubbish_in_a_file_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / record(tmp_path, encode("libx264", 2)).path
    whole = path.read_bytes()
    at = whole.index(b"trun")
    for place in (*range(0, 1000, 13), *range(at, at + 40), *range(len(whole) - 200, len(whole), 3)):
        damaged = bytearray(whole)
        damaged[place:place + 4] = struct.pack(">I", 0xFFFFFFF1)
        path.write_bytes(damaged)
        try:
            file = open_packets(path)
            packets(file, 80_000)
            file.close()
        except SourceError:
            pass


def test_other_formats_are_left_to_the_library(tmp_path: Path) -> None:
    segment = record(tmp_path, make_clip(2, "mpeg4").data)
    with pytest.raises(Unfamiliar):
        FragmentedFile(tmp_path / segment.path)
    reader = Reader(tmp_path / segment.path, segment)
    assert read_bars(reader.picture(30).picture.to_ndarray(format="bgra")) == 30
    reader.close()
    with pytest.raises(SourceError) as caught:
        open_packets(tmp_path / "gone.mp4")
    assert caught.value.reason == "missing"


def test_files_and_decoders_are_let_go(tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.exists():
        pytest.skip("no /proc")
    segment = record(tmp_path, encode("libx264", 2))
    before = len(os.listdir(descriptors))
    decoder = ForwardDecoder()
    for _ in range(5):
        reader = Reader(tmp_path / segment.path, segment, decoder)
        assert reader.picture(10) is not None
        reader.close()
    assert len(os.listdir(descriptors)) == before


def test_one_decoder_serves_segments_of_different_cameras_settings(tmp_path: Path) -> None:
    decoder, numbers = ForwardDecoder(), []
    segments = []
    for name, codec in (("a", "libx264"), ("b", "libx265"), ("c", "mpeg4")):
        folder = tmp_path / name
        folder.mkdir()
        data = make_clip(2, "mpeg4").data if codec == "mpeg4" else encode(codec, 2)
        segments.append((folder, record(folder, data)))
    for folder, segment in (*segments, *segments):
        reader = Reader(folder / segment.path, segment, decoder)
        numbers.append(read_bars(reader.picture(33).picture.to_ndarray(format="bgra")))
        reader.close()
    assert numbers == [33] * 6


def test_what_is_broken_off_goes_on_exactly(tmp_path: Path) -> None:
    """Pictures that nothing refers to are passed over on the way; asked for after all, they are decoded anew."""
    segment = record(tmp_path, encode("libx264", 6, gop=75))
    reader = Reader(tmp_path / segment.path, segment)
    for stop_after in range(1, 12):
        looks = iter(range(stop_after))
        assert reader.picture(70, over=lambda looks=looks: next(looks, None) is None) is None
        wanted = reader._at + 1
        assert read_bars(reader.picture(wanted).picture.to_ndarray(format="bgra")) == wanted
        assert read_bars(reader.picture(wanted + 1).picture.to_ndarray(format="bgra")) == wanted + 1
        reader.picture(0)
    reader.close()


def test_a_tile_that_grows_is_decoded_in_full_again(tmp_path: Path) -> None:
    segment = record(tmp_path, encode("libx264", 3, gop=50))
    reader, full = Reader(tmp_path / segment.path, segment), Reader(tmp_path / segment.path, segment)
    reader.fit((160, 88))
    small = reader.picture(40).picture.to_ndarray(format="gray")
    expected = full.picture(40).picture.to_ndarray(format="gray")
    reader.fit((320, 176))
    assert (reader.picture(40).picture.to_ndarray(format="gray") == expected).all()
    assert abs(small.astype(int) - expected).mean() < 3
    reader.close()
    full.close()


def test_a_damaged_packet_costs_pictures_not_the_tile(tmp_path: Path) -> None:
    segment = record(tmp_path, encode("libx264", 3, between=0))
    path = tmp_path / segment.path
    sizes = {pts_us: bytes(packet) for pts_us, packet in FragmentedFile(path).packets_from(0)}
    whole, victim = path.read_bytes(), sizes[30 * STEP]
    path.write_bytes(whole.replace(victim, b"\xff" * len(victim)))
    reader = Reader(path, segment)
    assert reader.picture(45) is not None
    assert read_bars(reader.picture(60).picture.to_ndarray(format="bgra")) == 60, "whole again from the key frame on"
    reader.close()
