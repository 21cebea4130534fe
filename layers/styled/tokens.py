"""The names that a style may use: colours, ramps, symbols. Read once from resources; any thread."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Annotated

import numpy as np
from pydantic import AfterValidator

from layers.drawing import Symbol
from resources import FOLDER

SHAPES = ("dot", "ring", "diamond", "arrow", "camera", "bus")
STEPS = 7  # colours of every ramp, from little to much


@cache
def colours() -> tuple[str, ...]:
    """Tokens that may be named: those of [colour], and those of [map] and [ramp] with their table before."""
    tables = tomllib.loads((FOLDER / "tokens.toml").read_text(encoding="utf-8"))
    return (*tables["colour"], *(f"map.{name}" for name in tables["map"]), *(f"ramp.{name}" for name in tables["ramp"]))


@cache
def ramps() -> tuple[str, ...]:
    """Names of the ramps: [ramp] holds calm1 to calm7 and so on."""
    return tuple(dict.fromkeys(name.removeprefix("ramp.").rstrip("0123456789") for name in colours()
                               if name.startswith("ramp.")))


def ramp(name: str, count: int, *, reverse: bool = False) -> tuple[str, ...]:
    """`count` tokens of a ramp, evenly from little to much."""
    steps = np.round(np.linspace(1, STEPS, max(count, 1))).astype(int) if count > 1 else np.array([STEPS - 2])
    found = tuple(f"ramp.{name}{step}" for step in steps)
    return found[::-1] if reverse else found


@cache
def drawings() -> tuple[str, ...]:
    """Names of the files of resources/symbols, folders with a slash."""
    folder = FOLDER / "symbols"
    return tuple(sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.svg")))


def symbol(name: str, colour: str, size: float, *, text: str = "", turn: bool = False) -> Symbol:
    """A symbol by its name: a plain shape, a drawing of resources/symbols, or a plate with a character."""
    if text:
        return Symbol("plate", colour, size, text, heading=turn)
    if name in SHAPES:
        return Symbol(name, colour, size)  # type: ignore[arg-type]
    return Symbol("svg", colour, size, name=name, turn=turn)


def _known_colour(value: str) -> str:
    if value not in colours():
        raise ValueError(f"a colour token ({', '.join(colours()[:24])}, map.NAME, ramp.NAME)")
    return value


def _known_ramp(value: str) -> str:
    if value not in ramps():
        raise ValueError(f"a ramp ({', '.join(ramps())})")
    return value


def _known_symbol(value: str) -> str:
    if value not in SHAPES and value not in drawings():
        raise ValueError(f"a shape ({', '.join(SHAPES)}) or a drawing of resources/symbols")
    return value


Colour = Annotated[str, AfterValidator(_known_colour)]
RampName = Annotated[str, AfterValidator(_known_ramp)]
SymbolName = Annotated[str, AfterValidator(_known_symbol)]
