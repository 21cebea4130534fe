"""Cameras and recorders that speak ONVIF. The connector's thread looks for devices and sums up; every device has a
thread of its own."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from command_center.connectors.backoff import Backoff
from command_center.connectors.base import Connector, ConnectorError, EventSink, SendOutcome
from command_center.connectors.onvif.addresses import host_of
from command_center.connectors.onvif.answers import Match
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.discovery import discover
from command_center.connectors.onvif.stored import Stored, publish_stored, read_stored
from command_center.connectors.onvif.watch import DeviceWatch
from command_center.connectors.seen import Seen
from command_center.connectors.source import read_limited
from command_center.domain.addresses import host_of as host_and_port
from command_center.domain.addresses import split_password
from command_center.domain.events import CameraSeen, Event
from command_center.domain.ptz import PtzRequest
from command_center.secrets import secret_of_user

TICK_S = 0.5
SPREAD_S = 0.02  # a device: hundreds must not be asked in one instant
READY_S = 2.0


class OnvifConnector(Connector):
    """Cameras by ONVIF: discovery, streams, pan-tilt-zoom, presets, events."""

    kind = "onvif"
    tier = "silver"
    inputs = ("url", "path")
    Config = OnvifConfig
    moves_cameras = True

    def __init__(self, config: OnvifConfig) -> None:
        super().__init__(config)
        self._seen = Seen()
        self._seen_lock = threading.Lock()
        self._told: dict[str, str] = {}
        self._watches: dict[str, DeviceWatch] = {}
        self._troubles: dict[str, ConnectorError] = {}
        self._last_trouble = ""

    def remember(self, events: Sequence[Event]) -> None:
        """Cameras that the journal already holds."""
        for event in events:
            if isinstance(event, CameraSeen):
                self._seen.is_news(event)

    def check(self) -> None:
        """One look at the files, or one question to the first device."""
        if self.config.path:
            next(self._files(), None)
            return
        for url in (self.config.url, *self.config.addresses)[:1 if self.config.url else 2]:
            if url:
                client = OnvifClient(url, self.config)
                try:
                    client.look_at_clock()
                finally:
                    client.close()
                return

    def run(self, sink: EventSink, stop: threading.Event) -> None:
        """Until stopped. A single device that is lost ends it; of several each comes back by itself."""
        if self.config.path:
            self._read_path(sink, stop)
            return
        self._watches, self._troubles = {}, {}
        fixed = [url for url in (self.config.url, *self.config.addresses) if url]
        single = len(fixed) == 1 and not self.config.discover
        for number, url in enumerate(dict.fromkeys(fixed)):
            self._begin((url,), sink, stop, delay_s=number * SPREAD_S, keeps_trying=not single)
        search_at = 0.0
        while not stop.is_set():
            if self.config.discover and time.monotonic() >= search_at:
                self._search(sink, stop)
                search_at = time.monotonic() + self.config.discover_s
            if single and self._troubles:
                raise next(iter(self._troubles.values()))
            self._sum_up(sink)
            stop.wait(TICK_S)

    def move(self, camera: str, request: PtzRequest) -> SendOutcome:
        """Move a camera; right after a start it may not be known yet."""
        deadline = time.monotonic() + READY_S
        while True:
            for watch in list(self._watches.values()):
                eye = watch.eye(camera)
                if eye is not None:
                    return watch.move(eye, request)
            if time.monotonic() >= deadline:
                return SendOutcome("failed", "not_ready", camera)
            time.sleep(0.05)

    def _is_news(self, camera: CameraSeen) -> bool:
        """Whether it differs from what the journal holds, or its password from what the store does."""
        main = split_password(camera.main_url)
        plain = msgspec.structs.replace(camera, main_url=main.url, sub_url=split_password(camera.sub_url).url)
        with self._seen_lock:
            was_told = self._told.get(camera.camera) == camera.main_url
            self._told[camera.camera] = camera.main_url
            is_news = self._seen.is_news(plain)
        return is_news or (bool(main.password) and not was_told
                           and secret_of_user(main.user, *host_and_port(main.url)) != (main.user, main.password))

    # --- devices

    def _begin(self, urls: Sequence[str], sink: EventSink, stop: threading.Event, *, delay_s: float = 0.0, key: str = "",
               match: Match | None = None, keeps_trying: bool = True) -> None:
        watch = DeviceWatch(urls, self.config, self._is_news, stop, key=key, match=match)
        self._watches[(match.endpoint if match else "") or urls[0]] = watch
        threading.Thread(target=self._attend, args=(watch, sink, stop, delay_s, keeps_trying), daemon=True,
                         name=f"onvif-{host_of(urls[0])}").start()

    def _attend(self, watch: DeviceWatch, sink: EventSink, stop: threading.Event, delay_s: float,
                keeps_trying: bool) -> None:
        backoff = Backoff()
        stop.wait(delay_s * random.uniform(0.5, 1.5))
        while not watch.is_over:
            began = time.monotonic()
            try:
                watch.run(sink)
            except ConnectorError as error:
                problem = error
            except Exception as error:  # one device's bug is not the others'
                problem = ConnectorError("crashed", f"{type(error).__name__}: {error}")
            else:
                break
            if watch.is_over:
                break
            self._troubles[watch.url] = problem
            if not keeps_trying:
                return
            if time.monotonic() - began > 60.0:
                backoff.reset()
            self._wait(watch, backoff.next_s(problem.retry_after_s))
            self._troubles.pop(watch.url, None)
        self._troubles.pop(watch.url, None)

    def _wait(self, watch: DeviceWatch, wait_s: float) -> None:
        until = time.monotonic() + wait_s
        while not watch.is_over and time.monotonic() < until:
            time.sleep(min(0.2, wait_s))

    def _search(self, sink: EventSink, stop: threading.Event) -> None:
        """Begin with whoever is new; a device that moved to another address is begun anew."""
        try:
            found = discover(self.config.discover_at, stop=stop)
        except ConnectorError as error:
            if not self._watches:
                raise
            sink.trouble(str(error))
            return
        if not self._watches and not found:
            sink.alive()
        known_hosts = {host_of(url) for url in (self.config.url, *self.config.addresses) if url}
        for number, (match, urls) in enumerate(found):
            known = self._watches.get(match.endpoint or urls[0])
            if (known is not None and known.url in urls) or known_hosts & {host_of(url) for url in urls}:
                continue
            if known is not None:
                known.close()
            elif len(self._watches) >= self.config.max_devices:
                sink.skip("too_many_devices")
                continue
            key = match.endpoint.removeprefix("urn:").removeprefix("uuid:").strip()
            self._begin(urls, sink, stop, delay_s=number * SPREAD_S, key=key, match=match)

    def _sum_up(self, sink: EventSink) -> None:
        """Which devices are lost, as the source's trouble."""
        troubles = dict(self._troubles)
        first = next(iter(troubles.items()), None)
        said = f"{len(troubles)}/{len(self._watches)}: {host_of(first[0])}: {first[1]}"[:200] if first else ""
        if said != self._last_trouble:
            self._last_trouble = said
            sink.trouble(said)

    # --- stored answers

    def _files(self) -> Iterator[Path]:
        root = Path(self.config.path)
        if not root.exists():
            raise ConnectorError("not_found", f"no file or folder {root}", fatal=True)
        if not root.is_dir():
            yield root
            return
        inside = root.resolve()
        yield from (each for each in sorted(root.iterdir()) if each.is_file()
                    and each.suffix.lower() in (".xml", ".soap") and each.resolve().is_relative_to(inside))

    def _read_path(self, sink: EventSink, stop: threading.Event) -> None:
        stored: list[Stored] = []
        for path in self._files():
            if stop.is_set():
                return
            try:
                data = read_limited(path, self.config.max_bytes)
            except (ConnectorError, OSError) as error:
                sink.bad(f"unreadable: {error}"[:200])
                continue
            answer = read_stored(path.stem, data, sink)
            if answer is not None:
                stored.append(answer)
        publish_stored(stored, self.config, Path(self.config.path).stem, sink)
