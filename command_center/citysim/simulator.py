"""Puts the city behind its URLs. Handlers run on the server's threads and read immutable things; only the fleet
holds a lock."""

from __future__ import annotations

import json
import threading
from typing import Any

from command_center.citysim import transit
from command_center.citysim.calls import CallBook
from command_center.citysim.cameras import as_json as camera_json
from command_center.citysim.cameras import make_cameras
from command_center.citysim.cap import Bureau
from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock
from command_center.citysim.faults import phase, traffic_fault
from command_center.citysim.heads import BadWish
from command_center.citysim.sensors import make_things
from command_center.citysim.sensorthings import BadQuery, NotFound, SensorThings
from command_center.citysim.server import Answer, Drop, Hang, Reply, Request, json_reply
from command_center.citysim.streaming import Studio
from command_center.citysim.traffic import make_segments, traffic_at
from command_center.citysim.units import SILENT, Fleet, Refused
from command_center.citysim.vectors import make_collections, pack
from command_center.domain.time import SECOND, now_utc, parse_iso, to_iso

_HANG_S = 60.0
_PAGE = 50


class Simulator:
    """The application of the server. base: its URL."""

    def __init__(self, city: City, clock: ScriptClock, base: str, stopping: threading.Event) -> None:
        self.city, self.clock, self.base = city, clock, base
        self.routes = transit.make_routes(city)
        self.collections = make_collections(city, self.routes)
        self.things = make_things(city)
        self.sensorthings = SensorThings(self.things, clock, f"{base}/v1.1")
        self.bureau = Bureau(city, clock, base)
        self.calls = CallBook(city, clock)
        self.fleet = Fleet(city, clock.speed, clock.start_utc)
        self.cameras = {camera.key: camera for camera in make_cameras(city)}
        self.segments = make_segments(city)
        self.studio = Studio(self.cameras.values(), clock, stopping)
        self._gtfs = pack(transit.static_zip(self.routes))
        self._handlers = {"": self._index, "health": self._health, "status": self._status, "vector": self._vector,
                          "cameras": self._cameras, "units": self._units, "calls": self._calls, "alarms": self._alarms,
                          "traffic": self._traffic, "cap": self._cap, "gtfs": self._schedule,
                          "gtfs-rt": self._positions, "v1.1": self._things}

    def __call__(self, request: Request) -> Answer:
        """Answer one request."""
        parts = [part for part in request.path.split("/") if part]
        handler = self._handlers.get(parts[0] if parts else "")
        if handler is None:
            return _missing(request.path)
        if request.method not in ("GET", "HEAD") and (not parts or parts[0] not in ("units", "cameras")):
            return json_reply({"error": "only GET"}, 405)
        return handler(request, parts[1:])

    def _index(self, request: Request, parts: list[str]) -> Answer:
        return json_reply({"city": "江州市", "city_en": "Jiangzhou", "demo": True,
                           "vector": [f"{self.base}/vector/{name}.geojson" for name in self.collections],
                           "services": [f"{self.base}/{name}" for name in self._handlers if name]})

    def _health(self, request: Request, parts: list[str]) -> Answer:
        return json_reply({"ok": True})

    def _status(self, request: Request, parts: list[str]) -> Answer:
        now = now_utc()
        loop, second = self.clock.script(now)
        return json_reply({"time": to_iso(now), "loop": loop, "script_s": round(second, 1), "speed": self.clock.speed,
                           "phase": phase(second), "seed": self.city.seed, "started": to_iso(self.clock.start_utc)})

    def _vector(self, request: Request, parts: list[str]) -> Answer:
        packed = self.collections.get(parts[0].removesuffix(".geojson")) if len(parts) == 1 else None
        if packed is None:
            return _missing(request.path)
        return Reply(200, packed.plain, "application/geo+json", packed.etag, packed.zipped)

    def _cameras(self, request: Request, parts: list[str]) -> Answer:
        if not parts:
            return json_reply([camera_json(camera, self.city, self.base) | self._moving(camera.key)
                               for camera in self.cameras.values()])
        camera = self.cameras.get(parts[0])
        if camera is not None and parts[1:] == ["ptz"]:
            return self._move(camera.key, request)
        if request.method not in ("GET", "HEAD"):
            return json_reply({"error": "only GET"}, 405)
        if camera is None or len(parts) != 2 or parts[1] not in ("main.ts", "sub.ts"):
            return _missing(request.path)
        return self.studio.open(camera, parts[1].removesuffix(".ts"))

    def _moving(self, camera: str) -> dict[str, str]:
        heads = self.studio.heads
        return {"ptz": "1", "ptz_presets": json.dumps(heads.presets(camera), ensure_ascii=False)} if heads.turns(camera) else {}

    def _move(self, camera: str, request: Request) -> Answer:
        heads = self.studio.heads
        try:
            if request.method == "POST":
                wish = json.loads(request.body)
                if not isinstance(wish, dict):
                    raise BadWish("wanted: {kind, pan, tilt, zoom, preset, name, box}")
                heads.move(camera, wish)
        except ValueError as error:
            return json_reply({"error": str(error), "reason": "bad_request"}, 400)
        pose = heads.pose(camera)
        return json_reply({"pan": round(pose.pan, 4), "tilt": round(pose.tilt, 4), "zoom": round(pose.zoom, 3),
                           "presets": heads.presets(camera)})

    def _units(self, request: Request, parts: list[str]) -> Answer:
        now = now_utc()
        if request.method in ("GET", "HEAD"):
            chosen = [unit for unit in self.fleet.units.values() if not parts or unit.key == parts[0]]
            if parts and not chosen:
                return _missing(request.path)
            rows = [self.fleet.as_json(unit, now) for unit in chosen]
            return json_reply(rows[0] if parts else rows)
        if len(parts) < 2 or parts[0] not in self.fleet.units or parts[1] != "orders":
            return _missing(request.path)
        if parts[0] == SILENT:
            return Hang(_HANG_S)
        if request.method == "DELETE" and len(parts) == 3:
            done = self.fleet.release(parts[0], parts[2], now)
            return json_reply({"order": parts[2], "state": "released"}) if done else json_reply(
                {"error": "no such order", "reason": "order_unknown"}, 404)
        return self._order(parts[0], request.body, now) if request.method == "POST" else json_reply(
            {"error": "POST or DELETE"}, 405)

    def _order(self, unit: str, body: bytes, now: int) -> Answer:
        try:
            wish = json.loads(body)
            order, lon, lat = str(wish["order"]), float(wish["lon"]), float(wish["lat"])
            incident = str(wish.get("incident", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            return json_reply({"error": "wanted: {order, incident, lon, lat}", "reason": "bad_request"}, 400)
        if not (order and -180 <= lon <= 180 and -90 <= lat <= 90):
            return json_reply({"error": "order is empty or the place is none", "reason": "bad_request"}, 400)
        try:
            state = self.fleet.order(unit, order, incident, lon, lat, now)
        except Refused as refusal:
            return json_reply({"order": order, "state": "refused", "reason": str(refusal)}, 409)
        return json_reply({"order": order, "state": state.status}, 202)

    def _calls(self, request: Request, parts: list[str]) -> Answer:
        now = now_utc()
        given = request.query.get("after") or request.query.get("since")
        try:
            since = parse_iso(given.replace(" ", "+")) if given else 0
        except ValueError:
            return json_reply({"error": "since wants an ISO 8601 time"}, 400)
        calls = self.calls.between(since, now)
        body: dict[str, Any] = {"calls": calls[:_PAGE], "next": None}
        if len(calls) > _PAGE:
            body["next"] = f"{self.base}/calls?after={calls[_PAGE - 1]['time'].replace('+', '%2B')}"
        return json_reply(body)

    def _alarms(self, request: Request, parts: list[str]) -> Answer:
        return json_reply(self.calls.alarms(now_utc()))

    def _traffic(self, request: Request, parts: list[str]) -> Answer:
        loop, second = self.clock.script(now_utc())
        fault = traffic_fault(second) if loop >= 0 else ""
        if fault == "error":
            return json_reply({"error": "database unavailable"}, 500)
        if fault == "hang":
            return Hang(_HANG_S)
        if fault == "refuse":
            return Drop()
        body = json.dumps(traffic_at(self.segments, self.clock, now_utc()), ensure_ascii=False).encode()
        packed = pack(body)
        return Reply(200, packed.plain, etag=packed.etag, zipped=packed.zipped)

    def _cap(self, request: Request, parts: list[str]) -> Answer:
        name = parts[0] if len(parts) == 1 else ""
        if name == "feed.atom":
            packed = pack(self.bureau.feed(now_utc()))
            return Reply(200, packed.plain, "application/atom+xml; charset=utf-8", packed.etag)
        body = self.bureau.document(name.removesuffix(".cap"), now_utc())
        if body is None:
            return _missing(request.path)
        return Reply(200, body, "application/cap+xml; charset=utf-8", pack(body).etag)

    def _schedule(self, request: Request, parts: list[str]) -> Answer:
        if parts != ["static.zip"]:
            return _missing(request.path)
        return Reply(200, self._gtfs.plain, "application/zip", self._gtfs.etag)

    def _positions(self, request: Request, parts: list[str]) -> Answer:
        if parts != ["vehicle-positions.pb"]:
            return _missing(request.path)
        now = now_utc()
        _, second = self.clock.script(now)
        return Reply(200, transit.vehicle_positions(self.routes, now / SECOND, second), "application/x-protobuf")

    def _things(self, request: Request, parts: list[str]) -> Answer:
        try:
            return json_reply(self.sensorthings.get("/".join(parts), request.query))
        except BadQuery as error:
            return json_reply({"code": 400, "type": "error", "message": str(error)}, 400)
        except NotFound as error:
            return json_reply({"code": 404, "type": "error", "message": f"Nothing found: {error}"}, 404)


def _missing(path: str) -> Reply:
    return json_reply({"error": "not found", "path": path}, 404)
