"""What lies on disk when the recorder starts: after a kill the journal knows less than the files. Pure but for I/O."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from command_center.domain.events import SegmentRecorded
from command_center.domain.time import SECOND
from video.recorder.disk import Stored
from video.segments import camera_folder, read_index

log = logging.getLogger(__name__)
ID_FILE = "camera.id"
_SUFFIXES = (".mp4", ".mkv")


def remember_camera(folder: Path, camera: str) -> None:
    """Write beside a camera's segments whose they are: folder names cannot be turned back into ids."""
    place = folder / camera_folder(camera)
    place.mkdir(parents=True, exist_ok=True)
    (place / ID_FILE).write_text(camera, encoding="utf-8")


def found_on_disk(folder: Path) -> Iterator[tuple[Stored, SegmentRecorded]]:
    """Every readable segment under a folder with the event that describes it, oldest first in each camera. Segments
    without a single indexed packet are removed; they hold nothing."""
    for place in sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ():
        try:
            camera = (place / ID_FILE).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # not ours
        for path in sorted(path for path in place.iterdir() if path.suffix in _SUFFIXES):
            index = read_index(path)
            size = path.stat().st_size
            if not len(index) or not size:
                log.warning("removed an empty segment: %s", path.name)
                path.unlink(missing_ok=True)
                path.with_suffix(".idx").unlink(missing_ok=True)
                continue
            total = size + index.nbytes
            first, last = int(index["at_utc"][0]), int(index["at_utc"][-1])
            yield Stored(first, camera, path, total, last), SegmentRecorded(
                at_utc=first, source="recorder", camera=camera, path=path.relative_to(folder).as_posix(),
                until_utc=last, byte_count=total)


def is_news(event: SegmentRecorded, known_until_utc: int | None) -> bool:
    """Whether the journal should hear of it: it does not know the segment, or only its beginning."""
    return known_until_utc is None or event.until_utc - known_until_utc > SECOND
