"""What stands in a scene: houses, trees, lamps, the tunnel's mouth, pylons, the gauge staff. Pure; the studio's
thread."""

from __future__ import annotations

import numpy as np

from command_center.citysim.looks import PORTAL_M, Look, Tone
from command_center.citysim.picture import Plane, View, blob, box, glow, line, quad


def skyline(picture: Plane, view: View, look: Look, tone: Tone, random: np.random.Generator) -> None:
    """Houses along both sides, far ones first, hazier with distance."""
    setback = 34.0 if look.scene in ("bridge", "square") else 19.0
    for d in np.geomspace(900, 34 if look.scene != "bridge" else 300, 26):
        fog = 1 - np.exp(-d / tone.fog_m)
        for side in (-1, 1):
            width, height = random.uniform(14, 34), random.choice((12, 18, 24, 36, 54, 75), p=(.1, .2, .25, .25, .12, .08))
            inner = side * (setback + random.uniform(0, 14 + d / 9))
            grey = tone.wall * random.uniform(0.72, 1.15)
            _house(picture, view, (inner, d, width * side, height), grey + fog * (tone.haze - grey),
                   look.night, fog, random)


def _house(picture: Plane, view: View, shape: tuple[float, float, float, float], grey: float, night: bool, fog: float,
           random: np.random.Generator) -> None:
    inner, d, width, height = shape
    x0, top = view.project(inner, d, height)
    x1, bottom = view.project(inner + width, d, 0)
    left, right = min(x0, x1), max(x0, x1)
    back, back_top = view.project(inner, d * 1.25 + 8, height)
    back_bottom = view.project(inner, d * 1.25 + 8, 0)[1]
    quad(picture, [(x0, top), (back, back_top), (back, back_bottom), (x0, bottom)], grey * 0.86)
    box(picture, left, top, right, bottom, grey)
    storeys, columns = max(2, int(height / 3.4)), max(2, int(abs(width) / 4.2))
    if (bottom - top) / storeys < 2.2:
        return
    lit = random.random((storeys, columns))
    for row in range(storeys - 1):
        y = top + (bottom - top) * (row + 0.3) / storeys
        for column in range(columns):
            x = left + (right - left) * (column + 0.24) / columns
            value = (165 if lit[row, column] < 0.24 else grey * 0.7) if night else grey * 0.83
            box(picture, x, y, x + (right - left) / columns * 0.5, y + (bottom - top) / storeys * 0.46,
                value + fog * (grey - value), 0.9)


def furnish(picture: Plane, view: View, look: Look, tone: Tone, random: np.random.Generator) -> None:
    """What stands in the scene, and its lamps by night."""
    if look.scene == "tunnel":
        _portal(picture, view, look, tone)
    elif look.scene == "bridge":
        _pylons(picture, view, tone)
    elif look.scene == "river":
        _staff(picture, view, look, tone, random)
    else:
        _trees_and_poles(picture, view, tone, random)
    if look.night:
        _lamps(picture, view, look)


def _trees_and_poles(picture: Plane, view: View, tone: Tone, random: np.random.Generator) -> None:
    for d in np.arange(190.0, 16.0, -24.0):
        fog = 1 - np.exp(-d / tone.fog_m)
        for side in (-1, 1):
            grey = tone.wall * 0.5
            grey += fog * (tone.haze - grey)
            x, base = view.project(side * (14.5 + random.uniform(-1, 1)), d)
            crown = view.focal / d
            for _ in range(7):
                blob(picture, x + random.normal(0, 0.9) * crown, base - crown * random.uniform(3.2, 6.0), crown * 1.3,
                     grey * random.uniform(0.85, 1.1), 0.75)
            line(picture, (x, base), (x, base - 3.6 * crown), grey * 0.8, max(1.0, 0.3 * crown))
            _pole(picture, view, side * 12.0, d - 10.0, grey)


def _pole(picture: Plane, view: View, x: float, d: float, grey: float) -> None:
    if d < 12:
        return
    foot, top = view.project(x, d), view.project(x, d, 10.5)
    arm = view.project(x * 0.72, d, 11.0)
    width = max(0.8, 0.16 * view.focal / d)
    line(picture, foot, top, grey * 0.9, width)
    line(picture, top, arm, grey * 0.9, width * 0.8)


