"""The tokens hold the contrasts that look.md promises, computed from the file itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from widgets.theme import draw_level, theme, tokens

LEVELS = ("red", "orange", "yellow", "blue")


def _luminance(token: str) -> float:
    colour = QColor(tokens()["colour"][token])

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(a: str, b: str) -> float:
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "least"), [("hi", 15.0), ("mid", 9.3), ("lo", 5.9), ("data", 8.4), ("fill", 3.3),
                                            ("control", 4.2), ("focus", 17.9), ("red", 5.7), ("orange", 8.4),
                                            ("yellow", 14.3), ("blue", 7.2)])
def test_ink_on_a_panel_is_readable(ink: str, least: float) -> None:
    assert contrast(ink, "panel") >= least


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_readable_on_the_active_row_and_under_dark_ink(level: str) -> None:
    assert contrast(level, "active") >= 4.5
    assert contrast("ink", level) >= 5.5


def test_text_is_readable_on_every_ground() -> None:
    for ground in ("void", "panel", "raised", "active"):
        assert contrast("hi", ground) >= 7
        assert contrast("lo", ground) >= 4.5


def test_levels_differ_in_shape_not_in_colour_alone(qtbot: object) -> None:
    shapes = set()
    for level in (1, 2, 3, 4):
        image = QImage(40, 40, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        draw_level(painter, QRectF(4, 4, 32, 32), level)
        painter.end()
        shapes.add(tuple(image.pixelColor(x, y).alpha() > 128 for x in range(40) for y in range(40)))
    assert len(shapes) == 4


def test_a_font_of_the_desk_is_no_smaller_than_its_token(qtbot: object) -> None:
    assert theme().font("body").pixelSize() == tokens()["type"]["desk"]["body"]
