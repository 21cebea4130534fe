"""What recording costs: remuxing one camera with its index, and sampling its health; beside `ffmpeg -c copy`."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.measurement import Measurement, times_better

SECONDS = 40.0
PEER = "ffmpeg -c copy into the same fragments"


def run() -> list[Measurement]:
    """Milliseconds of processor time a second of video and camera."""
    from benchmarks._video_clip import write_clip

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = write_clip(folder / "clip.ts", SECONDS)
        ours = min(_remux(clip, folder / f"round{number}") for number in range(3))
        theirs = min(_ffmpeg(clip, folder) for _ in range(3)) if shutil.which("ffmpeg") else None
        health = _health(clip)
    return [
        Measurement("video_record_cost", ours, "ms/s", PEER if theirs else "",
                    times_better(ours, theirs) if theirs else None, "value <= 1"),
        Measurement("video_health_cost", health, "ms/sample"),
    ]


def _remux(clip: Path, folder: Path) -> float:
    import av

    from video.recorder.segment import SegmentWriter

    folder.mkdir()
    with av.open(str(clip)) as container:
        used, at_utc = time.process_time(), 1_000_000
        writer = SegmentWriter(folder, container.streams.video[0], at_utc)
        for packet in container.demux(video=0):
            if packet.size:
                at_utc += 40_000
                writer.write(packet, at_utc)
        writer.close()
        return (time.process_time() - used) / SECONDS * 1000


def _ffmpeg(clip: Path, folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(clip), "-c", "copy", "-movflags",
                    "empty_moov+default_base_moof", "-frag_duration", "500000", "-flush_packets", "1",
                    str(folder / "peer.mp4")], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / SECONDS * 1000


def _health(clip: Path) -> float:
    import av

    from video.diagnosis.judge import PictureJudge
    from video.recorder.sampler import Sampler

    judge, samples, used = PictureJudge(), 0, 0.0
    with av.open(str(clip)) as container:
        sampler = Sampler(container.streams.video[0], every_s=0.0)
        for packet in container.demux(video=0):
            if packet.size and packet.is_keyframe:
                started = time.process_time()
                picture = sampler.sample(packet)
                if picture is not None:
                    judge.judge(picture, float(samples))
                    samples += 1
                used += time.process_time() - started
    return used / max(1, samples) * 1000
