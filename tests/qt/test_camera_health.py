"""The panel of cameras' health: rates from the journal, what is not in order, filter, keyboard, export."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
import world
from PySide6.QtCore import Qt

from command_center.domain.cameras import Camera
from command_center.domain.events import CameraHealthChanged, CamerasWatched
from command_center.domain.time import HOUR, MINUTE, SECOND
from widgets.panels.camera_health import CameraHealthPanel
from widgets.panels.camera_table import ALL, DASH

NOW = world.NOW
DISTRICTS = ("江北区", "江岸区", "东港区", "")
FAULTS = {"c01": ("no_signal", 70, {}), "c04": ("turned", 260, {"similar": 0.12, "usual_similar": 0.8}),
          "c07": ("covered", 15, {"lost": 0.81}), "c11": ("blurred", 400, {"sharp": 0.02, "usual_sharp": 0.2}),
          "c14": ("refused", 900, {})}


def cameras():
    made = {}
    for n in range(24):
        key = f"c{n:02d}"
        state, since, measures = FAULTS.get(key, ("unknown" if n == 20 else "ok", 1500, {}))
        made[key] = Camera(camera=key, name=f"中山路{n}号口", district=DISTRICTS[n % 4], state=state, lon=115.0, lat=30.2,
                           main_url="rtsp://x/y", state_since_utc=NOW - since * MINUTE, measures=measures,
                           detail="timeout: no data" if state == "no_signal" else state if state == "refused" else "",
                           faults=(state,) if measures else (), recorded=key != "c07",
                           properties={"name_en": f"Zhongshan Road Gate {n}", "department": "公安" if n % 3 else "水务"})
    return made


def events():
    """A day and a half watched, with a stop of the recorder for two hours yesterday."""
    found = []
    for began, ended in ((36 * 60, 20 * 60), (18 * 60, 0)):
        found.append(CamerasWatched(at_utc=NOW - began * MINUTE, began=True))
        found += [CamerasWatched(at_utc=NOW - minute * MINUTE) for minute in range(began - 5, ended, -5)]
        found += [CameraHealthChanged(at_utc=NOW - began * MINUTE + SECOND, camera=key, state="ok")
                  for key in cameras() if key != "c20"]
    found.append(CamerasWatched(at_utc=NOW - 20 * 60 * MINUTE, ended=True))
    found += [CameraHealthChanged(at_utc=NOW - since * MINUTE, camera=key, state=state)
              for key, (state, since, _) in FAULTS.items()]
    found += [CameraHealthChanged(at_utc=NOW - age * MINUTE, camera="c02", state=state)
              for age, state in ((600, "stalled"), (560, "ok"), (300, "dark"), (240, "ok"))]
    return [replace_received(event) for event in sorted(found, key=lambda event: event.at_utc)]


def replace_received(event):
    return type(event)(**{name: getattr(event, name) for name in event.__struct_fields__} | {"received_utc": event.at_utc + 9})


def make(qtbot, language="en", size=(384, 780), known=True):
    panel = CameraHealthPanel(world.context(language))
    qtbot.addWidget(panel)
    panel.resize(*size)
    if known:
        panel.context.session().history.known = events()
    panel.show()
    world.show(panel, replace(world.storm(), cameras=cameras()))
    qtbot.waitUntil(panel.is_settled)
    return panel


@pytest.fixture
def panel(qtbot):
    return make(qtbot)


def test_what_is_not_in_order_comes_first_and_unknown_is_not_ok(panel):
    assert panel.list.keys == ["c14", "c01", "c11", "c04", "c07", "c20"]
    assert panel._note == "5 not in order   1 not measured   24 in all"
    assert panel.list.state_of("c20") == "unknown"


def test_rates_are_worked_out_from_the_journal(panel):
    everything = panel.table.groups[ALL]
    assert everything.now == {"ok": 18, "faulty": 3, "offline": 2, "unknown": 1}
    begins = panel.report.begins["today"]
    watched = NOW - begins
    assert everything.shares["today"].total == 24 * watched
    lost = (watched - max(0, watched - 70 * MINUTE)) + (watched - max(0, watched - 900 * MINUTE)) + 40 * MINUTE
    assert everything.shares["today"].online == pytest.approx(23 * watched - lost, abs=SECOND)
    assert panel.table.keys == [ALL, "东港区", "江北区", "江岸区", ""]
    panel.controls.spans["week"].click()
    assert panel.table.groups[ALL].shares["week"].coverage == pytest.approx(34 * 23 / 24 / 168, rel=0.01)
    assert "known" in panel.summary()


def test_without_a_recorder_nothing_is_claimed(qtbot):
    panel = make(qtbot, known=False)
    assert panel.table.groups[ALL].shares["today"].rate("online") is None
    assert panel.table.groups[ALL].now["unknown"] == 24 == len(panel.list.keys)
    assert DASH in panel.summary()


def test_groups_and_filter_narrow_the_list(panel, qtbot):
    panel.table.choose("江北区")
    assert panel.list.keys == ["c04", "c20"]
    panel.table.choose(ALL)
    panel.controls.filter.setText("turned")
    assert panel.list.keys == ["c04"]
    panel.controls.filter.setText("zhongshan gate 1")
    assert panel.list.keys == ["c14", "c01", "c11"]
    panel.controls.filter.clear()
    panel.controls.everyone.click()
    assert len(panel.list.keys) == 24
    panel.controls.groupings["department"].click()
    assert panel.table.keys == [ALL, "公安", "水务"]


def test_enter_brings_a_camera_up(panel, qtbot):
    asked, centred = [], []
    panel.context.selection.cameras_requested.connect(asked.append)
    panel.context.selection.centre_requested.connect(lambda lon, lat: centred.append((lon, lat)))
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert asked == [["c01"]] and centred == [(115.0, 30.2)]
    assert (panel.context.selection.kind, panel.context.selection.id) == ("camera", "c01")


def test_the_export_holds_every_group_and_camera(panel, tmp_path):
    panel.save_to(tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["kind"] for row in rows].count("camera") == 24
    assert {row["name"] for row in rows if row["kind"] == "department"} == {"公安", "水务", "*"}
    one = next(row for row in rows if row["id"] == "c01")
    assert one["state"] == "no_signal" and 0 < float(one["today_online"]) < 1 and one["today_known"] == "1.000000"
    unknown = next(row for row in rows if row["id"] == "c20")
    assert unknown["today_online"] == "" and unknown["today_known"] == "0.000000" and unknown["since"] == ""
    assert panel._note == "Saved: out.csv"
    panel.save_to(tmp_path / "none" / "out.csv")
    assert panel._note.startswith("Not saved")


def test_going_back_in_a_replay_forgets_what_was_not_known_then(panel, qtbot):
    session = panel.context.session()
    session.clock.at = NOW - 10 * HOUR
    session.history.known = [event for event in session.history.known if event.received_utc <= session.clock.at]
    panel.on_clock(session.clock.at)
    qtbot.waitUntil(lambda: panel.report.at_utc == session.clock.at)
    assert panel.report.state("c01") == "ok"


def test_choices_are_remembered(panel, qtbot):
    panel.controls.spans["month"].click()
    panel.controls.groupings["department"].click()
    other = make(qtbot)
    other.restore_view(panel.save_view())
    assert (other.controls.span, other.controls.grouping) == ("month", "department")
    other.restore_view({"span": "nonsense", "grouping": 3})
    assert other.controls.span == "month"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_painted_in_both_languages(qtbot, language):
    panel = make(qtbot, language)
    image = panel.grab().toImage()
    assert image.width() >= 384 and panel.history("c01")[-1].state == "no_signal"
