"""How each tile of a wall is looked at: zoomed, masked, with notes and a watermark. GUI thread.

The zoom belongs to the camera, so it stays when the camera moves to another tile; a large view has one of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from command_center.config_masks import VideoMask
from command_center.domain.masks import Mask, Outline
from command_center.domain.time import to_datetime
from command_center.state.snapshot import EMPTY, Snapshot
from video.masks import Sight, outlines
from video.views import View
from video.zooming import WHOLE, Zoom
from widgets.context import Context
from widgets.theme import theme
from widgets.video.governed import mark_of
from widgets.video.tile import Tile

_NARROW = 280


class Dress:
    """Of one wall, or of a large view. notes: whether notes are shown."""

    def __init__(self, context: Context, like: Dress | None = None) -> None:
        self._context = context
        self.notes: bool = like.notes if like is not None else False
        self.zooms: dict[str, Zoom] = {}
        self.heard: tuple[str, str] = like.heard if like is not None else ("", "")  # camera, words
        self._configured: tuple[VideoMask, ...] = context.configuration.video.mask
        self._masks: Mapping[str, Mask] = like._masks if like is not None else {}
        self._live_masks: Mapping[str, Mask] = like._live_masks if like is not None else {}
        self._shown: Snapshot = like._shown if like is not None else EMPTY
        self._masked: set[str] = like._masked if like is not None else {mask.camera for mask in self._configured}
        self._covered: dict[str, tuple[Outline, ...]] = {}

    def know_masks(self, snapshot: Snapshot, replay: bool) -> bool:
        """Masks of the shown state, and where it knows its cameras to stand; whether any of it is other than before. Masks
        of now cover a replay too."""
        now = self._masks_of_now() if replay else snapshot.masks
        same = (snapshot.masks is self._masks and now is self._live_masks and snapshot.ptz is self._shown.ptz
                and snapshot.cameras is self._shown.cameras)
        self._shown = snapshot
        if same:
            return False
        self._masks, self._live_masks = snapshot.masks, now
        self._masked = ({mask.camera for mask in self._configured} | {mask.camera for mask in snapshot.masks.values()}
                        | {mask.camera for mask in now.values()})
        self._covered.clear()
        return True

    def _masks_of_now(self) -> Mapping[str, Mask]:
        """Those of the live state, which goes on beside a replay."""
        director = self._context.director
        newest = director.live.box.newest() if director is not None and director.live is not None else None
        return newest.masks if newest is not None else self._live_masks

    def covered(self, camera: str, at_utc: int) -> tuple[Outline, ...]:
        """What nobody may see of a camera's picture of an instant."""
        if camera not in self._masked:
            return ()
        sight = Sight.of(self._shown.cameras.get(camera), self._shown.ptz.get(camera))
        if sight.steerable:
            return outlines(camera, self._configured, self._masks, self._live_masks, sight=sight, at_utc=at_utc)
        if camera not in self._covered:
            self._covered[camera] = outlines(camera, self._configured, self._masks, self._live_masks)
        return self._covered[camera]

    def follow(self, tile: Tile, view: View) -> bool:
        """With every picture: of a masked camera that can be moved, each may be of another place. Whether it is covered
        otherwise than before."""
        if tile.camera not in self._masked or (picture := view.latest()) is None:
            return False
        fresh = self.covered(tile.camera, picture.captured_utc)
        if fresh == tile.covered:
            return False
        tile.covered = fresh
        return True

    def place(self, camera: str, at_utc: int) -> str:
        """Where a camera stands (see domain/ptz_places)."""
        return Sight.of(self._shown.cameras.get(camera), self._shown.ptz.get(camera)).places.at(at_utc)

    def zoom(self, camera: str) -> Zoom:
        """How a camera is zoomed."""
        return self.zooms.get(camera, WHOLE)

    def set_zoom(self, camera: str, zoom: Zoom) -> None:
        """Zoom it."""
        if zoom.factor > 1:
            self.zooms[camera] = zoom
        else:
            self.zooms.pop(camera, None)

    def mark(self) -> str:
        """The watermark, "" where none is wanted."""
        context = self._context
        return f"{context.actor} · {context.desk}" if context.configuration.video.watermark else ""

    def put_on(self, tile: Tile, view: View | None, now_utc: int, changed: Callable[[], object]) -> None:
        """Have the tile look so; `changed` is called where it has to be painted anew."""
        camera = tile.camera
        taken_utc = picture.captured_utc if view is not None and (picture := view.latest()) is not None else now_utc
        fresh = (self.zoom(camera), self.covered(camera, taken_utc) if camera else (), self.mark() if camera else "",
                 self._notes(tile, view, now_utc) if self.notes and camera else (),
                 " · ".join(part for part in (mark_of(view), self.heard[1] if camera and camera == self.heard[0] else "")
                            if part))
        if fresh != (tile.zoom, tile.covered, tile.mark, tile.notes, tile.heard):
            tile.zoom, tile.covered, tile.mark, tile.notes, tile.heard = fresh
            changed()

    def _notes(self, tile: Tile, view: View | None, now_utc: int) -> tuple[str, ...]:
        picture = view.latest() if view is not None else None
        if view is None or picture is None:
            return (tile.name,)
        at = to_datetime(picture.captured_utc, self._context.configuration.city.zone)
        height, width = picture.pixels.shape[:2]
        narrow = tile.box.width() < theme().px(_NARROW)  # the name stands beneath; there is little room
        lines = [] if narrow else [tile.name, f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 100_000}"]
        if view.url:
            lines += [*_delays(view), _rhythm(view, width, height)]
        else:
            lines += [_rhythm(view, width, height)]
        return tuple(lines)


def _delays(view: View) -> list[str]:
    """Age of the picture; latency and skew where the camera gives times."""
    lines = [QCoreApplication.translate("Video", "{age:.1f} s old").format(age=view.age_s or 0.0)]
    if view.latency_ms is not None:
        lines.append(QCoreApplication.translate("Video", "{latency:.0f} ms from camera to screen").format(latency=view.latency_ms + view.hold_ms))
    if view.skew_ms is not None:
        lines.append(QCoreApplication.translate("Video", "{skew:.0f} ms beside the others").format(skew=view.skew_ms))
    return lines


def _rhythm(view: View, width: int, height: int) -> str:
    interval = view.pictures.interval_s
    if not interval:
        return f"{width} × {height}"
    return QCoreApplication.translate("Video", "{width} × {height}, {rate:.0f} pictures/s").format(
        width=width, height=height, rate=1 / interval)
