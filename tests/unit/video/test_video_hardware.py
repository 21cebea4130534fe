"""Hardware decoding is used where it can be, and its refusals cost no picture."""

from __future__ import annotations

from pathlib import Path

import av
import av.codec.hwaccel
import pytest

from tests.servers.video_clips import read_bars
from video import av_source
from video.hardware import Hardware, candidates
from video.source import SourceError, create_source


@pytest.fixture
def file(tmp_path: Path, clip) -> Path:
    path = tmp_path / "clip.ts"
    path.write_bytes(clip.data)
    return path


class _Large:
    """A stream that would be worth it."""

    name, height, extradata = "h264", 1080, None


def test_off_asks_for_no_card():
    assert Hardware("off").kinds == ()
    assert Hardware("off").decoder(_Large(), "a") is None


def test_a_kind_that_this_machine_lacks_is_refused_camera_by_camera_and_then_for_all():
    hardware = Hardware("off")
    hardware.kinds = ("no_such_kind",)
    for camera in "abcd":
        assert hardware.decoder(_Large(), camera) is None
    assert hardware.kinds == ()


def test_small_pictures_stay_with_the_processor(file: Path):
    hardware = Hardware("off")
    hardware.kinds = ("no_such_kind",)
    with av.open(str(file)) as container:
        assert hardware.decoder(container.streams.video[0].codec_context, "a") is None
    assert hardware.kinds == ("no_such_kind",)


def test_kinds_are_those_the_library_was_built_for():
    assert set(candidates()) <= set(av.codec.hwaccel.hwdevices_available())


def test_a_card_that_gives_rubbish_is_not_asked_again(file: Path, monkeypatch: pytest.MonkeyPatch):
    class Card:
        """Takes everything, gives nothing but errors."""

        def decode(self, packet):
            raise av.error.InvalidDataError(1, "no surface")

        def flush_buffers(self):
            pass

    class Deceived(Hardware):
        def decoder(self, software, url):
            return None if url in self._without else Card()

    monkeypatch.setattr(av_source, "hardware", Deceived("off"))
    source = create_source(str(file))
    source.picture_size = (160, 88)
    with pytest.raises(SourceError, match="bad_payload"):
        source.open()
        while True:
            source.read(5.0)
    source.close()
    source.open()
    while (frame := source.read(5.0)) is None:
        pass
    assert frame.pixels.shape == (88, 160, 4)
    source.close()


def test_a_picture_shown_small_is_decoded_lightly_and_in_full_again_when_it_grows(file: Path, monkeypatch):
    monkeypatch.setattr(av_source, "_FILTERED", ("mpeg4", "h264"))
    source = create_source(str(file))
    source.picture_size = (160, 88)  # half of the clip's
    source.open()
    assert not source._light  # how far apart its key frames are is not known yet
    seen = []
    while not source._light:
        seen.append(source.read(5.0))
    source.picture_size = (320, 176)
    while source._light:
        seen.append(source.read(5.0))
    seen += [source.read(5.0) for _ in range(5)]
    source.close()
    numbers = [read_bars(frame.pixels) for frame in seen if frame is not None]
    assert numbers == list(range(len(numbers)))  # none is lost where the decoder is changed
    assert seen[-1].pixels.shape == (176, 320, 4)


def test_far_key_frames_are_decoded_in_full_however_small(file: Path, monkeypatch):
    monkeypatch.setattr(av_source, "_FILTERED", ("mpeg4", "h264"))
    monkeypatch.setattr(av_source, "_NEAR", 3)
    source = create_source(str(file))
    source.picture_size = (160, 88)
    source.open()
    for _ in range(40):
        source.read(5.0)
        assert not source._light
    assert source._group > 3
    source.close()
