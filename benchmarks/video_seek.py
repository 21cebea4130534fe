"""Seeks of nine recorded cameras at once, by the decode pool: until every key frame near the instant is on the screen's
memory, and until every exact picture is. Beside it, the ffmpeg command line seeking in one of the same files."""

from __future__ import annotations

import bisect
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measurement import Measurement, percentile, times_better

if TYPE_CHECKING:
    from video.pool import DecodePool
    from video.views import View

CAMERAS, SEEKS, SECONDS = 9, 25, 60.0
STEP_US = 40_000
FROM = 1_700_000_000_000_000
BOX = (480, 270)
PEER = "ffmpeg -ss, one camera"


def run() -> list[Measurement]:
    """Milliseconds."""
    from benchmarks._camera_clip import MAIN, SUB, has_ffmpeg, write_camera_clip

    found: list[Measurement] = []
    if not has_ffmpeg():
        return found
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, size, goal in (("sub", SUB, "value <= 80"), ("1080p", MAIN, "value <= 500")):
            segments = _segments(write_camera_clip(folder / f"{title}.mp4", size, SECONDS), folder / title)
            first, exact = _seek(segments)
            peer = _ffmpeg(segments[0])
            if title == "1080p":
                found.append(Measurement("video_seek_9_1080p_key_p95", percentile(first, 0.95), "ms", goal="value <= 100"))
            p95 = percentile(exact, 0.95)
            found += [Measurement(f"video_seek_9_{title}_p95", p95, "ms", PEER, times_better(p95, peer),
                                  goal),
                      Measurement(f"video_seek_9_{title}_p50", percentile(exact, 0.5), "ms")]
    return found


def _segments(clip: Path, folder: Path) -> list[Path]:
    """A minute as the recorder writes it, in three segments: most seeks lead into another one."""
    import av

    from video.recorder.segment import SegmentWriter

    folder.mkdir()
    with av.open(str(clip)) as container:
        writers: list[SegmentWriter] = []
        number = 0
        for packet in container.demux(video=0):
            if packet.size:
                if packet.is_keyframe and number >= 500 * len(writers):
                    writers.append(SegmentWriter(folder, container.streams.video[0], FROM + number * STEP_US))
                writers[-1].write(packet, FROM + number * STEP_US)
                number += 1
        for writer in writers:
            writer.close()
    return [writer.path for writer in writers]


def _seek(paths: list[Path]) -> tuple[list[float], list[float]]:
    """For each seek, how long until the last camera shows the key frame before its instant (or a nearer picture), and until
    it shows the exact one. Every camera is sought to another instant, so that their key frames are not aligned."""
    import random

    from command_center.domain.cameras import Segment
    from video.pool import DecodePool
    from video.segments import read_index
    from video.views import Playing

    indexes = [read_index(path)["at_utc"] for path in paths]
    segments = tuple(Segment(int(index[0]), int(index[-1]), path.name) for path, index in zip(paths, indexes, strict=True))
    instants = [int(at_utc) for index in indexes for at_utc in index]
    pool, chance = DecodePool(), random.Random(3)
    keys = [int(at_utc) for path in paths for at_utc, key in read_index(path)[["at_utc", "key"]] if key]
    views = [pool.open_recorded(paths[0].parent, *BOX) for _ in range(CAMERAS)]
    first, exact = [], []
    try:
        for number in range(SEEKS + 2):
            wanted = [instants[chance.randrange(len(instants))] for _ in views]
            near = [keys[bisect.bisect(keys, at_utc) - 1] for at_utc in wanted]
            began = time.perf_counter()
            for view, at_utc in zip(views, wanted, strict=True):
                pool.play(view, Playing(segments, at_utc, 0.0, time.monotonic_ns()))
            key_s = _until(pool, views, near, wanted) - began
            exact_s = _until(pool, views, wanted, wanted) - began
            if number >= 2:  # the first ones start the processes and open the files
                first.append(1000 * key_s)
                exact.append(1000 * exact_s)
            time.sleep(0.05)
    finally:
        pool.close()
    return first, exact


def _until(pool: DecodePool, views: list[View], since: list[int], until: list[int]) -> float:
    """When every view shows a picture between two instants. Looks as seldom as lets it have the millisecond: a busy look
    takes the processor from those who decode."""
    patience_s = time.perf_counter() + 30
    waiting = list(zip(views, since, until, strict=True))
    while waiting:
        waiting = [(view, low, high) for view, low, high in waiting
                   if (picture := view.latest()) is None or not low <= picture.captured_utc <= high]
        if waiting:
            pool.poll()
            time.sleep(0.002)
            if time.perf_counter() > patience_s:
                raise RuntimeError("a seek did not come to its end")
    return time.perf_counter()


def _ffmpeg(segment: Path) -> float:
    took = []
    for place in range(5):
        began = time.perf_counter()
        subprocess.run(["ffmpeg", "-v", "error", "-ss", str(3.7 + 3 * place), "-threads", "1", "-i", str(segment),
                        "-frames:v", "1", "-vf", f"scale={BOX[0]}:{BOX[1]}:flags=fast_bilinear", "-f", "null", "-"], check=True)
        took.append(1000 * (time.perf_counter() - began))
    return percentile(took, 0.5)
