"""Map windows are there again after a restart, each where it was and as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk_stage import made_desk, opened
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from command_center.app import Desktop
from widgets.map.maps import maps_of

HERE = (115.07, 30.24)


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot) -> Any:
    """A desk on the same files as the one before it."""

    @contextmanager
    def made() -> Iterator[Desktop]:
        yield from opened(made_desk(tmp_path, monkeypatch), qapp, qtbot)

    return made


def windows(desktop: Desktop) -> list[Any]:
    return list(desktop.extras.beside.maps)


def middle(view: Any) -> tuple[float, float]:
    return view.viewpoint.lonlat(view.viewpoint.width / 2, view.viewpoint.height / 2)


def test_windows_come_back_with_their_view_and_layers(begin: Any, qtbot: QtBot) -> None:
    with begin() as desktop:
        assert not windows(desktop)
        one, other, closed = (desktop.extras.beside.open_map() for _ in range(3))
        one.setGeometry(QRect(10, 60, 780, 500))
        one.link.set_mode("free")
        one.same.setChecked(False)
        one.panel.map.stack.entry("cameras").visible = False
        one.panel.map.centre_on(*HERE)
        level = one.panel.map.viewpoint.level
        one.panel.companions.graticule.turn()
        grid = one.panel.companions.graticule.mode
        other.setGeometry(QRect(4, 200, 790, 480))
        own = middle(desktop.window.panels["map"].map)
        closed.close()
    with begin() as desktop:
        one, other = windows(desktop)
        assert one.isVisible() and one.geometry() == QRect(10, 60, 780, 500)
        assert middle(one.panel.map) == pytest.approx(HERE, abs=1e-4) and one.panel.map.viewpoint.level == level
        assert (one.link.mode, one.link.same_layers, one.mode.currentData()) == ("free", False, "free")
        assert not one.panel.map.stack.entry("cameras").visible and other.panel.map.stack.entry("cameras").visible
        assert one.panel.companions.graticule.mode == grid != other.panel.companions.graticule.mode
        assert other.geometry() == QRect(4, 200, 790, 480) and (other.link.mode, other.same.isChecked()) == ("linked", True)
        assert middle(desktop.window.panels["map"].map) == pytest.approx(own, abs=1e-4), "no window has led it elsewhere"
        assert len(maps_of(one.panel.context).views) == 3
        main = desktop.window.panels["map"].map
        main.centre_on(115.04, 30.2)
        assert middle(other.panel.map) == pytest.approx(middle(main), abs=1e-4), "still tied to each other"
        for window in (one, other):
            window.close()
    with begin() as desktop:
        assert not windows(desktop), "what the operator closed stays closed"


@pytest.mark.parametrize("rubbish", ["x", [3, "x"], [{"geometry": 5, "panel": 7}, {"panel": {"link": 9}}],
                                     [{"geometry": "%%", "panel": {"lon": "x", "layers": 4, "window": []}}]])
def test_rubbish_hinders_nobody(begin: Any, rubbish: Any, tmp_path: Path) -> None:
    with begin():
        pass
    (file,) = (tmp_path / "config").rglob("view-*.json")
    state = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(state | {"map_windows": rubbish}), encoding="utf-8")
    with begin() as desktop:
        assert len(windows(desktop)) == sum(isinstance(one, dict) for one in rubbish)
