"""What a layer is: from a snapshot and a view to columns that somebody draws. Pure: no Qt, no I/O. Any thread.

Adding a layer is one file with a subclass and one line under `command_center.layers` in setup.cfg.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np

from command_center.domain.geo import from_mercator, to_mercator
from command_center.domain.packs import Pack
from command_center.domain.tracks import Tracks
from command_center.state.snapshot import NOTHING as NO_PACKS
from command_center.state.snapshot import Snapshot
from layers.drawing import AreaStyle, Drawing, Floats, LineStyle, Symbol


@dataclass(frozen=True, slots=True)
class View:
    """What the layers need to know of the screen. bounds: west, south, east, north in EPSG:3857 metres;
    metres_per_pixel in the same metres; selected, hovered: (kind, id), ("", "") for none; paths:
    ways by road that are known, order -> (n, 2) WGS84 degrees; reaches: answers to what layers asked of the road
    network (see Layer.asks); window_utc: from and until of the time window, None for the instant alone; tracks:
    where moving things were within it, None while that is not known; watching: cameras that see what the video wall
    follows."""

    now_utc: int = 0
    bounds: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    metres_per_pixel: float = 10.0
    size: tuple[int, int] = (0, 0)
    language: str = "zh_CN"
    scale: float = 1.0
    selected: tuple[str, str] = ("", "")
    hovered: tuple[str, str] = ("", "")
    packs: Mapping[str, Pack] = field(default_factory=lambda: NO_PACKS)
    paths: Mapping[str, Floats] = field(default_factory=lambda: NO_PACKS)
    reaches: Mapping[str, Any] = field(default_factory=lambda: NO_PACKS)
    window_utc: tuple[int, int] | None = None
    tracks: Tracks | None = None
    watching: frozenset[str] = frozenset()

    @property
    def coarseness(self) -> float:
        """Metres under one design pixel: what decides how much detail can be told apart, on a wall as on a desk."""
        return self.metres_per_pixel * self.scale

    @property
    def ground_m(self) -> float:
        """Metres on the ground under one design pixel in the middle of the view: what ranges of scale go by."""
        _, lat = from_mercator(0.0, (self.bounds[1] + self.bounds[3]) / 2)
        return self.coarseness * ground_scale(float(lat))

    @property
    def chinese(self) -> bool:
        """Whether the screen is in Chinese."""
        return self.language.startswith("zh")

    def say(self, zh: str, en: str) -> str:
        """The right one of two titles, or the other where it is missing."""
        return (zh if self.chinese else en) or zh or en

    def name(self, properties: Mapping[str, Any]) -> str:
        """A feature's name in the view's language."""
        chinese = str(properties.get("name") or properties.get("name_zh") or "")
        english = str(properties.get("name_en") or properties.get("name:en") or "")
        return self.say(chinese, english)


class Title(NamedTuple):
    """A title in both languages, as packs carry theirs."""

    zh: str
    en: str


class Row(NamedTuple):
    """A line of the inspect card: a key that the screen translates ("status"; an unknown one is shown as it is) and
    a plain value, a Title, or a Moment."""

    key: str
    value: Any


class Moment(NamedTuple):
    """An instant to be shown in the city's zone, with its age where `aged`."""

    at_utc: int
    aged: bool = True


class Measure(NamedTuple):
    """A value in words with what it takes to judge it: its quantity, number and instant. The screen colours it by its
    own band, and shows one that is too old as the last one known."""

    text: str
    quantity: str
    value: float
    at_utc: int


class Card(NamedTuple):
    """What is known of one thing; level 0 for none; place: longitude, latitude or None."""

    title: str | Title
    subtitle: str | Title = ""
    level: int = 0
    rows: tuple[Row, ...] = ()
    place: tuple[float, float] | None = None
    facts: tuple[Row, ...] = ()  # at most three, shown large


class Ramp(NamedTuple):
    """Colours from little to much, for a legend."""

    tokens: tuple[str, ...]


class LegendEntry(NamedTuple):
    """A symbol (or a line, an area, a ramp) and what it means."""

    symbol: Symbol | LineStyle | AreaStyle | Ramp
    title: Title


class Trouble(NamedTuple):
    """What is wrong with a layer: a key that the screen translates, and its parameters."""

    key: str
    parameters: Mapping[str, Any] = NO_PACKS


class Status(NamedTuple):
    """How a layer stands. count: things it has to show (None: as many as it drew); left_out: things of its source
    that could not be drawn; trouble: what is wrong, the gravest first."""

    count: int | None = None  # type: ignore[assignment]  # hides tuple.count, which nobody needs
    left_out: int = 0
    trouble: tuple[Trouble, ...] = ()


class Layer:
    """A layer of the map. Subclasses set key, rank (where it lies unless the configuration says: areas from 20, lines
    from 30, things from 40, what needs somebody from 80), kind (of their ids, as Selection names it) and depends_on, and give
    `title` and `draw`. `timely`: also redrawn as the clock moves on; `pointed`: as the selection or hover moves;
    `windowed`: as the time window moves. `partial`: of its tables it draws only some things; the others cannot be
    selected on the map."""

    key: ClassVar[str] = ""
    rank: ClassVar[int] = 50
    kind: ClassVar[str] = "feature"
    depends_on: ClassVar[tuple[str, ...]] = ()
    timely: ClassVar[bool] = False
    windowed: ClassVar[bool] = False
    pointed: ClassVar[bool] = False
    partial: ClassVar[bool] = False

    def title(self) -> Title:
        """What the layer panel calls it."""
        return Title(self.key, self.key)

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        """Columns for a state. Called when a table of depends_on or the scale changed, never for a mere pan, so give
        the whole city and let the screen cull."""
        raise NotImplementedError(type(self).__name__)

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        """What the inspect card says of one of its things; None if it is not there (any more)."""
        return None

    def legend(self) -> tuple[LegendEntry, ...]:
        """What its symbols mean."""
        return ()

    def status(self, snapshot: Snapshot) -> Status:
        """How it stands, for the list of layers."""
        return Status()

    def is_in_scale(self, view: View) -> bool:
        """Whether the view is within its range of scales; outside it draws nothing."""
        return True

    def asks(self, view: View) -> Mapping[str, Any]:
        """What it wants to know of the road network, which is asked elsewhere and comes back in View.reaches: key ->
        the question (see layers/styled/reach.py)."""
        return NO_PACKS

    def save_style(self) -> dict[str, Any]:
        """What an operator changed of it, as plain values; {} for nothing."""
        return {}

    def restore_style(self, changed: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""

    def opening(self, identity: str) -> tuple[float, float, float, float] | None:
        """West, south, east, north (EPSG:3857 metres) that a click on one of its things shows, instead of selecting
        it: what a cluster holds. None for what is selected."""
        return None


def mercator(lonlat: Any) -> Floats:
    """(n, 2) EPSG:3857 metres of (n, 2) WGS84 longitude, latitude; each column in one piece of memory."""
    pairs = np.asarray(lonlat, np.float64).reshape(-1, 2)
    made = np.empty(pairs.shape, order="F")
    made[:, 0], made[:, 1] = to_mercator(pairs[:, 0], pairs[:, 1])
    return made


def ground_scale(lat: float) -> float:
    """Metres on the ground in one metre of EPSG:3857 at a latitude."""
    return float(np.cos(np.radians(lat)))
