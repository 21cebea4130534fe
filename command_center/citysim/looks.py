"""What a picture depends on, and the greys that follow from it. Pure; any thread."""

from __future__ import annotations

from typing import NamedTuple

FRAMES, RATE = 200, 12.5
PORTAL_M = 46.0  # from the camera to a tunnel's mouth
SPAN_M = 200.0  # of road that is populated; a car crosses it once a loop, so that the loop closes


class Look(NamedTuple):
    """scene and style choose the place; rain 0 dry, 1 rain, 2 heavy; water 0 to 3; jam: traffic stands."""

    scene: str
    style: int
    night: bool = False
    rain: int = 0
    water: int = 0
    jam: bool = False

    @property
    def key(self) -> str:
        """A name for caches."""
        return (f"{self.scene}{self.style}-{'night' if self.night else 'day'}-r{self.rain}w{self.water}"
                f"{'j' if self.jam else ''}")


class Tone(NamedTuple):
    """Greys of sky, haze, ground, road, marks and walls; fog_m: how far one sees."""

    sky: float
    haze: float
    ground: float
    road: float
    mark: float
    wall: float
    fog_m: float


def tone_of(look: Look) -> Tone:
    """The greys of an hour and a weather."""
    if look.night:
        return Tone(26, 32, 30, 24, 92, 38, (900.0, 420.0, 230.0)[look.rain])
    base = (172.0, 148.0, 126.0)[look.rain]
    return Tone(base, base * 0.93, base * 0.47, base * 0.34, base * 1.12, base * 0.55, (1500.0, 480.0, 210.0)[look.rain])


def hash_of(text: str) -> int:
    """The same number for a word in every process."""
    return sum(ord(letter) * 131**index for index, letter in enumerate(text)) % 2**31
