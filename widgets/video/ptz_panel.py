"""The controls of a camera that can be moved, over the window beside its tile: ring, lens, presets, patrol, and who has
the camera. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.cameras import Camera
from command_center.domain.ptz import can_move
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.icons import icon
from widgets.theme import theme
from widgets.video.patrols import Patrols
from widgets.video.ptz_hand import PtzHand
from widgets.video.ptz_position import PositionRow
from widgets.video.ptz_presets import PatrolRow, PresetRow
from widgets.video.ptz_ring import PtzRing

WIDTH = 300
_LENS_SPEED = 0.5


class PtzPanel(QFrame):
    """A child of the window. closed: the operator is done."""

    closed = Signal()

    def __init__(self, context: Context, camera: Camera, name: str, patrols: Patrols, window: QWidget) -> None:
        super().__init__(window)
        look = theme()
        self.setObjectName("ptz")
        self.setStyleSheet(f"#ptz {{ background: {look.colour('panel').name()}; border: 1px solid {look.colour('control').name()}; }}")
        self.setAccessibleName(self.tr("Move {name}").format(name=name))
        self.camera, self._patrols, self._context = camera.camera, patrols, context
        self.hand = PtzHand(context, camera.camera, self)
        self.ring = PtzRing(self)
        self._tile = QRect()
        self._holder, self._trouble = QLabel(), QLabel()
        self.hold_button = QPushButton()
        self.presets = PresetRow(self.hand, self)
        self.position = PositionRow(self)
        self.auto = QPushButton(self.tr("Automatic"))
        self.patrol = PatrolRow(patrols, camera.camera, self.presets, self)
        self._lens: list[tuple[str, QPushButton]] = []
        self._lay_out(name)
        self.ring.driven.connect(self._drive)
        self.ring.halted.connect(self.hand.halt)
        self.hand.changed.connect(self.refresh)
        self.hold_button.clicked.connect(self._hold_or_let_go)
        patrols.changed.connect(self.refresh)
        self.patrol.resized.connect(self._again)
        window.installEventFilter(self)
        QGuiApplication.instance().applicationStateChanged.connect(self._application_changed)  # type: ignore[union-attr]
        self.know(camera)
        self.refresh()

    def _lay_out(self, name: str) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*[look.space("padding")] * 4)
        box.setSpacing(look.space("gap"))
        head = QHBoxLayout()
        title = _label(name, "strong", "hi")
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setProperty("flat", True)
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.closed)
        head.addWidget(title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        for label, token in ((self._holder, "mid"), (self._trouble, "hi")):
            _dress(label, "caption", token)
            box.addWidget(label)
        box.addWidget(self.hold_button)
        middle = QHBoxLayout()
        middle.addWidget(self.ring)
        middle.addLayout(self._lens_grid(), 1)
        box.addLayout(middle)
        box.addWidget(_label(self.tr("Click the picture to centre it, drag a box to zoom into it."), "caption", "lo"))
        box.addWidget(self.position)
        box.addWidget(self.presets)
        box.addWidget(self.patrol)

    def _lens_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme().space("gap"))
        rows = (("zoom", self.tr("Zoom"), self.tr("Farther"), self.tr("Closer")),
                ("focus", self.tr("Focus"), self.tr("Near"), self.tr("Far")),
                ("iris", self.tr("Iris"), self.tr("Darker"), self.tr("Brighter")))
        for number, (kind, title, less, more) in enumerate(rows):
            grid.addWidget(_label(title, "caption", "lo"), number, 0)
            for column, (sign, words, speed) in enumerate((("−", less, -_LENS_SPEED), ("+", more, _LENS_SPEED)), 1):
                button = QPushButton(sign)
                button.setStyleSheet("padding: 0")
                button.setMinimumWidth(theme().space("control"))
                button.setAccessibleName(f"{title}: {words}")
                button.setToolTip(f"{title}: {words}")
                button.setObjectName(f"{kind}{sign}")
                button.pressed.connect(lambda kind=kind, speed=speed: self._turn(kind, speed))
                button.released.connect(self.hand.halt)
                self._lens.append((kind, button))
                grid.addWidget(button, number, column)
        self.auto.setStyleSheet("padding: 0")
        self.auto.setToolTip(self.tr("The camera minds focus and iris itself again"))
        self.auto.clicked.connect(lambda: self.ask("auto"))
        grid.addWidget(self.auto, len(rows), 0, 1, 3)
        return grid

    # ---- what the operator does
    def _drive(self, pan: float, tilt: float, zoom: float) -> None:
        self._patrols.end(self.camera)
        self.hand.drive(pan, tilt, zoom)

    def _turn(self, kind: str, speed: float) -> None:
        self._patrols.end(self.camera)
        if kind == "zoom":
            self.hand.drive(zoom=speed)
        else:
            self.hand.turn(kind, speed)

    def ask(self, kind: str, **fields: object) -> None:
        """One movement by hand."""
        self._patrols.end(self.camera)
        self.hand.ask(kind, **fields)

    def _hold_or_let_go(self) -> None:
        if self.hand.is_mine:
            self.hand.let_go()
        else:
            self.hand.take()

    # ---- what it shows
    def know(self, camera: Camera) -> None:
        """What the camera's source says of it now."""
        self.presets.know(camera)
        self.patrol.refresh()
        auto = can_move(camera.properties, "auto")
        changed = self.position.know(camera) or self.auto.isHidden() == auto
        self.auto.setVisible(auto)
        if changed:
            self._again()
        self.ring.setEnabled(can_move(camera.properties, "move"))
        for kind, button in self._lens:
            button.setEnabled(can_move(camera.properties, "move" if kind == "zoom" else kind))

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Who has it, and its presets."""
        self.hand.on_snapshot(snapshot)
        camera = snapshot.cameras.get(self.camera)
        if camera is not None:
            self.know(camera)

    def refresh(self) -> None:
        """Who has it, said anew (time alone frees a camera)."""
        hand = self.hand
        self._holder.setText(hand.holder_words())
        trouble = hand.trouble_words()
        self._trouble.setText(trouble)
        if self._trouble.isHidden() == bool(trouble):
            self._trouble.setVisible(bool(trouble))
            self._again()
        self.hold_button.setText(self.tr("Let go") if hand.is_mine else self.tr("Take over") if hand.is_anothers
                                 else self.tr("Keep for me"))
        self.hold_button.setEnabled(hand.may_take)
        self.patrol.refresh()

    def stand_beside(self, tile: QRect) -> None:
        """Beside a tile (in the window's pixels), within the window."""
        window = self.parentWidget()
        assert window is not None
        self._tile = QRect(tile)
        self.setFixedWidth(theme().px(WIDTH))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        tall = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        self.resize(self.width(), min(tall, window.height()))
        right = tile.right() + theme().space("gap")
        left = right if right + self.width() <= window.width() else tile.left() - self.width() - theme().space("gap")
        if left < 0:
            left = window.width() - self.width()
        covers = left < tile.right() and left + self.width() > tile.left()
        top = tile.bottom() - self.height() if covers else tile.top()  # its buttons stand in the upper corner
        top = max(0, min(top, window.height() - self.height()))
        self.move(left, top)

    def _again(self) -> None:
        """Its lines are more or fewer: it needs another height."""
        if not self._tile.isNull():
            self.stand_beside(self._tile)

    # ---- stop
    def halt(self) -> None:
        """Let go of everything that is held."""
        self.ring.halt()
        self.hand.halt()

    def _application_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.halt()

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """The window was left: nobody may be holding the button any more."""
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide, QEvent.Type.Close):
            self.halt()
        elif event.type() == QEvent.Type.Resize:
            self._again()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.halt()

    def event(self, event: QEvent) -> bool:
        """Escape is ours before it is anybody's shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride \
                and (event.key() == Qt.Key.Key_Escape or self._preset_of(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif self._preset_of(event):
            self.ask("preset", preset=self._preset_of(event))
        else:
            event.accept()  # a key for the panel is none for the map behind it

    def _preset_of(self, event: QKeyEvent) -> str:
        """The preset that a digit calls: the first to the ninth, in the list's order."""
        place = event.key() - Qt.Key.Key_1
        known = list(self.presets.known)
        return known[place] if 0 <= place < min(9, len(known)) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else ""

    def mousePressEvent(self, event: object) -> None:
        """Not for what lies behind it."""


def _label(text: str, role: str, token: str) -> QLabel:
    label = QLabel(text)
    _dress(label, role, token)
    return label


def _dress(label: QLabel, role: str, token: str) -> None:
    label.setFont(theme().font(role))
    label.setStyleSheet(f"font-size: {theme().size(role)}px; color: {theme().colour(token).name()};")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
