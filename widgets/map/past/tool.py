"""Opens and closes the time window: a button of the tool bar, the letter T, a command of the search box. GUI thread."""

from __future__ import annotations

from typing import Any

from widgets.map.past.window import window_of
from widgets.map.tools.base import Tool


class TimeWindowTool(Tool):
    """Done as soon as it is begun."""

    key = "time_window"
    icon = "history"
    group = "view"
    letter = "T"

    def title(self) -> str:
        return self.tr("Time window with histogram")

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        window = window_of(self.context)
        if window.kind:
            window.off()
        else:
            window.show_last(window.last_us)
        self.leave()
