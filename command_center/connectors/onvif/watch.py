"""One device for as long as it answers: read, listened to, read anew, moved. Owns a thread; `move` is called on others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from command_center.connectors.base import ConnectorError, EventSink, SendOutcome
from command_center.connectors.http import NotSent
from command_center.connectors.onvif.alarms import AlarmBook
from command_center.connectors.onvif.answers import Match
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.device import read_device, read_presets
from command_center.connectors.onvif.facts import DeviceFacts, Eye, about, cameras, eyes
from command_center.connectors.onvif.listener import Listener
from command_center.connectors.onvif.ptz import Mover
from command_center.domain.events import CameraSeen
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import SECOND
from command_center.secrets import secret_for, secret_of_user

CLOCK_IS_OFF_US = 30 * SECOND
IsNews = Callable[[CameraSeen], bool]


class DeviceWatch:
    """urls: where the device service may be, the likeliest first; url: where it is; key: what its cameras are called, "" for its host; is_news: whether a camera differs
    from what was said of it last."""

    def __init__(self, urls: Sequence[str], config: OnvifConfig, is_news: IsNews, stop: threading.Event, *, key: str = "",
                 match: Match | None = None) -> None:
        self.urls, self.url = tuple(urls), urls[0]
        self._config, self._is_news, self._stop = config, is_news, stop
        self._key, self._match = key, match or Match("", (), {})
        self._sink: EventSink | None = None
        self._facts: DeviceFacts | None = None
        self._mover: Mover | None = None
        self._movement: OnvifClient | None = None
        self._moving = threading.Lock()
        self._book = AlarmBook(config)
        self.leaving = threading.Event()

    def close(self) -> None:
        """Ask it to end; it does at the next answer."""
        self.leaving.set()

    @property
    def is_over(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set() or self.leaving.is_set()

    def run(self, sink: EventSink) -> None:
        """Until it is asked to end. Raises ConnectorError when the device is lost."""
        self._sink = sink
        self.url = self._where()
        client = self._client(self._fresh())
        with self._moving:  # it may be another password, or another place
            self._mover, self._movement = None, self._client(self._fresh())
        try:
            self._read(client, sink)
            self._attend(client, sink)
        finally:
            client.close()

    def eye(self, camera: str) -> Eye | None:
        """The camera of this id, if it is this device's."""
        facts = self._facts
        return next((each for each in eyes(facts, self._config.id) if each.camera == camera), None) if facts else None

    def move(self, eye: Eye, request: PtzRequest) -> SendOutcome:
        """Move one of its cameras; one at a time, over a connection of its own."""
        with self._moving:
            if self._mover is None or self._movement is None:
                return SendOutcome("failed", "not_ready")
            outcome = self._mover.move(eye, request)
            if self._mover.presets_changed and self._facts is not None and eye.ptz is not None:
                self._mover.presets_changed = False
                self._facts.presets[eye.ptz.token] = read_presets(self._movement, self._facts, eye.ptz.token)
                self._tell()
            return outcome

    def _where(self) -> str:
        """The first address at which anything answers."""
        for url in self.urls[:-1]:
            client = OnvifClient(url, self._config, stop=self._stop, verify=self._fresh().verify)
            try:
                client.look_at_clock()
            except NotSent:
                continue
            except ConnectorError:
                return url  # somebody is there, and may be better with other questions
            else:
                return url
            finally:
                client.close()
        return self.urls[-1]

    def _fresh(self) -> DeviceFacts:
        facts = DeviceFacts(reached=self.url, fixed_key=self._key, endpoint=self._match.endpoint,
                            scopes=dict(self._match.scopes))
        facts.user, facts.password, facts.secret = login_of(self._config, facts)
        known = about(self._config, facts)
        if known is not None:
            facts.fov_deg, facts.verify = known.fov_deg or 0.0, known.verify
        return facts

    def _client(self, facts: DeviceFacts) -> OnvifClient:
        user, password = facts.user, facts.password
        parts = urlsplit(self.url)
        if facts.secret:
            user, password = secret_for(facts.secret, parts.hostname or "") or (user, "")
        elif user and not password:
            user, password = secret_of_user(user, parts.hostname or "", parts.port) or (user, "")
        return OnvifClient(self.url, self._config, user, password, self._stop, facts.verify)

    def _read(self, client: OnvifClient, sink: EventSink) -> None:
        facts = read_device(client, self._fresh())
        facts.clock_is_off = abs(client.skew_us) > CLOCK_IS_OFF_US
        if not facts.profiles:
            sink.bad("no_profiles", self.url.encode())
        with self._moving:
            self._facts = facts
            assert self._movement is not None
            self._movement.skew_us = client.skew_us
            if self._mover is None:
                self._mover = Mover(self._movement, facts)
            self._mover.facts = facts
            self._tell()

    def _tell(self) -> None:
        assert self._sink is not None and self._facts is not None
        news = [each for each in cameras(self._facts, self._config) if self._is_news(each)]
        if news:
            self._sink.publish(news)
        else:
            self._sink.alive()

    def _attend(self, client: OnvifClient, sink: EventSink) -> None:
        listener = Listener(client, self._config, self._book, self._stop)
        refresh_at = time.monotonic() + self._config.refresh_s
        try:
            while not self.is_over:
                assert self._facts is not None
                if not listener.listen(self._facts, sink):
                    client.look_at_clock()
                    sink.alive()
                    self._rest()
                if time.monotonic() >= refresh_at:
                    self._read(client, sink)
                    refresh_at = time.monotonic() + self._config.refresh_s
        finally:
            if self.is_over:
                listener.close()

    def _rest(self) -> None:
        until = time.monotonic() + self._config.poll_s
        while not self.is_over and (left := until - time.monotonic()) > 0:
            self._stop.wait(min(left, 0.5))


def login_of(config: OnvifConfig, facts: DeviceFacts) -> tuple[str, str, str]:
    """User, password and name of the secret for a device: its own, else the source's."""
    known = about(config, facts)
    if known is not None and (known.user or known.secret):
        return known.user, known.password, known.secret
    return config.user, config.password, config.secret
