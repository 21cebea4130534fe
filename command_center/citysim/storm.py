"""The weather of the script: each quantity as a curve over the half hour, and the calm hours before it.

Everything is a pure function of the clock, so that history, live values and a restarted loop agree. Any thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Curve = tuple[tuple[float, float], ...]

RAIN: Curve = ((0, 1.2), (8, 5), (15, 12), (30, 22), (45, 30), (65, 38), (85, 46), (140, 55), (240, 62), (420, 58),
               (600, 44), (800, 26), (1000, 14), (1200, 7), (1400, 3), (1600, 1.6), (1800, 1.2))
RAIN_1H: Curve = ((0, 6), (60, 9), (120, 14), (300, 26), (600, 44), (800, 52), (1000, 48), (1200, 36), (1500, 16),
                  (1800, 6))
RIVER: Curve = ((0, 7.62), (120, 7.75), (300, 8.1), (600, 8.72), (900, 9.12), (1100, 9.05), (1400, 8.4),
                (1700, 7.72), (1800, 7.62))
UNDERPASS: Curve = ((0, 0.02), (30, 0.07), (58, 0.15), (76, 0.215), (91, 0.272), (110, 0.35), (200, 0.55), (420, 0.71),
                    (700, 0.62), (900, 0.38), (1100, 0.17), (1250, 0.08), (1500, 0.02), (1800, 0.02))
PUMP: Curve = ((0, 20), (20, 35), (60, 70), (120, 95), (900, 95), (1100, 60), (1400, 30), (1700, 20), (1800, 20))
TEMPERATURE: Curve = ((0, 24.6), (300, 22.3), (900, 21.2), (1400, 23.4), (1800, 24.6))
HUMIDITY: Curve = ((0, 84), (120, 93), (500, 97), (1100, 93), (1800, 84))
WIND: Curve = ((0, 3.4), (60, 8.2), (240, 11.8), (600, 9.5), (1200, 5.0), (1800, 3.4))
VISIBILITY: Curve = ((0, 6800), (60, 3200), (240, 1100), (600, 1700), (1100, 4200), (1800, 6800))
JAM: Curve = ((0, 0.0), (50, 0.1), (110, 0.6), (180, 0.88), (400, 1.0), (700, 0.95), (950, 0.6), (1300, 0.2), (1600, 0.0),
              (1800, 0.0))
DRIVERS_SLOW: Curve = ((0, 0.0), (60, 0.12), (240, 0.28), (700, 0.22), (1200, 0.08), (1500, 0.0), (1800, 0.0))

# Six hours of calm come before the script; "share" says how much of the first value was there `age` ago.
_HOUR = 3600.0


def along(curve: Curve, seconds: ArrayLike) -> NDArray[np.float64]:
    """The curve at script seconds; before the start its first value holds."""
    xs, ys = np.array(curve).T
    return np.interp(np.asarray(seconds, dtype=np.float64), xs, ys)


def approach(curve: Curve, seconds: NDArray[np.float64], far: float, hours: float) -> NDArray[np.float64]:
    """The curve, and before the start a slow way from `far` up to its first value."""
    age = np.maximum(0.0, -seconds) / (hours * _HOUR)
    return np.where(seconds < 0, far + (curve[0][1] - far) * np.exp(-age), along(curve, seconds))


def ripple(at_s: NDArray[np.float64], key: int, periods: tuple[float, ...] = (47.0, 173.0, 811.0)
           ) -> NDArray[np.float64]:
    """Continuous noise within -1..1, different for every key, the same for every instant."""
    phases = (np.arange(1, len(periods) + 1) * 2.399963 * (key % 9973 + 1)) % (2 * np.pi)
    waves = [np.sin(2 * np.pi * at_s / period + phase) for period, phase in zip(periods, phases, strict=True)]
    return np.sum(waves, axis=0) / len(periods)


def rush_hour(at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """How busy the streets are in the course of the day (0 to 1), in the city's time (UTC+8)."""
    hour = (at_s / _HOUR + 8.0) % 24.0
    peak = np.exp(-(((hour - 8.2) / 1.2) ** 2)) + np.exp(-(((hour - 18.0) / 1.5) ** 2))
    day = 0.45 / (1 + np.exp(-(hour - 6.5) * 1.6)) / (1 + np.exp((hour - 22.0) * 1.4))
    return np.clip(day + 0.55 * peak, 0.04, 1.0)
