"""Recorded footage for the tests of exports: real segments, written by the recorder's own writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av

from command_center.domain.cameras import Segment
from command_center.domain.time import SECOND
from video.evidence.request import CameraPart, Export
from video.recorder.segment import SegmentWriter
from video.segments import camera_folder

START = 1_763_800_000 * SECOND
RATE = 25


def record(recordings: Path, camera: str, clip: Path, from_utc: int = START, pictures: int = 1 << 30) -> Segment:
    """A segment with a clip's packets, one every 40 ms from an instant on."""
    folder = recordings / camera_folder(camera)
    folder.mkdir(parents=True, exist_ok=True)
    with av.open(str(clip)) as container:
        writer: Any = None
        for number, packet in enumerate(container.demux(container.streams.video[0])):
            if packet.dts is None or number >= pictures:
                continue
            at_utc = from_utc + number * SECOND // RATE
            writer = writer or SegmentWriter(folder, packet.stream, from_utc)
            writer.write(packet, at_utc)
        writer.close()
    return Segment(writer.from_utc, writer.until_utc, writer.path.relative_to(recordings).as_posix(), writer.byte_count)


def export_of(tmp_path: Path, *parts: CameraPart, from_utc: int = START, until_utc: int = START + 2 * SECOND,
              **changes: Any) -> Export:
    """Of these cameras, into tmp_path/out."""
    return Export(cameras=parts, from_utc=from_utc, until_utc=until_utc, recordings=str(tmp_path / "recordings"),
                  target=str(tmp_path / "out"), actor="王伟", desk="1号席", reason="调查", zone="Asia/Shanghai",
                  key=changes.pop("key", ""), **changes)
