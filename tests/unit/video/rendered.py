"""Pictures for the diagnosis: the demo city's scenes with a sensor's noise, and what can go wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from command_center.citysim.looks import Look
from command_center.citysim.scenes import frames
from video._cv import cv2

Pixels = NDArray[np.uint8]
DRY, PICTURES = 0, 24
SCENES = [Look("road", 0), Look("road", 2), Look("junction", 1), Look("tunnel", 0), Look("river", 1), Look("square", 0),
          Look("bridge", 0)]


@lru_cache(maxsize=64)
def plain(look: Look, count: int = PICTURES) -> tuple[Pixels, ...]:
    """The first pictures of a scene's loop in the size of a sample."""
    loop = frames(look, 480, 270)
    return tuple(next(loop) for _ in range(count))


def seen(look: Look, number: int, *, noise: float = 2.0, seed: int = 0) -> Pixels:
    """A picture as a camera gives it: a sensor's noise in every channel, a little drift of the exposure, JPEG."""
    random = np.random.default_rng(seed * 1000 + number)
    grey = plain(look)[number % PICTURES].astype(np.float32) * float(random.uniform(0.97, 1.03))
    colour = np.repeat(grey[:, :, None], 3, 2) + random.normal(0, noise, (270, 480, 3))
    return compressed(colour)


def compressed(picture: NDArray[np.floating] | Pixels) -> Pixels:
    """As it comes out of a codec."""
    _, data = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 75])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _dark(picture: Pixels, number: int) -> NDArray[np.floating]:
    return picture * 0.04 + np.random.default_rng(number).normal(4, 2, picture.shape)


def _glaring(picture: Pixels, number: int) -> NDArray[np.floating]:
    """The sun stands in the picture."""
    rows, columns = np.mgrid[0:270, 0:480]
    away = np.hypot(rows - 60, columns - 260 - number % 3)
    return picture * 0.9 + (420 * np.exp(-(away / 210) ** 2))[:, :, None]


def _blurred(picture: Pixels, number: int) -> NDArray[np.floating]:
    return cv2.GaussianBlur(picture, (0, 0), 4.0) + np.random.default_rng(number).normal(0, 2, picture.shape)


def _covered(picture: Pixels, number: int) -> NDArray[np.floating]:
    """A bag over most of it."""
    covered = picture.astype(np.float64)
    covered[20:, :400] = 70 + 10 * np.sin(np.arange(400) / 90)[None, :, None]
    return covered + np.random.default_rng(number).normal(0, 2, picture.shape)


def _sprayed(picture: Pixels, number: int) -> NDArray[np.floating]:
    """Paint over all of it."""
    return cv2.GaussianBlur(picture, (0, 0), 60) * 0.2 + 90 + np.random.default_rng(number).normal(0, 3, picture.shape)


def _turned(picture: Pixels, number: int) -> Pixels:
    """By a fifth of its width; what comes into sight is another scene."""
    other = seen(Look("junction", 0), number, seed=7)
    return np.concatenate((picture[:, 96:], other[:, :96]), 1)


def _turned_away(picture: Pixels, number: int) -> Pixels:
    return seen(Look("junction", 0), number, seed=7)[:, ::-1]


def _tilted(picture: Pixels, number: int) -> NDArray[np.floating]:
    turn = cv2.getRotationMatrix2D((240, 135), 14, 1.15)
    return cv2.warpAffine(picture, turn, (480, 270)) + np.random.default_rng(number).normal(0, 1, picture.shape)


def _colour_cast(picture: Pixels, number: int) -> NDArray[np.floating]:
    """The infrared filter stuck: magenta."""
    return picture * np.array([1.25, 0.6, 1.35])


def _noisy(picture: Pixels, number: int) -> NDArray[np.floating]:
    """An amplifier at its end: grey noise over everything."""
    grain = np.random.default_rng(number).normal(0, 24, picture.shape[:2])
    return picture + grain[:, :, None]


FAULTS: dict[str, tuple[str, Callable[[Pixels, int], NDArray]]] = {
    "dark": ("dark", _dark), "sun": ("glaring", _glaring), "out of focus": ("blurred", _blurred),
    "bag": ("covered", _covered), "paint": ("covered", _sprayed), "turned": ("turned", _turned),
    "turned away": ("turned", _turned_away), "tilted": ("turned", _tilted), "infrared": ("colour_cast", _colour_cast),
    "grain": ("noisy", _noisy)}


def spoilt(fault: str, look: Look, number: int, seed: int = 0) -> Pixels:
    """A picture with a fault, as it comes out of a codec."""
    return compressed(FAULTS[fault][1](seen(look, number, seed=seed), number))
