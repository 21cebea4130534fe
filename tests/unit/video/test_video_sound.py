"""The sound of a camera: decoded, resampled and played into nothing; and what is said where there is none."""

from __future__ import annotations

import os
import socket
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.servers.video_clips import make_clip
from tests.unit.video.conftest import wait_for
from video.decode.__main__ import DecodeProcess
from video.decode.sound import SoundThread
from video.pool import DecodePool
from video.speaker import RATE, NoSpeaker, Speaker


@pytest.fixture
def null_audio(monkeypatch) -> None:
    monkeypatch.setenv("COMMAND_CENTER_AUDIO", "null")


def make_film(path: Path, *, sound: bool, seconds: int = 4) -> str:
    """A grey film with a tone of 440 Hz, or silent."""
    with av.open(str(path), "w", format="mpegts") as container:
        video = container.add_stream("mpeg2video", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = container.add_stream("mp2", rate=44100) if sound else None
        for number in range(25 * seconds):
            picture = av.VideoFrame.from_ndarray(np.full((72, 64), 90 + number % 8, np.uint8), format="yuv420p")
            picture.pts = number
            container.mux(video.encode(picture))
            if audio is not None:
                at = np.arange(number * 1764, (number + 1) * 1764)
                tone = (np.sin(at * 2 * np.pi * 440 / 44100) * 12000).astype(np.int16).reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(tone.repeat(2, axis=1), format="s16", layout="stereo")
                frame.sample_rate, frame.pts, frame.time_base = 44100, number * 1764, Fraction(1, 44100)
                container.mux(audio.encode(frame))
        container.mux(video.encode(None))
        if audio is not None:
            container.mux(audio.encode(None))
    return f"file://{path}"


def listen(urls: list[str], volume: float = 1.0) -> tuple[SoundThread, list[str]]:
    said: list[str] = []
    thread = SoundThread(7, urls, volume, lambda message: said.append(message["sound"]))
    thread.start()
    return thread, said


def test_a_tone_is_played(tmp_path: Path, null_audio, monkeypatch) -> None:
    speakers: list[Speaker] = []

    class Kept(Speaker):
        def __init__(self, volume: float) -> None:
            super().__init__(volume)
            speakers.append(self)

    monkeypatch.setattr("video.decode.sound.Speaker", Kept)
    thread, said = listen([make_film(tmp_path / "tone.ts", sound=True)], 0.5)
    wait_for(lambda: speakers and speakers[0].loudest > 3000)
    assert said[:2] == ["connecting", "playing"] and speakers[0].loudest < 8000, "at half the volume"
    thread.stop()
    wait_for(lambda: not thread.is_alive())


def test_the_address_that_has_sound_is_found(tmp_path: Path, null_audio) -> None:
    thread, said = listen([make_film(tmp_path / "a.ts", sound=False), make_film(tmp_path / "b.ts", sound=True)])
    wait_for(lambda: "playing" in said)
    thread.stop()


def test_a_camera_without_sound_says_so_and_rests(tmp_path: Path, null_audio) -> None:
    thread, said = listen([make_film(tmp_path / "mute.ts", sound=False, seconds=1)])
    wait_for(lambda: said == ["connecting", "silent"])
    wait_for(lambda: not thread.is_alive())


def test_a_camera_that_is_gone_is_lost_and_tried_again(null_audio) -> None:
    thread, said = listen(["file:///nowhere/at/all.ts"])
    wait_for(lambda: said == ["connecting", "lost"])
    assert thread.is_alive()
    thread.stop()
    wait_for(lambda: not thread.is_alive())


def test_a_machine_without_a_speaker_says_so_once(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("COMMAND_CENTER_AUDIO", "off")
    with pytest.raises(NoSpeaker):
        Speaker()
    thread, said = listen(["file:///nowhere"])
    wait_for(lambda: said == ["connecting", "no_speaker"])
    wait_for(lambda: not thread.is_alive())


def test_sound_never_lags(null_audio) -> None:
    speaker = Speaker()
    try:
        for _ in range(100):
            speaker.feed(np.zeros((RATE // 10, 2), np.int16))
        assert speaker.waiting_s <= 0.9
    finally:
        speaker.close()


def test_a_view_is_heard_through_its_decode_process(tmp_path: Path, pool: DecodePool, null_audio) -> None:
    assert os.environ["COMMAND_CENTER_AUDIO"] == "null"
    url = make_film(tmp_path / "tone.ts", sound=True)
    view = pool.open_live(url, 64, 48)
    pool.listen(view, [url], 0.7)
    wait_for(lambda: view.sound == "playing", pool.poll)
    pool.listen(view, [url], 0.2)
    pool.listen(view, [], 0.0)
    assert view.sound == ""
    wait_for(lambda: view.state == "live", pool.poll)


def test_a_view_that_is_let_go_is_heard_no_longer(tmp_path: Path, null_audio) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        process = DecodeProcess(theirs)
        url = make_film(tmp_path / "tone.ts", sound=True)
        process._listen(3, [url], 0.5)
        sound = process._sound
        assert sound is not None and sound.is_alive()
        process._tiles[3] = sound  # something that stops
        process._obey({"do": "close", "view": 3}, None)
        wait_for(lambda: not sound.is_alive())
        assert process._sound is None


def test_a_camera_over_rtsp_with_telephone_sound(tmp_path: Path, rtsp, null_audio, monkeypatch) -> None:
    file = tmp_path / "camera.mp4"
    file.write_bytes(make_clip(20, container="mp4").data)
    url, _ = rtsp(file, "rtpmp4vpay", "--sound")
    speakers: list[Speaker] = []

    class Kept(Speaker):
        def __init__(self, volume: float) -> None:
            super().__init__(volume)
            speakers.append(self)

    monkeypatch.setattr("video.decode.sound.Speaker", Kept)
    thread, said = listen([url])
    wait_for(lambda: speakers and speakers[0].loudest > 3000)
    assert said[:2] == ["connecting", "playing"]
    thread.stop()
    wait_for(lambda: not thread.is_alive())
