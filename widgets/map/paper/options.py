"""What a page is to be like. Pure."""

from __future__ import annotations

from dataclasses import dataclass

DPI = 120.0  # of a page's own pixels: text of 12 pixels is 2.5 mm high
SIZES_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGIN_MM = 10.0


@dataclass(frozen=True)
class Page:
    """paper: A4 or A3; title "" for none; legend: with what the symbols mean."""

    paper: str = "A4"
    landscape: bool = True
    title: str = ""
    legend: bool = True

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels of DPI."""
        short, long = (round(length / 25.4 * DPI) for length in SIZES_MM[self.paper])
        return (long, short) if self.landscape else (short, long)

    @property
    def margin(self) -> int:
        """Pixels on every side."""
        return round(MARGIN_MM / 25.4 * DPI)


def scale_denominator(metres_per_pixel: float) -> float:
    """Of 1:n on the paper, for metres on the ground under a pixel of the page."""
    return metres_per_pixel / (0.0254 / DPI)
