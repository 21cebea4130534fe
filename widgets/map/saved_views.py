"""The menu of saved views: choose one, save what is shown under a name, delete one's own. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from layers.views import MapView as SavedView
from layers.views import Views
from widgets.context import Context
from widgets.map.view import MapView
from widgets.map.viewpoint import level_for
from widgets.theme import theme

_BY_KEY = 9  # Ctrl+Alt+1 to Ctrl+Alt+9: Alt+1 to Alt+4 call panels, Ctrl+1 to Ctrl+9 bookmarks


def show_view(map_view: MapView, views: Views, key: str) -> bool:
    """Show a map as a view has it, and where; False for an unknown one."""
    view = views.find(key)
    if view is None:
        return False
    lay_out(map_view, views, view)
    return True


def lay_out(map_view: MapView, views: Views, view: SavedView) -> None:
    """Show a map as a view has it, and where."""
    views.show(view)
    if view.centre is not None:
        there = map_view.viewpoint.centred(*view.centre)
        if view.metres_per_pixel is not None:
            mercator_m = view.metres_per_pixel * there.metres_per_pixel / there.ground_scale
            there = replace(there, level=float(level_for(mercator_m)))
        map_view.go(there)


def by_number(widget: QWidget, views: Views, apply: Callable[[str], object]) -> None:
    """Ctrl+Alt+1 to Ctrl+Alt+9 choose a view, in the window of a widget."""
    def choose(number: int) -> None:
        listed = list(views)
        if number <= len(listed):
            apply(listed[number - 1].key)

    for number in range(1, _BY_KEY + 1):
        QShortcut(QKeySequence(f"Ctrl+Alt+{number}"), widget).activated.connect(partial(choose, number))


class SavedViews(QToolButton):
    """A button with the menu. Signal applied(): the stack is another one now."""

    applied = Signal()

    def __init__(self, context: Context, map_view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._map = context, map_view
        self.views = Views(map_view.stack, context.configuration.map.view)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        look = theme()
        self.setFont(look.font("caption"))
        self.setStyleSheet(f"QToolButton {{ min-height: 0; height: {look.px(22)}px; padding: 0 {look.px(8)}px;"
                           f" border: 1px solid {look.colour('line2').name()}; font-size: {look.size('caption')}px;"
                           f" background: {look.colour('void').name()}; color: {look.colour('mid').name()}; }}"
                           f"QToolButton:focus {{ border-color: {look.colour('focus').name()}; }}"
                           f"QToolButton::menu-indicator {{ image: none; width: 0; }}")
        by_number(parent, self.views, self.apply)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setText(self.tr("Views") + " ▾")
        self.setAccessibleName(self.tr("Saved views"))
        self.setToolTip(self.tr("Saved views (Ctrl+Alt+1 to Ctrl+Alt+9)"))
        self.adjustSize()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def menu_now(self) -> QMenu:
        """The menu as it would be shown."""
        self._fill()
        return self._menu

    def _fill(self) -> None:
        self._menu.clear()
        for number, view in enumerate(self.views, 1):
            action = QAction(self._context.say(*view.title), self._menu, checkable=True)
            action.setChecked(view.key == self.views.current)
            if number <= _BY_KEY:
                action.setText(f"{action.text()}\tCtrl+Alt+{number}")
            action.triggered.connect(partial(self.apply, view.key))
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Save the view as…"), self.ask_name)
        own = [view for view in self.views if view.own]
        if own:
            delete = self._menu.addMenu(self.tr("Delete"))
            for view in own:
                delete.addAction(self._context.say(*view.title), partial(self._forget, view.key))

    def apply(self, key: str, _checked: bool = False) -> None:
        """Show the map as a view has it."""
        if show_view(self._map, self.views, key):
            self.applied.emit()

    def ask_name(self) -> None:
        """Under which name? Nothing waits for the answer."""
        dialog = QInputDialog(self)
        dialog.setObjectName("view_name")
        dialog.setWindowTitle(self.tr("Save the view"))
        dialog.setLabelText(self.tr("Name of the view"))
        dialog.textValueSelected.connect(self.keep)
        dialog.open()

    def keep(self, title: str) -> None:
        """Save what is shown, and where."""
        if title.strip():
            place = self._map.viewpoint
            self.views.keep(title.strip(), place.lonlat(place.width / 2, place.height / 2), place.ground_scale)

    def _forget(self, key: str) -> None:
        self.views.forget(key)
