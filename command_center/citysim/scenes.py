"""What a camera sees: roads, junctions, tunnel mouths, bridges, the river, a square; by day and night, in three kinds
of weather, dry or under water. Pure; the studio's thread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from command_center.citysim.furniture import furnish, skyline
from command_center.citysim.looks import FRAMES, Look, Tone, hash_of, tone_of
from command_center.citysim.motion import Rain, Water, draw_cars, make_cars
from command_center.citysim.picture import Plane, View, band, blend, smooth_noise


def frames(look: Look, width: int, height: int) -> Iterator[NDArray[np.uint8]]:
    """FRAMES luma pictures that close to a loop."""
    random = np.random.default_rng(abs(hash_of(look.scene)) + look.style * 101)
    view = _view(look, width, height, random)
    still = _still(look, view, random)
    cars = make_cars(look, random)
    water = Water(look, view, random)
    rain = Rain(look, width, height, random)
    tone = tone_of(look)
    if not look.water:  # what stands still is drawn once, unless water has to lie between
        draw_cars(still, view, [car for car in cars if not car.turns], 0, look, tone)
        cars = [car for car in cars if car.turns]
    for number in range(FRAMES):
        picture = still.copy()
        if look.scene == "square":  # nothing moves there in dry weather but the light, and no camera's picture stands quite still
            picture *= 1 + 0.02 * np.sin(2 * np.pi * number / FRAMES)
        water.draw(picture, number)
        draw_cars(picture, view, cars, number, look, tone)
        rain.draw(picture, number)
        yield np.clip(picture, 0, 255).astype(np.uint8)


def _view(look: Look, width: int, height: int, random: np.random.Generator) -> View:
    bend = float(random.uniform(-1, 1)) * (0.0 if look.scene in ("tunnel", "bridge") else 0.00055)
    shift = float(random.uniform(-3.0, 3.0))
    eye, level = {"tunnel": (5.5, 0.36), "river": (9.0, 0.44), "square": (11.0, 0.30), "bridge": (8.0, 0.42)}.get(
        look.scene, (8.0, 0.37))
    if look.scene == "tunnel":  # its two mouths are seen from different sides
        shift = (-2.2, 3.0)[look.style % 2]
    return View(width, height, eye, (0.84, 0.72)[look.style % 2], level, bend, shift)


def _still(look: Look, view: View, random: np.random.Generator) -> Plane:
    tone = tone_of(look)
    x, d, size = view.ground()
    rows = np.arange(view.height, dtype=np.float32)[:, None]
    sky = tone.haze + (tone.sky - tone.haze) * np.clip(1 - rows / view.horizon, 0, 1)
    picture = np.broadcast_to(sky, (view.height, view.width)).astype(np.float32).copy()
    picture += smooth_noise(view.height, view.width, 22 * view.width / 640, random, 2.2) * (3.0 if look.rain else 5.0)
    below = (d < 9e4).astype(np.float32) * np.ones_like(x)
    ground = np.full_like(picture, tone.ground)
    {"river": _river, "square": _square}.get(look.scene, _road)(ground, x, d, size, look, tone)
    fog = 1 - np.exp(-d / tone.fog_m)
    ground += fog * (tone.haze - ground)
    blend(picture, below, ground)
    if look.scene != "river":
        skyline(picture, view, look, tone, random)
    furnish(picture, view, look, tone, random)
    picture += smooth_noise(view.height, view.width, 2.0, random) * 1.2
    return picture


def _road(ground: Plane, x: Plane, d: Plane, size: Plane, look: Look, tone: Tone) -> None:
    """Four lanes, marks, kerbs; a bridge has water beyond the kerbs, a junction a zebra crossing."""
    half = 9.0 if look.scene == "tunnel" else 10.5
    wet = 10.0 if look.rain else 0.0
    if look.scene == "bridge":
        ground[:] = tone.ground * 0.62
    blend(ground, band(x, -half - 4.5, half + 4.5, size), tone.ground * 1.18)
    blend(ground, band(x, -half, half, size), tone.road + wet)
    dashes = band(np.mod(d, 12.0).astype(np.float32), 0.0, 5.5, np.maximum(size * 8, 0.3))
    fade = np.clip(1.6 - d / 150.0, 0.0, 1.0)
    for at in (-half / 2, half / 2):
        blend(ground, band(x, at - 0.12, at + 0.12, size) * dashes * fade, tone.mark)
    for at in (-0.28, 0.28, -half + 0.5, half - 0.5):
        blend(ground, band(x, at - 0.11, at + 0.11, size) * fade, tone.mark * 0.92)
    if look.scene == "junction":
        blend(ground, band(d, 27.0, 47.0, size * 10) * np.ones_like(x), tone.road + wet)
        for start in (21.0, 49.0):
            stripes = band(np.mod(x, 1.6).astype(np.float32), 0.0, 0.8, size)
            blend(ground, band(d, start, start + 3.6, size * 10) * stripes * band(x, -half, half, size), tone.mark)


def _river(ground: Plane, x: Plane, d: Plane, size: Plane, look: Look, tone: Tone) -> None:
    """Embankment in front, the water beyond, the other bank at 700 m."""
    ground[:] = tone.sky * (0.50 if not look.night else 1.1)
    ground += 14 * np.clip(1 - d / 400, 0, 1) - 7
    near = (40.0, 36.0, 32.0, 29.0)[look.water]
    blend(ground, band(d, 0.0, near, size * 12) * np.ones_like(x), tone.ground * 1.25)
    steps = band(np.mod(d, 1.8).astype(np.float32), 0.0, 0.18, np.maximum(size * 8, 0.08))
    blend(ground, band(d, 12.0, near, size * 12) * steps * np.ones_like(x), tone.ground * 0.85)
    blend(ground, band(d, 25.6, 26.2, size * 12) * np.ones_like(x), tone.mark * 0.8)
    blend(ground, band(d, 620.0, 9e4, size * 30) * np.ones_like(x), tone.ground * 0.9)


def _square(ground: Plane, x: Plane, d: Plane, size: Plane, look: Look, tone: Tone) -> None:
    """Paving with joints and a ring in the middle."""
    ground[:] = tone.ground * 1.3 + (8 if look.rain else 0)
    for value, soft in ((x, size), (d * np.ones_like(x), size * 6)):
        joint = band(np.mod(value, 6.0).astype(np.float32), 0.0, 0.16, np.maximum(soft, 0.1))
        blend(ground, joint * np.clip(1.2 - d / 90, 0, 1), tone.ground * 1.05)
    away = np.hypot(x, d - 45.0).astype(np.float32)
    blend(ground, band(away, 11.0, 12.2, size * 3), tone.ground * 1.6)
    blend(ground, band(away, 0.0, 4.0, size * 3), tone.ground * 0.8)
