"""What moves in a scene: cars, water and rain, each closing with the loop. Pure; the studio's thread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from command_center.citysim.looks import FRAMES, PORTAL_M, SPAN_M, Look, Tone, tone_of
from command_center.citysim.picture import Plane, View, band, box, glow, smooth_noise


class Car(NamedTuple):
    """lane: metres right of the middle; at: metres into the span; turns: how often it crosses the span in a loop
    (negative: towards the camera, 0: it stands); tall: metres."""

    lane: float
    at: float
    turns: int
    grey: float
    tall: float


def make_cars(look: Look, random: np.random.Generator) -> list[Car]:
    """The cars of a scene; in a flooded tunnel two that did not get out."""
    if look.scene in ("river", "square") or (look.scene == "tunnel" and look.water >= 1):
        return [] if look.scene != "tunnel" or look.water < 2 else [Car(2.2, 38.0, 0, 96, 1.5), Car(-3.0, 41.0, 0, 150, 1.5)]
    cars = []
    lanes = ((2.3, 1), (6.6, 1), (-2.3, -1), (-6.6, -1))
    for lane, sense in lanes:
        count = 16 if look.jam and sense > 0 else int(random.integers(2, 5))
        for slot in range(count):
            grey = float(random.choice((48, 70, 96, 150, 196, 215)))
            tall = 2.9 if random.random() < 0.12 else 1.5
            if look.jam and sense > 0:
                cars.append(Car(lane, 15 + slot * 9.5 + float(random.uniform(-1, 1)), 0, grey, tall))
            else:
                at = (slot + float(random.uniform(0.1, 0.7))) * SPAN_M / count
                cars.append(Car(lane, at, sense, grey, tall))
    return cars


def draw_cars(picture: Plane, view: View, cars: list[Car], number: int, look: Look, tone: Tone) -> None:
    """All cars of a frame, far ones first."""
    placed = []
    limit = PORTAL_M + 30 if look.scene == "tunnel" else 220.0
    for car in cars:
        d = 10.0 + (car.at + car.turns * SPAN_M * number / FRAMES) % SPAN_M if car.turns else car.at
        if 11 < d < limit:
            placed.append((d, car))
    for d, car in sorted(placed, key=lambda pair: -pair[0]):
        _draw_car(picture, view, d, car, look, tone)


def _draw_car(picture: Plane, view: View, d: float, car: Car, look: Look, tone: Tone) -> None:
    x, base = view.project(car.lane, d)
    metre = view.focal / d
    fog = 1 - np.exp(-d / tone.fog_m)
    body = car.grey * (0.35 if look.night else 0.42 + 0.004 * tone.sky)
    body += fog * (tone.haze - body)
    half = 0.92 * metre
    sunk = 0.45 * metre if look.water and look.scene == "tunnel" else 0.0
    top = base - car.tall * metre
    box(picture, x - half * 1.12, base - 0.16 * metre, x + half * 1.12, base + 0.16 * metre, 18, 0.5)
    box(picture, x - half, base - 0.9 * metre, x + half, base - 0.18 * metre - sunk, body)
    box(picture, x - half * 0.82, top, x + half * 0.82, base - 0.85 * metre, body * 0.92)
    box(picture, x - half * 0.72, top + 0.12 * metre, x + half * 0.72, base - 0.92 * metre, body * 0.42)
    lights = look.night or look.rain
    oncoming = car.turns < 0
    bright = (150 if oncoming else 60) * (1.0 if lights else 0.25) * (1.5 if car.turns == 0 and not oncoming else 1.0)
    for side in (-0.66, 0.66):
        glow(picture, x + side * metre, base - 0.62 * metre, max(0.9, 0.20 * metre), bright * (1 - fog * 0.5))
        if lights and look.rain:
            box(picture, x + (side - 0.1) * metre, base + 0.1 * metre, x + (side + 0.1) * metre, base + 1.5 * metre,
                min(255.0, tone.road + bright * 0.7), 0.35)


class Water:
    """Standing water that ripples; where it stands follows from the scene."""

    def __init__(self, look: Look, view: View, random: np.random.Generator) -> None:
        self._on = look.scene in ("river", "bridge") or look.water > 0
        if not self._on:
            return
        x, d, size = view.ground()
        tone = tone_of(look)
        self._mask, grey = _wet(look, view, x, d, size, tone, random)
        rows = np.flatnonzero(self._mask.max(axis=1) > 0.01)
        self._rows = slice(int(rows[0]), int(rows[-1]) + 1) if len(rows) else slice(0, 0)
        self._mask = self._mask[self._rows]
        strength = 2.2 + 1.1 * look.rain
        reach = np.clip(d / 26.0, 0.35, 1.4)[self._rows]
        self._grey = (grey + np.zeros_like(x))[self._rows]
        self._waves = [smooth_noise(view.height, view.width, cell * view.width / 640, random, 6.0)[self._rows]
                       * strength / reach for cell in (1.4, 3.5)]
        self._width = view.width

    def draw(self, picture: Plane, number: int) -> None:
        """Lay it over the picture; two wave fields drift against each other and close with the loop."""
        if not self._on:
            return
        drift = round(number / FRAMES * self._width)
        waves = np.roll(self._waves[0], drift, axis=1) + np.roll(self._waves[1], -drift, axis=1)
        part = picture[self._rows]
        part += self._mask * (self._grey + waves - part)


def _wet(look: Look, view: View, x: Plane, d: Plane, size: Plane, tone: Tone,
         random: np.random.Generator) -> tuple[Plane, Plane]:
    """Mask of the water and the grey it reflects."""
    surface = np.full_like(x, tone.haze * (0.62 if not look.night else 1.1))
    ones = np.ones_like(x)
    if look.scene == "river":
        near = (40.0, 36.0, 32.0, 29.0)[look.water]
        return band(d, near, 620.0, size * 12) * ones, (surface * 0.92 + 10 * np.clip(1 - d / 300, 0, 1)).astype(np.float32)
    if look.scene == "bridge":
        beyond = np.clip((np.abs(x) - 15.0) / np.maximum(size, 1e-3), 0, 1)
        return (beyond * (d < 9e4) * 0.9).astype(np.float32), surface * 0.72
    if look.scene == "tunnel":
        start, rise = (37.0, 23.0, 12.0)[look.water - 1], (0.2, 0.7, 1.3)[look.water - 1]
        top = view.project(0, PORTAL_M, rise)[1]
        rows = np.arange(view.height, dtype=np.float32)[:, None]
        reach = band(d, start, 9e4, size * 14) * np.clip(rows - top + 0.5, 0, 1) * band(x, -9.6, 9.6, size)
        inside = np.clip(1 - (d - 30) / 34, 0.18, 1)  # towards the mouth it mirrors the dark
        return reach.astype(np.float32), (surface * 1.05 * inside + 12).astype(np.float32)
    blotch = smooth_noise(view.height, view.width, 34 * view.width / 640, random)
    mask = np.clip(blotch * 1.3 + 0.75 - 0.01 * np.abs(x), 0, 1) * (d < 160) * band(x, -14.0, 14.0, size)
    return (mask * 0.92).astype(np.float32), surface * 1.0


class Rain:
    """Streaks that fall through the picture and close with the loop."""

    def __init__(self, look: Look, width: int, height: int, random: np.random.Generator) -> None:
        count = (0, 60, 190)[look.rain]
        self._x = random.uniform(0, width, count)
        self._y = random.uniform(0, height, count)
        self._turns = random.integers(9, 15, count)
        scale = height / 360
        self._length = (random.uniform(7, 16, count) * scale).astype(int)
        self._light = random.uniform(8, 22, count).astype(np.float32) * (0.7 if look.night else 1.0)
        self._steps = np.arange(int(17 * scale))
        self._size = height, width

    def draw(self, picture: Plane, number: int) -> None:
        """Add this frame's streaks."""
        if not len(self._x):
            return
        height, width = self._size
        fallen = (self._y + self._turns * height * number / FRAMES) % height
        y = (fallen[:, None] + self._steps[None, :]).astype(int)
        x = (self._x[:, None] - 0.16 * y).astype(int) % width
        keep = (y < height) & (self._steps[None, :] < self._length[:, None])
        light = np.broadcast_to(self._light[:, None], y.shape)
        picture[y[keep], x[keep]] += light[keep]
