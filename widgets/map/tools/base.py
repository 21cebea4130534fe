"""What a map tool is: it takes over pointer and keys of one map until it ends. GUI thread.

Adding a tool is one file with a subclass and one line under `command_center.map_tools` in setup.cfg. The mouse and the
keyboard's cross give the same `Pointer`, so a tool that answers clicks can be used by either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from widgets.context import Context
from widgets.map.viewpoint import Viewpoint

if TYPE_CHECKING:
    from widgets.map.view import MapView

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Pointer(NamedTuple):
    """Where somebody points: pixels of the map widget and WGS84 degrees. by_key: it is the keyboard's cross."""

    x: float
    y: float
    lon: float
    lat: float
    button: Qt.MouseButton = LEFT
    modifiers: Qt.KeyboardModifier = PLAIN
    by_key: bool = False

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def ctrl(self) -> bool:
        """Whether Ctrl is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def alt(self) -> bool:
        """Whether Alt is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.AltModifier)


class Tool(QObject):
    """Subclasses set key (that of the entry point), icon (a file of resources/icons), group (tools of one group share
    a button of the bar: "select", "measure", ... or one of their own) and letter (what starts it while the map has the
    keyboard; "" for none), give title() and hint(), and answer what they need of the rest.

    `map` is the map it is in use on, None otherwise. Emit `changed` when paint() or hint() would give something else.
    """

    changed = Signal()
    key: ClassVar[str] = ""
    icon: ClassVar[str] = "place"
    group: ClassVar[str] = "more"
    letter: ClassVar[str] = ""
    hovers: ClassVar[bool] = False  # whether what the pointer is over is told, as it is without a tool

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.map: MapView | None = None

    def title(self) -> str:
        """Translated name, for the bar."""
        raise NotImplementedError(type(self).__name__)

    def hint(self) -> str:
        """Translated: what to do next, one line; "" shows none."""
        return ""

    def begin(self, map_view: MapView) -> None:
        """It is in use from now on."""
        self.map = map_view

    def end(self) -> None:
        """It is put down; what it leaves on the map stays until it is cleared."""
        self.map = None

    def leave(self) -> None:
        """Put itself down."""
        if self.map is not None:
            self.map.use(None)

    @property
    def is_drawing(self) -> bool:
        """Whether something is begun that cards would cover."""
        return False

    # What was not answered with True goes on to the map: a press that moves pans, the wheel always zooms.

    def press(self, event: Pointer) -> bool:
        """A button went down; True keeps the drag that follows, and its release, from the map."""
        return False

    def move(self, event: Pointer) -> bool:
        """The pointer or the cross moved."""
        return False

    def release(self, event: Pointer) -> bool:
        """The end of a press that it kept."""
        return False

    def click(self, event: Pointer) -> bool:
        """A press that the tool did not keep and that did not move, or Space at the cross. False selects as usual."""
        return True

    def double(self, event: Pointer) -> bool:
        """The second of two clicks on one spot; its first was a click. True by default: the map does not zoom."""
        return True

    def context_menu(self, event: Pointer) -> bool:
        """The right button; True shows no menu."""
        return False

    def key_press(self, event: QKeyEvent) -> bool:
        """Any key, before the map and before the ones below."""
        return False

    def finish(self) -> bool:
        """Enter."""
        return False

    def undo(self) -> bool:
        """Backspace or Ctrl+Z: take the last step back."""
        return False

    def cancel(self) -> bool:
        """Escape: drop what was begun. False if nothing was: the tool is put down then."""
        return False

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        """Over the map, while in use."""
