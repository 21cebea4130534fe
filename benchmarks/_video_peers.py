"""What the video wall is measured beside: the ffmpeg command line and OpenCV, each with as many cameras, the same clip, the
same size and the same pace; decode and scale only, nothing is handed over or painted.

`python -m benchmarks._video_peers CLIP COUNT WIDTH HEIGHT SECONDS` is OpenCV's process: a thread a camera.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

FFMPEG = "ffmpeg command line, decode and scale"
OPENCV = "OpenCV VideoCapture, read and resize"
RATE = 25
_START_S = 60


def ffmpeg_cores(clip: Path, count: int, width: int, height: int, seconds: float) -> float | None:
    """Processor time a second of video of `count` cameras; None where there is no ffmpeg."""
    words = ["ffmpeg", "-v", "error", "-nostdin", "-filter_threads", "1"]
    for _ in range(count):
        words += ["-threads", "1", "-re", "-stream_loop", "-1", "-i", str(clip)]
    for number in range(count):
        words += ["-map", f"{number}:v", "-vf", f"scale={width}:{height}:flags=fast_bilinear,format=bgra",
                  "-t", str(seconds), "-f", "null", "-"]
    try:
        return _used(words, seconds)
    except FileNotFoundError:
        return None


def opencv_cores(clip: Path, count: int, width: int, height: int, seconds: float) -> float:
    """Likewise; without its start and its import."""
    words = [sys.executable, "-m", "benchmarks._video_peers", str(clip), *map(str, (count, width, height, seconds))]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True, timeout=_START_S + 10 * seconds,
                          cwd=Path(__file__).resolve().parents[1])
    return float(done.stdout)


def _used(words: list[str], seconds: float) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, timeout=_START_S + 10 * seconds)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / seconds


def _opencv(clip: str, count: int, width: int, height: int, seconds: float) -> float:
    from video._cv import cv2

    cv2.setNumThreads(1)
    pictures = round(seconds * RATE)

    def play() -> None:
        capture, began = cv2.VideoCapture(clip, cv2.CAP_FFMPEG, [cv2.CAP_PROP_N_THREADS, 1]), time.monotonic()
        for number in range(pictures):
            time.sleep(max(0.0, began + number / RATE - time.monotonic()))
            there, picture = capture.read()
            if not there:
                capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
                there, picture = capture.read()
            cv2.resize(picture, (width, height))

    used = time.process_time()
    threads = [threading.Thread(target=play) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.process_time() - used) / seconds


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    print(_opencv(sys.argv[1], *map(int, sys.argv[2:5]), float(sys.argv[5])))
