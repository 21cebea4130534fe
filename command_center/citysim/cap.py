"""The weather bureau of the city: CAP 1.2 alerts as the script's rain demands them, and their Atom feed. Pure
functions of the clock; any thread."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape

import numpy as np
import shapely

from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock
from command_center.citysim.frame import to_lonlat
from command_center.domain.time import HOUR, SECOND, offset_zone, to_iso

SENDER = "qxj@jiangzhou.example"
_ZONE = offset_zone(8)
_COLOURS = {4: ("蓝色", "blue", "Moderate", "IV/一般"), 3: ("黄色", "yellow", "Severe", "III/较重"),
            2: ("橙色", "orange", "Severe", "II/严重"), 1: ("红色", "red", "Extreme", "I/特别严重")}
_RULES = {4: "12 小时内降雨量将达 50 毫米以上", 3: "6 小时内降雨量将达 50 毫米以上", 2: "3 小时内降雨量将达 50 毫米以上"}
_RULES_EN = {4: "more than 50 mm of rain are expected within 12 hours",
             3: "more than 50 mm of rain are expected within 6 hours",
             2: "more than 50 mm of rain are expected within 3 hours"}


class Bulletin(NamedTuple):
    """What the bureau issues at second `at_s`: kind Alert, Update (of the one before in its series) or Cancel."""

    at_s: float
    series: str  # rain or river
    kind: str
    level: int
    districts: tuple[str, ...]  # names; empty: the whole city


BULLETINS = (
    Bulletin(12, "rain", "Alert", 4, ()),
    Bulletin(43, "rain", "Update", 3, ()),
    Bulletin(83, "rain", "Update", 2, ("中心城区", "南岸新区", "东港区", "学府区")),
    Bulletin(420, "river", "Alert", 4, ("中心城区", "东港区", "江北区")),
    Bulletin(640, "river", "Update", 3, ("中心城区", "东港区", "江北区")),
    Bulletin(980, "rain", "Update", 3, ()),
    Bulletin(1220, "rain", "Update", 4, ()),
    Bulletin(1380, "river", "Cancel", 3, ("中心城区", "东港区", "江北区")),
    Bulletin(1560, "rain", "Cancel", 4, ()),
)


class Alert(NamedTuple):
    """A bulletin of a loop with its identifier and time."""

    identifier: str
    sent_utc: int
    bulletin: Bulletin
    references: tuple[tuple[str, int], ...]


class Bureau:
    """Issues by the clock; keeps the areas ready."""

    def __init__(self, city: City, clock: ScriptClock, base: str) -> None:
        self._clock, self._base = clock, base
        self._run = clock.start_utc // SECOND % 10**8
        self._rings = {district.name: (district.name_en, district.code, _ring(district.shape))
                       for district in city.districts}
        whole = shapely.union_all([district.shape for district in city.districts])
        self._whole = ("江州市", "Jiangzhou", "429900", _ring(whole))

    def alerts(self, now_utc: int) -> list[Alert]:
        """Everything issued in this loop and the one before, oldest first."""
        loop, second = self._clock.script(now_utc)
        return [self._alert(number, index) for number in range(max(0, loop - 1), loop + 1)
                for index, bulletin in enumerate(BULLETINS) if number < loop or bulletin.at_s <= second]

    def _alert(self, loop: int, index: int) -> Alert:
        bulletin = BULLETINS[index]
        before = [number for number in range(index) if BULLETINS[number].series == bulletin.series]
        references = () if bulletin.kind == "Alert" else tuple(
            (self._identifier(loop, number), self._clock.at(loop, BULLETINS[number].at_s)) for number in before[-1:])
        return Alert(self._identifier(loop, index), self._clock.at(loop, bulletin.at_s), bulletin, references)

    def _identifier(self, loop: int, index: int) -> str:
        return f"42990041600000_{self._run:08d}_{loop:03d}_{index + 1}"

    def feed(self, now_utc: int) -> bytes:
        """The Atom feed, newest first."""
        alerts = self.alerts(now_utc)[::-1]
        updated = _stamp(alerts[0].sent_utc if alerts else self._clock.start_utc)
        entries = "".join(self._entry(alert) for alert in alerts)
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
                f"<id>{self._base}/cap/feed.atom</id><title>江州市气象台预警信息</title><updated>{updated}</updated>"
                f'<author><name>江州市气象台</name></author><link rel="self" href="{self._base}/cap/feed.atom"/>'
                f"{entries}</feed>\n").encode()

    def _entry(self, alert: Alert) -> str:
        link = f"{self._base}/cap/{alert.identifier}.cap"
        return (f"<entry><id>{link}</id><title>{escape(_headline(alert.bulletin))}</title>"
                f"<updated>{_stamp(alert.sent_utc)}</updated><published>{_stamp(alert.sent_utc)}</published>"
                f'<link rel="alternate" type="application/cap+xml" href="{link}"/></entry>')

    def document(self, identifier: str, now_utc: int) -> bytes | None:
        """The CAP file of an alert that was issued, None if there is none of that name."""
        for alert in self.alerts(now_utc):
            if alert.identifier == identifier:
                return self._document(alert)
        return None

    def _document(self, alert: Alert) -> bytes:
        references = " ".join(f"{SENDER},{name},{_stamp(sent)}" for name, sent in alert.references)
        areas = self._areas(alert.bulletin)
        return (f'<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n'
                f"  <identifier>{alert.identifier}</identifier>\n  <sender>{SENDER}</sender>\n"
                f"  <sent>{_stamp(alert.sent_utc)}</sent>\n  <status>Actual</status>\n"
                f"  <msgType>{alert.bulletin.kind}</msgType>\n  <source>江州市气象台（演示）</source>\n"
                f"  <scope>Public</scope>\n"
                + (f"  <references>{references}</references>\n" if references else "")
                + _info(alert, "zh-CN", areas[0]) + _info(alert, "en-US", areas[1]) + "</alert>\n").encode()

    def _areas(self, bulletin: Bulletin) -> tuple[str, str]:
        """The area elements with Chinese and with English names."""
        rows = [(name, *self._rings[name]) for name in bulletin.districts] or [self._whole]
        return (tuple("".join(
            f"    <area>\n      <areaDesc>{escape(name[index])}</areaDesc>\n      <polygon>{name[3]}</polygon>\n"
            f"      <geocode><valueName>ADCODE</valueName><value>{name[2]}</value></geocode>\n    </area>\n"
            for name in rows) for index in (0, 1)))  # type: ignore[return-value]


def _event(bulletin: Bulletin) -> tuple[str, str, str]:
    return ("暴雨", "Rainstorm", "11B03") if bulletin.series == "rain" else ("洪水", "Flood", "11A01")


def _headline(bulletin: Bulletin) -> str:
    word = "解除" if bulletin.kind == "Cancel" else "发布"
    colour = _COLOURS[bulletin.level]
    return f"江州市气象台{word}{_event(bulletin)[0]}{colour[0]}预警[{colour[3]}]"


def _info(alert: Alert, language: str, areas: str) -> str:
    bulletin = alert.bulletin
    zh, colour, event = language == "zh-CN", _COLOURS[bulletin.level], _event(bulletin)
    headline = _headline(bulletin) if zh else (
        f"{event[1]} {colour[1]} warning {'cancelled' if bulletin.kind == 'Cancel' else 'issued'} for Jiangzhou")
    expires = alert.sent_utc + (HOUR if bulletin.kind != "Cancel" else 60 * SECOND)
    text, advice = _texts(bulletin, zh)
    return (f"  <info>\n    <language>{language}</language>\n    <category>Met</category>\n"
            f"    <event>{event[0] if zh else event[1]}</event>\n    <responseType>Prepare</responseType>\n"
            f"    <urgency>{'Past' if bulletin.kind == 'Cancel' else 'Immediate'}</urgency>\n"
            f"    <severity>{colour[2]}</severity>\n    <certainty>Likely</certainty>\n"
            f"    <eventCode><valueName>GB/T 35561</valueName><value>{event[2]}</value></eventCode>\n"
            f"    <effective>{_stamp(alert.sent_utc)}</effective>\n    <onset>{_stamp(alert.sent_utc)}</onset>\n"
            f"    <expires>{_stamp(expires)}</expires>\n"
            f"    <senderName>{'江州市气象台' if zh else 'Jiangzhou Meteorological Observatory'}</senderName>\n"
            f"    <headline>{headline}</headline>\n    <description>{text}</description>\n"
            f"    <instruction>{advice}</instruction>\n"
            f"    <parameter><valueName>colour</valueName><value>{colour[1]}</value></parameter>\n"
            f"    <parameter><valueName>level</valueName><value>{bulletin.level}</value></parameter>\n{areas}  </info>\n")


def _texts(bulletin: Bulletin, zh: bool) -> tuple[str, str]:
    """Description and advice."""
    if bulletin.kind == "Cancel":
        return ("影响已减弱，预警解除。", "无。") if zh else ("The threat has passed.", "None.")
    if bulletin.series == "river":
        return ("青江水位持续上涨，沿江低洼地带请注意防范。", "请勿靠近江滩，做好低洼地带人员转移准备。") if zh else (
            "The Qingjiang keeps rising; low ground along the river is at risk.",
            "Keep away from the embankments and prepare to leave low ground.")
    rule = _RULES[bulletin.level] if zh else _RULES_EN[bulletin.level]
    return (f"预计{rule}，可能造成城市内涝，请注意防范。", "避免进入下穿隧道和低洼路段，注意排查积水点。") if zh else (
        f"In the city {rule}; streets may be flooded.", "Avoid underpasses and low roads; check known flood points.")


def _ring(shape: shapely.Geometry) -> str:
    """CAP's polygon text: latitude,longitude pairs, closed, a few dozen of them."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    ring = shapely.get_coordinates(largest.simplify(60).exterior)
    lonlat = np.round(to_lonlat(ring), 5)
    return " ".join(f"{lat:.5f},{lon:.5f}" for lon, lat in lonlat)


def _stamp(at_utc: int) -> str:
    """CAP wants whole seconds and an offset."""
    return to_iso(at_utc - at_utc % SECOND, _ZONE)
