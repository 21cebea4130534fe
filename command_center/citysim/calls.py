"""Calls and device alarms of the script: who reports what, when and where. Pure functions of the clock; any thread."""

from __future__ import annotations

from typing import Any, NamedTuple

from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock
from command_center.citysim.frame import point
from command_center.citysim.sensors import PUMP_TRIP
from command_center.domain.time import to_iso


class Call(NamedTuple):
    """at_s: second of the script; crossing: two streets, or a tunnel and ""; grade: 0 if the caller's words give
    none."""

    at_s: float
    type_key: str
    channel: str
    title: str
    title_en: str
    text: str
    text_en: str
    crossing: tuple[str, str]
    grade: int = 0


CALLS = (
    Call(24, "congestion", "122", "路口拥堵", "Congested junction", "雨大车多，红绿灯路口排队很长。",
         "Heavy rain and traffic, a long queue at the lights.", ("解放路", "迎宾大道"), 4),
    Call(52, "road_flooding", "12345", "道路积水", "Water on the road", "路边积水到脚踝，电动车熄火。",
         "Water up to the ankles, scooters stall.", ("滨江路", "东港一路"), 4),
    Call(74, "road_flooding", "110", "道路内涝", "Flooded road", "非机动车道看不见了，有车辆绕行到对向。",
         "The cycle lane has vanished, cars cross to the other side.", ("建设大道", "江汉路"), 3),
    Call(96, "flooded_underpass", "110", "隧道积水 人员被困", "People trapped in flooded underpass",
         "两辆车在隧道里熄火，三个人出不来，水在往上涨。", "Two cars stalled in the underpass, three people cannot get out, the "
         "water is rising.", ("中山路下穿隧道", ""), 1),
    Call(118, "traffic_accident", "122", "追尾事故", "Rear-end collision", "三车追尾，一人受伤流血。",
         "Three cars collided, one person is bleeding.", ("解放路", "东港一路"), 3),
    Call(160, "rescue", "119", "树木倒伏 压住车辆", "Fallen tree on a car", "行道树倒了，压住一辆小车，占了半幅路。",
         "A tree fell on a car and blocks half the road.", ("学院路", "人民路"), 3),
    Call(205, "road_flooding", "12345", "小区进水", "Water in an estate", "地下车库开始进水，物业的泵不够用。",
         "Water runs into the basement garage, our pumps are not enough.", ("建设大道", "学院路"), 3),
    Call(262, "rescue", "120", "群众求助 老人被困", "Elderly person cut off", "一楼进水，老人行动不便，需要转移。",
         "Ground floor flooded, an elderly person must be moved.", ("新华路", "钟楼路"), 2),
    Call(330, "other", "110", "信号灯停电", "Traffic lights out", "路口红绿灯全灭，车堵死了。",
         "All lights at the junction are out, traffic is stuck.", ("东港一路", "解放路"), 4),
    Call(420, "traffic_accident", "122", "车辆侧滑撞护栏", "Car hit the barrier", "快速路上侧滑，占一条车道。",
         "Skidded on the expressway, one lane blocked.", ("建设大道", "东港一路"), 4),
    Call(515, "road_flooding", "110", "道路内涝 公交抛锚", "Bus stranded in water", "公交车抛锚，车上二十多人。",
         "A bus broke down in the water with more than twenty people.", ("南岸大道", "江汉路"), 2),
    Call(604, "fire", "119", "居民楼冒烟", "Smoke from a block of flats", "五楼窗口冒黑烟，听到警铃。",
         "Black smoke from the fifth floor, the alarm bell rings.", ("人民路", "钟楼路"), 2),
    Call(690, "rescue", "119", "电梯困人", "People stuck in a lift", "停电，电梯里困了四个人。",
         "Power cut, four people in the lift.", ("江北大道", "江汉路"), 3),
    Call(820, "other", "12345", "井盖缺失", "Missing manhole cover", "井盖被冲走，很危险。", "A manhole cover was washed away.",
         ("青年路", "中山路"), 3),
    Call(980, "traffic_accident", "122", "轻微剐蹭", "Minor scrape", "两车剐蹭，无人受伤。", "Two cars scraped, nobody hurt.",
         ("江北大道", "中山路"), 4),
    Call(1180, "other", "12345", "路面淤泥", "Mud on the road", "水退了，路上都是泥。", "The water has gone and left mud.",
         ("滨江路", "迎宾大道"), 4),
)


