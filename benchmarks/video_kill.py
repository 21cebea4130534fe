"""What a kill -9 takes from a recording: a process records a camera at its pace, tells of every picture that arrived, and is
killed; compared with what can be read from its files then. Beside it `ffmpeg -c copy` into plain MP4, which is what one
writes first: of that nothing can be read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._camera_clip import MISSING, RATE, SUB, has_ffmpeg, write_camera_clip
from benchmarks.measurement import Measurement, percentile, times_better

NAME = "video_kill"
ROUNDS, LEAST_S = 5, 2.3
PEER = "ffmpeg -c copy into plain MP4"


def run() -> list[Measurement]:
    """Seconds lost, the worst of five kills at different moments; about 30 s."""
    if not has_ffmpeg():
        return [Measurement(f"video recording lost at kill -9: {MISSING}", 0.0, "s")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = write_camera_clip(folder / "clip.mp4", SUB)
        lost = [_ours(clip, folder / f"round{number}", LEAST_S + number * 0.13) for number in range(ROUNDS)]
        peer = _plain(clip, folder)
    return [Measurement("video recording lost at kill -9, worst", max(lost), "s", PEER, times_better(max(lost), peer),
                        "value <= 0.5"),
            Measurement("video recording lost at kill -9, p50", percentile(lost, 0.5), "s")]


def _ours(clip: Path, folder: Path, after_s: float) -> float:
    folder.mkdir()
    child = subprocess.Popen([sys.executable, "-m", "benchmarks.video_kill", str(clip), str(folder)], text=True,
                             stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parents[1])
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after_s)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    arrived = [json.loads(line) for line in child.stdout.read().splitlines() if line.endswith("}")]
    return (arrived[-1]["number"] + 1 - _readable(next(p for p in folder.iterdir() if p.suffix != ".idx"))) / RATE


def _plain(clip: Path, folder: Path) -> float:
    target = folder / "peer.mp4"
    child = subprocess.Popen(["ffmpeg", "-v", "error", "-nostdin", "-y", "-re", "-i", str(clip), "-c", "copy", str(target)])
    time.sleep(LEAST_S)
    child.kill()
    child.wait()
    return max(0.0, LEAST_S - _readable(target) / RATE)


def _readable(path: Path) -> int:
    """Pictures that can be decoded."""
    import av

    try:
        with av.open(str(path)) as container:
            return sum(1 for _ in container.decode(video=0))
    except (av.error.FFmpegError, OSError):
        return 0


def _record(clip: str, folder: str) -> None:
    import av

    from command_center.domain.time import now_utc
    from video.recorder.segment import SegmentWriter

    with av.open(clip) as container:
        writer, began = SegmentWriter(Path(folder), container.streams.video[0], now_utc()), time.monotonic()
        print("{}", flush=True)
        for number, packet in enumerate(p for p in container.demux(video=0) if p.size):
            time.sleep(max(0.0, began + number / RATE - time.monotonic()))
            print(json.dumps({"number": number}), flush=True)
            writer.write(packet, now_utc())


if __name__ == "__main__":
    _record(sys.argv[1], sys.argv[2])
