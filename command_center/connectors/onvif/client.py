"""One device's services over HTTP: logs in with what the device takes, follows it to where it really is.

Login, in this order, what worked is kept: WS-UsernameToken with the device's own time, HTTP digest, none. A password
never leaves in the clear. One client belongs to one thread at a time.
"""

from __future__ import annotations

import threading
from typing import Literal

from requests.auth import HTTPDigestAuth

from command_center.connectors.base import ConnectorError
from command_center.connectors.http import HttpClient, NotSent, Response, status_error
from command_center.connectors.onvif import answers
from command_center.connectors.onvif.addresses import service_urls
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.soap import (
    DEVICE,
    OnvifFault,
    Reply,
    element,
    envelope,
    read_reply,
    username_token,
)
from command_center.domain.time import SECOND, now_utc

Login = Literal["token", "digest", "none"]
LOCKED_OUT_S = 300.0  # cameras lock an account after a few wrong passwords: no hurry to be wrong again
_NO_CLOCK = ("unauthorized", "http_status", "not_found", "bad_payload")  # some want a login for that too
_ELSEWHERE = ("not_found", "bad_payload", "http_status", "unreachable")


class OnvifClient:
    """url: the device service. skew_us: how far the device's clock is ahead of ours, once `look_at_clock` knew."""

    def __init__(self, url: str, config: OnvifConfig, user: str = "", password: str = "",
                 stop: threading.Event | None = None, verify: bool | str | None = None) -> None:
        self.url, self._config = url, config
        self._user, self._password, self._stop = user, password, stop
        self._verify = config.verify if verify is None else verify
        self._logins: list[Login] = ["token", "digest", "none"] if user else ["none"]
        self._digest: dict[str, HTTPDigestAuth] = {}
        self._clients: dict[str, HttpClient] = {}
        self._places: dict[str, str] = {}  # address as given -> where it answered
        self.skew_us = 0
        self.clock_utc = 0

    def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            client.close()

    def look_at_clock(self) -> int:
        """Ask for the device's time, which needs no login; its difference to ours in microseconds. A device that
        does not say is taken to agree."""
        before = now_utc()
        try:
            reply = self._exchange(self.url, envelope(element("GetSystemDateAndTime", DEVICE)), "none")
        except ConnectorError as error:
            if error.key not in ("fault", *_NO_CLOCK):  # then nobody is there
                raise
            return self.skew_us
        clock = answers.device_clock(reply.body)
        if clock:
            middle = (before + now_utc()) // 2
            # It says whole seconds: below one, the clocks agree as far as can be told.
            self.skew_us = clock - middle if abs(clock - middle) > SECOND else 0
            self.clock_utc = clock
        return self.skew_us

    def call(self, given: str, body: str, *, action: str = "", header: str = "", wait_s: float = 0.0) -> Reply:
        """Ask a service at the address that the device gives for it; wait_s: how long it may think. Raises
        OnvifFault, ConnectorError."""
        tries = [self._places[given]] if given in self._places else service_urls(given or self.url, self.url)
        error: ConnectorError | None = None
        for url in tries:
            try:
                reply = self._logged_in(url, body, action, header, wait_s)
            except ConnectorError as problem:
                if isinstance(problem, OnvifFault) or not (isinstance(problem, NotSent) or problem.key in _ELSEWHERE):
                    raise
                error = error or problem
                self._places.pop(given, None)
            else:
                self._places[given] = url
                return reply
        assert error is not None
        raise error

    def _logged_in(self, url: str, body: str, action: str, header: str, wait_s: float) -> Reply:
        refused: ConnectorError | None = None
        for login in list(self._logins):
            try:
                reply = self._once(url, body, login, action, header, wait_s)
            except ConnectorError as error:
                if error.key != "unauthorized":
                    self._keep(login)
                    raise
                refused = refused or error
            else:
                self._keep(login)
                return reply
        assert refused is not None
        raise ConnectorError("unauthorized", refused.detail, retry_after_s=LOCKED_OUT_S)

    def _once(self, url: str, body: str, login: Login, action: str, header: str, wait_s: float) -> Reply:
        try:
            return self._exchange(url, self._request(body, login, header), login, action, wait_s)
        except ConnectorError as error:
            # A token is refused when its time is: perhaps the device was set, or restarted without a clock.
            known = self.skew_us
            if error.key != "unauthorized" or login != "token" or abs(self.look_at_clock() - known) < 2 * SECOND:
                raise
            return self._exchange(url, self._request(body, login, header), login, action, wait_s)

    def _request(self, body: str, login: Login, header: str) -> bytes:
        token = username_token(self._user, self._password, now_utc() + self.skew_us) if login == "token" else ""
        return envelope(body, token + header)

    def _keep(self, login: Login) -> None:
        if login != "none" or not self._user:
            self._logins.sort(key=lambda each: each != login)

    def _exchange(self, url: str, data: bytes, login: Login, action: str = "", wait_s: float = 0.0) -> Reply:
        kind = 'application/soap+xml; charset=utf-8' + (f'; action="{action}"' if action else "")
        auth = self._digest.setdefault(url, HTTPDigestAuth(self._user, self._password)) if login == "digest" else None
        client, headers = self._http(url, wait_s), {"Content-Type": kind}
        try:
            response = client.request("POST", url, data=data, headers=headers, auth=auth, stop=self._stop)
        except NotSent:
            raise
        except ConnectorError as error:
            if error.key != "unreachable":
                raise
            # A kept connection that the device had given up: what is asked twice does no harm.
            response = client.request("POST", url, data=data, headers=headers, auth=auth, stop=self._stop)
        return _reply(response)

    def _http(self, url: str, wait_s: float) -> HttpClient:
        """One for each origin, and one more for calls that are held open."""
        key = f"{url.partition('://')[2].partition('/')[0]} {wait_s:g}"
        if key not in self._clients:
            self._clients[key] = HttpClient(url, timeout_s=self._config.timeout_s + wait_s,
                                            total_s=self._config.total_timeout_s + wait_s,
                                            max_bytes=self._config.max_bytes, verify=self._verify)
        return self._clients[key]


def _reply(response: Response) -> Reply:
    """The answer; a fault may come with any status, and a refusal without a fault."""
    try:
        reply = read_reply(response.body)
    except OnvifFault as fault:
        if response.status == 401:
            raise ConnectorError("unauthorized", fault.detail) from fault
        raise
    except ConnectorError:
        if not 200 <= response.status < 300:
            raise status_error(response) from None
        raise
    if not 200 <= response.status < 300:
        raise status_error(response)
    return reply
