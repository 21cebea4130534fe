"""The tool bar of the map: a button a group, with the tools of the group in a menu that names their letters. GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from command_center.notices import notify
from command_center.registry import plugins
from widgets.context import Context
from widgets.icons import icon
from widgets.map.tools.base import Tool
from widgets.map.tools.bench import bench_of
from widgets.map.tools.menu import place_menu
from widgets.map.view import MapView
from widgets.theme import theme

_log = logging.getLogger(__name__)
GROUPS: dict[str, tuple[str, Any]] = {  # in the order of the bar; a group of another name comes after them
    "identify": ("identify", QT_TRANSLATE_NOOP("MapToolBar", "What is here")),  #: 识别
    "select": ("select", QT_TRANSLATE_NOOP("MapToolBar", "Select")),  #: 选择
    "measure": ("measure", QT_TRANSLATE_NOOP("MapToolBar", "Measure")),  #: 量测
    "analyse": ("analyse", QT_TRANSLATE_NOOP("MapToolBar", "Analyse")),  #: 分析
    "place": ("place", QT_TRANSLATE_NOOP("MapToolBar", "Coordinates")),  #: 坐标
    "draw": ("draw", QT_TRANSLATE_NOOP("MapToolBar", "Draw")),  #: 标绘
    "view": ("layers", QT_TRANSLATE_NOOP("MapToolBar", "View")),  #: 视图
    "clear": ("clear", QT_TRANSLATE_NOOP("MapToolBar", "Clear marks and selection")),  #: 清除标记与选择
}


def load_tools(context: Context, parent: QWidget) -> list[Tool]:
    """The tools of the registry in its order; one that cannot be loaded is said and left out."""
    found: list[Tool] = []
    for name, plugin in plugins("map_tools").items():
        try:
            found.append(plugin.load()(context, parent))
        except Exception as error:
            _log.exception("map tool %s", name)
            notify("error", "notice.tool_failed", tool=name, error=repr(error))
    return found


class ToolBar(QWidget):
    """A column of buttons for one map."""

    def __init__(self, map_view: MapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = map_view
        self.tools = {tool.key: tool for tool in load_tools(map_view.context, self)}
        map_view.tools.letters = {tool.letter: tool for tool in self.tools.values() if tool.letter}
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(2))
        for group in self.groups():
            self._buttons[group] = self._button(group)
            column.addWidget(self._buttons[group])
        map_view.tool_changed.connect(self._show_state)
        bench_of(map_view.context).show_on(map_view)
        map_view.menu_requested.connect(self._show_menu)
        self._retranslate()

    def groups(self) -> list[str]:
        """Those that have a tool, in the order of the bar."""
        used = list(dict.fromkeys(tool.group for tool in self.tools.values()))
        order = list(GROUPS)
        return sorted(used, key=lambda group: order.index(group) if group in order else len(order))

    def members(self, group: str) -> list[Tool]:
        """The tools of a group."""
        return [tool for tool in self.tools.values() if tool.group == group]

    def use(self, key: str) -> None:
        """Take up a tool by its key; an unknown one does nothing."""
        if key in self.tools:
            self._map.use(self.tools[key])

    def _show_menu(self, x: float, y: float) -> None:
        menu = place_menu(self._map, self.tools, x, y, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._map.mapToGlobal(QPoint(round(x), round(y))))

    def _button(self, group: str) -> QToolButton:
        look, button = theme(), QToolButton(self)
        button.setIcon(icon(GROUPS[group][0] if group in GROUPS else self.members(group)[0].icon, "mid"))
        button.setFixedSize(look.px(32), look.px(32))
        button.setIconSize(QSize(look.px(18), look.px(18)))
        button.setCheckable(True)
        button.setStyleSheet(
            f"QToolButton {{ background: {look.colour('void').name()}; border: 1px solid transparent;"
            f" min-height: 0; padding: 0; }} QToolButton:hover {{ background: {look.colour('raised').name()}; }}"
            f" QToolButton:checked {{ background: {look.colour('line2').name()};"
            f" border-color: {look.colour('hi').name()}; }}"
            f" QToolButton:focus {{ border-color: {look.colour('focus').name()}; }}")
        button.clicked.connect(lambda _=False: self._pressed(group))
        return button

    def _pressed(self, group: str) -> None:
        """The only tool of a group starts; of several one is chosen; the one in use is put down."""
        members = self.members(group)
        if self._map.tool in members:
            self._map.use(None)
        elif len(members) == 1:
            self._map.use(members[0])
        else:
            menu = self.menu(group)
            menu.popup(self._buttons[group].mapToGlobal(QPoint(-menu.sizeHint().width() - theme().px(4), 0)))
            menu.setActiveAction(menu.actions()[0])
        self._show_state()

    def menu(self, group: str) -> QMenu:
        """The tools of a group, to the left of the bar."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tool in self.members(group):
            menu.addAction(_action(tool, menu, self._map.use))
        return menu

    def _show_state(self) -> None:
        used = self._map.tool.group if self._map.tool is not None else ""
        for group, button in self._buttons.items():
            button.setChecked(group == used)

    def _retranslate(self) -> None:
        for group, button in self._buttons.items():
            members = self.members(group)
            title = QCoreApplication.translate("MapToolBar", GROUPS[group][1]) if group in GROUPS else members[0].title()
            lines = [f"{tool.title()} ({tool.letter})" if tool.letter else tool.title() for tool in members]
            button.setToolTip("\n".join([title, *lines] if len(members) > 1 else lines))
            button.setAccessibleName(title)

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _action(tool: Tool, parent: QMenu, use: Callable[[Tool], None]) -> QAction:
    action = QAction(icon(tool.icon, "mid"), tool.title(), parent)
    if tool.letter:
        action.setShortcut(QKeySequence(tool.letter))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here; the map itself hears the letter
    action.triggered.connect(lambda: use(tool))
    return action
