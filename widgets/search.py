"""The search box of the header (Ctrl+K): everything that has a name, places and coordinates, and the commands. GUI thread.

The list below the box shows the best hits while one types, and before that what was chosen lately.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from command_center.state.snapshot import Snapshot
from layers.search.names import Named, Place
from widgets.context import Context
from widgets.icons import icon_pixmap
from widgets.map.maps import maps_of
from widgets.search_list import WIDTH, ResultList
from widgets.search_recent import Recent
from widgets.search_seeker import Found, Seeker
from widgets.search_taking import take
from widgets.search_words import line_of
from widgets.theme import theme

WAIT_MS = 90
_PAGE = 6


class Act(NamedTuple):
    """Something to be found and done. kind: command, layer, view, bookmark; words: other names of it."""

    kind: str
    key: str
    title: str
    run: Callable[[], None]
    detail: str = ""
    words: tuple[str, ...] = ()
    place: Place | None = None


class SearchBox(QLineEdit):
    """chosen(Hit) after the operator took one; commands are run here."""

    chosen = Signal(object)

    def __init__(self, context: Context, snapshot: Callable[[], Snapshot], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._snapshot = context, snapshot
        self._sources: list[Callable[[], Iterable[Act]]] = []
        self._acts: dict[tuple[str, str], Callable[[], None]] = {}
        self.recent = Recent()
        self._waits_for_enter = False
        self._answered = ""
        self.seeker = Seeker(lambda: context.chinese, self)
        self.seeker.found.connect(self._show_found)
        self.seeker.built.connect(self._ask)
        self._hints = (self.tr("Search address, incident, camera, unit (Ctrl+K)"), self.tr("Search everything (Ctrl+K)"),
                       self.tr("Search"))
        self.setPlaceholderText(self._hints[0])
        self.setAccessibleName(self.tr("Search"))
        self._glass = QLabel(self)
        self._glass.setPixmap(icon_pixmap("search", "lo", theme().px(16), self.devicePixelRatioF()))
        self.setTextMargins(theme().px(28), 0, 0, 0)
        self.setToolTip(self.tr("Ctrl+K: search everything: address, crossing, coordinates in any system, incident, camera, "
                                "unit, layer, command; Chinese, pinyin or its initials"))
        self.results = ResultList(parent.window())
        self.results.itemClicked.connect(lambda _item: self._take())
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._wait.start())
        shortcut = QShortcut(QKeySequence("Ctrl+K"), parent.window())
        shortcut.activated.connect(self.enter)

    def set_commands(self, commands: dict[str, tuple[str, Callable[[], None]]]) -> None:
        """key -> (title in the screen's language, what to do)."""
        acts = [Act("command", key, title, run) for key, (title, run) in commands.items()]
        self.add_acts(lambda: acts)

    def add_acts(self, source: Callable[[], Iterable[Act]]) -> None:
        """Somebody who has things to be found and done; asked whenever a search begins."""
        self._sources.append(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme().px(16)
        self._glass.setGeometry(theme().px(11), (self.height() - side) // 2, side, side)
        room = self.width() - theme().px(28 + 20)  # the glass, and the margins that the style adds
        wide = self.fontMetrics().horizontalAdvance
        fitting = (hint for hint in self._hints if wide(hint) <= room)
        self.setPlaceholderText(next(fitting, self._hints[-1]))  # nothing is cut off beside a long warning

    def enter(self) -> None:
        """Begin to search."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def focusInEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().focusInEvent(event)  # type: ignore[arg-type]
        acts = [act for source in self._sources for act in source()]
        self._acts = {(act.kind, act.key): act.run for act in acts}
        self.seeker.set_static([Named(act.kind, act.key, act.title, act.detail, (act.place,) if act.place else (), act.words)
                                for act in acts])
        self._ask()

    # ---- asking and showing
    def _ask(self) -> None:
        if not self.hasFocus():
            self.results.hide()
            return
        self.seeker.take(self._snapshot())
        if self.text().strip():
            self.seeker.ask(self.text(), maps_of(self._context).where())
        else:
            self._show_recent()

    def _show_found(self, text: str, found: Found) -> None:
        if not self.hasFocus() or text != self.text():
            return
        lit = self.results.chosen() if self._answered == text else None
        self._answered = text
        self.results.clear()
        for hit, district in found:
            self.results.add(hit, line_of(hit, district, self._context))
        if not found:
            self.results.say(self.tr("Still looking…") if self.seeker.is_busy else self.tr("Nothing found"))
        same = [row for row, (hit, _) in enumerate(found) if lit is not None and hit.row[:2] == lit.row[:2]]
        self.results.setCurrentRow(same[0] if same else 0)
        self._place_list()
        if self._waits_for_enter:
            self._waits_for_enter = False
            self._take()

    def _show_recent(self) -> None:
        self.results.clear()
        self._answered = ""
        for hit in self.recent.hits(maps_of(self._context).where()):
            if hit.kind not in ("command", "layer", "view", "bookmark") or hit.row[:2] in self._acts:
                self.results.add(hit, line_of(hit, "", self._context)._replace(recent=True))
        if not self.results.count():
            self.results.hide()
            return
        self.results.setCurrentRow(-1)
        self._place_list()

    def _place_list(self) -> None:
        look, window = theme(), self.results.parentWidget()
        if window is None:
            return
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        wide = min(window.width() - look.px(8), max(self.width(), look.px(WIDTH)))
        x = max(look.px(4), min(corner.x(), window.width() - wide - look.px(4)))
        self.results.setGeometry(x, corner.y(), wide, self.results.height_wanted(window.height() - corner.y() - look.px(8)))
        self.results.show()
        self.results.raise_()

    # ---- the operator
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
        if key in steps:
            self.results.step(steps[key], around=abs(steps[key]) == 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._ask()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Delete and not self.text() and self.results.chosen() is not None:
            self.recent.forget(self.results.chosen())
            self._show_recent()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """What is lit; somebody who types faster than the answer comes gets the best hit of what was typed."""
        if self.text().strip() and self._answered != self.text():
            self._wait.stop()
            self._waits_for_enter = True
            self._ask()
        else:
            self._take()

    def focusOutEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._waits_for_enter = False
        QTimer.singleShot(150, self.results, self.results.hide)

    def _take(self) -> None:
        hit = self.results.chosen()
        if hit is None:
            return
        self.recent.add(hit)
        self.clear()
        self._leave()
        run = self._acts.get((hit.kind, hit.row.identity))
        if run is not None:
            run()
        else:
            take(hit, self._context)
        self.chosen.emit(hit)

    def _leave(self) -> None:
        self.results.hide()
        self.clearFocus()
        used = maps_of(self._context).used
        if used is not None and used.isVisible():
            used.setFocus()  # so that its keys work at once

    # ---- what survives
    def save(self) -> list[dict[str, Any]]:
        """What was chosen lately."""
        return self.recent.save()

    def restore(self, state: Any) -> None:
        """Bring it back; rubbish is ignored."""
        self.recent.restore(state)
