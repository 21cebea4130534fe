"""Takes everything off the map that tools left there. GUI thread."""

from __future__ import annotations

from typing import Any

from layers.spatial.selected import NOBODY
from widgets.map.tools.base import Tool
from widgets.map.tools.bench import bench_of


class Clear(Tool):
    """Done as soon as it is begun."""

    key = "clear"
    icon = "clear"
    group = "clear"
    letter = "X"

    def title(self) -> str:
        return self.tr("Clear marks and selection")

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        clear_marks(map_view)
        self.leave()


def clear_marks(map_view: Any) -> None:
    """Marks, the selection of many, and the sheet that told of them."""
    bench_of(map_view.context).marks.clear()
    map_view.context.selection.select_many(NOBODY)
    map_view.show_sheet(None)
