"""Grid, north arrow, overview, bookmarks, and the map on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import synthetic_city as city
from map_stage import context, shown_map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from sessions import HandSession

from command_center.config import Bookmark as Configured
from command_center.config import City
from layers.bookmarks import Bookmarks, as_toml
from layers.overview import overview
from widgets.map.legend_art import Block
from widgets.map.margin.bookmark_sheet import BookmarkSheet
from widgets.map.margin.graticule import DEGREES, METRES, degree_step, degree_text, metric_step, ruled
from widgets.map.margin.north import bearing_of_north
from widgets.map.panel import MapPanel
from widgets.map.paper.options import Page, scale_denominator
from widgets.map.paper.picture import framed
from widgets.map.paper.sheet import PageSheet
from widgets.map.searchable import acts_of
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

NOW = city.NOW


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    about = context()
    settings = about.configuration.map.model_copy(update={"bookmark": (Configured(
        key="square", title="人民广场", title_en="Square", centre=(city.LON + 0.01, city.LAT), metres_per_pixel=2.0),)})
    place = City(name="江州", name_en="Jiangzhou", centre=(city.LON, city.LAT), metres_per_pixel=4.0, demo=True)
    about.configuration = about.configuration.model_copy(update={"map": settings, "city": place})
    session = HandSession("replay", at_utc=NOW)
    about.session = lambda: session
    yield from shown_map(qtbot, about)


def middle(panel: MapPanel) -> tuple[float, float]:
    view = panel.map.viewpoint
    return view.lonlat(view.width / 2, view.height / 2)


# grid and north

def test_the_grid_turns_by_its_key(panel: MapPanel, qtbot: QtBot) -> None:
    plain = panel.map.grab().toImage()
    pictures = []
    for mode in (DEGREES, METRES, ""):
        qtbot.keyClick(panel.map, Qt.Key.Key_Period)
        assert panel.companions.graticule.mode == mode
        pictures.append(panel.map.grab().toImage())
    assert pictures[0] != plain and pictures[1] != pictures[0]


@pytest.mark.parametrize("level", [10.0, 20.0, 24.0, 30.0, 36.0])
@pytest.mark.parametrize("mode", [DEGREES, METRES])
def test_lines_stand_where_their_values_are(mode: str, level: float) -> None:
    view = replace(Viewpoint(width=1000, height=700).centred(city.LON, city.LAT), level=level)
    lines = ruled(view, mode).lines
    assert 4 <= len(lines) <= 40
    for pixels, text, vertical in lines:
        if mode == DEGREES:
            number = sum(float(part) / 60 ** at for at, part in enumerate(re.findall(r"[\d.]+", text)))
            lon, lat = view.lonlat(*pixels[4].tolist())
            assert abs((lon if vertical else lat) - number) < 1e-3 * 10 ** ((24 - level) / 6) and text[-1] in ("E" if vertical else "N")


def test_steps_are_round() -> None:
    assert [metric_step(value) for value in (0.9, 1.1, 2.1, 4900, 5100)] == [1, 2, 5, 5000, 10_000]
    assert [degree_step(value) * 3600 for value in (0.5 / 3600, 31 / 3600, 1.2)] == [0.5, 60, 7200]
    assert degree_text(115.5, 0.5, "EW") == "115°30′E" and degree_text(-0.25 / 60, 1 / 3600, "NS") == "0°00′15″S"


def test_north_is_up_on_a_mercator_map() -> None:
    assert abs(bearing_of_north(Viewpoint().centred(city.LON, city.LAT))) < 1e-3


# overview

def test_the_overview_shows_the_city_and_moves_the_map(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.map, Qt.Key.Key_Comma)
    shown = panel.companions.overview
    assert shown.isVisible()
    qtbot.waitUntil(lambda: shown._city.bounds is not None)
    shown.grab()
    box = shown.frame().boundingRect()
    x, y = shown._view.pixel(*middle(panel))
    assert abs(box.center().x() - x) < 2 and abs(box.center().y() - y) < 2
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))
    x, y = shown._view.pixel(*middle(panel))
    assert abs(x - 60) < 1.5 and abs(y - 50) < 1.5
    before = middle(panel)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert middle(panel)[0] > before[0]
    qtbot.keyClick(panel.map, Qt.Key.Key_Comma)
    assert not shown.isVisible()


def test_the_overview_keeps_to_the_great_roads() -> None:
    found = overview(city.snapshot())
    assert len(found.roads) == 6 and found.districts and found.water and found.bounds is not None


# bookmarks

def test_bookmarks_by_mouse_and_keyboard(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.map, Qt.Key.Key_K)
    sheet = panel.map.sheet.content
    assert isinstance(sheet, BookmarkSheet) and sheet.list.count() == 1
    qtbot.waitUntil(lambda: panel.map.sheet.rect().contains(
        sheet.buttons.all[-1].mapTo(panel.map.sheet, sheet.buttons.all[-1].rect().bottomRight())))  # grows with what is on it
    here = middle(panel)
    sheet.name.setText("滨江指挥点")
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert sheet.list.count() == 2 and sheet.current().title.zh == "滨江指挥点"
    sheet.list.setCurrentRow(0)
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert abs(middle(panel)[0] - (city.LON + 0.01)) < 1e-5
    qtbot.keyClick(sheet.list, Qt.Key.Key_Delete)
    assert sheet.list.count() == 2 and sheet.said.isVisible(), "the configuration's own stay"
    sheet.list.setCurrentRow(1)
    sheet.go()
    assert abs(middle(panel)[0] - here[0]) < 1e-5
    sheet.list.item(1).setText("江堤")
    assert [one.title.zh for one in panel.companions.bookmarks] == ["人民广场", "江堤"]
    assert ("bookmark", "江堤") in {(act.kind, act.title) for act in acts_of(panel)}
    qtbot.keyClick(sheet.list, Qt.Key.Key_Delete)
    assert sheet.list.count() == 1


def test_the_keyboard_is_in_the_name_of_a_bookmark_and_still_reaches_the_list(panel: MapPanel, qtbot: QtBot) -> None:
    panel.companions.bookmarks.add("江堤", city.LON, city.LAT, 2.0)
    qtbot.keyClick(panel.map, Qt.Key.Key_K)
    sheet = panel.map.sheet.content
    assert panel.focusWidget() is sheet.name, "letters typed now are a name, not commands"
    qtbot.keyClick(sheet.name, Qt.Key.Key_Down)
    assert sheet.list.currentRow() == 1
    qtbot.keyClick(sheet.name, Qt.Key.Key_Up)
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert abs(middle(panel)[0] - (city.LON + 0.01)) < 1e-5 and sheet.list.count() == 2
    qtbot.keyClick(sheet.name, Qt.Key.Key_Down)
    sheet.name.setText("码头")
    qtbot.keyClick(sheet.name, Qt.Key.Key_Delete)
    assert sheet.list.count() == 2, "Delete belongs to what is typed"
    sheet.name.clear()
    qtbot.keyClick(sheet.name, Qt.Key.Key_Delete)
    assert sheet.list.count() == 1


def test_ctrl_and_a_digit_goes_to_a_bookmark(panel: MapPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert abs(middle(panel)[0] - (city.LON + 0.01)) < 1e-5 and abs(panel.map.viewpoint.ground_scale - 2.0) < 0.4


def test_bookmarks_survive_and_become_toml(panel: MapPanel) -> None:
    marks = Bookmarks()
    marks.add('堤"坝', 115.0, 30.0, 3.0)
    marks.add('堤"坝', 115.1, 30.0, 3.0)
    other = Bookmarks()
    other.restore([*marks.save(), {"title": "x"}, 7, {"title": "y", "lon": 999, "lat": 0, "metres_per_pixel": 1}])
    assert [(one.title.zh, one.lon) for one in other] == [('堤"坝', 115.1)]
    import tomllib
    assert tomllib.loads(as_toml(other))["map"]["bookmark"][0]["centre"] == [115.1, 30.0]
    second = other.add("b", 1, 1, 1)
    assert not other.rename(second.key, '堤"坝') and other.rename(second.key, "c") and not other.rename("none", "z")
    state = panel.save_view()
    assert state["bookmarks"] == [] and "grid" in state and "overview" in state
    panel.restore_view(state | {"bookmarks": marks.save(), "grid": METRES, "overview": True})
    assert panel.companions.graticule.mode == METRES and panel.companions.overview.isVisible() and len(panel.companions.bookmarks) == 2


# paper

def test_a_page_as_png_and_pdf(panel: MapPanel, qtbot: QtBot, tmp_path: Path) -> None:
    panel.tool_bar.use("page")
    sheet = panel.map.sheet.content
    assert isinstance(sheet, PageSheet) and "江州" in sheet.title.text()
    for name, paper, way in (("a.png", 0, 0), ("b.pdf", 1, 1)):
        sheet.paper.setCurrentIndex(paper)
        sheet.way.setCurrentIndex(way)
        sheet.write(tmp_path / name)
        qtbot.waitUntil(lambda name=name: sheet.wrote == tmp_path / name, timeout=60_000)
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == Page("A4", True).size
    colours = {image.pixelColor(x, y).name() for x in range(100, 1000, 23) for y in range(120, 800, 23)}
    assert len(colours) > 8, "there is a map on it"
    data = (tmp_path / "b.pdf").read_bytes()
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", data)
    assert abs(float(box[1]) - 297 / 25.4 * 72) < 2 and abs(float(box[2]) - 420 / 25.4 * 72) < 2, "A3 portrait"


def test_what_a_page_says(panel: MapPanel) -> None:
    from widgets.map.paper.content import content_of

    content = content_of(panel, Page(title="x"), panel.map.viewpoint)
    assert len(content.marks) == 2, "a replay of a demo"
    assert "2026-07-12 14:32:07" in content.lines[0] and "1:" in content.lines[1] and content.legend
    assert content_of(panel, Page(legend=False), panel.map.viewpoint).legend == ()


def test_a_page_has_the_whole_legend_of_the_screen(panel: MapPanel) -> None:
    from widgets.map.paper.content import content_of
    from widgets.map.paper.painting import legend_of, map_area

    def lines(blocks: Iterable[Block]) -> list[str]:
        return [text for block in blocks for _, text in block.entries]

    page = Page("A4", True, legend=True)
    blocks = content_of(panel, page, panel.map.viewpoint).legend
    assert {"避难场所", "危险源", "抢险基地"} <= set(lines(blocks)) == set(lines(panel.layers.legend.blocks()))
    symbol = blocks[0].entries[0][0]
    long = [*blocks, *(Block(f"层 {number}", [(symbol, f"符号 {number}-{row}") for row in range(30)]) for number in range(6))]
    for paper, landscape in (("A4", True), ("A4", False), ("A3", True)):
        page = Page(paper, landscape)
        for wanted in (blocks, long):
            plan = legend_of(page, wanted)
            assert lines(plan.blocks) == lines(wanted), "every line, in its order"
            tall = max(sum(block.lines() * theme().px(20) + 5 for block in column) for column in plan.columns) * plan.scale
            area = map_area(page, wanted)
            assert tall <= area.height() - 36 and area.width() > page.size[0] * 0.4


def test_a_page_that_cannot_be_written_says_so(panel: MapPanel, qtbot: QtBot, tmp_path: Path) -> None:
    panel.tool_bar.use("page")
    sheet = panel.map.sheet.content
    sheet.write(tmp_path / "missing" / "a.pdf")
    qtbot.waitUntil(lambda: str(tmp_path) in sheet.said.text(), timeout=60_000)
    assert sheet.wrote is None


def test_a_page_shows_at_least_what_the_map_shows() -> None:
    view = replace(Viewpoint(width=1100, height=700).centred(city.LON, city.LAT), level=26.0)
    for size in ((600, 900), (1900, 1100)):
        page = framed(view, *size)
        assert page.width * page.metres_per_pixel >= view.width * view.metres_per_pixel * 0.999
        assert page.height * page.metres_per_pixel >= view.height * view.metres_per_pixel * 0.999
    assert round(scale_denominator(4.0)) == round(4 / 0.0254 * 120)


def test_a_printer_gets_the_whole_page(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor
    from PySide6.QtPrintSupport import QPrinter

    from widgets.map.paper.writing import print_on

    printer, page = QPrinter(QPrinter.PrinterMode.HighResolution), Page("A4", False)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    assert print_on(printer, page, lambda painter: painter.fillRect(QRect(0, 0, *page.size), QColor("red")))
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", (tmp_path / "p.pdf").read_bytes())
    assert abs(float(box[1]) - 210 / 25.4 * 72) < 2 and abs(float(box[2]) - 297 / 25.4 * 72) < 2
