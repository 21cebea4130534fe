"""The rows of the list of cameras: what is searched, how it is sorted, what of it is dragged. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from command_center.domain.cameras import Camera
from layers.names import camera_name, either
from layers.search.index import Block, folded
from layers.search.names import Named
from widgets.video.dragging import MIME, camera_mime

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_TROUBLE = ("no_signal", "refused", "frozen", "dark", "stalled")


def district_of(camera: Camera, chinese: bool) -> str:
    """The district in the screen's language."""
    return either(camera.district, camera.properties.get("district_en", ""), chinese)


class CameraRows(QAbstractListModel):
    """Cameras by district and name, those that a search leaves."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._cameras: dict[str, Camera] = {}
        self._block = Block(())
        self._ids: list[str] = []
        self._keys: tuple[Any, ...] = ()
        self.shown: list[str] = []
        self.chinese = True
        self.words = ""
        self.troubled_only = False
        self.up: frozenset[str] = frozenset()  # cameras on the wall now

    def take(self, cameras: Mapping[str, Camera], chinese: bool) -> None:
        """A state. Names are read anew only where they changed; states of cameras change often."""
        keys = tuple((camera.camera, camera.name, camera.district, camera.main_url or camera.sub_url) for camera in cameras.values())
        self._cameras = dict(cameras)
        if (keys, chinese) != self._keys:
            self._keys, self.chinese = (keys, chinese), chinese
            self._index()
        self.search(self.words)

    def _index(self) -> None:
        placed = [camera for camera in self._cameras.values() if camera.main_url or camera.sub_url]
        placed.sort(key=lambda each: (district_of(each, self.chinese), camera_name(each, self.chinese), each.camera))
        self._ids = [camera.camera for camera in placed]
        self._block = Block(Named("camera", each.camera, camera_name(each, self.chinese), district_of(each, self.chinese), (),
                                  (each.name, each.properties.get("name_en", ""), each.district,
                                   each.properties.get("district_en", ""), each.properties.get("department", "")))
                            for each in placed)

    def search(self, text: str) -> None:
        """Every word must be found: in a name, its pinyin or initials, the district, the id."""
        self.words = text
        words = folded(text).split()
        found = [camera for row, camera in enumerate(self._ids)
                 if (not self.troubled_only or self._cameras[camera].state in _TROUBLE)
                 and (not words or all(word in self._block.line(row) for word in words))]
        if found != self.shown:
            self.beginResetModel()
            self.shown = found
            self.endResetModel()
        elif found:
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1))

    def set_up(self, cameras: Sequence[str]) -> None:
        """These are on the wall."""
        if frozenset(cameras) != self.up:
            self.up = frozenset(cameras)
            if self.shown:
                self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1))

    @property
    def known(self) -> int:
        """Cameras without the search."""
        return len(self._ids)

    def camera(self, index: _Index) -> Camera | None:
        """The camera of a row."""
        return self._cameras.get(self.shown[index.row()]) if 0 <= index.row() < len(self.shown) else None

    # ---- the model
    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        camera = self.camera(index)
        if camera is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return camera_name(camera, self.chinese)
        return camera if role == ROW else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return camera_mime([camera.camera for index in sorted(indexes, key=lambda one: one.row())
                            if (camera := self.camera(index)) is not None])
