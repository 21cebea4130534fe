"""A configured layer: its rows by filter, time and class; what it drew is kept while nothing of that changed. Pure;
one thread a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from command_center.domain.sources import left_out
from command_center.domain.time import MINUTE, SECOND
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Row, Status, Title, Trouble, View
from layers.drawing import NOTHING, Drawing
from layers.left_out import left_out_troubles
from layers.styled.config import LayerConfig, differences
from layers.styled.data.source import source, table_of
from layers.styled.expression import compiled, matching, names
from layers.styled.labels import shows
from layers.styled.table import Table

Rows = NDArray[np.intp]
_ROWS_OF_CARD = 10
_RESTLESS = ("positions", "readings", "units")  # data that changes many times a second
_IN_STATE = ("no_geometry", "empty_geometry")  # reasons whose features are in the snapshot all the same


class StyledLayer(Layer):
    """Subclasses set Config and rank, and give `paint`, `entries` and, where more of the view matters than the
    language and whether labels are shown, `view_key`."""

    Config: ClassVar[type[LayerConfig]] = LayerConfig
    calm: ClassVar[bool] = False  # drawn anew at most once a second while things only move: what is a picture of many
    windowed = True

    def __init__(self, config: LayerConfig) -> None:
        found = source(config.data)
        self.original = config
        self.key = config.key  # type: ignore[misc]
        self.kind = found.kind  # type: ignore[misc]
        self.depends_on = found.tables  # type: ignore[misc]
        self.rank = type(self).rank if config.rank is None else config.rank  # type: ignore[misc]
        self.config: Any = config
        self._table: Table | None = None
        self._rows: Rows = np.empty(0, np.intp)
        self._filtered: tuple[Table, str, Rows] | None = None
        self._drawn: tuple[Any, ...] = ()
        self._drawn_utc = 0
        self._drawing = NOTHING
        self.restyle(config)

    def restyle(self, config: LayerConfig) -> None:
        """Draw by another configuration of the same key and data from now on."""
        self.config = config
        restless = self.calm and config.data.partition(":")[0] in _RESTLESS
        self.timely = bool(config.last_min) or config.data == "warnings" or restless  # type: ignore[misc]

    @property
    def style(self) -> Any:
        """The style of its kind."""
        return self.config.style

    def title(self) -> Title:
        """As configured."""
        config = self.config
        return Title(config.title or config.title_en or config.key, config.title_en or config.title or config.key)

    def is_in_scale(self, view: View) -> bool:
        """Whether the scale is within min_mpp and max_mpp."""
        config = self.config
        ground = view.ground_m if config.min_mpp or config.max_mpp else 0.0
        return config.min_mpp <= ground and (not config.max_mpp or ground <= config.max_mpp)

    # drawing

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        """The same drawing as before while rows, configuration and view are the same."""
        table = table_of(self.config.data, snapshot)
        if self._waits(table, view):
            return self._drawing
        rows = self._chosen(table, view)
        self._drawn_utc = view.now_utc
        key = (table, rows, self.config, view.language, shows(self.style.label, view), self.view_key(view),
               self.state_key(snapshot, view))
        if not _same(key, self._drawn):
            self._drawing = self.paint(table, rows, snapshot, view) if len(rows) else NOTHING
            self._drawn = key
        return self._drawing

    def _waits(self, table: Table, view: View) -> bool:
        """Whether what was drawn still serves: the same things under the same look, moved a little within a second."""
        if not self.calm or self._table is None or not self._drawn or self.config.data.partition(":")[0] not in _RESTLESS:
            return False
        same_look = self._drawn[2] is self.config and self._drawn[3:6] == (view.language, shows(self.style.label, view),
                                                                          self.view_key(view))
        soon = 0 <= view.now_utc - self._drawn_utc < SECOND
        return same_look and soon and 0 < len(self._table) == len(table) and table is not self._table

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        """Columns for some rows of a table."""
        raise NotImplementedError(type(self).__name__)

    def view_key(self, view: View) -> Any:
        """What else of the view changes what is drawn."""
        return None

    def state_key(self, snapshot: Snapshot, view: View) -> Any:
        """What else of the state changes what is drawn, compared by equality."""
        return None

    def _chosen(self, table: Table, view: View) -> Rows:
        """Rows that pass the filter and the time window; the very same array while they are the same."""
        filtered = self._by_filter(table)
        since, until = self._window(view)
        if table.at_utc is not None and table.holds is None and (since or until):
            at = table.at_utc[filtered]
            filtered = filtered[(at >= since) & (at <= until)] if until else filtered[at >= since]
        if table.holds is not None and len(filtered):
            filtered = filtered[table.holds(view.now_utc)[filtered]]
        if table is not self._table or not np.array_equal(filtered, self._rows):
            self._table, self._rows = table, filtered
        return self._rows

    def chosen(self) -> Callable[[], frozenset[str]] | None:
        """Ids of what it shows, where its filter or a time window leaves something out, to be asked for on any thread;
        None where it shows all."""
        table, rows = self._table, self._rows
        if table is None or len(rows) == len(table):
            return None
        return lambda: frozenset(table.ids_of(rows))

    def _by_filter(self, table: Table) -> Rows:
        held = self._filtered
        if held is None or held[0] is not table or held[1] != self.config.filter:
            held = (table, self.config.filter, np.flatnonzero(matching(self.config.filter, table)))
            self._filtered = held
        return held[2]

    def _window(self, view: View) -> tuple[int, int]:
        if view.window_utc is not None:
            return view.window_utc
        last = int(self.config.last_min * MINUTE)
        return (view.now_utc - last, view.now_utc) if last else (0, 0)

    # words

    def legend(self) -> tuple[LegendEntry, ...]:
        """What its symbols mean, unless the configuration says that the legend need not."""
        return self.entries() if self.config.legend else ()

    def entries(self) -> tuple[LegendEntry, ...]:
        """Symbols, lines, areas or a ramp with their meaning."""
        return ()

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        """The properties of a feature; other things are described by their own layers, and what carries readings by the
        one that knows the readings."""
        if self.kind != "feature" or self.config.data.startswith("readings"):
            return None
        collection, _, local = identity.partition("/")
        feature = snapshot.features.get(collection, {}).get(local)
        if feature is None or not self._is_mine(identity, snapshot):
            return None
        name = feature.properties.get("name") or local
        title = Title(str(name), str(feature.properties.get("name_en") or name))
        rows = [Row(key, _both(key, value, feature.properties)) for key, value in feature.properties.items()
                if key not in ("id", "name") and not key.endswith("_en") and value not in (None, "")
                and not isinstance(value, list | dict)]
        return Card(title, self.title(), rows=tuple(rows[:_ROWS_OF_CARD]))

    def _is_mine(self, identity: str, snapshot: Snapshot) -> bool:
        data, _, name = self.config.data.partition(":")
        return identity.startswith(f"{name}/") if data == "features" else identity in table_of(self.config.data, snapshot).ids

    def status(self, snapshot: Snapshot) -> Status:
        """How many it shows, how many it could not, and why there may be none."""
        table = table_of(self.config.data, snapshot)
        filtered = self._by_filter(table)
        count = len(self._rows) if self._table is table else len(filtered)
        trouble = [] if len(table) else [Trouble("layer.no_data", {"data": self.config.data})]
        if len(table):
            trouble += [Trouble("layer.no_property", {"name": name}) for name in sorted(self.properties())
                        if not table.knows(name)]
            if not len(filtered) and not trouble:
                trouble.append(Trouble("layer.filtered_out", {"count": len(table)}))
        lost, counted = self._of_sources(snapshot)
        return Status(count, table.left_out + counted, (*trouble, *lost))

    def _of_sources(self, snapshot: Snapshot) -> tuple[tuple[Trouble, ...], int]:
        """What the sources of a collection could not read or had to mend, and how many of them have no row here."""
        data, _, collection = self.config.data.partition(":")
        if data != "features":
            return (), 0
        absent = left_out(snapshot.sources.values(), collection)
        return (left_out_troubles(snapshot, (collection,)),
                sum(count for reason, count in absent.items() if reason not in _IN_STATE))

    def properties(self) -> frozenset[str]:
        """The properties that filter and style ask for; kinds add theirs."""
        return names(compiled(self.config.filter)) if self.config.filter.strip() else frozenset()

    # an operator's changes

    def save_style(self) -> dict[str, Any]:
        """What differs from the configuration."""
        return differences(self.original.model_dump(mode="json"), self.config.model_dump(mode="json"))

    def restore_style(self, changed: dict[str, Any]) -> None:
        """Bring it back; what does not fit any more is left."""
        try:
            self.restyle(self.original.changed(changed))
        except (ValidationError, TypeError):
            self.restyle(self.original)


def _both(key: str, value: Any, properties: Mapping[str, Any]) -> Any:
    """A value, in both languages where the feature has both."""
    english = properties.get(f"{key}_en")
    return Title(str(value), str(english)) if english else value


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Arrays and tables by identity, everything else by equality."""
    return len(one) == len(other) and all(
        a is b if isinstance(a, (Table, np.ndarray, LayerConfig)) else a == b for a, b in zip(one, other, strict=True))



