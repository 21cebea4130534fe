"""Acts of the tool bar's group "view": each is done as soon as it is begun. GUI thread."""

from __future__ import annotations

from typing import Any

from widgets.map.maps import maps_of
from widgets.map.tools.base import Tool


class Act(Tool):
    """A tool that takes nothing over."""

    group = "view"

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        self.leave()
        self.act(map_view)

    def act(self, map_view: Any) -> None:
        """Do it."""
        raise NotImplementedError(type(self).__name__)


class FollowTool(Act):
    """Follows what is selected, or stops."""

    key = "follow"
    icon = "follow"
    letter = "F"

    def title(self) -> str:
        return self.tr("Follow the selected unit or vehicle")

    def act(self, map_view: Any) -> None:
        if map_view.companions is not None:
            map_view.companions.follow.toggle()


class NewWindow(Act):
    """A map in a window of its own."""

    key = "map_window"
    icon = "window"

    def title(self) -> str:
        return self.tr("Another map in its own window")

    def act(self, map_view: Any) -> None:
        maps_of(self.context).window_wanted.emit()


class Present(Act):
    """Publishes where this map looks, or no longer."""

    key = "present"
    icon = "live"

    def title(self) -> str:
        return self.tr("Present this map to those that follow, or stop")

    def act(self, map_view: Any) -> None:
        maps = maps_of(self.context)
        maps.present(None if maps.presenter is map_view else map_view)


class ScreensTool(Act):
    """The sheet that sets walls."""

    key = "screens"
    icon = "window"

    def title(self) -> str:
        return self.tr("Set what a wall shows")

    def act(self, map_view: Any) -> None:
        from widgets.map.screens.sheet import ScreensSheet

        if map_view.companions is not None and map_view.sheet is not None:
            sheet = ScreensSheet(map_view.companions.panel)
            map_view.show_sheet(sheet)
            sheet.view.setFocus()


class GridTool(Act):
    """Degrees, metres, none."""

    key = "graticule"
    icon = "grid"
    letter = "."

    def title(self) -> str:
        return self.tr("Coordinate grid: degrees, metres, none")

    def act(self, map_view: Any) -> None:
        if map_view.companions is not None:
            map_view.companions.graticule.turn()
            map_view.update()


class OverviewTool(Act):
    """Shows and hides the overview."""

    key = "overview"
    icon = "overview"
    letter = ","

    def title(self) -> str:
        return self.tr("Overview of the city")

    def act(self, map_view: Any) -> None:
        overview = map_view.companions.overview if map_view.companions is not None else None
        if overview is not None:
            overview.set_shown(not overview.isVisible())


class BookmarkTool(Act):
    """The list of bookmarks on the sheet."""

    key = "bookmarks"
    icon = "bookmark"
    letter = "K"

    def title(self) -> str:
        return self.tr("Bookmarks")

    def act(self, map_view: Any) -> None:
        from widgets.map.margin.bookmark_sheet import BookmarkSheet

        if map_view.companions is not None and map_view.sheet is not None:
            sheet = BookmarkSheet(map_view, map_view.companions.bookmarks)
            map_view.show_sheet(sheet)
            sheet.name.setFocus()


class PageTool(Act):
    """The sheet that makes a page of the map."""

    key = "page"
    icon = "print"

    def title(self) -> str:
        return self.tr("Picture and print")

    def act(self, map_view: Any) -> None:
        from widgets.map.paper.sheet import PageSheet

        if map_view.companions is not None and map_view.sheet is not None:
            sheet = PageSheet(map_view.companions.panel)
            map_view.show_sheet(sheet)
            sheet.title.setFocus()
