"""The sheet beside a desk's map that sets walls: which, which saved view, whom it moves with. GUI thread."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from command_center.domain.commands import DirectScreen
from command_center.domain.screens import AS_IS, LINKS, Screen, is_silent
from command_center.domain.time import now_utc, to_datetime
from layers.views import MapView as SavedView
from widgets.map.maps import looking
from widgets.map.screens.leading import live_bus
from widgets.map.tools.buttons import Buttons
from widgets.sentences import sentence
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel

_LOOK_MS = 400
_OWN = "desk "  # before the keys of this desk's own views in the list


class ScreensSheet(QWidget):
    """Asked, then what came of it: carried out, refused with the reason, or no answer."""

    _answered = Signal(object)

    def __init__(self, panel: MapPanel) -> None:
        super().__init__()
        self._panel = panel
        self.setWindowTitle(self.tr("Walls"))
        self._asked, self._refused, self._asked_utc = "", "", 0
        self._listed: tuple[Any, ...] = ()
        self.wall, self.view, self.link = QComboBox(self), QComboBox(self), QComboBox(self)
        self.here = QCheckBox(self.tr("Look where this map looks"), self)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        for text, box in ((self.tr("Wall"), self.wall), (self.tr("Shows"), self.view), (self.tr("Moves"), self.link)):
            box.setAccessibleName(text)
            form.addRow(text, box)
        for text, link in ((self.tr("Free"), LINKS[0]), (self.tr("With this desk's map"), LINKS[1]),
                           (self.tr("Follows the presenter"), LINKS[2])):
            self.link.addItem(text, link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        column.addLayout(form)
        column.addWidget(self.here)
        column.addWidget(Buttons([(self.tr("Show there"), self.show_there), (self.tr("As this map shows"), self.show_this)], self))
        column.addWidget(self.said)
        column.addStretch(1)
        self._answered.connect(self._on_answer)
        self.wall.currentIndexChanged.connect(lambda _: self.look())
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    # what there is

    def _screens(self) -> dict[str, Screen]:
        return dict(self._panel.map.stack.snapshot.screens)

    @property
    def chosen(self) -> Screen | None:
        """The wall that is set."""
        return self._screens().get(str(self.wall.currentData() or ""))

    def look(self) -> None:
        """Bring the lists and what is said up to date."""
        screens = self._screens()
        keys = sorted(screens)
        if keys != [self.wall.itemData(row) for row in range(self.wall.count())]:
            kept = self.wall.currentData()
            with QSignalBlocker(self.wall):
                self.wall.clear()
                for key in keys:
                    self.wall.addItem(key, key)
                self.wall.setCurrentIndex(max(0, keys.index(kept) if kept in keys else 0) if keys else -1)
        self._list_views(self.chosen)
        self.said.setText(self._words(self.chosen))

    def _list_views(self, screen: Screen | None) -> None:
        say, own = self._panel.context.say, self._own_views()
        listed = [(self.tr("As it is"), AS_IS)]
        listed += [(say(view.zh, view.en), view.key) for view in (screen.views if screen is not None else ())]
        listed += [(self.tr("{view} (of this desk)").format(view=say(*view.title)), _OWN + view.key) for view in own]
        if tuple(listed) != self._listed:
            self._listed = tuple(listed)
            kept = self.view.currentData()
            self.view.clear()
            for text, key in listed:
                self.view.addItem(text, key)
            self.view.setCurrentIndex(max(0, self.view.findData(kept)))

    def _own_views(self) -> list[SavedView]:
        return [view for view in self._panel.layers.views.views if view.own] if self._panel.layers is not None else []

    def _words(self, screen: Screen | None) -> str:
        if screen is None:
            return self.tr("No wall is there. Start one with --scene wall on the same journal.")
        when = to_datetime(screen.seen_utc, self._panel.context.configuration.city.zone).strftime("%H:%M:%S")
        if is_silent(screen, now_utc()):
            return self.tr("No sign of life since {time}").format(time=when)
        if self._refused:
            return self._refused
        wanted = screen.wanted
        if self._asked and (wanted is None or wanted.direction != self._asked or screen.answered != self._asked):
            if wanted is not None and screen.answered == wanted.direction and wanted.direction != self._asked \
                    and wanted.asked_utc > self._asked_utc:
                return self.tr("Desk {desk} set it meanwhile").format(desk=wanted.desk)
            return self.tr("Asked, not yet shown")
        return self._shown_words(screen)

    def _shown_words(self, screen: Screen) -> str:
        view = self._panel.context.say(screen.zh, screen.en) or self.tr("as configured")
        links = {"free": self.tr("moves by itself"), "presenter": self.tr("follows the presenter"),
                 "linked": self.tr("moves with desk {desk}").format(desk=screen.leader)}
        said = self.tr("It shows: {view}; {link}").format(view=view, link=links.get(screen.link, screen.link))
        wanted = screen.wanted
        if wanted is not None:
            when = to_datetime(wanted.asked_utc, self._panel.context.configuration.city.zone).strftime("%H:%M:%S")
            said += "\n" + self.tr("Set by {by}, desk {desk}, {time}").format(by=wanted.actor, desk=wanted.desk, time=when)
        return said + ("\n" + sentence(screen.reason, {}) if screen.reason else "")

    # what is asked

    def show_there(self) -> None:
        """The chosen view and link."""
        key = str(self.view.currentData() or "")
        own = next((view for view in self._own_views() if _OWN + view.key == key), None)
        if own is not None:
            self._submit(view=own.key, zh=own.title.zh, en=own.title.en, state=own.state)
        else:
            self._submit(view=key)

    def show_this(self) -> None:
        """The layers of this map as they are now."""
        name = self._panel.context.desk
        self._submit(view="desk", zh=f"{name} 号席位的图层", en=f"layers of desk {name}", state=self._panel.map.stack.save())

    def _submit(self, **fields: Any) -> None:
        bus, screen = live_bus(self._panel.context), self.chosen
        if screen is None or bus is None:
            return
        link = self.link.currentData()
        if self.here.isChecked() or link == "linked":
            there = looking(self._panel.map)
            fields |= {"lon": there.lon, "lat": there.lat, "level": there.level}
        command = DirectScreen(screen=screen.screen, link=link, **fields)
        self._asked, self._asked_utc, self._refused = command.command, now_utc(), ""
        bus.submit(command).add_done_callback(self._hear)
        self.look()

    def _hear(self, done: Future[Any]) -> None:
        """On the thread of the bus."""
        try:
            self._answered.emit(done.result())
        except RuntimeError:
            return  # the sheet was closed meanwhile

    def _on_answer(self, state: Any) -> None:
        if state.state != "confirmed" and state.rejection is not None:
            self._refused = sentence(state.rejection.key, state.rejection.parameters)
        self.look()
