"""The sensors of the city: where they stand and what each says at any instant. Immutable; any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.citysim import storm
from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock

Seconds = NDArray[np.float64]
Signal = Callable[[Seconds, Seconds], Seconds]  # (script seconds, real seconds) -> values

QUANTITIES = {  # key: Chinese, English, unit's name, symbol, definition, step in seconds, digits
    "rain_intensity": ("雨强", "Rain intensity", "millimetre per hour", "mm/h", "ucum:mm/h", 10, 1),
    "rain_1h": ("1小时雨量", "Rain of the last hour", "millimetre", "mm", "ucum:mm", 30, 1),
    "river_level": ("水位", "Water level", "metre", "m", "ucum:m", 20, 2),
    "underpass_depth": ("积水深度", "Water depth", "metre", "m", "ucum:m", 5, 3),
    "pump_running": ("水泵运行", "Pumps running", "percent", "%", "ucum:%", 20, 0),
    "temperature": ("气温", "Air temperature", "degree Celsius", "Cel", "ucum:Cel", 60, 1),
    "humidity": ("相对湿度", "Relative humidity", "percent", "%", "ucum:%", 60, 0),
    "wind_speed": ("风速", "Wind speed", "metre per second", "m/s", "ucum:m/s", 30, 1),
    "visibility": ("能见度", "Visibility", "metre", "m", "ucum:m", 60, 0),
    "traffic_index": ("交通拥堵指数", "Traffic index", "one", "1", "ucum:1", 30, 1),
    "mean_speed": ("平均车速", "Mean speed", "kilometre per hour", "km/h", "ucum:km/h", 20, 1),
}


class Datastream(NamedTuple):
    """id is unique; thing: number of its thing; step_s: real seconds between observations once the script runs."""

    id: int
    thing: int
    quantity: str
    name: str
    name_en: str
    signal: Signal

    @property
    def step_s(self) -> int:
        """Seconds between two observations."""
        return int(QUANTITIES[self.quantity][5])

    def values(self, at_utc: NDArray[np.int64], clock: ScriptClock) -> Seconds:
        """Its values at instants."""
        raw = self.signal(clock.seconds(at_utc), at_utc / 1e6)
        return np.round(raw, int(QUANTITIES[self.quantity][6]))


class Thing(NamedTuple):
    """A site with its datastreams. kind: rain_gauge, river_gauge, underpass, pump_station, weather_station,
    traffic_detector, district_traffic."""

    id: int
    kind: str
    name: str
    name_en: str
    x: float
    y: float
    district: str
    streams: tuple[Datastream, ...]


_RAIN_GAUGES = (("人民广场", "Renmin Square", 350, -1600, 1.0), ("钟楼", "Bell Tower", 100, 820, 0.96),
                ("江州大学", "Jiangzhou University", -5700, -2100, 0.82), ("南湖", "Nanhu Lake", -2600, -4650, 0.9),
                ("南岸", "Nan'an", 600, -6000, 0.94), ("东港", "Donggang", 5700, -900, 0.88),
                ("江北", "Jiangbei", -1500, 5550, 0.78), ("高新区", "Hi-Tech Zone", 4800, 6150, 0.7))
_RIVER_GAUGES = (("青江大桥水位站", "Qingjiang Bridge Gauge", -300, 3250, 0.0),
                 ("东港水位站", "Donggang Gauge", 4900, 2050, -0.31),
                 ("城西水位站", "Chengxi Gauge", -6300, 150, 0.26))
# Share of the Zhongshan Road's depth, and how many seconds later it floods.
_UNDERPASSES = (("中山路下穿隧道", 1.0, 0.0), ("学院路下穿隧道", 0.36, 70.0), ("东港一路下穿隧道", 0.21, 140.0),
                ("迎宾大道下穿隧道", 0.24, 40.0), ("江汉路下穿隧道", 0.1, 20.0))
_WEATHER = (("江州国家气象站", "Jiangzhou Weather Station", 2050, -5250), ("机场气象站", "Airport Weather Station", -3950, 8600),
            ("东港气象站", "Donggang Weather Station", 7050, 250))
_DETECTORS = (("中山路", "解放路"), ("中山路", "胜利路"), ("中山路", "青年路"), ("解放路", "学院路"), ("解放路", "东港一路"),
              ("建设大道", "江汉路"), ("建设大道", "迎宾大道"), ("滨江路", "中山路"), ("人民路", "迎宾大道"), ("滨江路", "东港一路"),
              ("江北大道", "中山路"), ("南岸大道", "中山路"), ("学府大道", "解放路"), ("洲头路", "解放路"),
              ("机场路", "江汉路"), ("建设大道", "学院路"))


def make_things(city: City) -> list[Thing]:
    """All sites, numbered from 1 in a fixed order; datastreams get the thing's number times ten plus one and on."""
    drafts: list[tuple[str, str, str, float, float, list[tuple[str, Signal]]]] = []
    x: float
    y: float
    for number, (name, english, x, y, share) in enumerate(_RAIN_GAUGES):
        drafts.append(("rain_gauge", f"{name}雨量站", f"{english} Rain Gauge", x, y, _rain(share, number)))
    for name, english, x, y, above in _RIVER_GAUGES:
        drafts.append(("river_gauge", name, english, x, y, [("river_level", _river(above))]))
    for number, (name, part, late) in enumerate(_UNDERPASSES):
        (street,) = [street for street in city.streets if street.name == name]
        middle = street.line.interpolate(0.5, normalized=True)
        drafts.append(("underpass", name, street.name_en, middle.x, middle.y,
                       [("underpass_depth", _depth(part, late, number))]))
        short = name.removesuffix("下穿隧道")
        drafts.append(("pump_station", f"{short}泵站", f"{street.name_en.removesuffix(' Underpass')} Pump Station",
                       middle.x + 60, middle.y - 45, [("pump_running", _pump(number))]))
    for number, (name, english, x, y) in enumerate(_WEATHER):
        drafts.append(("weather_station", name, english, x, y, _weather(number)))
    for number, (first, second) in enumerate(_DETECTORS):
        x, y = city.crossing(first, second)
        title = f"{first}{second}口"
        english = f"{_english(city, first)} at {_english(city, second)}"
        drafts.append(("traffic_detector", title, english, x, y, [("mean_speed", _speed(x, y, number))]))
    for number, district in enumerate(city.districts):
        drafts.append(("district_traffic", f"{district.name}路网", f"{district.name_en} roads", *district.label,
                       [("traffic_index", _index(*district.label, number))]))
    return [_thing(city, number, *draft) for number, draft in enumerate(drafts, 1)]


