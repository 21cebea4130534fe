"""Opens the page of all symbols from the map's bar and from the search box; one chosen there is plotted next. GUI thread."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from widgets.map.tools.base import Tool
from widgets.map.tools.draw_pad import pad_of
from widgets.symbols_page import SymbolsPage


class ShowSymbols(Tool):
    """Done as soon as it is begun; the page stays beside the map."""

    key = "symbols"
    icon = "symbols"
    group = "draw"
    page: SymbolsPage | None = None

    def title(self) -> str:
        return self.tr("Symbols")  #: 符号一览

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        if self.page is None:
            self.page = SymbolsPage(self.context.chinese, map_view.window())
            self.page.wanted.connect(self._plot)
        self.leave()
        self.page.open()

    def _plot(self, name: str) -> None:
        pad = pad_of(self.context)
        bar: Any = self.parent()
        pad.set_next(replace(pad.next, symbol=name))
        if hasattr(bar, "use"):
            bar.use("draw_symbol")
