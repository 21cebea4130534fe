"""A pull point: the camera keeps its notices until they are fetched. On the device's thread."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import escape

from command_center.connectors.base import ConnectorError
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.notifications import Notice, notices
from command_center.connectors.onvif.soap import EVENTS, OnvifFault, element, first, said, tag

PULL_S = 10
LEASE_S = 60
RENEW_S = 25.0
_WSA = "http://www.w3.org/2005/08/addressing"
_WSNT = "http://docs.oasis-open.org/wsn/b-2"
_CREATE = f"{EVENTS}/EventPortType/CreatePullPointSubscriptionRequest"
_PULL = f"{EVENTS}/PullPointSubscription/PullMessagesRequest"
_RENEW = f"{_WSNT.replace('b-2', 'bw-2')}/SubscriptionManager/RenewRequest"
_END = f"{_WSNT.replace('b-2', 'bw-2')}/SubscriptionManager/UnsubscribeRequest"


class PullPoint:
    """A subscription of one device. Raises ConnectorError (a fault where the device has no pull points)."""

    def __init__(self, client: OnvifClient, service: str) -> None:
        self._client, self._service = client, service
        reply = client.call(service, element("CreatePullPointSubscription", EVENTS,
                                             tag("InitialTerminationTime", f"PT{LEASE_S}S")),
                            action=_CREATE, header=_addressed(_CREATE, service or client.url))
        reference = first(reply.body, "SubscriptionReference")
        self._place = said(reference, "Address") or service
        parameters = first(reference, "ReferenceParameters")
        self._parameters = "".join(_copied(each) for each in parameters) if parameters is not None else ""
        self._renew_at = time.monotonic() + RENEW_S

    def pull(self) -> Iterator[Notice]:
        """What happened; waits up to PULL_S for something to happen."""
        body = element("PullMessages", EVENTS, tag("Timeout", f"PT{PULL_S}S") + tag("MessageLimit", 100))
        reply = self._client.call(self._place, body, action=_PULL, header=self._header(_PULL), wait_s=float(PULL_S))
        yield from notices(reply.body)
        if time.monotonic() >= self._renew_at:
            self._renew()

    def close(self) -> None:
        """Let the camera forget it, if it still listens."""
        try:
            self._client.call(self._place, element("Unsubscribe", _WSNT), action=_END, header=self._header(_END))
        except ConnectorError:
            return  # it ends by itself within LEASE_S

    def _renew(self) -> None:
        """Pulling prolongs it on most cameras, so one that cannot renew is only asked again later."""
        self._renew_at = time.monotonic() + RENEW_S
        try:
            self._client.call(self._place, element("Renew", _WSNT, tag("TerminationTime", f"PT{LEASE_S}S")),
                              action=_RENEW, header=self._header(_RENEW))
        except OnvifFault as fault:
            if fault.key == "unauthorized":
                raise

    def _header(self, action: str) -> str:
        return _addressed(action, self._place) + self._parameters


def _addressed(action: str, place: str) -> str:
    return (f'<Action xmlns="{_WSA}">{action}</Action><To xmlns="{_WSA}">{escape(place)}</To>'
            f'<MessageID xmlns="{_WSA}">urn:uuid:{uuid.uuid4()}</MessageID>')


def _copied(parameter: Element) -> str:
    parameter.tail = None
    return tostring(parameter, encoding="unicode")