def _thing(city: City, number: int, kind: str, name: str, name_en: str, x: float, y: float,
           signals: list[tuple[str, Signal]]) -> Thing:
    streams = tuple(Datastream(number * 10 + index, number, quantity, f"{name} {QUANTITIES[quantity][0]}",
                               f"{name_en}: {QUANTITIES[quantity][1]}", signal)
                    for index, (quantity, signal) in enumerate(signals, 1))
    return Thing(number, kind, name, name_en, x, y, city.district_at(x, y), streams)


def _english(city: City, name: str) -> str:
    return next(street.name_en for street in city.streets if street.name == name)


def _rain(share: float, key: int) -> list[tuple[str, Signal]]:
    def intensity(script: Seconds, real: Seconds) -> Seconds:
        calm = storm.approach(storm.RAIN, script, 0.0, 2.2) * share
        return np.maximum(0.0, calm * (1 + 0.09 * storm.ripple(real, key)))

    def hour(script: Seconds, real: Seconds) -> Seconds:
        return storm.approach(storm.RAIN_1H, script, 0.0, 2.0) * share

    return [("rain_intensity", intensity), ("rain_1h", hour)]


def _river(above: float) -> Signal:
    return lambda script, real: (storm.approach(storm.RIVER, script, 7.15, 4.0) + above
                                 + 0.012 * storm.ripple(real, 77, (31.0, 97.0)))


def _depth(share: float, late: float, key: int) -> Signal:
    def depth(script: Seconds, real: Seconds) -> Seconds:
        shifted = np.where(script < 0, -1.0, np.maximum(0.0, script - late))
        base = storm.approach(storm.UNDERPASS, shifted, 0.02, 3.0) * share
        return np.maximum(0.0, base + 0.002 * storm.ripple(real, 31 + key))

    return depth


PUMP_TRIP = (380.0, 700.0)  # the Zhongshan Road station stands still between these seconds


def _pump(key: int) -> Signal:
    def running(script: Seconds, real: Seconds) -> Seconds:
        load = storm.approach(storm.PUMP, script, 4.0, 2.0) * (1.0 - 0.06 * key) + storm.ripple(real, 51 + key)
        tripped = (key == 0) & (script >= PUMP_TRIP[0]) & (script < PUMP_TRIP[1])
        return np.where(tripped, 0.0, np.clip(load, 0, 100))

    return running


def _weather(key: int) -> list[tuple[str, Signal]]:
    def signal(curve: storm.Curve, far: float, hours: float, noise: float) -> Signal:
        return lambda script, real: np.maximum(
            0.0, storm.approach(curve, script, far, hours) * (1 + noise * storm.ripple(real, 61 + key * 7)))

    return [("temperature", signal(storm.TEMPERATURE, 28.5 - key * 0.4, 3.0, 0.006)),
            ("humidity", signal(storm.HUMIDITY, 62.0, 3.0, 0.01)),
            ("wind_speed", signal(storm.WIND, 2.2, 2.0, 0.16)),
            ("visibility", signal(storm.VISIBILITY, 14_000.0, 1.5, 0.04))]


def jam_at(x: float, y: float, script: Seconds, real: Seconds) -> Seconds:
    """0 free to 1 standing still: the closed underpass holds up the arterials round it, rain slows everybody."""
    near = float(np.exp(-(((x + 250) ** 2 + (y + 3050) ** 2) / 1450.0**2)))
    jam = 0.10 + 0.12 * storm.rush_hour(real) + 0.6 * storm.along(storm.DRIVERS_SLOW, script) \
        + near * 0.60 * storm.along(storm.JAM, script)
    return np.clip(jam, 0.0, 0.96)


def _speed(x: float, y: float, key: int) -> Signal:
    free = 46.0 + 3.0 * (key % 5)
    return lambda script, real: np.maximum(
        2.0, free * (1 - jam_at(x, y, script, real)) * (1 + 0.06 * storm.ripple(real, 71 + key)))


def _index(x: float, y: float, key: int) -> Signal:
    return lambda script, real: np.clip(
        9.4 * jam_at(x * 0.55, y * 0.55 - 900, script, real) + 0.25 * storm.ripple(real, 91 + key), 0.0, 10.0)
