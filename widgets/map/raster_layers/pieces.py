"""The tiles of a source that came, as bytes: what is wanted next, and what may go. GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from layers.tiles.base import TileData
from layers.tiles.fetcher import Arrival
from layers.tiles.grid import TileKey
from widgets.map.raster_layers.messages import Piece

_KEPT_BYTES = 24 << 20


class _Came:
    """serial grows with each arrival; data None: there is none, or it could not be had; settled: nothing better is to
    be expected."""

    __slots__ = ("data", "serial", "settled")

    def __init__(self, serial: int, data: TileData | None, settled: bool) -> None:
        self.serial, self.data, self.settled = serial, data, settled


class Pieces:
    """Keeps some megabytes, those that came last."""

    def __init__(self) -> None:
        self._came: OrderedDict[TileKey, _Came] = OrderedDict()
        self._bytes = self._serial = 0

    def take(self, arrivals: Iterable[Arrival]) -> set[TileKey]:
        """Keep what came; what could not be had again leaves what there was."""
        keys = set[TileKey]()
        for key, data, error in arrivals:
            before = self._came.pop(key, None)
            if before is not None and before.data is not None:
                self._bytes -= len(before.data.data)
                data = before.data if error is not None else data
            self._serial += 1
            self._bytes += len(data.data) if data is not None else 0
            self._came[key] = _Came(self._serial, data, error is None and not (data is not None and data.stale))
            keys.add(key)
        return keys

    def __contains__(self, piece: TileKey) -> bool:
        """Whether it came, or was heard of."""
        return piece in self._came

    def has(self, piece: TileKey) -> bool:
        """Whether it is here for good."""
        came = self._came.get(piece)
        return came is not None and came.settled

    def serials(self, pieces: Sequence[TileKey]) -> tuple[int, ...]:
        """What a picture of them would be made of; 0 for what is not here."""
        found = (self._came.get(piece) for piece in pieces)
        return tuple(came.serial if came is not None and came.data is not None else 0 for came in found)

    def data(self, piece: TileKey) -> bytes | None:
        """The bytes of one, None where it is not here."""
        came = self._came.get(piece)
        return came.data.data if came is not None and came.data is not None else None

    def parts(self, pieces: Sequence[TileKey]) -> list[Piece]:
        """Those that are here, for a worker."""
        return [Piece(piece.column, piece.row, came.data.data, came.data.gutter_px) for piece in pieces
                if (came := self._came.get(piece)) is not None and came.data is not None]

    def forget_old(self, is_awaited: Callable[[TileKey], bool]) -> None:
        """Let the oldest go that no tile in view is still to be made of."""
        for key in list(self._came):
            if self._bytes <= _KEPT_BYTES:
                return
            came = self._came[key]
            if came.data is not None and not is_awaited(key):
                self._bytes -= len(came.data.data)
                del self._came[key]

    def clear(self) -> None:
        """Forget all."""
        self._came.clear()
        self._bytes = 0
