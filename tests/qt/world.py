"""A small city in memory for the panels' tests: a snapshot of a storm, and a session that remembers its commands."""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np
import shapely

from command_center.config import Configuration
from command_center.domain.alarms import Alarm
from command_center.domain.cameras import Camera
from command_center.domain.events.telemetry import SeriesKey
from command_center.domain.features import Feature
from command_center.domain.incidents import Assignment, Incident, LogEntry, Report
from command_center.domain.sources import Source
from command_center.domain.time import HOUR, SECOND, parse_iso
from command_center.domain.units import Unit
from command_center.engine.session import CommandState, Samples
from command_center.packs import load_packs
from command_center.state.snapshot import Changes, Snapshot
from command_center.state.tables import SeriesTable
from widgets.context import Context

NOW = parse_iso("2026-07-12T14:32:07+08:00")
METRE = 1.0 / (np.radians(1.0) * 6_371_008.8)
SENSORS = [("city/rain1", "rain_intensity", "mm/h", 21.5, 8), ("city/river", "river_level", "m", 8.92, 20),
           ("city/u1", "underpass_depth", "m", 0.31, 4), ("city/u2", "underpass_depth", "m", 0.02, 4),
           ("city/u3", "underpass_depth", "m", 0.17, 4), ("city/idx", "traffic_index", "1", 4.6, 10),
           ("city/speed", "mean_speed", "km/h", 31.0, 10), ("city/p1", "pump_running", "%", 60.0, 30),
           ("city/p2", "pump_running", "%", 100.0, 30), ("city/vis", "visibility", "m", 2300.0, 1800),
           ("city/r1h", "rain_1h", "mm", 18.0, 30), ("city/wind", "wind_speed", "m/s", 7.2, 30),
           ("city/t", "temperature", "Cel", 24.3, 30)]


def series():
    keys = [SeriesKey(name, unit, quantity, source="city") for name, quantity, unit, *_ in SENSORS]
    at = np.array([NOW - age * SECOND for *_, age in SENSORS], np.int64)
    return SeriesTable(len(keys), keys, {key.series: i for i, key in enumerate(keys)},
                       np.array([value for *_, value, _ in SENSORS]), at, at, np.zeros(len(keys), np.uint8))


def units():
    spec = {"fire": (("消防一中队", "free"), ("消防二中队", "free"), ("消防三中队", "free"), ("消防四中队", "en_route"),
                     ("消防五中队", "on_scene"), ("消防六中队", "out_of_service")),
            "police": (("交警 6012", "on_scene"), ("交警 6033", "free"), ("交警 6034", "free"), ("交警 6035", "returning")),
            "medical": (("急救 1", "free"), ("急救 2", "free"), ("急救 3", "en_route")),
            "drainage": (("排涝一队", "free"), ("排涝二队", "en_route"), ("排涝三队", "on_scene"), ("排涝四队", "on_scene")),
            "power": (("电力抢修 1", "free"), ("电力抢修 2", "free"))}
    found = {}
    for class_key, members in spec.items():
        for number, (name, status) in enumerate(members):
            identity = f"units/{class_key}{number}"
            found[identity] = Unit(unit=identity, name=name, status=status, since_utc=NOW, class_key=class_key,
                                   lon=115.0 + 900 * METRE * (number + 1), lat=30.2,
                                   capabilities=("pump",) if class_key == "drainage" else ())
    return found


def log(*lines):
    return tuple(LogEntry(NOW - age * SECOND, NOW - age * SECOND, what, "值班长", parameters)
                 for age, what, parameters in lines)


def incidents():
    def one(number, grade, title, address, age_min, status="waiting", type_key="", assignments=(), **fields):
        return Incident(incident=f"i{number}", number=f"SJ-07{number:02d}", title=title, grade=grade,
                        lon=115.0 + 30 * number * METRE, lat=30.2, status=status, opened_utc=NOW - int(age_min * 60 * SECOND),
                        ver=1, address=address, type_key=type_key, assignments=assignments, **fields)

    def order(unit, state, **fields):
        return Assignment(order=f"o-{unit}", unit=unit, state=state, ordered_utc=NOW - 300 * SECOND, eta_s=400.0, **fields)

    made = [
        one(31, 1, "隧道积水 人员被困", "中山路下穿隧道 K0+320", 0.7, type_key="flooded_underpass", log=log(
            (42, "IncidentOpened", {"grade": 1, "title": "隧道积水 人员被困"}), (30, "IncidentNoted", {"text": "三人被困车内"}))),
        one(26, 2, "道路内涝", "滨江路 88 号", 26, "on_scene", "road_flooding", (
            order("units/drainage2", "arrived", confirmed_utc=NOW - 290 * SECOND, arrived_utc=NOW - 60 * SECOND),
            order("units/police0", "arrived"), order("units/fire3", "failed", reason="refused", detail="车辆故障")),
            log=log((1500, "IncidentOpened", {"grade": 2}),
                    (300, "UnitOrdered", {"unit": "units/drainage2", "eta_s": 400.0, "order": "o"}),
                    (290, "OrderConfirmed", {"unit": "units/drainage2", "order": "o"}),
                    (60, "UnitArrived", {"unit": "units/drainage2", "order": "o"}),
                    (50, "OrderFailed", {"unit": "units/fire3", "reason": "refused", "detail": "车辆故障"}))),
        one(22, 2, "地铁口进水", "3 号线 人民广场 4 口", 34, "on_scene", "road_flooding", (order("units/drainage3", "arrived"),)),
        one(19, 3, "树木倒伏", "北湖大道与学院路", 41, "en_route", "other", (order("units/fire3", "confirmed"),)),
        one(17, 3, "信号灯停电", "东港一路口", 47, "en_route", "other", (order("units/police3", "unknown", reason="timeout"),)),
        one(14, 4, "群众求助", "北湖区 幸福里 12 栋", 52, type_key="rescue"),
        one(12, 4, "塌陷风险", "东港大道 K3+100", 65, "en_route", "other", (order("units/power1", "pending"),)),
        one(3, 4, "已结事件", "某处", 90, "closed", "other", closed_utc=NOW - 600 * SECOND, close_reason="resolved"),
    ]
    return {each.incident: each for each in made}


