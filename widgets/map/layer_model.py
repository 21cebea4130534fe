"""The lines of the list of layers as a model: what each is called, whether it is ticked, and how it stands. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from widgets.map.layer_rows import Row
from widgets.map.layer_words import say

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SPOKEN = [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.AccessibleDescriptionRole]


class LayerModel(QAbstractListModel):
    """Row 0 is the head that folds the list, the others its lines while it is unfolded. Signal ticked(line): somebody
    ticked or unticked a line through the model."""

    ticked = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._head, self._open = "", True
        self._rows: Sequence[Row] = ()

    def show(self, head: str, rows: Sequence[Row], *, is_open: bool) -> None:
        """How things are now; tells only what is other than before."""
        shown = rows if is_open else ()
        if [row.key for row in shown] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._head, self._open, self._rows = head, is_open, shown
            self.endResetModel()
            return
        changed = [at for at, (row, old) in enumerate(zip(shown, self._rows, strict=True)) if row[1:] != old[1:]]
        told = (head, is_open) != (self._head, self._open)
        self._head, self._open, self._rows = head, is_open, shown
        for at in ([-1] if told else []) + changed:
            self.dataChanged.emit(self.index(at + 1), self.index(at + 1), _SPOKEN)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The head and the lines."""
        return 0 if parent.isValid() else 1 + len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lines can be ticked."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.row() > 0 else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, tick, and how it stands in words."""
        if not index.isValid():
            return None
        if index.row() == 0:
            return self._of_head(role)
        row = self._rows[index.row() - 1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.spoken()
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.visible else Qt.CheckState.Unchecked
        return None

    def _of_head(self, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._head
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return say("list.unfolded") if self._open else say("list.folded")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick, as assistive programs do."""
        if role != Qt.ItemDataRole.CheckStateRole or not 0 < index.row() <= len(self._rows):
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != self._rows[index.row() - 1].visible:
            self.ticked.emit(index.row() - 1)
        return True