class Device(NamedTuple):
    """A device alarm that stands from `from_s` until `until_s` of every loop."""

    key: str
    code: str
    text: str
    text_en: str
    level: int
    type_key: str
    crossing: tuple[str, str]
    from_s: float
    until_s: float


DEVICES = (
    Device("pump-zhongshan-2", "PUMP_TRIP", "中山路泵站 2 号泵跳闸", "Zhongshan Road pump 2 tripped", 2, "pump_failure",
           ("中山路下穿隧道", ""), *PUMP_TRIP),
    Device("fire-panel-0417", "FIRE", "时代大厦 5 层烟感报警", "Shidai Tower, smoke detector on floor 5", 1, "fire_alarm",
           ("人民路", "钟楼路"), 590.0, 900.0),
    Device("fire-panel-0733", "FAULT", "东港商场消防主机故障", "Donggang Mall fire panel fault", 4, "fire_alarm",
           ("解放路", "东港一路"), 240.0, 1300.0),
)


def place_of(city: City, crossing: tuple[str, str]) -> tuple[float, float]:
    """Metres of a crossing, or of the middle of a tunnel."""
    if crossing[1]:
        return city.crossing(*crossing)
    middle = city.street(crossing[0]).centroid
    return middle.x, middle.y


def words_of(city: City, crossing: tuple[str, str]) -> tuple[str, str]:
    """What a crossing or a tunnel is called, in Chinese and English."""
    english = {street.name: street.name_en for street in city.streets}
    first, second = crossing
    return (f"{first}与{second}交叉口", f"{english[first]} at {english[second]}") if second else (first, english[first])


class CallBook:
    """The calls with their places worked out once."""

    def __init__(self, city: City, clock: ScriptClock) -> None:
        self._city, self._clock = city, clock
        self._run = clock.start_utc // 1_000_000 % 100_000_000
        self._places = [point(*place_of(city, call.crossing)) for call in CALLS]
        self._districts = [city.district_at(*place_of(city, call.crossing)) for call in CALLS]
        self._device_words = [words_of(city, device.crossing) for device in DEVICES]
        self._device_places = [point(*place_of(city, device.crossing)) for device in DEVICES]

    def between(self, since_utc: int, now_utc: int) -> list[dict[str, Any]]:
        """Calls after `since_utc` up to now, oldest first; at most the last three loops."""
        loop, _ = self._clock.script(now_utc)
        calls = [self._as_json(number, index) for number in range(max(0, loop - 2), loop + 1)
                 for index in range(len(CALLS))
                 if since_utc < self._clock.at(number, CALLS[index].at_s) <= now_utc]
        return sorted(calls, key=lambda call: str(call["time"]))

    def _as_json(self, loop: int, index: int) -> dict[str, Any]:
        call = CALLS[index]
        lon, lat = self._places[index]
        where, where_en = words_of(self._city, call.crossing)
        return {"id": f"{self._run:08d}-{loop:03d}-{index + 1:02d}", "time": to_iso(self._clock.at(loop, call.at_s)),
                "type": call.type_key, "channel": call.channel, "title": call.title, "title_en": call.title_en,
                "text": call.text, "text_en": call.text_en, "lon": lon, "lat": lat, "address": where,
                "address_en": where_en, "grade": call.grade, "district": self._districts[index], "status": "new"}

    def alarms(self, now_utc: int) -> list[dict[str, Any]]:
        """Every device with the state of its alarm."""
        loop, second = self._clock.script(now_utc)
        return [self._alarm(device, number, loop, second) for number, device in enumerate(DEVICES)]

    def _alarm(self, device: Device, number: int, loop: int, second: float) -> dict[str, Any]:
        place, (where, where_en) = self._device_places[number], self._device_words[number]
        if loop >= 0 and device.from_s <= second < device.until_s:
            state, since = "active", self._clock.at(loop, device.from_s)
        elif loop > 0 or second >= device.until_s:
            ended = loop if second >= device.until_s else loop - 1
            state, since = "cleared", self._clock.at(ended, device.until_s)
        else:
            state, since = "normal", self._clock.start_utc
        return {"device": device.key, "code": device.code, "text": device.text, "text_en": device.text_en,
                "level": device.level, "type": device.type_key, "lon": place[0], "lat": place[1], "place": where,
                "place_en": where_en, "state": state, "time": to_iso(since)}