def alarms():
    made = [Alarm(alarm="a1", rule="drainage.underpass_depth", subject="city/u1", level=1, state="unacknowledged",
                  raised_utc=NOW - 25 * SECOND, title_zh="下穿隧道积水须封路", title_en="Underpass flooded: close the road",
                  value=0.31, limit=0.27, unit="m", lon=115.02, lat=30.2, place="中山路下穿隧道",
                  type_key="flooded_underpass"),
            Alarm(alarm="a2", rule="drainage.river_level", subject="city/river", level=3, state="acknowledged",
                  raised_utc=NOW - 900 * SECOND, title_zh="河道超警戒水位", title_en="River above warning level",
                  value=8.92, limit=8.5, unit="m", lon=115.03, lat=30.22, place="青江水位站", type_key="road_flooding",
                  acknowledged_utc=NOW - 800 * SECOND, acknowledged_by="值班长"),
            Alarm(alarm="a3", rule="platform.feed_lost", subject="sources_lost", level=3, state="returned",
                  raised_utc=NOW - 400 * SECOND, title_zh="数据源中断", title_en="Feed lost", value=1, limit=1,
                  returned_utc=NOW - 300 * SECOND),
            Alarm(alarm="a4", rule="traffic.traffic_index", subject="city/idx", level=3, state="acknowledged",
                  raised_utc=NOW - 4000 * SECOND, title_zh="严重拥堵", title_en="Traffic jam", value=8.4, limit=8.0,
                  shelved_until_utc=NOW + HOUR)]
    return {each.alarm: each for each in made}


def reports():
    return {f"calls/{n}": Report(report=f"calls/{n}", at_utc=NOW - n * 60 * SECOND, title=title, channel=channel,
                                 text=text, lon=115.01, lat=30.21, address=address, state=state)
            for n, (title, channel, text, address, state) in enumerate((
                ("下穿隧道积水有车被困", "110", "三辆车被困，水到车窗", "中山路下穿隧道", "new"),
                ("小区进水", "12345", "地下车库进水", "北湖区幸福里", "new"),
                ("路灯不亮", "12345", "", "东港一路", "dismissed")), 1)}


def storm() -> Snapshot:
    """14:32 in the storm of the mock-ups."""
    line = shapely.LineString([(114.9, 30.2), (115.2, 30.2)])
    return Snapshot(seq=900, at_utc=NOW - SECOND, incidents=incidents(), units=units(), alarms=alarms(),
                    reports=reports(), series=series(),
                    sources={"city": Source(source="city", state="live", since_utc=NOW, last_message_utc=NOW - 4 * SECOND),
                             "cap": Source(source="cap", state="lost", since_utc=NOW, last_message_utc=NOW - 90 * SECOND)},
                    cameras={f"c{n}": Camera(camera=f"c{n}", name="", state="ok" if n else "dark") for n in range(40)},
                    features={"roads": {"r": Feature("r", shapely.to_wkb(line), {"speed_kmh": 40})}})


class Clock:
    speed = 1.0

    def __init__(self) -> None:
        self.at = NOW

    def now_utc(self) -> int:
        return self.at


class Box:
    def take(self):
        return None


class Bus:
    """Remembers commands; answers as told, or not at all while `answer` is None."""

    def __init__(self) -> None:
        self.commands = []
        self.futures = []
        self.answer = CommandState("confirmed")

    def submit(self, command):
        future = Future()
        self.commands.append(command)
        self.futures.append(future)
        if self.answer is not None:
            future.set_result(self.answer)
        return future


class History:
    """Six hours of a slow rise to the present value; `known`: events of rare kinds."""

    def __init__(self):
        self.known = []

    def events(self, kinds, after_utc):
        future = Future()
        future.set_result([event for event in self.known if isinstance(event, tuple(kinds))
                           and event.received_utc > after_utc])
        return future

    def samples(self, names, since_utc, until_utc):
        at = np.linspace(since_utc, until_utc, 73).astype(np.int64)
        present = {name: value for name, _, _, value, _ in SENSORS}
        wave = 0.35 + 0.65 * np.linspace(0, 1, 73) ** 3 + 0.04 * np.sin(np.arange(73) / 2)
        future = Future()
        future.set_result({name: Samples(at, present[name] * wave) for name in names})
        return future

    def ticks(self, since_utc, until_utc):
        future = Future()
        future.set_result([])
        return future

    def bounds(self):
        return NOW - 6 * HOUR, NOW


class MemorySession:
    mode = "live"
    axis = "received"

    def __init__(self) -> None:
        self.clock, self.box, self.bus, self.history = Clock(), Box(), Bus(), History()

    def close(self) -> None:
        pass


def context(language="en", profile="desk", scale=1.0) -> Context:
    session = MemorySession()
    configuration = Configuration()
    return Context(configuration, load_packs(configuration.packs), language, profile, scale, "值班长", "03",
                   lambda: session)


def show(panel, snapshot, changes=None):
    """Give a panel a snapshot as the bridge does."""
    panel.on_snapshot(snapshot, changes or Changes(reset=True))
    panel.on_clock(panel.context.session().clock.now_utc())