def _portal(picture: Plane, view: View, look: Look, tone: Tone) -> None:
    """Retaining walls that rise towards the mouth, the mouth itself with its lights, a depth gauge beside it."""
    d, half, high = PORTAL_M, 9.6, 6.2
    left, right = view.project(-half, d), view.project(half, d)
    lid = view.project(0, d, high)[1]
    cap = view.project(0, d, high + 3.4)[1]
    box(picture, -5, cap, view.width + 5, left[1], tone.wall * 0.82)
    box(picture, left[0], lid, right[0], left[1], 14 if look.night else 20)
    for depth in (d + 10, d + 24, d + 44, d + 74, d + 120):
        a, b = view.project(-half, depth, high * 0.97), view.project(half, depth, 0.0)
        box(picture, a[0], a[1], b[0], b[1], 15 + 5 * (depth > d + 20))
        for x in (-half * 0.55, half * 0.55):
            lamp = view.project(x, depth, high * 0.86)
            glow(picture, lamp[0], lamp[1], max(2.0, view.width / 180), 70)
    for side in (-1, 1):
        near, far = 7.0, d
        quad(picture, [view.project(side * half, far), view.project(side * half, far, high + 3.4),
                       view.project(side * half, near, 1.2), view.project(side * half, near)], tone.wall * 0.66)
        quad(picture, [view.project(side * half, far, high + 3.4), view.project(side * half, far, high + 4.2),
                       view.project(side * half, near, 2.0), view.project(side * half, near, 1.2)], tone.wall * 1.15)
    for mark in range(8):
        a, b = view.project(half - 1.3, d - 0.4, mark * 0.5), view.project(half - 0.5, d - 0.4, mark * 0.5 + 0.5)
        box(picture, a[0], b[1], b[0], a[1], 190 if mark % 2 else 60)
    sign = view.project(-2.6, d, high + 2.6), view.project(2.6, d, high + 0.9)
    box(picture, sign[0][0], sign[0][1], sign[1][0], sign[1][1], 62 if look.night else 46)


def _pylons(picture: Plane, view: View, tone: Tone) -> None:
    """Railings, two portal pylons, and the stays between."""
    grey = tone.wall * 1.25
    for side in (-1, 1):
        for z in (0.5, 1.1):
            line(picture, view.project(side * 12.8, 9, z), view.project(side * 12.8, 600, z), grey * 0.8,
                 max(1.0, view.width / 500))
    for d in (230.0, 92.0):
        fog = 1 - np.exp(-d / tone.fog_m)
        value = grey * 0.82 + fog * (tone.haze - grey * 0.82)
        for side in (-1, 1):
            top = view.project(side * 12.5, d, 52)
            line(picture, view.project(side * 13.6, d), top, value, 2.4 * view.focal / d)
            for reach in (18, 34, 50, 66):
                for sense in (-1, 1):
                    if d + sense * reach > 10:
                        line(picture, top, view.project(side * 12.8, d + sense * reach, 1.0), value, 0.8, 0.55)
        beam = view.project(-13.0, d, 30), view.project(13.0, d, 27)
        box(picture, beam[0][0], beam[0][1], beam[1][0], beam[1][1], value)


def _staff(picture: Plane, view: View, look: Look, tone: Tone, random: np.random.Generator) -> None:
    """The other bank's outline, and the gauge staff in the water."""
    base = view.project(0, 640)[1]
    x = -4.0
    while x < view.width:
        wide, high = random.uniform(8, 34), random.uniform(4, 30)
        grey = tone.wall * random.uniform(0.7, 0.95)
        grey += (1 - np.exp(-420 / tone.fog_m)) * (tone.haze - grey)
        box(picture, x, base - high * view.height / 360, x + wide * view.width / 640, base + 2, grey)
        x += wide * view.width / 640 * random.uniform(0.7, 1.3)
    for mark in range(11):
        z = mark * 0.5 - 0.6 - look.water * 0.5
        a, b = view.project(-16.0, 48, z), view.project(-14.9, 48, z + 0.5)
        if z > -0.3:
            box(picture, a[0], b[1], b[0], a[1], 205 if mark % 2 else 55)


def _lamps(picture: Plane, view: View, look: Look) -> None:
    if look.scene in ("tunnel", "river"):
        return
    for d in np.arange(180.0, 12.0, -24.0):
        for side in (-1, 1):
            x, y = view.project(side * 8.6, d, 11.0)
            scale = view.focal / d
            glow(picture, x, y, max(1.5, 0.5 * scale), 120)
            pool = view.project(side * 7.0, d)
            glow(picture, pool[0], pool[1], 3.4 * scale, 24)
