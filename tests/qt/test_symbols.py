"""Every symbol of resources/symbols: not empty, inside its box, one grid and ink, and like no other, at each size."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from layers.symbol_set import emblem_groups, emblems, of_group
from resources import FOLDER
from widgets.symbols_page import SymbolsPage
from widgets.theme import theme

FILES = sorted(path.stem for path in (FOLDER / "symbols").glob("*.svg"))
SIZES = (16, 24, 48)
LEAST = {16: 8.0, 24: 8.0, 48: 8.0}  # mean difference in levels of 255 below which two are taken for alike


def text_of(name: str) -> str:
    return (FOLDER / "symbols" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def ink(name: str, size: int) -> NDArray[np.uint8]:
    """Opacity of its picture, in the middle of a square twice as wide."""
    image = QImage(size * 2, size * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    svg = QSvgRenderer(QByteArray(text_of(name).replace("currentColor", "#ffffff").encode()))
    assert svg.isValid()
    svg.render(painter, QRectF(size / 2, size / 2, size, size))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(size * 2, size * 2, 4)[:, :, 3].copy()


@pytest.mark.parametrize("size", SIZES)
def test_each_is_drawn_within_its_box(size: int, qtbot: QtBot) -> None:
    for name in FILES:
        picture, edge = ink(name, size), size // 2
        inside = picture[edge:edge + size, edge:edge + size]
        assert inside.sum() > 0.06 * 255 * size * size, f"{name} is nearly empty"
        assert inside.sum() < 0.75 * 255 * size * size, f"{name} is a blot"
        assert int(picture.astype(int).sum()) == int(inside.astype(int).sum()), f"{name} leaves its box"
        rows, columns = np.nonzero(inside > 60)
        assert max(np.ptp(rows), np.ptp(columns)) + 1 >= 0.7 * size, f"{name} is small in its box"


@pytest.mark.parametrize("size", SIZES)
def test_no_two_look_alike(size: int, qtbot: QtBot) -> None:
    edge = size // 2
    pictures = np.stack([ink(name, size)[edge:edge + size, edge:edge + size].ravel() for name in FILES]).astype(np.float32)
    for row, name in enumerate(FILES[:-1]):
        away = np.abs(pictures[row + 1:] - pictures[row]).mean(axis=1)
        nearest = int(away.argmin())
        assert away[nearest] > LEAST[size], f"{name} and {FILES[row + 1 + nearest]}: {away[nearest]:.1f}"


def test_all_are_named_grouped_and_drawn_in_one_way() -> None:
    named = emblems()
    assert sorted(named) == FILES and len(FILES) >= 60
    titles = [(each.group, each.title) for each in named.values()]
    assert len(set(titles)) == len(titles)
    assert all(each.title.zh and each.title.en and each.group in emblem_groups() for each in named.values())
    assert all(of_group(group) for group in emblem_groups())
    marks = {each.name for each in of_group("mark")}
    for name in FILES:
        text = text_of(name)
        assert 'viewBox="0 0 24 24"' in text and "currentColor" in text, name
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|<image|<text|href", text), name
        if name not in marks:
            assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
                                   'stroke="currentColor" stroke-width="2" stroke-linecap="round" '
                                   'stroke-linejoin="round">'), name


@pytest.mark.parametrize("chinese", [True, False])
def test_the_page_shows_all_and_plots_one(chinese: bool, qtbot: QtBot) -> None:
    page = SymbolsPage(chinese)
    qtbot.addWidget(page)
    page.open()
    assert sorted(page.shown()) == FILES and not page.grab().isNull()
    page.group.setCurrentIndex(page.group.findData("unit"))
    assert set(page.shown()) == {each.name for each in of_group("unit")}
    page.group.setCurrentIndex(0)
    page.search.setText("消防车" if chinese else "fire engine")
    assert page.shown() == ["fire_engine"]
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus() or not page.isActiveWindow()
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args == ["fire_engine"] and not page.isVisible()


def test_every_title_fits_its_cell(qtbot: QtBot) -> None:
    for emblem in emblems().values():
        for text in emblem.title:
            width = QFontMetricsF(theme().font("caption")).horizontalAdvance(text)
            assert width < 168, f"{text} is cut off"
